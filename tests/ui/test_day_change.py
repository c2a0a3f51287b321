"""Midnight, a sleep, a clock that jumps: the session says that it is another day, once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.domain.precinct import Precinct
from coordinator.runtime.settings import Settings
from coordinator.ui.kit.page import Session
from tests.ui.clocks import HandMovedClock

EVENING = datetime(2027, 1, 13, 4, 59, tzinfo=UTC)  # a minute before midnight in New York
MORNING = datetime(2027, 1, 13, 13, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> HandMovedClock:
    """Tuesday, 11:59 PM in New York."""
    return HandMovedClock(EVENING)


@pytest.fixture
def late(clock: HandMovedClock, qapp: QApplication) -> Session:
    """Somebody at the desk late in the evening."""
    return Session(settings=Settings(), precinct=Precinct(), clock=clock)


@pytest.fixture
def days(late: Session) -> list[str]:
    """What was heard of other days."""
    heard: list[str] = []
    late.day_changed.connect(lambda: heard.append(late.today().isoformat()))
    return heard


def come_back(app: QApplication) -> None:
    """Somebody brings the window to the front again."""
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def test_the_session_looks_at_the_clock_now_and_then(
    late: Session, clock: HandMovedClock, days: list[str], qtbot: QtBot
) -> None:
    timer = late.findChildren(QTimer)[0]
    assert (timer.isActive(), timer.interval()) == (True, 30_000)
    clock.instant = MORNING
    with qtbot.waitSignal(late.day_changed):
        timer.start(0)
    assert days == ["2027-01-13"]


def test_coming_back_to_the_window_after_a_night_says_it_at_once(
    clock: HandMovedClock, days: list[str], qapp: QApplication
) -> None:
    clock.instant = MORNING
    come_back(qapp)
    assert days == ["2027-01-13"]


def test_the_same_day_is_never_said_twice(clock: HandMovedClock, days: list[str], qapp: QApplication) -> None:
    come_back(qapp)
    clock.instant = MORNING
    come_back(qapp)
    come_back(qapp)
    assert days == ["2027-01-13"]


def test_a_clock_that_jumps_back_is_another_day_too(clock: HandMovedClock, days: list[str], qapp: QApplication) -> None:
    clock.instant = datetime(2027, 1, 10, 17, 0, tzinfo=UTC)
    come_back(qapp)
    assert days == ["2027-01-10"]


def test_midnight_is_that_of_the_precinct(clock: HandMovedClock, late: Session, days: list[str]) -> None:
    late.use_precinct(replace(late.precinct, zone="Pacific/Auckland"))
    assert days == ["2027-01-13"]
