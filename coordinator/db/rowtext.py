"""Rows and facts as text, for the log: the same on both databases, and back."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Date, DateTime, Table

from coordinator.db.tables.base import Instant
from coordinator.domain.problems import Fact


def row_text(row: Mapping[str, Any]) -> str:
    """A row as JSON, keys sorted; dates and instants in ISO 8601."""
    return json.dumps({key: _plain(value) for key, value in row.items()}, sort_keys=True, ensure_ascii=False)


def row_texts(columns: Mapping[str, Sequence[Any]]) -> list[str]:
    """Each of many rows as `row_text` writes it, a dozen times as fast; given column by column."""
    names = sorted(columns)
    template = "{" + ", ".join(f'"{name}": %s' for name in names) + "}"
    return [template % row for row in zip(*(_value_texts(columns[name]) for name in names), strict=True)]


def _value_texts(values: Sequence[Any]) -> Sequence[str]:
    kinds = set(map(type, values))
    if kinds == {str}:
        return list(map(encode_basestring, values))
    if kinds == {int}:
        return list(map(str, values))
    if int in kinds or float in kinds:  # 1 is True to a dictionary
        return list(map(_value_text, values))
    once = {value: _value_text(value) for value in set(values)}
    return [once[value] for value in values]


def _value_text(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def row_of(table: Table, text: str) -> dict[str, Any]:
    """The row of this table that `row_text` wrote."""
    return {key: _typed(table, key, value) for key, value in json.loads(text).items() if key in table.c}


def _typed(table: Table, key: str, value: Any) -> Any:
    kind = table.c[key].type
    if value is None or not isinstance(value, str):
        return value
    if isinstance(kind, (Instant, DateTime)):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def facts_text(facts: Mapping[str, Fact]) -> str:
    """A label's facts as JSON; a date or time is an object with its kind, a tuple a list."""
    return json.dumps({key: _tagged(value) for key, value in facts.items()}, sort_keys=True, ensure_ascii=False)


def _tagged(fact: Fact) -> Any:
    if isinstance(fact, datetime):
        return {"datetime": fact.isoformat()}
    if isinstance(fact, date):
        return {"date": fact.isoformat()}
    return list(fact) if isinstance(fact, tuple) else fact


def facts_of(text: str) -> dict[str, Fact]:
    """The facts that `facts_text` wrote."""
    return {key: _untagged(value) for key, value in json.loads(text).items()}


def _untagged(value: Any) -> Fact:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return datetime.fromisoformat(text) if kind == "datetime" else date.fromisoformat(text)
    fact: Fact = tuple(value) if isinstance(value, list) else value
    return fact
