"""Which record it is that another database will not hold: a whole office is not refused without saying why."""

import re
from typing import Any

from sqlalchemy import Connection, LargeBinary, Row, Select, Table, cast, select
from sqlalchemy.exc import DBAPIError

from coordinator.db.tables import metadata
from coordinator.domain.errors import StorageTrouble

_NAMES = {"person": ("given_name", "family_name"), "venue": ("name",), "event": ("title",), "role": ("name",)}
_LINE = re.compile(r"COPY \w+, line (\d+)")


def refuse_what_no_server_holds(source: Connection, table: Table, rows: list[Row[Any]]) -> None:
    """Raise StorageTrouble for text with a NUL or half a sign in it, which do not even come as far as the server."""
    for row in rows:
        if any(type(value) is str and not _is_held(value) for value in row):
            raise _unmovable(source, table, row[0])


def refused_row(error: DBAPIError, source: Connection, table: Table) -> StorageTrouble | None:
    """The record that a server complained about, if it did about one: a text too long for an index, or a number
    too large."""
    state = getattr(error.orig, "sqlstate", None) or ""
    told = _LINE.search(getattr(getattr(error.orig, "diag", None), "context", None) or "")
    if told is None or not state.startswith(("22", "23", "54")):
        return None
    nth = select(table.c.id).order_by(table.c.id).offset(int(told[1]) - 1).limit(1)
    found = source.execute(nth).scalar()
    return None if found is None else _unmovable(source, table, int(found))


def refuse_unreadable(error: Exception, source: Connection, table: Table) -> None:
    """Raise StorageTrouble if a row of the file holds what cannot be read as text, a date or a time."""
    if source.dialect.name == "postgresql" or not _is_about_a_value(error):
        return
    for each in table.c:
        for key, value in source.execute(_raw(table, each.name)):
            if isinstance(value, bytes) and not _is_text(value):
                raise _unmovable(source, table, key) from error
    for key in source.execute(select(table.c.id).order_by(table.c.id)).scalars().all():
        try:
            source.execute(select(table).where(table.c.id == key)).all()
        except (ValueError, TypeError):
            raise _unmovable(source, table, key) from error


def _unmovable(source: Connection, table: Table, key: int) -> StorageTrouble:
    """This row cannot go along as it is. Facts `table`, `id` and `name`: of the record that people know it by."""
    owner = next((name for name in ("person", "venue", "event") if f"{name}_id" in table.c), "")
    if table.name not in _NAMES and owner:
        key = source.execute(select(table.c[f"{owner}_id"]).where(table.c.id == key)).scalar_one()
        table = metadata.tables[owner]
    return StorageTrouble("row-unmovable", table=table.name, id=key, name=_name(source, table, key))


def _name(source: Connection, table: Table, key: int) -> str:
    parts = (source.execute(_raw(table, name).where(table.c.id == key)).one()[1] for name in _NAMES.get(table.name, ()))
    texts = (part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in parts)
    return " ".join(text.replace("\0", "\ufffd") for text in texts if text)


def _raw(table: Table, name: str) -> Select[Any]:
    """The number and the bytes of a column, which need not be text."""
    return select(table.c.id, cast(table.c[name], LargeBinary)).order_by(table.c.id)


def _is_about_a_value(error: Exception) -> bool:
    return isinstance(error, ValueError | TypeError) or "decode" in str(error)


def _is_held(text: str) -> bool:
    return "\0" not in text and (text.isascii() or _is_unicode(text))


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_text(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True
