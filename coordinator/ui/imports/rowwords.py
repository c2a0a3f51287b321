"""What the columns of the preview say about a row, for each subject."""

from collections.abc import Callable
from dataclasses import dataclass

from coordinator.domain.events import Event
from coordinator.domain.imports import ImportRow, RowRemark, RowState, Subject
from coordinator.domain.people import Person
from coordinator.domain.venues import Venue
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.models.table import Column
from coordinator.wording import moments
from coordinator.wording.importnames import field_name, remark_words, state_name, value_name
from coordinator.wording.labels import kind_name
from coordinator.wording.moments import Style
from coordinator.wording.problems import sentence

TICK, STATE, NUMBER = range(3)

STATE_TONES = {
    RowState.NEW: Tone.FULL,
    RowState.CHANGED: Tone.INFO,
    RowState.UNCHANGED: Tone.NONE,
    RowState.DUPLICATE: Tone.PART,
    RowState.REFUSED: Tone.OPEN,
}
_LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands in the last column: words and their tone."""

    words: str = ""
    tone: Tone = Tone.NONE


def columns_of(subject: Subject, style: Style, year: int) -> tuple[Column[ImportRow], ...]:
    """Tick, state, row number, what the row is about, remark or choice."""
    middle = {Subject.EVENTS: _event_columns, Subject.PEOPLE: _people_columns, Subject.VENUES: _venue_columns}
    return (
        Column("", lambda _row: "", 36, spoken=lambda _row: _("Bring this row in")),
        Column(_("State"), lambda row: state_name(row.state), 140),
        Column(_("Row"), lambda row: f"{row.number}", 58, right=True),
        *middle[subject](style, year),
        Column(
            _("Remark or choice"), lambda row: remark_of(row, subject).words, hint=lambda row: details_of(row, subject)
        ),
    )


def kind_column(subject: Subject) -> int:
    """The place of the column that is drawn as the badge of a kind, -1 when there is none."""
    return 6 if subject is Subject.EVENTS else -1


def strong_column(subject: Subject) -> int:
    """The place of the column with what people call the record."""
    return 5 if subject is Subject.EVENTS else 3


def _event_columns(style: Style, year: int) -> tuple[Column[ImportRow], ...]:
    return (
        Column(_("When"), _of_event(lambda event: _days(event, style, year), _("no valid date")), 146),
        Column("", _of_event(lambda event: _hours(event, style)), 146),
        Column(
            _("Title"), _named(_of_event(lambda event: event.title)), 190, hint=_of_event(lambda event: event.title)
        ),
        Column(_("Kind"), _of_event(lambda event: kind_name(event.kind)), 48),
        Column(_("Place"), _of_event(lambda event: event.place), 170, hint=_of_event(_whole_place)),
    )


def _people_columns(_style: Style, _year: int) -> tuple[Column[ImportRow], ...]:
    return (
        Column(
            _("Name"), _named(_of_person(lambda one: one.shown_name)), 210, hint=_of_person(lambda one: one.shown_name)
        ),
        Column(_("Phone"), _of_person(lambda one: ", ".join(one.phones)), 136),
        Column(_("E-mail"), _of_person(lambda one: ", ".join(one.emails)), 160),
        Column(_("Tags"), _of_person(lambda one: ", ".join(one.tags)), 150, hint=_of_person(_tags)),
    )


def _venue_columns(_style: Style, _year: int) -> tuple[Column[ImportRow], ...]:
    return (
        Column(_("Venue"), _named(_of_venue(lambda one: one.name)), 230, hint=_of_venue(lambda one: one.name)),
        Column(_("Spaces"), _of_venue(_spaces), 230, hint=_of_venue(_spaces)),
        Column(_("Address"), _of_venue(lambda one: one.address), 170, hint=_of_venue(lambda one: one.address)),
    )


def _named(words: Callable[[ImportRow], str]) -> Callable[[ImportRow], str]:
    """A row that is refused is called as the file calls it."""
    return lambda row: words(row) or row.called


def _of_event(ask: Callable[[Event], str], otherwise: str = "") -> Callable[[ImportRow], str]:
    return lambda row: ask(row.record) if isinstance(row.record, Event) else otherwise


def _of_person(ask: Callable[[Person], str]) -> Callable[[ImportRow], str]:
    return lambda row: ask(row.record) if isinstance(row.record, Person) else ""


def _of_venue(ask: Callable[[Venue], str]) -> Callable[[ImportRow], str]:
    return lambda row: ask(row.record) if isinstance(row.record, Venue) else ""


def _tags(one: Person) -> str:
    return ", ".join(one.tags)


def _spaces(one: Venue) -> str:
    return ", ".join(space.name for space in one.spaces)


def _whole_place(event: Event) -> str:
    return event.place_original or event.place


def _hours(event: Event, style: Style) -> str:
    when = event.when
    hours = moments.hours_of(when, style)
    days = (when.last_day - when.first_day).days + 1
    if not when.all_day or days == 1:
        return hours
    return ngettext("{hours}, {count} day", "{hours}, {count} days", days).format(hours=hours, count=days)


def _days(event: Event, style: Style, year: int) -> str:
    when = event.when
    if when.first_day != when.last_day:
        return moments.day_range_short(when.first_day, when.last_day, style, year=year)
    return moments.day(when.first_day, style, year=year)


def remark_of(row: ImportRow, subject: Subject) -> Remark:
    """The one thing worth saying first."""
    if row.state is RowState.DUPLICATE:
        return Remark(match_words(row))
    if row.remarks:
        stopped = row.state is RowState.REFUSED
        return Remark(_said(row.remarks[0]), Tone.OPEN if stopped else Tone.PART)
    if row.notes:
        return Remark(" ".join(sentence(note) for note in row.notes))
    return Remark(_plain_remark(row, subject))


def _plain_remark(row: ImportRow, subject: Subject) -> str:
    if row.state is RowState.CHANGED:
        fields = ", ".join(dict.fromkeys(field_name(one.field) for one in row.differences))
        return _("Changes: {fields}").format(fields=fields)
    return _known_words(subject) if row.state is RowState.UNCHANGED else ""


def match_words(row: ImportRow) -> str:
    """Whom a likely duplicate looks like."""
    if row.match is None:
        return ""
    name = called(row.match.record)
    if row.match.row is not None:
        return _("Row {row}: “{name}”").format(row=row.match.row, name=name)
    return _("Yours: “{name}”").format(name=name)


def called(record: object) -> str:
    """What people call the record."""
    if isinstance(record, Event):
        return record.title
    if isinstance(record, Person):
        return record.full_name
    return record.name if isinstance(record, Venue) else ""


def details_of(row: ImportRow, subject: Subject) -> str:
    """Everything about the row, a line each: every remark, and both values of every field that differs."""
    lines = [_said(remark) for remark in row.remarks]
    lines += [sentence(note) for note in row.notes]
    for one in row.differences:
        yours, theirs = (value_name(one.field, text) or _("empty") for text in (one.yours, one.theirs))
        words = _("{field}: yours {yours}, in the file {theirs}")
        lines.append(words.format(field=field_name(one.field), yours=_quoted(yours), theirs=_quoted(theirs)))
    if not lines and row.state is RowState.UNCHANGED:
        lines.append(_known_words(subject))
    return "\n".join(lines)


def _known_words(subject: Subject) -> str:
    return {
        Subject.EVENTS: _("In your calendar, the same in every field"),
        Subject.PEOPLE: _("On your list, the same in every field"),
        Subject.VENUES: _("Among your venues, the same in every field"),
    }[subject]


def _said(remark: RowRemark) -> str:
    """Column, value and sentence; the value once."""
    words = sentence(remark.problem)
    if remark.line:
        return remark_words(remark)
    if not remark.column:
        return words
    if not remark.value or remark.value in words:
        return f"{remark.column}: {words}"
    return f"{remark.column} “{_cut(remark.value)}”: {words}"


def _quoted(words: str) -> str:
    return f"“{_cut(words)}”"


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST_VALUE else f"{flat[: _LONGEST_VALUE - 1]}…"


def warned_words(count: int) -> str:
    """How many good rows have a warning."""
    return ngettext("{count} row has a warning", "{count} rows have a warning", count).format(count=f"{count:,}")
