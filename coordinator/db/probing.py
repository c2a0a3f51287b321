"""A look at a server before anything is done there: found, let in, allowed, and what is in the database.

Nothing is written. Nothing waits longer than a few seconds.
"""

import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from coordinator.db.files import SCHEMA_REVISION, is_server
from coordinator.db.tables import metadata
from coordinator.domain.offices import Holds, OfficeTest, Says, Step
from coordinator.domain.problems import Fact

_PATIENCE = 5  # seconds for each thing that may not answer
_OLDEST = 140000  # PostgreSQL 14, as the server numbers it
_CLOCKS_DIFFER = 60  # seconds that make a history hard to read
_HERE = ("localhost", "127.0.0.1", "::1")  # nobody reads along on the way
_OTHER_TABLES_OF_OURS = frozenset({"alembic_version", "search_entry"})

# In English and Spanish: before there is a connection a server gives no codes.
_REFUSALS = (
    (r"no password supplied", "office-password-missing"),
    (r"password authentication failed|autentifica\w+ (de )?password fall", "office-password-refused"),
    (r"certificate verify failed|unable to get local issuer", "office-certificate-untrusted"),
    (r"root certificate file .* does not exist|no root certificate", "office-certificate-missing"),
    (r"server certificate for .* does not match", "office-certificate-of-another"),
    (r"server does not support SSL|SSL is not enabled", "office-encryption-impossible"),
    (r"no pg_hba\.conf entry|no hay una l.nea en pg_hba\.conf", "office-not-let-in"),
    (r"pg_hba\.conf rejects", "office-not-let-in"),
    (r"database \".*\" does not exist|no existe la base de datos", "office-database-missing"),
    (r"role \".*\" does not exist|no existe el rol", "office-user-unknown"),
    (r"permission denied for database|no tiene privilegio CONNECT", "office-may-not-connect"),
    (r"too many (connections|clients)|remaining connection slots", "office-server-busy"),
    (r"starting up|shutting down|recovery", "office-server-starting"),
    (r"session is read-only|hot standby mode|no such session", "office-only-standby"),
    (r"timeout", "office-silent"),
)

_ABOUT = """
SELECT session_user AS name, current_database() AS database, current_schema() AS schema, clock_timestamp() AS clock,
  pg_is_in_recovery() AS standby, current_setting('default_transaction_read_only') = 'on' AS read_only,
  current_setting('server_encoding') AS encoding,
  coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create
"""
_TABLES = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = %s::regnamespace"
_RIGHTS = """
SELECT bool_and(has_table_privilege(oid, 'SELECT')),
  bool_and(has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE')
    AND has_table_privilege(oid, 'DELETE')), bool_and(pg_has_role(relowner, 'USAGE'))
FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace AND relname = ANY(%s)
"""


def probe(address: str) -> OfficeTest:
    """Test an address, password and all."""
    try:
        if not is_server(address):
            raise psycopg.ProgrammingError
        asked = conninfo_to_dict(re.sub(r"^postgres(ql\+psycopg)?://", "postgresql://", address))
    except psycopg.ProgrammingError:
        return OfficeTest((Step("office-address-unreadable", Says.STOPS),))
    return _Probe({key: value for key, value in asked.items() if value not in (None, "")}).run()


@dataclass(frozen=True, slots=True)
class _Host:
    name: str
    port: int


class _Stopped(Exception):
    """No use going on."""


class _Probe:
    def __init__(self, asked: dict[str, Any]) -> None:
        self._asked = asked
        self._steps: list[Step] = []
        self._holds = Holds.UNKNOWN
        self._read_only = False
        self._silent: list[_Host] = []

    def run(self) -> OfficeTest:
        try:
            milliseconds = self._find()
            with self._let_in() as connection:
                self._look(connection, milliseconds)
        except _Stopped:
            pass
        except psycopg.Error as error:
            self._stop("office-refused", words=_first_line(error))
        return OfficeTest(tuple(self._steps), self._holds, self._read_only)

    def _good(self, code: str, **facts: Fact) -> None:
        self._steps.append(Step(code, Says.GOOD, facts))

    def _warn(self, code: str, **facts: Fact) -> None:
        self._steps.append(Step(code, Says.WARNS, facts))

    def _stop(self, code: str, **facts: Fact) -> _Stopped:
        self._steps.append(Step(code, Says.STOPS, facts))
        return _Stopped()

    # --- found

    def _find(self) -> int | None:
        """Milliseconds to the first host that answers; None for a socket on this computer."""
        found = None
        silent = []
        for host in self._hosts():
            before = time.monotonic()
            code = _knock(host)
            if code:
                silent.append((code, host))
            elif found is None:
                found = round((time.monotonic() - before) * 1000)
        if found is None and silent:
            code, host = silent[0]
            raise self._stop(code, host=host.name, port=host.port)
        self._silent = [host for _code, host in silent]
        return found

    def _hosts(self) -> Iterator[_Host]:
        names = str(self._asked.get("hostaddr") or self._asked.get("host", "")).split(",")
        ports = str(self._asked.get("port", "5432")).split(",")
        for place, name in enumerate(names):
            if name and not name.startswith("/"):
                port = ports[place] if len(ports) > 1 else ports[0]
                yield _Host(name, int(port or 5432))

    # --- let in

    def _let_in(self) -> "psycopg.Connection[Any]":
        patience = {"connect_timeout": _PATIENCE, "options": f"-c statement_timeout={_PATIENCE * 1000}"}
        try:
            return psycopg.connect(**{**self._asked, **patience}, autocommit=True)
        except psycopg.Error as error:
            words = str(error)
            name = str(self._asked.get("user", ""))
            for pattern, code in _REFUSALS:
                if re.search(pattern, words, re.IGNORECASE):
                    host = str(self._asked.get("host", ""))
                    raise self._stop(code, name=name, database=self._database(), host=host) from None
            raise self._stop("office-refused", words=_first_line(error)) from None

    def _database(self) -> str:
        return str(self._asked.get("dbname", "") or self._asked.get("user", ""))

    # --- allowed, and what is there

    def _look(self, connection: "psycopg.Connection[Any]", milliseconds: int | None) -> None:
        self._say_found(connection, milliseconds)
        version = connection.info.server_version
        if version < _OLDEST:
            raise self._stop("office-server-old", version=version // 10000)
        cursor = connection.cursor(row_factory=psycopg.rows.dict_row)
        about = cursor.execute(_ABOUT).fetchone() or {}
        if about["encoding"] != "UTF8":
            raise self._stop("office-encoding", database=about["database"], encoding=about["encoding"])
        apart = abs((about["clock"] - datetime.now(UTC)).total_seconds())
        if apart > _CLOCKS_DIFFER:
            self._warn("office-clocks-differ", minutes=max(1, round(apart / 60)))
        self._read_only = about["standby"] or about["read_only"]
        named: dict[str, Fact] = {"name": about["name"], "database": about["database"]}
        if about["schema"] is None:
            raise self._stop("office-may-not-create", **named)
        tables = {row[0] for row in connection.execute(_TABLES, [about["schema"]])}
        self._weigh(connection, about, named, tables)

    def _say_found(self, connection: "psycopg.Connection[Any]", milliseconds: int | None) -> None:
        if connection.pgconn.ssl_in_use and milliseconds is not None:
            self._good("office-found", milliseconds=milliseconds)
        elif milliseconds is None or connection.info.host in _HERE:
            self._good("office-found-here")
        else:
            self._warn("office-found-unencrypted", milliseconds=milliseconds)
        for host in self._silent:
            self._warn("office-one-silent", host=f"{host.name}:{host.port}")

    def _weigh(
        self, connection: "psycopg.Connection[Any]", about: dict[str, Any], named: dict[str, Fact], tables: set[str]
    ) -> None:
        ours = set(metadata.tables) | _OTHER_TABLES_OF_OURS
        revision = _revision(connection) if {"alembic_version", "precinct"} <= tables else None
        if revision is not None:
            self._weigh_office(connection, about["schema"], named, tables, revision)
        elif tables - ours:
            self._holds = Holds.OTHERS
            raise self._stop("office-others", **named)
        elif self._read_only:
            raise self._stop("office-standby-empty", **named)
        elif not about["may_create"]:
            raise self._stop("office-may-not-create", **named)
        else:
            self._holds = Holds.NOTHING
            self._good("office-may-write", **named)
            self._warn("office-empty", **named)

    def _weigh_office(
        self,
        connection: "psycopg.Connection[Any]",
        schema: str,
        named: dict[str, Fact],
        tables: set[str],
        revision: str,
    ) -> None:
        ours = sorted((set(metadata.tables) | _OTHER_TABLES_OF_OURS) & tables)
        row = connection.execute(_RIGHTS, [schema, ours]).fetchone()
        reads, writes, owns = row or (False, False, False)
        self._holds = Holds.OFFICE
        if not reads:
            raise self._stop("office-may-not-read", **named)
        if revision > SCHEMA_REVISION:
            raise self._stop("office-newer", **named)
        if self._read_only:
            self._warn("office-standby", **named)
        elif not writes:
            raise self._stop("office-may-not-write", **named)
        else:
            self._good("office-may-write", **named)
        self._say_what_is_there(connection, named)
        if revision < SCHEMA_REVISION:
            if self._read_only or not owns:
                raise self._stop("office-older-not-yours", **named)
            self._warn("office-older", **named)

    def _say_what_is_there(self, connection: "psycopg.Connection[Any]", named: dict[str, Fact]) -> None:
        counted = "SELECT (SELECT count(*) FROM person WHERE deleted_at IS NULL),"
        counted += " (SELECT count(*) FROM event WHERE deleted_at IS NULL), (SELECT name FROM precinct)"
        people, events, precinct = connection.execute(counted.encode()).fetchone() or (0, 0, "")
        self._good("office-holds", precinct=precinct, people=people, events=events, **named)


def _revision(connection: "psycopg.Connection[Any]") -> str | None:
    """The schema of an office that has begun; None for one whose making was interrupted."""
    try:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        begun = connection.execute("SELECT 1 FROM precinct").fetchone()
    except psycopg.errors.InsufficientPrivilege:
        return "0000"
    return str(found[0]) if found and begun else None


def _knock(host: _Host) -> str:
    """Nothing, or the code of what is wrong."""
    try:
        socket.create_connection((host.name, host.port), timeout=_PATIENCE).close()
    except socket.gaierror:
        return "office-host-unknown"
    except ConnectionRefusedError:
        return "office-port-closed"
    except (OSError, UnicodeError):
        return "office-silent"
    return ""


def _first_line(error: psycopg.Error) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
