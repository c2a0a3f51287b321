"""Of PCs that start at once one upgrades the office's database, and an older program leaves a newer one alone."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from coordinator.db.engine import open_engine
from coordinator.db.files import SCHEMA_REVISION, raw_connection
from coordinator.db.newer import refuse_newer
from coordinator.db.upgrade import revision_of, upgrade_schema, wait_for_upkeep
from coordinator.domain.errors import StorageTrouble
from coordinator.usecases.people import add_person
from coordinator.usecases.precinct import precinct
from coordinator.usecases.upkeep import open_database
from tests.conftest import ROOT
from tests.databases import ACTOR, CLOCK
from tests.makers import a_person

_OPENED = """
import sys
from coordinator.usecases.precinct import precinct
from coordinator.usecases.upkeep import open_database
from tests.databases import ACTOR, CLOCK

open_database(sys.argv[1], actor=ACTOR, clock=CLOCK).close()
"""


@pytest.fixture
def old_office(empty_server_database: str) -> str:
    """An office of the third schema on a server."""
    upgrade_schema(empty_server_database, to="0003")
    columns = "id, name, zone, paper, clock, first_weekday, languages, version, created_at, updated_at"
    values = "1, 'Precinct 14', 'America/New_York', 'letter', 12, 6, 'en', 1, now(), now()"
    with psycopg.connect(empty_server_database) as server:
        server.execute(f"INSERT INTO precinct ({columns}) VALUES ({values})".encode())
    return empty_server_database


def test_of_three_that_come_at_once_one_upgrades_and_the_others_go_on(old_office: str) -> None:
    with psycopg.connect(old_office) as holding:
        holding.execute("LOCK TABLE change_set IN ACCESS EXCLUSIVE MODE")  # so that all of them meet
        begun = [subprocess.Popen([sys.executable, "-c", _OPENED, old_office], cwd=ROOT) for _nth in range(3)]
        _wait_for(old_office, sessions=3)
    assert [process.wait() for process in begun] == [0, 0, 0]
    storage = open_database(old_office, actor=ACTOR, clock=CLOCK)
    assert (revision_of(storage.engine, old_office), storage.read(precinct).name) == (SCHEMA_REVISION, "Precinct 14")
    storage.close()


def _wait_for(target: str, *, sessions: int) -> None:
    """Until so many others wait for a lock: one for the table, the rest for their turn."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with psycopg.connect(target, autocommit=True) as watching:
        while (watching.execute(waiting.encode()).fetchone() or (0,))[0] < sessions:
            watching.execute("SELECT pg_sleep(0.05)")


def test_an_older_program_says_newer_and_changes_nothing(server_database: str) -> None:
    newer = f"{int(SCHEMA_REVISION) + 1:04}"
    with psycopg.connect(server_database) as server:
        server.execute("UPDATE alembic_version SET version_num = %s", [newer])
    with pytest.raises(StorageTrouble) as refused:
        open_database(server_database, actor=ACTOR, clock=CLOCK)
    engine = open_engine(server_database)
    assert (refused.value.code, revision_of(engine, server_database)) == ("newer", newer)
    engine.dispose()
    with pytest.raises(StorageTrouble):
        refuse_newer(newer, server_database)


def test_a_program_that_is_open_while_another_pc_upgrades_saves_nothing_more(server_database: str) -> None:
    with closing(open_database(server_database, actor=ACTOR, clock=CLOCK)) as here:
        here.change(add_person, a_person("Ada"))
        _upgrade_further(server_database)
        before = _log_of(server_database)
        with pytest.raises(StorageTrouble) as refused:
            here.change(add_person, a_person("Bo"))
        assert (refused.value.code, refused.value.facts["ours"]) == ("newer", SCHEMA_REVISION)
        assert _log_of(server_database) == before
        assert here.read(precinct).name == "Precinct 14"  # what is there can still be read


def test_a_change_waits_for_an_upgrade_that_is_under_way_and_is_refused_then(server_database: str) -> None:
    with (
        closing(open_database(server_database, actor=ACTOR, clock=CLOCK)) as here,
        closing(open_database(server_database, actor=ACTOR, clock=CLOCK)) as there,
        ThreadPoolExecutor() as threads,
    ):
        with there.engine.connect() as connection, connection.begin():
            wait_for_upkeep(connection)
            change = threads.submit(here.change, add_person, a_person("Ada"))
            _wait_for(server_database, sessions=1)
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{_newer()}'")
        with pytest.raises(StorageTrouble) as refused:
            change.result()
    assert refused.value.code == "newer"


def test_a_file_that_a_newer_program_upgraded_takes_no_change_of_this_one(database_file: Path) -> None:
    with closing(open_database(str(database_file), actor=ACTOR, clock=CLOCK)) as here:
        here.change(add_person, a_person("Ada"))
        with closing(raw_connection(database_file)) as other:
            other.execute("UPDATE alembic_version SET version_num = ?", (_newer(),))
        with pytest.raises(StorageTrouble) as refused:
            here.change(add_person, a_person("Bo"))
    assert refused.value.code == "newer"


def _newer() -> str:
    return f"{int(SCHEMA_REVISION) + 1:04}"


def _upgrade_further(target: str) -> None:
    """As a newer program on another PC does."""
    with psycopg.connect(target) as server:
        server.execute(f"UPDATE alembic_version SET version_num = '{_newer()}'".encode())


def _log_of(target: str) -> tuple[object, ...]:
    with psycopg.connect(target) as server:
        counts = b"SELECT (SELECT count(*) FROM change_set), (SELECT count(*) FROM person)"
        return tuple(server.execute(counts).fetchone() or ())
