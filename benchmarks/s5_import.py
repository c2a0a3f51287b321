"""S5: 100,000 people out of a CSV file, from its bytes to the saved change, beside the bare driver.

The import reads, checks, looks for duplicates, plans and writes people, contact points, tags, sources, log and search
index in one transaction. The bare driver is given the very same rows, ready in memory: executemany into a copy of the
schema on SQLite, COPY of whole blocks of text on PostgreSQL. Each run is a process of its own.
Run: python -m benchmarks.s5_import [ROWS [ROUNDS]]
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from benchmarks.manypeople import write_people
from benchmarks.measure import show_ratio
from benchmarks.server import server, server_database
from coordinator.domain.precinct import Precinct
from coordinator.runtime.clock import SystemClock
from coordinator.usecases.upkeep import create_database

ROWS = 100_000
ROUNDS = 3

Run = dict[str, float]
Fresh = Callable[[], AbstractContextManager[str]]


def main() -> None:
    """Both databases, rounds in turn."""
    rows, rounds = (int(each) for each in (*sys.argv[1:], *map(str, (ROWS, ROUNDS)[len(sys.argv) - 1 :])))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        write_people(file, rows)
        print(f"S5: {rows:,} people imported, medians of {rounds}")
        _report("SQLite, executemany", _rounds(file, lambda: _in_folder(Path(folder)), rounds))
        with server() as url:
            _report("PostgreSQL, COPY", _rounds(file, lambda: server_database(url), rounds))


@contextmanager
def _in_folder(folder: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        yield str(Path(own) / "people.db")


def _rounds(file: Path, fresh: Fresh, rounds: int) -> list[tuple[Run, Run]]:
    found = []
    for _round in range(rounds):
        with fresh() as imported, fresh() as copied:
            for target in (imported, copied):
                create_database(target, precinct=Precinct(), actor="benchmark", clock=SystemClock()).close()
            found.append((_ran("ours", imported, str(file)), _ran("bare", copied, imported)))
    return found


def _ran(what: str, target: str, source: str) -> Run:
    command = [sys.executable, "-m", "benchmarks.s5_child", what, target, source]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1_800)
    if done.returncode:
        raise SystemExit(done.stderr)
    run: Run = json.loads(done.stdout.splitlines()[-1])
    return run


def _report(name: str, runs: list[tuple[Run, Run]]) -> None:
    print(f"  {name}")
    _show("ours", [ours for ours, _bare in runs])
    _show("bare", [bare for _ours, bare in runs])
    show_ratio("speed of the bare driver", statistics.median(b["seconds"] / o["seconds"] for o, b in runs), ">= 0.5x")
    own = statistics.median(b["processor"] / o["processor"] for o, b in runs)
    show_ratio("the same in processor time of these processes", own, "without a server >= 0.5x")
    print(f"  -> memory {max(ours['mib'] for ours, _bare in runs):.0f} MiB (target < 150 MiB)")


def _show(who: str, runs: list[Run]) -> None:
    seconds, processor, mib = (statistics.median(run[key] for run in runs) for key in ("seconds", "processor", "mib"))
    print(f"    {who}: {seconds:6.1f} s on the clock, {processor:6.1f} s of the processor, {mib:4.0f} MiB")


if __name__ == "__main__":
    main()
