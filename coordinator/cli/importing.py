"""`import`: people, venues or events from a file, as one change."""

import argparse
from collections.abc import Sequence

from coordinator.cli.arguments import Parser
from coordinator.cli.output import Column
from coordinator.cli.progress import Progress
from coordinator.cli.refusals import reasons_of
from coordinator.cli.session import Session
from coordinator.cli.wholes import import_all, senseless
from coordinator.domain.backups import Reason
from coordinator.domain.errors import Refused
from coordinator.domain.imports import (
    DateOrder,
    Decision,
    FileFormat,
    ImportChoices,
    ImportPlan,
    ImportReport,
    ImportRequest,
    RowRemark,
    Subject,
    Where,
    ZoneAnswer,
)
from coordinator.domain.mappings import as_plain
from coordinator.runtime.i18n import _, ngettext
from coordinator.usecases.imports import (
    expected,
    load_file,
    load_mapping,
    plan_import,
    report_as_plain,
    run_import,
)
from coordinator.wording.importnames import remark_words
from coordinator.wording.problems import sentence

_SOME_REFUSED = 3
_ALL = "all"


def arguments(_word: str, parser: Parser) -> None:
    """What the rows are, and how to read them."""
    add = parser.add_argument
    subjects = [*(str(subject) for subject in Subject), _ALL]
    add("subject", choices=subjects, metavar=_("SUBJECT"), help=", ".join(subjects))
    add(
        "file",
        metavar=_("FILE"),
        help=_("a CSV or XLSX file, of events also a calendar (ICS); of everything the JSON file"),
    )
    add("--map", metavar=_("FILE"), help=_("what the columns mean: the “mapping” that --dry-run --json shows"))
    add("--where", type=_where, action="append", default=[], metavar=_("COLUMN=VALUE"), help=_("only such rows"))
    add("--dry-run", action="store_true", help=_("say what would happen and change nothing"))
    decisions = [str(decision) for decision in Decision]
    add("--duplicates", choices=decisions, help=_("what to do with likely duplicates; else they are refused"))
    add("--encoding", default="", metavar=_("NAME"), help=_("how the letters are written, as utf-8 or cp1252"))
    add("--sheet", default="", metavar=_("NAME"), help=_("which sheet of a workbook; else the one that fits best"))
    name = _("NAME=ZONE")
    words = _("the time zone a calendar means by a name of its own, as “Our time=America/New_York”")
    add("--zone-map", type=_zone_answer, action="append", default=[], metavar=name, help=words)
    add("--dates", choices=[str(order) for order in DateOrder], help=_("the order of day, month and year"))
    parser.set_defaults(perform=_import)


def _where(text: str) -> Where:
    column, equals, value = text.partition("=")
    if not equals or not column.strip():
        raise argparse.ArgumentTypeError(_("“{text}” is no filter. Write COLUMN=VALUE.").format(text=text))
    return Where(column.strip(), value.strip())


def _zone_answer(text: str) -> ZoneAnswer:
    name, equals, zone = text.rpartition("=")
    if not equals or not name.strip() or not zone.strip():
        raise argparse.ArgumentTypeError(_("“{text}” names no time zone. Write NAME=ZONE.").format(text=text))
    return ZoneAnswer(name.strip(), zone.strip())


def _import(session: Session) -> int:
    asked = session.asked
    if asked.subject == _ALL:
        return import_all(session)
    progress = Progress(_("Importing"), quiet=session.output.quiet)
    with progress:
        plan = session.storage.read(plan_import, _request(session), progress=progress)
        _refuse_senseless(session, plan)
        _refuse_unready(session, plan)
        choices = ImportChoices(Decision(asked.duplicates) if asked.duplicates else None)
        report = expected(plan, choices) if asked.dry_run else _run(session, plan, choices, progress)
    if session.output.json:
        session.output.document(report_as_plain(report))
    else:
        _tell(session, plan, report)
    if report.refused:
        session.output.complain(_refused(report))
    return _SOME_REFUSED if report.refused else 0


def _request(session: Session) -> ImportRequest:
    asked = session.asked
    subject = Subject(asked.subject)
    return ImportRequest(
        subject,
        load_file(asked.file),
        zone_map=tuple(asked.zone_map),
        where=tuple(asked.where),
        mapping=load_mapping(asked.map, subject) if asked.map else None,
        encoding=asked.encoding,
        sheet=asked.sheet,
        dates=DateOrder(asked.dates) if asked.dates else None,
    )


def _run(session: Session, plan: ImportPlan, choices: ImportChoices, progress: Progress) -> ImportReport:
    session.keep_backup(Reason.IMPORT)
    imported = session.change(run_import, plan, choices, progress=progress)
    assert imported.report is not None
    return imported.report


def _refuse_senseless(session: Session, plan: ImportPlan) -> None:
    """An answer that a file of this kind has no use for was meant for another one."""
    asked, kind = session.asked, plan.file.format
    if asked.sheet and kind is not FileFormat.WORKBOOK:
        raise senseless("--sheet", plan.file.name)
    if asked.zone_map and kind is not FileFormat.CALENDAR:
        raise senseless("--zone-map", plan.file.name)


def _refuse_unready(session: Session, plan: ImportPlan) -> None:
    """What keeps the whole import from running; the guessed mapping stands beside it, to be corrected."""
    if plan.ready:
        return
    refused = Refused(*plan.obstacles)
    if session.output.json:
        told = [{"code": one.code, "sentence": one.sentence, "about": one.about} for one in reasons_of(refused)]
        session.output.document({"refused": told, "mapping": as_plain(plan.mapping)})
    raise refused


def _tell(session: Session, plan: ImportPlan, report: ImportReport) -> None:
    output = session.output
    output.line(_summary(report))
    output.line(_read_as(report))
    for problem in plan.warnings:
        output.complain(_("Warning: {sentence}").format(sentence=sentence(problem)))
    _remarks(session, _("Refused"), report.errors)
    _remarks(session, _("Warnings"), report.warnings)


def _read_as(report: ImportReport) -> str:
    if report.sheet:
        read = _("Read from the sheet “{sheet}”, dates as {dates}.") if report.dates else _("Read from “{sheet}”.")
    else:
        read = _("Read as {encoding}, dates as {dates}.") if report.dates else _("Read as {encoding}.")
    return read.format(encoding=report.encoding, sheet=report.sheet, dates=report.dates)


def _summary(report: ImportReport) -> str:
    rows = ngettext(
        "{read} row: {added} added, {updated} updated, {unchanged} unchanged, {refused} refused.",
        "{read} rows: {added} added, {updated} updated, {unchanged} unchanged, {refused} refused.",
        report.read,
    )
    return rows.format(
        read=report.read,
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        refused=report.refused,
    )


def _refused(report: ImportReport) -> str:
    told = ngettext(
        "{count} row was refused. Likely duplicates come in with --duplicates skip, update or add.",
        "{count} rows were refused. Likely duplicates come in with --duplicates skip, update or add.",
        report.refused,
    )
    return told.format(count=report.refused)


def _remarks(session: Session, title: str, remarks: Sequence[RowRemark]) -> None:
    if not remarks:
        return
    session.output.line()
    columns = (Column(_("Row"), right=True), *map(Column, (_("Column"), _("Value"), title)))
    rows = [[str(each.row), each.column, _short(each.value), remark_words(each)] for each in remarks]
    session.output.table(columns, rows)


def _short(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:39]}…"
