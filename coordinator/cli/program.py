"""One command from its arguments to its exit status: 0 done, 1 refused, 2 wrong usage, 3 rows refused, 130 stopped."""

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from coordinator.cli import commands
from coordinator.cli.arguments import WrongUsage
from coordinator.cli.output import Output, OutputLost
from coordinator.cli.session import Session
from coordinator.domain.errors import CoordinatorError, Interrupted
from coordinator.runtime import i18n, log, paths

DONE, REFUSED, WRONG, SOME_ROWS_REFUSED, STOPPED = 0, 1, 2, 3, 130


def run(argv: Sequence[str]) -> int:
    """Perform one command and return its exit status. Nothing but a defect of Python itself is raised."""
    given = [_as_utf8(text) for text in argv]
    output = Output(json="--json" in given, quiet="--quiet" in given)
    with _own_language(commands.language_asked(given)):
        try:
            return _finished(output, _perform(given, output))
        except OutputLost as lost:
            return _lost(output, lost)


def _as_utf8(text: str) -> str:
    """The argument as it was typed, where the locale knows nothing but ASCII."""
    try:
        return text if text.isascii() else os.fsencode(text).decode("utf-8")
    except UnicodeError:
        return text


def _perform(given: list[str], output: Output) -> int:
    try:
        asked = commands.parse(given)
        with Session(asked, output) as session:
            return int(asked.perform(session))
    except SystemExit:
        return DONE  # only --help leaves this way
    except WrongUsage as wrong:
        return _say_wrong_usage(output, wrong)
    except (KeyboardInterrupt, Interrupted):
        return _say_stopped(output)
    except OutputLost:
        raise
    except Exception as error:
        return _say_error(output, error)


def _finished(output: Output, status: int) -> int:
    output.flush()
    return status


def _say_error(output: Output, error: Exception) -> int:
    if _began_with_interrupt(error):
        return _say_stopped(output)
    return _say_refused(output, error) if isinstance(error, CoordinatorError) else _say_unexpected(output)


def _began_with_interrupt(error: BaseException | None) -> bool:
    """If Ctrl+C is at the bottom of it: clearing up after it may fail in its own way, as a broken connection."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _say_wrong_usage(output: Output, wrong: WrongUsage) -> int:
    output.refuse("wrong-usage", wrong.sentence)
    output.complain(wrong.usage)
    output.complain(wrong.sentence)
    return WRONG


def _say_stopped(output: Output) -> int:
    from coordinator.wording.problems import explain

    sentence = explain(Interrupted())
    output.refuse("interrupted", sentence)
    output.complain(sentence)
    return STOPPED


def _say_refused(output: Output, error: CoordinatorError) -> int:
    from coordinator.cli.refusals import reasons_of

    reasons = reasons_of(error)
    output.refuse_all(reasons)
    output.complain(" ".join(reason.sentence for reason in reasons))
    return REFUSED


def _say_unexpected(output: Output) -> int:
    logging.getLogger(log.NAME).exception("unexpected")
    file = paths.log_folder() / log.FILE
    sentence = i18n._("Something went wrong in the program itself; what happened is written in {path}.").format(
        path=file
    )
    output.refuse("error", sentence)
    output.complain(sentence)
    return REFUSED


def _lost(output: Output, lost: OutputLost) -> int:
    """A reader that has seen enough is no trouble; a full disk is."""
    output.give_up()
    if lost.reader_left:
        return DONE
    output.complain(i18n._("The answer could not be written: the disk or the other program did not take it."))
    return REFUSED


@contextmanager
def _own_language(asked: str) -> Iterator[None]:
    """Speak the language asked for; whoever called goes on in theirs."""
    from coordinator.runtime.i18n import language, set_language

    before = language()
    if asked:
        set_language(asked)
    try:
        yield
    finally:
        set_language(before)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
