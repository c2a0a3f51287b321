"""S6: confirmed sign-ups, each saved for good before the next, beside the disk's own write and fdatasync.

The disk writes as many bytes to a file in the same folder as a sign-up adds to the write-ahead log.
Run: python -m benchmarks.s6_signup
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.measure import show, show_ratio, side_by_side
from coordinator.db.work import Storage, Work
from coordinator.domain.events import Event, EventKind, Position
from coordinator.domain.people import Person
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When, wall_time_of
from coordinator.runtime.clock import SystemClock
from coordinator.usecases.signups import sign_up
from coordinator.usecases.upkeep import create_database

PEOPLE = 2_000
IN_A_ROUND = 100
ROUNDS = 9


def main() -> None:
    """Fill, measure in turn, report."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("COORDINATOR_BENCHMARK_FOLDER")) as folder:
        path = Path(folder) / "signups.db"
        storage = create_database(str(path), precinct=Precinct(), actor="benchmark", clock=SystemClock(), fill=_fill)
        size = _bytes_of_a_signup(storage, path)
        _report(storage, Path(folder), size)
        storage.close()


def _fill(work: Work) -> None:
    work.people.add_many([Person(f"Given {number}", f"Family {number}") for number in range(PEOPLE)])
    day = wall_time_of(work.now, work.zone).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
    events = []
    for number in range(2):
        starts = day + timedelta(days=10 + number)
        when = When(starts, starts + timedelta(hours=3), work.zone)
        position = Position(1, needed=PEOPLE, maximum=PEOPLE)
        events.append(Event(EventKind.VOLUNTEER, f"Shift {number}", when, uid=str(number), positions=(position,)))
    work.events.add_many(events)


def _bytes_of_a_signup(storage: Storage, path: Path) -> int:
    log = Path(f"{path}-wal")
    before = log.stat().st_size if log.exists() else 0
    for person in range(1, 11):
        storage.change(sign_up, 2, person)
    return max(4096, (log.stat().st_size - before) // 10)


def _report(storage: Storage, folder: Path, size: int) -> None:
    people = iter(range(1, PEOPLE + 1))
    with (folder / "plain").open("wb", buffering=0) as file:
        found = side_by_side(
            {
                "a confirmed sign-up": [_signed_up(storage, people)] * IN_A_ROUND,
                f"write of {size:,} bytes and fdatasync": [_written(file.fileno(), size)] * IN_A_ROUND,
                "write of 4,096 bytes and fdatasync": [_written(file.fileno(), 4096)] * IN_A_ROUND,
            },
            rounds=ROUNDS,
        )
    print(f"S6: sign-ups one after the other, {IN_A_ROUND * ROUNDS} of them")
    for each in found.values():
        show(each)
    ours, disk, page = found.values()
    show_ratio("sign-ups a second against the disk writing the same bytes", disk.median / ours.median, ">= 0.5x")
    show_ratio("against the disk writing one page", page.median / ours.median, "")


def _signed_up(storage: Storage, people: Iterator[int]) -> Callable[[], object]:
    return lambda: storage.change(sign_up, 1, next(people))


def _written(file: int, size: int) -> Callable[[], object]:
    content = os.urandom(size)

    def write() -> None:
        os.write(file, content)
        os.fdatasync(file)

    return write


if __name__ == "__main__":
    main()
