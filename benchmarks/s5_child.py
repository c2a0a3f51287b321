"""One import, or the writing of the very same rows by the bare driver, in a process of its own. Called by s5_import.

Prints seconds on the clock and of the processor, and the memory at its highest, as JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from coordinator.db.engine import open_engine
from coordinator.db.files import is_server, raw_connection
from coordinator.db.work import Storage
from coordinator.domain.imports import ImportRequest, Subject
from coordinator.runtime.clock import SystemClock
from coordinator.usecases.imports import load_file, plan_import, run_import

TABLES = ("tag", "change_set", "person", "contact_point", "person_tag", "source", "change")
INDEXES = ("search_text", "search_gram")
ON_SERVER = ("search_entry",)
PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "temp_store=FILE", "cache_size=-16000", "secure_delete=ON")

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def ours(target: str, path: str) -> None:
    """Plan and import, as the command line does both."""
    storage = Storage(open_engine(target), target, actor="benchmark", clock=SystemClock())

    def bring() -> None:
        plan = storage.read(plan_import, ImportRequest(Subject.PEOPLE, load_file(path)))
        storage.change(run_import, plan)

    _measured(bring)
    storage.close()


def bare(target: str, source: str) -> None:
    """Every row that the import wrote, read first, then written by executemany or COPY in one transaction."""
    _copied(target, source) if is_server(target) else _written(target, source)


def _written(target: str, source: str) -> None:
    read, write = raw_connection(Path(source)), raw_connection(Path(target))
    for pragma in PRAGMAS:
        write.execute(f"PRAGMA {pragma}")
    rows: Rows = {}
    for table in TABLES:
        names = [row[1] for row in read.execute(f"PRAGMA table_info({table})")]
        newest = write.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
        rows[table] = (names, read.execute(f"SELECT * FROM {table} WHERE id > ?", (newest,)).fetchall())
    texts = read.execute("SELECT rowid, folded FROM search_text").fetchall()
    rows["search_text"] = (["rowid", "folded"], texts)
    rows["search_gram"] = (["rowid", "grams"], [(key, _grams(folded)) for key, folded in texts])

    def write_all() -> None:
        write.execute("BEGIN IMMEDIATE")
        for table, (names, found) in rows.items():
            holes = ", ".join("?" * len(names))
            listed = ", ".join(f'"{name}"' for name in names)
            write.executemany(f"INSERT INTO {table} ({listed}) VALUES ({holes})", found)
        write.execute("COMMIT")

    _measured(write_all)


def _grams(folded: str) -> str:
    """As the index keeps single letters and pairs; the table itself holds no text to read back."""
    name = folded.partition("\n")[0]
    pairs = {word[at : at + 2] for word in name.split() for at in range(len(word) - 1)}
    coded = (pairs | set(name)) - {" "}
    return " ".join("px" + "x".join(format(ord(letter), "x") for letter in gram) for gram in coded)


def _copied(target: str, source: str) -> None:
    with psycopg.connect(source) as read, psycopg.connect(target) as write:
        blocks: dict[str, bytes] = {}
        for table in (*TABLES, *ON_SERVER):
            chosen = table
            if table in TABLES:
                newest = write.execute(f"SELECT coalesce(max(id), 0) FROM {table}".encode()).fetchone()
                chosen = f"(SELECT * FROM {table} WHERE id > {newest[0] if newest else 0} ORDER BY id)"
            with read.cursor().copy(f"COPY {chosen} TO STDOUT".encode()) as copy:
                blocks[table] = b"".join(bytes(block) for block in copy)
        write.commit()

        def copy_all() -> None:
            for table, block in blocks.items():
                with write.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                    copy.write(block)
            write.commit()

        _measured(copy_all)


def _measured(deed: Callable[[], object]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    begun = time.perf_counter()
    deed()
    taken = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_SELF)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # Not ru_maxrss: that begins with what the parent had when it started this process.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    highest = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    print(json.dumps({"seconds": taken, "processor": processor, "mib": highest}))


if __name__ == "__main__":
    {"ours": ours, "bare": bare}[sys.argv[1]](sys.argv[2], sys.argv[3])
