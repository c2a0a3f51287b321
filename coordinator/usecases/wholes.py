"""Everything of a database in one file, and out of it into an empty database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.domain.changes import Changes, Label
from coordinator.domain.documents import Document
from coordinator.domain.errors import Refused
from coordinator.domain.exports import MEDIA_TYPES, ExportFormat
from coordinator.domain.filenames import file_name
from coordinator.domain.imports import ImportFile
from coordinator.domain.privacy import Audience
from coordinator.domain.problems import Problem
from coordinator.domain.wholes import Everything, Tallied, objections_to
from coordinator.exchange.jsonin import read_everything
from coordinator.exchange.jsonout import everything_bytes

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work

_MOST_SAID = 5


def everything_exported(work: Work) -> Document:
    """All records, removed ones too, for staff only. The log of changes and this office's bookkeeping stay here."""
    content = everything_bytes(work.everything.get(), today=work.today)
    return Document(everything_name(work), MEDIA_TYPES[ExportFormat.JSON], content)


def everything_name(work: Work) -> str:
    """What the file is called until somebody says otherwise."""
    return file_name("everything", work.today.isoformat(), Audience.STAFF, ending=ExportFormat.JSON)


def everything_in(file: ImportFile) -> Everything:
    """The records in the file; raises FileTrouble with the place of what cannot be read."""
    return read_everything(file.content, name=file.name)


def objections_to_everything(work: Work, everything: Everything) -> tuple[Problem, ...]:
    """Why it cannot come in, the first few reasons."""
    held = work.everything.counts().total
    if held:
        return (Problem("database-holds-records", about="file", facts={"count": held}),)
    return tuple(
        problem for problem, _nth in zip(objections_to(everything, work.today), range(_MOST_SAID), strict=False)
    )


def bring_everything(work: Work, everything: Everything, *, file: str) -> Changes:
    """Write all of it under the same numbers, as one change; the precinct gives way to the file's.

    Raises Refused for a database that holds people, venues or events, and for a file that breaks the rules."""
    problems = objections_to_everything(work, everything)
    if problems:
        raise Refused(*problems)
    work.everything.put(everything)
    return work.recorder.finish(Label("everything-imported", {"count": Tallied.of(everything).total, "file": file}))
