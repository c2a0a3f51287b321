"""S1: processor time from the start of the program to its first frame and to the first page of real rows.

Beside an empty PySide6 window, both in processes of their own, over a database of 100,000 events. The modules are
compiled first, as run.py leaves them. "All answers": the rest of the database is loaded, the status bar knows too.
Run: python -m benchmarks.s1_start
"""

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import coordinator
from benchmarks.measure import show_ratio
from coordinator.db.work import Work
from coordinator.domain.events import Event, EventKind, Position
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When, wall_time_of
from coordinator.runtime.clock import SystemClock
from coordinator.usecases.upkeep import create_database

EVENTS = 100_000
ROUNDS = 7
NEVER_AT_START = ("alembic", "reportlab", "openpyxl", "xlsxwriter", "phonenumbers", "ortools", "pypdfium2", "holidays")


def main() -> None:
    """Fill a database, start both in turn, report medians."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.db"
        create_database(str(path), precinct=Precinct(), actor="benchmark", clock=SystemClock(), fill=_fill).close()
        compileall.compile_dir(Path(coordinator.__file__).parent, quiet=1)
        runs = [(_started("empty", path), _started("ours", path)) for _round in range(ROUNDS + 1)][1:]
    _report([empty for empty, _ours in runs], [ours for _empty, ours in runs])


def _fill(work: Work) -> None:
    begin = wall_time_of(work.now, work.zone).replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=1_800)
    events = []
    for number in range(EVENTS):
        starts = begin + timedelta(days=number * 3_600 / EVENTS, hours=number % 12)
        when = When(starts.replace(minute=0), starts.replace(minute=0) + timedelta(hours=2), work.zone)
        position = Position(1, needed=3, maximum=3)
        events.append(Event(EventKind.MEETING, f"Meeting {number}", when, uid=str(number), positions=(position,)))
    work.events.add_many(events)


def _started(what: str, path: Path) -> dict[str, float]:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "COORDINATOR_SETTINGS": str(path.parent / "s.toml")}
    command = [sys.executable, "-m", "benchmarks.s1_child", what, str(path)]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, timeout=120)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    loaded = [name for name in NEVER_AT_START if name in str(found.get("modules", ""))]
    if loaded:
        raise SystemExit(f"imported at start: {loaded}")
    return found


def _report(empty: list[dict[str, float]], ours: list[dict[str, float]]) -> None:
    print(f"S1: start with {EVENTS:,} events, processor time, medians of {ROUNDS}")
    bare, frame, rows = (_median(empty, "frame"), _median(ours, "frame"), _median(ours, "rows"))
    print(f"  empty PySide6 window: {bare:.3f} s, {_median(empty, 'mib'):.0f} MiB")
    print(f"  ours: frame {frame:.3f} s, first rows {rows:.3f} s, {_median(ours, 'mib'):.0f} MiB")
    print(f"  ours, all answers: {_median(ours, 'all'):.3f} s, {_median(ours, 'all_mib'):.0f} MiB")
    show_ratio("frame painted", frame / bare, "<= 1.5x")
    show_ratio("first screen of rows", rows / bare, "<= 3.5x")
    print(f"  -> memory {_median(ours, 'mib'):.0f} MiB (target <= 120 MiB); not imported: {', '.join(NEVER_AT_START)}")


def _median(runs: list[dict[str, float]], name: str) -> float:
    return statistics.median(run[name] for run in runs)


if __name__ == "__main__":
    main()
