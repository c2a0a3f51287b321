"""Copying a whole database: every row and number arrives on the other side, or nothing does."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import delete, func, insert, select

from coordinator.db.copying import copy_rows
from coordinator.db.engine import open_engine
from coordinator.db.files import raw_connection
from coordinator.db.tables import metadata
from coordinator.db.tables.people import tag
from coordinator.db.upgrade import prepare_file, upgrade_schema
from coordinator.db.work import Storage, Work
from coordinator.domain.errors import Interrupted, StorageTrouble
from coordinator.usecases.upkeep import check_database
from tests.databases import ACTOR, CLOCK
from tests.usecases.wholes import fill

Progress = tuple[int, int]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind to copy into."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("empty_server_database"))
    path = tmp_path / "new.db"
    path.touch()
    prepare_file(path)
    return str(path)


@pytest.fixture
def full(storage: Storage) -> Storage:
    """An office with some of everything, of either kind."""
    storage.change(fill)
    return storage


def copy(source: Storage, target: str, told: list[Progress] | None = None) -> int:
    def progress(done: int, total: int) -> None:
        if told is not None:
            told.append((done, total))

    return source.read(lambda work: copy_rows(work.connection, target, shown="there", progress=progress)).total


@pytest.fixture
def opened() -> Iterator[list[Storage]]:
    kept: list[Storage] = []
    yield kept
    for storage in kept:
        storage.close()


def at(target: str, opened: list[Storage]) -> Storage:
    storage = Storage(open_engine(target), target, actor=ACTOR, clock=CLOCK)
    opened.append(storage)
    return storage


def everything_in(work: Work) -> dict[str, list[tuple[object, ...]]]:
    tables = metadata.sorted_tables
    return {
        table.name: [tuple(row) for row in work.connection.execute(select(table).order_by(table.c.id))]
        for table in tables
    }


def test_every_row_of_every_table_arrives_as_it_was(full: Storage, place: str, opened: list[Storage]) -> None:
    copied = copy(full, place)
    there = at(place, opened)
    assert there.read(everything_in) == full.read(everything_in)
    assert copied == sum(len(rows) for rows in full.read(everything_in).values())
    assert check_database(there).faults == ()


def test_a_number_once_given_is_not_given_again(full: Storage, place: str, opened: list[Storage]) -> None:
    def one_more(work: Work) -> int:
        made = work.connection.execute(insert(tag).values(name="Parents").returning(tag.c.id))
        return int(made.scalar_one())

    last = full.change(one_more)
    full.change(lambda work: work.connection.execute(delete(tag).where(tag.c.id == last)))
    copy(full, place)
    assert at(place, opened).change(one_more) == last + 1


def test_progress_goes_up_to_the_end(full: Storage, place: str) -> None:
    told: list[Progress] = []
    copy(full, place, told)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def test_a_copy_that_is_cancelled_leaves_nothing(full: Storage, place: str) -> None:
    def cancel(done: int, total: int) -> None:
        if done * 2 > total:
            raise Interrupted

    with pytest.raises(Interrupted):
        full.read(lambda work: copy_rows(work.connection, place, shown="there", progress=cancel))
    engine = open_engine(place)
    with engine.connect() as connection:
        left = connection.dialect.get_table_names(connection)
    engine.dispose()
    assert left == []
    assert copy(full, place) > 0


def test_what_holds_rows_already_is_not_filled(full: Storage, place: str, opened: list[Storage]) -> None:
    copy(full, place)
    before = at(place, opened).read(everything_in)
    with pytest.raises(StorageTrouble) as refused:
        copy(full, place)
    assert (refused.value.code, refused.value.facts) == ("exists", {"path": "there"})
    assert at(place, opened).read(everything_in) == before


def test_tables_that_were_made_but_never_filled_are_no_hindrance(full: Storage, place: str) -> None:
    upgrade_schema(place)
    assert copy(full, place) > 0


HOSTILE = [
    "'; DROP TABLE person; --",
    "tab\there",
    "back\\slash \\N \\.",
    "new\nline\r\n",
    "نص \u202e عربي",
    "👩‍👩‍👧",
    "a" * 5_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_arrives_as_it_was(file_storage: Storage, empty_server_database: str, text: str) -> None:
    with closing(raw_connection(Path(file_storage.target))) as raw:
        raw.execute("UPDATE precinct SET address = ?", [text])
    copy(file_storage, empty_server_database)
    with psycopg.connect(empty_server_database) as server:
        assert server.execute("SELECT address FROM precinct").fetchall() == [(text,)]


@pytest.mark.parametrize("value", ["'a' || char(0) || 'b'", "CAST(x'41ff42' AS TEXT)", "CAST(x'eda080' AS TEXT)"])
def test_text_that_a_server_cannot_keep_names_its_record_and_nothing_is_copied(
    file_storage: Storage, empty_server_database: str, value: str
) -> None:
    file_storage.change(fill)
    with closing(raw_connection(Path(file_storage.target))) as raw:
        raw.execute(f"UPDATE contact_point SET label = {value} WHERE id = 1")
        (person, name) = raw.execute(
            "SELECT person.id, given_name || ' ' || family_name FROM contact_point JOIN person ON person.id = person_id"
            " WHERE contact_point.id = 1"
        ).fetchone()
    with pytest.raises(StorageTrouble) as refused:
        copy(file_storage, empty_server_database)
    assert (refused.value.code, refused.value.facts) == (
        "row-unmovable",
        {"table": "person", "id": person, "name": name},
    )
    with psycopg.connect(empty_server_database) as server:
        assert server.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_what_a_server_has_no_room_for_names_its_record(file_storage: Storage, empty_server_database: str) -> None:
    file_storage.change(fill)
    with closing(raw_connection(Path(file_storage.target))) as raw:
        raw.execute("UPDATE venue SET version = 3000000000")
        (key, name) = raw.execute("SELECT id, name FROM venue ORDER BY id").fetchone()
    with pytest.raises(StorageTrouble) as refused:
        copy(file_storage, empty_server_database)
    assert refused.value.facts == {"table": "venue", "id": key, "name": name}


def test_a_file_holds_what_only_files_hold(file_storage: Storage, tmp_path: Path, opened: list[Storage]) -> None:
    with closing(raw_connection(Path(file_storage.target))) as raw:
        raw.execute("UPDATE precinct SET address = 'a' || char(0) || 'b'")
    path = tmp_path / "new.db"
    path.touch()
    prepare_file(path)
    copy(file_storage, str(path))
    precinct = metadata.tables["precinct"]
    address = at(str(path), opened).read(
        lambda work: work.connection.execute(select(precinct.c.address, func.length(precinct.c.address))).one()
    )
    assert address[0] == "a\0b"
