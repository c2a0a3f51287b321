"""Short ways to plan and run imports in tests."""

from pathlib import Path

from coordinator.db.work import Storage
from coordinator.domain.imports import (
    Decision,
    ImportChoices,
    Imported,
    ImportFile,
    ImportPlan,
    ImportReport,
    ImportRequest,
    Subject,
    Where,
)
from coordinator.usecases.imports import load_file, plan_import, run_import


def planned(storage: Storage, subject: Subject, text: str | Path, *where: str, **wishes: object) -> ImportPlan:
    """A plan for CSV text, or for a file; filters as "Column=value"."""
    file = load_file(text) if isinstance(text, Path) else ImportFile("list.csv", text.encode())
    filters = tuple(Where(*each.split("=", 1)) for each in where)
    return storage.read(plan_import, ImportRequest(subject, file, filters, **wishes))  # type: ignore[arg-type]


def brought_in(
    storage: Storage, subject: Subject, text: str | Path, *where: str, duplicates: Decision | None = None
) -> Imported:
    """Plan and run in one go."""
    plan = planned(storage, subject, text, *where)
    return storage.change(run_import, plan, ImportChoices(duplicates))


def counts(report: ImportReport | None) -> tuple[int, int, int, int, int]:
    """Read, added, updated, unchanged, refused."""
    assert report is not None
    assert report.read == report.added + report.updated + report.unchanged + report.refused
    return report.read, report.added, report.updated, report.unchanged, report.refused


def codes(remarks: object) -> list[tuple[int, str, str]]:
    """Row, column and code of remarks."""
    return [(remark.row, remark.column, remark.problem.code) for remark in remarks]  # type: ignore[attr-defined]
