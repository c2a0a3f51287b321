"""`check`: is everything in the database as it should be."""

from coordinator.cli.arguments import Parser
from coordinator.cli.output import Json
from coordinator.cli.session import Session
from coordinator.runtime.i18n import _, ngettext
from coordinator.usecases.upkeep import CheckReport, check_database, open_database
from coordinator.wording.findings import finding


def arguments(_word: str, parser: Parser) -> None:
    """One flag."""
    parser.add_argument("--repair", action="store_true", help=_("mend what needs no choice"))
    parser.set_defaults(perform=_check)


def _check(session: Session) -> int:
    storage = open_database(session.target, actor=session.actor, clock=session.clock)
    session.use(storage)
    report = check_database(storage, repair=session.asked.repair)
    if session.output.json:
        session.output.document({"ok": report.ok, "problems": _problems(report)})
    else:
        _tell(session, report)
    if not report.ok:
        session.output.complain(_not_ok(report))
    return 0 if report.ok else 1


def _problems(report: CheckReport) -> list[Json]:
    return [
        {
            "code": fault.code,
            "sentence": finding(fault.code, fault.table, fault.key),
            "about": f"{fault.table}:{fault.key}" if fault.table else "",
            "repaired": fault in report.repaired,
        }
        for fault in report.faults
    ]


def _tell(session: Session, report: CheckReport) -> None:
    for fault in report.faults:
        sentence = finding(fault.code, fault.table, fault.key)
        mended = _("{sentence} Mended.") if fault in report.repaired else "{sentence}"
        session.output.line(mended.format(sentence=sentence))
    if report.ok:
        session.output.line(_("Everything is in order."))


def _not_ok(report: CheckReport) -> str:
    left = [fault for fault in report.faults if fault not in report.repaired]
    count = ngettext("{count} thing is wrong.", "{count} things are wrong.", len(left)).format(count=len(left))
    if any(fault.mendable for fault in left):
        return _("{count} Part of it can be mended with check --repair.").format(count=count)
    return _("{count} It cannot be mended without a choice: go back to the last good backup.").format(count=count)
