"""`undo`, `redo`, `history`."""

import argparse

from coordinator.cli.arguments import Parser, number
from coordinator.cli.deeds import sentence_of
from coordinator.cli.output import Column
from coordinator.cli.session import Session
from coordinator.domain import records
from coordinator.domain.changes import ChangeEntry, Changes
from coordinator.domain.spans import wall_time_of
from coordinator.runtime.i18n import _
from coordinator.usecases.history import changes_listed, changes_made, redo, undo
from coordinator.usecases.pruning import changes_kept_since
from coordinator.wording import moments
from coordinator.wording.labels import change_label

_SUBJECTS = ("person", "venue", "event", "role", "precinct")


def arguments(word: str, parser: Parser) -> None:
    """Which changes to show; undo and redo need nothing."""
    if word == "history":
        parser.add_argument(
            "--about", type=_record, metavar=_("SUBJECT:ID"), help=_("only changes of this record, as in person:12")
        )
        parser.add_argument("--limit", type=_limit, default=50, metavar=_("N"), help=_("at most so many, newest first"))
    parser.set_defaults(perform={"undo": _undo, "redo": _redo, "history": _history}[word])


def _record(text: str) -> tuple[str, int]:
    subject, _colon, key = text.partition(":")
    if subject not in _SUBJECTS or not key.isdecimal():
        sentence = _("“{text}” names no record. Write it as person:12; the subject is one of {subjects}.")
        raise argparse.ArgumentTypeError(sentence.format(text=text, subjects=", ".join(_SUBJECTS)))
    return subject, number(key)


def _limit(text: str) -> int:
    if number(text) < 0:
        raise argparse.ArgumentTypeError(_("Write a number that is not below 0."))
    return number(text)


def _undo(session: Session) -> int:
    return _say_turned(session, session.change(undo), _("Taken back: {label}"))


def _redo(session: Session) -> int:
    return _say_turned(session, session.change(redo), _("Done again: {label}"))


def _say_turned(session: Session, changes: Changes, sentence: str) -> int:
    if session.output.json:
        entry = session.storage.read(changes_made, limit=1)[0]
        session.output.document(records.change_record(entry, _label(entry)))
    else:
        session.output.line(sentence_of(sentence.format(label=change_label(changes.label))))
    return 0


def _history(session: Session) -> int:
    listed = changes_made if session.output.json else changes_listed
    entries = session.storage.read(listed, about=session.asked.about, limit=session.asked.limit)
    if session.output.json:
        session.output.document([records.change_record(entry, _label(entry)) for entry in entries])
    elif entries:
        columns = (Column(_("No."), right=True), *map(Column, (_("When"), _("Who"), _("What"))))
        session.output.table(columns, [_row(entry) for entry in entries])
    else:
        session.output.complain(_("Nothing to list."))
    _say_what_is_gone(session)
    return 0


def _say_what_is_gone(session: Session) -> None:
    since = session.storage.read(changes_kept_since)
    if since is not None:
        day = moments.day_with_year(wall_time_of(since, moments.style_in_use().zone).date(), moments.style_in_use())
        session.output.complain(_("Changes before {day} were removed.").format(day=day))


def _row(entry: ChangeEntry) -> list[str]:
    label = _("{label} (taken back since)") if entry.undone else "{label}"
    return [
        str(entry.id),
        moments.stamp(entry.at, moments.style_in_use()),
        entry.by,
        label.format(label=_label(entry)),
    ]


def _label(entry: ChangeEntry) -> str:
    """What the change did; one that took back or did again says so."""
    sentence = {"undo": _("took back: {label}"), "redo": _("did again: {label}")}.get(entry.kind, "{label}")
    return sentence.format(label=change_label(entry.label))
