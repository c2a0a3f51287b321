"""The parts of a card, for comparing it with what somebody else saved."""

from collections.abc import Callable
from dataclasses import replace

from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.runtime.i18n import _
from coordinator.ui.kit.merging import Part, fields_taken, text_joined
from coordinator.wording import moments
from coordinator.wording.labels import person_status_name
from coordinator.wording.moments import Style

_PHONES = (ContactKind.MOBILE, ContactKind.PHONE)


def person_parts(style: Style) -> tuple[Part[Person], ...]:
    """Every part, in the order of the form."""
    return (
        _text("given_name", _("Given name")),
        _text("family_name", _("Family name")),
        _text("preferred_name", _("Goes by")),
        _text("latin_name", _("Latin letters")),
        Part("birth_date", _("Born"), lambda person: _born(person, style), fields_taken("birth_date", "adult")),
        Part("status", _("Status"), lambda person: person_status_name(person.status), fields_taken("status")),
        _text("rank", _("Rank")),
        _text("shield_number", _("Shield")),
        _text("language", _("Speaks")),
        _contacts("phones", _("Phones"), _PHONES),
        _contacts("emails", _("E-mails"), (ContactKind.EMAIL,)),
        _contacts("addresses", _("Address"), (ContactKind.POSTAL,)),
        Part("tags", _("Tags"), lambda person: ", ".join(sorted(person.tags)), fields_taken("tags")),
        _text("availability", _("Can come")),
        Part("notes", _("Notes"), lambda person: person.notes, fields_taken("notes"), join=text_joined("notes")),
    )


def _text(attribute: str, name: str) -> Part[Person]:
    return Part(attribute, name, lambda person: str(getattr(person, attribute)), fields_taken(attribute))


def _born(person: Person, style: Style) -> str:
    if person.birth_date is not None:
        return moments.month_day_year(person.birth_date, style)
    return _("not known, 18 or over") if person.adult else ""


def _contacts(key: str, name: str, kinds: tuple[ContactKind, ...]) -> Part[Person]:
    def shown(person: Person) -> str:
        return ", ".join(_point_shown(point) for point in person.contact_points if point.kind in kinds)

    return Part(key, name, shown, _contacts_taken(kinds))


def _contacts_taken(kinds: tuple[ContactKind, ...]) -> Callable[[Person, Person], Person]:
    def take(target: Person, source: Person) -> Person:
        others = tuple(point for point in target.contact_points if point.kind not in kinds)
        stored = {point.id for point in target.contact_points}
        taken = tuple(_as_stored(point, stored) for point in source.contact_points if point.kind in kinds)
        return replace(target, contact_points=(*others, *taken))

    return take


def _point_shown(point: ContactPoint) -> str:
    remark = f" ({point.label})" if point.label else ""
    return f"{point.value}{remark}{' ★' if point.preferred else ''}"


def _as_stored(point: ContactPoint, stored: set[int | None]) -> ContactPoint:
    """A point that the other side took off meanwhile is a new one."""
    return point if point.id in stored else replace(point, id=None, version=1)
