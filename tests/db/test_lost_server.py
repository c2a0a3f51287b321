"""The server is lost in mid-work, at any byte: what was said to be saved is there once, all else is not there."""

import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from threading import Barrier, Event, Thread

import psycopg
import pytest
from sqlalchemy import text

from coordinator.db import patience, work
from coordinator.db.engine import open_engine, shown
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes
from coordinator.domain.documents import Document
from coordinator.domain.errors import Refused, StorageTrouble, Unsettled
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.privacy import Audience, Sheet
from coordinator.usecases.paper import record_print
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.sheets import PrintedPart, PrintedSheet
from coordinator.usecases.upkeep import check_database, open_database
from tests.databases import ACTOR, CLOCK
from tests.dropping import Break, DroppingLine, line_to
from tests.makers import a_person

DROPS = int(os.environ.get("COORDINATOR_DROPS", "30"))
_POINTS = 3
NO_PAPER = Document("roster.pdf", "application/pdf", b"")
PARTS = (PrintedPart("Food pantry"), PrintedPart("Homework club"))


@pytest.fixture
def line(server_database: str) -> Iterator[DroppingLine]:
    """The way to a fresh database, which can be broken."""
    yield from line_to(server_database)


@pytest.fixture
def storage(line: DroppingLine) -> Iterator[Storage]:
    """The database, over that way."""
    with closing(open_database(line.address, actor=ACTOR, clock=CLOCK)) as opened:
        yield opened


@pytest.fixture
def straight(server_database: str) -> Iterator[Storage]:
    """The same database, over a way of its own."""
    with closing(open_database(server_database, actor=ACTOR, clock=CLOCK)) as opened:
        yield opened


def somebody(name: str) -> Person:
    points = tuple(ContactPoint(ContactKind.PHONE, f"(212) 555-01{number:02}") for number in range(_POINTS))
    return replace(a_person(name, "Drop"), contact_points=points)


def add(storage: Storage, name: str) -> Changes:
    return storage.change(add_person, somebody(name))


def settle(storage: Storage, unsettled: Unsettled, name: str) -> Changes:
    return storage.settle(unsettled, add_person, somebody(name))


def names(storage: Storage) -> list[str]:
    return sorted(person.given_name for person in storage.read(lambda work: work.people.everyone()))


def halves(storage: Storage) -> list[str]:
    """Who has not all the phone numbers that were saved with them."""
    found = (
        "SELECT p.given_name FROM person p WHERE (SELECT count(*) FROM contact_point c WHERE c.person_id = p.id) <> 3"
    )
    return list(storage.read(lambda work: list(work.connection.execute(text(found)).scalars())))


def sets(storage: Storage) -> int:
    counted = text("SELECT count(*) FROM change_set WHERE kind = 'do'")
    return int(storage.read(lambda work: work.connection.execute(counted).scalar_one()))


@dataclass
class Told:
    """What the program said of each change."""

    saved: list[str] = field(default_factory=list)
    not_saved: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    settled: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{len(self.saved)} saved, {len(self.settled)} looked up, {len(self.not_saved)} not saved"


def drop_once(storage: Storage, line: DroppingLine, told: Told, name: str, *, sizes: dict[Break, int]) -> None:
    """One change over a line that breaks somewhere; what nobody knows is looked up over a line that may break too."""
    where = random.choice(list(Break))
    line.break_once(where, random.randrange(2 * sizes[where]) if where in sizes else 0)
    try:
        add(storage, name)
    except Unsettled as unsettled:
        settle_in_the_end(storage, line, unsettled, name, sizes)
        told.settled.append(name)
    except StorageTrouble as trouble:
        told.not_saved.append(name)
        told.codes.add(trouble.code)
    else:
        told.saved.append(name)


def settle_in_the_end(
    storage: Storage, line: DroppingLine, unsettled: Unsettled, name: str, sizes: dict[Break, int]
) -> None:
    for _attempt in range(5):
        if random.random() < 0.5:
            where = random.choice(list(Break))
            line.break_once(where, random.randrange(2 * sizes[where]) if where in sizes else 0)
        try:
            settle(storage, unsettled, name)
        except Unsettled as still:
            unsettled = still
        else:
            return
    line.mend()
    settle(storage, unsettled, name)


def test_a_line_that_breaks_at_any_byte_doubles_nothing_and_loses_nothing_that_was_saved(
    storage: Storage, straight: Storage, line: DroppingLine, record_property: Callable[[str, object], None]
) -> None:
    random.seed(4)
    told = Told()
    add(storage, "warm")
    line.mend()
    add(storage, "counted")
    sizes = {way: line.counted(way) for way in (Break.TO_SERVER, Break.TO_CLIENT)}
    broken = number = 0
    while broken < DROPS:
        number += 1
        drop_once(storage, line, told, f"n{number:04}", sizes=sizes)
        broken += line.has_broken
        line.mend()

    expected = sorted(["warm", "counted", *told.saved, *told.settled])
    record_property("drops", f"{broken} drops in {number} changes: {told}")
    assert names(straight) == expected
    assert told.codes == {"server-lost"}
    assert halves(straight) == []
    assert sets(straight) == len(expected)
    assert check_database(straight).ok


@pytest.mark.parametrize(
    ("where", "outcome"),
    [
        (Break.BEFORE_COMMIT, Unsettled),
        (Break.AFTER_COMMIT, Unsettled),
        (Break.LATE_COMMIT, Unsettled),
        (Break.TO_SERVER, StorageTrouble),
    ],
)
def test_what_becomes_of_a_change_is_told_by_where_the_line_broke(
    storage: Storage, straight: Storage, line: DroppingLine, where: Break, outcome: type[StorageTrouble]
) -> None:
    add(storage, "first")
    line.break_once(where, 200 if where is Break.TO_SERVER else 0)

    with pytest.raises(StorageTrouble) as trouble:
        add(storage, "second")

    assert type(trouble.value) is outcome
    if isinstance(trouble.value, Unsettled):
        changes = settle(storage, trouble.value, "second")
        assert changes.label.code == "person-added"
        assert names(straight) == ["first", "second"]
    else:
        assert names(straight) == ["first"]


def test_looking_up_says_unsettled_as_long_as_the_server_is_away(
    storage: Storage, straight: Storage, line: DroppingLine
) -> None:
    line.break_once(Break.AFTER_COMMIT)
    with pytest.raises(Unsettled) as first:
        add(storage, "one")
    line.pull()
    with pytest.raises(Unsettled) as second:
        settle(storage, first.value, "one")
    line.mend()

    settle(storage, second.value, "one")

    assert second.value.token == first.value.token
    assert names(straight) == ["one"]


def test_a_change_that_was_not_saved_and_may_not_be_any_more_is_refused_after_the_look_up(
    storage: Storage, line: DroppingLine
) -> None:
    def refuse(_work: Work) -> Changes:
        raise Refused

    line.break_once(Break.BEFORE_COMMIT)
    with pytest.raises(Unsettled) as unsettled:
        add(storage, "one")

    with pytest.raises(Refused):
        storage.settle(unsettled.value, refuse)


def test_a_note_of_printing_is_made_once_however_often_it_is_tried(storage: Storage, line: DroppingLine) -> None:
    printed = PrintedSheet(Sheet.SHIFT_ROSTER, Audience.STAFF, NO_PAPER, parts=PARTS, events=2)
    line.break_once(Break.AFTER_COMMIT)
    with pytest.raises(Unsettled) as unsettled:
        storage.change(record_print, printed)

    storage.settle(unsettled.value, record_print, printed)

    assert [run.about for run in storage.read(lambda work: work.bookkeeping.print_runs())] == [
        "Homework club",
        "Food pantry",
    ]


def test_a_server_that_swallows_everything_is_not_waited_for(
    storage: Storage, straight: Storage, line: DroppingLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENCE", 0.2)
    add(storage, "one")

    def cut_off(work: Work) -> Changes:
        line.swallow()
        return add_person(work, somebody("two"))

    with pytest.raises(StorageTrouble) as trouble:
        storage.change(cut_off)

    assert trouble.value.code == "server-lost"
    line.mend()
    add(storage, "three")
    assert names(straight) == ["one", "three"]


def test_a_long_statement_is_waited_for_as_long_as_the_server_works(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENCE", 0.05)

    assert storage.read(lambda work: work.connection.execute(text("SELECT 1 FROM pg_sleep(1)")).scalar_one()) == 1


def test_reads_go_on_after_the_server_was_away(storage: Storage, line: DroppingLine) -> None:
    add(storage, "one")
    line.pull()
    for _each in range(3):
        with pytest.raises(StorageTrouble) as trouble:
            storage.read(people_matching, PeopleQuery())
        assert trouble.value.code == "server-lost"
    line.mend()

    assert storage.read(people_matching, PeopleQuery()).total == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("57P01", "server-lost"),
        ("57P03", "server-lost"),
        ("08006", "server-lost"),
        ("57014", "server-lost"),
        ("25006", "read-only"),
        ("55P03", "locked"),
        ("53100", "full"),
    ],
)
def test_what_the_server_says_is_told_by_its_code_and_not_by_its_words(
    straight: Storage, words: str, code: str
) -> None:
    said = text(f"DO $$ BEGIN RAISE EXCEPTION 'no sé' USING ERRCODE = '{words}'; END $$")

    with pytest.raises(StorageTrouble) as trouble:
        straight.change(lambda work: work.connection.execute(said))

    assert trouble.value.code == code


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("postgresql://desk@no.such.host.invalid/office", "no.such.host.invalid/office"),
        (
            "postgresql://desk:geheim@127.0.0.1:1,127.0.0.1:2/office?target_session_attrs=read-write",
            "127.0.0.1, 127.0.0.1/office",
        ),
        ("postgresql://desk@[::1]:1,localhost/office?connect_timeout=2", "::1, localhost/office"),
    ],
)
def test_servers_that_are_not_there_are_said_to_be_lost(target: str, words: str) -> None:
    with pytest.raises(StorageTrouble) as trouble:
        open_database(target, actor=ACTOR, clock=CLOCK)

    assert (trouble.value.code, trouble.value.facts["path"], shown(target)) == ("server-lost", words, words)


def test_of_several_servers_the_first_that_answers_is_taken(server_database: str, line: DroppingLine) -> None:
    user = line.address.removeprefix("postgresql://").partition("@")[0]
    database = server_database.partition("?")[0].rpartition("/")[2]
    hosts = f"127.0.0.1:1,127.0.0.1:{line.port}"
    target = f"postgresql://{user}@{hosts}/{database}?target_session_attrs=read-write"
    with closing(open_database(target, actor=ACTOR, clock=CLOCK)) as storage:
        add(storage, "one")
        assert names(storage) == ["one"]


# --- conflicts with others, provoked for real


def test_a_deadlock_with_another_program_ends_with_the_change_saved_once(
    straight: Storage, server_database: str
) -> None:
    tried: list[int] = []
    begun = Event()
    with psycopg.connect(server_database) as other:
        other.execute("SET deadlock_timeout = '60s'")  # this program notices first
        other.execute("LOCK TABLE import_mapping IN ACCESS EXCLUSIVE MODE")
        waiting = Thread(target=other.execute, args=("LOCK TABLE print_run IN ACCESS EXCLUSIVE MODE",))

        def both(work: Work) -> Changes:
            tried.append(len(tried))
            work.connection.execute(text("LOCK TABLE print_run IN ACCESS EXCLUSIVE MODE"))
            if len(tried) == 1:
                waiting.start()
                begun.set()
                work.connection.execute(text("LOCK TABLE import_mapping IN ACCESS EXCLUSIVE MODE"))
            return add_person(work, somebody("one"))

        with ThreadPoolExecutor(1) as pool:
            saved = pool.submit(straight.change, both)
            assert begun.wait(60)
            waiting.join(60)
            other.rollback()
            saved.result(60)

    assert (names(straight), tried) == (["one"], [0, 1])


def test_a_row_that_another_program_changed_meanwhile_is_read_anew_and_changed_once(
    straight: Storage, server_database: str
) -> None:
    seen: list[str] = []

    def lengthen(work: Work) -> Changes:
        name = work.connection.execute(text("SELECT name FROM role WHERE id = 1")).scalar_one()
        seen.append(name)
        if len(seen) == 1:
            with psycopg.connect(server_database) as other:
                other.execute("UPDATE role SET name = 'Theirs' WHERE id = 1")
        work.connection.execute(text("UPDATE role SET name = :name WHERE id = 1"), {"name": f"{name} and ours"})
        return add_person(work, somebody("one"))

    straight.change(lengthen)

    found = straight.read(lambda work: work.connection.execute(text("SELECT name FROM role WHERE id = 1")).scalar_one())
    assert (found, seen, names(straight)) == ("Theirs and ours", ["Chair", "Theirs"], ["one"])


def test_a_conflict_that_never_ends_is_given_up_and_no_connection_is_held_meanwhile(
    straight: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    monkeypatch.setattr(work.time, "sleep", lambda _seconds: held.append(straight.engine.pool.checkedout()))  # type: ignore[attr-defined]
    conflict = text("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")

    with pytest.raises(StorageTrouble) as trouble:
        straight.change(lambda work: work.connection.execute(conflict))

    assert trouble.value.code == "locked"
    assert held == [0] * 11


def test_a_row_that_a_lost_change_still_holds_makes_the_look_up_wait_and_try_later(
    server_database: str, line: DroppingLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.db.engine.BUSY_SECONDS", 0.2)
    with closing(Storage(open_engine(line.address), line.address, actor=ACTOR, clock=CLOCK)) as storage:
        line.break_once(Break.AFTER_COMMIT)
        with pytest.raises(Unsettled) as unsettled:
            add(storage, "one")
        with closing(Storage(open_engine(server_database), server_database, actor=ACTOR, clock=CLOCK)) as other:
            inside, leave = Barrier(2), Barrier(2)

            def hold(work: Work) -> None:
                add_person(work, a_person("Other"))
                inside.wait(60)
                leave.wait(60)

            holding = Thread(target=other.change, args=(hold,))
            holding.start()
            inside.wait(60)
            with pytest.raises(Unsettled) as still:
                settle(storage, unsettled.value, "one")
            leave.wait(60)
            holding.join()
        settle(storage, still.value, "one")
        assert names(storage) == ["Other", "one"]
