"""Imports of real files nobody here wrote, into real databases."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from coordinator.db.work import Storage
from coordinator.domain.events import EventKind
from coordinator.domain.imports import DateOrder, Decision, Field, MappingOrigin, RowState, Subject
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.usecases.events import events_during
from coordinator.usecases.history import changes_made, redo, undo
from coordinator.usecases.imports import report_as_plain, run_import
from coordinator.usecases.people import people_matching, person_card
from coordinator.usecases.venues import all_venues
from tests.usecases.importing import brought_in, codes, counts, planned

PRECINCT_14 = "Police Precinct=14"


@pytest.fixture
def permits(shared_data: Path) -> Path:
    return shared_data / "civic_csv" / "nyc_permitted_events_2022_given.csv"


@pytest.fixture
def fields(shared_data: Path) -> Path:
    return shared_data / "civic_csv" / "nyc_parks_athletic_facilities.csv"


@pytest.fixture
def volunteers(shared_data: Path) -> Path:
    return shared_data / "civic_csv" / "carematch_volunteers_synthetic.csv"


def test_the_permits_of_one_precinct_are_the_26_rows_whose_list_has_it(file_storage: Storage, permits: Path) -> None:
    plan = planned(file_storage, Subject.EVENTS, permits, PRECINCT_14)

    assert (plan.file.rows, len(plan.rows), plan.counts[RowState.NEW]) == (4053, 26, 26)
    assert plan.rows_in(RowState.NEW)[0].number == 31
    assert [len(planned(file_storage, Subject.EVENTS, permits, f"Police Precinct={n}").rows) for n in ("114", "4")] == [
        214, 0,
    ]  # fmt: skip
    assert [count.rows for count in plan.values if count.value == "14"] == [26]


def test_the_date_order_is_proved_over_the_whole_column(file_storage: Storage, permits: Path) -> None:
    dates = planned(file_storage, Subject.EVENTS, permits, PRECINCT_14).dates

    assert (dates.order, dates.fitting, dates.against) == (DateOrder.MDY, (DateOrder.MDY,), 0)
    assert dates.proof > 2000
    assert (dates.example_row, dates.example_text, dates.example) == (
        96, "02/03/2022 06:00:00 AM", datetime(2022, 2, 3, 6),
    )  # fmt: skip


def test_columns_and_kinds_of_the_permits_are_guessed(file_storage: Storage, permits: Path) -> None:
    plan = planned(file_storage, Subject.EVENTS, permits)

    assert {column.heading: column.field for column in plan.columns if column.field is not Field.IGNORE} == {
        "Event ID": Field.NUMBER,
        "Event Name": Field.TITLE,
        "Start Date/Time": Field.STARTS,
        "End Date/Time": Field.ENDS,
        "Event Agency": Field.NOTES,
        "Event Type": Field.KIND,
        "Event Location": Field.PLACES,
        "Police Precinct": Field.PRECINCTS,
    }
    assert {match.text for match in plan.mapping.kinds if match.kind is EventKind.PRACTICE} == {"Sport - Youth"}
    assert (len(plan.mapping.kinds), plan.origin) == (15, MappingOrigin.GUESSED)


def test_repeated_numbers_on_other_dates_all_stand(file_storage: Storage, permits: Path) -> None:
    done = brought_in(file_storage, Subject.EVENTS, permits, PRECINCT_14)

    lines = file_storage.read(events_during, EventQuery())
    assert counts(done.report) == (26, 26, 0, 0, 0)
    assert Counter(line.event.source.external_id for line in lines if line.event.source)["626080"] == 17
    assert len({line.event.uid for line in lines}) == 26
    long = [line.event for line in lines if (line.event.when.last_day - line.event.when.first_day).days > 20]
    assert {event.title for event in long} == {
        "Permitted Film Event",
        "SHOW-Mobile COVID-19 Testing and Vaccine Site",
    }
    assert long[0].when.all_day is False


def test_several_places_in_a_cut_cell_are_one_event_with_its_text_kept(file_storage: Storage, permits: Path) -> None:
    done = brought_in(file_storage, Subject.EVENTS, permits, PRECINCT_14)

    event = next(line.event for line in file_storage.read(events_during, EventQuery(text="Pray for India")))
    assert done.report is not None
    assert codes(done.report.warnings) == [(631, "Event Location", "cell-looks-cut")]
    assert len(event.place_original) == 500
    assert event.place.split("; ")[1] == "FATHER CAPODANNO BOULEVARD between GREELEY AVENUE and LILY POND AVENUE"
    assert len(event.place.split("; ")) == 7


def test_the_same_permits_again_add_nothing_and_write_no_change(file_storage: Storage, permits: Path) -> None:
    brought_in(file_storage, Subject.EVENTS, permits, PRECINCT_14)
    before = file_storage.read(changes_made)

    again = brought_in(file_storage, Subject.EVENTS, permits, PRECINCT_14)

    assert counts(again.report) == (26, 0, 0, 26, 0)
    assert again.change_set_id is None
    assert file_storage.read(changes_made) == before
    assert planned(file_storage, Subject.EVENTS, permits).origin is MappingOrigin.REMEMBERED


def test_one_undo_takes_all_permits_back_and_search_with_them(storage: Storage, permits: Path) -> None:
    brought_in(storage, Subject.EVENTS, permits, PRECINCT_14)
    assert len(storage.read(events_during, EventQuery(text="vaccine"))) == 18

    storage.change(undo)

    assert storage.read(events_during, EventQuery()) == ()
    assert storage.read(events_during, EventQuery(text="vaccine")) == ()
    storage.change(redo)
    assert len(storage.read(events_during, EventQuery(text="vaccine"))) == 18
    assert counts(brought_in(storage, Subject.EVENTS, permits, PRECINCT_14).report) == (26, 0, 0, 26, 0)


def test_after_an_undo_the_permits_can_be_brought_in_again(file_storage: Storage, permits: Path) -> None:
    brought_in(file_storage, Subject.EVENTS, permits, PRECINCT_14)
    file_storage.change(undo)

    assert counts(brought_in(file_storage, Subject.EVENTS, permits, PRECINCT_14).report) == (26, 26, 0, 0, 0)


def test_all_permits_come_in_and_every_row_stands(file_storage: Storage, permits: Path) -> None:
    done = brought_in(file_storage, Subject.EVENTS, permits)

    assert counts(done.report) == (4053, 4053, 0, 0, 0)
    assert done.report is not None
    assert codes(done.report.warnings) == [
        (6, "Event Location", "cell-looks-cut"),
        (631, "Event Location", "cell-looks-cut"),
    ]
    kinds = Counter(line.event.kind for line in file_storage.read(events_during, EventQuery()))
    assert kinds == {EventKind.PRACTICE: 1227, EventKind.OTHER: 2826}


def test_54_volunteers_with_skills_and_availability_as_they_wrote_it(storage: Storage, volunteers: Path) -> None:
    done = brought_in(storage, Subject.PEOPLE, volunteers, duplicates=Decision.ADD)

    page = storage.read(people_matching, PeopleQuery(text="brandon howell"))
    card = storage.read(person_card, page.rows[0].id).person
    assert counts(done.report) == (54, 54, 0, 0, 0)
    assert (card.given_name, card.family_name, card.phones) == ("Brandon", "Howell III", ("19955125061",))
    assert (card.availability, card.address) == ("Weekday AM, Weekday PM", "New York, NY, 10001")
    assert set(card.tags) == {"Transportation", "Medication", "Cleaning", "Driving", "First Aid"}


def test_implausible_phones_are_warned_of_and_kept_as_typed(file_storage: Storage, volunteers: Path) -> None:
    plan = planned(file_storage, Subject.PEOPLE, volunteers)

    warned = [remark for row in plan.rows for remark in row.remarks]
    assert {(remark.column, remark.problem.code) for remark in warned} == {("contact_number", "phone-implausible")}
    assert (len(warned), warned[0].row, warned[0].value) == (31, 2, "12588267068")
    assert plan.counts[RowState.REFUSED] == 0


def test_volunteers_who_may_be_one_are_listed_and_refused_without_an_answer(
    file_storage: Storage, volunteers: Path
) -> None:
    plan = planned(file_storage, Subject.PEOPLE, volunteers)
    done = file_storage.change(run_import, plan)

    alike = [(row.number, row.match.reason, row.match.row) for row in plan.rows_in(RowState.DUPLICATE) if row.match]
    assert alike == [(53, "near-name", 52), (54, "same-phone", 53)]
    assert counts(done.report) == (54, 52, 0, 0, 2)
    assert done.report is not None
    assert [error["sentence"] for error in report_as_plain(done.report)["errors"]] == [  # type: ignore[attr-defined]
        "Rekha Prasun has a name very like Rekha Prasun in row 52. Skip, update or add?",
        "Uzair N has the same phone number as Rekha Prasun in row 53. Skip, update or add?",
    ]


def test_the_same_volunteers_again_change_nothing(storage: Storage, volunteers: Path) -> None:
    brought_in(storage, Subject.PEOPLE, volunteers, duplicates=Decision.ADD)

    again = brought_in(storage, Subject.PEOPLE, volunteers)

    assert counts(again.report) == (54, 0, 0, 54, 0)
    assert again.change_set_id is None


def test_1000_fields_become_venues_with_their_spaces(storage: Storage, fields: Path) -> None:
    done = brought_in(storage, Subject.VENUES, fields, duplicates=Decision.ADD)

    venues = {venue.name: venue for venue in storage.read(all_venues)}
    assert counts(done.report) == (1000, 1000, 0, 0, 0)
    assert (len(venues), sum(len(venue.spaces) for venue in venues.values())) == (346, 1000)
    assert [space.name for space in venues["Bowne Playground"].spaces] == [
        "Basketball-01",
        "Basketball-01 (2)",
        "Basketball-01 (3)",
    ]
    assert "Handball" in next(space.notes for space in venues["Macombs Dam Park"].spaces)


def test_fields_of_the_same_name_wait_for_an_answer_and_then_come_in_beside(
    file_storage: Storage, fields: Path
) -> None:
    first = brought_in(file_storage, Subject.VENUES, fields)
    again = brought_in(file_storage, Subject.VENUES, fields)
    answered = brought_in(file_storage, Subject.VENUES, fields, duplicates=Decision.ADD)
    last = brought_in(file_storage, Subject.VENUES, fields)

    assert counts(first.report) == (1000, 997, 0, 0, 3)
    assert (counts(again.report), again.change_set_id) == ((1000, 0, 0, 997, 3), None)
    assert counts(answered.report) == (1000, 3, 0, 997, 0)
    assert (counts(last.report), last.change_set_id) == ((1000, 0, 0, 1000, 0), None)
    assert sum(len(venue.spaces) for venue in file_storage.read(all_venues)) == 1000


@pytest.mark.parametrize("subject", list(Subject))
def test_of_every_torture_file_rows_shown_are_rows_stored_and_refused(
    file_storage: Storage, shared_data: Path, subject: Subject
) -> None:
    for path in sorted((shared_data / "csv_torture").glob("*.[ct]sv")):
        plan = planned(file_storage, subject, path)
        assert len(plan.rows) == plan.file.rows, path.name
        if plan.ready:
            report = file_storage.change(run_import, plan).report
            read, *fates = counts(report)
            assert (read, sum(fates)) == (plan.file.rows, plan.file.rows), path.name
