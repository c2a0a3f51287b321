"""Two people side by side, field by field, and the card that comes of what is taken from each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from coordinator.domain.folding import fold
from coordinator.domain.imports import Field
from coordinator.domain.merging import PHONES, ContactKey, plain_contact_key
from coordinator.domain.people import ContactKind, ContactPoint, Person


class Verdict(StrEnum):
    """How the two sides of a field stand to each other."""

    EMPTY = "empty"
    SAME = "same"
    DIFFERS = "differs"
    ONLY_YOURS = "only-yours"
    ADDS = "adds"


class Take(StrEnum):
    """What is kept of a field."""

    YOURS = "yours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Side:
    """One field of a pair. `joinable`: both can be kept, as with phones, e-mails and tags."""

    field: Field
    yours: str
    theirs: str
    verdict: Verdict
    joinable: bool = False

    @property
    def usual(self) -> Take:
        """What is ticked at first: yours stays where the two differ, new things are added."""
        if self.verdict is Verdict.ADDS:
            return Take.THEIRS
        return Take.BOTH if self.joinable and self.verdict is Verdict.DIFFERS else Take.YOURS


_KINDS: Mapping[Field, tuple[ContactKind, ...]] = {
    Field.PHONE: PHONES,
    Field.EMAIL: (ContactKind.EMAIL,),
    Field.ADDRESS: (ContactKind.POSTAL,),
}
_PLAIN: Mapping[Field, str] = {
    Field.LATIN_NAME: "latin_name", Field.PREFERRED_NAME: "preferred_name", Field.BIRTH_DATE: "birth_date",
    Field.LANGUAGE: "language", Field.RANK: "rank", Field.SHIELD: "shield_number",
    Field.AVAILABILITY: "availability", Field.NOTES: "notes",
}  # fmt: skip
_JOINABLE = frozenset({Field.PHONE, Field.EMAIL, Field.TAGS})
ORDER = (
    Field.FULL_NAME, Field.LATIN_NAME, Field.PREFERRED_NAME, Field.PHONE, Field.EMAIL, Field.ADDRESS, Field.BIRTH_DATE,
    Field.LANGUAGE, Field.TAGS, Field.AVAILABILITY, Field.RANK, Field.SHIELD, Field.NOTES,
)  # fmt: skip


def sides_of(yours: Person, theirs: Person, *, key: ContactKey = plain_contact_key) -> tuple[Side, ...]:
    """The fields that at least one side fills, in the order shown. Numbers in another spelling count as same."""
    sides = (_side(field, yours, theirs, key) for field in ORDER)
    return tuple(side for side in sides if side.verdict is not Verdict.EMPTY)


def _side(field: Field, yours: Person, theirs: Person, key: ContactKey) -> Side:
    mine, other = shown(yours, field), shown(theirs, field)
    verdict = _verdict(_compared(yours, field, key), _compared(theirs, field, key))
    return Side(field, mine, other, verdict, joinable=field in _JOINABLE)


def _verdict(mine: frozenset[str], other: frozenset[str]) -> Verdict:
    if not mine and not other:
        return Verdict.EMPTY
    if not other:
        return Verdict.ONLY_YOURS
    if not mine:
        return Verdict.ADDS
    return Verdict.SAME if mine == other else Verdict.DIFFERS


def shown(person: Person, field: Field) -> str:
    """The field as text; several values joined by commas, dates in ISO."""
    if field is Field.FULL_NAME:
        return " ".join(part for part in (person.given_name, person.family_name) if part)
    if field is Field.TAGS:
        return ", ".join(person.tags)
    if field in _KINDS:
        return ", ".join(person.contacts(*_KINDS[field]))
    value = getattr(person, _PLAIN[field])
    return "" if value is None else str(value)


def _compared(person: Person, field: Field, key: ContactKey) -> frozenset[str]:
    if field in _KINDS:
        return frozenset(key(point) for point in person.contact_points if point.kind in _KINDS[field])
    if field is Field.TAGS:
        return frozenset(fold(tag) for tag in person.tags)
    text = shown(person, field)
    return frozenset({text} if text else ())


def combined(
    yours: Person, theirs: Person, take: Mapping[Field, Take], *, key: ContactKey = plain_contact_key
) -> Person:
    """Yours with what was ticked of theirs; a field without an answer stays yours. "Both" lists yours first."""
    card = yours
    for field, choice in take.items():
        if choice is not Take.YOURS:
            card = _TAKERS.get(field, _take_plain)(card, theirs, field, choice, key)
    return card


def _take_plain(card: Person, theirs: Person, field: Field, _choice: Take, _key: ContactKey) -> Person:
    name = _PLAIN[field]
    return replace(card, **{name: getattr(theirs, name)})


def _take_name(card: Person, theirs: Person, _field: Field, _choice: Take, _key: ContactKey) -> Person:
    return replace(card, given_name=theirs.given_name, family_name=theirs.family_name)


def _take_tags(card: Person, theirs: Person, _field: Field, choice: Take, _key: ContactKey) -> Person:
    if choice is Take.THEIRS:
        return replace(card, tags=theirs.tags)
    known = {fold(tag) for tag in card.tags}
    return replace(card, tags=(*card.tags, *(tag for tag in theirs.tags if fold(tag) not in known)))


def _take_contacts(card: Person, theirs: Person, field: Field, choice: Take, key: ContactKey) -> Person:
    kinds = _KINDS[field]
    kept = [point for point in card.contact_points if point.kind not in kinds or choice is Take.BOTH]
    known = {key(point) for point in kept if point.kind in kinds}
    return replace(card, contact_points=(*kept, *_others(theirs, kinds, known, key)))


def _others(theirs: Person, kinds: tuple[ContactKind, ...], known: set[str], key: ContactKey) -> Iterator[ContactPoint]:
    return (point for point in theirs.contact_points if point.kind in kinds and key(point) not in known)


_Taker = Callable[[Person, Person, Field, Take, ContactKey], Person]
_TAKERS: Mapping[Field, _Taker] = {
    Field.FULL_NAME: _take_name,
    Field.TAGS: _take_tags,
    Field.PHONE: _take_contacts,
    Field.EMAIL: _take_contacts,
    Field.ADDRESS: _take_contacts,
}
