"""Calendar files that the libraries and programs of others read as they were meant."""

import os
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordinator.domain.calendarentries import CalendarEntry
from coordinator.domain.events import EventKind, EventStatus
from coordinator.domain.spans import When, instant_of, is_skipped
from coordinator.exchange.contentlines import escaped, folded
from coordinator.exchange.icsout import calendar_bytes
from coordinator.exchange.timezones import timezone_lines
from tests.exchange.exporting import CHANGED, entry_of
from tests.makers import ZONE, an_event, on

TRICKY = (
    "America/New_York", "Europe/Dublin", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Kolkata",
    "Antarctica/Troll", "America/Sao_Paulo", "Asia/Gaza", "Africa/Cairo", "America/St_Johns", "Pacific/Apia",
    "Europe/London", "America/Havana", "Asia/Tehran", "Etc/GMT+5",
)  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
ZONES = st.sampled_from(["America/New_York", "Europe/Madrid", "Asia/Kathmandu", "UTC"])
STARTS = st.datetimes(datetime(1975, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(microsecond=0))


def written(*entries: CalendarEntry, name: str = "Precinct 14") -> bytes:
    return calendar_bytes(entries, name=name)


def events_in(content: bytes) -> list[Any]:
    """The events as the library reads them; their properties have a hundred types."""
    read: Any = icalendar.Calendar.from_ical(content)
    return list(read.walk("VEVENT"))


def lines_of(content: bytes) -> list[str]:
    """The content lines, unfolded."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def shown(text: str) -> str:
    """A text as a calendar can carry it: controls left out, every way to end a line one way."""
    plain = text.replace("\r\n", "\n")
    for sign in "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029":
        plain = plain.replace(sign, "\n")
    return "".join(sign for sign in plain if sign in "\n\t" or not (ord(sign) < 32 or ord(sign) == 127))


def test_an_entry_has_everything_other_calendars_ask_for() -> None:
    event = an_event("Coat drive; sorting, folding", place="Hall \\ 2", description="Bring:\n- gloves", uid="a1@x")
    assert (
        lines_of(written(entry_of(event)))[-16:]
        == [
            "END:VTIMEZONE",
            "BEGIN:VEVENT",
            "UID:a1@x",
            "DTSTAMP:20270112T170030Z",
            "LAST-MODIFIED:20270112T170030Z",
            "SEQUENCE:0",
            "DTSTART;TZID=America/New_York:20270115T170000",
            "DTEND;TZID=America/New_York:20270115T190000",
            "SUMMARY:Coat drive\\; sorting\\, folding",
            "LOCATION:Hall \\\\ 2",
            "DESCRIPTION:Bring:\\n- gloves",
            "CATEGORIES:volunteer",
            "STATUS:CONFIRMED",
            "CLASS:PRIVATE",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ][-16:]
    )


def test_whole_days_are_dates_and_need_no_zone() -> None:
    event = an_event(when=When.days(date(2027, 1, 15), date(2027, 1, 17), ZONE), uid="a1")
    content = written(entry_of(event))
    assert b"VTIMEZONE" not in content
    [found] = events_in(content)
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2027, 1, 15), date(2027, 1, 18))


@pytest.mark.parametrize(
    ("status", "word"),
    [("draft", "TENTATIVE"), ("published", "CONFIRMED"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED")],
)
def test_the_status_is_said_in_the_calendars_words(status: str, word: str) -> None:
    event = an_event(status=EventStatus(status), cancel_reason="Snow", public=True, uid="a1", kind=EventKind.MEETING)
    [found] = events_in(written(entry_of(event)))
    assert (str(found["STATUS"]), str(found["CLASS"]), found.categories) == (word, "PUBLIC", ["meeting"])


def test_the_sequence_rises_with_the_version() -> None:
    assert [entry_of(an_event(version=version)).sequence for version in (1, 2, 7)] == [0, 1, 6]


def test_the_same_entries_give_the_same_bytes() -> None:
    assert written(entry_of(an_event(uid="a"))) == written(entry_of(an_event(uid="a")))


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
@example("a\u2028ATTENDEE:mailto:x", "\\n\\", "END:VEVENT\r\nBEGIN:VEVENT")
def test_every_text_comes_back_from_the_library(title: str, place: str, description: str) -> None:
    event = an_event(title or "-", place=place, description=description, uid="a1")
    [found] = events_in(written(entry_of(event), name=title))
    assert str(found["SUMMARY"]) == shown(title or "-")
    assert str(found.get("LOCATION", "")) == shown(place)
    assert str(found.get("DESCRIPTION", "")) == shown(description)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_lines_are_folded_by_octets_and_never_inside_a_letter(text: str) -> None:
    lines = folded(f"SUMMARY:{escaped(text)}").encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert b"".join([lines[0], *(line.removeprefix(b" ") for line in lines[1:])]).decode() == f"SUMMARY:{escaped(text)}"
    assert all(line.decode() for line in lines)


@settings(max_examples=200, deadline=None)
@given(STARTS, st.integers(1, 3000), ZONES)
@example(datetime(2027, 3, 14, 2, 30), 60, "America/New_York")
@example(datetime(2027, 11, 7, 1, 30), 20, "America/New_York")
def test_times_come_back_at_the_same_moment(starts: datetime, minutes: int, zone: str) -> None:
    when = When(starts, starts + timedelta(minutes=minutes), zone)
    [found] = events_in(written(entry_of(an_event(when=when, uid="a1"))))
    for wall, prop in ((when.starts, "DTSTART"), (when.ends, "DTEND")):
        read = found[prop].dt
        assert (read.replace(tzinfo=None), str(read.tzinfo)) == (wall, zone)
        if not is_skipped(wall, zone):
            assert read.astimezone(UTC) == instant_of(wall, zone)


@pytest.mark.parametrize("zone", TRICKY)
def test_the_zones_own_rules_say_the_same_as_the_zone_data(zone: str) -> None:
    """Read by the library as a stranger's zone, that is by its rules and not by its name."""
    lines = [line.replace(f"TZID:{zone}", "TZID:Somewhere") for line in timezone_lines(zone, 2020, 2035)]
    read = icalendar.Timezone.from_ical("\r\n".join(lines))
    assert isinstance(read, icalendar.Timezone)
    theirs = read.to_tz(lookup_tzid=False)
    for step in range(0, 15 * 365 * 4, 3):
        wall = datetime(2020, 1, 1, 12) + timedelta(hours=6 * step)
        if not is_skipped(wall, zone):
            assert wall.replace(tzinfo=theirs).utcoffset() == wall.replace(tzinfo=ZoneInfo(zone)).utcoffset(), wall


def test_every_zone_of_the_data_can_be_written() -> None:
    for zone in sorted(available_timezones()):
        assert list(timezone_lines(zone, 2027, 2027))[-1] == "END:VTIMEZONE", zone


@pytest.mark.parametrize("year", [2, 1883, 1970, 9997])
def test_a_year_at_the_edge_of_the_calendar_is_written_whole(year: int) -> None:
    when = When(datetime(year, 6, 1, 9), datetime(year, 6, 1, 10), ZONE)
    [found] = events_in(written(entry_of(an_event(when=when, uid="a1"))))
    assert found["DTSTART"].dt.replace(tzinfo=None) == when.starts


def test_an_empty_calendar_is_a_calendar() -> None:
    assert events_in(written()) == []


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_khal_reads_the_same_events(tmp_path: Path) -> None:
    events = [
        an_event("Coat drive, sorting; José", on("2027-01-15", "17:00", "19:00"), place="Hall 2", uid="a1"),
        an_event("Night patrol", When(datetime(2027, 3, 13, 22), datetime(2027, 3, 14, 6), ZONE), uid="a2"),
        an_event("Open days", When.days(date(2027, 1, 16), date(2027, 1, 17), ZONE), uid="a3"),
    ]
    (tmp_path / "ours.ics").write_bytes(written(*map(entry_of, events)))
    (tmp_path / "config").write_text(
        f"[calendars]\n[[ours]]\npath = {tmp_path}/vdir\ntype = calendar\n"
        "[locale]\nlocal_timezone = America/New_York\ndefault_timezone = America/New_York\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n[default]\ndefault_calendar = ours\n",
        encoding="utf-8",
    )
    (tmp_path / "vdir").mkdir()
    khal(tmp_path, "import", "--batch", "-a", "ours", str(tmp_path / "ours.ics"))
    told = khal(
        tmp_path, "list", "--format", "{start}|{end}|{title}|{location}", "--day-format", "", "2027-01-01", "100d"
    )
    assert sorted({line for line in told.splitlines() if line.strip()}) == [
        "2027-01-15 17:00|2027-01-15 19:00|Coat drive, sorting; José|Hall 2",
        "2027-01-16|2027-01-17|Open days|",
        "2027-03-13 22:00|2027-03-14 06:00|Night patrol|",
    ]


def khal(folder: Path, *arguments: str) -> str:
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
    command = ["khal", "-c", str(folder / "config"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_noon_is_the_moment_of_change() -> None:
    [found] = events_in(written(entry_of(an_event(uid="a1"))))
    assert (found["DTSTAMP"].dt, found["LAST-MODIFIED"].dt) == (CHANGED, CHANGED)
