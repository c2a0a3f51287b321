"""S7: eight clients race for the last places, on SQLite and on PostgreSQL.

Every client wants a place in every event, in an order of its own; there is room for five of the eight. Afterwards every
event must be exactly full and nobody booked twice. On PostgreSQL beside a bare driver that locks the position, counts
and inserts the row of the sign-up, without rules, log or history; and beside one that writes the same rows as we do,
the two of the log included, one at a time as we do. Run: python -m benchmarks.s7_race
"""

import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import psycopg
from sqlalchemy import func, select

from benchmarks.measure import show_ratio
from benchmarks.server import server, server_database
from coordinator.db.engine import open_engine
from coordinator.db.tables.calendar import position, signup
from coordinator.db.work import Storage, Work
from coordinator.domain.errors import Refused
from coordinator.domain.events import Event, EventKind, Position
from coordinator.domain.people import Person
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When, wall_time_of
from coordinator.runtime.clock import SystemClock
from coordinator.usecases.signups import sign_up
from coordinator.usecases.upkeep import create_database

CLIENTS = 8
EVENTS = 40
PLACES = 5
ROUNDS = 5

Client = Callable[[str, Sequence[int], int, Callable[[], object]], None]


def main() -> None:
    """Race on both databases, look who sits where, report."""
    with tempfile.TemporaryDirectory() as folder:
        rates = [_race(ours, _made(str(Path(folder) / f"{turn}.db"))) for turn in range(ROUNDS)]
    print(f"S7: {CLIENTS} clients, {EVENTS} events, {PLACES} places each, {ROUNDS} races: all exactly full")
    print(f"  SQLite, ours                 {statistics.median(rates):8.0f} sign-ups/s")
    with server() as url:
        races = [[_on_server(url, client) for client in (ours, bare, logged)] for _turn in range(ROUNDS + 1)][1:]
    mine, plain, full = (statistics.median(rates) for rates in zip(*races, strict=True))
    print(f"  PostgreSQL, ours             {mine:8.0f} sign-ups/s")
    print(f"  PostgreSQL, bare FOR UPDATE  {plain:8.0f} sign-ups/s")
    print(f"  PostgreSQL, bare, same rows  {full:8.0f} sign-ups/s")
    show_ratio("sign-ups a second against the bare driver", statistics.median(a / b for a, b, _c in races), ">= 0.6x")
    same = statistics.median(a / c for a, _b, c in races)
    show_ratio("against the bare driver that writes the same rows", same, "")


def _on_server(url: str, client: Client) -> float:
    with server_database(url) as target:
        return _race(client, _made(target))


def _made(target: str) -> str:
    create_database(target, precinct=Precinct(), actor="benchmark", clock=SystemClock(), fill=_fill).close()
    return target


def _fill(work: Work) -> None:
    work.people.add_many([Person(f"Given {number}", f"Family {number}") for number in range(CLIENTS)])
    day = wall_time_of(work.now, work.zone).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
    events = []
    for number in range(EVENTS + 1):
        starts = day + timedelta(days=10 + number)
        when = When(starts, starts + timedelta(hours=3), work.zone)
        room = PLACES if number < EVENTS else CLIENTS  # the last is for warming up
        place = Position(1, needed=room, maximum=room)
        events.append(Event(EventKind.VOLUNTEER, f"Shift {number}", when, uid=str(number), positions=(place,)))
    work.events.add_many(events)


def _race(client: Client, target: str) -> float:
    """Sign-ups a second from the common start to the last answer."""
    context = multiprocessing.get_context("fork")
    ready = context.Barrier(CLIENTS + 1)
    runners = []
    for person in range(1, CLIENTS + 1):
        # Two by two they want the places in the same order, so that they meet at nearly every one.
        wanted = random.Random(person // 2).sample(range(1, EVENTS + 1), EVENTS)
        runners.append(context.Process(target=client, args=(target, wanted, person, ready.wait)))
    for runner in runners:
        runner.start()
    ready.wait()
    begun = time.perf_counter()
    for runner in runners:
        runner.join()
    taken = time.perf_counter() - begun
    if any(runner.exitcode for runner in runners):
        raise SystemExit("a client broke down")
    _look_over(target)
    return EVENTS * PLACES / taken


def ours(target: str, wanted: Sequence[int], person: int, ready: Callable[[], object]) -> None:
    """Through the use case, with every rule and the log."""
    storage = Storage(open_engine(target), target, actor=f"client {person}", clock=SystemClock())
    storage.change(sign_up, EVENTS + 1, person)
    ready()
    for position_id in wanted:
        with suppress(Refused):
            storage.change(sign_up, position_id, person)
    storage.close()


def bare(target: str, wanted: Sequence[int], person: int, ready: Callable[[], object]) -> None:
    """The least that is right: lock the position, count, insert."""
    with psycopg.connect(target) as connection:
        for position_id in (EVENTS + 1, *wanted):
            if position_id == wanted[0]:
                ready()
            _take(connection, position_id, person)
            connection.commit()


def logged(target: str, wanted: Sequence[int], person: int, ready: Callable[[], object]) -> None:
    """The same in a serializable transaction that waits for its turn and writes the rows of the log too."""
    with psycopg.connect(target) as connection:
        connection.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
        for position_id in (EVENTS + 1, *wanted):
            if position_id == wanted[0]:
                ready()
            connection.execute("LOCK TABLE precinct IN SHARE ROW EXCLUSIVE MODE")
            found = _take(connection, position_id, person)
            if found:
                _write_log(connection, found, f"{person}-{position_id}")
            connection.commit()


def _take(connection: psycopg.Connection, position_id: int, person: int) -> int | None:
    row = connection.execute("SELECT maximum FROM position WHERE id = %s FOR UPDATE", (position_id,)).fetchone()
    held = "SELECT count(*) FROM signup WHERE position_id = %s AND status IN ('confirmed', 'offered')"
    taken = connection.execute(held, (position_id,)).fetchone()
    if not row or not taken or taken[0] >= row[0]:
        return None
    new = connection.execute(
        "INSERT INTO signup (position_id, person_id, status, source, asked_at, answered_at, version,"
        " created_at, updated_at)"
        " VALUES (%s, %s, 'confirmed', 'coordinator', now(), now(), 1, now(), now()) RETURNING id",
        (position_id, person),
    ).fetchone()
    return new[0] if new else None


def _write_log(connection: psycopg.Connection, signup_id: int, token: str) -> None:
    new = connection.execute(
        "INSERT INTO change_set (at, actor, pc, kind, label_code, label_facts, schema_revision, token)"
        " SELECT now(), 'bare', 'pc', 'do', 'signed-up', %s, '', %s FROM pg_advisory_xact_lock(1)"
        " RETURNING id, pg_notify('coordinator', id::text)",
        ('{"name": "Given Family", "reason": "", "role": "Sorter", "title": "Shift"}', token),
    ).fetchone()
    connection.execute(
        "INSERT INTO change (change_set_id, table_name, key, row_version, after) VALUES (%s, 'signup', %s, 1, %s)",
        (new and new[0], signup_id, '{"answered_at": "2026-11-23T02:26:29.277424+00:00"}' + " " * 250),
    )


def _look_over(target: str) -> None:
    engine = open_engine(target)
    with engine.connect() as connection:
        held = select(func.count(signup.c.id), func.count(signup.c.person_id.distinct()))
        rows = (
            held.select_from(position).outerjoin(signup, signup.c.position_id == position.c.id).group_by(position.c.id)
        )
        rows = rows.order_by(position.c.id)
        found = [tuple(row) for row in connection.execute(rows)]
    engine.dispose()
    if found != [(PLACES, PLACES)] * EVENTS + [(CLIENTS, CLIENTS)]:
        raise SystemExit(f"not exactly full, or somebody twice: {found}")


if __name__ == "__main__":
    main()
