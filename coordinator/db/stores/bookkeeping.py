"""Where records came from, remembered mappings and answers, printed sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, func, insert, select, update

from coordinator.db.recorder import Recorder
from coordinator.db.tables.bookkeeping import duplicate_decision, import_mapping, print_run, source
from coordinator.db.tables.log import change_set
from coordinator.domain.events import Source


@dataclass(frozen=True, slots=True)
class RememberedMapping:
    """A mapping as JSON text, and when it was last used."""

    mapping: str
    used_at: datetime


@dataclass(frozen=True, slots=True)
class PrintRun:
    """One sheet that went to a printer or a file."""

    sheet: str
    sheet_id: str
    audience: str
    about: str
    actor: str
    at: datetime


class SourceStore:
    """Which record of which list became which record of ours; part of the log, so an undone import forgets it."""

    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        self._connection = connection
        self._recorder = recorder

    def of_list(self, kind: str, name: str) -> Mapping[tuple[str, str], int]:
        """(the list's own id, start) -> our record's id, for one list."""
        rows = select(source.c.external_id, source.c.starts, source.c.record_id)
        found = self._connection.execute(rows.where(source.c.kind == kind, source.c.name == name))
        return {(external, starts): key for external, starts, key in found}

    def add_many(self, kind: str, links: Sequence[tuple[int, Source]]) -> None:
        """Remember where these records came from: (our id, source)."""
        rows = [
            {
                "kind": kind,
                "record_id": key,
                "name": origin.name,
                "label": origin.label,
                "external_id": origin.external_id,
                "starts": origin.starts,
                "original": origin.original,
            }
            for key, origin in links
        ]
        self._recorder.insert_many(source, rows)

    def keep_original(self, kind: str, origin: Source) -> None:
        """Put the list's own text of a record in the place of the one kept before."""
        same = (
            source.c.kind == kind,
            source.c.name == origin.name,
            source.c.external_id == origin.external_id,
            source.c.starts == origin.starts,
        )
        key = self._connection.execute(select(source.c.id).where(*same)).scalar()
        if key is not None:
            self._recorder.update(source, key, {"original": origin.original})


class Bookkeeping:
    """What is remembered outside the log."""

    def __init__(self, connection: Connection, actor: str, at: datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._at = at

    def mapping_for(self, kind: str, fingerprint: str) -> RememberedMapping | None:
        """The mapping last used for this set of headings."""
        rows = select(import_mapping).where(import_mapping.c.kind == kind, import_mapping.c.fingerprint == fingerprint)
        row = self._connection.execute(rows).mappings().first()
        return None if row is None else RememberedMapping(row["mapping"], row["used_at"])

    def remember_mapping(self, kind: str, fingerprint: str, mapping: str) -> None:
        """Keep the mapping for the next file with these headings."""
        self._put(import_mapping, {"kind": kind, "fingerprint": fingerprint}, {"mapping": mapping, "used_at": self._at})

    def decisions(self, kind: str) -> Mapping[tuple[str, int], str]:
        """(fingerprint of the row's values, our record's id) -> "skip", "update" or "add"."""
        rows = select(duplicate_decision).where(duplicate_decision.c.kind == kind)
        found = self._connection.execute(rows).mappings()
        return {(row["fingerprint"], row["record_id"]): row["decision"] for row in found}

    def standing(self) -> str:
        """How the database stands: another text after every change and every remembered decision."""
        newest = select(change_set.c.id, change_set.c.token).order_by(change_set.c.id.desc()).limit(1)
        decided = select(func.count(), func.max(duplicate_decision.c.at)).select_from(duplicate_decision)
        change, decisions = self._connection.execute(newest).first(), self._connection.execute(decided).one()
        return repr((*(change or ()), *decisions))

    def remember_decision(self, kind: str, fingerprint: str, record_id: int, decision: str) -> None:
        """Keep an answer about two that look alike."""
        known = {"kind": kind, "fingerprint": fingerprint, "record_id": record_id}
        self._put(duplicate_decision, known, {"decision": decision, "actor": self._actor, "at": self._at})

    def add_print_run(self, *, sheet: str, sheet_id: str, audience: str, about: str) -> None:
        """Note that a sheet was made for somebody."""
        values = {"sheet": sheet, "sheet_id": sheet_id, "audience": audience, "about": about}
        self._connection.execute(insert(print_run).values({**values, "actor": self._actor, "at": self._at}))

    def was_printed(self, sheet_id: str) -> bool:
        """If the sheet of this number is noted."""
        found = select(print_run.c.id).where(print_run.c.sheet_id == sheet_id)
        return self._connection.execute(found).first() is not None

    def print_runs(self, *, limit: int = 50) -> tuple[PrintRun, ...]:
        """The newest sheets."""
        rows = select(print_run).order_by(print_run.c.id.desc()).limit(limit)
        return tuple(
            PrintRun(row["sheet"], row["sheet_id"], row["audience"], row["about"], row["actor"], row["at"])
            for row in self._connection.execute(rows).mappings()
        )

    def _put(self, table: Table, known: Mapping[str, object], values: Mapping[str, object]) -> None:
        same = [table.c[name] == value for name, value in known.items()]
        if self._connection.execute(update(table).where(*same).values(**values)).rowcount == 0:
            self._connection.execute(insert(table).values({**known, **values}))
