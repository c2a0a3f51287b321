"""What a command works with: its values, its output, and the database, opened when it is first needed."""

import argparse
import getpass
import os
from collections.abc import Callable
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from coordinator.cli.arguments import WrongUsage
from coordinator.cli.output import Output
from coordinator.domain.backups import Reason
from coordinator.domain.errors import Unsettled
from coordinator.domain.typed import tidy
from coordinator.runtime import i18n, paths
from coordinator.runtime.clock import Clock, clock_from
from coordinator.runtime.settings import Settings, load_settings

P = ParamSpec("P")
T = TypeVar("T")


class Storage(Protocol):
    """What a command needs of an open database."""

    @property
    def target(self) -> str: ...

    def read(self, question: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...

    def change(self, errand: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...

    def settle(
        self, unsettled: Unsettled, errand: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T: ...

    def close(self) -> None: ...


class Session:
    """One command at work. Leaving it closes the database."""

    def __init__(self, asked: argparse.Namespace, output: Output) -> None:
        self.asked = asked
        self.output = output
        self.settings: Settings = load_settings()
        self._storage: Storage | None = None
        self._restore_style: Callable[[], None] = lambda: None

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._restore_style()
        if self._storage is not None:
            self._storage.close()

    @property
    def target(self) -> str:
        """The path or address of the database. Whoever asks for it is about to open it."""
        _let_passphrases_be_asked_for()
        named = getattr(self.asked, "data", "") or os.environ.get("COORDINATOR_DATA", "")
        return named or self.settings.database or str(paths.default_database())

    @property
    def actor(self) -> str:
        """Who acts, in the log of changes."""
        named = tidy(getattr(self.asked, "user", "")) or self.settings.user_name
        return named or _system_user()

    @property
    def clock(self) -> Clock:
        """The computer's clock, or the instant it was told."""
        try:
            return clock_from(getattr(self.asked, "now", ""))
        except ValueError:
            sentence = i18n._("“{text}” is no instant. Write it as 2027-01-12T14:05-05:00.")
            raise WrongUsage(sentence.format(text=self.asked.now)) from None

    @property
    def storage(self) -> Storage:
        """The database, open; times are written as its precinct writes them from now on."""
        if self._storage is None:
            from coordinator.usecases.backups import keeping_of
            from coordinator.usecases.upkeep import open_database

            keeping = keeping_of(self.settings)
            self.use(open_database(self.target, actor=self.actor, clock=self.clock, keeping=keeping))
        assert self._storage is not None
        return self._storage

    def keep_backup(self, reason: Reason) -> None:
        """Keep a backup of a file before it is changed much; one that cannot be made is told and ends the command."""
        from coordinator.usecases.backups import keeping_of, make_backup
        from coordinator.wording.backups import kept_instead

        kept = make_backup(self.target, reason, keeping=keeping_of(self.settings), clock=self.clock)
        if kept is not None and kept.instead_of:
            self.output.complain(kept_instead(kept))

    def change(self, errand: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it in the database; a server lost in the middle of it is waited for, and asked what became of it."""
        from coordinator.usecases.settling import change_surely

        return change_surely(self.storage, errand, *args, **kwargs)

    def use(self, storage: Storage) -> None:
        """Go on with this database and the habits of its precinct."""
        from coordinator.usecases.precinct import precinct
        from coordinator.wording import moments

        self._storage = storage
        before = moments.style_in_use()
        moments.use_style(moments.Style.of(storage.read(precinct), i18n.language()))
        self._restore_style = lambda: moments.use_style(before)


def _let_passphrases_be_asked_for() -> None:
    from coordinator.cli.passphrases import present_passphrase
    from coordinator.usecases.passphrases import ask_keyring_then

    ask_keyring_then(present_passphrase)


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "coordinator"
