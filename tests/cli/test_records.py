"""Everything that can be made, listed and shown, field by field as the contract has it, on both databases."""

import pytest

from tests.cli.conftest import Say, both_databases

PERSON = {
    "id", "given_name", "family_name", "preferred_name", "latin_name", "status", "birth_date", "minor", "language",
    "phones", "emails", "address", "notes", "tags",
}  # fmt: skip
EVENT = {
    "id", "uid", "kind", "title", "description", "starts", "ends", "zone", "all_day", "venue", "space", "place",
    "status", "public", "source", "positions",
}  # fmt: skip
POSITION = {
    "id", "event_id", "role", "starts", "ends", "needed", "maximum", "confirmed", "offered", "waitlisted", "open",
}  # fmt: skip
SIGNUP = {
    "id", "position_id", "event_id", "person_id", "person", "role", "status", "source", "starts", "ends", "minutes",
}  # fmt: skip
PRACTICE = ("event", "add", "--kind", "practice", "--title", "U12 practice", "--starts", "2027-01-14T15:30")


@both_databases
def test_a_person_is_added_listed_and_shown(say: Say) -> None:
    added = say(
        *("person", "add", "--given", "José", "--family", "Peña", "--born", "2009-02-28", "--language", "es"),
        *("--phone", "(212) 555-0123", "--phone", "(212) 555-0124", "--email", "jose@mail.example"),
        *("--tag", "coach", "--tag", "driver", "--json"),
    )
    assert (added.status, added.json, added.err) == (0, {"id": 1, "warnings": []}, "")
    person = say("list", "people", "--json").json[0]
    assert set(person) >= PERSON
    assert {name: person[name] for name in PERSON} == {
        "id": 1,
        "given_name": "José",
        "family_name": "Peña",
        "preferred_name": "",
        "latin_name": "",
        "status": "active",
        "birth_date": "2009-02-28",
        "minor": True,
        "language": "es",
        "phones": ["(212) 555-0123", "(212) 555-0124"],
        "emails": ["jose@mail.example"],
        "address": "",
        "notes": "",
        "tags": ["coach", "driver"],
    }
    shown = say("show", "person", 1, "--json").json
    assert {name: shown[name] for name in person} == person
    assert shown["signups"] == []


def test_a_likely_duplicate_is_a_warning_and_never_a_refusal(say: Say) -> None:
    say("person", "add", "--given", "José", "--family", "Peña")
    again = say("person", "add", "--given", "Jose", "--family", "Pena", "--json")
    assert again.status == 0
    assert again.json["id"] == 2
    assert [(one["code"], one["about"]) for one in again.json["warnings"]] == [("likely-duplicate", "given_name")]
    say("person", "edit", 2, "--given", "Wilhelmina", "--family", "Ortiz")
    third = say("person", "add", "--given", "José", "--family", "Peña")
    assert (third.status, third.out) == (0, "3\n")
    assert third.err == "Warning: José Peña has a name very like this one. Is it the same person?\n"


def test_editing_a_person_changes_what_is_named_and_replaces_lists(say: Say) -> None:
    say("person", "add", "--given", "Bo", "--family", "Lindqvist", "--born", "1990-05-01", "--phone", "(212) 555-0101")
    edited = say("person", "edit", 1, "--given", "Boel", "--phone", "(212) 555-0102", "--tag", "coach", "--adult")
    assert (edited.status, edited.out) == (0, "Changed the card of Boel Lindqvist.\n")
    shown = say("show", "person", 1, "--json").json
    kept = ("given_name", "family_name", "birth_date", "phones", "tags", "adult")
    assert [shown[name] for name in kept] == ["Boel", "Lindqvist", "1990-05-01", ["(212) 555-0102"], ["coach"], True]
    say("person", "edit", 1, "--born", "", "--tag", "", "--no-adult")
    shown = say("show", "person", 1, "--json").json
    assert (shown["birth_date"], shown["tags"], shown["adult"], shown["phones"]) == (
        None,
        [],
        False,
        ["(212) 555-0102"],
    )
    same = say("person", "edit", 1, "--given", "Boel", "--json")
    assert same.json == {"id": 1, "warnings": []}
    assert say("person", "edit", 1, "--given", "Boel").out == "Nothing had to be changed.\n"


def test_a_removed_person_leaves_the_list_and_undo_brings_the_card_back(say: Say) -> None:
    say("person", "add", "--given", "Bo")
    assert say("person", "remove", 1).out == "Removed Bo.\n"
    assert say("list", "people", "--json").json == []
    assert say("undo").out == "Taken back: removed Bo.\n"
    assert [one["given_name"] for one in say("list", "people", "--json").json] == ["Bo"]


@both_databases
def test_a_venue_is_added_with_spaces_and_listed(say: Say) -> None:
    added = say(
        *("venue", "add", "--name", "PS 41", "--space", "Gym", "--space", "Yard", "--capacity", 40),
        *("--address", "41 Schoolhouse Lane"),
    )
    assert (added.status, added.out, added.err) == (0, "1\n", "")
    assert say("list", "venues", "--json").json == [
        {
            "id": 1,
            "name": "PS 41",
            "address": "41 Schoolhouse Lane",
            "spaces": [{"name": "Gym", "capacity": 40}, {"name": "Yard", "capacity": 40}],
        }
    ]
    assert say("show", "venue", 1, "--json").json["name"] == "PS 41"
    assert say("list", "venues", "--text", "YÁRD", "--json").json != []
    assert say("list", "venues", "--text", "nowhere", "--json").json == []


def test_a_role_is_added_and_positions_ask_for_it(say: Say) -> None:
    added = say("role", "add", "--name", "Lifeguard: pool", "--minimum-age", 16, "--json")
    assert added.json["warnings"] == []
    event = say(*PRACTICE, "--minutes", 90, "--position", "lifeguard: POOL:2:3")
    assert (event.status, event.err) == (0, "")
    positions = say("show", "event", 1, "--json").json["positions"]
    assert [(one["role"], one["needed"], one["maximum"]) for one in positions] == [("Lifeguard: pool", 2, 3)]


@both_databases
def test_an_event_is_added_listed_and_shown(say: Say) -> None:
    say("venue", "add", "--name", "PS 41", "--space", "Gym")
    added = say(
        *(*PRACTICE, "--ends", "2027-01-14T17:00", "--venue", 1, "--space", "gym", "--public"),
        *("--position", "Head coach:1", "--position", "Assistant coach:1:2", "--description", "Bring water"),
    )
    assert (added.status, added.out, added.err) == (0, "1\n", "")
    event = say("list", "events", "--json").json[0]
    assert set(event) >= EVENT
    assert {name: event[name] for name in EVENT - {"uid", "positions"}} == {
        "id": 1,
        "kind": "practice",
        "title": "U12 practice",
        "description": "Bring water",
        "starts": "2027-01-14T15:30:00-05:00",
        "ends": "2027-01-14T17:00:00-05:00",
        "zone": "America/New_York",
        "all_day": False,
        "venue": "PS 41",
        "space": "Gym",
        "place": "",
        "status": "published",
        "public": True,
        "source": None,
    }
    assert event["positions"] == say("list", "positions", "--json").json
    assert [set(one) for one in event["positions"]] == [POSITION, POSITION]
    assert event["positions"][1] == {
        "id": 2,
        "event_id": 1,
        "role": "Assistant coach",
        "starts": "2027-01-14T15:30:00-05:00",
        "ends": "2027-01-14T17:00:00-05:00",
        "needed": 1,
        "maximum": 2,
        "confirmed": 0,
        "offered": 0,
        "waitlisted": 0,
        "open": 1,
    }
    assert say("list", "openings", "--json").json == event["positions"]


def test_whole_days_stay_dates_and_end_on_the_last_day_itself(say: Say) -> None:
    say(*("event", "add", "--kind", "other", "--title", "Parent week", "--all-day"), "--starts", "2027-01-13")
    say("event", "edit", 1, "--ends", "2027-01-14", "--position", "Greeter:1")
    event = say("show", "event", 1, "--json").json
    assert (event["all_day"], event["starts"], event["ends"]) == (True, "2027-01-13", "2027-01-14")
    position = event["positions"][0]
    assert (position["starts"], position["ends"]) == ("2027-01-13", "2027-01-14")
    assert say("event", "move", 1, "--to", "2027-02-01").status == 0
    event = say("show", "event", 1, "--json").json
    assert (event["starts"], event["ends"]) == ("2027-02-01", "2027-02-02")


def test_an_event_in_summer_has_the_offset_of_summer(say: Say) -> None:
    say("event", "add", "--kind", "game", "--title", "Final", "--starts", "2027-07-01T18:00", "--minutes", 120)
    event = say("show", "event", 1, "--json").json
    assert (event["starts"], event["ends"]) == ("2027-07-01T18:00:00-04:00", "2027-07-01T20:00:00-04:00")


def test_an_event_that_starts_where_clocks_jump_is_as_long_as_it_was_said_to_be(say: Say) -> None:
    added = say("event", "add", "--kind", "other", "--title", "Night", "--starts", "2027-03-14T02:30", "--minutes", 30)
    assert (added.status, "Clocks jump over 2:30 AM" in added.err) == (0, True)
    assert say("list", "events", "--json").json[0]["ends"] == "2027-03-14T04:00:00-04:00"


def test_editing_an_event_keeps_what_is_not_named_and_its_people(say: Say) -> None:
    say(*PRACTICE, "--minutes", 90, "--position", "Head coach:1", "--draft", "--place", "Harbor Park")
    say("person", "add", "--given", "Bo", "--born", "1990-01-01")
    say("signup", "add", 1, 1)
    edited = say(
        *("event", "edit", 1, "--title", "U12 Comets", "--starts", "2027-01-15T16:00", "--no-draft", "--json"),
        *("--position", "Head coach:2", "--position", "Referee:1"),
    )
    assert edited.status == 0
    event = say("show", "event", 1, "--json").json
    assert [event[name] for name in ("title", "status", "place", "starts", "ends")] == [
        "U12 Comets",
        "published",
        "Harbor Park",
        "2027-01-15T16:00:00-05:00",
        "2027-01-15T17:30:00-05:00",
    ]
    told = [(one["id"], one["role"], one["needed"], one["confirmed"]) for one in event["positions"]]
    assert told == [(1, "Head coach", 2, 1), (2, "Referee", 1, 0)]


def test_a_moved_event_says_whom_it_affects(say: Say) -> None:
    say(*PRACTICE, "--minutes", 90, "--position", "Volunteer:1")
    say("person", "add", "--given", "Bo")
    say("signup", "add", 1, 1)
    moved = say("event", "move", 1, "--to", "2027-01-15T18:00")
    assert (moved.status, moved.out) == (0, "Moved U12 practice to Fri 6:00 PM.\n")
    assert moved.err == "Warning: Bo is signed up and moves along. Tell this person.\n"
    assert say("list", "signups", "--json").json[0]["starts"] == "2027-01-15T18:00:00-05:00"


def test_a_cancelled_event_keeps_its_reason(say: Say) -> None:
    say(*PRACTICE, "--minutes", 90)
    assert say("event", "cancel", 1, "--reason", "Water in the gym").out == (
        "Cancelled U12 practice: Water in the gym.\n"
    )
    event = say("list", "events", "--status", "cancelled", "--json").json[0]
    assert (event["status"], event["cancel_reason"]) == ("cancelled", "Water in the gym")
    assert say("list", "events", "--status", "published", "--json").json == []


@both_databases
def test_a_sign_up_goes_through_its_life(say: Say) -> None:
    say(*PRACTICE, "--minutes", 90, "--position", "Volunteer:1:2")
    say("person", "add", "--given", "Bo", "--family", "Lindqvist")
    assert say("signup", "add", 1, 1, "--status", "offered", "--json").json == {"id": 1, "warnings": []}
    assert say("list", "positions", "--json").json[0]["offered"] == 1
    assert say("signup", "confirm", 1).out == "Confirmed Bo Lindqvist as volunteer.\n"
    signup = say("list", "signups", "--json").json[0]
    assert set(signup) >= SIGNUP
    assert {name: signup[name] for name in SIGNUP} == {
        "id": 1,
        "position_id": 1,
        "event_id": 1,
        "person_id": 1,
        "person": "Bo Lindqvist",
        "role": "Volunteer",
        "status": "confirmed",
        "source": "coordinator",
        "starts": "2027-01-14T15:30:00-05:00",
        "ends": "2027-01-14T17:00:00-05:00",
        "minutes": 90,
    }
    assert say("list", "openings", "--json").json == []
    assert say("signup", "decline", 1, "--reason", "ill").status == 0
    declined = say("list", "signups", "--status", "declined", "--person", 1, "--json").json[0]
    assert (declined["status"], declined["note"]) == ("declined", "ill")
    assert say("list", "openings", "--json").json[0]["open"] == 1
    assert say("signup", "confirm", 1).status == 0
    assert say("signup", "drop", 1).out == "Took Bo Lindqvist off as volunteer.\n"
    assert say("list", "signups", "--status", "confirmed", "--json").json == []


FILTERS = [
    ((), ["U12 practice", "Council", "Parent week"]),
    (("--kind", "meeting"), ["Council"]),
    (("--from", "2027-01-15"), ["Council", "Parent week"]),
    (("--to", "2027-01-15"), ["U12 practice", "Council"]),
    (("--from", "2027-01-21", "--to", "2027-01-21"), ["Parent week"]),
    (("--venue", 1), ["Council"]),
    (("--text", "PARENT"), ["Parent week"]),
    (("--person", 1), ["U12 practice"]),
]


@pytest.fixture
def calendar(say: Say) -> Say:
    """Three events, one at a venue, one with somebody signed up."""
    say("venue", "add", "--name", "PS 41")
    say("person", "add", "--given", "Bo")
    say(*PRACTICE, "--minutes", 90, "--position", "Volunteer:2")
    say(*("event", "add", "--kind", "meeting", "--title", "Council", "--venue", 1), *COUNCIL_TIME)
    say("event", "add", "--kind", "other", "--title", "Parent week", "--all-day", *PARENT_TIME)
    say("signup", "add", 1, 1)
    return say


COUNCIL_TIME = ("--starts", "2027-01-15T19:00", "--minutes", 60, "--position", "Chair:1")
PARENT_TIME = ("--starts", "2027-01-20", "--ends", "2027-01-22", "--position", "Greeter:1")


def test_events_positions_openings_and_sign_ups_can_be_filtered(calendar: Say) -> None:
    for filters, titles in FILTERS:
        events = calendar("list", "events", *filters, "--json").json
        assert [one["title"] for one in events] == titles
        ids = [one["id"] for one in events]
        assert [one["event_id"] for one in calendar("list", "positions", *filters, "--json").json] == ids
        assert [one["event_id"] for one in calendar("list", "openings", *filters, "--json").json] == ids
        signed = [1] if "U12 practice" in titles else []
        assert [one["event_id"] for one in calendar("list", "signups", *filters, "--json").json] == signed


def test_tables_for_people_hold_the_same_records(calendar: Say) -> None:
    assert calendar("list", "events").out == (
        "No.  When                            Kind      Title         Place  Status     Filled\n"
        "  1  Thu Jan 14, 2027, 3:30–5:00 PM  Practice  U12 practice         Published  1/2\n"
        "  2  Fri Jan 15, 2027, 7:00–8:00 PM  Meeting   Council       PS 41  Published  0/1\n"
        "  3  Wed Jan 20 – Fri Jan 22, 2027   Other     Parent week          Published  0/1\n"
    )
    positions = calendar("list", "positions").out.splitlines()
    assert positions[1].split() == [
        *("1", "1", "Thu", "Jan", "14,", "2027,", "3:30–5:00", "PM", "U12", "practice", "Volunteer"),
        *("2", "2", "1", "0", "1"),
    ]
    assert calendar("list", "signups").out.splitlines()[1].split()[-3:] == ["Volunteer", "Bo", "Confirmed"]
    assert calendar("list", "venues").out.splitlines()[1].split() == ["1", "PS", "41"]
    assert calendar("list", "people").out.splitlines()[1].split() == ["1", "Bo", "Active"]


def test_an_empty_list_is_an_empty_array_and_a_word_on_standard_error(say: Say) -> None:
    for subject in ("people", "venues", "events", "positions", "signups", "openings"):
        assert say("list", subject, "--json").json == []
        empty = say("list", subject)
        assert (empty.status, empty.out, empty.err) == (0, "", "Nothing to list.\n")


def test_show_tells_people_everything(calendar: Say) -> None:
    event = calendar("show", "event", 1).out
    assert "Position 1    Volunteer: 2 needed, at most 2; 1 confirmed, 0 offered, 1 open\n" in event
    assert "Last changed  Tue Jan 12, 2027, 12:00 PM by Sgt. Dana Whitfield\n" in event
    assert event.splitlines()[-1].split()[-3:] == ["Volunteer", "Bo", "Confirmed"]
    assert calendar("show", "venue", 1).out == "Number  1\nName    PS 41\n"
    assert "Status        Active\n" in calendar("show", "person", 1).out
