"""A database with a bit of everything, for the tests of what goes in and out whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from coordinator.db.engine import open_engine
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import EventKind, EventStatus, Position, Role, SignUp, SignupStatus, Source
from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When
from coordinator.domain.venues import Space, Venue
from coordinator.usecases.sample import fill_sample
from tests.databases import ACTOR, CLOCK
from tests.makers import ZONE, an_event, on

MAYA = Person(
    "Maya",
    "Okonkwo",
    preferred_name="May",
    birth_date=date(2014, 4, 2),
    language="es",
    notes="Allergic to nuts",
    contact_points=(
        ContactPoint(ContactKind.MOBILE, "+1 718 555 0136", label="Mother", preferred=True),
        ContactPoint(ContactKind.EMAIL, "maya@mail.example", may_contact=False),
        ContactPoint(ContactKind.POSTAL, "5 Chapel Row\nHarbor City"),
    ),
    tags=("U12", "=cmd|' /C calc'!A0"),
)
RUTH = Person("Ruth", "Weber", adult=True, rank="Sgt.", shield_number="14", status=PersonStatus.ACTIVE)
HANA = Person("חנה", "לוי", latin_name="Hana Levi", birth_date=date(1980, 1, 1), status=PersonStatus.PAUSED)
GONE = Person("Former", "Friend", status=PersonStatus.FORMER)
HALL = Venue(
    "St. Brigid's hall",
    "5 Chapel Row",
    "(212) 555-0101",
    "Key at the rectory",
    step_free=True,
    map_link="https://maps.example/1",
    spaces=(Space("Main hall", 120, "Piano"), Space("Kitchen")),
)


def fill(work: Work) -> Changes:
    """Some of everything, removed and cancelled records too, with numbers that have gaps."""
    work.precinct.save(
        Precinct("Precinct 9", "Community", "1 Harbor Rd", zone=ZONE, clock=24, languages=("es", "en"), id=1)
    )
    work.roles.add(Role("Piano mover", minimum_age=18, colour="#aa0000"))
    maya, ruth, hana, gone = work.people.add_many([MAYA, RUTH, HANA, GONE])
    work.people.set_deleted(gone, deleted=True)
    hall = work.venues.get(work.venues.add(HALL))
    roles = {role.name: role.id or 0 for role in work.roles.all()}
    packer = Position(roles["Packer"], "Packer", 2, 3, "Gloves", on("2027-01-15", "16:30").starts)
    events = [
        an_event(venue_id=hall.id, space_id=hall.spaces[0].id, positions=(packer,), public=True, uid="drive@x"),
        an_event("Open days", When.days(date(2027, 2, 1), date(2027, 2, 3), "Europe/Madrid"), uid="days@x"),
        an_event("Practice", on("2027-01-20"), kind=EventKind.PRACTICE, status=EventStatus.DRAFT, uid="practice@x"),
        an_event(
            "Meeting",
            When(datetime(2027, 11, 7, 1, 30), datetime(2027, 11, 7, 3), ZONE),
            kind=EventKind.MEETING,
            status=EventStatus.CANCELLED,
            cancel_reason="Snow",
            place="Town Hall; Room 2",
            place_original="Town Hall\nRoom 2",
            uid="meeting@x",
        ),
    ]
    keys = work.events.add_many(events, override_reason="The chief said so")
    removed = work.events.add(an_event("Removed", uid="removed@x"))
    work.events.set_deleted(removed, deleted=True)
    work.sources.add_many("event", [(keys[3], Source("abc", "list.csv", "17", "2027-11-07T01:30:00"))])
    work.sources.add_many("person", [(hana, Source("abc", "people.csv", "3"))])
    [place] = work.events.get(keys[0]).positions
    assert place.id is not None
    for person, status in ((maya, SignupStatus.CONFIRMED), (ruth, SignupStatus.OFFERED), (hana, SignupStatus.DECLINED)):
        work.signups.put(SignUp(place.id, person, status, asked_at=work.now, note="Called", override_reason="Knows it"))
    return work.recorder.finish(Label("nothing-changed"))


def fill_with_sample(work: Work) -> Changes:
    """The sample precinct."""
    fill_sample(work)
    return work.recorder.finish(Label("nothing-changed"))


@contextmanager
def another(template: Path, folder: Path, name: str = "another.db") -> Iterator[Storage]:
    """One more SQLite database, empty but for the precinct and the usual roles."""
    target = shutil.copy(template, folder / name)
    opened = Storage(open_engine(str(target)), str(target), actor=ACTOR, clock=CLOCK)
    yield opened
    opened.close()
