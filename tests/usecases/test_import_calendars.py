"""Calendars brought in: every event's fate, zones settled or asked about, and the same again adds nothing."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from coordinator.db.work import Storage
from coordinator.domain.errors import FileTrouble, Refused
from coordinator.domain.events import Event, EventKind, EventStatus
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.imports import (
    Decision,
    Field,
    ImportChoices,
    ImportFile,
    ImportPlan,
    ImportReport,
    ImportRequest,
    KindMatch,
    RowState,
    Subject,
    Where,
    ZoneAnswer,
)
from coordinator.domain.listings import EventQuery
from coordinator.domain.privacy import Export
from coordinator.domain.spans import When
from coordinator.usecases.events import add_event, cancel_event, edit_event, events_during, remove_event
from coordinator.usecases.exports import exported
from coordinator.usecases.history import undo
from coordinator.usecases.imports import expected, plan_import, refused_rows, run_import
from coordinator.wording.importnames import remark_words
from coordinator.wording.problems import sentence
from tests.makers import ZONE, an_event, on
from tests.usecases.importing import codes, counts, planned

VERY_LONG = "u" * 5_000
AN_HOUR = on("2027-01-15", "17:00", "18:00")
UNTIL_MIDNIGHT = When(datetime(2027, 1, 15, 17), datetime(2027, 1, 16), ZONE)


def calendar(*parts: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", ""]).encode()


def event(*lines: str, uid: str = "a@x", starts: str = "DTSTART:20270115T170000", title: str = "Coat drive") -> str:
    named = [f"SUMMARY:{title}"] if title else []
    return "\r\n".join(["BEGIN:VEVENT", *([f"UID:{uid}"] if uid else []), *named, starts, *lines, "END:VEVENT"])


def plan_of(storage: Storage, content: bytes, **wishes: object) -> ImportPlan:
    request = ImportRequest(Subject.EVENTS, ImportFile("school.ics", content), **wishes)  # type: ignore[arg-type]
    return storage.read(plan_import, request)


def bring(storage: Storage, content: bytes, duplicates: Decision | None = None, **wishes: object) -> ImportReport:
    done = storage.change(run_import, plan_of(storage, content, **wishes), ImportChoices(duplicates))
    assert done.report is not None
    return done.report


def events_in(storage: Storage) -> list[Event]:
    return [line.event for line in storage.read(events_during, EventQuery())]


def only(storage: Storage, *lines: str, **parts: str) -> Event:
    """The event that these lines become."""
    [row] = plan_of(storage, calendar(event(*lines, **parts))).rows
    assert isinstance(row.record, Event)
    return row.record


def said(storage: Storage, *lines: str, **parts: str) -> list[str]:
    """What is said about the event of these lines."""
    [row] = plan_of(storage, calendar(event(*lines, **parts))).rows
    return [remark_words(remark) for remark in row.remarks]


# --- what becomes of what it says ------------------------------------------------------------------------------------


def test_everything_a_calendar_says_becomes_an_event_of_ours(file_storage: Storage) -> None:
    found = only(
        file_storage, "DTEND:20270115T190000", "LOCATION:St. Brigid's\\nMain hall", "DESCRIPTION:Bring gloves",
        "URL:https://x.example/1", "STATUS:TENTATIVE", "CLASS:PUBLIC", "CATEGORIES:Board meeting",
    )  # fmt: skip
    assert (found.title, found.when) == ("Coat drive", on("2027-01-15", "17:00", "19:00"))
    assert (found.place, found.description) == ("St. Brigid's, Main hall", "Bring gloves\nhttps://x.example/1")
    assert (found.status, found.public, found.kind, found.uid) == (EventStatus.DRAFT, True, EventKind.MEETING, "a@x")


def test_a_cancelled_event_keeps_its_reason(file_storage: Storage) -> None:
    found = only(file_storage, "DURATION:PT1H", "STATUS:CANCELLED", "COMMENT:Snow\\, much of it")
    assert (found.status, found.cancel_reason) == (EventStatus.CANCELLED, "Snow, much of it")
    assert only(file_storage, "DURATION:PT1H", "STATUS:CANCELLED").cancel_reason == "CANCELLED"


def test_what_is_not_said_stays_as_it_is_here(file_storage: Storage) -> None:
    bare = calendar(event("DTEND:20270115T190000"))
    bring(file_storage, bare)
    [mine] = events_in(file_storage)
    file_storage.change(edit_event, replace(mine, description="Ours", public=True, kind=EventKind.GAME, place="Here"))
    assert mine.id is not None
    file_storage.change(cancel_event, mine.id, "Snow")

    assert counts(bring(file_storage, bare)) == (1, 0, 0, 1, 0)
    [still] = events_in(file_storage)
    assert (still.description, still.public, still.kind, still.cancel_reason) == ("Ours", True, EventKind.GAME, "Snow")


def test_an_event_without_a_title_comes_in_and_is_said(file_storage: Storage) -> None:
    assert only(file_storage, "DURATION:PT1H", title="").title == "(no title)"
    assert said(file_storage, "DURATION:PT1H", title="") == [
        "Line 3: This event has no title. “(no title)” was put in its place."
    ]


def test_words_of_categories_can_be_matched_with_kinds(file_storage: Storage) -> None:
    content = calendar(event("DURATION:PT1H", "CATEGORIES:U12,Red"))
    plan = plan_of(file_storage, content)
    assert plan.mapping.kinds == (KindMatch("Red", EventKind.OTHER), KindMatch("U12", EventKind.OTHER))
    told = replace(plan.mapping, kinds=(KindMatch("U12", EventKind.PRACTICE),))
    [row] = plan_of(file_storage, content, mapping=told).rows
    assert isinstance(row.record, Event)
    assert (row.record.kind, Field.KIND in row.filled) == (EventKind.PRACTICE, True)


# --- when it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "lines", "when", "heard"),
    [
        ("DTSTART;VALUE=DATE:20270115", [], When.days(date(2027, 1, 15), date(2027, 1, 15), ZONE), []),
        ("DTSTART:20270115", ["DTEND:20270117"], When.days(date(2027, 1, 15), date(2027, 1, 16), ZONE), []),
        ("DTSTART:20270115", ["DTEND:20270115"], When.days(date(2027, 1, 15), date(2027, 1, 15), ZONE), []),
        ("DTSTART:20270115", ["DURATION:P2D"], When.days(date(2027, 1, 15), date(2027, 1, 16), ZONE), []),
        ("DTSTART:20270115", ["DURATION:PT36H"], When.days(date(2027, 1, 15), date(2027, 1, 16), ZONE), []),
        (
            "DTSTART:20270115", ["DTEND:20270110"], When.days(date(2027, 1, 15), date(2027, 1, 15), ZONE),
            ["calendar-end-before-start"],
        ),
        (
            "DTSTART:20270115", ["DTEND:20270116T120000"], When.days(date(2027, 1, 15), date(2027, 1, 16), ZONE),
            ["calendar-end-is-time"],
        ),
        ("DTSTART:20270115T170000", ["DTEND:20270116"], UNTIL_MIDNIGHT, ["calendar-end-is-date"]),
        ("DTSTART:20270115T170000", [], AN_HOUR, ["end-assumed"]),
        ("DTSTART:20270115T170000", ["DTEND:20270115T170000"], AN_HOUR, ["calendar-without-length"]),
        ("DTSTART:20270115T170000", ["DTEND:20270114T170000"], AN_HOUR, ["calendar-end-before-start"]),
        ("DTSTART:20270115T170000", ["DURATION:-PT1H"], AN_HOUR, ["end-assumed"]),
        ("DTSTART:20270115T170000", ["DURATION:PT90M"], on("2027-01-15", "17:00", "18:30"), []),
        ("DTSTART:20270115T170000", ["DURATION:PT90M", "DTEND:20270115T190000"], on("2027-01-15"), []),
        ("DTSTART:20270115T220000Z", ["DTEND:20270116T000000Z"], on("2027-01-15"), []),
        ("DTSTART:20270115T220000Z", ["DURATION:PT2H"], on("2027-01-15"), []),
        (
            "DTSTART;TZID=America/Chicago:20270115T160000", ["DTEND;TZID=America/New_York:20270115T190000"],
            on("2027-01-15", "16:00", "18:00", "America/Chicago"), [],
        ),
        (
            "DTSTART:20270115T000000", ["DTEND:20270116T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"],
            When.days(date(2027, 1, 15), date(2027, 1, 15), ZONE), [],
        ),
        # clocks show 1:30 twice that night: the second time stays universal, so that it is not an hour off
        (
            "DTSTART:20271107T063000Z", ["DTEND:20271107T070000Z"],
            When(datetime(2027, 11, 7, 6, 30), datetime(2027, 11, 7, 7), "UTC"), [],
        ),
        (
            "DTSTART:20271107T053000Z", ["DTEND:20271107T061500Z"],
            When(datetime(2027, 11, 7, 5, 30), datetime(2027, 11, 7, 6, 15), "UTC"), [],
        ),
        # exact time over the hour that clocks jump over; days on the clock face
        (
            "DTSTART;TZID=America/New_York:20270313T220000", ["DURATION:PT8H"],
            When(datetime(2027, 3, 13, 22), datetime(2027, 3, 14, 7), ZONE), [],
        ),
        (
            "DTSTART;TZID=America/New_York:20270313T220000", ["DURATION:P1D"],
            When(datetime(2027, 3, 13, 22), datetime(2027, 3, 14, 22), ZONE), [],
        ),
        (
            "DTSTART;TZID=America/New_York:20270314T023000", ["DURATION:PT2H"],
            When(datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 5, 30), ZONE), ["time-skipped"],
        ),
    ],
)  # fmt: skip
def test_times_are_taken_as_the_standard_says_and_what_is_odd_is_said(
    file_storage: Storage, starts: str, lines: list[str], when: When, heard: list[str]
) -> None:
    [row] = plan_of(file_storage, calendar(event(*lines, starts=starts))).rows
    assert isinstance(row.record, Event)
    assert row.record.when == when
    assert [remark.problem.code for remark in row.remarks] == heard


@pytest.mark.parametrize(
    ("lines", "heard"),
    [
        ("DTSTART:20270230", "Line 6: “20270230” is neither a date nor a time."),
        ("X-START:1", "Line 3: This row does not say when it starts."),
        ("DTSTART:00010101T000000", "Line 6: This year is out of reach. Choose one from 2 to 9998."),
        ("DTSTART:99991231T235959Z", "Line 6: This year is out of reach. Choose one from 2 to 9998."),
    ],
)
def test_an_event_that_cannot_be_placed_is_refused_with_its_line(file_storage: Storage, lines: str, heard: str) -> None:
    plan = plan_of(file_storage, calendar(event(starts=lines), event(uid="b@x", title="Good")))
    assert [row.state for row in plan.rows] == [RowState.REFUSED, RowState.NEW]
    assert [remark_words(remark) for remark in plan.rows[0].remarks] == [heard]
    assert plan.rows[0].called == "Coat drive"


def test_refused_events_are_saved_with_their_lines_and_reasons(file_storage: Storage) -> None:
    plan = plan_of(file_storage, calendar(event(), event(uid="b@x", starts="DTSTART:never", title="=Bad")))
    document = refused_rows(plan, expected(plan), reason_heading="Reason")
    rows = list(csv.reader(io.StringIO(document.content.decode("utf-8-sig"))))
    assert rows[0] == ["#", "UID", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION", "CATEGORIES", "STATUS",
                       "CLASS", "Reason"]  # fmt: skip
    assert rows[1:] == [
        ["2", "b@x", "'=Bad", "never", "", "", "", "", "", "", "Line 11: “never” is neither a date nor a time."]
    ]


def test_a_date_stays_a_date_in_every_zone(file_storage: Storage) -> None:
    content = calendar(event(starts="DTSTART;VALUE=DATE:20270115"))
    zones = sorted(name for name in available_timezones() if "/" in name)[::12]
    found = set()
    for zone in zones:
        [row] = plan_of(file_storage, content, zone=zone).rows
        assert isinstance(row.record, Event)
        found.add((row.record.when.first_day, row.record.when.last_day, row.record.when.all_day))
    assert found == {(date(2027, 1, 15), date(2027, 1, 15), True)}


# --- zones -----------------------------------------------------------------------------------------------------------

OUTSIDE = calendar(
    event("DURATION:PT1H", starts="DTSTART;TZID=Our time:20270115T170000"),
    event("DURATION:PT1H", uid="b@x", starts="DTSTART;TZID=Our time:20270115T200000"),
    event("DURATION:PT1H", uid="c@x", starts="DTSTART;TZID=Eastern Standard Time:20270115T200000"),
)


def test_an_unknown_zone_is_asked_about_and_never_taken_for_universal_time(file_storage: Storage) -> None:
    plan = plan_of(file_storage, OUTSIDE)
    assert [sentence(one) for one in plan.obstacles] == [
        "2 events are in the time zone “Our time”, which is not known here. Say which one it is."
    ]
    assert [(use.name, use.events, use.zone) for use in plan.file.zones] == [
        ("Our time", 2, ""),
        ("Eastern Standard Time", 1, "America/New_York"),
    ]
    with pytest.raises(Refused):
        file_storage.change(run_import, plan)
    assert events_in(file_storage) == []


def test_an_answer_about_a_zone_settles_it(file_storage: Storage) -> None:
    plan = plan_of(file_storage, OUTSIDE, zone_map=(ZoneAnswer("Our time", "America/Chicago"),))
    assert plan.ready
    assert (plan.file.zones[0].zone, plan.file.zones[0].chosen) == ("America/Chicago", True)
    assert [row.record.when.zone for row in plan.rows if isinstance(row.record, Event)] == [
        "America/Chicago", "America/Chicago", "America/New_York",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        (ZoneAnswer("Our time", "Nowhere"), "zone-unknown"),
        (ZoneAnswer("Other", "America/Chicago"), "zone-not-in-file"),
    ],
)
def test_an_answer_that_is_none_is_refused(file_storage: Storage, answer: ZoneAnswer, heard: str) -> None:
    with pytest.raises(Refused) as refused:
        plan_of(file_storage, OUTSIDE, zone_map=(answer,))
    assert [problem.code for problem in refused.value.problems] == [heard]


def test_what_was_taken_for_granted_and_left_out_is_said_of_the_file(file_storage: Storage) -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Our time\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:-0700\r\n"
        "TZOFFSETTO:-0700\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    task = "BEGIN:VTODO\r\nSUMMARY:Do\r\nEND:VTODO"
    floating = event("ATTENDEE:mailto:a@x.example", "DURATION:PT1H")
    own = event("DURATION:PT1H", uid="b@x", starts="DTSTART;TZID=Our time:20270115T200000")
    plan = plan_of(file_storage, calendar(zone, task, task, task, floating, own, "rubbish"))
    assert [sentence(one) for one in plan.warnings] == [
        "1 event is in the time zone “Our time”. Its clock is the one of America/Phoenix, which was taken.",
        "1 event does not say in which time zone it is: America/New_York was taken.",
        "3 tasks are no events and were left out.",
        "1 event has a list of guests, which was left out.",
        "1 line of the file belongs to nothing and was left out: line 33, “rubbish”.",
    ]
    assert plan.ready


# --- repeating events ------------------------------------------------------------------------------------------------

TUESDAYS = "RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271215T000000Z"
MEETING = "DTSTART;TZID=America/New_York:20270112T190000"


def test_a_repeating_event_comes_in_as_its_first_date_with_its_rule_in_words(file_storage: Storage) -> None:
    assert said(file_storage, "DURATION:PT1H", TUESDAYS, starts=MEETING) == [
        "Line 8: It repeats every month on the second Tuesday, until Dec 14, 2027. "
        "Only the date shown comes in; the rule is kept."
    ]
    bring(file_storage, calendar(event("DURATION:PT1H", TUESDAYS, starts=MEETING)))
    [found] = events_in(file_storage)
    assert found.when.starts == datetime(2027, 1, 12, 19)
    assert found.source is not None
    assert found.source.original.splitlines() == [
        "BEGIN:VEVENT", "UID:a@x", "SUMMARY:Coat drive", MEETING, "DURATION:PT1H", TUESDAYS, "END:VEVENT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (["EXDATE;TZID=America/New_York:20270112T190000"], datetime(2027, 2, 9, 19)),
        (["EXDATE:20270113T000000Z,20270210T000000Z"], datetime(2027, 3, 9, 19)),
        (["EXDATE;TZID=America/New_York:20270112T200000"], datetime(2027, 1, 12, 19)),
        (["RDATE;TZID=America/New_York:20270105T180000"], datetime(2027, 1, 5, 18)),
    ],
)
def test_dates_left_out_and_further_dates_decide_on_the_first(
    file_storage: Storage, lines: list[str], first: datetime
) -> None:
    assert only(file_storage, "DURATION:PT1H", TUESDAYS, *lines, starts=MEETING).when.starts == first


def test_a_start_that_the_rule_does_not_have_only_says_from_when(file_storage: Storage) -> None:
    friday = "DTSTART;TZID=America/New_York:20270115T190000"
    assert only(file_storage, "DURATION:PT1H", TUESDAYS, starts=friday).when.starts == datetime(2027, 2, 9, 19)
    assert said(file_storage, "DURATION:PT1H", TUESDAYS, starts=friday)[1] == (
        "Line 6: The date it starts with, Fri Jan 15, 2027, is left out or not one of the rule. "
        "Tue Feb 9, 2027 is the first date."
    )


def test_moved_dates_are_events_of_their_own_and_not_the_first_again(file_storage: Storage) -> None:
    master = event("DURATION:PT1H", TUESDAYS, starts=MEETING)
    moved = event(
        "RECURRENCE-ID;TZID=America/New_York:20270112T190000", "DURATION:PT1H",
        starts="DTSTART;TZID=America/New_York:20270113T190000", title="Coat drive, moved",
    )  # fmt: skip
    report = bring(file_storage, calendar(master, moved))
    assert counts(report) == (2, 2, 0, 0, 0)
    assert [(one.title, one.when.starts) for one in events_in(file_storage)] == [
        ("Coat drive, moved", datetime(2027, 1, 13, 19)),
        ("Coat drive", datetime(2027, 2, 9, 19)),
    ]
    kept = [one.source.original.count("BEGIN:VEVENT") for one in events_in(file_storage) if one.source]
    assert kept == [0, 2]
    assert counts(bring(file_storage, calendar(master, moved))) == (2, 0, 0, 2, 0)


def test_another_rule_changes_what_is_kept_and_a_new_stamp_does_not(file_storage: Storage) -> None:
    def weekly(*lines: str) -> bytes:
        return calendar(event("DURATION:PT1H", *lines, starts=MEETING))

    bring(file_storage, weekly("DTSTAMP:20270101T000000Z", "RRULE:FREQ=WEEKLY"))
    assert counts(bring(file_storage, weekly("DTSTAMP:20270202T000000Z", "RRULE:FREQ=WEEKLY"))) == (1, 0, 0, 1, 0)
    assert counts(bring(file_storage, weekly("RRULE:FREQ=WEEKLY;INTERVAL=2"))) == (1, 0, 1, 0, 0)
    [found] = events_in(file_storage)
    assert found.source is not None
    assert "INTERVAL=2" in found.source.original
    file_storage.change(undo)
    [found] = events_in(file_storage)
    assert found.source is not None
    assert "INTERVAL=2" not in found.source.original


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=?", "FREQ=DAILY;UNTIL=20260101"]
)
def test_a_rule_that_has_no_date_or_cannot_be_read_leaves_the_start(file_storage: Storage, rule: str) -> None:
    found = only(file_storage, "DURATION:PT1H", f"RRULE:{rule}", starts=MEETING)
    assert found.when.starts == datetime(2027, 1, 12, 19)


# --- the same again --------------------------------------------------------------------------------------------------


def test_a_moved_event_moves_and_is_not_doubled(file_storage: Storage) -> None:
    bring(file_storage, calendar(event("DTEND:20270115T190000")))
    report = bring(file_storage, calendar(event("DTEND:20270122T190000", starts="DTSTART:20270122T170000")))
    assert counts(report) == (1, 0, 1, 0, 0)
    assert [one.when for one in events_in(file_storage)] == [on("2027-01-22")]
    assert (
        counts(bring(file_storage, calendar(event("DTEND:20270122T190000", starts="DTSTART:20270122T170000"))))[3] == 1
    )


def test_one_uid_on_several_dates_is_several_events(file_storage: Storage) -> None:
    dates = [event("DURATION:PT1H", starts=f"DTSTART:202701{day}T170000") for day in (15, 16, 17)]
    assert counts(bring(file_storage, calendar(*dates))) == (3, 3, 0, 0, 0)
    assert counts(bring(file_storage, calendar(*dates))) == (3, 0, 0, 3, 0)
    assert len({one.uid for one in events_in(file_storage)}) == 3


def test_of_two_versions_the_higher_sequence_wins_and_the_other_is_told(file_storage: Storage) -> None:
    old, new = event("SEQUENCE:1", "DURATION:PT1H"), event("SEQUENCE:2", "DURATION:PT2H")
    report = bring(file_storage, calendar(old, new))
    assert counts(report) == (2, 1, 0, 0, 1)
    assert [sentence(error.problem) for error in report.errors] == [
        "Row 2 is a newer version of this event: that one was taken."
    ]
    assert events_in(file_storage)[0].when == on("2027-01-15", "17:00", "19:00")


def test_events_without_a_uid_are_known_by_title_place_and_start(file_storage: Storage) -> None:
    content = calendar(event("DURATION:PT1H", uid=""), event("DURATION:PT1H", uid="", title="Other"))
    assert counts(bring(file_storage, content)) == (2, 2, 0, 0, 0)
    assert counts(bring(file_storage, content)) == (2, 0, 0, 2, 0)


def test_an_event_removed_here_stays_removed(file_storage: Storage) -> None:
    content = calendar(event("DURATION:PT1H"))
    bring(file_storage, content)
    [found] = events_in(file_storage)
    assert found.id is not None
    file_storage.change(remove_event, found.id)
    assert counts(bring(file_storage, content)) == (1, 0, 0, 1, 0)
    assert events_in(file_storage) == []


def test_our_own_export_finds_our_own_events_again(file_storage: Storage) -> None:
    file_storage.change(add_event, an_event("Council", place="Hall"))
    content = file_storage.read(exported, ExportWish(Export.EVENTS, ExportFormat.ICS)).document.content
    assert counts(bring(file_storage, content)) == (1, 0, 0, 1, 0)
    assert counts(bring(file_storage, content.replace(b"Council", b"Board"))) == (1, 0, 1, 0, 0)
    assert [one.title for one in events_in(file_storage)] == ["Board"]


def test_our_own_export_does_not_take_the_rule_away_that_a_calendar_brought(file_storage: Storage) -> None:
    weekly = calendar(event("DURATION:PT1H", "RRULE:FREQ=WEEKLY"))
    bring(file_storage, weekly)
    content = file_storage.read(exported, ExportWish(Export.EVENTS, ExportFormat.ICS)).document.content
    assert counts(bring(file_storage, content)) == (1, 0, 0, 1, 0)
    [kept] = events_in(file_storage)
    assert kept.source is not None
    assert "RRULE:FREQ=WEEKLY\n" in kept.source.original
    assert counts(bring(file_storage, calendar(event("DURATION:PT1H")))) == (1, 0, 1, 0, 0)


def test_an_event_that_was_held_stays_so_until_it_moves(file_storage: Storage) -> None:
    confirmed = ("DTEND:20270115T190000", "STATUS:CONFIRMED")
    bring(file_storage, calendar(event(*confirmed)))
    [mine] = events_in(file_storage)
    file_storage.change(edit_event, replace(mine, status=EventStatus.HELD))
    assert counts(bring(file_storage, calendar(event(*confirmed)))) == (1, 0, 0, 1, 0)
    assert counts(bring(file_storage, calendar(event(*confirmed, title="Coats")))) == (1, 0, 1, 0, 0)
    assert [(one.title, one.status) for one in events_in(file_storage)] == [("Coats", EventStatus.HELD)]
    bring(file_storage, calendar(event("DTEND:20270115T200000", "STATUS:CONFIRMED", title="Coats")))
    assert [one.status for one in events_in(file_storage)] == [EventStatus.PUBLISHED]


def test_a_uid_too_long_for_an_index_is_told_apart_all_the_same(storage: Storage) -> None:
    content = calendar(event("DURATION:PT1H", uid=VERY_LONG), event("DURATION:PT1H", uid=f"{VERY_LONG}2", title="B"))
    assert counts(bring(storage, content)) == (2, 2, 0, 0, 0)
    assert counts(bring(storage, content)) == (2, 0, 0, 2, 0)


def test_an_import_is_one_step_that_is_undone_as_one(storage: Storage) -> None:
    content = calendar(event("DURATION:PT1H"), event("DURATION:PT1H", TUESDAYS, uid="b@x"))
    bring(storage, content)
    storage.change(undo)
    assert events_in(storage) == []
    assert counts(bring(storage, content)) == (2, 2, 0, 0, 0)


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_calendar_is_events_and_nothing_else(file_storage: Storage) -> None:
    for subject in (Subject.PEOPLE, Subject.VENUES):
        with pytest.raises(FileTrouble, match="calendar-holds-events"):
            file_storage.read(plan_import, ImportRequest(subject, ImportFile("a.ics", calendar(event()))))


def test_a_calendar_without_events_says_so(file_storage: Storage) -> None:
    plan = plan_of(file_storage, calendar("BEGIN:VTODO", "END:VTODO"))
    assert [sentence(one) for one in plan.obstacles] == ["There are no events in school.ics. Choose another file."]


def test_only_events_with_a_category_can_be_wanted(file_storage: Storage) -> None:
    content = calendar(event("CATEGORIES:U12,Red"), event("CATEGORIES:U10", uid="b@x"))
    plan = planned_where(file_storage, content, "CATEGORIES=u12")
    assert [(row.number, [count.value for count in plan.values]) for row in plan.rows] == [(1, ["Red", "U10", "U12"])]


def planned_where(storage: Storage, content: bytes, where: str) -> ImportPlan:
    return plan_of(storage, content, where=(Where(*where.split("=")),))


def test_every_real_calendar_comes_in_whole_and_the_second_time_adds_nothing(
    storage: Storage, shared_data: Path
) -> None:
    facts = {each["file"]: each for each in json.loads((shared_data / "FACTS.json").read_text())}
    for path in sorted((shared_data / "ics_real").glob("*.ics")):
        plan = planned(storage, Subject.EVENTS, path)
        count = facts[f"ics_real/{path.name}"]["n_VEVENT"]
        report = storage.change(run_import, plan).report
        assert (counts(report), plan.warnings) == ((count, count, 0, 0, 0), ()), path.name
        dated = path.read_bytes().count(b"DTSTART;VALUE=DATE:")
        assert sum(row.record.when.all_day for row in plan.rows if isinstance(row.record, Event)) == dated, path.name
        again = storage.change(run_import, planned(storage, Subject.EVENTS, path))
        assert (counts(again.report), again.change_set_id) == ((count, 0, 0, count, 0), None), path.name
    assert len(events_in(storage)) == 783


def test_of_every_file_of_other_libraries_each_event_is_a_row_and_the_second_time_adds_nothing(
    file_storage: Storage, shared_data: Path
) -> None:
    facts = {each["file"]: each for each in json.loads((shared_data / "FACTS.json").read_text())}
    paths = sorted((shared_data / "ics_corpus").glob("*.ics"))
    for path in paths:
        plan = planned(file_storage, Subject.EVENTS, path)
        open_zones = tuple(ZoneAnswer(use.name, "America/Chicago") for use in plan.file.zones if not use.zone)
        if open_zones:
            plan = planned(file_storage, Subject.EVENTS, path, zone_map=open_zones)
        assert len(plan.rows) == plan.file.rows == facts[f"ics_corpus/{path.name}"]["n_VEVENT"], path.name
        assert all(row.record is not None or any(r.problem.stops for r in row.remarks) for row in plan.rows), path.name
        if plan.ready:
            counts(file_storage.change(run_import, plan, ImportChoices(Decision.ADD)).report)
            again = planned(file_storage, Subject.EVENTS, path, zone_map=open_zones)
            assert again.rows_in(RowState.NEW, RowState.CHANGED) == (), path.name
        else:
            assert [problem.code for problem in plan.obstacles] == ["calendar-without-events"], path.name
    assert len(paths) == 207


def test_remarks_name_row_property_and_line(file_storage: Storage) -> None:
    plan = plan_of(file_storage, calendar(event("DURATION:PT1H"), event("STATUS:MAYBE", uid="b@x")))
    assert codes(plan.rows[1].remarks) == [(2, "DTSTART", "end-assumed"), (2, "STATUS", "status-unknown")]
    assert [remark.line for remark in plan.rows[1].remarks] == [12, 13]
