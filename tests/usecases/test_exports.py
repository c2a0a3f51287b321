"""Files for other programs: who gets what, and that what they carry comes back."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.db.work import Storage
from coordinator.domain.errors import Interrupted, Refused
from coordinator.domain.events import Event, EventKind, EventStatus
from coordinator.domain.exportcolumns import columns_for, venue_rows
from coordinator.domain.exports import FORMATS, ExportFormat, ExportWish
from coordinator.domain.folding import fold
from coordinator.domain.imports import Field as ImportField
from coordinator.domain.imports import ImportFile, ImportPlan, ImportRequest, Subject
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus
from coordinator.domain.privacy import Audience, Export, Field, policy_for
from coordinator.domain.spans import When
from coordinator.domain.venues import Space, Venue
from coordinator.exchange.csvout import csv_bytes
from coordinator.runtime import i18n
from coordinator.runtime.clock import FixedClock
from coordinator.usecases import exports
from coordinator.usecases.events import cancel_event, events_during, move_event
from coordinator.usecases.exports import Exported, export_outlook, exported, file_kinds
from coordinator.usecases.imports import plan_import, run_import
from coordinator.usecases.people import people_in_full
from coordinator.usecases.signups import confirm_signup
from coordinator.usecases.venues import all_venues
from coordinator.wording.problems import explain
from tests.exchange.exporting import policy, row_of, table_of
from tests.makers import ZONE
from tests.usecases.wholes import HALL, HANA, MAYA, fill

WHATS = (Export.EVENTS, Export.SIGNUPS, Export.PEOPLE, Export.VENUES)
PAIRS = [(what, as_what) for what in WHATS for as_what in FORMATS[what]]
PRIVATE = (
    "Okonkwo", "555", "maya@mail.example", "Chapel Row\n", "2014-04-02", "nuts", "Snow", "Knows it", "Called",
    "rectory", "list.csv", "Gloves", "Piano", "Former", "U12",
)  # fmt: skip


def file_of(
    storage: Storage, what: Export, as_what: ExportFormat, audience: Audience = Audience.STAFF, **wishes: Any
) -> Exported:
    return storage.read(exported, ExportWish(what, as_what, audience, **wishes))


def text_of(made: Exported) -> str:
    """Everything that stands in the file, packed or folded."""
    content = made.document.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            content = b"\n".join(file.read(name) for name in file.namelist() if "sharedStrings" in name)
    return content.decode().replace("\r\n ", "")


def calendar_of(made: Exported) -> list[Any]:
    read: Any = icalendar.Calendar.from_ical(made.document.content)
    return list(read.walk("VEVENT"))


# --- who gets what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.VOLUNTEERS, Audience.COACH])
@pytest.mark.parametrize(("what", "as_what"), PAIRS)
def test_nobody_but_staff_finds_anything_private_in_any_file(
    file_storage: Storage, what: Export, as_what: ExportFormat, audience: Audience
) -> None:
    file_storage.change(fill)
    try:
        text = text_of(file_of(file_storage, what, as_what, audience))
    except Refused:
        assert (what, audience) in ((Export.SIGNUPS, Audience.PUBLIC), (Export.PEOPLE, Audience.PUBLIC))
        return
    assert [word for word in PRIVATE if word in text] == []


def test_there_is_no_public_copy_of_people(file_storage: Storage) -> None:
    with pytest.raises(Refused) as caught:
        file_of(file_storage, Export.PEOPLE, ExportFormat.CSV, Audience.PUBLIC)
    assert explain(caught.value) == "This file is not made for this audience: Public. Choose another one."


@pytest.mark.parametrize("as_what", [ExportFormat.VCF, ExportFormat.ICS])
def test_a_format_that_makes_no_sense_is_refused(file_storage: Storage, as_what: ExportFormat) -> None:
    with pytest.raises(Refused) as caught:
        file_of(file_storage, Export.VENUES, as_what)
    told = f"There is no such file as {as_what} of this. Choose one of these: csv, xlsx, and json."
    assert explain(caught.value) == told


def test_volunteers_see_a_child_by_first_name_and_initial_and_all_others_in_full(file_storage: Storage) -> None:
    file_storage.change(fill)
    made = file_of(file_storage, Export.PEOPLE, ExportFormat.JSON, Audience.VOLUNTEERS)
    people = json.loads(made.document.content)
    assert [(one["given_name"], one["family_name"]) for one in people] == [
        ("May O.", ""),
        ("Ruth", "Weber"),
        ("חנה", "לוי"),
    ]
    assert sorted(people[0]) == ["family_name", "given_name", "id", "latin_name", "preferred_name", "rank"]
    assert (made.records, made.shortened) == (3, 1)
    assert made.document.remarks == ("1 person is under 18 or of unknown age: shown by first name and initial.",)
    assert made.left_out == (
        Field.MINORS_LAST_NAMES,
        Field.PHONES,
        Field.MINORS_AGES,
        Field.EMAILS,
        Field.ADDRESSES,
        Field.BIRTH_DATES,
        Field.NOTES,
        Field.STANDING,
    )


def test_staff_get_everything(file_storage: Storage) -> None:
    file_storage.change(fill)
    for what in WHATS:
        assert file_of(file_storage, what, ExportFormat.CSV).left_out == ()
    [child] = [one for one in _people(file_storage) if one["given_name"] == "Maya"]
    assert (child["family_name"], child["phones"], child["minor"]) == ("Okonkwo", ["+1 718 555 0136"], True)


def _people(storage: Storage) -> list[Any]:
    found: list[Any] = json.loads(file_of(storage, Export.PEOPLE, ExportFormat.JSON).document.content)
    return found


@pytest.mark.parametrize(
    ("audience", "titles", "hidden"),
    [
        (Audience.PUBLIC, ["Winter coat drive, sorting"], 3),
        (Audience.VOLUNTEERS, ["Winter coat drive, sorting", "Open days", "Meeting"], 1),
        (Audience.COACH, [], 4),
        (Audience.STAFF, ["Winter coat drive, sorting", "Practice", "Open days", "Meeting"], 0),
    ],
)
@pytest.mark.parametrize("as_what", [ExportFormat.JSON, ExportFormat.ICS])
def test_events_that_are_not_for_these_eyes_are_left_out_and_counted(
    file_storage: Storage, audience: Audience, titles: list[str], hidden: int, as_what: ExportFormat
) -> None:
    file_storage.change(fill)
    made = file_of(file_storage, Export.EVENTS, as_what, audience)
    found = (
        [str(each["SUMMARY"]) for each in calendar_of(made)]
        if as_what is ExportFormat.ICS
        else [each["title"] for each in json.loads(made.document.content)]
    )
    assert (found, made.hidden, made.records) == (titles, hidden, len(titles))


def test_the_filters_of_lists_hold(file_storage: Storage) -> None:
    file_storage.change(fill)
    one = file_of(
        file_storage, Export.EVENTS, ExportFormat.JSON, events=EventQuery(kinds=frozenset({EventKind.MEETING}))
    )
    two = file_of(file_storage, Export.PEOPLE, ExportFormat.JSON, people=PeopleQuery("levi"))
    three = file_of(file_storage, Export.VENUES, ExportFormat.JSON, text="kitchen")
    none = file_of(file_storage, Export.VENUES, ExportFormat.JSON, text="gym")
    assert [made.records for made in (one, two, three, none)] == [1, 1, 1, 0]


# --- names of files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "name"),
    [
        (EventQuery(), "signups_volunteers.csv"),
        (EventQuery(date(2027, 1, 10), date(2027, 1, 16)), "signups_2027-W02_volunteers.csv"),
        (EventQuery(date(2027, 1, 11), date(2027, 1, 17)), "signups_2027-W02_volunteers.csv"),
        (EventQuery(date(2027, 1, 10), date(2027, 2, 1)), "signups_2027-01-10_2027-02-01_volunteers.csv"),
        (EventQuery(date(2027, 1, 10), date(2027, 1, 10)), "signups_2027-01-10_volunteers.csv"),
        (EventQuery(venue_ids=frozenset({1})), "signups_St.-Brigid's-hall_volunteers.csv"),
        (EventQuery(person_id=1), "signups_volunteers.csv"),
    ],
)
def test_the_name_says_what_when_and_for_whom_and_never_who(
    file_storage: Storage, query: EventQuery, name: str
) -> None:
    file_storage.change(fill)
    made = file_of(file_storage, Export.SIGNUPS, ExportFormat.CSV, Audience.VOLUNTEERS, events=query)
    assert made.document.name == name


# --- calendars -------------------------------------------------------------------------------------------------------


def entries(storage: Storage, what: Export = Export.EVENTS) -> dict[str, Any]:
    return {str(each["UID"]): each for each in calendar_of(file_of(storage, what, ExportFormat.ICS))}


def test_the_sequence_rises_with_every_change_and_a_cancelled_event_stays_and_says_so(storage: Storage) -> None:
    storage.change(fill)
    before = entries(storage)["drive@x"]
    storage.change(move_event, 1, datetime(2027, 1, 16, 17), override_reason="Snow")
    moved = entries(storage)["drive@x"]
    storage.change(cancel_event, 1, "Flood")
    after = entries(storage)["drive@x"]
    sequences = [each["SEQUENCE"] for each in (before, moved, after)]
    assert sequences == sorted(set(sequences))
    assert [str(each["STATUS"]) for each in (before, moved, after)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert (str(after["COMMENT"]), str(after["LOCATION"])) == ("Flood", "St. Brigid's hall, Main hall, 5 Chapel Row")


def test_what_did_not_change_is_written_the_same_on_another_day(file_storage: Storage) -> None:
    file_storage.change(fill)
    first = file_of(file_storage, Export.EVENTS, ExportFormat.ICS).document.content
    file_storage.clock = FixedClock(file_storage.clock.now() + timedelta(days=3))
    assert file_of(file_storage, Export.EVENTS, ExportFormat.ICS).document.content == first


def test_every_sign_up_is_an_entry_of_its_own(file_storage: Storage) -> None:
    file_storage.change(fill)
    found = entries(file_storage, Export.SIGNUPS)
    assert [(str(each["SUMMARY"]), str(each["STATUS"])) for each in found.values()] == [
        ("Winter coat drive, sorting: Packer, Maya Okonkwo", "CONFIRMED"),
        ("Winter coat drive, sorting: Packer, Sgt. Ruth Weber", "TENTATIVE"),
        ("Winter coat drive, sorting: Packer, חנה לוי", "CANCELLED"),
    ]
    assert {each["DTSTART"].dt.replace(tzinfo=None) for each in found.values()} == {datetime(2027, 1, 15, 16, 30)}
    before = found["drive@x-signup-2"]["SEQUENCE"]
    file_storage.change(confirm_signup, 2)
    assert entries(file_storage, Export.SIGNUPS)["drive@x-signup-2"]["SEQUENCE"] > before


# --- there and back --------------------------------------------------------------------------------------------------

WORDS = st.text(
    st.one_of(st.sampled_from("=+-@'\" ,;|:/\n"), st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    max_size=12,
)


def one_line(text: str) -> str:
    return " ".join(text.split())


LINES = WORDS.map(one_line)
PARAGRAPHS = WORDS.map(str.strip)
MEMBERS = LINES.map(lambda text: one_line(re.sub(r"[,;|]", " ", text))).filter(fold)
EMAILS = st.emails().filter(lambda email: not re.search(r"[;|,/]", email))
PHONES = st.integers(200_000_0000, 999_999_9999).map(lambda number: f"+1 {number}")


def contacts(
    mobiles: Sequence[str], phones: Sequence[str], emails: Sequence[str], address: str
) -> tuple[ContactPoint, ...]:
    kinds = (ContactKind.MOBILE, mobiles), (ContactKind.PHONE, phones), (ContactKind.EMAIL, emails)
    points = [ContactPoint(kind, value) for kind, values in kinds for value in values]
    return (*points, *([ContactPoint(ContactKind.POSTAL, address)] if address else []))


PEOPLE = st.builds(
    Person,
    given_name=LINES,
    family_name=LINES,
    preferred_name=LINES,
    latin_name=LINES,
    birth_date=st.none() | st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    adult=st.booleans(),
    language=st.sampled_from(["", "es", "zh", "yue"]),
    status=st.sampled_from(PersonStatus),
    rank=LINES,
    shield_number=LINES,
    availability=PARAGRAPHS,
    notes=PARAGRAPHS,
    contact_points=st.builds(
        contacts,
        st.lists(PHONES, max_size=2, unique=True),
        st.lists(PHONES, max_size=2, unique=True),
        st.lists(EMAILS, max_size=2, unique_by=fold),
        LINES,
    ),
    tags=st.lists(MEMBERS, max_size=3, unique_by=fold).map(tuple),
).filter(lambda person: person.given_name or person.family_name)
"""As the import tidies them: one blank between words, lists without the signs that part them."""

TITLES = LINES.filter(bool)
EVENTS = st.builds(
    Event,
    kind=st.sampled_from(EventKind),
    title=TITLES,
    when=st.one_of(
        st.builds(
            lambda starts, minutes: When(starts, starts + timedelta(minutes=minutes), ZONE),
            st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(
                lambda at: at.replace(second=0, microsecond=0)
            ),
            st.integers(1, 3000),
        ),
        st.builds(
            lambda first, days: When.days(first, first + timedelta(days=days), ZONE),
            st.dates(date(1950, 1, 1), date(2090, 1, 1)),
            st.integers(0, 40),
        ),
    ),
    description=PARAGRAPHS,
    place=MEMBERS,
    status=st.sampled_from(EventStatus),
    public=st.booleans(),
)
VENUES = st.builds(
    Venue,
    name=TITLES,
    address=LINES,
    phone=LINES,
    access_notes=PARAGRAPHS,
    map_link=LINES,
    spaces=st.lists(st.builds(Space, TITLES, st.none() | st.integers(0, 999_999), LINES), max_size=2).map(tuple),
)
THERE_AND_BACK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def planned(storage: Storage, subject: Subject, content: bytes) -> ImportPlan:
    plan = storage.read(plan_import, ImportRequest(subject, ImportFile("list.csv", content)))
    assert plan.obstacles == ()
    return plan


@THERE_AND_BACK
@given(people=st.lists(PEOPLE, min_size=1, max_size=5))
def test_people_come_back_from_csv(file_storage: Storage, people: list[Person]) -> None:
    plan = planned(file_storage, Subject.PEOPLE, csv_bytes(table_of(Export.PEOPLE, people)))
    assert [row.record for row in plan.rows] == people


@THERE_AND_BACK
@given(events=st.lists(EVENTS, min_size=1, max_size=5))
def test_events_come_back_from_csv(file_storage: Storage, events: list[Event]) -> None:
    plan = planned(file_storage, Subject.EVENTS, csv_bytes(table_of(Export.EVENTS, [row_of(one) for one in events])))
    read = [replace(row.record, source=None, cancel_reason="") for row in plan.rows if isinstance(row.record, Event)]
    assert read == events


@THERE_AND_BACK
@given(venue=VENUES)
def test_a_venue_comes_back_from_csv_space_by_space(file_storage: Storage, venue: Venue) -> None:
    rows = venue_rows(venue)
    plan = planned(file_storage, Subject.VENUES, csv_bytes(table_of(Export.VENUES, rows)))
    expected = [replace(venue, spaces=(row.space,) if row.space else ()) for row in rows]
    assert [row.record for row in plan.rows] == expected


def test_a_whole_database_of_people_comes_back_equal_and_the_same_file_again_changes_nothing(storage: Storage) -> None:
    maya = replace(MAYA, tags=("U12", "=1+1"))
    content = csv_bytes(table_of(Export.PEOPLE, (maya, HANA)))
    storage.change(run_import, planned(storage, Subject.PEOPLE, content))
    found = storage.read(people_in_full, PeopleQuery())
    told = [(one.given_name, one.family_name, one.birth_date, one.tags, one.notes, one.phones) for one in found]
    assert told == [
        ("Maya", "Okonkwo", date(2014, 4, 2), maya.tags, "Allergic to nuts", ("+1 718 555 0136",)),
        ("חנה", "לוי", date(1980, 1, 1), (), "", ()),
    ]
    assert storage.change(run_import, planned(storage, Subject.PEOPLE, content)).change_set_id is None


def test_spaces_of_a_venue_come_back_as_one_venue(storage: Storage) -> None:
    storage.change(run_import, planned(storage, Subject.VENUES, csv_bytes(table_of(Export.VENUES, venue_rows(HALL)))))
    [venue] = storage.read(all_venues)
    assert (venue.name, [(space.name, space.capacity, space.notes) for space in venue.spaces]) == (
        HALL.name,
        [("Main hall", 120, "Piano"), ("Kitchen", None, "")],
    )


FIELDS = {
    Export.PEOPLE: {
        "number": ImportField.NUMBER,
        "given-name": ImportField.GIVEN_NAME,
        "family-name": ImportField.FAMILY_NAME,
        "preferred-name": ImportField.PREFERRED_NAME,
        "latin-name": ImportField.LATIN_NAME,
        "rank": ImportField.RANK,
        "status": ImportField.PERSON_STATUS,
        "birth-date": ImportField.BIRTH_DATE,
        "adult": ImportField.ADULT,
        "language": ImportField.LANGUAGE,
        "mobile": ImportField.MOBILE,
        "phone": ImportField.PHONE,
        "email": ImportField.EMAIL,
        "address": ImportField.ADDRESS,
        "tags": ImportField.TAGS,
        "availability": ImportField.AVAILABILITY,
        "shield": ImportField.SHIELD,
        "notes": ImportField.NOTES,
    },
    Export.EVENTS: {
        "number": ImportField.NUMBER,
        "title": ImportField.TITLE,
        "kind": ImportField.KIND,
        "starts": ImportField.STARTS,
        "ends": ImportField.ENDS,
        "all-day": ImportField.ALL_DAY,
        "place": ImportField.PLACES,
        "status": ImportField.EVENT_STATUS,
        "cancel-reason": ImportField.CANCEL_REASON,
        "public": ImportField.PUBLIC,
        "description": ImportField.NOTES,
    },
    Export.VENUES: {
        "venue": ImportField.VENUE_NAME,
        "space": ImportField.SPACE_NAME,
        "capacity": ImportField.CAPACITY,
        "space-notes": ImportField.SPACE_NOTES,
        "address": ImportField.ADDRESS,
        "map-link": ImportField.MAP_LINK,
        "step-free": ImportField.STEP_FREE,
        "phone": ImportField.PHONE,
        "access-notes": ImportField.NOTES,
    },
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("what", list(FIELDS))
def test_the_import_knows_our_own_headings_and_words_in_both_languages(
    file_storage: Storage, what: Export, language: str
) -> None:
    i18n.set_language(language)
    rows: Any = {
        Export.PEOPLE: [replace(MAYA, status=status) for status in PersonStatus],
        Export.EVENTS: [row_of(replace(SHIFT, kind=kind)) for kind in EventKind]
        + [row_of(replace(SHIFT, status=status)) for status in EventStatus],
        Export.VENUES: venue_rows(HALL),
    }[what]
    plan = planned(file_storage, Subject(what.removesuffix("-file")), csv_bytes(table_of(what, rows)))
    codes = [column.code for column in columns_for(what, policy(what))]
    assert dict(zip(codes, [column.field for column in plan.columns], strict=True)) == {
        code: FIELDS[what].get(code, ImportField.IGNORE) for code in codes
    }
    if what is Export.PEOPLE:
        assert [row.record.status for row in plan.rows if isinstance(row.record, Person)] == list(PersonStatus)
    if what is Export.EVENTS:
        read = [row.record for row in plan.rows if isinstance(row.record, Event)]
        assert [one.kind for one in read][: len(EventKind)] == list(EventKind)
        assert [one.status for one in read][len(EventKind) :] == list(EventStatus)


SHIFT = Event(EventKind.VOLUNTEER, "Shift", When(datetime(2027, 1, 15, 9), datetime(2027, 1, 15, 12), ZONE))


def test_a_table_too_long_for_a_spreadsheet_is_refused(file_storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    file_storage.change(fill)
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    with pytest.raises(Refused) as caught:
        file_of(file_storage, Export.PEOPLE, ExportFormat.XLSX)
    assert explain(caught.value) == "A spreadsheet holds 2 rows, and this has 3. Choose fewer, or write CSV."
    assert file_of(file_storage, Export.PEOPLE, ExportFormat.CSV).records == 3


def test_times_of_another_zone_carry_their_offset(file_storage: Storage) -> None:
    there = replace(SHIFT, when=When(datetime(2027, 1, 15, 9), datetime(2027, 1, 15, 10), "Europe/Madrid"))
    content = csv_bytes(table_of(Export.EVENTS, [row_of(there)]))
    assert b",2027-01-15T09:00+01:00,2027-01-15T10:00+01:00," in content
    [row] = planned(file_storage, Subject.EVENTS, content).rows
    assert isinstance(row.record, Event)
    assert row.record.when.span == there.when.span


# --- what is said before the file is made ----------------------------------------------------------------------------


def told_by(storage: Storage, question: Callable[..., object], wish: ExportWish) -> str:
    """The sentence of the refusal."""
    with pytest.raises(Refused) as caught:
        storage.read(question, wish)
    return explain(caught.value)


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize(("what", "as_what"), [*PAIRS, (Export.EVERYTHING, ExportFormat.JSON)])
def test_what_is_said_before_is_what_comes_out(
    file_storage: Storage, what: Export, as_what: ExportFormat, audience: Audience
) -> None:
    file_storage.change(fill)
    wish = ExportWish(what, as_what, audience)
    if policy_for(what, audience) is None:
        told = [told_by(file_storage, question, wish) for question in (exported, export_outlook)]
        assert told[0] == told[1]
        return
    made = file_storage.read(exported, wish)
    seen = file_storage.read(export_outlook, wish)
    assert (seen.name, seen.records, seen.left_out, seen.hidden, seen.shortened) == (
        made.document.name,
        made.records,
        made.left_out,
        made.hidden,
        made.shortened,
    )


def test_the_outlook_names_what_the_wish_is_narrowed_to(file_storage: Storage) -> None:
    file_storage.change(fill)
    [hall] = file_storage.read(all_venues)
    everyone = file_storage.read(people_in_full, PeopleQuery())
    ruth = next(one.id for one in everyone if one.given_name == "Ruth")
    [drive] = [one.event for one in file_storage.read(events_during, EventQuery(text="coat drive"))]
    narrowed = EventQuery(venue_ids=frozenset({hall.id, None}), person_id=ruth, event_ids=(drive.id or 0,))
    seen = file_storage.read(export_outlook, ExportWish(Export.EVENTS, ExportFormat.ICS, events=narrowed))
    assert (seen.venues, seen.person, seen.event) == ((hall.name,), "Sgt. Ruth Weber", drive.title)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2027, 1, 1), date(2027, 1, 31), "events_2027-01_staff.csv"),
        (date(2028, 2, 1), date(2028, 2, 29), "events_2028-02_staff.csv"),
        (date(2027, 1, 10), date(2027, 1, 16), "events_2027-W02_staff.csv"),
        (date(2027, 1, 1), date(2027, 2, 28), "events_2027-01-01_2027-02-28_staff.csv"),
        (date(9999, 12, 1), date(9999, 12, 31), "events_9999-12_staff.csv"),
    ],
)
def test_a_whole_month_or_week_is_named_as_such(file_storage: Storage, first: date, last: date, name: str) -> None:
    made = file_of(file_storage, Export.EVENTS, ExportFormat.CSV, events=EventQuery(first, last))
    assert made.document.name == name


def test_an_export_can_be_stopped_before_anything_is_made(file_storage: Storage) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        file_storage.read(exported, ExportWish(Export.EVENTS, ExportFormat.CSV), progress=stop)


def test_every_audience_of_every_file_is_put_into_words() -> None:
    said = {
        kind.what: [(one.audience, one.shown, one.left_out, one.limit) for one in kind.audiences]
        for kind in file_kinds()
    }
    assert said[Export.PEOPLE][0] == (
        Audience.VOLUNTEERS,
        "Names",
        "last names of under-18s, phones, e-mails, addresses, birth dates, notes, "
        "status, tags, languages and availability",
        "",
    )
    assert said[Export.EVENTS][2] == (
        Audience.COACH,
        "Times, places, roles, number of openings",
        "notes, drafts, where it was imported from",
        "Only practices and games; other events are left out",
    )
    assert said[Export.EVERYTHING] == [
        (
            Audience.STAFF,
            "People, venues, events and sign-ups with all there is about them",
            "the log of who changed what",
            "",
        )
    ]
    assert [choices[-1][2] for choices in list(said.values())[:-1]] == ["nothing"] * 4
