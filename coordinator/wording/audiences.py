"""Sheets, audiences and what each shows and leaves out, in words that come from the table of `domain.privacy`."""

from dataclasses import dataclass

from coordinator.domain.events import EventKind
from coordinator.domain.privacy import Audience, Field, Policy, Sheet
from coordinator.runtime.i18n import _, pgettext


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """One audience of a sheet or file, and in words what it sees and does not; `limit` is empty where any event will
    do."""

    audience: Audience
    name: str
    shown: str
    left_out: str
    limit: str = ""


def choice_of(policy: Policy) -> AudienceChoice:
    """One audience of a sheet, to choose."""
    return AudienceChoice(
        policy.audience, audience_name(policy.audience), shown_on(policy), left_out_of(policy), limits_of(policy)
    )


def sheet_name(sheet: Sheet) -> str:
    """The name of the sheet: "Shift roster"."""
    return {Sheet.SIGN_IN: _("Sign-in sheet"), Sheet.SHIFT_ROSTER: _("Shift roster")}[sheet]


def audience_name(audience: Audience) -> str:
    """Who will see it, as one chooses it."""
    return {
        Audience.PUBLIC: pgettext("audience", "Public"),
        Audience.VOLUNTEERS: pgettext("audience", "Volunteers"),
        Audience.COACH: pgettext("audience", "Coach"),
        Audience.STAFF: pgettext("audience", "Staff"),
    }[audience]


def copy_name(audience: Audience) -> str:
    """As it stands in the head of a sheet."""
    return {
        Audience.PUBLIC: _("Public copy"),
        Audience.VOLUNTEERS: _("Volunteers copy"),
        Audience.COACH: _("Coach’s copy"),
        Audience.STAFF: _("Staff copy"),
    }[audience]


def audience_line(audience: Audience) -> str:
    """As it stands in the foot of a roster."""
    return {
        Audience.PUBLIC: _("Audience: public (no names)"),
        Audience.VOLUNTEERS: _("Audience: volunteers (no phone numbers, no addresses)"),
        Audience.COACH: _("Audience: coach (no phone numbers, no addresses)"),
        Audience.STAFF: _("Audience: staff only (with phone numbers)"),
    }[audience]


def open_table_line(audience: Audience, kind: EventKind) -> str:
    """As it stands in the foot of a sheet that lies open on a table."""
    if audience is Audience.PUBLIC and kind is EventKind.MEETING:
        return _("Audience: public meeting, names only")
    return {
        Audience.PUBLIC: _("Audience: public, names only"),
        Audience.VOLUNTEERS: _("Audience: volunteers, names only"),
        Audience.COACH: _("Audience: team, first names and initials only"),
        Audience.STAFF: _("Audience: staff, names only"),
    }[audience]


# The order in which people ask: whom, what, when; then what is private.
_ORDER = (
    Field.NAMES,
    Field.LAST_NAMES,
    Field.PHONES,
    Field.EMAILS,
    Field.ADDRESSES,
    Field.MINORS_LAST_NAMES,
    Field.TIMES,
    Field.PLACES,
    Field.ROLES,
    Field.OPENINGS,
    Field.MINORS_AGES,
    Field.OVERRIDE_REASONS,
    Field.BIRTH_DATES,
    Field.NOTES,
    Field.DRAFT_EVENTS,
    Field.INTERNAL_EVENTS,
)
_IN_FILES = (*_ORDER, Field.STANDING, Field.SOURCES)
_ABOUT_PEOPLE = frozenset(_ORDER) - {
    *(Field.TIMES, Field.PLACES, Field.ROLES, Field.OPENINGS, Field.DRAFT_EVENTS, Field.INTERNAL_EVENTS)
}
# Said by another word: whoever lacks birth dates or notes lacks these too, and full names have last names.
_IMPLIED = {
    Field.MINORS_AGES: Field.BIRTH_DATES,
    Field.OVERRIDE_REASONS: Field.NOTES,
    Field.MINORS_LAST_NAMES: Field.LAST_NAMES,
}
_UNDERSTOOD = (Field.INTERNAL_EVENTS, Field.LAST_NAMES, Field.MINORS_LAST_NAMES)


def shown_on(policy: Policy) -> str:
    """What this audience sees: "Names, times, places, roles, openings"."""
    fields = [field for field in _ORDER if policy.shows(field) and field not in _UNDERSTOOD]
    text = ", ".join(_field_shown(field, policy) for field in fields)
    return text[:1].upper() + text[1:]


def shown_in_file(policy: Policy) -> str:
    """What this audience finds in a file: the same, and what no sheet has room for."""
    fields = [field for field in _IN_FILES if policy.shows(field) and field not in _UNDERSTOOD]
    text = ", ".join(_field_shown(field, policy) for field in fields)
    return text[:1].upper() + text[1:]


def left_out_of(policy: Policy) -> str:
    """What this audience does not see: "phones, e-mails, addresses, last names of under-18s, …"."""
    left_out = [field for field in _ORDER if not policy.shows(field)]
    fields = [field for field in left_out if _IMPLIED.get(field) not in left_out]
    if policy.shows(Field.NAMES):
        return ", ".join(field_name(field) for field in fields)
    others = [field_name(field) for field in fields if field not in _ABOUT_PEOPLE]
    return ", ".join([_("all names"), _("all contacts"), *others])


def limits_of(policy: Policy) -> str:
    """Which events it is for, where not for all."""
    return _("Only where every event is a practice or a game") if policy.only_kinds else ""


def _field_shown(field: Field, policy: Policy) -> str:
    if field is Field.NAMES and policy.shows(Field.MINORS_LAST_NAMES):
        return _("full names")
    if field is Field.NAMES and not policy.shows(Field.LAST_NAMES):
        return _("first names and initials")
    if field is Field.OPENINGS and not policy.shows(Field.NAMES):
        return _("number of openings")
    return field_name(field)


def field_name(field: Field) -> str:
    """The field in the middle of a sentence: "phones"."""
    return {
        Field.TIMES: _("times"),
        Field.PLACES: _("places"),
        Field.ROLES: _("roles"),
        Field.OPENINGS: _("openings"),
        Field.NAMES: _("names"),
        Field.LAST_NAMES: _("last names"),
        Field.MINORS_LAST_NAMES: _("last names of under-18s"),
        Field.PHONES: _("phones"),
        Field.MINORS_AGES: _("ages of under-18s"),
        Field.OVERRIDE_REASONS: _("reasons for exceptions"),
        Field.EMAILS: _("e-mails"),
        Field.ADDRESSES: _("addresses"),
        Field.BIRTH_DATES: _("birth dates"),
        Field.NOTES: _("notes"),
        Field.DRAFT_EVENTS: _("drafts"),
        Field.INTERNAL_EVENTS: _("internal events"),
        Field.STANDING: _("status, tags, languages and availability"),
        Field.SOURCES: _("where it was imported from"),
    }[field]
