"""The sign-in sheet, read back as other programs read it."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pypdf
import pytest

from coordinator.domain.documents import Document
from coordinator.domain.events import EventKind
from coordinator.domain.people import Person
from coordinator.domain.privacy import Audience
from coordinator.domain.spans import When
from coordinator.printing.fonts import Face
from coordinator.printing.identity import CODE_SIDE, Mark, modules_of
from coordinator.printing.sheet import Paper
from coordinator.printing.text import set_line
from coordinator.wording.moments import Style
from tests.printing.makers import STATES, WORLD, ZONE, a_person, a_phone
from tests.printing.reading import checked, letters_from_left, quick_texts, size_of, text, texts
from tests.printing.signing import SHEET_ID, a_list, drawn_people, printed

SPANISH = Style("es", 12, 6, ZONE)
BOX = 8.6  # between the middles of its lines


def drawn() -> Document:
    return printed(a_list(drawn_people()))


def boxes(content: bytes, page: int = 0) -> list[tuple[float, float]]:
    """Left and top edge of the boxes to tick on a page, row by row."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        found = [r for r in pdf.pages[page].rects if r["stroke"] and not r["fill"] and abs(r["width"] - BOX) < 0.1]
    places = [(round(r["x0"] - 0.5625, 1), round(r["top"] - 0.5625, 1)) for r in found]
    return sorted(places, key=lambda place: (place[1], place[0]))


def row_heights(content: bytes, page: int = 0) -> list[float]:
    """The distances of the level lines under the rows."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        shown = pdf.pages[page]
        uprights = {round(e["x0"], 1) for e in shown.edges if e["orientation"] == "v" and e["height"] > 20}
        tops = sorted(
            {
                round(line["bottom"], 2)
                for line in shown.lines
                if abs(line["top"] - line["bottom"]) < 0.1 and line["width"] > 400
            }
        )
    assert len(uprights) >= 3
    return [round(low - high, 1) for high, low in pairwise(tops)]


def black(content: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """The black rectangles of a page: left, top, width, height."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [
            (round(r["x0"], 2), round(r["top"], 2), round(r["width"], 2), round(r["height"], 2))
            for r in pdf.pages[page].rects
            if r["fill"] and not r["stroke"]
        ]


# --- what it says ----------------------------------------------------------------------------------------------------


def test_it_says_what_the_drawing_says() -> None:
    words = text(drawn().content)
    for said in (
        "Precinct 14 Community Affairs Unit 140 Mill Street · (212) 555-0114 · community@precinct14.example",
        f"Sign-in sheet Sheet {SHEET_ID} 1 of 2",
        "Mill Street residents’ meeting Tuesday 12 January 2027, 18:30 to 20:00 · Mill Street library, room 2",
        "Tick the box by your name and sign. Want the minutes by e-mail? Tick that box: no address is written here.",
        "Time in Signature",
        "1 Abadie-Mbeki, Yannick 2 Abernathy, Clarence J. 3 Adeyemi, Folasade 4 Delacroix-Whitmore, Genevieve",
        "7 Іваненко, Богдан (Ivanenko, Bohdan)",
        "16 van den Heuvel-Castellanos, Maximiliana Not on the list? Please print your name here. 17",
        "Counted, no name: Total in the room: Checked by:",
        "Page 1 of 2",
        "printed 12 Jan 2027 14:05",
        "Audience: public meeting, names only",
    ):
        assert said in words


def test_hebrew_and_arabic_stand_in_the_right_order_with_their_commas() -> None:
    content = drawn().content
    assert letters_from_left(content, "NotoSansHebrew") == "הנח ,יול"
    assert "،" in letters_from_left(content, "NotoSansArabic")


def test_numbers_run_on_through_the_blank_rows_of_all_pages() -> None:
    document = printed(a_list(drawn_people()), walk_ins=45)
    lines = [line.strip() for page in texts(document.content) for line in page.splitlines()]
    numbers = [int(line.split()[0]) for line in lines if re.fullmatch(r"\d+( \D.*, .*)?", line)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= len(drawn_people()) + 45


def test_without_anybody_there_are_only_numbered_blank_rows() -> None:
    document = printed(a_list())
    words = text(document.content)
    assert "Not on the list?" not in words
    assert "Please print your name and sign." in words
    assert len([place for page in range(document.pages) for place in boxes(document.content, page)]) >= 3 * 20


def test_the_team_copy_names_nobody_in_full() -> None:
    people = (a_person("Ruth", "Okonkwo", contact_points=a_phone("(212) 555-0171")), a_person("חנה", "לוי"))
    words = text(printed(a_list(people, audience=Audience.COACH, kind=EventKind.PRACTICE)).content)
    assert "Ruth O." in words
    assert [hidden for hidden in ("Okonkwo", "לוי", "יול", "555-0171") if hidden in words] == []
    assert "Audience: team, first names and initials only" in words


def test_an_event_over_days_has_dates_and_no_hours() -> None:
    when = When(datetime(2027, 1, 12), datetime(2027, 1, 15), ZONE, all_day=True)
    assert "12 to 14 January 2027 · Mill Street library" in text(printed(a_list(when=when)).content)


def test_it_speaks_the_language_and_the_clock_it_is_asked_for() -> None:
    spanish = text(printed(a_list(drawn_people()), style=SPANISH).content)
    assert "12 de enero de 2027" in spanish
    assert "Tuesday, January 12, 2027, 6:30 to 8:00 PM" in text(printed(a_list(), style=STATES).content)


@pytest.mark.parametrize(
    ("style", "headings"),
    [
        (WORLD, ("No.", "Here", "Name", "Time in", "Signature", "Minutes", "by e-mail", "First", "visit")),
        (SPANISH, ("N.º", "Aquí", "Nombre", "Entrada", "Firma", "Acta por", "correo", "Primera", "visita")),
    ],
)
@pytest.mark.parametrize("large", [False, True])
def test_no_name_of_a_column_is_broken_inside_a_word(style: Style, headings: tuple[str, ...], *, large: bool) -> None:
    words = text(printed(a_list(), style=style, large=large).content)
    assert [heading for heading in headings if heading not in words] == []


# --- rows and boxes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("large", [False, True])
def test_rows_are_high_enough_to_sign_in(paper: Paper, *, large: bool) -> None:
    document = printed(a_list(drawn_people()[:6]), paper=paper, large=large)
    scale = 1.35 if large else 1.0
    heights = row_heights(document.content)
    named = [h for h in heights if abs(h - 24 * scale) < 0.2]
    blank = [h for h in heights if abs(h - 29 * scale) < 0.2]
    assert len(named) >= 4
    assert len(blank) >= 5
    assert min(named) >= 24
    assert min(blank) >= 29


def test_boxes_stand_at_the_same_distance_from_the_corners_on_every_paper() -> None:
    columns = {}
    for paper, width in ((Paper.LETTER, 612.0), (Paper.A4, 595.276), (Paper.LEGAL, 612.0)):
        found = boxes(printed(a_list(drawn_people()), paper=paper).content)
        here, minutes, visit = sorted({x for x, _top in found})
        columns[paper] = (here, round(width - minutes), round(width - visit))
    assert set(columns.values()) == {(72.0, 110, 66)}


def test_every_row_has_its_three_boxes_of_13_px() -> None:
    found = boxes(drawn().content)
    assert len(found) == 3 * 20
    with pdfplumber.open(io.BytesIO(drawn().content)) as pdf:
        lines = {r["linewidth"] for r in pdf.pages[0].rects if r["stroke"] and not r["fill"]}
    assert lines == {1.125}


@pytest.mark.parametrize("count", [0, 1, 3, 16, 17, 18, 19, 20, 21, 22, 40])
def test_there_are_at_least_20_blank_rows_and_the_last_page_is_full(count: int) -> None:
    document = printed(a_list([a_person(f"Given{n}", f"Family{n:02}") for n in range(count)]))
    rows = sum(len(boxes(document.content, page)) for page in range(document.pages)) // 3
    assert rows - count >= 20
    last = boxes(document.content, document.pages - 1)
    assert last[-1][1] + 29 > 681


# --- identity --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "size"), [(Paper.LETTER, (612.0, 792.0)), (Paper.A4, (595.276, 841.89))])
def test_the_corners_hold_squares_and_the_top_left_one_is_hollow(paper: Paper, size: tuple[float, float]) -> None:
    found = black(printed(a_list(), paper=paper).content)
    near, far_x, far_y = 17.7, round(size[0] - 32.7, 2), round(size[1] - 32.7, 2)
    assert [
        place for place in ((far_x, near), (near, far_y), (far_x, far_y)) if (*place, 15.0, 15.0) not in found
    ] == []
    hollow = [r for r in found if r[0] < 33 and r[1] < 33]
    assert sum(width * height for _x, _y, width, height in hollow) == pytest.approx(15 * 15 - 6 * 6)


def test_the_code_is_drawn_as_the_library_encodes_it() -> None:
    content = drawn().content
    rows = len(boxes(content, 1)) // 3
    modules = modules_of(Mark(SHEET_ID, 2, 2, rows).text)
    dot = CODE_SIDE / len(modules)
    left, top = 612 - 42 - CODE_SIDE, 39.0
    code = [r for r in black(content, 1) if r[0] >= left - 0.1 and top - 0.1 <= r[1] < top + CODE_SIDE]
    seen = {
        (round((y - top) / dot), round((x - left) / dot) + place)
        for x, y, width, _height in code
        for place in range(round(width / dot))
    }
    wanted = {(down, across) for down, row in enumerate(modules) for across, dark in enumerate(row) if dark}
    assert seen == wanted


def test_the_code_says_format_sheet_page_and_rows_and_nothing_about_people() -> None:
    assert Mark(SHEET_ID, 1, 2, 20).text == f"CO1/{SHEET_ID}/1/2/20"


def test_the_number_stands_on_every_page_and_a_file_of_several_numbers_each_by_itself() -> None:
    document = printed(a_list(drawn_people()), a_list(title="Other", event_id=8))
    pages = texts(document.content)
    assert len(pages) == document.pages == 4
    assert [f"{page} of 2" in words for page, words in zip((1, 2, 1, 2), pages, strict=True)] == [True] * 4
    first, second = SHEET_ID, SHEET_ID[:-1] + "N"
    assert [next(s for s in (first, second) if s in words) for words in pages] == [first, first, second, second]
    assert ["Mill Street residents’ meeting" in pages[1], "Other" in pages[3]] == [True, True]


# --- whatever people are called --------------------------------------------------------------------------------------


def all_names(folder: Path) -> Iterator[str]:
    for file, column in (("common-forenames-by-country.csv", 10), ("common-surnames-by-country.csv", 4)):
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            yield from (row[column] for row in csv.reader(lines))
    for file in ("surnames_cz.txt", "surnames_hi.txt", "surnames_ru.txt"):
        yield from (folder / file).read_text(encoding="utf-8").split("\n")


def test_every_name_of_the_lists_is_printed_and_no_letter_is_missing(shared_data: Path) -> None:
    names = sorted({name.strip() for name in all_names(shared_data / "names")} - {""})
    people = [Person(family_name=name, adult=True, id=number) for number, name in enumerate(names, start=1)]
    document = printed(a_list(people))
    assert len(people) > 12_000
    assert document.remarks == ()
    lines = [set_line((name,), Face.TEXT) for name in names]
    assert [line for line in lines if not all(glyph.number for run in line.runs for glyph in run.glyphs)] == []


def test_names_that_mean_harm_are_printed_and_what_no_font_has_is_named(shared_data: Path) -> None:
    strings = json.loads((shared_data / "names" / "blns.json").read_text(encoding="utf-8"))
    people = [Person(family_name=each, given_name="x", adult=True, id=n) for n, each in enumerate(strings, start=1)]
    document = printed(a_list(people))
    assert document.remarks[0].startswith("No font of the program has “")
    assert document.remarks[-1].endswith("more letters have no font. They are printed by their codes.")
    assert "[U+202E]" in text(document.content)


def test_a_word_of_32000_letters_is_printed_whole() -> None:
    document = printed(a_list([a_person("Ruth", "W" * 32_000), a_person("Bo", "Xu")], title="T" * 32_000))
    words = "".join(texts(document.content))
    assert (words.count("W") >= 32_000, words.count("T") >= 32_000) == (True, True)
    assert "Xu, Bo" in words


def test_ten_thousand_rows_are_all_printed(tmp_path: Path) -> None:
    people = [a_person(f"Given{n}", f"Family{n:05}") for n in range(10_000)]
    shown = a_list(people)
    document = printed(shown)
    assert document.pages > 400
    assert checked(document.content, tmp_path)
    found = set("\n".join(quick_texts(document.content)).split("\n"))
    assert [n for n in range(10_000) if f"{n + 1} Family{n:05}, Given{n}" not in found] == []


# --- the file --------------------------------------------------------------------------------------------------------


def test_the_same_input_and_clock_give_the_same_bytes() -> None:
    before = drawn().content
    printed(a_list([a_person("שרה", "כהן")]))
    assert drawn().content == before


@pytest.mark.parametrize("style", [WORLD, STATES, SPANISH])
@pytest.mark.parametrize("large", [False, True])
def test_qpdf_finds_nothing_wrong(style: Style, tmp_path: Path, *, large: bool) -> None:
    assert checked(printed(a_list(drawn_people()), style=style, large=large).content, tmp_path)


def test_no_name_stands_in_what_the_file_says_about_itself() -> None:
    info = pypdf.PdfReader(io.BytesIO(drawn().content)).metadata
    assert info is not None
    assert (info.title, info.author, info.subject) == ("Sign-in sheet", "Precinct 14", "")


def test_large_print_is_a_third_larger() -> None:
    plain, large = (printed(a_list(drawn_people()), large=large).content for large in (False, True))
    assert size_of(large, "Adeyemi,") == pytest.approx(1.35 * size_of(plain, "Adeyemi,"))


def test_somebody_born_on_the_day_18_years_before_signs_with_the_whole_name() -> None:
    born = a_person("Lena", "Weber", adult=False, birth_date=date(2009, 1, 12))
    younger = a_person("Mia", "Weber", adult=False, birth_date=date(2009, 1, 13))
    words = text(printed(a_list([born, younger])).content)
    assert ("Weber, Lena" in words, "Mia W." in words, "Weber, Mia" in words) == (True, True, False)
