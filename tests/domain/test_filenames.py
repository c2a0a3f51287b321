"""Names of files are safe in every folder, whatever the venue is called."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.filenames import file_name

NAMES = [
    "../../etc/passwd", "..\\..\\windows", "/etc/shadow", "C:\\Users\\x", "C:x", "\\\\server\\share", "~root", "~",
    ".", "..", "...", "", " ", "  .hidden", ".ssh", "a.", "a..", "a. .", "a ", "report.", "-rf", "--help",
    "CON", "con", "Con.txt", "NUL", "nul.tar.gz", "PRN", "AUX", "COM1", "COM9.csv", "COM¹", "LPT1", "LPT²", "CONIN$",
    "CLOCK$", "NUL ", "CON.", "a\\0b", "a\0b", "a\nb", "a\tb", "a\rb", "a:b", "a*b", "a?b", 'a"b', "a<b>c", "a|b",
    "x" * 300, "é" * 200, "山" * 150, "👮" * 90, "e\u0301" * 200, "\u202etxt.exe", "a\u200bb", "\ufeffa", "a\u2028b",
    "$(rm -rf)", "`id`", "a;b", "%00", "St. Brigid's hall", "PS 41 / Gym", "\ud800", "con.con.con",
]  # fmt: skip
DEVICES = {"con", "prn", "aux", "nul", "clock$", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}


def assert_safe(name: str) -> None:
    """Nothing but a name, on every system."""
    assert PurePosixPath(name).name == name == PureWindowsPath(name).name
    assert 0 < len(name.encode("utf-8")) <= 130
    assert name.strip(" .") == name
    assert not name.startswith(("-", "~"))
    assert name.split(".", maxsplit=1)[0].lower().rstrip() not in DEVICES
    assert not any(sign in '<>:"/\\|?*' or unicodedata.category(sign)[0] in "CZ" for sign in name)


@pytest.mark.parametrize("name", NAMES)
def test_sixty_hostile_names_make_safe_files(name: str) -> None:
    assert_safe(file_name(name, ending="csv"))
    assert_safe(file_name("events", name, "2027-W02", "staff", ending="csv"))


@given(st.text(), st.text())
def test_any_text_makes_a_safe_file(one: str, other: str) -> None:
    assert_safe(file_name(one, other, ending="ics"))


def test_a_plain_name_stays_readable() -> None:
    assert file_name("events", "St. Brigid's hall", "2027-W02", "volunteers", ending="csv") == (
        "events_St.-Brigid's-hall_2027-W02_volunteers.csv"
    )
