"""Sign-in sheets for tests: the people of the drawing, and a sheet of any people."""

from collections.abc import Sequence
from datetime import datetime

from coordinator.domain.documents import Document
from coordinator.domain.events import Event, EventKind, SignUp
from coordinator.domain.listings import EventLine, SignUpLine
from coordinator.domain.people import Person
from coordinator.domain.privacy import Audience, Sheet, policy_for
from coordinator.domain.signins import LEAST_WALK_INS, SignInList, sign_in_list
from coordinator.domain.spans import When
from coordinator.printing.sheet import File, Look, Paper
from coordinator.printing.sign_in import SheetOf, made_sign_in
from coordinator.wording.moments import Style
from tests.printing.makers import PRECINCT, PRINTED, WORLD, ZONE, a_person

WHEN = When(datetime(2027, 1, 12, 18, 30), datetime(2027, 1, 12, 20), ZONE)
SHEET_ID = "SI-270112-7F3K9QTM"
_DRAWN = (
    ("Yannick", "Abadie-Mbeki", ""),
    ("Clarence J.", "Abernathy", ""),
    ("Folasade", "Adeyemi", ""),
    ("Genevieve", "Delacroix-Whitmore", ""),
    ("Lucía", "Diego-Reyes", ""),
    ("أمينة", "الحسن", "Amina al-Hassan"),
    ("Богдан", "Іваненко", "Bohdan Ivanenko"),
    ("Olena", "Kovalchuk", ""),
    ("חנה", "לוי", "Hana Levi"),
    ("Thị Minh Khai", "Nguyễn", ""),
    ("Ruth", "Okonkwo-Fitzgerald", ""),
    ("Γιώργος", "Παπαδάκης", "Giorgos Papadakis"),
    ("Kazi", "Rahman", ""),
    ("दीपा", "शर्मा", "Deepa Sharma"),
    ("Jun", "Tanaka", ""),
    ("Maximiliana", "van den Heuvel-Castellanos", ""),
)


def drawn_people() -> tuple[Person, ...]:
    """The people of the drawing, in its order."""
    return tuple(a_person(given, family, latin_name=latin) for given, family, latin in _DRAWN)


def a_list(
    people: Sequence[Person] = (),
    *,
    audience: Audience = Audience.PUBLIC,
    kind: EventKind = EventKind.MEETING,
    title: str = "Mill Street residents’ meeting",
    place: str = "Mill Street library, room 2",
    when: When = WHEN,
    event_id: int = 7,
    language: str = "en",
) -> SignInList:
    """The list of one event with these people signed up."""
    event = Event(kind, title, when, place=place, public=True, id=event_id)
    signups = [
        SignUpLine(SignUp(1, number, id=number), person, event_id, title, "Guest", when, False)
        for number, person in enumerate(people, start=1)
    ]
    policy = policy_for(Sheet.SIGN_IN, audience)
    assert policy is not None
    return sign_in_list(EventLine(event), signups, policy=policy, language=language)


def printed(
    *lists: SignInList,
    style: Style = WORLD,
    paper: Paper = Paper.LETTER,
    large: bool = False,
    walk_ins: int = LEAST_WALK_INS,
) -> Document:
    """The sheets of these lists; of several each has its number's last letter from the alphabet."""
    ids = [SHEET_ID[:-1] + letter for letter in "MNPQRSTVWXYZ"] * len(lists)
    sheets = [SheetOf(each, sheet_id) for each, sheet_id in zip(lists, ids, strict=False)]
    file = File("sign-in.pdf", "Sign-in sheet", PRECINCT.name, PRINTED)
    return made_sign_in(sheets, file, precinct=PRECINCT, look=Look(style, paper, large), walk_ins=walk_ins)
