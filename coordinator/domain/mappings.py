"""A mapping as JSON and back, and put onto the headings of a file."""

import json
from collections.abc import Mapping, Sequence

from coordinator.domain.columns import heading_key
from coordinator.domain.errors import FileTrouble, Refused
from coordinator.domain.events import EventKind
from coordinator.domain.imports import FIELDS, ColumnUse, Field, ImportMapping, KindMatch, Subject
from coordinator.domain.problems import Problem


def as_plain(mapping: ImportMapping) -> dict[str, object]:
    """The mapping as JSON knows it: what `--dry-run --json` prints and `--map` reads."""
    return {
        "subject": str(mapping.subject),
        "columns": [{"heading": column.heading, "field": str(column.field)} for column in mapping.columns],
        "kinds": {match.text: str(match.kind) for match in mapping.kinds},
    }


def to_json(mapping: ImportMapping) -> str:
    """The mapping as JSON text."""
    return json.dumps(as_plain(mapping), ensure_ascii=False)


def from_json(text: str, *, subject: Subject, label: str = "") -> ImportMapping:
    """The mapping in JSON text; `columns` may also be an object of headings and fields, and a whole report of a dry
    run is taken for the mapping in it. Raises FileTrouble "mapping-unreadable" with what is wrong (fact `value`)."""
    try:
        plain = json.loads(text)
        plain = plain["mapping"] if isinstance(plain, dict) and "columns" not in plain else plain
        columns = tuple(_column(heading, field, subject) for heading, field in _pairs(plain["columns"]))
        kinds = tuple(KindMatch(str(word), EventKind(kind)) for word, kind in dict(plain.get("kinds") or {}).items())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FileTrouble("mapping-unreadable", path=label, value=str(error)) from error
    return ImportMapping(subject, columns, kinds)


def _pairs(columns: object) -> list[tuple[str, str]]:
    if isinstance(columns, Mapping):
        return [(str(heading), str(field)) for heading, field in columns.items()]
    if not isinstance(columns, Sequence):
        raise TypeError("columns")
    return [(str(column["heading"]), str(column["field"])) for column in columns]


def _column(heading: str, field: str, subject: Subject) -> ColumnUse:
    known = Field(field)
    if known not in FIELDS[subject]:
        raise ValueError(field)
    return ColumnUse(heading, known)


def fitted(mapping: ImportMapping, headings: Sequence[str]) -> ImportMapping:
    """The mapping for a file with these headings: column by column when they agree, else by heading; columns it does
    not name are ignored. Raises Refused when it uses a heading that the file does not have."""
    keys = [heading_key(heading) for heading in headings]
    if [heading_key(column.heading) for column in mapping.columns] == keys:
        uses = [column.field for column in mapping.columns]
    else:
        uses = _by_heading(mapping, keys)
    columns = tuple(ColumnUse(heading, field) for heading, field in zip(headings, uses, strict=True))
    return ImportMapping(mapping.subject, columns, mapping.kinds)


def _by_heading(mapping: ImportMapping, keys: Sequence[str]) -> list[Field]:
    missing = [c for c in mapping.columns if c.field is not Field.IGNORE and heading_key(c.heading) not in keys]
    if missing:
        raise Refused(*(Problem("no-such-column", about="mapping", facts={"column": c.heading}) for c in missing))
    fields = {heading_key(column.heading): column.field for column in mapping.columns}
    return [fields.get(key, Field.IGNORE) for key in keys]
