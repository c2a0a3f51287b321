"""Small precincts for the paper's tests: the week of the drawing, and single shifts."""

from datetime import UTC, date, datetime
from zlib import crc32

from coordinator.domain.events import Event, EventKind, EventStatus, Position, SignUp, SignupStatus, Tally
from coordinator.domain.listings import EventLine, PositionLine, SignUpLine
from coordinator.domain.people import ContactKind, ContactPoint, Person, counts_as_minor
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Audience, Policy, Sheet, policy_for
from coordinator.domain.rosters import Roster, roster_of
from coordinator.domain.spans import When
from coordinator.printing.roster_columns import RosterLook
from coordinator.printing.sheet import Look, Paper
from coordinator.wording.moments import Style

ZONE = "America/New_York"
MONDAY, SUNDAY = date(2027, 1, 11), date(2027, 1, 17)
PRINTED = datetime(2027, 1, 12, 19, 5, tzinfo=UTC)
PRECINCT = Precinct(
    name="Precinct 14",
    unit="Community Affairs Unit",
    address="140 Mill Street",
    phone="(212) 555-0114",
    email="community@precinct14.example",
    clock=24,
    first_weekday=0,
)
WORLD = Style(language="en", clock=24, first_weekday=0, zone=ZONE)
STATES = Style(language="en", clock=12, first_weekday=6, zone=ZONE)


def a_person(given: str = "Ruth", family: str = "Okonkwo", **more: object) -> Person:
    """An adult unless a birth date says otherwise."""
    facts: dict[str, object] = {"adult": True, "id": crc32(f"{given}|{family}".encode()) + 1, **more}
    return Person(given_name=given, family_name=family, **facts)  # type: ignore[arg-type]


def a_phone(number: str) -> tuple[ContactPoint, ...]:
    """One mobile number."""
    return (ContactPoint(ContactKind.MOBILE, number),)


class Week:
    """Events and sign-ups that a test adds to, with ids given in order."""

    def __init__(self) -> None:
        self.lines: list[EventLine] = []
        self.signups: list[SignUpLine] = []
        self._next = 1

    def number(self) -> int:
        """The next id."""
        self._next += 1
        return self._next

    def shift(
        self,
        title: str = "Food pantry",
        *,
        day: int = 12,
        hours: tuple[int, int, int, int] = (16, 0, 18, 0),
        place: str = "",
        roles: tuple[tuple[str, int, tuple[Person, ...]], ...] = (("Packer", 2, ()),),
        kind: EventKind = EventKind.VOLUNTEER,
        status: EventStatus = EventStatus.PUBLISHED,
        public: bool = True,
        cancel_reason: str = "",
        signup_status: SignupStatus = SignupStatus.CONFIRMED,
        override_reason: str = "",
    ) -> Event:
        """An event on a day of January 2027; roles are (name, needed, people)."""
        begin, begin_minute, end, end_minute = hours
        when = When(
            datetime(2027, 1, day, begin, begin_minute),
            datetime(2027, 1, day + (end < begin), end, end_minute),
            ZONE,
        )
        positions = []
        for role, needed, people in roles:
            position = Position(1, role, needed, max(needed, 1), id=self.number())
            confirmed = len(people) if signup_status is SignupStatus.CONFIRMED else 0
            offered = len(people) if signup_status is SignupStatus.OFFERED else 0
            tally = Tally(needed, max(needed, 1), confirmed, offered)
            positions.append(PositionLine(position, 0, when, tally))
            self.signups += [
                SignUpLine(
                    SignUp(
                        position.id or 0,
                        person.id or 0,
                        signup_status,
                        id=self.number(),
                        override_reason=override_reason,
                    ),
                    person,
                    0,
                    title,
                    role,
                    when,
                    counts_as_minor(person, when.first_day),
                )
                for person in people
            ]
        event = Event(
            kind,
            title,
            when,
            place=place,
            status=status,
            public=public,
            cancel_reason=cancel_reason,
            id=self.number(),
        )
        self.lines.append(EventLine(event, positions=tuple(positions)))
        return event

    def roster(self, audience: Audience = Audience.VOLUNTEERS) -> Roster:
        """What the audience may see of it."""
        return roster_of(self.lines, self.signups, first=MONDAY, last=SUNDAY, policy=the_policy(audience))


def the_policy(audience: Audience) -> Policy:
    """The shift roster's rules for this audience."""
    policy = policy_for(Sheet.SHIFT_ROSTER, audience)
    assert policy is not None
    return policy


def a_look(*, style: Style = WORLD, paper: Paper = Paper.LETTER, large: bool = False) -> RosterLook:
    """Letter paper, 24 hours."""
    return RosterLook(Look(style, paper, large))


def drawn_week() -> Week:
    """The week of the drawing of the shift roster."""
    ruth = a_person("Ruth", "Okonkwo-Fitzgerald", contact_points=a_phone("(212) 555-0171"))
    kazi, jun = a_person("Kazi", "Rahman"), a_person("Jun", "Tanaka", contact_points=a_phone("(212) 555-0143"))
    sushila, deepa = a_person("Sushila", "Rai"), a_person("Deepa", "Sharma")
    lena = a_person("Lena", "Weber", adult=False, birth_date=date(2010, 5, 4), contact_points=a_phone("(212) 555-0199"))
    week = Week()
    week.shift(
        "Senior visits",
        hours=(10, 0, 11, 30),
        place="Mill Street towers",
        roles=(
            ("Visitor", 3, (a_person("Bo", "Lindqvist"), a_person("Giorgos", "Papadakis"), ruth)),
            ("Driver", 1, (a_person("Yannick", "Abadie-Mbeki"),)),
        ),
    )
    week.shift(
        "Food pantry",
        place="St. Brigid’s hall",
        roles=(
            ("Lead", 1, (a_person("Олена", "Ковальчук"),)),
            ("Packer", 4, (a_person("חנה", "לוי", latin_name="Hana Levi"), a_person("Amina", "al-Hassan"))),
        ),
    )
    week.shift(
        "Homework club",
        day=14,
        hours=(18, 0, 20, 0),
        place="library room 1",
        roles=(
            ("Lead", 1, (a_person("Saoirse Caoimhe", "Verdier-Ní Bhriain"),)),
            ("Tutor", 4, (kazi, jun, sushila, a_person("Karl-Heinz", "Dietrich"), lena)),
        ),
    )
    week.shift(
        "Coat drive, sorting",
        day=15,
        hours=(17, 0, 19, 0),
        place="garage bay 3",
        roles=(("Lead", 1, ()), ("Sorter", 3, ())),
    )
    week.shift(
        "Coat drive, giving out",
        day=16,
        hours=(13, 0, 16, 0),
        place="front hall",
        roles=(
            ("Greeter", 2, (ruth, deepa)),
            ("Table 1", 1, (sushila,)),
            ("Table 2", 1, (kazi,)),
            ("Runner", 1, (jun,)),
            ("Greeter", 3, ()),
        ),
    )
    return week
