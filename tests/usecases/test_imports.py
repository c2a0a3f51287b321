"""Plans, answers, second imports, obstacles and interruptions."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from coordinator.db.work import Storage
from coordinator.domain.errors import FileTrouble, Interrupted, Refused, Stale
from coordinator.domain.events import Event, EventStatus
from coordinator.domain.imports import (
    DateOrder,
    Decision,
    Field,
    ImportChoices,
    ImportRow,
    MappingOrigin,
    RowChoice,
    RowState,
    Subject,
)
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.mappings import from_json, to_json
from coordinator.domain.people import Person, PersonStatus
from coordinator.usecases.events import add_event, events_during, remove_event
from coordinator.usecases.history import undo
from coordinator.usecases.imports import expected, load_file, plan_import, refused_rows, report_as_plain, run_import
from coordinator.usecases.people import add_person, edit_person, people_matching, person_card
from coordinator.usecases.venues import add_venue, all_venues
from coordinator.wording.importnames import read_aloud
from coordinator.wording.labels import change_label
from coordinator.wording.moments import style_in_use
from coordinator.wording.problems import sentence
from tests.makers import a_person, a_venue, an_event, on
from tests.usecases.importing import brought_in, codes, counts, planned

PEOPLE = (
    "Given,Family,Phone,E-mail,Tags\nBo,Lindqvist,(212) 555-0143,bo@x.example,coach\nRuth,Okonkwo,,ruth@x.example,\n"
)
EVENTS = "ID,Title,Start,End,Place\n7,Picnic,2027-01-15 17:00,2027-01-15 19:00,Harbor Park\n"


def states(rows: tuple[ImportRow, ...]) -> list[tuple[int, RowState]]:
    return [(row.number, row.state) for row in rows]


def everybody(storage: Storage) -> dict[str, Person]:
    page = storage.read(people_matching, PeopleQuery())
    cards = [storage.read(person_card, row.id).person for row in page.rows]
    return {card.full_name: card for card in cards}


def events(storage: Storage) -> list[Event]:
    return [line.event for line in storage.read(events_during, EventQuery())]


# --- rows ------------------------------------------------------------------------------------------------------------


def test_people_come_in_as_one_change_that_can_be_undone(storage: Storage) -> None:
    done = brought_in(storage, Subject.PEOPLE, PEOPLE)

    bo = everybody(storage)["Bo Lindqvist"]
    assert counts(done.report) == (2, 2, 0, 0, 0)
    assert change_label(done.label) == "imported 2 people from list.csv"
    assert (bo.phones, bo.emails, bo.tags) == (("(212) 555-0143",), ("bo@x.example",), ("coach",))
    storage.change(undo)
    assert everybody(storage) == {}


def test_a_plan_changes_nothing(file_storage: Storage) -> None:
    plan = planned(file_storage, Subject.PEOPLE, PEOPLE)

    assert states(plan.rows) == [(2, RowState.NEW), (3, RowState.NEW)]
    assert everybody(file_storage) == {}
    assert planned(file_storage, Subject.PEOPLE, PEOPLE).origin is MappingOrigin.GUESSED


def test_the_same_people_again_are_unchanged_even_without_numbers(storage: Storage) -> None:
    brought_in(storage, Subject.PEOPLE, PEOPLE)

    again = brought_in(storage, Subject.PEOPLE, PEOPLE)

    assert counts(again.report) == (2, 0, 0, 2, 0)
    assert again.change_set_id is None


def test_a_changed_cell_of_a_numbered_row_changes_the_card(storage: Storage) -> None:
    text = "Volunteer ID,Name,Phone,Notes\n7,Bo Lindqvist,(212) 555-0143,tall\n"
    brought_in(storage, Subject.PEOPLE, text)

    changed = text.replace("tall", "very tall").replace("0143", "0144")
    plan = planned(storage, Subject.PEOPLE, changed)
    done = storage.change(run_import, plan)

    bo = everybody(storage)["Bo Lindqvist"]
    assert states(plan.rows) == [(2, RowState.CHANGED)]
    assert {each.field: (each.yours, each.theirs) for each in plan.rows[0].differences} == {
        Field.NOTES: ("tall", "very tall"),
        Field.PHONE: ("(212) 555-0143", "(212) 555-0143, (212) 555-0144"),
    }
    assert counts(done.report) == (1, 0, 1, 0, 0)
    assert (bo.notes, bo.phones) == ("very tall", ("(212) 555-0143", "(212) 555-0144"))


def test_a_changed_event_is_updated_and_keeps_what_the_file_does_not_say(storage: Storage) -> None:
    brought_in(storage, Subject.EVENTS, EVENTS)

    done = brought_in(storage, Subject.EVENTS, EVENTS.replace("Harbor Park", "Pier 4").replace("19:00", "20:00"))

    event = events(storage)[0]
    assert counts(done.report) == (1, 0, 1, 0, 0)
    assert (event.place, event.when.ends) == ("Pier 4", datetime(2027, 1, 15, 20))


def test_the_same_number_on_another_date_is_another_event(file_storage: Storage) -> None:
    text = EVENTS + "7,Picnic,2027-01-16 17:00,2027-01-16 19:00,Harbor Park\n"

    plan = planned(file_storage, Subject.EVENTS, text)
    file_storage.change(run_import, plan)

    assert [[note.code for note in row.notes] for row in plan.rows] == [[], ["same-number-other-date"]]
    assert len(events(file_storage)) == 2


def test_an_event_that_was_removed_here_stays_removed(file_storage: Storage) -> None:
    brought_in(file_storage, Subject.EVENTS, EVENTS)
    key = events(file_storage)[0].id
    assert key is not None
    file_storage.change(remove_event, key)

    plan = planned(file_storage, Subject.EVENTS, EVENTS)
    done = file_storage.change(run_import, plan)

    assert [note.code for note in plan.rows[0].notes] == ["was-removed"]
    assert (counts(done.report), events(file_storage)) == ((1, 0, 0, 1, 0), [])


def test_good_rows_go_in_and_the_refused_are_listed_with_column_value_and_sentence(file_storage: Storage) -> None:
    text = (
        "Title,Start Date,End Date\nPicnic,01/15/2027 5:00 PM,01/15/2027 7:00 PM\n"
        "Film load-in,01/20/2027 5:00 PM,02/30/2027 06:00:00 PM\n,01/21/2027 5:00 PM,01/21/2027 6:00 PM\n"
        "Backwards,01/22/2027 5:00 PM,01/22/2027 4:00 PM\n"
    )

    done = brought_in(file_storage, Subject.EVENTS, text)

    assert counts(done.report) == (4, 1, 0, 0, 3)
    assert done.report is not None
    assert report_as_plain(done.report)["errors"] == [
        {
            "row": 3,
            "column": "End Date",
            "value": "02/30/2027 06:00:00 PM",
            "sentence": "February has no day 30.",
        },
        {"row": 4, "column": "Title", "value": "", "sentence": "This row has no title."},
        {
            "row": 5,
            "column": "End Date",
            "value": "01/22/2027 4:00 PM",
            "sentence": "The end is before the start. Choose an end after 5:00 PM.",
        },
    ]


def test_refused_rows_can_be_saved_with_their_reason_and_without_formulas(file_storage: Storage) -> None:
    plan = planned(file_storage, Subject.PEOPLE, 'Name,Note\nBo,ok\n,"=HYPERLINK(""http://x"")"\n,-5\n')

    document = refused_rows(plan, expected(plan), reason_heading="Reason")

    assert document.content.decode("utf-8-sig").splitlines() == [
        "#,Name,Note,Reason",
        '3,,"\'=HYPERLINK(""http://x"")",This row has no name.',
        "4,,-5,This row has no name.",
    ]


def test_date_and_times_in_columns_of_their_own(file_storage: Storage) -> None:
    text = (
        "Event,Date,Start time,End time\nCouncil,1/12/2027,7:00 PM,9 PM\nNight watch,1/13/2027,10 PM,2 AM\n"
        "Fair,1/14/2027,,\n"
    )

    plan = planned(file_storage, Subject.EVENTS, text)

    found = [
        (e.title, e.when.starts, e.when.ends, e.when.all_day)
        for e in (row.record for row in plan.rows)
        if isinstance(e, Event)
    ]
    assert found == [
        ("Council", datetime(2027, 1, 12, 19), datetime(2027, 1, 12, 21), False),
        ("Night watch", datetime(2027, 1, 13, 22), datetime(2027, 1, 14, 2), False),
        ("Fair", datetime(2027, 1, 14), datetime(2027, 1, 15), True),
    ]
    assert [[note.code for note in row.notes] for row in plan.rows] == [[], ["ends-next-day"], []]


def test_lengths_assumed_ends_all_day_and_status(file_storage: Storage) -> None:
    text = (
        "Title,Start,Minutes,All day,Status,Public\nCouncil,2027-01-12 19:00,90,,cancelled,yes\n"
        "Picnic,2027-01-13 10:00,,,,\nFair,2027-01-14 10:00,,yes,draft,no\n"
    )

    plan = planned(file_storage, Subject.EVENTS, text)

    found = [e for e in (row.record for row in plan.rows) if isinstance(e, Event)]
    assert [(e.when.ends, e.when.all_day, e.status, e.public) for e in found] == [
        (datetime(2027, 1, 12, 20, 30), False, EventStatus.CANCELLED, True),
        (datetime(2027, 1, 13, 11), False, EventStatus.PUBLISHED, False),
        (datetime(2027, 1, 15), True, EventStatus.DRAFT, False),
    ]
    assert codes(plan.rows[1].remarks) == [(3, "Start", "end-assumed")]


def test_a_person_of_every_field(file_storage: Storage) -> None:
    text = (
        "First,Last,Goes by,Born,Adult,Language,Status,Mobile,Phone,Email,"
        "Street,City,Zip,Skills,Availability,Notes,Rank,Shield\n"
        "José,Peña,Pepe,3/14/1990,yes,Spanish; English,On leave,(212) 555-0143,212-555-0199; 212-555-0198,jp@x.example,"
        "18 Mill St,New York,10001,coach; first aid,weekends,tall,Sgt.,4471\n"
    )

    brought_in(file_storage, Subject.PEOPLE, text)

    card = everybody(file_storage)["Sgt. José Peña"]
    assert (card.preferred_name, card.birth_date, card.adult, card.language) == (
        "Pepe",
        date(1990, 3, 14),
        True,
        "es, en",
    )
    assert (card.status, card.phones) == (PersonStatus.PAUSED, ("(212) 555-0143", "212-555-0199", "212-555-0198"))
    assert (card.address, card.availability, card.notes) == ("18 Mill St, New York, 10001", "weekends", "tall")
    assert (card.rank, card.shield_number, set(card.tags)) == ("Sgt.", "4471", {"coach", "first aid"})


def test_an_implausible_e_mail_warns_and_is_kept(file_storage: Storage) -> None:
    done = brought_in(file_storage, Subject.PEOPLE, "Name,E-mail,Phone\nBo,nobody at home,555\n")

    assert done.report is not None
    assert codes(done.report.warnings) == [(2, "E-mail", "email-implausible"), (2, "Phone", "phone-implausible")]
    assert everybody(file_storage)["Bo"].emails == ("nobody at home",)


PAGE = "".join(chr(97 + n * n % 26) + str(n) for n in range(8_000))


@pytest.mark.parametrize(("heading", "code"), [("Skills", "name-too-long"), ("ID", "cell-too-long")])
def test_a_page_of_text_where_a_tag_or_number_should_be_is_refused_and_the_others_go_in(
    storage: Storage, heading: str, code: str
) -> None:
    done = brought_in(storage, Subject.PEOPLE, f"Name,{heading}\nRuth,{PAGE}\nBo,\n")

    assert done.report is not None
    assert codes(done.report.errors) == [(2, heading, code)]
    assert list(everybody(storage)) == ["Bo"]


@pytest.mark.parametrize("heading", ["Given name", "Address", "E-mail", "Notes"])
def test_a_page_of_text_in_any_other_field_is_kept_whole(storage: Storage, heading: str) -> None:
    done = brought_in(storage, Subject.PEOPLE, f"Family name,{heading}\nOkonkwo,{PAGE}\n")

    assert done.report is not None
    assert counts(done.report) == (1, 1, 0, 0, 0)
    (card,) = storage.read(lambda work: work.people.everyone())
    assert PAGE in (card.given_name, card.address, next(iter(card.emails), ""), card.notes)


def test_hostile_names_come_in_as_they_are(storage: Storage, shared_data: Path) -> None:
    strings = json.loads((shared_data / "names" / "blns.json").read_text(encoding="utf-8"))
    names = [text for text in strings if text.replace("\0", "").strip()]
    table = io.StringIO(newline="")
    csv.writer(table, quoting=csv.QUOTE_ALL).writerows([("Given", "Notes"), *((name, name) for name in names)])

    done = brought_in(storage, Subject.PEOPLE, table.getvalue(), duplicates=Decision.ADD)

    kept = [storage.read(person_card, row.id).person for row in storage.read(people_matching, PeopleQuery()).rows]
    assert done.report is not None
    assert (done.report.refused, done.report.added) == (0, len(kept))
    assert {card.notes for card in kept} == {name.replace("\0", "").strip() for name in names}


# --- obstacles -------------------------------------------------------------------------------------------------------


def test_dates_that_fit_both_orders_stop_the_import_until_somebody_chooses(file_storage: Storage) -> None:
    text = "Title,Start\nPicnic,03/04/2027 5:00 PM\nFair,05/06/2027 5:00 PM\n"
    plan = planned(file_storage, Subject.EVENTS, text)

    with pytest.raises(Refused) as refused:
        file_storage.change(run_import, plan)

    assert (plan.ready, plan.dates.order, events(file_storage)) == (False, None, [])
    assert [sentence(problem) for problem in refused.value.problems] == [
        "Row 2 says “03/04/2027 5:00 PM”: Mar 4 or Apr 3? Choose the order of dates."
    ]
    chosen = planned(file_storage, Subject.EVENTS, text, dates=DateOrder.DMY)
    file_storage.change(run_import, chosen)
    assert [event.when.starts for event in events(file_storage)] == [datetime(2027, 4, 3, 17), datetime(2027, 6, 5, 17)]


def test_the_order_is_decided_before_rows_are_left_out(file_storage: Storage) -> None:
    text = "Title,Start,Precinct\nPicnic,03/04/2027,14\nFair,25/06/2027,9\n"

    plan = planned(file_storage, Subject.EVENTS, text, "Precinct=14")

    assert (plan.dates.order, len(plan.rows), plan.ready) == (DateOrder.DMY, 1, True)
    assert read_aloud(plan.dates, style_in_use()) == (
        "Row 2 says “03/04/2027”: Saturday, April 3, 2027. No other order fits: 1 row has a day over 12."
    )


@pytest.mark.parametrize(
    ("subject", "text", "problems"),
    [
        (Subject.PEOPLE, "Colour\nred\n", ["no-column-for-a-name"]),
        (Subject.VENUES, "Colour\nred\n", ["no-column-for-a-venue"]),
        (Subject.EVENTS, "Colour\nred\n", ["no-column-for-a-title", "no-column-for-a-start"]),
        (Subject.EVENTS, "", ["file-has-no-rows"]),
        (Subject.EVENTS, "Title,Start\n", ["file-has-no-rows"]),
    ],
)
def test_what_keeps_a_whole_file_out_is_said(
    file_storage: Storage, subject: Subject, text: str, problems: list[str]
) -> None:
    assert [problem.code for problem in planned(file_storage, subject, text).obstacles] == problems


def test_a_filter_on_a_missing_column_is_an_obstacle_and_one_without_rows_is_not(file_storage: Storage) -> None:
    missing = planned(file_storage, Subject.PEOPLE, PEOPLE, "Precinct=14")
    nobody = planned(file_storage, Subject.PEOPLE, PEOPLE, "Tags=captain")

    assert [(problem.code, problem.facts["column"]) for problem in missing.obstacles] == [
        ("no-such-column", "Precinct")
    ]
    assert (nobody.ready, nobody.rows, [value.value for value in nobody.values]) == (True, (), ["coach"])


def test_a_broken_file_another_kind_or_none_is_refused_with_a_sentence(file_storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04rest")
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7")

    with pytest.raises(FileTrouble, match="file-damaged"):
        planned(file_storage, Subject.PEOPLE, tmp_path / "book.xlsx")
    with pytest.raises(FileTrouble, match="file-is-not-csv"):
        planned(file_storage, Subject.PEOPLE, tmp_path / "page.pdf")
    with pytest.raises(FileTrouble, match="file-missing"):
        load_file(tmp_path / "nothing.csv")
    with pytest.raises(FileTrouble, match="file-is-folder"):
        load_file(tmp_path)


# --- mappings --------------------------------------------------------------------------------------------------------


def test_a_corrected_mapping_is_used_and_remembered_for_the_same_headings(file_storage: Storage) -> None:
    guess = planned(file_storage, Subject.PEOPLE, "Name,Group\nBo,red\n").mapping
    group = replace(guess.columns[1], field=Field.NOTES)
    corrected = replace(guess, columns=(guess.columns[0], group))
    assert from_json(to_json(corrected), subject=Subject.PEOPLE) == corrected

    plan = planned(file_storage, Subject.PEOPLE, "Name,Group\nBo,red\n", mapping=corrected)
    file_storage.change(run_import, plan)
    later = planned(file_storage, Subject.PEOPLE, "NAME,group\nRuth,blue\n")
    anew = planned(file_storage, Subject.PEOPLE, "NAME,group\nRuth,blue\n", guess_again=True)

    assert (plan.origin, everybody(file_storage)["Bo"].notes) == (MappingOrigin.GIVEN, "red")
    assert (later.origin, [column.field for column in later.mapping.columns]) == (
        MappingOrigin.REMEMBERED,
        [Field.FULL_NAME, Field.NOTES],
    )
    assert (anew.origin, anew.mapping.columns[1].field) == (MappingOrigin.GUESSED, Field.TAGS)


# --- likely duplicates -----------------------------------------------------------------------------------------------


def test_likely_duplicates_are_found_by_phone_e_mail_and_near_name_whatever_the_spelling(storage: Storage) -> None:
    for person in (
        a_person("Giorgos", "Papadakis", phone="(212) 555-0101"),
        a_person("Ruth", "Okonkwo-Fitzgerald", email="Ruth@x.example"),
        a_person("José", "Peña"),
        a_person("Ana", "Garcia", phone="911"),
    ):
        storage.change(add_person, person)
    text = (
        "Name,Phone,E-mail\nGeorge Papadakis,+1 212.555.0101,\nRuth O.,,ruth@X.example\nJose Pena,212-555-0177,\n"
        "Olga Markova,911,\n"
    )

    plan = planned(storage, Subject.PEOPLE, text)

    found = [(row.number, row.state, row.match.reason if row.match else "") for row in plan.rows]
    assert found == [
        (2, RowState.DUPLICATE, "same-phone"),
        (3, RowState.DUPLICATE, "same-email"),
        (4, RowState.DUPLICATE, "near-name"),
        (5, RowState.NEW, ""),
    ]


ALIKE = "Name,Phone,Notes\nBo Lindquist,(212) 555-0143,from the file\n"


def test_an_undecided_duplicate_stays_out_and_is_refused_in_the_report(file_storage: Storage) -> None:
    file_storage.change(add_person, a_person(phone="212-555-0143"))

    done = brought_in(file_storage, Subject.PEOPLE, ALIKE)

    assert (counts(done.report), done.change_set_id) == ((1, 0, 0, 0, 1), None)
    assert done.report is not None
    assert [sentence(error.problem) for error in done.report.errors] == [
        "Bo Lindquist has the same phone number as Bo Lindqvist, whom you have. Skip, update or add?"
    ]


@pytest.mark.parametrize(
    ("decision", "fates", "names"),
    [
        (Decision.SKIP, (1, 0, 0, 1, 0), {"Bo Lindqvist": ""}),
        (Decision.UPDATE, (1, 0, 1, 0, 0), {"Bo Lindqvist": "from the file"}),
        (Decision.ADD, (1, 1, 0, 0, 0), {"Bo Lindqvist": "", "Bo Lindquist": "from the file"}),
    ],
)
def test_each_answer_does_what_it_says(
    storage: Storage, decision: Decision, fates: tuple[int, ...], names: dict[str, str]
) -> None:
    storage.change(add_person, a_person(phone="212-555-0143"))

    done = brought_in(storage, Subject.PEOPLE, ALIKE, duplicates=decision)

    assert counts(done.report) == fates
    assert {name: card.notes for name, card in everybody(storage).items()} == names


def test_an_answer_is_remembered_for_the_next_time(storage: Storage) -> None:
    storage.change(add_person, a_person(phone="212-555-0143"))
    brought_in(storage, Subject.PEOPLE, ALIKE, duplicates=Decision.SKIP)

    plan = planned(storage, Subject.PEOPLE, ALIKE)
    again = storage.change(run_import, plan)

    match = plan.rows[0].match
    assert match is not None
    assert (match.remembered, counts(again.report)) == (Decision.SKIP, (1, 0, 0, 1, 0))


def test_rows_are_answered_one_by_one_and_with_a_merged_card(file_storage: Storage) -> None:
    file_storage.change(add_person, a_person(phone="212-555-0143"))
    file_storage.change(add_person, a_person("Ana", "Garcia"))
    plan = planned(file_storage, Subject.PEOPLE, ALIKE + "Ana García,,second\n")
    yours = plan.rows[0].match.record if plan.rows[0].match else None
    assert isinstance(yours, Person)
    merged = replace(yours, notes="as we agreed")

    choices = ImportChoices(rows=(RowChoice(2, Decision.UPDATE, merged), RowChoice(3, Decision.ADD)))
    done = file_storage.change(run_import, plan, choices)

    assert counts(done.report) == counts(expected(plan, choices)) == (2, 1, 1, 0, 0)
    assert everybody(file_storage)["Bo Lindqvist"].notes == "as we agreed"


def test_a_row_left_out_by_hand_stays_out(file_storage: Storage) -> None:
    plan = planned(file_storage, Subject.PEOPLE, PEOPLE)

    done = file_storage.change(run_import, plan, ImportChoices(left_out=frozenset({3})))

    assert counts(done.report) == (2, 1, 0, 0, 1)
    assert list(everybody(file_storage)) == ["Bo Lindqvist"]


def test_a_card_changed_since_the_pair_was_shown_is_not_overwritten(file_storage: Storage) -> None:
    file_storage.change(add_person, a_person(phone="212-555-0143"))
    plan = planned(file_storage, Subject.PEOPLE, ALIKE)
    yours = plan.rows[0].match.record if plan.rows[0].match else None
    assert isinstance(yours, Person)
    file_storage.change(edit_person, replace(yours, notes="changed meanwhile"))

    with pytest.raises(Stale):
        file_storage.change(
            run_import, plan, ImportChoices(rows=(RowChoice(2, Decision.UPDATE, replace(yours, notes="old")),))
        )

    assert everybody(file_storage)["Bo Lindqvist"].notes == "changed meanwhile"


def test_what_came_in_since_the_plan_is_not_doubled(file_storage: Storage) -> None:
    plan = planned(file_storage, Subject.PEOPLE, PEOPLE)
    file_storage.change(run_import, plan)

    again = file_storage.change(run_import, plan)

    assert (counts(again.report), again.change_set_id) == ((2, 0, 0, 2, 0), None)


def test_rows_of_one_file_can_be_put_together(file_storage: Storage) -> None:
    text = "Name,Phone,Skills\nBo Lindqvist,(212) 555-0143,coach\nBo Lindquist,212-555-0143,driver\n"

    done = brought_in(file_storage, Subject.PEOPLE, text, duplicates=Decision.UPDATE)

    card = everybody(file_storage)["Bo Lindqvist"]
    assert counts(done.report) == (2, 1, 1, 0, 0)
    assert (card.phones, set(card.tags)) == (("(212) 555-0143",), {"coach", "driver"})


def test_a_row_that_says_the_same_twice_is_taken_once(file_storage: Storage) -> None:
    plan = planned(
        file_storage, Subject.PEOPLE, "Name,Phone\nBo Lindqvist,(212) 555-0143\nBo Lindqvist,(212) 555-0143\n"
    )

    assert states(plan.rows) == [(2, RowState.NEW), (3, RowState.UNCHANGED)]
    assert [(note.code, note.facts["row"]) for note in plan.rows[1].notes] == [("repeats-row", 2)]


def test_an_event_like_one_of_yours_waits_for_an_answer(file_storage: Storage) -> None:
    file_storage.change(add_event, an_event("Harbor Park spring cleanup", on("2027-03-13", "09:00", "13:00")))
    text = "Title,Start,End\nHarbor Park Spring Clean-up,2027-03-13 09:00,2027-03-13 12:00\nOther,2027-03-13 09:00,\n"

    plan = planned(file_storage, Subject.EVENTS, text)

    assert states(plan.rows) == [(2, RowState.DUPLICATE), (3, RowState.NEW)]


def test_a_venue_of_the_same_name_waits_for_an_answer_and_update_adds_its_space(file_storage: Storage) -> None:
    file_storage.change(add_venue, a_venue("Harbor Park", "Field 1"))
    text = "Venue,Field,Capacity\nHARBOR PARK,Field 2,40\n"
    plan = planned(file_storage, Subject.VENUES, text)

    file_storage.change(run_import, plan, ImportChoices(Decision.UPDATE))

    assert states(plan.rows) == [(2, RowState.DUPLICATE)]
    venue = file_storage.read(all_venues)[0]
    assert (venue.name, [(space.name, space.capacity) for space in venue.spaces]) == (
        "Harbor Park",
        [("Field 1", None), ("Field 2", 40)],
    )


# --- the way there ---------------------------------------------------------------------------------------------------


def test_progress_is_told_and_cancel_keeps_nothing(file_storage: Storage) -> None:
    text = "Name,E-mail\n" + "".join(f"Person {chr(65 + n % 26)}{n},p{n}@x.example\n" for n in range(5_000))
    plan = planned(file_storage, Subject.PEOPLE, text)
    heard: list[int] = []

    def stop(done: int, total: int) -> None:
        heard.append(done)
        if done > total * 0.7:
            raise Interrupted()

    with pytest.raises(Interrupted):
        file_storage.change(run_import, plan, ImportChoices(Decision.ADD), progress=stop)

    assert heard == sorted(heard)
    assert file_storage.read(people_matching, PeopleQuery()).total == 0


def test_planning_can_be_cancelled(file_storage: Storage) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Interrupted()

    request = planned(file_storage, Subject.PEOPLE, PEOPLE).request
    with pytest.raises(Interrupted):
        file_storage.read(plan_import, request, progress=stop)
