"""The rows of Today: every word worked out once, so that painting only puts them down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from coordinator.domain.events import Tally
from coordinator.domain.listings import EventLine
from coordinator.domain.openings import Opening, not_over, now_or_next, openings_in
from coordinator.domain.spans import When, wall_time_of
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit.boxes import spoken as filled
from coordinator.ui.kit.wishes import FillPosition
from coordinator.ui.models.eventwords import day_heading, fill_of, is_cancelled, spoken, state_words
from coordinator.wording import labels, moments
from coordinator.wording.moments import Style

_SOON = timedelta(hours=12)  # what is further away has its day beside it


@dataclass(frozen=True, slots=True)
class Heading:
    """The day above its events."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """Time in two lines, title, second line with its `need` in bold, how it stands, and perhaps a button.

    `key` tells rows apart, `event_id` is what Enter opens. `marked` has a bar: it goes on now or is the next. `tail` is
    the end of the title that stays in sight.
    """

    key: int
    event_id: int
    kind: str
    lead: str
    under: str
    title: str
    detail: str
    need: str
    tally: Tally | None
    spoken: str
    marked: bool = False
    struck: bool = False
    tail: str = ""
    button: str = ""
    wish: FillPosition | None = None


Line = Heading | Row


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant the rows are for, and how times are written."""

    now: datetime
    style: Style

    @property
    def today(self) -> date:
        """The precinct's date."""
        return wall_time_of(self.now, self.style.zone).date()


def agenda(lines: Iterable[EventLine], at: Moment) -> Iterator[Line]:
    """What goes on and what is to come, by day; today's events stand without a heading, directly below the title."""
    shown = sorted(not_over(lines, at.now), key=lambda line: _day_of(line, at))
    marked = now_or_next(shown, at.now)
    for on, group in groupby(shown, key=lambda line: _day_of(line, at)):
        if on > at.today:
            yield Heading(on, _heading(on, at))
        for line in group:
            yield _event_row(line, at, marked=line.event.id in marked)


def openings(lines: Iterable[EventLine], at: Moment) -> Iterator[Row]:
    """What is still to fill, by start."""
    for opening in openings_in(lines, at.now):
        yield _opening_row(opening, at)


def _day_of(line: EventLine, at: Moment) -> date:
    """What began on another day and goes on stands under today."""
    return max(line.event.when.first_day, at.today)


def _heading(on: date, at: Moment) -> str:
    if on == at.today + timedelta(days=1):
        return _("Tomorrow, {day}").format(day=moments.short_day(on, at.style))
    return day_heading(on, at.today, at.style)


def _event_row(line: EventLine, at: Moment, *, marked: bool) -> Row:
    event = line.event
    lead, under = _times(event.when, at)
    near = _how_near(event.when, at) if marked else ""
    parts = (" ".join(line.place_shown.split()), state_words(line), near)
    to_fill = 0 if is_cancelled(line) else line.openings
    return Row(
        key=event.id or 0,
        event_id=event.id or 0,
        kind=str(event.kind),
        lead=lead,
        under=under,
        title=" ".join(event.title.split()),
        detail=" · ".join(part for part in parts if part),
        need=ngettext("{n} place to fill", "{n} places to fill", to_fill).format(n=to_fill) if to_fill else "",
        tally=fill_of(line) if line.positions and not is_cancelled(line) else None,
        spoken=", ".join(part for part in (spoken(line, at.style), near) if part),
        marked=marked,
        struck=is_cancelled(line),
    )


def _opening_row(opening: Opening, at: Moment) -> Row:
    line, one = opening.line, opening.position
    lead, under = _day_and_time(one.when, at)
    n = one.tally.openings
    need = ngettext("{n} more needed", "{n} more needed", n).format(n=n)
    title = " ".join(line.event.title.split())
    place = " ".join(line.place_shown.split())
    when = moments.when(one.when, at.style)
    role = f": {one.position.role}"
    said = (f"{title}{role}", labels.kind_name(line.event.kind), when, place, filled(one.tally), need)
    return Row(
        key=one.position.id or 0,
        event_id=one.event_id,
        kind=str(line.event.kind),
        lead=lead,
        under=under,
        title=f"{title}{role}",
        tail=role,
        detail=place,
        need=need,
        tally=one.tally,
        spoken=", ".join(part for part in said if part),
        button=_("Fill"),
        wish=FillPosition(one.event_id, one.position.id or 0),
    )


def _times(when: When, at: Moment) -> tuple[str, str]:
    """Beside an event: "3:30 PM" over "5:00 PM"; of what began before or takes days, until when."""
    style = at.style
    last = "" if when.last_day <= at.today else _until_day(when, style)
    if when.all_day:
        return moments.all_day_word(style), last
    if when.first_day < at.today:
        return _("now"), last or _("to {time}").format(time=moments.clock_time(when.ends, style))
    ends = moments.clock_time(when.ends, style)
    lasts_days = when.length >= timedelta(days=1)
    return moments.clock_time(when.starts, style), _until_day(when, style) if lasts_days else ends


def _until_day(when: When, style: Style) -> str:
    if when.first_day == when.last_day:
        return ""
    return _("to {time}").format(time=moments.month_day(when.last_day, style))


def _day_and_time(when: When, at: Moment) -> tuple[str, str]:
    """Beside an opening: "Today" or "Wed 13" over its time."""
    on = max(when.first_day, at.today)
    day = _("Today") if on == at.today else moments.column_day(on, at.style)
    return day, moments.all_day_word(at.style) if when.all_day else moments.clock_time(when.starts, at.style)


def _how_near(when: When, at: Moment) -> str:
    starts = when.span.starts_at
    if starts <= at.now:
        return _("now")
    away = starts - at.now
    return _("in {duration}").format(duration=moments.duration(away)) if away < _SOON else ""
