"""What the window's tests stand on: a real database behind a real desk, the theme, and the clock of the pictures."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from coordinator.db.work import Storage
from coordinator.domain.precinct import Precinct
from coordinator.runtime.clock import FixedClock
from coordinator.runtime.settings import Settings
from coordinator.ui.kit import theme
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.window import Window
from coordinator.usecases.upkeep import create_database, open_database

NOW = FixedClock(datetime(2027, 1, 12, 19, 5, tzinfo=UTC))  # Tuesday, 2:05 PM in New York
ACTOR = "Sgt. Dana Whitfield"


PATIENCE = 60_000  # milliseconds: a busy machine is no fault, and speed is measured elsewhere


class PatientBot(QtBot):
    """Waits as long as a slow machine needs."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        """Until the callback no longer says no."""
        super().waitUntil(callback, timeout=timeout)

    wait_until = waitUntil

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE, **more: Any) -> SignalBlocker:
        """Until the signal was sent."""
        return super().waitSignal(signal, timeout=timeout, **more)

    wait_signal = waitSignal


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The style of the program, on every system."""
    return ["coordinator", "-style", "Fusion"]


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The tests' hands on the window."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """The program's own theme, in its light form."""
    theme.apply(qapp, "light", "normal")


@pytest.fixture(scope="session")
def written_precinct(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty precinct in a file, written once, to copy."""
    path = tmp_path_factory.mktemp("precinct") / "precinct.db"
    create_database(str(path), precinct=Precinct(name="Precinct 14"), actor=ACTOR, clock=NOW).close()
    return path


@pytest.fixture
def storage(written_precinct: Path, tmp_path: Path) -> Iterator[Storage]:
    """An empty precinct, open."""
    made = open_database(str(shutil.copy(written_precinct, tmp_path / "p14.db")), actor=ACTOR, clock=NOW)
    yield made
    made.close()


@pytest.fixture
def desk(storage: Storage, qapp: QApplication) -> Iterator[Desk]:
    """The way to it."""
    made = Desk(storage)
    yield made
    made.close()
    qapp.processEvents()


@pytest.fixture
def session(storage: Storage) -> Session:
    """The person at the desk."""
    return Session(
        settings=Settings(user_name=ACTOR),
        precinct=storage.read(lambda work: work.precinct.get()),
        clock=NOW,
        target=storage.target,
    )


@pytest.fixture
def window(desk: Desk, session: Session, qtbot: QtBot) -> Window:
    """The whole window, shown."""
    made = Window()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.attach(desk, session)
    return made
