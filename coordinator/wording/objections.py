"""One sentence for every code of a `Problem`.

To add one: a line in the table of its subject. `_("…")` stands inside the lambda, so that it speaks the language in use
when it is asked. A hole is the name of a fact; a test compares the holes with the facts the code really carries.
"""

from coordinator.domain.privacy import Audience
from coordinator.runtime.i18n import _, ngettext
from coordinator.wording import moments
from coordinator.wording.audiences import audience_name
from coordinator.wording.calendars import CALENDARS
from coordinator.wording.exporttroubles import EXPORT_PROBLEMS
from coordinator.wording.facts import Facts, Sentences
from coordinator.wording.imports import IMPORTS
from coordinator.wording.passphrases import PASSPHRASES
from coordinator.wording.typednames import TYPED_NAMES

EVENTS: Sentences = {
    "title-missing": lambda _f: _("Write a title, so that people know what it is."),
    "ends-before-start": lambda f: f.fill(_ends_before_start(f), day=f.day("starts"), time=f.clock("starts")),
    "time-skipped": lambda f: f.fill(_("Clocks jump over {wall}: it is read as one hour later."), wall=f.clock("wall")),
    "time-repeated": lambda f: f.fill(
        _("Clocks show {wall} twice that night: the first is meant."), wall=f.clock("wall")
    ),
    "needed-negative": lambda f: f.fill(_("{role}: the number needed cannot be below 0.")),
    "maximum-below-needed": lambda f: f.fill(
        _("{role}: the most cannot be less than the number needed, nor less than 1.")
    ),
    "maximum-too-high": lambda f: f.fill(_("{role}: the most cannot be over {limit}.")),
    "year-out-of-reach": lambda f: f.fill(_("This year is out of reach. Choose one from {first} to {last}.")),
    "position-ends-before-start": lambda f: f.fill(_("{role}: its own time ends before it starts.")),
    "maximum-below-held": lambda f: f.fill(
        ngettext(
            "{role}: {held} person is signed up, so the most cannot be {maximum}. Remove the person first.",
            "{role}: {held} people are signed up, so the most cannot be {maximum}. Remove somebody first.",
            f.number("held"),
        )
    ),
    "position-held": lambda f: f.fill(
        ngettext(
            "{role} cannot be taken out: {held} person is signed up. Remove the person first.",
            "{role} cannot be taken out: {held} people are signed up. Remove them first.",
            f.number("held"),
        )
    ),
    "role-unknown": lambda _f: _("Choose a role for every position."),
    "position-unknown": lambda f: f.fill(_("{role} is not a position of this event any more. Open the event again.")),
    "venue-unknown": lambda _f: _("This venue is not in the list any more. Choose another one."),
    "space-elsewhere": lambda _f: _("This space is not a part of the venue. Choose one of its spaces."),
    "space-taken": lambda f: f.fill(_("{space} is taken by {title}, {hours}."), hours=_when_taken(f)),
    "space-too-small": lambda f: f.fill(_("{space} holds {capacity} people, {asked} are asked for.")),
    "same-event-twice": lambda f: f.fill(_("There is already an event with this title and time: {title}.")),
    "cancel-reason-missing": lambda _f: _("Write why it is cancelled: the reason is shown and printed."),
    "signups-remain": lambda f: f.fill(
        ngettext(
            "{names} was signed up. Tell this person.",
            "{count} people were signed up: {names}. Tell them.",
            f.number("count"),
        )
    ),
    "people-move-along": lambda f: f.fill(
        ngettext(
            "{names} is signed up and moves along. Tell this person.",
            "{count} people are signed up and move along: {names}. Tell them.",
            f.number("count"),
        )
    ),
    "signed-up-double": lambda f: f.fill(
        _("{name} would be in two places at once: {title}, {hours}."), hours=_when_taken(f)
    ),
    "signed-up-under-age": lambda f: f.fill(
        _("{name} would be {age} on {day}; the role {role} is for {minimum_age} or over."),
        day=f.month_day("day"),
        role=f.in_sentence("role"),
    ),
    "signed-up-age-unknown": lambda f: f.fill(
        _("{name} has no birth date on the card; the role {role} is for {minimum_age} or over."),
        role=f.in_sentence("role"),
    ),
    "own-time-stays": lambda f: f.fill(
        _("{role} has a time of its own and stays where it is: {hours}."), hours=_when_taken(f)
    ),
}

SIGNING_UP: Sentences = {
    "position-full": lambda f: f.fill(_full(f)),
    "already-in-position": lambda f: f.fill(_("Already signed up here as {role}."), role=f.in_sentence("role")),
    "double-booked": lambda f: f.fill(
        _("Already signed up then: {title}, {hours}, as {role}."), hours=_when_taken(f), role=f.in_sentence("role")
    ),
    "double-booked-here": lambda f: f.fill(
        _("Already signed up here as {role}, {hours}."), hours=f.hours(), role=f.in_sentence("role")
    ),
    "under-age": lambda f: f.fill(
        _("Age {age} on {day}; the role {role} is for {minimum_age} or over."),
        day=f.month_day("day"),
        role=f.in_sentence("role"),
    ),
    "age-unknown": lambda f: f.fill(
        _("No birth date on the card; the role {role} is for {minimum_age} or over."), role=f.in_sentence("role")
    ),
    "barred": lambda f: f.fill(_("{name} is barred and cannot be signed up.")),
    "person-gone": lambda f: f.fill(_("{name} was removed from the list of people. Bring the card back first.")),
    "event-cancelled": lambda f: f.fill(_("{title} is cancelled.")),
    "event-gone": lambda f: f.fill(_("{title} was removed.")),
    "event-over": lambda f: f.fill(_("{title} is already over: {day}."), day=f.day("day")),
    "person-paused": lambda f: f.fill(_("{name} is taking a pause. Ask first.")),
    "person-former": lambda f: f.fill(_("{name} is marked as former. Ask first.")),
    "place-just-taken": lambda f: f.fill(_("The last place was just taken by somebody else.")),
    "signup-not-standing": lambda f: f.fill(_("{name} is not signed up for this any more.")),
    "maximum-not-higher": lambda f: f.fill(_("The most is already {maximum}. Choose a higher number.")),
}

PEOPLE: Sentences = {
    "name-missing": lambda _f: _("Write a name: the given name, the family name or both."),
    "born-in-the-future": lambda f: f.fill(_("The birth date {born} is still to come."), born=_born(f)),
    "email-implausible": lambda f: f.fill(_("“{value}” does not look like an e-mail address. It is kept as typed.")),
    "phone-implausible": lambda f: f.fill(_("“{value}” does not look like a phone number. It is kept as typed.")),
    "likely-duplicate": lambda f: f.fill(_likely_duplicate(f)),
    "person-still-signed-up": lambda f: f.fill(
        ngettext(
            "{name} is still signed up for {count} event to come: {titles}.",
            "{name} is still signed up for {count} events to come: {titles}.",
            f.number("count"),
        )
    ),
    "events-mention": lambda f: f.fill(
        ngettext(
            "{count} event still mentions the name: {names}. Look at it.",
            "{count} events still mention the name, among them {names}. Look at them.",
            f.number("count"),
        )
    ),
    "venues-mention": lambda f: f.fill(
        ngettext(
            "{count} venue still mentions the name: {names}. Look at it.",
            "{count} venues still mention the name, among them {names}. Look at them.",
            f.number("count"),
        )
    ),
    "people-mention": lambda f: f.fill(
        ngettext(
            "{count} card of somebody else still mentions the name: {names}. Look at it.",
            "{count} cards of others still mention the name, among them {names}. Look at them.",
            f.number("count"),
        )
    ),
    "erasing-not-confirmed": lambda _f: _(
        "Erasing a person cannot be undone, so it asks for the name on a terminal. In a script, say --yes."
    ),
    "erased-not-cleared": lambda _f: _(
        "The room this freed in the data file could not be cleared yet, because the file is in use elsewhere or the "
        "disk is full. The program tries again each time it starts."
    ),
}

VENUES: Sentences = {
    "venue-name-missing": lambda _f: _("Write the name of the venue."),
    "venue-twice": lambda f: f.fill(_("There is already a venue named {name}.")),
    "space-name-missing": lambda _f: _("Write a name for every space, or take the empty one out."),
    "space-twice": lambda f: f.fill(_("Two spaces are named “{space}”. Give each its own name.")),
    "capacity-too-high": lambda f: f.fill(_("{space}: the capacity cannot be over {limit}.")),
    "capacity-negative": lambda f: f.fill(_("{space}: the number of people cannot be below 0.")),
    "venue-still-used": lambda f: f.fill(
        ngettext(
            "{count} event to come is still at {name}.",
            "{count} events to come are still at {name}.",
            f.number("count"),
        )
    ),
    "space-still-used": lambda f: f.fill(
        ngettext(
            "{space} cannot be taken out: {count} event is in it.",
            "{space} cannot be taken out: {count} events are in it.",
            f.number("count"),
        )
    ),
}

SETTINGS: Sentences = {
    "precinct-name-missing": lambda _f: _("Write the name of the precinct."),
    "zone-unknown": lambda f: f.fill(_("There is no time zone named “{zone}”. Choose one from the list.")),
    "paper-unknown": lambda _f: _("Choose Letter or A4 paper."),
    "clock-unknown": lambda _f: _("Choose the 12-hour or the 24-hour clock."),
    "log-months-unknown": lambda _f: _("The log is kept for 0 (all of it) to 1200 months. Choose another number."),
    "weekday-unknown": lambda _f: _("Choose a day for the start of the week."),
    "languages-missing": lambda _f: _("Choose at least one language for the sheets."),
    "language-unknown": lambda f: f.fill(_("“{language}” is not the code of a language. Write one like en or es.")),
    "logo-too-large": lambda f: f.fill(
        _(
            "This picture is too large for a logo: at most {side} dots wide and high, and {kilobytes} kilobytes. "
            "Choose it in the settings, where it is made smaller."
        )
    ),
    "logo-unreadable": lambda _f: _(
        "This logo cannot be printed: it is no plain PNG picture, or it is damaged. Choose the picture in the settings."
    ),
    "name-too-long": lambda f: f.fill(_("“{name}…” is longer than {limit} letters. Write a shorter name.")),
    "role-name-missing": lambda _f: _("Write a name for the role."),
    "role-twice": lambda f: f.fill(_("There is already a role named {name}.")),
    "minimum-age-implausible": lambda _f: _("The minimum age is a number from 0 to 99."),
}

HISTORY: Sentences = {
    "nothing-to-undo": lambda _f: _("There is nothing of yours to undo."),
    "nothing-to-redo": lambda _f: _("There is nothing to do again."),
    "changed-since": lambda f: f.fill(
        _("This cannot be taken back: {by} changed the same thing since, {time}."), time=f["at"]
    ),
    "undo-still-used": lambda _f: _("This cannot be taken back: something else uses it by now. Remove that first."),
}

PAPER: Sentences = {
    "roster-of-what": lambda _f: _("Choose the days or the events to print."),
    "dates-turned-around": lambda f: f.fill(_("The last day, {last}, is before the first, {first}.")),
    "signing-in-to-what": lambda _f: _("There is no event on these days to sign in to. Choose other days."),
    "sign-in-cancelled": lambda f: f.fill(_("{title} is cancelled: nobody signs in. Choose another event.")),
    "walk-ins-out-of-reach": lambda f: f.fill(
        _("{count} rows for walk-ins are too few or too many. Choose {least} to {most}.")
    ),
    "event-not-for-audience": lambda f: f.fill(_("{title} is not shown to this audience. Choose another audience.")),
    "sheet-paper-unknown": lambda _f: _("Choose Letter, Legal or A4 paper."),
    "sheet-not-for-audience": lambda f: f.fill(
        _("This sheet is not made for this audience: {audience}. Choose another one."), audience=_audience(f)
    ),
    "coach-copy-other-events": lambda f: f.fill(
        ngettext(
            "The coach’s copy holds practices and games only. Leave out {titles}.",
            "The coach’s copy holds practices and games only. Leave out {count} events: {titles}.",
            f.number("count"),
        )
    ),
}

OBJECTIONS: Sentences = {
    **{**IMPORTS, **CALENDARS, **PAPER, **EXPORT_PROBLEMS, **TYPED_NAMES},
    **{**EVENTS, **SIGNING_UP, **PEOPLE, **VENUES, **SETTINGS, **HISTORY, **PASSPHRASES},
}


def _ends_before_start(f: Facts) -> str:
    if f.is_one_of("all_day", "True"):
        return _("The last day is before the first. Choose {day} or later.")
    return _("The end is before the start. Choose an end after {time}.")


def _when_taken(f: Facts) -> str:
    starts, ends = f.at("starts"), f.at("ends")
    if starts is None or ends is None:
        return ""
    if f.is_one_of("all_day", "True"):
        return f"{moments.short_day(starts, f.style)}, {moments.all_day_word(f.style)}"
    return f"{moments.short_day(starts, f.style)}, {moments.time_range(starts, ends, f.style)}"


def _audience(f: Facts) -> str:
    return next((audience_name(one) for one in Audience if one == f["audience"]), f["audience"])


def _born(f: Facts) -> str:
    born = f.on("born")
    return moments.month_day_year(born, f.style) if born else ""


def _likely_duplicate(f: Facts) -> str:
    if f.is_one_of("reason", "same-phone"):
        return _("{name} has the same phone number. Is it the same person?")
    if f.is_one_of("reason", "same-email"):
        return _("{name} has the same e-mail address. Is it the same person?")
    return _("{name} has a name very like this one. Is it the same person?")


def _full(f: Facts) -> str:
    """Whoever came too late is told who has the place."""
    if f.given("names"):
        return ngettext(
            "The only place is taken by {names}, and 1 is the most for this position.",
            "All {maximum} places are taken, by {names}, and {maximum} is the most for this position.",
            f.number("maximum"),
        )
    return ngettext(
        "The only place is taken, and 1 is the most for this position.",
        "All {maximum} places are taken, and {maximum} is the most for this position.",
        f.number("maximum"),
    )
