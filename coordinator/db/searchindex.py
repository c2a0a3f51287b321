"""The tables of the search index themselves: whether they are sound, making them anew, bringing them into one piece."""

from collections.abc import Callable

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from coordinator.db import search

ON_FILE = ("search_text", "search_gram")
ON_SERVER = "search_entry"

_MADE_ON_FILE = {
    "search_text": "CREATE VIRTUAL TABLE search_text USING fts5(folded, tokenize='trigram case_sensitive 1')",
    "search_gram": (
        "CREATE VIRTUAL TABLE search_gram USING fts5(grams, content='', contentless_delete=1, detail=none,"
        " tokenize='ascii')"
    ),
}
_MADE_ON_SERVER = (
    "CREATE TABLE search_entry (kind text NOT NULL, record_id bigint NOT NULL, folded text NOT NULL,"
    " grams text[] NOT NULL, CONSTRAINT pk_search_entry PRIMARY KEY (kind, record_id))",
    "CREATE INDEX ix_search_entry_grams ON search_entry USING gin (grams)",
)
_COLUMNS = {"kind", "record_id", "folded", "grams"}
_INDEX = "ix_search_entry_grams"
# What FTS5 keeps beside its table: a table is dropped only when all of it is there, in whatever state.
_SHADOWS = {
    "data": "(id INTEGER PRIMARY KEY, block BLOB)",
    "idx": "(segid, term, pgno, PRIMARY KEY (segid, term)) WITHOUT ROWID",
    "content": "(id INTEGER PRIMARY KEY, c0)",
    "docsize": "(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)",
    "config": "(k PRIMARY KEY, v) WITHOUT ROWID",
}
_VERSION_OF_FTS5 = 4


def is_broken(connection: Connection) -> bool:
    """If a table of the index is missing, is not built as it should be, or cannot be read."""
    return _is_broken_on_server(connection) if connection.dialect.name == "postgresql" else _is_broken_file(connection)


def _is_broken_on_server(connection: Connection) -> bool:
    there = inspect(connection)
    if not there.has_table(ON_SERVER):
        return True
    columns = {column["name"] for column in there.get_columns(ON_SERVER)}
    indexes = {index["name"] for index in there.get_indexes(ON_SERVER)}
    key = there.get_pk_constraint(ON_SERVER)["constrained_columns"]
    return columns != _COLUMNS or _INDEX not in indexes or key != ["kind", "record_id"]


def _is_broken_file(connection: Connection) -> bool:
    tables = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    made = {row.name: row.sql for row in tables}
    if any(made.get(name) != statement for name, statement in _MADE_ON_FILE.items()):
        return True
    try:
        for name in ON_FILE:
            if [row[0] for row in connection.exec_driver_sql(f"PRAGMA integrity_check({name})")] != ["ok"]:
                return True
        connection.execute(text("SELECT count(folded) FROM search_text")).scalar()
        connection.execute(text("SELECT count(*) FROM search_gram WHERE search_gram MATCH 'nothing'")).scalar()
    except DBAPIError:
        return True
    return False


def other_tables(connection: Connection) -> list[str]:
    """The tables of a file that are no part of the index."""
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).scalars()
    return [name for name in names if not name.startswith((*ON_FILE, "sqlite_"))]


def make_anew(connection: Connection, *, told: Callable[[int], object] = bool) -> None:
    """The tables from nothing and every entry in them, whatever state they were in."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP TABLE IF EXISTS search_entry"))
        for statement in _MADE_ON_SERVER:
            connection.execute(text(statement))
    else:
        for name, statement in _MADE_ON_FILE.items():
            _drop(connection, name)
            connection.execute(text(statement))
    search.rebuild(connection, told=told)


def _drop(connection: Connection, name: str) -> None:
    """A table of FTS5, or what is left of one."""
    there = set(inspect(connection).get_table_names())
    if name in there:
        _complete(connection, name)
        connection.execute(text(f"DROP TABLE {name}"))
    for shadow in _SHADOWS:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}_{shadow}"))


def _complete(connection: Connection, name: str) -> None:
    for shadow, columns in _SHADOWS.items():
        connection.execute(text(f"CREATE TABLE IF NOT EXISTS {name}_{shadow} {columns}"))
    known = text(f"INSERT OR REPLACE INTO {name}_config (k, v) VALUES ('version', :version)")
    connection.execute(known, {"version": _VERSION_OF_FTS5})


def optimise(connection: Connection) -> None:
    """Bring a file's index into one piece, in which nothing is left of entries that were taken out."""
    for name in ON_FILE:
        connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('optimize')"))
