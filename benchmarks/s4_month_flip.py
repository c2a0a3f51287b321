"""S4: turn to a month of 600 events out of 100,000: load, lay out, paint.

Beside the very same events read as rows by the bare driver and painted as bare rectangles, in turn in one run. The
view is the real one at the size it has in a window of 1366x768; the picture is painted offscreen. Processor time of the
thread, so that what else the machine does counts for neither.
Run: python -m benchmarks.s4_month_flip
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from benchmarks.measure import figure, show, show_ratio
from coordinator.db.work import Storage, Work
from coordinator.domain.events import Event, EventKind, Position
from coordinator.domain.listings import CalendarLine
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When, instant_of
from coordinator.runtime.clock import SystemClock
from coordinator.ui.calendar.month_view import MonthView
from coordinator.ui.calendar.weeks import Days
from coordinator.ui.kit import theme
from coordinator.usecases.events import calendar_during
from coordinator.usecases.upkeep import create_database
from coordinator.wording.moments import Style

EVENTS = 100_000
A_DAY = 600 / 37  # five or six weeks are in sight
SERIES = 150  # titles: most of what a precinct does comes again every week
MONTHS = 40
WIDE, HIGH = 794, 696
FIRST = date(2026, 1, 4)
STYLE = Style()
_TITLES = ("Food pantry", "U10 Harbor Hawks", "Clergy council coffee", "Coat drive, sorting", "First aid refresher")
_RAW = """
SELECT id, kind, title, status, starts_local, ends_local, all_day FROM event
WHERE deleted_at IS NULL AND starts_at > ? AND starts_at < ? ORDER BY starts_at, title, id
"""


def main() -> None:
    """Fill a database, turn the months in turn with the bare way, report."""
    app = theme.application()
    theme.apply(app, "light", "normal")
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "events.db"))
        storage = create_database(path, precinct=Precinct(), actor="benchmark", clock=SystemClock(), fill=_fill)
        with closing(storage), closing(sqlite3.connect(path)) as raw:
            _measure(storage, raw)


def _fill(work: Work) -> None:
    events = []
    for number in range(EVENTS):
        on = FIRST + timedelta(days=int(number / A_DAY))
        starts = datetime(on.year, on.month, on.day, 8 + number % 12, 30 * (number % 2))
        when = When(starts, starts + timedelta(minutes=90), work.zone)
        kind = list(EventKind)[number % 6]
        position = Position(1, needed=3, maximum=3)
        title = f"{_TITLES[number % 5]} {number % SERIES}"
        events.append(Event(kind, title, when, uid=str(number), positions=(position,)))
    work.events.add_many(events)


def _measure(storage: Storage, raw: sqlite3.Connection) -> None:
    view = MonthView(now=lambda: datetime(2027, 1, 12, 14, 5), style=lambda: STYLE, letters=lambda: True)
    view.resize(WIDE, HIGH)
    picture = QImage(WIDE, HIGH, QImage.Format.Format_ARGB32_Premultiplied)
    months = [Days.month_of(date(2027 + n // 12, n % 12 + 1, 1)) for n in range(MONTHS)]
    taken: dict[str, list[float]] = {name: [] for name in ("raw query", "bare rectangles", "load", "lay out", "paint")}
    counts: list[int] = []
    for turn, days in enumerate([*months[:5], *months]):
        found = _flip(storage, raw, view, picture, days, counts)
        if turn >= 5:  # the first ones warm up
            for name, seconds in found.items():
                taken[name].append(seconds)
    _report(taken, counts[5:])


def _flip(
    storage: Storage, raw: sqlite3.Connection, view: MonthView, picture: QImage, days: Days, counts: list[int]
) -> dict[str, float]:
    seen = days.in_whole_weeks(STYLE)
    rows: list[tuple[object, ...]] = []
    lines: list[CalendarLine] = []
    found = {
        "raw query": _spent(lambda: rows.extend(_raw_rows(raw, seen))),
        "bare rectangles": _spent(lambda: _rectangles(picture, len(rows))),
        "load": _spent(lambda: lines.extend(storage.read(calendar_during, seen.first, seen.last))),
        "lay out": _spent(lambda: view.show_month(tuple(lines), days)),
        "paint": _spent(lambda: view.viewport().render(picture)),
    }
    assert len(rows) == len(lines)
    counts.append(len(lines))
    return found


def _spent(deed: Callable[[], object]) -> float:
    begun = time.thread_time()
    deed()
    return time.thread_time() - begun


def _raw_rows(raw: sqlite3.Connection, seen: Days) -> list[tuple[object, ...]]:
    """By the instants of New York's midnights, as the program asks."""
    ends = (seen.first, seen.last + timedelta(days=1))
    midnights = (instant_of(datetime(on.year, on.month, on.day), STYLE.zone) for on in ends)
    return raw.execute(_RAW, [round(at.timestamp() * 1_000_000) for at in midnights]).fetchall()


def _rectangles(picture: QImage, count: int) -> None:
    """As many as there are events, on the cells of the month."""
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor("white"))
    painter.setPen(QColor("#1F5FA8"))
    painter.setBrush(QColor("#E3EEFB"))
    for number in range(count):
        column, row, lane = number % 7, number // 7 % 6, number // 42
        painter.drawRect(QRectF(column * 113 + 4.5, row * 111 + 23.5 + lane * 6, 105, 18))
    painter.end()


def _report(taken: dict[str, list[float]], counts: list[int]) -> None:
    events = round(statistics.mean(counts))
    print(f"S4: {MONTHS} months of {events} events out of {EVENTS:,}, each loaded, laid out and painted once")
    for name, seconds in taken.items():
        show(figure(name, seconds))
    bare = list(map(sum, zip(taken["raw query"], taken["bare rectangles"], strict=True)))
    ours = list(map(sum, zip(taken["load"], taken["lay out"], taken["paint"], strict=True)))
    one, other = figure("raw query and bare rectangles", bare), figure("ours", ours)
    show(one)
    show(other)
    show_ratio("month flip", other.median / one.median, "<= 3x; p95 <= 16.7 ms on a quiet core")


if __name__ == "__main__":
    main()
