"""Secrets go into the system's keyring where there is one; where there is none, nothing breaks."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from coordinator.domain.backups import Keeping
from coordinator.runtime import remembered
from coordinator.usecases.passphrases import ask_keyring_then, is_kept, keep_or_forget, set_passphrase
from coordinator.usecases.upkeep import open_database
from tests.databases import ACTOR, CLOCK
from tests.passphrases import PASSPHRASE, forget_all


class Drawer(KeyringBackend):
    """A keyring of this test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.shut = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.shut:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.shut:
            raise KeyringLocked
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    """The system's keyring."""
    before, made = keyring.get_keyring(), Drawer()
    keyring.set_keyring(made)
    forget_all()
    yield made
    keyring.set_keyring(before)
    forget_all()


def test_what_is_remembered_is_recalled_until_it_is_forgotten(drawer: Drawer) -> None:
    assert (remembered.can_remember(), remembered.remember("office", "secret"), remembered.recall("office")) == (
        True,
        True,
        "secret",
    )
    assert (remembered.forget("office"), remembered.recall("office"), remembered.forget("office")) == (True, None, True)


def test_a_keyring_that_stays_shut_keeps_nothing_and_breaks_nothing(drawer: Drawer) -> None:
    drawer.shut = True
    assert (remembered.remember("office", "secret"), remembered.recall("office"), remembered.forget("office")) == (
        False,
        None,
        False,
    )


def test_without_a_keyring_nothing_is_remembered(drawer: Drawer) -> None:
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    assert (remembered.can_remember(), remembered.remember("office", "secret"), remembered.recall("office")) == (
        False,
        False,
        None,
    )


def test_a_remembered_file_opens_without_its_passphrase_and_the_keyring_never_holds_that(
    drawer: Drawer, database_file: Path
) -> None:
    done = set_passphrase(str(database_file), PASSPHRASE, keeping=Keeping(), clock=CLOCK, keep=True)
    forget_all()
    ask_keyring_then()
    open_database(str(database_file), actor=ACTOR, clock=CLOCK).close()
    assert (done.remembered, is_kept(str(database_file)), PASSPHRASE in drawer.kept.values()) == (True, True, False)
    assert (keep_or_forget(str(database_file), keep=False), drawer.kept) == (True, {})


def test_the_keyring_forgets_a_passphrase_that_was_changed(drawer: Drawer, database_file: Path) -> None:
    keeping = Keeping()
    set_passphrase(str(database_file), PASSPHRASE, keeping=keeping, clock=CLOCK, keep=True)
    set_passphrase(str(database_file), "another one entirely", keeping=keeping, clock=CLOCK, now=PASSPHRASE)
    assert drawer.kept == {}
