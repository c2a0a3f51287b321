"""A shell for tests: say a command, hear status, standard output and standard error."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coordinator.cli import run
from tests.conftest import ROOT
from tests.databases import ACTOR

NOW = "2027-01-12T12:00:00-05:00"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)

    @property
    def id(self) -> int:
        """The number an addition printed."""
        return int(self.out)


Say = Callable[..., Answer]


@pytest.fixture(params=["sqlite"])
def target(request: pytest.FixtureRequest) -> str:
    """The database commands work on; tests that matter on both ask for "postgresql" too."""
    fixture = "database_file" if request.param == "sqlite" else "server_database"
    return str(request.getfixturevalue(fixture))


@pytest.fixture
def say(target: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Say a command to a fresh database, at noon on Tuesday, January 12, 2027."""
    monkeypatch.setenv("COORDINATOR_DATA", target)

    def said(*arguments: object) -> Answer:
        capsys.readouterr()
        status = run(["--now", NOW, "--user", ACTOR, *map(str, arguments)])
        heard = capsys.readouterr()
        return Answer(status, heard.out, heard.err)

    return said


@pytest.fixture
def launch(target: str) -> Say:
    """Say a command to a program of its own, as a person at a terminal does."""

    def launched(*arguments: object, **surroundings: str) -> Answer:
        environment = {**os.environ, "COORDINATOR_DATA": target, **surroundings}
        command = [sys.executable, str(ROOT / "main.py"), "--now", NOW, "--user", ACTOR, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return launched


both_databases = pytest.mark.parametrize("target", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
