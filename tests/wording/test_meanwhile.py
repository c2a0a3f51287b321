"""What is said about changes of others: today without the day, before with it, and somebody where nobody is known."""

from datetime import UTC, datetime

import pytest

from coordinator.runtime import i18n
from coordinator.wording import meanwhile
from coordinator.wording.meanwhile import Thing

NOW = datetime(2027, 1, 12, 19, 5, tzinfo=UTC)
TODAY = datetime(2027, 1, 12, 19, 3, tzinfo=UTC)
YESTERDAY = datetime(2027, 1, 11, 19, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("thing", "at", "by", "words"),
    [
        (Thing.EVENT, TODAY, "Ofc. Okafor", "Ofc. Okafor changed this event at 2:03 PM: title, notes."),
        (
            Thing.CARD,
            YESTERDAY,
            "Ofc. Okafor",
            "Ofc. Okafor changed this card on Mon Jan 11, 2027, 2:03 PM: title, notes.",
        ),
        (Thing.VENUE, None, "", "Somebody changed this venue meanwhile: title, notes."),
    ],
)
def test_a_change_names_who_when_and_what(thing: Thing, at: datetime | None, by: str, words: str) -> None:
    assert meanwhile.changed(thing, by=by, at=at, fields=["Title", "Notes"], now=NOW) == words


@pytest.mark.parametrize(
    ("thing", "at", "words"),
    [
        (Thing.EVENT, TODAY, "Ofc. Okafor removed this event at 2:03 PM."),
        (Thing.CARD, YESTERDAY, "Ofc. Okafor removed this card on Mon Jan 11, 2027, 2:03 PM."),
        (Thing.VENUE, None, "Ofc. Okafor removed this venue meanwhile."),
    ],
)
def test_a_removal_names_who_and_when(thing: Thing, at: datetime | None, words: str) -> None:
    assert meanwhile.removed(thing, by="Ofc. Okafor", at=at, now=NOW) == words


def test_both_times_stand_over_the_comparison() -> None:
    told = meanwhile.saved_and_opened(by="Ofc. Okafor", at=TODAY, opened_at=YESTERDAY, count=4, now=NOW)
    assert told == "Ofc. Okafor saved 4 changes (2:03 PM). You opened this before (Mon Jan 11, 2027, 2:03 PM)."


def test_no_sentence_ends_with_the_full_stop_of_a_time_and_its_own() -> None:
    i18n.set_language("es")
    told = meanwhile.removed(Thing.EVENT, by="Ofc. Okafor", at=TODAY, now=NOW)
    assert told == "A las 2:03 p.m., Ofc. Okafor quitó este evento."
