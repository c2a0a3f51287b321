"""The parts of a card, compared one by one when two people changed it at the same time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.runtime.i18n import _
from coordinator.wording import moments
from coordinator.wording.labels import person_status_name
from coordinator.wording.moments import Style

_PHONES = (ContactKind.MOBILE, ContactKind.PHONE)


class Side(StrEnum):
    """Whose text is kept."""

    YOURS = "yours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a card: its name, its words, and the target with this part of the source."""

    key: str
    name: str
    shown: Callable[[Person, Style], str]
    take: Callable[[Person, Person], Person]

    def differs(self, one: Person, other: Person) -> bool:
        """If the two say different things."""
        return self.shown(one, _PLAIN) != self.shown(other, _PLAIN)


_PLAIN = Style()


def parts() -> tuple[Part, ...]:
    """Every part, in the order of the form."""
    return (
        _text("given_name", _("Given name")),
        _text("family_name", _("Family name")),
        _text("preferred_name", _("Goes by")),
        _text("latin_name", _("Latin letters")),
        Part("birth_date", _("Born"), _born, _born_taken),
        Part("status", _("Status"), lambda p, _s: person_status_name(p.status), _attribute_taken("status")),
        _text("rank", _("Rank")),
        _text("shield_number", _("Shield")),
        _text("language", _("Speaks")),
        _contacts("phones", _("Phones"), _PHONES),
        _contacts("emails", _("E-mails"), (ContactKind.EMAIL,)),
        _contacts("addresses", _("Address"), (ContactKind.POSTAL,)),
        Part("tags", _("Tags"), lambda p, _s: ", ".join(sorted(p.tags)), _attribute_taken("tags")),
        _text("availability", _("Can come")),
        _text("notes", _("Notes")),
    )


def overlaps(before: Person, yours: Person, theirs: Person) -> tuple[Part, ...]:
    """The parts that both sides changed, and not to the same."""
    return tuple(
        part
        for part in parts()
        if part.differs(before, yours) and part.differs(before, theirs) and part.differs(yours, theirs)
    )


def merged(before: Person, yours: Person, theirs: Person, chosen: Mapping[str, Side] | None = None) -> Person:
    """Theirs with whatever only you changed, and with your text where it was chosen."""
    mix = theirs
    asked = {part.key for part in overlaps(before, yours, theirs)}
    for part in parts():
        wanted = part.key not in asked or (chosen or {}).get(part.key, Side.YOURS) is Side.YOURS
        if wanted and part.differs(before, yours):
            mix = part.take(mix, yours)
    return mix


def _text(attribute: str, name: str) -> Part:
    return Part(attribute, name, lambda person, _style: str(getattr(person, attribute)), _attribute_taken(attribute))


def _attribute_taken(attribute: str) -> Callable[[Person, Person], Person]:
    return lambda target, source: replace(target, **{attribute: getattr(source, attribute)})


def _born(person: Person, style: Style) -> str:
    if person.birth_date is not None:
        return moments.month_day_year(person.birth_date, style)
    return _("not known, 18 or over") if person.adult else ""


def _born_taken(target: Person, source: Person) -> Person:
    return replace(target, birth_date=source.birth_date, adult=source.adult)


def _contacts(key: str, name: str, kinds: tuple[ContactKind, ...]) -> Part:
    def shown(person: Person, _style: Style) -> str:
        return ", ".join(_point_shown(point) for point in person.contact_points if point.kind in kinds)

    def take(target: Person, source: Person) -> Person:
        others = tuple(point for point in target.contact_points if point.kind not in kinds)
        stored = {point.id for point in target.contact_points}
        taken = tuple(_as_stored(point, stored) for point in source.contact_points if point.kind in kinds)
        return replace(target, contact_points=(*others, *taken))

    return Part(key, name, shown, take)


def _point_shown(point: ContactPoint) -> str:
    remark = f" ({point.label})" if point.label else ""
    return f"{point.value}{remark}{' ★' if point.preferred else ''}"


def _as_stored(point: ContactPoint, stored: set[int | None]) -> ContactPoint:
    """A point that the other side took off meanwhile is a new one."""
    return point if point.id in stored else replace(point, id=None, version=1)
