"""F19 for calendars: what goes out comes back equal in every field a calendar carries."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Event, EventKind, EventStatus
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.imports import ImportFile, ImportRequest, Subject
from coordinator.domain.listings import EventQuery
from coordinator.domain.privacy import Export
from coordinator.domain.spans import When
from coordinator.exchange.icsout import calendar_bytes
from coordinator.usecases.events import events_during
from coordinator.usecases.exports import exported
from coordinator.usecases.history import undo
from coordinator.usecases.imports import plan_import, run_import
from tests.exchange.exporting import entry_of
from tests.makers import ZONE, an_event, on
from tests.usecases.importing import counts
from tests.usecases.wholes import another, fill

ZONES = st.sampled_from(
    ["America/New_York", "Europe/Madrid", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"]
)
SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
LINES = st.text(SIGNS, max_size=60).map(str.strip)
PARAGRAPHS = st.lists(LINES, max_size=4).map(lambda lines: "\n".join(lines).strip())
CARRIED = (EventStatus.DRAFT, EventStatus.PUBLISHED, EventStatus.CANCELLED)
"""A calendar has no word for an event that was held."""

_STARTS = st.datetimes(datetime(1975, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(microsecond=0))
WHENS = st.one_of(
    st.builds(
        lambda starts, minutes, zone: When(starts, starts + timedelta(minutes=minutes), zone),
        _STARTS, st.integers(1, 3000), ZONES,
    ),
    st.builds(
        lambda first, days: When.days(first, first + timedelta(days=days), ZONE),
        st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 40),
    ),
).filter(lambda when: when.span.starts_at < when.span.ends_at)  # fmt: skip


def _with_reason(event: Event) -> Event:
    if event.status is not EventStatus.CANCELLED:
        return replace(event, cancel_reason="")
    return replace(event, cancel_reason=event.cancel_reason or "Snow")


EVENTS = st.builds(
    Event,
    kind=st.sampled_from(EventKind),
    title=LINES.filter(bool),
    when=WHENS,
    description=PARAGRAPHS,
    place=LINES,
    status=st.sampled_from(CARRIED),
    cancel_reason=PARAGRAPHS,
    public=st.booleans(),
).map(_with_reason)


def carried(event: Event) -> Event:
    """What a calendar says of an event."""
    return replace(
        event, id=None, version=1, source=None, venue_id=None, space_id=None, positions=(), place_original=""
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(events=st.lists(EVENTS, min_size=1, max_size=4))
@example([an_event(when=When(datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 4), ZONE))])
@example([an_event(when=When(datetime(2027, 11, 7, 1, 30), datetime(2027, 11, 7, 1, 50), ZONE))])
@example([an_event("", when=on("2027-01-15"), place='; , \\ \\n " :')])
def test_events_come_back_from_a_calendar(file_storage: Storage, events: list[Event]) -> None:
    named = [replace(event, title=event.title or "-", uid=f"{place}@x") for place, event in enumerate(events)]
    content = calendar_bytes([entry_of(event) for event in named], name="Ours")
    plan = file_storage.read(plan_import, ImportRequest(Subject.EVENTS, ImportFile("a.ics", content)))
    assert plan.obstacles == ()
    assert [carried(row.record) for row in plan.rows if isinstance(row.record, Event)] == named


def test_a_universal_time_comes_back_as_the_same_instant(file_storage: Storage) -> None:
    event = an_event(when=When(datetime(2027, 1, 15, 22), datetime(2027, 1, 16), "UTC"), uid="a@x")
    content = calendar_bytes([entry_of(event)], name="Ours")
    plan = file_storage.read(plan_import, ImportRequest(Subject.EVENTS, ImportFile("a.ics", content)))
    [found] = [row.record for row in plan.rows if isinstance(row.record, Event)]
    assert (found.when.span, found.when.zone) == (event.when.span, ZONE)


def _odd_events(work: Work) -> Changes:
    work.events.add_many(
        [
            an_event("山田太郎 · Łukasz · חנה", uid="odd-1", public=True, kind=EventKind.MEETING),
            an_event("Night", When(datetime(2027, 3, 13, 22), datetime(2027, 3, 14, 6), ZONE), uid="odd-2"),
            an_event("Off", uid="odd-3", status=EventStatus.CANCELLED, cancel_reason="Snow, ice; sleet"),
            an_event("Break", When.days(date(2027, 2, 15), date(2027, 2, 19), ZONE), uid="odd-4"),
        ]
    )
    return work.recorder.finish(Label("event-added", {"title": "odd"}))


def test_a_whole_calendar_goes_into_an_empty_database_and_stays_equal(
    storage: Storage, file_template: Path, tmp_path: Path
) -> None:
    storage.change(fill)
    storage.change(_odd_events)
    content = storage.read(exported, ExportWish(Export.EVENTS, ExportFormat.ICS)).document.content
    ours = storage.read(events_during, EventQuery())
    with another(file_template, tmp_path) as empty:
        plan = empty.read(plan_import, ImportRequest(Subject.EVENTS, ImportFile("a.ics", content)))
        report = empty.change(run_import, plan).report
        assert counts(report) == (len(ours), len(ours), 0, 0, 0)
        theirs = {line.event.uid: line.event for line in empty.read(events_during, EventQuery())}
        for line in ours:
            event, found = line.event, theirs[line.event.uid]
            when = replace(event.when, zone=ZONE) if event.when.all_day else event.when
            assert (found.title, found.kind, found.when, found.public) == (
                event.title, event.kind, when, event.public,
            )  # fmt: skip
            assert (found.description, found.cancel_reason) == (event.description, event.cancel_reason)
            assert found.place.startswith(line.place_shown)
        assert empty.read(exported, ExportWish(Export.EVENTS, ExportFormat.ICS)).records == len(ours)


def test_a_calendar_goes_into_a_full_database_as_one_step_on_both(storage: Storage) -> None:
    events = [
        an_event(f"Shift {n}", uid=f"{n}@x", when=on("2027-01-15", f"{8 + n:02}:00", f"{9 + n:02}:00"))
        for n in range(9)
    ]
    content = calendar_bytes([entry_of(event) for event in events], name="Ours")
    request = ImportRequest(Subject.EVENTS, ImportFile("a.ics", content))
    assert counts(storage.change(run_import, storage.read(plan_import, request)).report) == (9, 9, 0, 0, 0)
    found = [carried(line.event) for line in storage.read(events_during, EventQuery())]
    assert found == events
    storage.change(undo)
    assert storage.read(events_during, EventQuery()) == ()
