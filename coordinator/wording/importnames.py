"""Names of what an import is made of, and its dates read aloud, in the language in use."""

from datetime import datetime

from coordinator.domain.events import EventKind, EventStatus
from coordinator.domain.imports import (
    DateOrder,
    DateReading,
    Decision,
    Field,
    MappingOrigin,
    RowRemark,
    RowState,
    Subject,
)
from coordinator.domain.people import PersonStatus
from coordinator.runtime.i18n import _, ngettext, pgettext
from coordinator.wording import moments
from coordinator.wording.labels import kind_name, person_status_name, status_name
from coordinator.wording.moments import Style
from coordinator.wording.problems import sentence


def field_name(field: Field) -> str:
    """What a column means, as in the list over it."""
    return {**_names_of_people(), **_names_of_places(), **_names_of_events()}[field]


def remark_words(remark: RowRemark) -> str:
    """What is said about a row, with the line of the file where a row has several."""
    words = sentence(remark.problem)
    return _("Line {line}: {words}").format(line=remark.line, words=words) if remark.line else words


def _names_of_people() -> dict[Field, str]:
    return {
        Field.FULL_NAME: pgettext("column", "Full name"),
        Field.GIVEN_NAME: pgettext("column", "Given name"),
        Field.FAMILY_NAME: pgettext("column", "Family name"),
        Field.PREFERRED_NAME: pgettext("column", "Preferred name"),
        Field.LATIN_NAME: pgettext("column", "Name in Latin letters"),
        Field.BIRTH_DATE: pgettext("column", "Birth date"),
        Field.ADULT: pgettext("column", "Is an adult"),
        Field.LANGUAGE: pgettext("column", "Language"),
        Field.PERSON_STATUS: pgettext("column", "Status"),
        Field.MOBILE: pgettext("column", "Mobile"),
        Field.EMAIL: pgettext("column", "E-mail"),
        Field.TAGS: pgettext("column", "Tags"),
        Field.AVAILABILITY: pgettext("column", "Can come"),
        Field.RANK: pgettext("column", "Rank"),
        Field.SHIELD: pgettext("column", "Shield number"),
    }


def _names_of_places() -> dict[Field, str]:
    return {
        Field.VENUE_NAME: pgettext("column", "Venue"),
        Field.SPACE_NAME: pgettext("column", "Space"),
        Field.CAPACITY: pgettext("column", "Capacity"),
        Field.SPACE_NOTES: pgettext("column", "Notes on the space"),
        Field.MAP_LINK: pgettext("column", "Map link"),
        Field.STEP_FREE: pgettext("column", "Step-free"),
        Field.ADDRESS: pgettext("column", "Address"),
        Field.PHONE: pgettext("column", "Phone"),
        Field.NOTES: pgettext("column", "Notes"),
        Field.NUMBER: pgettext("column", "Their number"),
        Field.IGNORE: pgettext("column", "Not used"),
    }


def _names_of_events() -> dict[Field, str]:
    return {
        Field.TITLE: pgettext("column", "Title"),
        Field.STARTS: pgettext("column", "Start"),
        Field.ENDS: pgettext("column", "End"),
        Field.DATE: pgettext("column", "Date"),
        Field.END_DATE: pgettext("column", "Last day"),
        Field.START_TIME: pgettext("column", "Start time"),
        Field.END_TIME: pgettext("column", "End time"),
        Field.MINUTES: pgettext("column", "Length"),
        Field.ALL_DAY: pgettext("column", "All day"),
        Field.KIND: pgettext("column", "Kind"),
        Field.PLACES: pgettext("column", "Places"),
        Field.PUBLIC: pgettext("column", "Open to the public"),
        Field.EVENT_STATUS: pgettext("column", "Status"),
        Field.CANCEL_REASON: pgettext("column", "Why cancelled"),
        Field.PRECINCTS: pgettext("column", "Precincts"),
        Field.REPEATS: pgettext("column", "Dates it repeats on"),
    }


def value_name(field: Field, value: str) -> str:
    """A value of a field that has words of its own: yes or no, a kind, a status; any other as it is."""
    if field in (Field.ADULT, Field.PUBLIC, Field.STEP_FREE):
        return {"True": _("yes"), "False": _("no")}.get(value, value)
    if field is Field.KIND and value in set(EventKind):
        return kind_name(EventKind(value))
    if field is Field.EVENT_STATUS and value in set(EventStatus):
        return status_name(EventStatus(value))
    return person_status_name(PersonStatus(value)) if field is Field.PERSON_STATUS and value else value


def subject_title(subject: Subject) -> str:
    """The head of the window that brings them in."""
    return {
        Subject.PEOPLE: _("Import people"),
        Subject.VENUES: _("Import venues"),
        Subject.EVENTS: _("Import events"),
    }[subject]


def state_name(state: RowState) -> str:
    """The fate of one row."""
    return {
        RowState.NEW: pgettext("row", "New"),
        RowState.CHANGED: pgettext("row", "Changed"),
        RowState.UNCHANGED: pgettext("row", "Unchanged"),
        RowState.DUPLICATE: pgettext("row", "Likely duplicate"),
        RowState.REFUSED: pgettext("row", "Refused"),
    }[state]


def decision_name(decision: Decision) -> str:
    """An answer about a likely duplicate."""
    return {
        Decision.SKIP: pgettext("duplicate", "Skip"),
        Decision.UPDATE: pgettext("duplicate", "Update yours"),
        Decision.ADD: pgettext("duplicate", "Keep both"),
    }[decision]


def origin_name(origin: MappingOrigin) -> str:
    """Where the meaning of the columns came from."""
    return {
        MappingOrigin.GUESSED: _("Guessed from the headings"),
        MappingOrigin.REMEMBERED: _("Remembered from an earlier import"),
        MappingOrigin.GIVEN: _("As you set it"),
    }[origin]


def date_order_name(order: DateOrder) -> str:
    """The order in which dates are written."""
    return {
        DateOrder.MDY: _("Month / day / year"),
        DateOrder.DMY: _("Day / month / year"),
        DateOrder.YMD: _("Year / month / day"),
    }[order]


def read_aloud(dates: DateReading, style: Style) -> str:
    """One row's date in words, so that a wrong order is heard; empty when the file has no dates."""
    if dates.example_row is None or dates.example is None:
        return ""
    if dates.order is None and dates.other is not None:
        return _("Row {row} says “{text}”. Which is right: {first} or {second}?").format(
            row=dates.example_row,
            text=dates.example_text,
            first=moments.month_day(dates.example, style),
            second=moments.month_day(dates.other, style),
        )
    said = _("Row {row} says “{text}”: {moment}.").format(
        row=dates.example_row, text=dates.example_text, moment=_in_words(dates.example, dates.example_timed, style)
    )
    return " ".join(part for part in (said, proof(dates)) if part)


def _in_words(moment: datetime, timed: bool, style: Style) -> str:
    day = moments.long_day(moment, style)
    return f"{day}, {moments.clock_time(moment, style)}" if timed else day


def proof(dates: DateReading) -> str:
    """Why no other order fits; empty when nothing was in question."""
    if dates.order not in (DateOrder.MDY, DateOrder.DMY) or not dates.proof or dates.chosen:
        return ""
    return ngettext(
        "No other order fits: {count} row has a day over 12.",
        "No other order fits: {count} rows have a day over 12.",
        dates.proof,
    ).format(count=f"{dates.proof:,}")
