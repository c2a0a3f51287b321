"""What is said about calendar files: about the file as a whole, and about single events of it."""

from coordinator.runtime.i18n import _, ngettext
from coordinator.wording.facts import Facts, Sentences
from coordinator.wording.repeatrules import rule_in_words

CALENDAR_FILES: Sentences = {
    "calendar-too-large": lambda f: f.fill(
        _(
            "{path} is larger than calendars are (over {megabytes} MB, {lines} lines or {events} events), "
            "so it was not read. Export a shorter time from the other calendar."
        )
    ),
    "calendar-holds-events": lambda f: f.fill(
        _("{path} is a calendar: it holds events. Choose “Events”, or choose another file.")
    ),
}

_FILE: Sentences = {
    "calendar-without-events": lambda f: f.fill(_("There are no events in {file}. Choose another file.")),
    "zone-unknown-in-file": lambda f: f.fill(
        ngettext(
            "{count} event is in the time zone “{name}”, which is not known here. Say which one it is.",
            "{count} events are in the time zone “{name}”, which is not known here. Say which one it is.",
            f.number("count"),
        )
    ),
    "zone-not-in-file": lambda f: f.fill(_("The file names no time zone “{name}”. Write the name as the file has it.")),
    "zone-taken-by-clock": lambda f: f.fill(
        ngettext(
            "{count} event is in the time zone “{name}”. Its clock is the one of {zone}, which was taken.",
            "{count} events are in the time zone “{name}”. Its clock is the one of {zone}, which was taken.",
            f.number("count"),
        )
    ),
    "calendar-floating": lambda f: f.fill(
        ngettext(
            "{count} event does not say in which time zone it is: {zone} was taken.",
            "{count} events do not say in which time zone they are: {zone} was taken.",
            f.number("count"),
        )
    ),
    "calendar-parts-left-out": lambda f: f.fill(_parts_left_out(f)),
    "calendar-guests-left-out": lambda f: f.fill(
        ngettext(
            "{count} event has a list of guests, which was left out.",
            "{count} events have lists of guests, which were left out.",
            f.number("count"),
        )
    ),
    "calendar-stray-lines": lambda f: f.fill(
        ngettext(
            "{count} line of the file belongs to nothing and was left out: line {line}, “{value}”.",
            "{count} lines of the file belong to nothing and were left out. The first is line {line}: “{value}”.",
            f.number("count"),
        )
    ),
    "calendar-too-deep": lambda f: f.fill(
        ngettext(
            "{count} part of the file lies too deep inside others and was left out.",
            "{count} parts of the file lie too deep inside others and were left out.",
            f.number("count"),
        )
    ),
}

_EVENTS: Sentences = {
    "calendar-part-unreadable": lambda f: f.fill(_("This event cannot be read: {reason}.")),
    "calendar-part-without-begin": lambda _f: _("The beginning of this event is missing. The rest was read."),
    "calendar-part-without-end": lambda _f: _("The end of this event is missing. It was read as far as it goes."),
    "calendar-part-too-long": lambda f: f.fill(_("This event has more than {limit} lines. The rest was left out.")),
    "calendar-line-unreadable": lambda f: f.fill(_("“{value}” cannot be read and was left out.")),
    "calendar-lines-unread": lambda f: f.fill(
        ngettext(
            "{count} more line of this event cannot be read and was left out.",
            "{count} more lines of this event cannot be read and were left out.",
            f.number("count"),
        )
    ),
    "calendar-said-twice": lambda f: f.fill(_("“{value}” is said a second time. The first was taken.")),
    "calendar-text-cut": lambda f: f.fill(_("This text has {length} characters. The first {limit} were taken.")),
    "calendar-original-too-long": lambda _f: _(
        "The rule and its exceptions are too long to be kept. Only the date shown comes in."
    ),
    "calendar-dates-too-many": lambda f: f.fill(
        _("It has more than {limit} further dates or dates left out. The first were taken.")
    ),
    "calendar-time-unreadable": lambda f: f.fill(_("“{value}” is neither a date nor a time.")),
    "calendar-length-unreadable": lambda f: f.fill(_("“{value}” is not a length of time. It was left out.")),
    "calendar-older-version": lambda f: f.fill(_("Row {row} is a newer version of this event: that one was taken.")),
    "calendar-without-title": lambda f: f.fill(_("This event has no title. “{title}” was put in its place.")),
    "calendar-end-is-time": lambda _f: _("It starts on a date and ends at a time. It was taken for whole days."),
    "calendar-end-is-date": lambda _f: _("It starts at a time and ends on a date. Midnight was taken."),
    "calendar-end-before-start": lambda _f: _("It ends before it starts: the usual length was taken."),
    "calendar-without-length": lambda _f: _("It ends when it starts: the usual length was taken."),
    "calendar-zone-open": lambda f: f.fill(_("Its time zone “{zone}” is not known yet.")),
    "calendar-repeats": lambda f: f.fill(_repeats(f), rule=_rule(f)),
    "calendar-first-date-later": lambda f: f.fill(
        _("The date it starts with, {starts}, is left out or not one of the rule. {first} is the first date."),
        starts=f.day("starts"),
        first=f.day("first"),
    ),
    "calendar-first-date-unknown": lambda f: f.fill(
        _("No date of its rule was found. It comes in on the date it starts with, {starts}."), starts=f.day("starts")
    ),
}

CALENDARS: Sentences = {**_FILE, **_EVENTS}


def _parts_left_out(f: Facts) -> str:
    count = f.number("count")
    if f.is_one_of("kind", "VTODO"):
        return ngettext(
            "{count} task is no event and was left out.", "{count} tasks are no events and were left out.", count
        )
    if f.is_one_of("kind", "VJOURNAL"):
        return ngettext(
            "{count} journal entry is no event and was left out.",
            "{count} journal entries are no events and were left out.",
            count,
        )
    if f.is_one_of("kind", "VFREEBUSY", "VAVAILABILITY"):
        return ngettext(
            "{count} list of free and busy times is no event and was left out.",
            "{count} lists of free and busy times are no events and were left out.",
            count,
        )
    return ngettext(
        "{count} part “{kind}” is no event and was left out.",
        "{count} parts “{kind}” are no events and were left out.",
        count,
    )


def _repeats(f: Facts) -> str:
    count = len(f.members("rules"))
    if count == 1:
        return _("It repeats {rule}. Only the date shown comes in; the rule is kept.")
    if count:
        return _("It repeats {rule}. Only the date shown comes in; the rules are kept.")
    return ngettext(
        "It has {dates} more date. Only the date shown comes in; the other is kept.",
        "It has {dates} more dates. Only the date shown comes in; the others are kept.",
        f.number("dates"),
    )


def _rule(f: Facts) -> str:
    """One rule in words; of several, each."""
    starts = f.on("starts")
    return "; ".join(rule_in_words(rule, starts, f.style) for rule in f.members("rules")) if starts else ""
