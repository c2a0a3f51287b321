"""One sentence for every remark on a file or a row of it. The remark stands beside row, column and value."""

from coordinator.runtime.i18n import _, ngettext
from coordinator.wording import moments
from coordinator.wording.facts import Facts, Sentences

CELLS: Sentences = {
    "date-unreadable": lambda f: f.fill(_("“{value}” is not a date we can read. Write it like 2027-01-15.")),
    "date-order-undecided": lambda _f: _("Day and month could be either way round. Choose the order of dates."),
    "date-has-no-such-year": lambda f: f.fill(_("There is no year {year}.")),
    "date-has-no-such-month": lambda f: f.fill(_("There is no month {month}.")),
    "date-not-a-leap-year": lambda f: f.fill(_("February {year} has no day {day}.")),
    "date-has-no-such-day": lambda f: f.fill(_("{month} has no day {day}."), month=_month(f)),
    "time-unreadable": lambda f: f.fill(_("“{value}” is not a time we can read. Write it like 3:30 PM or 15:30.")),
    "time-has-no-such-hour": lambda f: f.fill(_("“{value}” is not a time of day.")),
    "length-unreadable": lambda f: f.fill(_("“{value}” is not a length. Write the minutes, for example 90.")),
    "capacity-unreadable": lambda f: f.fill(_("“{value}” is not a number of people. It was left empty.")),
    "yes-no-unreadable": lambda f: f.fill(_("“{value}” is neither yes nor no. It was left out.")),
    "status-unknown": lambda f: f.fill(_("“{value}” is not a status we know. The usual one was taken.")),
    "date-is-day-number": lambda f: f.fill(
        _("“{value}” is how a spreadsheet counts days: {day}. Format the column as a date there, and save it again."),
        day=f.day("day"),
    ),
    "date-far-off": lambda f: f.fill(_("Is the year {year} right? Look it up in the original.")),
    "cell-too-long": lambda f: f.fill(_("This cell has {length} characters: too many for a name, a number or a tag.")),
    "cell-looks-cut": lambda f: f.fill(
        _("This cell is exactly {length} characters long, like the longest in the file: its end may be missing.")
    ),
}

SPREADSHEETS: Sentences = {
    "zip-without-zero": lambda f: f.fill(
        _("“{value}” is short for a ZIP code: a spreadsheet may have dropped a zero in front. Compare it with {whole}.")
    ),
    "number-shortened": lambda f: f.fill(
        _("“{value}” is a number that a spreadsheet has shortened: digits are missing. Look it up in the original.")
    ),
    "number-with-a-point": lambda f: f.fill(
        _("“{value}” has a point that a program has put there. Look it up in the original.")
    ),
    "digits-lost": lambda f: f.fill(
        _("“{value}” has more digits than a spreadsheet keeps: the last ones may be wrong. Look it up in the original.")
    ),
    "number-made-a-date": lambda f: f.fill(
        _("“{value}” is a date: a spreadsheet may have made it of something like 3-4. Look it up in the original.")
    ),
    "cell-is-error": lambda f: f.fill(
        _("“{value}” is how a spreadsheet shows an error. Look up in the original what belongs here.")
    ),
    "formula-without-result": lambda _f: _(
        "This cell is calculated, and its result is not in the file. Open the file in a spreadsheet and save it again."
    ),
    "cell-unreadable": lambda _f: _(
        "The text of this cell is not in the file. Look up in the original what belongs here."
    ),
    "cell-merged": lambda f: f.fill(_("This cell is one with the cells above it: “{value}” was taken.")),
}

ROWS: Sentences = {
    "row-without-a-name": lambda _f: _("This row has no name."),
    "row-without-a-title": lambda _f: _("This row has no title."),
    "row-without-a-start": lambda _f: _("This row does not say when it starts."),
    "end-assumed": lambda _f: _("This row does not say when it ends: the usual length was taken."),
    "ends-next-day": lambda _f: _("The end is earlier than the start: it is taken as the next day."),
    "longer-than-a-day": lambda f: f.fill(_("It goes over {days} days.")),
    "several-places": lambda f: f.fill(_("It names {count} places: one event with all of them.")),
    "one-of-several": lambda f: f.fill(_("{value} is one of {count} in {column}.")),
    "repeats-row": lambda f: f.fill(_("It says the same as row {row}.")),
    "same-number-other-date": lambda f: f.fill(
        _("Row {row} has the number {number} too, on another date: both are brought in.")
    ),
    "was-removed": lambda _f: _("It was brought in before and removed here since: it stays removed."),
    "cells-extra": lambda f: f.fill(
        ngettext(
            "This row has {count} cell more than there are columns: {cells}.",
            "This row has {count} cells more than there are columns: {cells}.",
            f.number("count"),
        )
    ),
    "cells-missing": lambda f: f.fill(
        ngettext(
            "This row has {count} cell less than there are columns.",
            "This row has {count} cells less than there are columns.",
            f.number("count"),
        )
    ),
    "quote-not-closed": lambda _f: _("A quotation mark is opened and never closed: the line was read as it stands."),
    "birth-date-without-a-year": lambda f: f.fill(
        _("“{value}” is a birthday without a year: the birth date was left empty.")
    ),
    "card-date-unreadable": lambda f: f.fill(_("“{value}” is not a birth date we can read. It was left empty.")),
    "card-of-no-person": lambda _f: _("This card is not about a person."),
    "card-cut-off": lambda _f: _("The card has no end: what came after it in the file may be missing."),
    "card-lines-unread": lambda f: f.fill(
        ngettext(
            "{count} line of this card cannot be read: “{value}”.",
            "{count} lines of this card cannot be read, the first: “{value}”.",
            f.number("count"),
        )
    ),
    "card-parts-left-out": lambda f: f.fill(_("Not taken over: {names}."), names=_card_parts(f)),
    "nul-removed": lambda _f: _("An invisible character without meaning (NUL) was taken out."),
}

CHOSEN: Sentences = {
    "row-left-out": lambda f: f.fill(_("{name} was left out, as you wished.")),
    "row-likely-duplicate": lambda f: f.fill(_likely_duplicate(f)),
}

FILE: Sentences = {
    "date-order-open": lambda f: f.fill(
        _("Row {row} says “{value}”: {first} or {second}? Choose the order of dates."),
        first=f.month_day("first"),
        second=f.month_day("second"),
    ),
    "no-column-for-a-name": lambda _f: _("No column is a name. Say which one holds the names."),
    "no-column-for-a-venue": lambda _f: _("No column is the name of the venue. Say which one is."),
    "no-column-for-a-title": lambda _f: _("No column is a title. Say which one holds the titles."),
    "no-column-for-a-start": lambda _f: _("No column says when the events start. Say which one does."),
    "encoding-assumed": lambda f: f.fill(
        _("The file does not say how its letters are written. It was read as {encoding}: look at names with accents.")
    ),
    "letters-unreadable": lambda f: f.fill(
        ngettext(
            "{count} letter cannot be read as {encoding}. Choose another encoding.",
            "{count} letters cannot be read as {encoding}. Choose another encoding.",
            f.number("count"),
        )
    ),
    "rows-hidden": lambda f: f.fill(
        ngettext(
            "{count} row is hidden in the spreadsheet and stands here too.",
            "{count} rows are hidden in the spreadsheet and stand here too.",
            f.number("count"),
        )
    ),
    "dates-since-1904": lambda _f: _(
        "This workbook counts its days from 1904, as old Macs did. Compare a date with the original."
    ),
    "dates-half-read": lambda f: f.fill(
        _(
            "{column}: row {row} has a text, “{value}”, where other rows have dates. "
            "The spreadsheet may have taken day for month in those: compare them with the original."
        )
    ),
    "lines-outside-cards": lambda f: f.fill(
        ngettext(
            "{count} line of the file belongs to no card and was left out.",
            "{count} lines of the file belong to no card and were left out.",
            f.number("count"),
        )
    ),
    "file-has-no-rows": lambda f: f.fill(_("There are no rows in {file}. Choose another file.")),
    "no-such-column": lambda f: f.fill(_("The file has no column “{column}”. Look at its headings.")),
}

IMPORTS: Sentences = {**CELLS, **SPREADSHEETS, **ROWS, **CHOSEN, **FILE}


def _likely_duplicate(f: Facts) -> str:
    if f.given("row"):
        return _likely_duplicate_in_file(f)
    if f.is_one_of("reason", "same-phone"):
        return _("{name} has the same phone number as {other}, whom you have. Skip, update or add?")
    if f.is_one_of("reason", "same-email"):
        return _("{name} has the same e-mail address as {other}, whom you have. Skip, update or add?")
    if f.is_one_of("reason", "near-name"):
        return _("{name} has a name very like {other}, whom you have. Skip, update or add?")
    return _("{name} looks like {other}, which you have. Skip, update or add?")


def _likely_duplicate_in_file(f: Facts) -> str:
    if f.is_one_of("reason", "same-phone"):
        return _("{name} has the same phone number as {other} in row {row}. Skip, update or add?")
    if f.is_one_of("reason", "same-email"):
        return _("{name} has the same e-mail address as {other} in row {row}. Skip, update or add?")
    if f.is_one_of("reason", "near-name"):
        return _("{name} has a name very like {other} in row {row}. Skip, update or add?")
    if f.is_one_of("reason", "same-number"):
        return _("{name} has the same number as {other} in row {row}. Skip, update or add?")
    return _("{name} looks like {other} in row {row}. Skip, update or add?")


def _month(f: Facts) -> str:
    return moments.month_name(f.number("month"), f.style).capitalize()


def _card_parts(f: Facts) -> str:
    """The properties of a card that have no place here, in words where there are some."""
    known = {
        "PHOTO": _("photo"),
        "LOGO": _("logo"),
        "SOUND": _("sound"),
        "KEY": _("key"),
        "URL": _("web address"),
        "FAX": _("fax or pager"),
        "ANNIVERSARY": _("anniversary"),
        "GENDER": _("gender"),
        "GEO": _("map position"),
        "IMPP": _("chat address"),
        "RELATED": _("related people"),
    }
    return ", ".join(known.get(name, name) for name in f.members("names"))
