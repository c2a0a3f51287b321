"""The program's log: a few small files in the user's log folder, without a word about any person."""

import logging
import os
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import TracebackType

from coordinator.runtime.paths import log_folder

NAME = "coordinator"
FILE = "coordinator.log"
ONE_FILE = 512 * 1024
OLDER_FILES = 3
FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Rotating(logging.FileHandler):
    """Starts a new file when one is full. The standard module's own handler costs 15 ms of every start, for the
    sockets and pickles that it imports."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line, after moving a full file out of the way. A disk that refuses costs the line, not the work."""
        with suppress(OSError):
            if self.stream is not None and self.stream.tell() >= ONE_FILE:
                self.turn_over()
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: standard error belongs to the person at the command line."""

    def turn_over(self) -> None:
        """coordinator.log becomes coordinator.log.1 and so on; the oldest goes. On Windows another reader may hold a
        file: then the old one is simply written on."""
        self.close()
        names = [self.baseFilename, *(f"{self.baseFilename}.{n}" for n in range(1, OLDER_FILES + 1))]
        for younger, older in reversed(list(pairwise(names))):
            with suppress(OSError):
                os.replace(younger, older)
        self.stream = self._open()


class WithoutValues(logging.Formatter):
    """Writes where an error happened and of what kind it was, never its message or a line of source: a message may
    quote a name, a phone number or a whole SQL row."""

    def formatException(self, ei: object) -> str:
        """The kinds of the error and of its causes, each with file, line and function of every step."""
        kind, error, trace = ei if isinstance(ei, tuple) else (None, None, None)
        steps = "".join(f"\n  {step}" for step in steps_of(trace))
        cause = getattr(error, "__cause__", None) or getattr(error, "__context__", None)
        first = f"{getattr(kind, '__name__', kind)}{steps}"
        if cause is None:
            return first
        return f"{first}\ncaused by {self.formatException((type(cause), cause, cause.__traceback__))}"


def steps_of(trace: TracebackType | None) -> list[str]:
    """File, line and function of every step, outermost first."""
    steps = []
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return steps


def functions_of(trace: TracebackType | None) -> list[str]:
    """The functions of every step, outermost first."""
    return [step.rpartition(" ")[2] for step in steps_of(trace)]


def start_log(folder: Path | None = None, *, level: int = logging.INFO) -> Path | None:
    """Begin to write the log; returns its file, or None where that folder cannot be written: then there is no log."""
    file = (folder or log_folder()) / FILE
    logger = logging.getLogger(NAME)
    logger.setLevel(level)
    logger.propagate = False
    stop_log()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        writer = Rotating(file, encoding="utf-8")
    except OSError:
        logger.addHandler(logging.NullHandler())
        return None
    writer.setFormatter(WithoutValues(FORM))
    logger.addHandler(writer)
    return file


def stop_log() -> None:
    """Close the files; what is logged afterwards goes nowhere."""
    logger = logging.getLogger(NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def log_uncaught() -> None:
    """Let what nobody caught reach the log before Python's own hook shows it on standard error."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logging.getLogger(NAME).critical("uncaught", exc_info=(kind, error, trace))
        before(kind, error, trace)

    sys.excepthook = hook
