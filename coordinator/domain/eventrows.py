"""A row of a foreign table read as an event."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coordinator.domain.cells import places_of, read_yes_no
from coordinator.domain.columns import guessed_kind
from coordinator.domain.duplicates import NATURAL, fingerprint_of
from coordinator.domain.events import Event, EventKind, EventStatus, objections_to
from coordinator.domain.folding import fold
from coordinator.domain.imports import Field
from coordinator.domain.problems import Problem
from coordinator.domain.rows import Reading, RowReader
from coordinator.domain.spans import When
from coordinator.domain.writtendates import Moment, read_minutes, read_time

USUAL_LENGTH = timedelta(hours=1)
"""How long an event is taken to be when the file gives no end."""

_STATUSES = {
    "cancelled": EventStatus.CANCELLED, "canceled": EventStatus.CANCELLED, "cancelado": EventStatus.CANCELLED,
    "cancelada": EventStatus.CANCELLED, "draft": EventStatus.DRAFT, "tentative": EventStatus.DRAFT,
    "borrador": EventStatus.DRAFT, "held": EventStatus.HELD, "done": EventStatus.HELD, "past": EventStatus.HELD,
    "celebrado": EventStatus.HELD, "realizado": EventStatus.HELD, "realizada": EventStatus.HELD,
    "published": EventStatus.PUBLISHED, "confirmed": EventStatus.PUBLISHED,
    "approved": EventStatus.PUBLISHED, "scheduled": EventStatus.PUBLISHED, "publicado": EventStatus.PUBLISHED,
    "confirmado": EventStatus.PUBLISHED, "aprobado": EventStatus.PUBLISHED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    shown: str
    original: str


def read_event(row: RowReader) -> Reading:
    """The event the row describes: a title and a start are what it needs."""
    title = row.text(Field.TITLE)
    if not title:
        row.object(Field.TITLE, "", Problem("row-without-a-title", about="title"))
    when = _when(row)
    place = _place(row)
    if when is None or not title:
        return row.done(None)
    status = _status(row)
    event = Event(
        kind=_kind(row),
        title=title,
        when=when,
        description="\n".join(row.texts(Field.NOTES)),
        place=place.shown,
        place_original=place.original,
        status=status,
        cancel_reason=_cancel_reason(row) if status is EventStatus.CANCELLED else "",
        public=_yes(row, Field.PUBLIC),
        source=row.source(when.starts.isoformat(), natural_key=_natural_key(title, place.shown)),
    )
    _object(row, event)
    return row.done(event, event.source)


def _natural_key(title: str, place: str) -> str:
    """For a list without numbers: the same title at the same place is the same event."""
    return NATURAL + fingerprint_of((title, place))


def _object(row: RowReader, event: Event) -> None:
    abouts = {
        "starts": (Field.STARTS, Field.START_TIME, Field.DATE),
        "ends": (Field.ENDS, Field.END_TIME, Field.END_DATE),
    }
    for problem in objections_to(event):
        fields = abouts.get(problem.about, (Field.TITLE,))
        field = next((each for each in fields if row.rules.mapping.has(each)), fields[0])
        row.object(field, row.text(field), problem)
    if event.when.length > timedelta(days=1):
        row.note("longer-than-a-day", days=(event.when.last_day - event.when.first_day).days + 1)


def _kind(row: RowReader) -> EventKind:
    text = row.text(Field.KIND)
    if not text:
        return EventKind.OTHER
    known = row.rules.kinds.get(text)
    return guessed_kind(text) if known is None else known


def _status(row: RowReader) -> EventStatus:
    text = row.text(Field.EVENT_STATUS)
    status = _STATUSES.get(fold(text))
    if text and status is None:
        row.warn(Field.EVENT_STATUS, text, "status-unknown")
        row.filled.discard(Field.EVENT_STATUS)
    return status or EventStatus.PUBLISHED


def _cancel_reason(row: RowReader) -> str:
    """What the row gives as the reason, else the word that says it is cancelled."""
    return "\n".join(row.texts(Field.CANCEL_REASON)) or row.text(Field.EVENT_STATUS)


def _yes(row: RowReader, field: Field) -> bool:
    text = row.text(field)
    answer = read_yes_no(text)
    if text and answer is None:
        row.warn(field, text, "yes-no-unreadable")
        row.filled.discard(field)
    return bool(answer)


def _place(row: RowReader) -> _Place:
    """The places named, joined with "; "; the text of the cell is kept wherever it was not just that."""
    cells = row.texts(Field.PLACES)
    names = [name for cell in cells for name in places_of(cell)]
    shown = "; ".join(dict.fromkeys(names))
    if len(names) > 1 and len(cells) == 1:
        row.note("several-places", count=len(names))
    original = "\n".join(cells)
    return _Place(shown, original if original != shown else "")


def _when(row: RowReader) -> When | None:
    starts = _start(row)
    if starts is None:
        return None
    all_day = _yes(row, Field.ALL_DAY) or starts.at is None
    if all_day:
        last = _last_day(row, starts.day)
        return None if last is None else When.days(starts.day, last, row.rules.zone)
    ends = _end(row, starts.wall)
    return None if ends is None else When(starts.wall, ends, row.rules.zone)


def _start(row: RowReader) -> Moment | None:
    field = Field.STARTS if row.text(Field.STARTS) else Field.DATE
    text = row.text(field)
    if not text:
        shown = Field.STARTS if row.rules.mapping.has(Field.STARTS) else Field.DATE
        row.object(shown, "", Problem("row-without-a-start", about="starts"))
        return None
    moment = row.moment(field)
    if moment is None:
        return None
    at = _time(row, Field.START_TIME)
    if isinstance(at, Problem):
        return None
    return Moment(moment.day, at) if at is not None else moment


def _time(row: RowReader, field: Field) -> time | Problem | None:
    text = row.text(field)
    if not text:
        return None
    found = read_time(text)
    if isinstance(found, Problem):
        row.object(field, text, found)
    return found


def _last_day(row: RowReader, first: date) -> date | None:
    for field in (Field.ENDS, Field.END_DATE):
        if row.text(field):
            moment = row.moment(field)
            return None if moment is None else moment.day
    return first


def _end(row: RowReader, starts: datetime) -> datetime | None:
    """The end out of an end with its date, an end time, a length, or the usual length with a warning."""
    if row.text(Field.ENDS) or row.text(Field.END_DATE):
        return _dated_end(row, starts)
    at = _time(row, Field.END_TIME)
    if isinstance(at, Problem):
        return None
    if at is not None:
        return _timed_end(row, starts, at)
    if row.text(Field.MINUTES):
        return _measured_end(row, starts)
    return _assumed_end(row, starts)


def _assumed_end(row: RowReader, starts: datetime) -> datetime:
    row.warn(Field.STARTS if row.rules.mapping.has(Field.STARTS) else Field.DATE, "", "end-assumed")
    return starts + USUAL_LENGTH


def _dated_end(row: RowReader, starts: datetime) -> datetime | None:
    field = Field.ENDS if row.text(Field.ENDS) else Field.END_DATE
    moment = row.moment(field)
    at = _time(row, Field.END_TIME)
    if moment is None or isinstance(at, Problem):
        return None
    if moment.at is None and at is None:
        return _assumed_end(row, starts) if moment.day == starts.date() else _midnight_after(moment.day)
    return datetime.combine(moment.day, at or moment.at or time())


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day, time()) + timedelta(days=1)


def _timed_end(row: RowReader, starts: datetime, at: time) -> datetime:
    """On the day it starts, or the next when the clock has gone round by then."""
    ends = datetime.combine(starts.date(), at)
    if ends > starts:
        return ends
    row.note("ends-next-day")
    return ends + timedelta(days=1)


def _measured_end(row: RowReader, starts: datetime) -> datetime | None:
    text = row.text(Field.MINUTES)
    minutes = read_minutes(text)
    if isinstance(minutes, Problem):
        row.object(Field.MINUTES, text, minutes)
        return None
    return starts + timedelta(minutes=minutes)
