"""A long day: whatever is opened is closed again.

COORDINATOR_OPERATIONS says how many operations there are after those that fill what is kept on purpose; what was
measured stands in the report that `--junitxml` writes.
"""

import gc
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.domain.changes import Changes
from coordinator.domain.errors import Refused
from coordinator.domain.listings import PeopleQuery
from coordinator.ui.finding.panel import Finder
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.pages import PAGES
from coordinator.ui.window import Window
from coordinator.usecases.history import undo
from coordinator.usecases.people import add_person, people_matching
from tests.makers import a_person
from tests.ui.calendar_desk import storage, week, written_week
from tests.ui.drawn_week import DrawnWeek

__all__ = ["storage", "week", "written_week"]
OPERATIONS = int(os.environ.get("COORDINATOR_OPERATIONS", "60"))
SHEETS = ("venues", "removed", "import", "export", "new person", "new event")
LOOKS = 4  # a page, a sheet, find anything, an event: every fifth operation is one of them
ROUND = 5 * LOOKS * max(len(PAGES), len(SHEETS))  # operations until each was opened
WARM_UP = max(ROUND, OPERATIONS // 10)


def memory() -> int:
    """KiB that this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def handles() -> int:
    """Files, sockets and pipes that are open."""
    return len(os.listdir("/proc/self/fd"))


def held() -> list[str]:
    """What was opened and closed and is held all the same, be it by Python when Qt deleted it long ago."""
    gc.collect()
    return [type(one).__name__ for one in gc.get_objects() if isinstance(one, DialogFrame | Finder)]


class Day:
    """One operation after the other: two questions, a person added, a change taken back, and then by turns another
    page, a sheet that is opened and closed, find anything, and an event in the inspector."""

    def __init__(self, window: Window, week: DrawnWeek, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        self._events = list(week.events.values())
        self._number = 0

    def work(self, operations: int) -> None:
        """Each is waited for."""
        for _turn in range(operations):
            self._number += 1
            turn, kind = divmod(self._number, 5)
            if kind:
                self._save_or_ask(kind)
            else:
                self._look(*reversed(divmod(turn, LOOKS)))

    def _look(self, what: int, turn: int) -> None:
        (self._turn_page, self._open_sheet, self._find, self._open_event)[what](turn)

    def _save_or_ask(self, kind: int) -> None:
        desk = self._window.desk
        assert desk is not None
        done: list[object] = []
        if kind == 1:
            desk.do(add_person, a_person("Passing"), then=done.append, failed=done.append)
        elif kind == 2:
            desk.do(undo, then=done.append, failed=done.append)
        else:
            desk.ask(people_matching, PeopleQuery("passing", limit=50), then=done.append)
        while not done:
            QApplication.processEvents()
        assert kind > 2 or isinstance(done[0], Changes | Refused)

    def _turn_page(self, turn: int) -> None:
        self._window.open_page(PAGES[turn % len(PAGES)].key)

    def _open_sheet(self, turn: int) -> None:
        name = SHEETS[turn % len(SHEETS)]
        if name.startswith("new"):
            self._window.open_page("people" if name == "new person" else "calendar")
            self._window.page.new()
        else:
            self._window.open_page(name)
        self._qtbot.waitUntil(lambda: bool(self._sheets()))
        for sheet in self._sheets():
            sheet.done(0)
        self._settle(lambda: not self._sheets())

    def _find(self, _turn: int) -> None:
        self._window.find_anything()
        assert self._window.findChildren(Finder) != []
        self._window.find_anything()
        self._settle(lambda: self._window.findChildren(Finder) == [])

    def _open_event(self, turn: int) -> None:
        self._window.open_record("event", self._events[turn % len(self._events)])

    def _sheets(self) -> list[DialogFrame]:
        return [one for one in self._window.findChildren(DialogFrame) if one.isVisible()]

    def _settle(self, over: Callable[[], bool]) -> None:
        """What is closed is deleted when the program is idle, as it never is here."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._qtbot.waitUntil(over)


@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is read as Linux says it")
def test_a_long_day_leaves_memory_and_handles_as_they_were(
    window: Window, week: DrawnWeek, qtbot: QtBot, record_testsuite_property: Callable[[str, object], None]
) -> None:
    held_by_others = held()
    day = Day(window, week, qtbot)
    day.work(WARM_UP)
    before, open_before = memory(), handles()

    day.work(OPERATIONS)

    after, open_after = memory(), handles()
    record_testsuite_property("operations", OPERATIONS)
    record_testsuite_property("memory", f"{before} to {after} KiB")
    record_testsuite_property("handles", f"{open_before} to {open_after}")
    assert open_after <= open_before + 2
    assert Counter(held()) - Counter(held_by_others) == Counter()
    assert after - before < before // 10, (before, after)
