"""Calendar files read: lines, letters, parts, times, and the zones that are meant."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.domain.calendarentries import CalendarEntry
from coordinator.domain.errors import FileTrouble
from coordinator.domain.foreigncalendars import ForeignEvent, ForeignLength, ForeignTime, TimeKind
from coordinator.domain.imports import FileFormat, ImportFile
from coordinator.exchange.foreignzones import FoundBy, zone_meant
from coordinator.exchange.formats import format_of
from coordinator.exchange.icsin import CalendarFile, read_calendar
from coordinator.exchange.icsout import calendar_bytes
from coordinator.exchange.timezones import timezone_lines
from tests.exchange.exporting import entry_of
from tests.makers import ZONE, an_event, on

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
NOON = ForeignTime(datetime(2027, 1, 15, 12), TimeKind.FLOATING)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), max_size=120)


def read(content: str | bytes, encoding: str = "") -> CalendarFile:
    content = content if isinstance(content, bytes) else content.encode()
    return read_calendar(ImportFile("a.ics", content), encoding)


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def only(*lines: str) -> ForeignEvent:
    """The one event of a calendar with these lines."""
    [found] = read(f"{HEAD}{event(*lines)}END:VCALENDAR\r\n").events
    return found


def codes(found: ForeignEvent) -> list[tuple[int, str]]:
    return [(each.line, each.problem.code) for each in found.troubles]


def test_an_event_is_read_with_everything_it_says() -> None:
    found = only(
        "UID:a@x", "SEQUENCE:3", "DTSTART:20270115T120000", "DTEND:20270115T133000Z", "SUMMARY;LANG=en:Coats\\, hat",
        "LOCATION:Hall\\; back door", "DESCRIPTION:One\\nTwo", "URL:https://x.example/1", "STATUS:tentative",
        "CLASS:PRIVATE", "CATEGORIES:Meeting,Open\\, public", "COMMENT:Later", "ATTENDEE;CN=\"A:B\":mailto:a@x.example",
    )  # fmt: skip
    assert (found.uid, found.sequence, found.title, found.place) == ("a@x", 3, "Coats, hat", "Hall; back door")
    assert (found.description, found.url, found.comment) == ("One\nTwo", "https://x.example/1", "Later")
    assert (found.status, found.access, found.categories) == ("TENTATIVE", "PRIVATE", ("Meeting", "Open, public"))
    assert found.starts == NOON
    assert found.ends == ForeignTime(datetime(2027, 1, 15, 13, 30), TimeKind.UTC)
    assert (found.guests, found.line, found.lines["DTSTART"], found.troubles) == (1, 3, 6, ())


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r", "\r\r\n"])
def test_every_way_to_end_a_line_is_one(ends: str) -> None:
    whole = f"{HEAD}{event('SUMMARY:Coat', '  drive', 'DTSTART:20270115T120000')}END:VCALENDAR\r\n"
    [found] = read(whole.replace("\r\n", ends)).events
    assert (found.title, found.starts, found.troubles) == ("Coat drive", NOON, ())


def test_lines_folded_as_old_mozillas_did_are_whole_and_counted() -> None:
    [found] = read(
        "BEGIN:VEVENT\nSUMMARY\n\n :Christmas\nDTSTART\n\n ;VALUE=DATE\n :20031225\nDTEND:x\nEND:VEVENT\n"
    ).events
    assert (found.title, found.starts) == ("Christmas", ForeignTime(datetime(2003, 12, 25), TimeKind.DATE))
    assert codes(found) == [(9, "calendar-time-unreadable")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_letters_are_found_by_what_the_file_holds(encoding: str) -> None:
    found = read(f"{HEAD}{event('SUMMARY:Café, José, mañana — días', 'DTSTART:20270115')}".encode(encoding))
    assert found.events[0].title == "Café, José, mañana — días"


def test_a_broken_letter_does_not_make_the_file_another_alphabets() -> None:
    content = f"{HEAD}{event('SUMMARY:Олена, José', 'LOCATION:X', 'DTSTART:20270115')}".encode().replace(b"X", b"\xff")
    found = read(content)
    assert (found.events[0].title, found.letters.encoding, found.letters.unreadable) == ("Олена, José", "utf-8", 1)


def test_a_letter_cut_by_a_fold_is_put_together() -> None:
    content = f"{HEAD}{event('SUMMARY:Mañana', 'DTSTART:20270115')}".encode().replace(b"\xc3\xb1", b"\xc3\r\n \xb1")
    assert read(content).events[0].title == "Mañana"


def test_a_part_without_its_end_does_not_swallow_the_next() -> None:
    broken = "BEGIN:VEVENT\r\nSUMMARY:One\r\nDTSTART:20270115T120000\r\n"
    found = read(f"{HEAD}{broken}{event('SUMMARY:Two', 'DTSTART:20270115T120000')}END:VCALENDAR\r\n").events
    assert [(each.number, each.line, each.title, codes(each)) for each in found] == [
        (1, 3, "One", [(3, "calendar-part-without-end")]),
        (2, 6, "Two", []),
    ]


def test_a_part_without_its_beginning_is_read_and_said() -> None:
    found = read(
        f"{HEAD}{event('SUMMARY:One')}SUMMARY:Two\r\nDTSTART:20270115T120000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert [(each.title, codes(each)) for each in found.events] == [
        ("One", []),
        ("Two", [(6, "calendar-part-without-begin")]),
    ]
    assert found.stray == 0


def test_what_lies_inside_an_event_is_not_taken_for_it() -> None:
    found = only(
        "SUMMARY:Out", "BEGIN:VALARM", "SUMMARY:In", "DTSTART:19990101", "END:VALARM", "DTSTART:20270115T120000"
    )
    assert (found.title, found.starts, found.troubles) == ("Out", NOON, ())


def test_other_parts_are_counted_and_lines_of_nothing_too() -> None:
    found = read(
        f"HTTP/1.1 200 OK\r\n\r\n{HEAD}rubbish\r\nBEGIN:VTODO\r\nEND:VTODO\r\nBEGIN:VTODO\r\nEND:VTODO\r\n"
        f"BEGIN:VJOURNAL\r\nEND:VJOURNAL\r\nBEGIN:VTIMEZONE\r\nTZID:Z\r\nEND:VTIMEZONE\r\n{event('SUMMARY:A')}END:VCALENDAR\r\nbye\r\n"
    )
    assert dict(found.others) == {"VTODO": 2, "VJOURNAL": 1}
    assert (found.stray, found.first_stray, list(found.zones)) == (3, (1, "HTTP/1.1 200 OK"), ["Z"])


def test_several_calendars_in_one_file_are_read_each_for_itself() -> None:
    one, other = event("SUMMARY:On"), event("SUMMARY:Off")
    cancelled = f"BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\n{other}END:VCALENDAR\r\n"
    found = read(f"{HEAD}{one}END:VCALENDAR\r\n{cancelled}{HEAD}{one}END:VCALENDAR\r\n").events
    assert [(each.title, each.status) for each in found] == [("On", ""), ("Off", "CANCELLED"), ("On", "")]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("DTSTART:20270115", ForeignTime(datetime(2027, 1, 15), TimeKind.DATE)),
        ("DTSTART;VALUE=DATE:20270115", ForeignTime(datetime(2027, 1, 15), TimeKind.DATE)),
        ("DTSTART;TZID=Here:20270115T120000", ForeignTime(datetime(2027, 1, 15, 12), TimeKind.ZONED, "Here")),
        ('dtstart;tzid="A: B":20270115T120000', ForeignTime(datetime(2027, 1, 15, 12), TimeKind.ZONED, "A: B")),
        ("DTSTART;TZID=(UTC-5:00) A:20270115T12", None),
        (
            "DTSTART;TZID=(UTC-05:00) East:20270115T120000",
            ForeignTime(datetime(2027, 1, 15, 12), TimeKind.ZONED, "(UTC-05:00) East"),
        ),
        ("DTSTART;TZID=Here:2027-01-15T12:00:00", ForeignTime(datetime(2027, 1, 15, 12), TimeKind.ZONED, "Here")),
        ("DTSTART;TZID=Here:20270115T120000Z", ForeignTime(datetime(2027, 1, 15, 12), TimeKind.UTC)),
        ("DTSTART;TZID=:20270115T120000", NOON),
        ("DTSTART:2027-01-15T12:00:00", NOON),
        ("DTSTART:2027-01-15T12:00:00.000-05:00", ForeignTime(datetime(2027, 1, 15, 17), TimeKind.UTC)),
        ("DTSTART:20270115T120060", ForeignTime(datetime(2027, 1, 15, 12, 0, 59), TimeKind.FLOATING)),
        ("DTSTART:20270115T1200", NOON),
    ],
)
def test_times_are_read_as_they_are_bound(line: str, wanted: ForeignTime | None) -> None:
    assert only(line).starts == wanted


@pytest.mark.parametrize("text", ["20270230", "20270115T250000", "0000", "tomorrow", "", "00000101T000000Z", "2027011"])
def test_a_time_that_is_none_stops_the_event_with_its_line(text: str) -> None:
    found = only("SUMMARY:A", f"DTSTART:{text}")
    assert (found.starts, codes(found), found.troubles[0].value) == (None, [(5, "calendar-time-unreadable")], text)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT1H30M", ForeignLength(0, timedelta(minutes=90))),
        ("P1W", ForeignLength(7)),
        ("P2DT3H", ForeignLength(2, timedelta(hours=3))),
        ("-PT15M", ForeignLength(0, timedelta(minutes=-15))),
        ("P", None),
        ("1 hour", None),
        ("P99999999999W", None),
    ],
)
def test_lengths_are_days_and_exact_time(text: str, length: ForeignLength | None) -> None:
    assert only(f"DURATION:{text}").length == length


def test_a_repeating_event_keeps_its_own_text_with_its_moved_dates() -> None:
    master = event(
        "UID:a", "DTSTAMP:20270101T000000Z", "DTSTART:20270112T190000", "RRULE:FREQ=WEEKLY", "EXDATE:20270119T190000"
    )
    moved = event("UID:a", "RECURRENCE-ID:20270126T190000", "DTSTART:20270127T190000")
    first, second = read(f"{HEAD}{master}{moved}END:VCALENDAR\r\n").events
    assert first.original.splitlines() == [
        "BEGIN:VEVENT", "UID:a", "DTSTART:20270112T190000", "RRULE:FREQ=WEEKLY", "EXDATE:20270119T190000", "END:VEVENT",
        "BEGIN:VEVENT", "UID:a", "RECURRENCE-ID:20270126T190000", "DTSTART:20270127T190000", "END:VEVENT",
    ]  # fmt: skip
    assert (second.original, second.recurrence) == ("", ForeignTime(datetime(2027, 1, 26, 19), TimeKind.FLOATING))


def test_a_text_of_the_length_of_a_book_is_cut_and_said() -> None:
    found = only("SUMMARY:" + "x" * 40_000)
    assert (len(found.title), codes(found)) == (32_768, [(4, "calendar-text-cut")])


def test_a_file_larger_than_calendars_are_is_refused() -> None:
    with pytest.raises(FileTrouble, match="calendar-too-large"):
        read(b"BEGIN:VCALENDAR\n" * 1_100_000)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", HEAD, FileFormat.CALENDAR),
        ("a.csv", f"HTTP/1.1 200 OK\n\n{HEAD}", FileFormat.CALENDAR),
        ("a.csv", "begin:vevent\nEND:VEVENT\n", FileFormat.CALENDAR),
        ("a.ics", "<html>", FileFormat.CALENDAR),
        ("a.csv", "Title,Begin\nBEGIN:VCALENDAR is how it starts,1\n", FileFormat.TEXT),
    ],
)
def test_a_calendar_is_known_by_its_lines(name: str, content: str, kind: FileFormat) -> None:
    assert format_of(ImportFile(name, content.encode())) is kind


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_our_own_files_are_read_as_they_were_meant(title: str, place: str, description: str) -> None:
    ours = an_event(title, place=place, description=description, uid="a@x")
    entry: CalendarEntry = entry_of(ours)
    [found] = read(calendar_bytes([entry], name="Ours")).events
    assert (found.title, found.place, found.description) == (title.strip(), place.strip(), description.strip())
    assert (found.uid, found.troubles) == ("a@x", ())


# --- zones -----------------------------------------------------------------------------------------------------------


def definition(zone: str, name: str = "Ours") -> str:
    return "\n".join(timezone_lines(zone, 2026, 2028)).replace(f"TZID:{zone}", f"TZID:{name}")


WALLS = [datetime(2027, 1, 15, 17), datetime(2027, 7, 15, 17)]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("America/New_York", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("/America/New_York", "America/New_York"),
        ("/freeassociation.sourceforge.net/Tzfile/America/New_York", "America/New_York"),
        ("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("America_New_York", "America/New_York"),
        ("custom_America/New_York", "America/New_York"),
        ("US/Eastern", "US/Eastern"),
        ("Eastern Standard Time", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("EST", ""),
        ("Nowhere", ""),
        ("../../etc/passwd", ""),
        ("\x00", ""),
        ("A" * 3_000, ""),
    ],
)
def test_zones_are_known_by_their_names(name: str, zone: str) -> None:
    assert zone_meant(name, "", WALLS, ZONE).zone == zone


@pytest.mark.parametrize(
    "zone", ["America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Sydney", "America/St_Johns"]
)
def test_a_zone_of_their_own_is_known_by_its_clock(zone: str) -> None:
    found = zone_meant("Ours", definition(zone), WALLS, "America/Chicago")
    assert (found.zone, found.by) == (zone, FoundBy.CLOCK)


def test_of_zones_with_one_clock_the_precincts_own_is_taken() -> None:
    assert zone_meant("Ours", definition("America/New_York"), WALLS, "America/Toronto").zone == "America/Toronto"


def test_a_clock_that_no_zone_has_is_nobodys() -> None:
    odd = definition("America/New_York").replace("-0500", "-0513")
    assert zone_meant("Ours", odd, WALLS, ZONE).zone == ""


def test_a_name_counts_more_than_a_definition_that_is_wrong() -> None:
    assert zone_meant("Europe/London", definition("Asia/Tokyo", "Europe/London"), WALLS, ZONE).zone == "Europe/London"


def test_a_time_in_winter_alone_tells_no_summer_time() -> None:
    """All the same the years of use are compared whole: New York is not Bogotá."""
    assert zone_meant("Ours", definition("America/New_York"), [on("2027-01-15").starts], "America/Bogota").zone == ZONE
