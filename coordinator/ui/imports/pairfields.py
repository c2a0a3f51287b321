"""A card of yours and a row of the file, field by field: what is the same, what differs, and what would be kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from coordinator.domain.folding import fold
from coordinator.domain.imports import Field
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.runtime.i18n import _
from coordinator.runtime.phones import match_key
from coordinator.wording import moments
from coordinator.wording.importnames import field_name
from coordinator.wording.labels import person_status_name
from coordinator.wording.moments import Style

_PHONES = (ContactKind.MOBILE, ContactKind.PHONE)
_EMAILS = (ContactKind.EMAIL,)
_POSTAL = (ContactKind.POSTAL,)


class Relation(StrEnum):
    """How the two sides of a field stand."""

    SAME = "same"
    ONLY_YOURS = "only-yours"
    ADDS = "adds"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Sides:
    """Which texts are kept."""

    yours: bool = True
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class PairField:
    """One line of the comparison. `several`: both can be kept."""

    key: Field
    name: str
    yours: str
    theirs: str
    relation: Relation
    several: bool = False

    @property
    def is_open(self) -> bool:
        """If there is something to choose."""
        return self.relation in (Relation.ADDS, Relation.DIFFERS)


@dataclass(frozen=True, slots=True)
class _Kind:
    key: Field
    words: Callable[[Person, Style], str]
    keys: Callable[[Person], frozenset[str]]
    take: Callable[[Person, Person, Sides], Person]
    several: bool = False


def fields_of(yours: Person, theirs: Person, filled: frozenset[Field], style: Style) -> tuple[PairField, ...]:
    """Every field that one of the two says something about. `filled` are those that stand in the row."""
    lines = []
    for kind in _KINDS:
        if kind.key is Field.PERSON_STATUS and kind.key not in filled:
            continue
        mine, other = kind.words(yours, style), kind.words(theirs, style)
        if mine or other:
            relation = _relation(kind.keys(yours), kind.keys(theirs))
            lines.append(PairField(kind.key, field_name(kind.key), mine, other, relation, kind.several))
    return tuple(lines)


def usual_sides(field: PairField) -> Sides | None:
    """What is chosen before anybody chose: both where both can be kept, what is new, else yours. A birth date that
    differs is nobody's guess: None."""
    if field.relation is Relation.ADDS:
        return Sides(yours=False, theirs=True)
    if field.relation is Relation.DIFFERS and field.several:
        return Sides(yours=True, theirs=True)
    if field.relation is Relation.DIFFERS and field.key is Field.BIRTH_DATE:
        return None
    return Sides()


def merged(yours: Person, theirs: Person, sides: Mapping[Field, Sides | None]) -> Person:
    """Yours with what was chosen from the row."""
    mix = yours
    for kind in _KINDS:
        chosen = sides.get(kind.key)
        if chosen is not None and chosen.theirs:
            mix = kind.take(mix, theirs, chosen)
    return mix


def after_words(field: PairField, chosen: Sides | None) -> str:
    """What would stand on the card."""
    if not field.is_open:
        return field.yours or field.theirs
    if chosen is None:
        return _("not chosen: yours stays")
    if chosen.yours and chosen.theirs:
        return _("both, yours first")
    if chosen.theirs:
        return field.theirs
    return field.yours or _("empty")


def _relation(mine: frozenset[str], other: frozenset[str]) -> Relation:
    if not other:
        return Relation.ONLY_YOURS
    if not mine:
        return Relation.ADDS
    return Relation.SAME if other <= mine else Relation.DIFFERS


def _text(key: Field, *attributes: str) -> _Kind:
    def words(person: Person, _style: Style) -> str:
        return " ".join(part for name in attributes if (part := getattr(person, name)))

    def take(target: Person, source: Person, _sides: Sides) -> Person:
        return replace(target, **{name: getattr(source, name) for name in attributes})

    return _Kind(key, words, lambda person: _folded(words(person, Style())), take)


def _folded(words: str) -> frozenset[str]:
    return frozenset({fold(words)} if words.strip() else ())


def _members(words: str) -> frozenset[str]:
    return frozenset(fold(part) for part in words.split(",") if part.strip())


def _points(person: Person, kinds: tuple[ContactKind, ...]) -> tuple[ContactPoint, ...]:
    return tuple(point for point in person.contact_points if point.kind in kinds)


def _key(point: ContactPoint) -> str:
    return match_key(point.value) if point.kind in _PHONES else fold(point.value)


def _contacts(key: Field, kinds: tuple[ContactKind, ...], *, several: bool = True) -> _Kind:
    def words(person: Person, _style: Style) -> str:
        return ", ".join(point.value for point in _points(person, kinds))

    def take(target: Person, source: Person, sides: Sides) -> Person:
        mine = _points(target, kinds) if sides.yours else ()
        known = {_key(point) for point in mine}
        new = tuple(point for point in _points(source, kinds) if _key(point) not in known)
        others = tuple(point for point in target.contact_points if point.kind not in kinds)
        return replace(target, contact_points=(*others, *mine, *new))

    def keys(person: Person) -> frozenset[str]:
        return frozenset(_key(point) for point in _points(person, kinds))

    return _Kind(key, words, keys, take, several)


def _take_tags(target: Person, source: Person, sides: Sides) -> Person:
    mine = target.tags if sides.yours else ()
    known = {fold(tag) for tag in mine}
    return replace(target, tags=(*mine, *(tag for tag in source.tags if fold(tag) not in known)))


def _born(person: Person, style: Style) -> str:
    return moments.month_day_year(person.birth_date, style) if person.birth_date else ""


def _take_birth_date(target: Person, source: Person, _sides: Sides) -> Person:
    return replace(target, birth_date=source.birth_date)


def _take_status(target: Person, source: Person, _sides: Sides) -> Person:
    return replace(target, status=source.status)


_KINDS: tuple[_Kind, ...] = (
    _text(Field.FULL_NAME, "given_name", "family_name"),
    _text(Field.LATIN_NAME, "latin_name"),
    _text(Field.PREFERRED_NAME, "preferred_name"),
    _contacts(Field.PHONE, _PHONES),
    _contacts(Field.EMAIL, _EMAILS),
    _contacts(Field.ADDRESS, _POSTAL, several=False),
    _Kind(
        Field.BIRTH_DATE,
        _born,
        lambda person: frozenset({str(person.birth_date)} if person.birth_date else ()),
        _take_birth_date,
    ),
    _Kind(
        Field.LANGUAGE,
        lambda person, _style: person.language,
        lambda person: _members(person.language),
        lambda target, source, _sides: replace(target, language=source.language),
    ),
    _Kind(
        Field.TAGS,
        lambda person, _style: ", ".join(person.tags),
        lambda person: frozenset(fold(tag) for tag in person.tags),
        _take_tags,
        True,
    ),
    _Kind(
        Field.PERSON_STATUS,
        lambda person, _style: person_status_name(person.status),
        lambda person: frozenset({str(person.status)}),
        _take_status,
    ),
    _text(Field.AVAILABILITY, "availability"),
    _text(Field.RANK, "rank"),
    _text(Field.SHIELD, "shield_number"),
    _text(Field.NOTES, "notes"),
)
