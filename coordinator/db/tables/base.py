"""The metadata, the column types and the columns that every logged table has."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = BigInteger().with_variant(Integer, "sqlite")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant: `timestamptz` on PostgreSQL, whole microseconds since 1970 on SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """The column type of this database."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuses a naive time: it would mean something else on every PC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        if dialect.name == "postgresql":
            return value.astimezone(UTC)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Back as UTC."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            instant: datetime = value.astimezone(UTC)
            return instant
        return _EPOCH + timedelta(microseconds=value)


logged_tables: list[Table] = []
DERIVED = frozenset({"starts_at", "ends_at", "long_running", "sort_key", "match_key"})
"""The columns, in whatever table, that follow from the others of their row."""


def logged(name: str, *items: SchemaItem) -> Table:
    """A table whose every change goes through the recorder: with id, version and the two instants."""
    table = Table(
        name,
        metadata,
        Column("id", Key, Identity(), primary_key=True),
        *items,
        Column("version", Integer, nullable=False),
        Column("created_at", Instant, nullable=False),
        Column("updated_at", Instant, nullable=False),
        sqlite_autoincrement=True,
    )
    logged_tables.append(table)
    return table


def bookkeeping(name: str, *items: SchemaItem) -> Table:
    """A table that is no part of the log."""
    return Table(name, metadata, Column("id", Key, Identity(), primary_key=True), *items, sqlite_autoincrement=True)


def index_of_some(name: str, *columns: str, where: str) -> Index:
    """An index of the rows that a condition names, the same on both databases as the migrations make it. Here only
    SQLite's half is said: PostgreSQL's would load its dialect, which takes a tenth of the time of opening a file."""
    return Index(name, *columns, sqlite_where=text(where))


def reference(name: str, target: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    """A column that points at a row of another table; rows in use cannot be deleted."""
    return Column(name, Key, ForeignKey(f"{target}.id"), nullable=nullable, index=index)


def possible_key(number: int) -> int:
    """The number, or one that no row has for a number that no row can have: drivers refuse what exceeds 64 bits."""
    return number if 0 < number < 2**63 else -1


def logged_table(name: str) -> Table:
    """A logged table by its name."""
    return metadata.tables[name]


def one_of(values: Sequence[str]) -> str:
    """SQL for a CHECK: the quoted list of allowed codes."""
    return ", ".join(f"'{value}'" for value in values)
