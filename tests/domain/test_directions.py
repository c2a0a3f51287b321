"""Signs that turn the direction of writing around are shown by their codes; everything else stays."""

from coordinator.domain.directions import DIRECTION_SIGNS, directions_shown, places_shown


def test_every_such_sign_shows_as_its_code() -> None:
    assert [directions_shown(sign) for sign in DIRECTION_SIGNS] == [f"[U+{ord(sign):04X}]" for sign in DIRECTION_SIGNS]
    assert directions_shown("Ana\u202egro.exe") == "Ana[U+202E]gro.exe"


def test_letters_that_run_from_right_to_left_by_themselves_stay_as_they_are() -> None:
    for name in ("כנרת", "محمد", "O’Brien", "山田太郎", "e\u0301", "क्\u200dष", ""):
        assert directions_shown(name) == name


def test_what_was_found_is_marked_where_it_is_shown() -> None:
    words = "\u202eAna \u2066López"
    assert places_shown(words, ((1, 4), (6, 11))) == ((8, 11), (20, 25))
    assert places_shown("Ana López", ((0, 3),)) == ((0, 3),)
    assert places_shown(words, ()) == ()
