"""Moving an office: from a file to a server and back it is the same office, and a move that fails leaves no trace."""

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from coordinator.db import keys
from coordinator.db.rewriting import rewrite
from coordinator.db.work import Storage
from coordinator.domain.backups import Keeping
from coordinator.domain.errors import Interrupted, StorageTrouble
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.people import Person
from coordinator.domain.privacy import Audience, Export
from coordinator.usecases.backups import backups_of
from coordinator.usecases.exports import exported
from coordinator.usecases.history import changes_made, redo, undo
from coordinator.usecases.moving import move_office
from coordinator.usecases.office import office_size
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.upkeep import check_database, create_database, open_database
from tests.conftest import ROOT
from tests.databases import ACTOR, CLOCK, PRECINCT
from tests.usecases.wholes import fill

KEEPING = Keeping()
SCHEMAS = ROOT / "tests" / "db" / "schemas"


@pytest.fixture
def opened() -> Iterator[list[Storage]]:
    kept: list[Storage] = []
    yield kept
    for storage in kept:
        storage.close()


def at(target: str, opened: list[Storage]) -> Storage:
    storage = open_database(target, actor=ACTOR, clock=CLOCK)
    opened.append(storage)
    return storage


def all_of(storage: Storage) -> bytes:
    return storage.read(exported, ExportWish(Export.EVERYTHING, ExportFormat.JSON, Audience.STAFF)).document.content


def move(storage: Storage, target: object) -> None:
    move_office(storage, str(target), keeping=KEEPING, clock=CLOCK)


def test_there_and_back_it_is_the_same_office(
    file_storage: Storage, empty_server_database: str, tmp_path: Path, opened: list[Storage]
) -> None:
    file_storage.change(fill)
    before = all_of(file_storage)
    move(file_storage, empty_server_database)
    server = at(empty_server_database, opened)
    move(server, tmp_path / "back" / "again.db")
    back = at(str(tmp_path / "back" / "again.db"), opened)
    assert (all_of(server), all_of(back), all_of(file_storage)) == (before, before, before)
    assert (check_database(server).faults, check_database(back).faults) == ((), ())
    assert Path(back.target).stat().st_mode & 0o777 == 0o600


def test_undo_and_redo_go_on_after_the_move(
    file_storage: Storage, empty_server_database: str, opened: list[Storage]
) -> None:
    file_storage.change(add_person, Person("Ana", "Ruiz"))
    file_storage.change(add_person, Person("Bo", "Chen"))
    file_storage.change(undo)
    move(file_storage, empty_server_database)
    server = at(empty_server_database, opened)
    assert [each.id for each in server.read(changes_made)] == [each.id for each in file_storage.read(changes_made)]
    server.change(redo)
    server.change(undo)
    server.change(undo)
    assert server.read(people_matching, PeopleQuery()).total == 0
    assert file_storage.read(people_matching, PeopleQuery()).total == 1


def test_people_are_found_and_added_on_the_other_side(
    file_storage: Storage, empty_server_database: str, opened: list[Storage]
) -> None:
    first = file_storage.change(add_person, Person("Ana", "Ruiz")).record_id or 0
    move(file_storage, empty_server_database)
    server = at(empty_server_database, opened)
    assert [row.id for row in server.read(people_matching, PeopleQuery("rui")).rows] == [first]
    assert server.change(add_person, Person("Bo", "Chen")).record_id == first + 1


def test_a_backup_of_the_file_is_made_first_and_the_file_stays(file_storage: Storage, tmp_path: Path) -> None:
    file_storage.change(fill)
    moved = move_office(file_storage, str(tmp_path / "new.db"), keeping=KEEPING, clock=CLOCK)
    (backup,) = backups_of(file_storage.target)
    assert moved.backup is not None
    assert (backup.path, backup.reason, backup.good) == (moved.backup.path, "before-move", True)
    assert (backup.people, backup.events) == (moved.size.people, moved.size.events)
    assert file_storage.read(office_size) == moved.size


@pytest.mark.parametrize("schema", ["0001", "0003"])
def test_an_office_of_an_older_schema_is_brought_up_and_moved(
    schema: str, empty_server_database: str, tmp_path: Path, opened: list[Storage]
) -> None:
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((SCHEMAS / f"{schema}.db.gz").read_bytes()))
    old = at(str(path), opened)
    move(old, empty_server_database)
    server = at(empty_server_database, opened)
    assert all_of(server) == all_of(old)
    assert check_database(server).faults == ()


def test_what_is_taken_is_not_touched(file_storage: Storage, server_database: str, tmp_path: Path) -> None:
    taken = tmp_path / "letter.txt"
    taken.write_text("Dear Ana", encoding="utf-8")
    for target in (str(taken), server_database, file_storage.target):
        with pytest.raises(StorageTrouble) as refused:
            move(file_storage, target)
        assert refused.value.code == "exists"
    assert taken.read_text(encoding="utf-8") == "Dear Ana"
    assert backups_of(file_storage.target) == ()


def test_a_database_of_another_program_is_not_touched(file_storage: Storage, empty_server_database: str) -> None:
    with psycopg.connect(empty_server_database) as server:
        server.execute("CREATE TABLE payroll (id int)")
    with pytest.raises(StorageTrouble) as refused:
        move(file_storage, empty_server_database)
    assert refused.value.code == "not-ours"


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 1.0])
def test_a_cancelled_move_leaves_the_place_as_it_was(file_storage: Storage, tmp_path: Path, share: float) -> None:
    file_storage.change(fill)
    folder = tmp_path / "elsewhere"

    def cancel(done: int, total: int) -> None:
        if done >= share * total:
            raise Interrupted

    with pytest.raises(Interrupted):
        move_office(file_storage, str(folder / "new.db"), keeping=KEEPING, clock=CLOCK, progress=cancel)
    assert list(folder.iterdir()) == []
    move(file_storage, folder / "new.db")


def test_a_folder_that_takes_nothing_is_said(file_storage: Storage, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(StorageTrouble) as refused:
        move(file_storage, tmp_path / "file" / "new.db")
    assert refused.value.code == "folder-not-writable"


_KILLED = """
import os, signal, sys
from coordinator.domain.backups import Keeping
from coordinator.usecases.moving import move_office
from coordinator.usecases.upkeep import open_database
from tests.databases import ACTOR, CLOCK

source, target, share = sys.argv[1], sys.argv[2], float(sys.argv[3])

def kill(done, total):
    if done >= share * total:
        os.kill(os.getpid(), signal.SIGKILL)

move_office(open_database(source, actor=ACTOR, clock=CLOCK), target, keeping=Keeping(), clock=CLOCK, progress=kill)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_move_that_is_killed_leaves_the_place_as_it_was(
    kind: str,
    share: float,
    file_storage: Storage,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    opened: list[Storage],
) -> None:
    file_storage.change(fill)
    server = kind == "postgresql"
    target = str(request.getfixturevalue("empty_server_database")) if server else str(tmp_path / "there" / "new.db")
    command = [sys.executable, "-c", _KILLED, file_storage.target, target, str(share)]
    killed = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert server or not Path(target).exists()
    move(file_storage, target)  # nothing of the first attempt is in the way
    assert all_of(at(target, opened)) == all_of(file_storage)
    assert server or [file.name for file in Path(target).parent.iterdir() if file.name.startswith(".")] == []


def test_an_office_may_be_moved_from_one_server_database_into_another(
    server_database: str, empty_server_database: str, opened: list[Storage]
) -> None:
    source = at(server_database, opened)
    source.change(fill)
    move(source, empty_server_database)
    assert all_of(at(empty_server_database, opened)) == all_of(source)


def test_a_new_office_may_be_moved_before_anything_is_in_it(tmp_path: Path, opened: list[Storage]) -> None:
    made = create_database(str(tmp_path / "a.db"), precinct=PRECINCT, actor=ACTOR, clock=CLOCK)
    opened.append(made)
    move(made, tmp_path / "b.db")
    assert all_of(at(str(tmp_path / "b.db"), opened)) == all_of(made)


def test_out_of_a_file_with_a_passphrase_comes_one_with_the_same(
    database_file: Path, tmp_path: Path, opened: list[Storage]
) -> None:
    key = keys.new_key("five quiet harbor lamps")
    keys.remember(key)
    rewrite(database_file, key)
    locked = at(str(database_file), opened)
    locked.change(fill)
    move(locked, tmp_path / "new.db")
    assert (tmp_path / "new.db").read_bytes()[:16] == key.salt
    assert all_of(at(str(tmp_path / "new.db"), opened)) == all_of(locked)
    keys.forget(key.salt)
