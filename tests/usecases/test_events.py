"""Events: making, changing, moving, cancelling, and whom it affects."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import NotFound, Refused, Stale
from coordinator.domain.events import Event, EventKind, EventStatus, Position, SignupStatus, Tally
from coordinator.domain.listings import EventQuery, ImportLine
from coordinator.domain.spans import When
from coordinator.usecases.events import (
    add_event,
    cancel_event,
    days_with_openings,
    edit_event,
    event_card,
    events_during,
    filter_counts,
    last_import,
    move_event,
    objections_to_event,
    remove_event,
)
from coordinator.usecases.history import redo, undo
from coordinator.usecases.people import add_person
from coordinator.usecases.roles import all_roles
from coordinator.usecases.signups import decline_signup, sign_up
from coordinator.usecases.venues import add_venue, all_venues, remove_venue
from coordinator.wording.labels import change_label
from coordinator.wording.problems import explain, sentence
from tests.makers import ZONE, a_person, a_venue, an_event, on


def key(done: Changes) -> int:
    assert done.record_id is not None
    return done.record_id


def need(storage: Storage, role: str, needed: int = 1, most: int = 0, **other: object) -> Position:
    role_id = next(one.id for one in storage.read(all_roles) if one.name == role)
    assert role_id is not None
    return Position(role_id, role, needed, most or needed, **other)  # type: ignore[arg-type]


def made(storage: Storage, *needs: Position, title: str = "Coat drive", when: When | None = None) -> Event:
    done = storage.change(add_event, an_event(title, when, positions=needs))
    return storage.read(event_card, key(done)).line.event


def known(event: Event) -> int:
    assert event.id is not None
    return event.id


def again(storage: Storage, event: Event) -> Event:
    return storage.read(event_card, known(event)).line.event


def signed_up(storage: Storage, event: Event, *names: str, number: int = 0, born: date = date(1990, 5, 1)) -> list[int]:
    place = event.positions[number].id
    assert place is not None
    people = [key(storage.change(add_person, a_person(*name.split(" ", 1), born=born))) for name in names]
    for person_id in people:
        storage.change(sign_up, place, person_id)
    return people


def test_an_event_is_published_at_once_with_its_positions_and_a_uid(storage: Storage) -> None:
    done = storage.change(add_event, an_event(" Coat drive ", positions=(need(storage, "Sorter", 5),)))

    line = storage.read(event_card, key(done)).line
    assert change_label(done.label) == "made Coat drive, Fri Jan 15, 2027"
    assert (line.event.title, line.event.status, bool(line.event.uid)) == ("Coat drive", EventStatus.PUBLISHED, True)
    assert [(each.position.role, each.when, each.tally) for each in line.positions] == [
        ("Sorter", on("2027-01-15"), Tally(5, 5, 0, 0))
    ]


def test_every_reason_against_an_event_is_given_at_once(storage: Storage) -> None:
    wrong = an_event(
        " ",
        on("2027-01-15", "19:00", "17:00"),
        positions=(Position(999, "Wizard", 2, 1), Position(1, "Chair", 1, 1, id=77)),
        venue_id=999,
    )

    with pytest.raises(Refused) as refused:
        storage.change(add_event, wrong)

    assert [problem.code for problem in refused.value.problems] == [
        "title-missing",
        "ends-before-start",
        "maximum-below-needed",
        "role-unknown",
        "position-unknown",
        "venue-unknown",
    ]


def test_an_unknown_zone_is_refused_in_words(storage: Storage) -> None:
    with pytest.raises(Refused) as refused:
        storage.change(add_event, an_event(when=on("2027-01-15", zone="Mars/Olympus")))

    assert explain(refused.value) == "There is no time zone named “Mars/Olympus”. Choose one from the list."


def test_a_taken_space_and_a_twin_warn_and_do_not_stop(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41", "Gym", capacity=3)))
    (venue,) = storage.read(all_venues)
    here = an_event("Practice", venue_id=venue_id, space_id=venue.spaces[0].id, positions=(need(storage, "Tutor", 4),))
    storage.change(add_event, here)

    done = storage.change(add_event, here)

    assert [sentence(problem) for problem in done.warnings] == [
        "Gym holds 3 people, 4 are asked for.",
        "Gym is taken by Practice, Fri Jan 15, 5:00–7:00 PM.",
        "There is already an event with this title and time: Practice.",
    ]


def test_a_space_of_another_venue_is_refused(storage: Storage) -> None:
    storage.change(add_venue, a_venue("PS 41", "Gym"))
    library = key(storage.change(add_venue, a_venue("Library", "Room 1")))
    gym = next(venue for venue in storage.read(all_venues) if venue.name == "PS 41").spaces[0].id

    problems = storage.read(objections_to_event, an_event(venue_id=library, space_id=gym))

    assert [problem.code for problem in problems] == ["space-elsewhere"]


def test_an_event_keeps_a_removed_venue_but_no_new_one_gets_it(storage: Storage) -> None:
    venue_id = key(storage.change(add_venue, a_venue("PS 41")))
    event = storage.read(event_card, key(storage.change(add_event, an_event(venue_id=venue_id)))).line.event
    storage.change(remove_venue, venue_id)

    edited = storage.change(edit_event, replace(event, description="Bring boots"))

    assert edited.change_set_id is not None
    assert [problem.code for problem in storage.read(objections_to_event, an_event("Walk", venue_id=venue_id))] == [
        "venue-unknown"
    ]


def test_an_edit_keeps_positions_by_id_and_the_people_in_them(storage: Storage) -> None:
    event = made(storage, need(storage, "Sorter", 2), need(storage, "Driver", 1))
    signed_up(storage, event, "Bo Lindqvist")
    sorter, driver = event.positions
    wanted = replace(event, positions=(replace(driver, needed=2, maximum=2), sorter, need(storage, "Packer")))

    storage.change(edit_event, wanted)

    after = again(storage, event)
    assert [(each.role, each.needed) for each in after.positions] == [("Driver", 2), ("Sorter", 2), ("Packer", 1)]
    assert [each.id for each in after.positions[:2]] == [driver.id, sorter.id]
    assert [line.person.full_name for line in storage.read(event_card, known(event)).signups] == ["Bo Lindqvist"]


def test_a_position_with_people_neither_goes_nor_shrinks_below_them(storage: Storage) -> None:
    event = made(storage, need(storage, "Sorter", 2))
    signed_up(storage, event, "Bo Lindqvist", "Ann Okafor")

    def words(*positions: Position) -> str:
        with pytest.raises(Refused) as refused:
            storage.change(edit_event, replace(event, positions=positions), override_reason="Please")
        return explain(refused.value)

    assert words() == "Sorter cannot be taken out: 2 people are signed up. Remove them first."
    assert words(replace(event.positions[0], needed=1, maximum=1)) == (
        "Sorter: 2 people are signed up, so the most cannot be 1. Remove somebody first."
    )


def test_a_position_with_only_old_answers_goes_and_undo_brings_all_of_it_back(storage: Storage) -> None:
    event = made(storage, need(storage, "Sorter", 2))
    (bo,) = signed_up(storage, event, "Bo Lindqvist")
    (line,) = storage.read(event_card, known(event)).signups
    assert line.signup.id is not None
    storage.change(decline_signup, line.signup.id)

    storage.change(edit_event, replace(event, positions=()))
    emptied = again(storage, event).positions
    storage.change(undo)

    signups = storage.read(event_card, known(event)).signups
    assert emptied == ()
    assert [(each.signup.person_id, each.signup.status) for each in signups] == [(bo, SignupStatus.DECLINED)]


def test_nothing_differs_and_nothing_is_written(storage: Storage) -> None:
    event = made(storage, need(storage, "Sorter", 2))

    assert storage.change(edit_event, event).change_set_id is None
    assert storage.change(move_event, known(event), event.when.starts).change_set_id is None


def test_an_older_version_is_refused_with_the_event_as_it_stands(storage: Storage) -> None:
    event = made(storage)
    storage.change(edit_event, replace(event, title="Coats and boots"))

    for errand in (
        lambda work: edit_event(work, replace(event, title="Boots")),
        lambda work: move_event(work, known(event), datetime(2027, 1, 16, 9), version=event.version),
        lambda work: cancel_event(work, known(event), "Snow", version=event.version),
        lambda work: remove_event(work, known(event), event.version),
    ):
        with pytest.raises(Stale) as stale:
            storage.change(errand)
        assert stale.value.theirs == again(storage, event)


def test_moving_takes_the_people_along_and_names_them(storage: Storage) -> None:
    event = made(storage, need(storage, "Sorter", 2), title="U12 practice")
    signed_up(storage, event, "Bo Lindqvist", "Ann Okafor")

    done = storage.change(move_event, known(event), datetime(2027, 1, 12, 15, 30), version=event.version)

    line = storage.read(event_card, known(event)).line
    assert change_label(done.label) == "moved U12 practice to Tue 3:30 PM"
    assert [sentence(problem) for problem in done.warnings] == [
        "2 people are signed up and move along: Bo Lindqvist and Ann Okafor. Tell them."
    ]
    assert line.event.when == line.positions[0].when == on("2027-01-12", "15:30", "17:30")


def test_a_position_with_a_time_of_its_own_stays_and_that_is_said(storage: Storage) -> None:
    own = need(storage, "Greeter", starts=datetime(2027, 1, 15, 16), ends=datetime(2027, 1, 15, 17))
    event = made(storage, need(storage, "Sorter"), own)

    done = storage.change(move_event, known(event), datetime(2027, 1, 15, 18))

    positions = storage.read(event_card, known(event)).line.positions
    assert [each.when for each in positions] == [on("2027-01-15", "18:00", "20:00"), on("2027-01-15", "16:00", "17:00")]
    assert [sentence(problem) for problem in done.warnings] == [
        "Greeter has a time of its own and stays where it is: Fri Jan 15, 4:00–5:00 PM."
    ]


def test_a_move_that_double_books_somebody_stops_until_a_reason_is_given(storage: Storage) -> None:
    pantry = made(storage, need(storage, "Packer"), title="Food pantry", when=on("2027-01-16", "09:00", "11:00"))
    event = made(storage, need(storage, "Sorter"))
    (bo,) = signed_up(storage, event, "Bo Lindqvist")
    place = pantry.positions[0].id
    assert place is not None
    storage.change(sign_up, place, bo)

    with pytest.raises(Refused) as refused:
        storage.change(move_event, known(event), datetime(2027, 1, 16, 10))
    stayed = again(storage, event).when
    done = storage.change(move_event, known(event), datetime(2027, 1, 16, 10), override_reason="Bo leaves early")
    renamed = storage.change(edit_event, replace(again(storage, event), title="Coats"))

    assert explain(refused.value) == (
        "Bo Lindqvist would be in two places at once: Food pantry, Sat Jan 16, 9:00–11:00 AM."
    )
    assert stayed == on("2027-01-15")
    assert [problem.code for problem in done.warnings] == ["signed-up-double", "people-move-along"]
    assert renamed.warnings == ()


def test_a_move_to_before_a_birthday_stops_until_a_reason_is_given(storage: Storage) -> None:
    event = made(storage, need(storage, "Driver"))
    signed_up(storage, event, "Lena Whitcombe", born=date(2009, 1, 15))

    with pytest.raises(Refused) as refused:
        storage.change(move_event, known(event), datetime(2027, 1, 14, 17))

    assert explain(refused.value) == "Lena Whitcombe would be 17 on Jan 14; the role driver is for 18 or over."


def test_whole_days_move_by_days(storage: Storage) -> None:
    week = made(storage, title="Parent week", when=When.days(date(2027, 1, 13), date(2027, 1, 14), ZONE))

    done = storage.change(move_event, known(week), datetime(2027, 1, 20, 9, 30))

    assert again(storage, week).when == When.days(date(2027, 1, 20), date(2027, 1, 21), ZONE)
    assert change_label(done.label) == "moved Parent week to Wed Jan 20, 2027"


def test_moving_over_the_spring_gap_keeps_the_clock_face_and_says_what_is_skipped(storage: Storage) -> None:
    event = made(storage, when=on("2027-03-13", "02:30", "04:00"))

    done = storage.change(move_event, known(event), datetime(2027, 3, 14, 2, 30))

    assert again(storage, event).when.ends == datetime(2027, 3, 14, 4)
    assert [sentence(problem) for problem in done.warnings] == [
        "Clocks jump over 2:30 AM: it is read as one hour later."
    ]


def test_move_undo_and_redo(storage: Storage) -> None:
    event = made(storage, need(storage, "Sorter"))
    signed_up(storage, event, "Bo Lindqvist")
    storage.change(move_event, known(event), datetime(2027, 1, 16, 9))

    storage.change(undo)
    back = storage.read(event_card, known(event)).line.positions[0].when
    storage.change(redo)

    assert back == on("2027-01-15")
    assert again(storage, event).when == on("2027-01-16", "09:00", "11:00")


def test_cancelling_needs_a_reason_keeps_the_event_and_names_whom_to_tell(storage: Storage) -> None:
    event = made(storage, need(storage, "Sorter", 2))
    signed_up(storage, event, "Bo Lindqvist")

    with pytest.raises(Refused) as refused:
        storage.change(cancel_event, known(event), "  ")
    done = storage.change(cancel_event, known(event), "Snow")
    nothing = storage.change(cancel_event, known(event), "Snow")

    after = again(storage, event)
    assert explain(refused.value) == "Write why it is cancelled: the reason is shown and printed."
    assert (after.status, after.cancel_reason) == (EventStatus.CANCELLED, "Snow")
    assert change_label(done.label) == "cancelled Coat drive: Snow"
    assert [sentence(problem) for problem in done.warnings] == ["Bo Lindqvist was signed up. Tell this person."]
    assert nothing.change_set_id is None


def test_a_removed_event_leaves_the_calendar_and_undo_brings_it_back(storage: Storage) -> None:
    event = made(storage, need(storage, "Sorter"))
    signed_up(storage, event, "Bo Lindqvist")

    done = storage.change(remove_event, known(event))
    gone = storage.read(events_during, EventQuery())
    with pytest.raises(Refused) as refused:
        storage.change(move_event, known(event), datetime(2027, 1, 16, 9))
    storage.change(undo)

    assert gone == ()
    assert explain(refused.value) == "Coat drive was removed."
    assert [problem.code for problem in done.warnings] == ["signups-remain"]
    assert [line.event.title for line in storage.read(events_during, EventQuery())] == ["Coat drive"]


def test_days_with_openings_are_those_that_still_need_people(storage: Storage) -> None:
    full = made(storage, need(storage, "Sorter"), when=on("2027-01-13"))
    signed_up(storage, full, "Bo Lindqvist")
    made(storage, need(storage, "Sorter"), when=on("2027-01-15"))
    cancelled = made(storage, need(storage, "Sorter"), when=on("2027-01-16"))
    storage.change(cancel_event, known(cancelled), "Snow")
    made(storage, need(storage, "Sorter"), when=on("2027-02-20"))

    assert storage.read(days_with_openings, date(2027, 1, 1), date(2027, 1, 31)) == {date(2027, 1, 15)}


def test_filters_count_kinds_and_venues_with_elsewhere_last(storage: Storage) -> None:
    school = key(storage.change(add_venue, a_venue("PS 41")))
    hall = key(storage.change(add_venue, a_venue("Hall")))
    storage.change(add_event, an_event("A", kind=EventKind.MEETING, venue_id=school))
    storage.change(add_event, an_event("B", kind=EventKind.MEETING, venue_id=hall))
    storage.change(add_event, an_event("C", kind=EventKind.GAME, place="Street"))
    storage.change(add_event, an_event("D", on("2027-03-01"), kind=EventKind.GAME))

    counts = storage.read(filter_counts, date(2027, 1, 10), date(2027, 1, 16))

    assert dict(counts.kinds) == {EventKind.MEETING: 2, EventKind.GAME: 1}
    assert [(one.venue_id, one.name, one.events) for one in counts.venues] == [
        (hall, "Hall", 1),
        (school, "PS 41", 1),
        (None, "", 1),
    ]


def test_there_is_no_last_import_in_a_new_database(storage: Storage) -> None:
    assert storage.read(last_import) is None


def test_the_last_import_says_its_file_its_count_and_the_days_of_its_events(storage: Storage) -> None:
    def bring_in(work: Work) -> Changes:
        for number, day in enumerate(("2027-02-22", "2027-04-03")):
            work.events.add(an_event(f"Permit {number}", on(day), uid=f"permit-{number}"))
        return work.recorder.finish(Label("events-imported", {"count": 2, "file": "permits.csv"}))

    done = storage.change(bring_in)
    found = storage.read(last_import)
    storage.change(undo)

    assert found == ImportLine(
        change_set_id=done.change_set_id or 0,
        label="permits.csv",
        at=storage.clock.now(),
        added=2,
        first=date(2027, 2, 22),
        last=date(2027, 4, 3),
    )
    assert storage.read(last_import) is None


def test_no_event_has_an_unknown_number(storage: Storage) -> None:
    with pytest.raises(NotFound) as nothing:
        storage.change(move_event, 999, datetime(2027, 1, 16, 9))

    assert explain(nothing.value) == "There is no event with the number 999. List events to see the numbers."
