"""Address cards that telephones take."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.domain.calendarentries import AddressCard
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.exchange.vcardout import cards_bytes
from tests.exchange.exporting import CHANGED

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)
MAYA = Person(
    "Maya; Ann",
    "O'Neil, Jr.",
    preferred_name="May",
    latin_name="Maya O'Neil",
    birth_date=date(2014, 4, 2),
    language="es",
    rank="Sgt.",
    notes="Allergic:\nnuts",
    contact_points=(
        ContactPoint(ContactKind.MOBILE, "+1 (718) 555-0136", preferred=True),
        ContactPoint(ContactKind.EMAIL, "maya@mail.example", label="School"),
        ContactPoint(ContactKind.POSTAL, "5 Chapel Row, Harbor City"),
    ),
    tags=("U12, Comets", "coach"),
    id=7,
)


def card_of(person: Person) -> AddressCard:
    return AddressCard(person, CHANGED, CHANGED)


def lines_of(*people: Person) -> list[str]:
    return cards_bytes([card_of(person) for person in people]).decode().replace("\r\n ", "").split("\r\n")


def value_of(lines: list[str], name: str) -> str:
    """The text of a line, unescaped."""
    [value] = [line.removeprefix(f"{name}:") for line in lines if line.startswith(f"{name}:")]
    signs = iter(value)
    return "".join(sign if sign != "\\" else next(signs).replace("n", "\n") for sign in signs)


def test_a_card_has_everything_a_telephone_knows() -> None:
    lines = lines_of(MAYA)
    assert lines[2].startswith("UID:urn:uuid:")
    assert [*lines[:2], *lines[3:]] == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:O'Neil\\, Jr.;Maya\\; Ann;;Sgt.;",
        "FN:Sgt. Maya\\; Ann O'Neil\\, Jr.",
        "X-RANK:Sgt.",
        "NICKNAME:May",
        "X-LATIN-NAME:Maya O'Neil",
        "BDAY:2014-04-02",
        "TEL;TYPE=CELL,PREF:+1 (718) 555-0136",
        "item2.EMAIL;TYPE=INTERNET:maya@mail.example",
        "item2.X-ABLabel:School",
        "ADR;TYPE=HOME:;;5 Chapel Row\\, Harbor City;;;;",
        "LANG:es",
        "CATEGORIES:U12\\, Comets,coach",
        "NOTE:Allergic:\\nnuts",
        "REV:2027-01-12T17:00:30Z",
        "END:VCARD",
        "",
    ]


def test_a_person_keeps_the_identity_and_others_have_another() -> None:
    same = card_of(replace(MAYA, given_name="Mia"))
    other_precinct = AddressCard(MAYA, CHANGED + timedelta(seconds=1), CHANGED)
    cards = [card_of(MAYA), same, other_precinct, card_of(replace(MAYA, id=8))]
    identities = [cards_bytes([card]).split(b"\r\n")[2] for card in cards]
    assert identities[0] == identities[1]
    assert len(set(identities)) == 3


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_every_name_and_note_comes_back(given_name: str, notes: str, phone: str) -> None:
    point = ContactPoint(ContactKind.PHONE, phone)
    lines = lines_of(Person(given_name, notes=f"x{notes}", contact_points=(point,), id=1))
    assert value_of(lines, "FN") == given_name
    assert value_of(lines, "NOTE") == f"x{notes}"
    assert value_of(lines, "TEL;TYPE=VOICE") == phone


def test_nothing_typed_can_begin_a_line_of_its_own() -> None:
    lines = lines_of(Person("Bo\r\nEND:VCARD\r\nBEGIN:VCARD", "x\u2028TEL:666", notes="\x85TEL:666", id=1))
    assert [line for line in lines if line.startswith(("TEL", "END", "BEGIN"))] == ["BEGIN:VCARD", "END:VCARD"]


def test_a_thousand_cards_are_a_thousand_cards() -> None:
    content = cards_bytes([card_of(replace(MAYA, id=number)) for number in range(1, 1001)])
    assert content.count(b"BEGIN:VCARD\r\n") == 1000
    assert len({line for line in content.split(b"\r\n") if line.startswith(b"UID:")}) == 1000
