"""Whatever happens to file or server: a trouble with a sentence, nothing half saved, and no waiting for ever."""

import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from coordinator.db.files import raw_connection
from coordinator.db.upgrade import create_schema
from coordinator.db.work import Storage, Work
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.listings import PeopleQuery
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.upkeep import check_database, create_database, open_database
from coordinator.wording.problems import explain
from tests.databases import ACTOR, CLOCK, PRECINCT
from tests.makers import a_person

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def opened(database_file: Path) -> Iterator[Storage]:
    """A file, opened as the program does, with one person in it."""
    with closing(opened_at(database_file)) as storage:
        storage.change(add_person, a_person())
        yield storage


def opened_at(path: Path) -> Storage:
    return open_database(str(path), actor=ACTOR, clock=CLOCK)


def how_many(storage: Storage) -> int:
    return storage.read(people_matching, PeopleQuery()).total


def refusal(storage: Storage) -> str:
    with pytest.raises(StorageTrouble) as trouble:
        storage.change(add_person, a_person("Ada"))
    return trouble.value.code


def test_a_question_cannot_write(storage: Storage) -> None:
    with pytest.raises(StorageTrouble) as trouble:
        storage.read(add_person, a_person())

    assert trouble.value.code == "read-only"
    storage.change(add_person, a_person())
    assert how_many(storage) == 1


def test_a_file_deleted_while_open_is_said_and_no_empty_one_is_made(opened: Storage, database_file: Path) -> None:
    for file in database_file.parent.glob(f"{database_file.name}*"):
        file.unlink()

    assert refusal(opened) == "missing"
    with pytest.raises(StorageTrouble):
        how_many(opened)
    assert not database_file.exists()


def test_another_file_in_the_place_of_the_open_one_is_said(
    opened: Storage, database_file: Path, file_template: Path
) -> None:
    aside = database_file.rename(database_file.with_suffix(".old"))
    shutil.copy(file_template, database_file)

    assert refusal(opened) == "replaced"
    aside.replace(database_file)
    assert how_many(opened) == 1


def test_a_file_that_somebody_else_writes_to_is_busy_and_free_again_afterwards(
    opened: Storage, database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.db.files.BUSY_SECONDS", 0.1)
    with closing(opened_at(database_file)) as storage:
        with closing(raw_connection(database_file)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert refusal(storage) == "locked"
            assert how_many(storage) == 1
            other.execute("ROLLBACK")
        storage.change(add_person, a_person("Ada"))
        assert how_many(storage) == 2


@pytest.mark.parametrize("size", [0, 1, 50, 99, 100, 512, 4_096, 5_000, -4_097, -1])
def test_a_file_cut_short_is_refused_and_left_alone(database_file: Path, size: int) -> None:
    whole = database_file.read_bytes()
    database_file.write_bytes(whole[:size])

    with pytest.raises(StorageTrouble) as trouble, closing(opened_at(database_file)) as storage:
        storage.change(add_person, a_person())

    assert trouble.value.code == ("empty" if size == 0 else "not-ours" if 0 < size < 72 else "damaged")
    assert database_file.read_bytes() == whole[:size]


def test_a_header_that_speaks_of_billions_of_pages_costs_no_memory(database_file: Path) -> None:
    content = bytearray(database_file.read_bytes())
    content[28:32] = b"\xff\xff\xff\xfe"
    database_file.write_bytes(content)
    tracemalloc.start()
    try:
        with pytest.raises(StorageTrouble) as trouble:
            opened_at(database_file)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (trouble.value.code, most < 5_000_000) == ("damaged", True)


STORY = """
import resource
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.listings import PeopleQuery
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.upkeep import check_database, open_database
from tests.databases import ACTOR, CLOCK
from tests.makers import a_person

storage = open_database({path!r}, actor=ACTOR, clock=CLOCK)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
saved = 0
try:
    while saved < 200:
        storage.change(add_person, a_person(f"Number {{saved}}", notes="x" * 500))
        saved += 1
except StorageTrouble as trouble:
    assert trouble.code in ("disk-error", "full"), trouble.code
assert saved < 200
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert storage.read(people_matching, PeopleQuery()).total == saved
storage.change(add_person, a_person("Afterwards"))
assert check_database(storage).ok
storage.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on the size of files is a matter of Unix")
@pytest.mark.parametrize("limit", [0, 100_000, 300_000])
def test_a_full_disk_loses_nothing_and_work_goes_on_once_there_is_room(database_file: Path, limit: int) -> None:
    story = STORY.format(path=str(database_file), limit=limit)
    done = subprocess.run([sys.executable, "-c", story], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("made", ["empty file", "prepared file", "schema"])
def test_a_file_whose_making_was_interrupted_is_said_and_made_anew(tmp_path: Path, made: str) -> None:
    path = tmp_path / "precinct14.db"
    path.touch()
    if made == "prepared file":
        with closing(raw_connection(path)) as connection:
            connection.execute(f"PRAGMA application_id={0x436F6F72}")
    elif made == "schema":
        create_schema(str(path))

    with pytest.raises(StorageTrouble) as trouble:
        open_database(str(path), actor=ACTOR, clock=CLOCK)
    create_database(str(path), precinct=PRECINCT, actor=ACTOR, clock=CLOCK).close()

    assert trouble.value.code == "empty"
    with closing(open_database(str(path), actor=ACTOR, clock=CLOCK)) as storage:
        assert check_database(storage).ok


def test_a_server_database_whose_making_was_interrupted_is_said_and_made_anew(empty_server_database: str) -> None:
    create_schema(empty_server_database)

    with pytest.raises(StorageTrouble) as trouble:
        open_database(empty_server_database, actor=ACTOR, clock=CLOCK)
    create_database(empty_server_database, precinct=PRECINCT, actor=ACTOR, clock=CLOCK).close()

    assert trouble.value.code == "empty"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("x" * 300, "missing"),
        ("a\x00b", "missing"),
        ("postgresql://office:abc/precinct", "address-unreadable"),
        ("postgresql://ruiz:geheim@127.0.0.1:1/precinct", "server-lost"),
        ("postgresql:///precinct?host=/nowhere", "server-lost"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_its_password(target: str, code: str) -> None:
    with pytest.raises(StorageTrouble) as trouble:
        open_database(target, actor=ACTOR, clock=CLOCK)

    assert trouble.value.code == code
    assert "geheim" not in explain(trouble.value) + str(trouble.value.facts)


def test_a_path_that_no_file_can_have_is_refused_when_a_database_is_to_be_made() -> None:
    for path in ("x" * 300, "a\x00b"):
        with pytest.raises(StorageTrouble):
            create_database(path, precinct=PRECINCT, actor=ACTOR, clock=CLOCK)


def test_a_server_that_ends_the_connection_is_said_and_the_next_change_finds_it_again(server_database: str) -> None:
    def interrupted(work: Work) -> None:
        work.people.names()
        with psycopg.connect(server_database, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        work.people.names()

    with closing(open_database(server_database, actor=ACTOR, clock=CLOCK)) as storage:
        for run in (storage.change, storage.read):
            with pytest.raises(StorageTrouble) as trouble:
                run(interrupted)
            assert trouble.value.code == "server-lost"
        storage.change(add_person, a_person())
        assert how_many(storage) == 1


def test_a_row_that_somebody_holds_for_ever_is_not_waited_for(
    server_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.db.engine.BUSY_SECONDS", 0.2)
    with closing(open_database(server_database, actor=ACTOR, clock=CLOCK)) as storage:
        storage.change(add_person, a_person())
        with psycopg.connect(server_database) as other:
            other.execute("LOCK TABLE person IN EXCLUSIVE MODE")
            assert refusal(storage) == "locked"
        storage.change(add_person, a_person("Ada"))


def test_a_server_database_that_may_only_be_read_says_so(server_database: str) -> None:
    with psycopg.connect(server_database, autocommit=True) as other:
        other.execute(
            "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() "
            "|| ' SET default_transaction_read_only = on'; END $$"
        )
    with closing(open_database(server_database, actor=ACTOR, clock=CLOCK)) as storage:
        assert (refusal(storage), storage.read_only) == ("opened-read-only", "server-read-only")
        assert how_many(storage) == 0


def test_one_storage_serves_several_threads(storage: Storage) -> None:
    failed: list[Exception] = []

    def run(number: int) -> None:
        try:
            for turn in range(5):
                storage.change(add_person, a_person(f"Helper {number} {turn}"))
                how_many(storage)
        except Exception as error:  # whatever it is, it must reach the test
            failed.append(error)

    threads = [Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert how_many(storage) == 30
    assert check_database(storage).ok
