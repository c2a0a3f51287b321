"""An upgrade that is stopped at any statement leaves the old database or the new one, and the next opening finishes it.

Every statement: COORDINATOR_EVERY_STATEMENT=1 python -m pytest tests/db/test_interrupted_upgrade.py
"""

import gzip
import os
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, event, make_url, text

from coordinator.db.engine import open_engine
from coordinator.db.files import SCHEMA_REVISION
from coordinator.db.upgrade import upgrade_schema
from coordinator.domain.errors import CoordinatorError
from coordinator.usecases.upkeep import check_database, open_database
from tests.databases import ACTOR, CLOCK
from tests.db.interruptions import (
    Statements,
    everything_in,
    in_a_process_of_its_own,
    kill,
    refuse,
    watching,
)
from tests.db.test_upgrade import RELEASED, SCHEMAS, _fill_every_table

EVERY = bool(os.environ.get("COORDINATOR_EVERY_STATEMENT"))
POINTS = 5  # of the statements, unless every one is asked for


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that may be killed is forked")


class Old:
    """A released database: as it was, as it is after the upgrade, and the statements that lead there."""

    def __init__(self, revision: str, folder: Path) -> None:
        self.content = gzip.decompress((SCHEMAS / f"{revision}.db.gz").read_bytes())
        self.revision = revision
        old = self.fresh(folder / "old")
        self.before = everything_in(old)
        counted = Statements()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlcipher, "connect", watching(lambda one, _at: counted.watch(one), sqlcipher.connect))
            upgrade(old)
        self.after = everything_in(old)
        self.statements = counted.seen

    def fresh(self, folder: Path) -> Path:
        """The database in a folder of its own."""
        folder.mkdir(parents=True)
        path = folder / "precinct14.db"
        path.write_bytes(self.content)
        return path


def points(statements: int, first: int = 1) -> range:
    """The numbers of the statements to stop at."""
    return range(first, statements + 1, 1 if EVERY else max(1, statements // POINTS))


def upgrade(path: Path) -> None:
    open_database(str(path), actor=ACTOR, clock=CLOCK).close()


@pytest.fixture(scope="module", params=RELEASED)
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Old:
    """Each released schema."""
    return Old(request.param, tmp_path_factory.mktemp(f"schema-{request.param}"))


def stopped_at(path: Path, number: int, stop: object, *, forked: bool) -> bool:
    """Open the database, and stop before this statement; True when the opening came to its end."""
    counted = Statements(number, stop)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlcipher, "connect", watching(lambda one, _at: counted.watch(one), sqlcipher.connect))
        if forked:
            return in_a_process_of_its_own(partial(upgrade, path))
        try:
            upgrade(path)
        except CoordinatorError:
            return False
        return True


def assert_old_or_new_and_then_new(old: Old, path: Path, where: str) -> None:
    assert everything_in(path) in (old.before, old.after), where
    upgrade(path)
    assert everything_in(path) == old.after, where
    for copy in (path.parent / "backups").glob("*.db"):
        assert everything_in(copy) in (old.before, old.after), where


def test_the_upgraded_database_is_in_order(old: Old, tmp_path: Path) -> None:
    path = old.fresh(tmp_path / "one")
    storage = open_database(str(path), actor=ACTOR, clock=CLOCK)
    assert check_database(storage).faults == ()
    storage.close()
    assert everything_in(path) == old.after
    assert old.before != old.after
    assert len(old.statements) > 50


def test_a_kill_at_any_statement_leaves_the_old_file_or_the_new_one(old: Old, tmp_path: Path) -> None:
    for number in points(len(old.statements)):
        path = old.fresh(tmp_path / str(number))
        assert not stopped_at(path, number, kill, forked=True), old.statements[number - 1]
        assert_old_or_new_and_then_new(old, path, old.statements[number - 1])


def test_a_statement_that_fails_leaves_the_old_file_or_the_new_one(old: Old, tmp_path: Path) -> None:
    ended = 0
    for number in points(len(old.statements), 2):
        path = old.fresh(tmp_path / str(number))
        ended += stopped_at(path, number, refuse, forked=False)
        assert_old_or_new_and_then_new(old, path, old.statements[number - 1])
    assert ended < len(points(len(old.statements), 2))


def test_a_disk_that_is_full_leaves_the_old_file_until_there_is_room(old: Old, tmp_path: Path) -> None:
    path = old.fresh(tmp_path / "full")
    pages = len(old.content) // 4096
    codes = []
    for room in range(pages, pages + 40):
        codes.append(_with_room_for(path, room))
        if codes[-1] == "":
            break
        assert everything_in(path) == old.before
    assert codes[-1] == ""
    assert set(codes[:-1]) <= {"full"}
    assert everything_in(path) == old.after


def _with_room_for(path: Path, pages: int) -> str:
    """Open it where the file may grow to so many pages; the code of the trouble, or nothing."""

    def limit(connection: sqlcipher.Connection, address: str) -> None:
        if path.name in address and ".part" not in address:
            connection.execute(f"PRAGMA max_page_count={pages}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlcipher, "connect", watching(limit, sqlcipher.connect))
        try:
            upgrade(path)
        except CoordinatorError as error:
            return error.code
        return ""


def test_two_programs_that_upgrade_a_file_at_once_both_open_it(old: Old, tmp_path: Path) -> None:
    path = old.fresh(tmp_path / "twice")
    children = []
    for _each in range(3):
        child = os.fork()
        if child == 0:
            try:
                upgrade(path)
            except BaseException:
                os._exit(1)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert everything_in(path) == old.after


# --- on a server


def run(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="module", params=RELEASED)
def old_template(request: pytest.FixtureRequest, server_url: str) -> Iterator[tuple[str, str]]:
    """The server's address and the name of a database of an older schema, with a row in every table."""
    name = f"old_{uuid4().hex[:12]}"
    run(server_url, f"CREATE DATABASE {name}")
    address = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    upgrade_schema(address, to=request.param)
    engine = open_engine(address)
    with engine.begin() as connection:
        _fill_every_table(connection)
    engine.dispose()
    yield server_url, name
    run(server_url, f"DROP DATABASE {name} WITH (FORCE)")


class _ServerDatabase:
    def __init__(self, server_url: str, template: str) -> None:
        self._server_url = server_url
        self.name = f"copy_{uuid4().hex[:12]}"
        run(server_url, f"CREATE DATABASE {self.name} TEMPLATE {template}")
        self.address = make_url(server_url).set(database=self.name).render_as_string(hide_password=False)

    def drop(self) -> None:
        run(self._server_url, f"DROP DATABASE {self.name} WITH (FORCE)")

    def everything(self) -> dict[str, object]:
        engine = open_engine(self.address)
        with engine.connect() as connection:
            columns = "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
            made = connection.execute(text(f"{columns} WHERE table_schema = 'public' ORDER BY 1, 2")).all()
            rules = text("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2")
            indexes = text("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
            found: dict[str, object] = {
                "schema": (made, connection.execute(rules).all(), connection.execute(indexes).all())
            }
            for name in sorted({row.table_name for row in made}):
                found[name] = sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"'))))
        engine.dispose()
        return found


class _Stop:
    """At the statement of this number an error, or the end of the server's process for this connection."""

    def __init__(self, server_url: str, number: int = 0, *, ends: bool = False) -> None:
        self.seen = 0
        self._server_url, self._number, self._ends = server_url, number, ends

    def __call__(self, connection: object, cursor: object, *_rest: object) -> None:
        self.seen += 1
        if self.seen != self._number:
            return
        if not self._ends:
            raise KeyboardInterrupt
        pid = cursor.connection.info.backend_pid  # type: ignore[attr-defined]
        run(self._server_url, f"SELECT pg_terminate_backend({pid}, 5000)")

    def upgrade(self, address: str) -> bool:
        """If the upgrade came to its end."""
        event.listen(Engine, "before_cursor_execute", self)
        try:
            upgrade_schema(address)
        except (CoordinatorError, KeyboardInterrupt):
            return False
        finally:
            event.remove(Engine, "before_cursor_execute", self)
        return True


@pytest.mark.parametrize("ends", [False, True], ids=["an error", "a backend that ends"])
def test_on_a_server_any_statement_may_fail(old_template: tuple[str, str], ends: bool) -> None:
    server_url, template = old_template
    whole = _ServerDatabase(server_url, template)
    before = whole.everything()
    counted = _Stop(server_url)
    assert counted.upgrade(whole.address)
    after = whole.everything()
    whole.drop()
    assert (before != after, counted.seen > 5) == (True, True)
    for number in points(counted.seen):
        database = _ServerDatabase(server_url, template)
        assert not _Stop(server_url, number, ends=ends).upgrade(database.address), number
        assert database.everything() == before, number
        upgrade_schema(database.address)
        assert database.everything() == after, number
        database.drop()


def test_two_programs_that_upgrade_a_server_at_once_both_come_through(old_template: tuple[str, str]) -> None:
    server_url, template = old_template
    database = _ServerDatabase(server_url, template)
    failed: list[BaseException] = []

    def go() -> None:
        try:
            upgrade_schema(database.address)
        except BaseException as error:
            failed.append(error)

    both = [threading.Thread(target=go) for _each in range(3)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    engine = open_engine(database.address)
    with engine.connect() as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    engine.dispose()
    database.drop()
    assert (failed, revision) == ([], [SCHEMA_REVISION])
