"""Bringing foreign tables in: a plan that shows every row's fate, and the import itself as one change."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

from coordinator.db.work import Work
from coordinator.domain.columns import fingerprint
from coordinator.domain.documents import Document
from coordinator.domain.errors import FileTrouble, Refused
from coordinator.domain.formulas import guarded
from coordinator.domain.imports import (
    TABLES,
    DateReading,
    Field,
    FileFormat,
    ImportChoices,
    Imported,
    ImportFile,
    ImportMapping,
    ImportPlan,
    ImportReport,
    ImportRequest,
    ImportRow,
    MappingOrigin,
    RowRemark,
    Subject,
)
from coordinator.domain.mappings import as_plain, fitted, from_json, to_json
from coordinator.domain.problems import Fact, Problem
from coordinator.domain.resolving import report_of, resolved
from coordinator.domain.rows import Reading
from coordinator.domain.spans import zone_named
from coordinator.exchange import csv as texts
from coordinator.exchange import xlsx as workbooks
from coordinator.exchange.formats import format_of
from coordinator.exchange.regions import region_of
from coordinator.exchange.tables import Progress, Table
from coordinator.usecases import importreading as reading
from coordinator.usecases.importcalendars import calendar_rows, plan_of_calendar
from coordinator.usecases.importcards import cards_of, plan_of_cards
from coordinator.usecases.importevents import matched_events
from coordinator.usecases.importmatching import KINDS, readings_again
from coordinator.usecases.importpeople import key_of, matched_people
from coordinator.usecases.importvenues import matched_venues
from coordinator.usecases.importwriting import write
from coordinator.wording.importnames import remark_words
from coordinator.wording.problems import sentence

_MATCHERS = {
    Subject.PEOPLE: matched_people,
    Subject.VENUES: matched_venues,
    Subject.EVENTS: matched_events,
}
_TABLES = {FileFormat.TEXT: texts.read_table, FileFormat.WORKBOOK: workbooks.read_table}
_NAMES = (Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME)


def _attended(work: Work, progress: Progress | None) -> Progress:
    """The progress, with a sign of life for the server: reading a long file asks it nothing."""

    def told(done: int, total: int) -> None:
        work.stay_awake()
        if progress is not None:
            progress(done, total)

    return told


def load_file(path: str | Path) -> ImportFile:
    """The file in memory; raises FileTrouble "file-missing", "file-is-folder" or "file-not-readable"."""
    where = Path(path)
    try:
        return ImportFile(where.name, where.read_bytes())
    except FileNotFoundError as error:
        raise FileTrouble("file-missing", path=str(where)) from error
    except IsADirectoryError as error:
        raise FileTrouble("file-is-folder", path=str(where)) from error
    except OSError as error:
        raise FileTrouble("file-not-readable", path=str(where)) from error


def load_mapping(path: str | Path, subject: Subject) -> ImportMapping:
    """The mapping in a JSON file; raises FileTrouble, also "mapping-unreadable"."""
    file = load_file(path)
    return from_json(file.content.decode("utf-8-sig", "replace"), subject=subject, label=file.name)


def plan_import(work: Work, request: ImportRequest, *, progress: Progress | None = None) -> ImportPlan:
    """Every row's fate, and how the file was read. Changes nothing.

    `progress` hears of (steps done, steps in all) and may raise Interrupted. Raises FileTrouble for what is no text,
    Refused for a mapping that names columns the file does not have.
    """
    planner = _PLANNERS.get(format_of(request.file))
    if planner is None:
        raise FileTrouble("file-is-not-csv", path=request.file.name)
    return planner(work, request, _attended(work, progress))


def _plan_of_table(work: Work, request: ImportRequest, progress: Progress) -> ImportPlan:
    """The plan for rows and columns of any kind."""
    told = _Stages(progress, 4)
    read, readings = _read(work, request, told)
    return replace(read, rows=_MATCHERS[request.subject](work, readings, told.stage(3)))


def _read(work: Work, request: ImportRequest, told: "_Stages") -> tuple[ImportPlan, tuple[Reading, ...]]:
    """The plan without its rows, and what they say. The file as a table is gone before they meet anybody."""
    table = _table_of(request, told.stage(0))
    zone = _known_zone(request.zone or work.zone)
    region = region_of(zone)
    known = _mapping(work, request, table)
    filters, missing = reading.filters_of(request, table.facts.headings)
    look = reading.looked_through(table, known.mapping, filters, told.stage(1))
    mapping = reading.with_all_kinds(known.mapping, look)
    dates = look.finder.reading(request.dates, zone, work.today.year)
    rules = reading.rules_of(table, mapping, look, dates, zone=zone, region=region, today=work.today)
    halves = look.halves.warnings(table.facts.headings)
    kept = [] if missing else filters
    rows = reading.read_rows(table, rules, kept, region=region, progress=told.stage(2))
    plan = ImportPlan(
        request=request,
        file=table.facts,
        mapping=mapping,
        origin=known.origin,
        dates=dates,
        zone=zone,
        columns=rows.columns,
        obstacles=(*missing, *_obstacles(table, mapping, dates)),
        warnings=tuple(problem for problem in (*table.problems, *halves) if not problem.stops),
        values=reading.counted(look.values),
        remembered_at=known.remembered_at,
        seen=work.bookkeeping.standing(),
    )
    return plan, rows.readings


def _table_of(request: ImportRequest, progress: Progress | None = None) -> Table:
    """The file as a table, by the reader for files of its kind."""
    return _TABLES[format_of(request.file)](request, progress)


def run_import(
    work: Work, plan: ImportPlan, choices: ImportChoices | None = None, *, progress: Progress | None = None
) -> Imported:
    """Bring the good rows in, as one change; nothing is written when nothing differs.

    The rows meet the database as it is now, so what came in since the plan is not doubled. Raises Refused with the
    plan's obstacles, Stale when a record to update was changed meanwhile, Interrupted when `progress` does.
    """
    if plan.obstacles:
        raise Refused(*plan.obstacles)
    answers = choices or ImportChoices()
    told = _Stages(_attended(work, progress), 2)
    rows = _rows_now(work, plan, told.stage(0))
    resolution = resolved(rows, answers, key_of)
    changes = write(work, plan, resolution, told.stage(1))
    if plan.file.format in TABLES:
        mark = fingerprint(plan.file.headings)
        work.bookkeeping.remember_mapping(KINDS[plan.mapping.subject], mark, to_json(plan.mapping))
    return Imported(
        changes.change_set_id,
        changes.label,
        changes.touched,
        changes.record_id,
        changes.warnings,
        changes.wholly,
        report=report_of(plan, rows, resolution),
    )


def _rows_now(work: Work, plan: ImportPlan, progress: Progress) -> tuple[ImportRow, ...]:
    """The fates of the rows in the database as it is now: those of the plan while nothing was written since."""
    if plan.seen and plan.seen == work.bookkeeping.standing():
        return plan.rows
    return _MATCHERS[plan.mapping.subject](work, readings_again(plan.rows), progress)


def expected(plan: ImportPlan, choices: ImportChoices | None = None) -> ImportReport:
    """What running the plan with these answers would do: the report of a dry run, the numbers on the button."""
    resolution = resolved(plan.rows, choices or ImportChoices(), key_of)
    return report_of(plan, plan.rows, resolution)


def report_as_plain(report: ImportReport) -> dict[str, object]:
    """The report as the command line prints it with `--json`."""
    return {
        "file": report.file,
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "sheet": report.sheet,
        "dates": None if report.dates is None else str(report.dates),
        "mapping": as_plain(report.mapping),
        "read": report.read,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": report.refused,
        "warnings": [_as_plain(remark) for remark in report.warnings],
        "errors": [_as_plain(remark) for remark in report.errors],
    }


def _as_plain(remark: RowRemark) -> dict[str, object]:
    told: dict[str, object] = {
        "row": remark.row,
        "column": remark.column,
        "value": remark.value,
        "sentence": sentence(remark.problem),
    }
    return {**told, "line": remark.line} if remark.line else told


def refused_rows(plan: ImportPlan, report: ImportReport, *, reason_heading: str) -> Document:
    """The refused rows as they stand in the file, with row number and reason, as CSV that spreadsheets open."""
    reasons: dict[int, list[str]] = {}
    for remark in report.errors:
        reasons.setdefault(remark.row, []).append(remark_words(remark))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["#", *plan.file.headings, reason_heading])
    for number, cells in _as_written(plan):
        if number in reasons:
            writer.writerow([number, *map(guarded, cells), " ".join(dict.fromkeys(reasons[number]))])
    return Document("refused-rows.csv", "text/csv", text.getvalue().encode("utf-8-sig"))


def _as_written(plan: ImportPlan) -> Iterator[tuple[int, Sequence[str]]]:
    """Every row of the file, as it stands there."""
    if plan.file.format is FileFormat.CARDS:
        yield from enumerate(cards_of(_as_planned(plan)), 1)
    elif plan.file.format is FileFormat.CALENDAR:
        yield from ((row.number, row.cells) for row in calendar_rows(plan))
    else:
        yield from ((row.number, row.cells) for row in _table_of(_as_planned(plan)).rows())


def _as_planned(plan: ImportPlan) -> ImportRequest:
    facts = plan.file
    return replace(
        plan.request,
        encoding=facts.encoding,
        delimiter=facts.delimiter,
        headings_row=facts.headings_row,
        sheet=facts.sheet,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    mapping: ImportMapping
    origin: MappingOrigin
    remembered_at: datetime | None = None


def _mapping(work: Work, request: ImportRequest, table: Table) -> _Known:
    """The mapping given, else the one remembered for these headings, else a guess."""
    headings = table.facts.headings
    if request.mapping is not None:
        return _Known(fitted(request.mapping, headings), MappingOrigin.GIVEN)
    remembered = None
    if not request.guess_again:
        remembered = work.bookkeeping.mapping_for(KINDS[request.subject], fingerprint(headings))
    if remembered is None:
        return _Known(reading.guessed(table, request.subject), MappingOrigin.GUESSED)
    mapping = from_json(remembered.mapping, subject=request.subject)
    return _Known(fitted(mapping, headings), MappingOrigin.REMEMBERED, remembered.used_at)


def _obstacles(table: Table, mapping: ImportMapping, dates: DateReading) -> Iterator[Problem]:
    yield from (problem for problem in table.problems if problem.stops)
    if not table.facts.rows:
        return
    yield from _missing_columns(mapping)
    if dates.needed:
        told: dict[str, Fact] = {
            "row": dates.example_row,
            "value": dates.example_text,
            "first": dates.example,
            "second": dates.other,
        }
        yield Problem("date-order-open", about="dates", facts=told)


def _missing_columns(mapping: ImportMapping) -> Iterator[Problem]:
    if mapping.subject is Subject.PEOPLE and not mapping.has(*_NAMES):
        yield Problem("no-column-for-a-name", about="mapping")
    if mapping.subject is Subject.VENUES and not mapping.has(Field.VENUE_NAME):
        yield Problem("no-column-for-a-venue", about="mapping")
    if mapping.subject is Subject.EVENTS and not mapping.has(Field.TITLE):
        yield Problem("no-column-for-a-title", about="mapping")
    if mapping.subject is Subject.EVENTS and not mapping.has(Field.STARTS, Field.DATE):
        yield Problem("no-column-for-a-start", about="mapping")


def _known_zone(zone: str) -> str:
    try:
        zone_named(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(Problem("zone-unknown", about="zone", facts={"zone": zone})) from error
    return zone


_PLANNERS: Mapping[FileFormat, Callable[[Work, ImportRequest, Progress], ImportPlan]] = {
    FileFormat.TEXT: _plan_of_table,
    FileFormat.WORKBOOK: _plan_of_table,
    FileFormat.CALENDAR: plan_of_calendar,
    FileFormat.CARDS: plan_of_cards,
}


@dataclass(frozen=True, slots=True)
class _Stages:
    """One progress over several walks: each counts for the same share."""

    progress: Progress
    stages: int

    def stage(self, number: int) -> Progress:
        """The progress of one walk as a share of the whole, in thousandths."""

        def told(done: int, total: int) -> None:
            share = done / total if total else 1.0
            self.progress(round((number + share) * 1000 / self.stages), 1000)

        return told
