"""Address cards as vCard 3.0, which Outlook, Google, Apple and every telephone take; 4.0 is read by half of them."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from uuid import NAMESPACE_URL, uuid5

from coordinator.domain.calendarentries import AddressCard
from coordinator.domain.people import ContactKind, ContactPoint
from coordinator.exchange.contentlines import escaped, folded

_TYPES = {ContactKind.MOBILE: "CELL", ContactKind.PHONE: "VOICE", ContactKind.EMAIL: "INTERNET"}


def cards_bytes(cards: Sequence[AddressCard]) -> bytes:
    """One card after another."""
    return "".join(folded(line) for card in cards for line in _lines(card)).encode("utf-8")


def _lines(card: AddressCard) -> Iterator[str]:
    person = card.person
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"UID:urn:uuid:{_identity(card)}")
    yield f"N:{escaped(person.family_name)};{escaped(person.given_name)};;{escaped(person.rank)};"
    yield f"FN:{escaped(person.full_name)}"
    if person.rank:
        yield f"X-RANK:{escaped(person.rank)}"  # a prefix may as well be "Dr."
    if person.preferred_name:
        yield f"NICKNAME:{escaped(person.preferred_name)}"
    if person.latin_name:
        yield f"X-LATIN-NAME:{escaped(person.latin_name)}"
    if person.birth_date:
        yield f"BDAY:{person.birth_date.isoformat()}"
    for number, point in enumerate(person.contact_points, 1):
        yield from _contact_lines(number, point)
    if person.language:
        yield f"LANG:{escaped(person.language)}"
    if person.tags:
        yield f"CATEGORIES:{','.join(map(escaped, person.tags))}"
    if person.notes:
        yield f"NOTE:{escaped(person.notes)}"
    yield f"REV:{card.changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    yield "END:VCARD"


def _contact_lines(number: int, point: ContactPoint) -> Iterator[str]:
    """A label of one's own goes the way that telephones know: a second line of the same group."""
    group = f"item{number}." if point.label else ""
    preferred = ",PREF" if point.preferred else ""
    if point.kind is ContactKind.POSTAL:
        yield f"{group}ADR;TYPE=HOME{preferred}:;;{escaped(point.value)};;;;"
    else:
        name = "EMAIL" if point.kind is ContactKind.EMAIL else "TEL"
        yield f"{group}{name};TYPE={_TYPES[point.kind]}{preferred}:{escaped(point.value)}"
    if point.label:
        yield f"{group}X-ABLabel:{escaped(point.label)}"


def _identity(card: AddressCard) -> str:
    """The same for the same person for ever; another precinct's person 7 was not written down at the same instant."""
    made = card.created_at.astimezone(UTC).isoformat()
    return str(uuid5(NAMESPACE_URL, f"coordinator:person:{card.person.id}:{made}"))
