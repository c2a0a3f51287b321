"""Saying what a deed did: its number, its warnings, its name."""

from coordinator.cli.session import Session
from coordinator.domain.changes import Changes
from coordinator.runtime.i18n import _


def say_added(session: Session, changes: Changes) -> int:
    """The new record's number on a line of its own, or the document every addition has."""
    if not session.output.json:
        session.output.line(str(changes.record_id))
    return _say_rest(session, changes)


def say_done(session: Session, changes: Changes) -> int:
    """What was done, in a sentence."""
    from coordinator.wording.labels import change_label

    if not session.output.json:
        label = change_label(changes.label)
        done = _("Nothing had to be changed.") if changes.change_set_id is None else sentence_of(label)
        session.output.line(done)
    return _say_rest(session, changes)


def sentence_of(label: str) -> str:
    """The name of a change as a sentence."""
    return f"{label[:1].upper()}{label[1:]}" if label.endswith(".") else f"{label[:1].upper()}{label[1:]}."


def _say_rest(session: Session, changes: Changes) -> int:
    from coordinator.cli.refusals import warnings_shown
    from coordinator.wording.problems import sentence

    if session.output.json:
        session.output.document({"id": changes.record_id, "warnings": warnings_shown(changes.warnings)})
    else:
        for warning in changes.warnings:
            session.output.complain(_("Warning: {sentence}").format(sentence=sentence(warning)))
    return 0
