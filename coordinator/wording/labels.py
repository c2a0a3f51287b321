"""Names of kinds, statuses and groups, and what a change did, in the language in use.

Names of roles, venues and people are data: they are never translated.
"""

from coordinator.domain.changes import Label
from coordinator.domain.events import EventKind, EventStatus, SignupSource, SignupStatus
from coordinator.domain.people import ContactKind, Group, PersonStatus
from coordinator.runtime.i18n import _, ngettext, pgettext
from coordinator.wording import moments
from coordinator.wording.facts import Facts, Sentences
from coordinator.wording.moments import Style


def kind_name(kind: EventKind) -> str:
    """One event of this kind: "Volunteer shift"."""
    return {
        EventKind.MEETING: _("Meeting"),
        EventKind.PRACTICE: _("Practice"),
        EventKind.GAME: _("Game"),
        EventKind.VOLUNTEER: _("Volunteer shift"),
        EventKind.TRAINING: pgettext("kind of event", "Training"),
        EventKind.OTHER: pgettext("kind of event", "Other"),
    }[kind]


def kind_plural(kind: EventKind) -> str:
    """All events of this kind, as in a filter: "Volunteer shifts"."""
    return {
        EventKind.MEETING: _("Meetings"),
        EventKind.PRACTICE: _("Practices"),
        EventKind.GAME: _("Games"),
        EventKind.VOLUNTEER: _("Volunteer shifts"),
        EventKind.TRAINING: pgettext("kind of events", "Training"),
        EventKind.OTHER: pgettext("kind of events", "Other"),
    }[kind]


def kind_counted(kind: EventKind, n: int) -> str:
    """ "1 meeting", "3 volunteer shifts"."""
    one_and_many = {
        EventKind.MEETING: lambda: ngettext("{n} meeting", "{n} meetings", n),
        EventKind.PRACTICE: lambda: ngettext("{n} practice", "{n} practices", n),
        EventKind.GAME: lambda: ngettext("{n} game", "{n} games", n),
        EventKind.VOLUNTEER: lambda: ngettext("{n} volunteer shift", "{n} volunteer shifts", n),
        EventKind.TRAINING: lambda: ngettext("{n} training", "{n} trainings", n),
        EventKind.OTHER: lambda: ngettext("{n} other event", "{n} other events", n),
    }
    return one_and_many[kind]().format(n=n)


def status_name(status: EventStatus) -> str:
    """Where an event stands."""
    return {
        EventStatus.DRAFT: pgettext("event", "Draft"),
        EventStatus.PUBLISHED: pgettext("event", "Published"),
        EventStatus.HELD: pgettext("event", "Held"),
        EventStatus.CANCELLED: pgettext("event", "Cancelled"),
    }[status]


def signup_status_name(status: SignupStatus) -> str:
    """Where somebody stands for a position."""
    return {
        SignupStatus.OFFERED: pgettext("sign-up", "Offered"),
        SignupStatus.CONFIRMED: pgettext("sign-up", "Confirmed"),
        SignupStatus.DECLINED: pgettext("sign-up", "Cannot come"),
        SignupStatus.CANCELLED: pgettext("sign-up", "Taken off"),
    }[status]


def signup_source_name(source: SignupSource) -> str:
    """How a sign-up came about."""
    return {
        SignupSource.SELF: pgettext("sign-up source", "Signed up alone"),
        SignupSource.COORDINATOR: pgettext("sign-up source", "By the coordinator"),
        SignupSource.WALK_IN: pgettext("sign-up source", "Walked in"),
    }[source]


def contact_kind_name(kind: ContactKind) -> str:
    """A way to reach somebody."""
    return {
        ContactKind.MOBILE: _("Mobile"),
        ContactKind.PHONE: _("Phone"),
        ContactKind.EMAIL: _("E-mail"),
        ContactKind.POSTAL: _("Address"),
    }[kind]


def person_status_name(status: PersonStatus) -> str:
    """Where somebody stands on the way into and out of service."""
    return {
        PersonStatus.PROSPECT: pgettext("person", "Prospect"),
        PersonStatus.APPLICANT: pgettext("person", "Applicant"),
        PersonStatus.ACTIVE: pgettext("person", "Active"),
        PersonStatus.PAUSED: pgettext("person", "Paused"),
        PersonStatus.FORMER: pgettext("person", "Former"),
        PersonStatus.BARRED: pgettext("person", "Barred"),
    }[status]


def group_name(group: Group) -> str:
    """The switch above the list of people."""
    return {
        Group.EVERYONE: pgettext("people", "Everyone"),
        Group.VOLUNTEERS: pgettext("people", "Volunteers"),
        Group.OFFICERS: pgettext("people", "Officers"),
        Group.YOUTH: pgettext("people", "Youth"),
    }[group]


def likeness_name(reason: str) -> str:
    """Why two cards may be the same human."""
    if reason == "same-phone":
        return _("Same phone number")
    return _("Same e-mail address") if reason == "same-email" else _("Name nearly the same")


# What a change did, past and without a full stop, as it stands after "Undo:". To add one: a line here; `_("…")` stands
# inside the lambda. A test compares the holes with the facts that the code really carries.
CHANGES: Sentences = {
    "person-added": lambda f: f.fill(_("added {name}")),
    "person-edited": lambda f: f.fill(_("changed the card of {name}")),
    "person-removed": lambda f: f.fill(_("removed {name}")),
    "person-restored": lambda f: f.fill(_("brought {name} back")),
    "person-erased": lambda f: f.fill(
        ngettext(
            "erased somebody for good, with {signups} sign-up",
            "erased somebody for good, with {signups} sign-ups",
            f.number("signups"),
        )
    ),
    "about-erased": lambda _f: _("changed something about somebody who was erased since"),
    "venue-added": lambda f: f.fill(_("added the venue {name}")),
    "venue-edited": lambda f: f.fill(_("changed the venue {name}")),
    "venue-restored": lambda f: f.fill(_("brought the venue {name} back")),
    "venue-removed": lambda f: f.fill(_("removed the venue {name}")),
    "event-added": lambda f: f.fill(_("made {title}, {time}"), time=_day_of(f)),
    "event-edited": lambda f: f.fill(_("changed {title}")),
    "event-moved": lambda f: f.fill(_("moved {title} to {time}"), time=_moved_to(f)),
    "event-cancelled": lambda f: f.fill(_("cancelled {title}: {reason}")),
    "event-restored": lambda f: f.fill(_("brought {title}, {time}, back"), time=_day_of(f)),
    "event-removed": lambda f: f.fill(_("removed {title}, {time}"), time=_day_of(f)),
    "role-added": lambda f: f.fill(_("added the role {name}")),
    "role-edited": lambda f: f.fill(_("changed the role {name}")),
    "signed-up": lambda f: f.fill(_("signed up {name} as {role}"), role=f.in_sentence("role")),
    "signed-up-anyway": lambda f: f.fill(_("signed up {name} as {role} anyway: {reason}"), role=f.in_sentence("role")),
    "signup-offered": lambda f: f.fill(_("offered {name} a place as {role}"), role=f.in_sentence("role")),
    "signup-confirmed": lambda f: f.fill(_("confirmed {name} as {role}"), role=f.in_sentence("role")),
    "signup-declined": lambda f: f.fill(_("noted that {name} cannot come as {role}"), role=f.in_sentence("role")),
    "signup-dropped": lambda f: f.fill(_("took {name} off as {role}"), role=f.in_sentence("role")),
    "maximum-raised": lambda f: f.fill(_("raised the most for {role} to {maximum}"), role=f.in_sentence("role")),
    "precinct-edited": lambda _f: _("changed the precinct’s settings"),
    "people-imported": lambda f: f.fill(
        ngettext("imported {count} person from {file}", "imported {count} people from {file}", f.number("count"))
    ),
    "venues-imported": lambda f: f.fill(
        ngettext("imported {count} venue from {file}", "imported {count} venues from {file}", f.number("count"))
    ),
    "events-imported": lambda f: f.fill(
        ngettext("imported {count} event from {file}", "imported {count} events from {file}", f.number("count"))
    ),
    "everything-imported": lambda f: f.fill(
        ngettext("imported {count} record from {file}", "imported {count} records from {file}", f.number("count"))
    ),
    "nothing-changed": lambda _f: _("changed nothing"),
    "much-changed": lambda _f: _("changed a great deal"),
    "zones-followed": lambda _f: _("took over new rules of time zones"),
    "started": lambda f: f.fill(_("started the calendar of {precinct}")),
}


def change_label(label: Label, *, style: Style | None = None) -> str:
    """What the change did: "moved U12 practice to Tue 3:30 PM". A label of a newer program is shown by its code."""
    say = CHANGES.get(label.code)
    return say(Facts(label.facts, style)) if say else label.code


def _day_of(f: Facts) -> str:
    return f.day("starts")


def _moved_to(f: Facts) -> str:
    """Within a week of the old time the weekday is enough."""
    before, starts = f.at("before"), f.at("starts")
    if starts is None:
        return ""
    if f.is_one_of("all_day", "True"):
        return moments.day_with_year(starts, f.style)
    if before is not None and abs((starts.date() - before.date()).days) < 7:
        return moments.weekday_time(starts, f.style)
    return moments.day_time(starts, f.style)
