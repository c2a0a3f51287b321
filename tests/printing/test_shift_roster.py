"""The sheet itself, read back as other programs read it."""

import io
import json
import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest

from coordinator.domain.documents import Document
from coordinator.domain.events import EventKind, EventStatus
from coordinator.domain.privacy import Audience
from coordinator.domain.spans import When
from coordinator.printing.sheet import Paper
from coordinator.printing.shift_roster import made_roster
from coordinator.runtime import i18n
from tests.printing.makers import PRECINCT, PRINTED, STATES, WORLD, Week, a_look, a_person, a_phone, drawn_week
from tests.printing.reading import checked, letters_from_left, quick_texts, rules_and_words, size_of, text, texts

CHILD = date(2012, 3, 4)


def printed(week: Week, audience: Audience = Audience.VOLUNTEERS, **look: object) -> Document:
    return made_roster(week.roster(audience), precinct=PRECINCT, look=a_look(**look), printed_at=PRINTED)  # type: ignore[arg-type]


def private_week() -> Week:
    week = Week()
    child = a_person("Lena", "Weberknecht", adult=False, birth_date=CHILD, contact_points=a_phone("(212) 555-0199"))
    grown = a_person("Ruth", "Okonkwo", contact_points=a_phone("(212) 555-0171"))
    week.shift("Open practice", kind=EventKind.PRACTICE, roles=(("Coach", 3, (child, grown)),), override_reason="Aunt")
    return week


def test_the_drawn_week_fits_on_one_page_and_says_what_the_drawing_says() -> None:
    document = printed(drawn_week())
    words = text(document.content)
    assert document.pages == 1
    for said in (
        "Precinct 14 Community Affairs Unit 140 Mill Street · (212) 555-0114 · community@precinct14.example",
        "Shift roster Week 2, 2027 Volunteers copy",
        "Volunteer shifts, 11 to 17 January 2027",
        "9 openings left. To take one, or if you cannot come, call (212) 555-0114 or tell any officer.",
        "Tuesday 12 January 2 shifts",
        "10:00–11:30 Senior visits, Mill Street towers Visitor Bo Lindqvist",
        "Олена Ковальчук",
        "Tutor, extra Lena W.",
        "Page 1 of 1",
        "printed 12 Jan 2027 14:05",
        "Audience: volunteers (no phone numbers, no addresses)",
    ):
        assert said in words
    assert words.count("OPEN") == 9


@pytest.mark.parametrize(
    ("audience", "names", "full_names", "phones", "ages", "reasons"),
    [
        (Audience.PUBLIC, False, False, False, False, False),
        (Audience.VOLUNTEERS, True, False, False, False, False),
        (Audience.COACH, True, False, False, False, False),
        (Audience.STAFF, True, True, True, True, True),
    ],
)
def test_each_audience_reads_what_it_may(
    audience: Audience, *, names: bool, full_names: bool, phones: bool, ages: bool, reasons: bool
) -> None:
    content = printed(private_week(), audience).content
    words = text(content)
    assert ("Ruth Okonkwo" in words) == names
    assert ("Weberknecht" in words) == full_names
    assert ("555-0171" in words, "555-0199" in words) == (phones, phones)
    assert ("age 14" in words) == ages
    assert ("Exception: Aunt" in words) == reasons
    assert b"Weberknecht" not in content


def test_the_public_copy_has_openings_but_nobody() -> None:
    words = text(printed(private_week(), Audience.PUBLIC).content)
    assert "1 opening left. To take one, call (212) 555-0114 or tell any officer." in words
    assert "Coach 1 opening" in words
    assert "Lena" not in words


def test_hebrew_and_arabic_stand_in_the_right_order() -> None:
    week = Week()
    week.shift(roles=(("Packer", 2, (a_person("חנה", "לוי", latin_name="Hana Levi"), a_person("دانا", "ورد"))),))
    content = printed(week).content
    assert letters_from_left(content, "NotoSansHebrew") == "יול הנח"
    assert letters_from_left(content, "NotoSansArabic") == "درو اناد"


def test_greek_and_cyrillic_names_can_be_copied() -> None:
    week = Week()
    week.shift(roles=(("Packer", 2, (a_person("Γιώργος", "Παπαδάκης"), a_person("Богдан", "Іваненко"))),))
    words = text(printed(week).content)
    assert "Γιώργος Παπαδάκης" in words
    assert "Богдан Іваненко" in words


def test_a_letter_without_a_font_is_named_and_the_sheet_is_still_made() -> None:
    week = Week()
    week.shift(roles=(("Packer", 1, (a_person("Nefer 𓀀", "Ra"),)),))
    document = printed(week)
    assert document.remarks == (
        "No font of the program has “𓀀” (Egyptian hieroglyph a001). It is printed as [U+13000].",
    )
    assert "Nefer [U+13000] Ra" in text(document.content)


def many_shifts(count: int) -> Week:
    week = Week()
    for number in range(count):
        people = tuple(a_person(f"Given{number}", f"Family{place}") for place in range(4))
        week.shift(f"Shift {number}", day=11 + number % 6, roles=(("Packer", 6, people),))
    return week


def test_every_page_has_its_number_the_head_and_the_names_of_the_columns() -> None:
    document = printed(many_shifts(40))
    pages = texts(document.content)
    assert document.pages == len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Precinct 14" in page
        assert "Shift and place" in page


def test_a_day_that_goes_on_says_so_on_the_next_page() -> None:
    pages = texts(printed(many_shifts(40)).content)
    assert "Monday 11 January" in pages[1]
    assert "continued" in pages[1]


def test_no_row_is_split_or_lost() -> None:
    week = many_shifts(40)
    pages = texts(printed(week).content)
    whole = re.sub(r"\s+", " ", " ".join(pages)) + " "
    assert [whole.count(f"Given{n} Family{p} ") for n in range(40) for p in range(4)] == [1] * 160


def test_nothing_is_drawn_below_the_foot_or_over_it() -> None:
    content = printed(many_shifts(40)).content
    for page in range(3):
        lines, words = rules_and_words(content, page)
        foot = lines[-1]
        assert [word for middle, word in words if middle > foot and middle < foot + 5] == []
        assert lines[-2] < foot - 3


def test_the_same_input_and_clock_give_the_same_bytes() -> None:
    week = drawn_week()
    first = printed(week).content
    printed(private_week(), Audience.STAFF)
    assert printed(week).content == first


def test_neither_file_name_nor_properties_carry_a_persons_name() -> None:
    week = Week()
    week.shift("Meet Ruth Okonkwo", roles=(("Host", 1, (a_person("Ruth", "Okonkwo"),)),))
    document = printed(week, Audience.STAFF)
    properties = pypdf.PdfReader(io.BytesIO(document.content)).metadata
    assert document.name == "shift-roster_2027-01-11_staff.pdf"
    assert properties is not None
    assert {key: str(value) for key, value in properties.items()} == {
        "/Title": "Shift roster, 11–17 January 2027",
        "/Author": "Precinct 14",
        "/Creator": "Coordinator",
        "/Producer": str(properties.producer),
        "/Subject": "",
        "/Keywords": "",
        "/CreationDate": "D:20270112190500Z",
        "/ModDate": "D:20270112190500Z",
        "/Trapped": "/False",
    }


def test_all_fonts_are_embedded() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(drawn_week()).content))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_an_empty_roster_says_so() -> None:
    document = printed(Week())
    assert document.pages == 1
    assert "There are no shifts here, 11 to 17 January 2027." in text(document.content)


def test_ten_thousand_rows_are_printed() -> None:
    week = Week()
    people = tuple(a_person(f"Given{n}", "Lindqvist") for n in range(8))
    for number in range(1000):
        week.shift(f"Shift {number}", day=11 + number % 7, roles=(("Packer", 10, people),))
    document = printed(week)
    assert document.pages > 250
    assert len(document.content) / document.pages < 6_000


def test_texts_higher_than_a_page_go_on_over_pages_whole(tmp_path: Path) -> None:
    week = Week()
    week.shift("y" * 32_000, roles=(("R", 2, (a_person("W" * 32_000, "x"),)),))
    document = printed(week)
    assert text(document.content).replace(" ", "").count("W") >= 32_000
    assert checked(document.content, tmp_path)


@pytest.mark.parametrize(
    ("paper", "size"), [(Paper.LETTER, (612, 792)), (Paper.LEGAL, (612, 1008)), (Paper.A4, (595, 841))]
)
def test_the_same_roster_on_every_paper(paper: Paper, size: tuple[int, int], tmp_path: Path) -> None:
    document = printed(drawn_week(), paper=paper)
    box = pypdf.PdfReader(io.BytesIO(document.content)).pages[0].mediabox
    assert (int(box.width), int(box.height)) == size
    assert checked(document.content, tmp_path)


def test_in_the_united_states_dates_and_times_are_written_their_way() -> None:
    words = text(printed(drawn_week(), style=STATES).content)
    for said in (
        "Volunteer shifts, January 11 to 17, 2027",
        "Tuesday, January 12",
        "10:00–11:30 AM",
        "January 11–17, 2027 Volunteers copy",
        "printed Jan 12, 2027 2:05 PM",
    ):
        assert said in words


def test_large_print_is_a_third_larger() -> None:
    usual, large = printed(drawn_week()).content, printed(drawn_week(), large=True).content
    assert round(size_of(large, "Bo") / size_of(usual, "Bo"), 2) == 1.35


def test_a_cancelled_shift_is_on_it_without_names() -> None:
    week = Week()
    week.shift(
        "Coat drive",
        roles=(("Packer", 1, (a_person("Ruth", "Okonkwo"),)),),
        status=EventStatus.CANCELLED,
        cancel_reason="Snow",
    )
    words = text(printed(week, Audience.STAFF).content)
    assert "Cancelled" in words
    assert "Snow" in words
    assert "Okonkwo" not in words


def test_a_position_with_no_phone_number_in_the_precinct_points_to_the_officers() -> None:
    roster = drawn_week().roster()
    document = made_roster(
        roster, precinct=replace(PRECINCT, phone=""), look=a_look(style=WORLD), printed_at=PRINTED + timedelta(days=1)
    )
    assert "To take one, or if you cannot come, tell any officer." in text(document.content)


def test_a_position_with_its_own_time_says_it() -> None:
    week = Week()
    week.shift("Coat drive", hours=(13, 0, 16, 0), roles=(("Packer", 1, ()), ("Driver", 1, ())))
    line = week.lines[0]
    driver = replace(line.positions[1], when=replace(line.event.when, starts=line.event.when.starts.replace(hour=12)))
    week.lines[0] = replace(line, positions=(line.positions[0], driver))
    words = text(printed(week).content)
    assert "13:00–16:00 Coat drive Packer OPEN 12:00–16:00 Driver OPEN" in words


def test_a_whole_day_and_a_night_say_so() -> None:
    week = Week()
    night = week.shift("Night watch", hours=(22, 0, 6, 0))
    week.shift("Fair", day=13)
    line = week.lines[1]
    whole = When.days(date(2027, 1, 13), date(2027, 1, 14), night.when.zone)
    position = replace(line.positions[0], when=whole)
    week.lines[1] = replace(line, event=replace(line.event, when=whole), positions=(position,))
    words = text(printed(week).content)
    assert "22:00–06:00 Night watch" in words
    assert "all day Fair" in words


def test_a_long_title_goes_down_the_rows_of_its_shift() -> None:
    week = Week()
    title = "Winter coat drive, sorting and folding and packing for the whole borough"
    people = tuple(a_person(f"Given{number}", "Ek") for number in range(6))
    week.shift(title, place="St. Brigid’s hall", roles=(("Packer", 6, people),))
    lines, _words = rules_and_words(printed(week).content)
    rows = [round(below - above, 1) for above, below in pairwise(lines)]
    assert rows.count(17.2) + rows.count(17.3) >= 5


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("the sheet asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture
def files_opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    opened: list[str] = []
    true_open: Callable[..., object] = open

    def watched(name: object, *args: object, **named: object) -> object:
        opened.append(str(name))
        return true_open(name, *args, **named)

    monkeypatch.setattr("builtins.open", watched)
    return opened


def test_hostile_strings_are_printed_as_they_are_and_touch_nothing(
    shared_data: Path, no_network: None, files_opened: list[str], tmp_path: Path
) -> None:
    strings = json.loads((shared_data / "names" / "blns.json").read_text(encoding="utf-8"))
    files_opened.clear()
    week = Week()
    for number, string in enumerate(strings):
        person = a_person(string, string, id=number + 1, latin_name=string)
        week.shift(string, day=11 + number % 6, place=string, roles=((string, 1, (person,)),), override_reason=string)
    document = printed(week, Audience.STAFF)
    words = "".join("".join(quick_texts(document.content)).split())
    assert "<script>alert(123)</script>" in words
    assert "<imgsrc=xonerror=alert(123)/>" in words
    assert [name for name in files_opened if not name.endswith((".ttf", ".mo", ".py", ".pyc"))] == []
    assert checked(document.content, tmp_path)


def test_the_sheet_can_speak_another_language_than_the_window() -> None:
    spanish = printed(Week(), style=type(WORLD)("es", 24, 0, WORLD.zone))
    assert "enero de 2027" in text(spanish.content)
    assert i18n.language() == "en"


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed")
def test_other_programs_can_draw_it(tmp_path: Path) -> None:
    path = tmp_path / "roster.pdf"
    path.write_bytes(printed(drawn_week()).content)
    done = subprocess.run(["pdftoppm", "-r", "50", "-png", str(path), str(tmp_path / "page")], check=False)
    assert (done.returncode, len(list(tmp_path.glob("page*.png")))) == (0, 1)
