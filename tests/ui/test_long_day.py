"""A long day: whatever is opened is closed again. COORDINATOR_OPERATIONS says how many there are."""

import gc
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.domain.changes import Changes
from coordinator.domain.errors import Refused
from coordinator.domain.listings import PeopleQuery
from coordinator.ui.pages import PAGES
from coordinator.ui.window import Window
from coordinator.usecases.history import undo
from coordinator.usecases.people import add_person, people_matching
from tests.makers import a_person

OPERATIONS = int(os.environ.get("COORDINATOR_OPERATIONS", "150"))
SMALL = 3 * 1024  # KiB: below that a share of a short day says nothing


def memory() -> int:
    """KiB that this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def handles() -> int:
    """Files, sockets and pipes that are open."""
    return len(os.listdir("/proc/self/fd"))


class Day:
    """One operation after the other, over all pages: three questions, one person added, one change taken back."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        self._number = 0

    def work(self, operations: int) -> None:
        """Each is waited for."""
        for _turn in range(operations):
            self._number += 1
            if self._number % 50 == 0:
                self._window.open_page(PAGES[self._number // 50 % len(PAGES)].key)
            self._one()

    def _one(self) -> None:
        desk = self._window.desk
        assert desk is not None
        done: list[object] = []
        match self._number % 5:
            case 0:
                desk.do(add_person, a_person("Passing"), then=done.append, failed=done.append)
            case 1:
                desk.do(undo, then=done.append, failed=done.append)
            case _:
                desk.ask(people_matching, PeopleQuery("passing", limit=50), then=done.append)
        while not done:
            QApplication.processEvents()
        assert self._number % 5 > 1 or isinstance(done[0], Changes | Refused)


@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is read as Linux says it")
def test_a_long_day_leaves_memory_and_handles_as_they_were(window: Window, qtbot: QtBot) -> None:
    day = Day(window, qtbot)
    day.work(max(100, OPERATIONS // 10))
    before, open_before = memory(), handles()

    day.work(OPERATIONS)

    assert handles() <= open_before + 2
    assert memory() - before < max(before // 10, SMALL), (before, memory())
