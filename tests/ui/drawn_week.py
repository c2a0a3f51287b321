"""The precinct week of the drawings, in a real database."""

from dataclasses import dataclass, field
from datetime import date

from coordinator.db.work import Storage
from coordinator.domain.events import Event, EventKind, Position, Role
from coordinator.domain.people import Person
from coordinator.domain.spans import When
from coordinator.domain.venues import Space, Venue
from coordinator.usecases.events import add_event, event_card
from coordinator.usecases.people import add_person
from coordinator.usecases.roles import add_role, all_roles
from coordinator.usecases.signups import sign_up
from coordinator.usecases.venues import add_venue, all_venues
from tests.makers import ZONE, a_person, on

FIRST = date(2027, 1, 10)
M, P, G, V, T, O = (  # noqa: E741 - one letter per column of the drawing
    EventKind.MEETING,
    EventKind.PRACTICE,
    EventKind.GAME,
    EventKind.VOLUNTEER,
    EventKind.TRAINING,
    EventKind.OTHER,
)

VENUES = (
    Venue("Lincoln Rec Center", spaces=(Space("gym A", 80), Space("gym B", 80))),
    Venue("PS 41", spaces=(Space("gym", 60),), step_free=True),
    Venue("Mill Street library", spaces=(Space("room 1", 20), Space("room 2", 60)), step_free=True),
    Venue("St. Brigid’s hall"),
    Venue("Precinct 14", spaces=(Space("Front hall", 40), Space("Garage bay 3"))),
)

# kind, title, day of January, from, to, venue, space, free place, role, needed, most, people signed up
WEEK = (
    (P, "Open gym, all ages", 10, "13:00", "16:00", "Lincoln Rec Center", "gym A", "", "Head coach", 2, 2, 2),
    (M, "Clergy council coffee", 11, "09:00", "10:30", "St. Brigid’s hall", "", "", "Greeter", 3, 3, 3),
    (P, "U14 Falcons", 11, "15:30", "17:00", "PS 41", "gym", "", "Head coach", 2, 2, 2),
    (P, "U16 Hillcrest", 11, "17:00", "18:30", "PS 41", "gym", "", "Head coach", 2, 2, 2),
    (O, "Block watch call", 11, "18:30", "20:00", "", "", "Phone", "Speaker", 1, 1, 1),
    (V, "Senior visits", 12, "10:00", "11:30", "", "", "Mill St towers", "Volunteer", 4, 4, 4),
    (P, "Comets", 12, "15:30", "17:00", "Lincoln Rec Center", "gym A", "", "Head coach", 2, 2, 2),
    (V, "Food pantry", 12, "16:00", "18:00", "St. Brigid’s hall", "", "", "Packer", 5, 8, 3),
    (M, "Mill Street residents", 12, "18:30", "20:00", "Mill Street library", "room 2", "", "Greeter", 4, 4, 4),
    (T, "First aid refresher", 13, "08:30", "10:00", "Precinct 14", "", "", "Speaker", 1, 1, 1),
    (P, "U10 Harbor Hawks", 13, "15:30", "17:00", "PS 41", "gym", "", "Assistant coach", 2, 2, 1),
    (P, "Foxes extra", 13, "16:00", "17:30", "Lincoln Rec Center", "gym A", "", "Head coach", 2, 2, 2),
    (T, "Coach safeguarding evening", 13, "17:30", "19:30", "Precinct 14", "", "", "Speaker", 1, 1, 1),
    (M, "School team", 14, "09:00", "10:00", "PS 41", "", "", "Greeter", 2, 2, 2),
    (P, "Foxes", 14, "16:00", "17:30", "Lincoln Rec Center", "gym A", "", "Head coach", 2, 2, 2),
    (P, "Otters", 14, "16:30", "18:00", "Lincoln Rec Center", "gym B", "", "Head coach", 2, 2, 2),
    (V, "Homework club", 14, "18:00", "20:00", "Mill Street library", "room 1", "", "Tutor", 5, 8, 6),
    (M, "Merchants’ walk", 15, "11:00", "12:30", "", "", "Harbor Rd", "Greeter", 2, 2, 1),
    (P, "U16 Hillcrest", 15, "15:00", "16:30", "Lincoln Rec Center", "gym B", "", "Head coach", 2, 2, 2),
    (V, "Winter coat drive, sorting", 15, "17:00", "19:00", "Precinct 14", "Garage bay 3", "", "Sorter", 5, 5, 0),
    (G, "Comets v Otters", 16, "09:00", "10:15", "Lincoln Rec Center", "gym A", "", "Referee", 4, 4, 3),
    (G, "Foxes game", 16, "10:30", "11:45", "Lincoln Rec Center", "gym A", "", "Referee", 4, 4, 4),
    (G, "Hawks game", 16, "10:30", "11:45", "Lincoln Rec Center", "gym B", "", "Referee", 4, 4, 4),
    (V, "Coat drive, giving out", 16, "13:00", "16:00", "Precinct 14", "Front hall", "", "Volunteer", 8, 8, 5),
)

NAMED = (
    a_person("Bo", "Lindqvist", born=date(1971, 5, 4), phone="(212) 555-0101", tags=("sorting",)),
    a_person("Sushila", "Rai", born=date(1988, 2, 11)),
    a_person("M. del Carmen", "Fernández", born=date(1990, 8, 1)),
    a_person("כנרת", "לוי", born=date(1985, 3, 3), latin_name="Kinneret Levi"),
    a_person("Lena", "Whitcombe-Sørensen", born=date(2010, 9, 20)),
    a_person("Олена", "Ковальчук", born=date(1979, 7, 7), latin_name="Olena Kovalchuk", tags=("driver", "Ukrainian")),
    a_person("Charles", "Obi", born=date(1966, 6, 6)),
    a_person("Farah", "Naidie", born=date(1993, 12, 1)),
)


@dataclass(slots=True)
class DrawnWeek:
    """Ids by title (the first of that title) and by name."""

    events: dict[str, int] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)


def fill(storage: Storage, *, crowd: int = 20) -> DrawnWeek:
    """Write the week: venues, the people of the drawings and a crowd, every event and its sign-ups."""
    made = DrawnWeek()
    for venue in VENUES:
        storage.change(add_venue, venue)
    for person in (*NAMED, *(_somebody(number) for number in range(crowd))):
        made.people[person.full_name] = _id(storage.change(add_person, person).record_id)
    if not any(role.name == "Referee" for role in storage.read(all_roles)):
        storage.change(add_role, Role("Referee"))
    for row in WEEK:
        _write(storage, row, made)
    _parents_week(storage, made)
    return made


def _write(storage: Storage, row: tuple[object, ...], made: DrawnWeek) -> None:
    kind, title, day, starts, ends, venue, space, place, role, needed, most, held = row
    venues = {one.name: one for one in storage.read(all_venues)}
    at = venues.get(str(venue))
    room = next((one.id for one in at.spaces if one.name == space), None) if at is not None else None
    roles = {one.name: one.id for one in storage.read(all_roles)}
    positions = [Position(_id(roles[str(role)]), str(role), needed=needed, maximum=most)]  # type: ignore[arg-type]
    if title == "Winter coat drive, sorting":
        positions.append(Position(_id(roles["Driver"]), "Driver"))
    event = Event(
        kind=kind,  # type: ignore[arg-type]
        title=str(title),
        when=on(f"2027-01-{day:02d}", str(starts), str(ends)),
        venue_id=at.id if at is not None else None,
        space_id=room,
        place=str(place),
        positions=tuple(positions),
        public=kind is M,
    )
    event_id = _id(storage.change(add_event, event).record_id)
    made.events.setdefault(str(title), event_id)
    _sign_up(storage, event_id, int(str(held)), made)


def _sign_up(storage: Storage, event_id: int, held: int, made: DrawnWeek) -> None:
    line = storage.read(event_card, event_id).line
    for position in line.positions:
        made.positions[f"{line.event.title}/{position.position.role}"] = _id(position.position.id)
    crowd = [key for name, key in made.people.items() if name.startswith("Neighbor")]
    first = line.positions[0].position.id
    start = event_id * 3 % max(1, len(crowd))
    for number in range(held):
        somebody = crowd[(start + number) % len(crowd)]
        storage.change(sign_up, _id(first), somebody, override_reason="as drawn")


def _parents_week(storage: Storage, made: DrawnWeek) -> None:
    when = When.days(date(2027, 1, 13), date(2027, 1, 14), ZONE)
    event = Event(O, "PS 41 parent week (note)", when)
    made.events[event.title] = _id(storage.change(add_event, event).record_id)


def _somebody(number: int) -> Person:
    return a_person("Neighbor", f"Number {number + 1}", born=date(1960 + number % 30, 1 + number % 12, 5))


def _id(key: int | None) -> int:
    assert key is not None
    return key
