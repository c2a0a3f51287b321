"""Many rows at once: column by column past SQLAlchemy's reckoning of each row, by COPY where there is a server."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

MANY = 100
"""From so many rows on it is worth the while."""

Columns = Mapping[str, Sequence[Any]]


def write_logged(connection: Connection, table: Table, columns: Columns) -> None:
    """Add rows to a table of ours; `columns` names each of its columns, with as many values as there are rows."""
    names = [column.name for column in table.c]
    if connection.dialect.name == "postgresql":
        write_rows(connection, table.name, names, zip(*(columns[name] for name in names), strict=True))
        return
    bound = [_bound(connection, table, name, columns[name]) for name in names]
    write_rows(connection, table.name, names, zip(*bound, strict=True))


def write_rows(connection: Connection, table_name: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows of values that the driver takes as they are."""
    listed = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "postgresql":
        _copy(connection, f'COPY "{table_name}" ({listed}) FROM STDIN', rows)
        return
    holes = ", ".join(repeat("?", len(names)))
    many = list(rows)
    if many:
        connection.exec_driver_sql(f'INSERT INTO "{table_name}" ({listed}) VALUES ({holes})', many)


def _copy(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver = connection.dialect.loaded_dbapi
    cursor: Any = connection.connection.cursor()
    try:
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:  # not seen by SQLAlchemy, so what it would have made of it is made here
        lost = connection.dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            statement, None, error, driver.Error, connection_invalidated=lost, dialect=connection.dialect
        ) from error
    finally:
        cursor.close()


def _bound(connection: Connection, table: Table, name: str, values: Sequence[Any]) -> Sequence[Any]:
    """The values as the driver of a file takes them; equal ones are reckoned once."""
    bind = table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if bind is None:
        return values
    once = {value: bind(value) for value in set(values)}
    return [once[value] for value in values]


def columns_of(table: Table, rows: Sequence[Mapping[str, Any]], default: Callable[[Any], Any]) -> dict[str, list[Any]]:
    """Rows turned on their side, every column of the table named; what is left out takes the column's default."""
    return {column.name: _column(rows, column.name, default(column)) for column in table.c}


def _column(rows: Sequence[Mapping[str, Any]], name: str, left_out: Any) -> list[Any]:
    return [row.get(name, left_out) for row in rows]
