"""`encrypt` and `decrypt`: no passphrase in an argument, an answer or the log."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Say, both_databases
from tests.conftest import ROOT
from tests.passphrases import OTHER, PASSPHRASE, forget_all, told_by


@pytest.fixture(autouse=True)
def just_started(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No key is known before and after, and nobody sits at the terminal."""
    forget_all()
    for name in ("COORDINATOR_PASSPHRASE", "COORDINATOR_NEW_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    yield
    forget_all()


def test_a_locked_database_works_with_the_passphrase_in_the_environment(
    say: Say, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert say("venue", "add", "--name", "Lincoln Park").status == 0
    monkeypatch.setenv("COORDINATOR_PASSPHRASE", PASSPHRASE)
    answer = say("encrypt", "--json")
    folder = Path(target).parent / "backups"
    (backup,) = folder.iterdir()
    assert (answer.status, answer.json) == (
        0,
        {
            "data": str(Path(target).resolve()),
            "backup": str(backup),
            "locked_backups": 1,
            "readable_backups": [],
            "remembered": False,
        },
    )
    forget_all()
    assert say("check").out == "Everything is in order.\n"
    assert (list(told_by(folder)), Path(target).read_bytes()[:6] == b"SQLite") == ([], False)
    assert PASSPHRASE not in answer.out + answer.err


def test_without_the_passphrase_and_a_terminal_a_sentence_says_what_to_do(
    launch: Say, say: Say, target: str, tmp_path: Path
) -> None:
    file = tmp_path / "passphrase.txt"
    file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    assert say("encrypt", "--passphrase-file", file).status == 0
    answer = launch("list", "people")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == (
        f"{target} is locked with a passphrase, or it is not a Coordinator file. "
        "Give the passphrase, or choose another file.\n"
    )


def test_a_wrong_passphrase_is_refused_in_a_sentence(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_PASSPHRASE", PASSPHRASE)
    say("encrypt")
    forget_all()
    monkeypatch.setenv("COORDINATOR_PASSPHRASE", OTHER)
    answer = say("list", "people", "--json")
    assert (answer.status, answer.json["refused"][0]["code"], OTHER in answer.err) == (1, "passphrase-wrong", False)


def test_a_passphrase_is_changed_and_taken_off(say: Say, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_PASSPHRASE", PASSPHRASE)
    say("encrypt")
    monkeypatch.setenv("COORDINATOR_NEW_PASSPHRASE", OTHER)
    forget_all()
    assert say("encrypt").out.splitlines()[0] == f"{Path(target).resolve()} has another passphrase now."
    forget_all()
    assert say("check").status == 1
    monkeypatch.setenv("COORDINATOR_PASSPHRASE", OTHER)
    assert say("decrypt").status == 0
    monkeypatch.delenv("COORDINATOR_PASSPHRASE")
    forget_all()
    assert say("check").out == "Everything is in order.\n"


def test_encrypting_with_nobody_to_ask_changes_nothing(launch: Say, target: str) -> None:
    before = Path(target).read_bytes()
    answer = launch("encrypt")
    assert (answer.status, answer.out, Path(target).read_bytes()) == (1, "", before)


def test_no_argument_takes_a_passphrase(say: Say) -> None:
    assert say("encrypt", PASSPHRASE).status == 2


@both_databases
def test_decrypting_what_is_not_locked_is_refused(say: Say, target: str) -> None:
    assert (say("decrypt").status, say("decrypt").out) == (1, "")


def test_at_a_terminal_the_passphrase_is_typed_twice_and_not_shown(target: str) -> None:
    shown = typed([PASSPHRASE, PASSPHRASE], target, "encrypt")
    assert ("is locked with the passphrase now" in shown, PASSPHRASE in shown) == (True, False)
    assert "Everything is in order" in typed([PASSPHRASE], target, "check")


def test_at_a_terminal_two_that_differ_are_refused(target: str) -> None:
    assert "The two are not the same" in typed([PASSPHRASE, OTHER], target, "encrypt")


def typed(answers: list[str], target: str, *arguments: str) -> str:
    """What a terminal shows when somebody answers every question."""
    desk, terminal = pty.openpty()
    surroundings = {**os.environ, "COORDINATOR_DATA": target}
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=surroundings,
        start_new_session=True,
    )
    os.close(terminal)
    shown, left = b"", list(answers)
    while True:
        ready, _, _ = select.select([desk], [], [], 60)
        try:
            read = os.read(desk, 4096) if ready else b""
        except OSError:  # the other end is closed
            read = b""
        if not read:
            break
        shown += read
        if left and shown.rstrip(b" ").endswith(b":"):  # a new question, and not the line that ended the last one
            os.write(desk, f"{left.pop(0)}\n".encode())
    program.wait(60)
    os.close(desk)
    return shown.decode("utf-8", "replace")
