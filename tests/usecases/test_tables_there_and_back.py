"""Out as a table and in again: what CSV and XLSX carry is the same afterwards, in both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Event, EventKind, EventStatus
from coordinator.domain.exportcolumns import Cell, EventRow, ExportTable, cells_of, columns_for, venue_rows
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.imports import Decision, ImportChoices, ImportFile, ImportPlan, ImportRequest, RowState, Subject
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.privacy import Export
from coordinator.domain.spans import When
from coordinator.domain.venues import Space, Venue
from coordinator.exchange.csvout import csv_bytes
from coordinator.exchange.xlsxout import xlsx_bytes
from coordinator.usecases.events import events_during
from coordinator.usecases.exports import exported
from coordinator.usecases.imports import plan_import, run_import
from coordinator.usecases.people import people_in_full
from coordinator.usecases.venues import all_venues
from tests.exchange.exporting import policy, row_of, table_of
from tests.exchange.test_export_tables import as_shown, hostile_strings
from tests.makers import NOON, ZONE, an_event, on
from tests.usecases.test_exports import EVENTS, LINES, PEOPLE, THERE_AND_BACK, VENUES
from tests.usecases.wholes import another, fill_with_sample

BOTH = pytest.mark.parametrize("written", [ExportFormat.CSV, ExportFormat.XLSX])
SUBJECTS = {Subject.PEOPLE: Export.PEOPLE, Subject.VENUES: Export.VENUES, Subject.EVENTS: Export.EVENTS}
NOT_CARRIED = {"number", "needed", "confirmed", "offered", "open"}
ODD = (
    "-5", "-5.5%", "+1 555 0114", "+1 (212) 555-0114", "+44 20 7946 0018 ext. 5", "007", "1E5", "1.23E+09", "3-4",
    "3-Mar", "#N/A", "#REF!", "TRUE", "44567", "2027-01-15", "_x000D_", "_x0041_", "&lt;b&gt;", "00501", "1,000.50",
)  # fmt: skip
"""What programs like to make something else of."""


def bytes_of(written: ExportFormat, table: ExportTable) -> bytes:
    return csv_bytes(table) if written is ExportFormat.CSV else xlsx_bytes(table, made_at=NOON).content


def planned(storage: Storage, subject: Subject, content: bytes) -> ImportPlan:
    plan = storage.read(plan_import, ImportRequest(subject, ImportFile("list", content)))
    assert plan.obstacles == ()
    return plan


def carried(text: str, written: ExportFormat) -> str:
    """The text as the format can hold it."""
    return as_shown(text) if written is ExportFormat.XLSX else text


# --- record by record ------------------------------------------------------------------------------------------------


@BOTH
@settings(THERE_AND_BACK, max_examples=25)
@given(person=PEOPLE)
def test_a_person_comes_back(file_storage: Storage, person: Person, written: ExportFormat) -> None:
    plan = planned(file_storage, Subject.PEOPLE, bytes_of(written, table_of(Export.PEOPLE, [person])))

    told = replace(person, notes=carried(person.notes, written), availability=carried(person.availability, written))
    assert [row.record for row in plan.rows] == [told]


@BOTH
@settings(THERE_AND_BACK, max_examples=25)
@given(event=EVENTS, reason=LINES.filter(bool))
def test_an_event_comes_back(file_storage: Storage, event: Event, reason: str, written: ExportFormat) -> None:
    event = replace(event, cancel_reason=reason if event.status is EventStatus.CANCELLED else "")
    plan = planned(file_storage, Subject.EVENTS, bytes_of(written, table_of(Export.EVENTS, [row_of(event)])))

    read = [replace(row.record, source=None) for row in plan.rows if isinstance(row.record, Event)]
    assert read == [replace(event, description=carried(event.description, written))]


@BOTH
@settings(THERE_AND_BACK, max_examples=25)
@given(venue=VENUES, step_free=st.none() | st.booleans())
def test_a_venue_comes_back(file_storage: Storage, venue: Venue, step_free: bool | None, written: ExportFormat) -> None:
    venue = replace(venue, step_free=step_free)
    rows = venue_rows(venue)
    plan = planned(file_storage, Subject.VENUES, bytes_of(written, table_of(Export.VENUES, rows)))

    told = replace(venue, access_notes=carried(venue.access_notes, written))
    assert [row.record for row in plan.rows] == [
        replace(told, spaces=(row.space,) if row.space else ()) for row in rows
    ]


# --- whole databases -------------------------------------------------------------------------------------------------


def fill_oddly(work: Work) -> Changes:
    """People, venues and events whose words a spreadsheet would like to calculate, shorten or date."""
    words = [text.strip() for text in dict.fromkeys((*hostile_strings()[:150], *ODD)) if text.strip()]
    work.people.add_many([_odd_person(n, text) for n, text in enumerate(words)])
    for n, text in enumerate(words[::10]):
        hall = Venue(f"Hall {n}", " ".join(text.split()), step_free=(None, True, False)[n % 3], access_notes=text,
                     spaces=(Space(f"Room {n}", n * 1000 or None), Space(" ".join(text.split()) or "x")))  # fmt: skip
        work.venues.add(hall)
    events = [an_event(" ".join(text.split()), on("2027-02-03"), description=text, uid=f"{n}@x", place=f"Hall {n}")
              for n, text in enumerate(words[::10])]  # fmt: skip
    work.events.add_many([*events, *_special_events()])
    return work.recorder.finish(Label("nothing-changed"))


def _odd_person(n: int, text: str) -> Person:
    return Person(
        f"Person {n}",
        " ".join(text.split()),
        birth_date=date(1940 + n % 60, 1 + n % 12, 1 + n % 28) if n % 3 else None,
        rank=" ".join(text.split()),
        shield_number=f"{n:05}",
        notes=text,
        contact_points=(ContactPoint(ContactKind.MOBILE, f"+1 212 {200 + n} {4000 + n}"),),
    )


def _special_events() -> list[Event]:
    return [
        an_event("Midnight", When(datetime(2027, 3, 4), datetime(2027, 3, 5), ZONE), uid="a@x"),
        an_event("Days", When.days(date(2027, 3, 4), date(2027, 4, 3), ZONE), uid="b@x", public=True),
        an_event("Off", on("2027-03-04"), uid="c@x", status=EventStatus.CANCELLED, cancel_reason="Snow; =1+1"),
        an_event("Over", on("2020-03-04"), uid="d@x", status=EventStatus.HELD, kind=EventKind.GAME),
    ]


def told(storage: Storage, subject: Subject, written: ExportFormat) -> list[tuple[Cell, ...]]:
    """Everything that a table of the subject carries, in one order."""
    what = SUBJECTS[subject]
    columns = tuple(one for one in columns_for(what, policy(what)) if one.code not in NOT_CARRIED)
    records: list[object]
    if subject is Subject.PEOPLE:
        records = list(storage.read(people_in_full, PeopleQuery()))
    elif subject is Subject.VENUES:
        records = [row for venue in storage.read(all_venues) for row in venue_rows(venue)]
    else:
        records = [EventRow(line, ZONE) for line in storage.read(events_during, EventQuery())]
    rows = (cells_of(columns, one) for one in records)
    return sorted((tuple(carried(c, written) if type(c) is str else c for c in row) for row in rows), key=repr)


@BOTH
@pytest.mark.parametrize("filled", [fill_oddly, fill_with_sample])
def test_a_whole_database_comes_back_equal_and_again_changes_nothing(
    storage: Storage,
    file_template: Path,
    tmp_path: Path,
    filled: Callable[[Work], Changes],
    written: ExportFormat,
) -> None:
    with another(file_template, tmp_path) as source:
        source.change(filled)
        for subject, what in SUBJECTS.items():
            content = source.read(exported, ExportWish(what, written)).document.content

            plan = planned(storage, subject, content)
            storage.change(run_import, plan, ImportChoices(Decision.ADD))

            assert plan.rows_in(RowState.REFUSED) == ()
            assert told(storage, subject, written) == told(source, subject, written)
            assert storage.change(run_import, planned(storage, subject, content)).change_set_id is None


@BOTH
def test_a_thousand_strings_that_could_be_formulas_come_back(file_storage: Storage, written: ExportFormat) -> None:
    texts = [text for text in (*hostile_strings(), *ODD) if text.strip()]
    people = [Person(f"P{n}", notes=text) for n, text in enumerate(texts)]

    plan = planned(file_storage, Subject.PEOPLE, bytes_of(written, table_of(Export.PEOPLE, people)))

    read = [row.record.notes for row in plan.rows if isinstance(row.record, Person)]
    assert len(read) > 1_000
    assert read == [carried(text.strip(), written) for text in texts]
