"""The calendar page over the drawn week, alone on the screen, with what tests ask of it again and again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.listings import EventCard
from coordinator.domain.precinct import Precinct
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.calendar.position_section import PositionSection
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.usecases.events import event_card
from coordinator.usecases.upkeep import create_database, open_database
from tests.ui.conftest import NOW
from tests.ui.drawn_week import DrawnWeek, fill

PATIENCE = 60_000
_WINDOW = Qt.WindowType.Window
ACTOR = "Sgt. Dana Whitfield"


@pytest.fixture(scope="session")
def written_week(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DrawnWeek]:
    """The week of the drawings in a file, written once, to copy."""
    path = tmp_path_factory.mktemp("week") / "week.db"
    made = create_database(str(path), precinct=Precinct(name="Precinct 14"), actor=ACTOR, clock=NOW)
    week = fill(made)
    made.close()
    return path, week


@pytest.fixture
def week(written_week: tuple[Path, DrawnWeek]) -> DrawnWeek:
    """The ids in it."""
    return written_week[1]


@pytest.fixture
def storage(written_week: tuple[Path, DrawnWeek], tmp_path: Path) -> Iterator[Storage]:
    """A copy of the drawn week, open."""
    made = open_database(str(shutil.copy(written_week[0], tmp_path / "p14.db")), actor=ACTOR, clock=NOW)
    yield made
    made.close()


class Strays(QObject):
    """Sees parts that are shown before they have a parent: they flash as windows and take the focus away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.windowType() == _WINDOW:
            self.seen.append(repr(watched))
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[Strays]:
    """Fails the test when anything but the page was a window of its own."""
    made = Strays()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)
    assert made.seen[1:] == [], made.seen[1:]


@pytest.fixture
def page(week: DrawnWeek, desk: Desk, session: Session, strays: Strays, qtbot: QtBot) -> Iterator[CalendarPage]:
    """The calendar in the drawn week, read."""
    shown = _shown(desk, session, qtbot)
    made = next(shown)
    qtbot.waitUntil(lambda: len(made.lines) == 25, timeout=PATIENCE)
    yield made
    next(shown, None)


def _shown(desk: Desk, session: Session, qtbot: QtBot) -> Iterator[CalendarPage]:
    made = CalendarPage(desk, session)
    qtbot.addWidget(made)
    desk.changed.connect(made.refresh)
    made.resize(1286, 712)
    made.show()
    made.activateWindow()  # shortcuts count in the window in front only
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    made.refresh(None)
    yield made
    desk.changed.disconnect(made.refresh)


def opened(page: CalendarPage, qtbot: QtBot, event_id: int) -> EventCard:
    """Open an event in the inspector and wait until it is there."""
    page.week.opened.emit(event_id)
    panel = page.inspector.event_panel
    qtbot.waitUntil(lambda: panel.card is not None and panel.card.line.event.id == event_id, timeout=PATIENCE)
    assert panel.card is not None
    return panel.card


def section(page: CalendarPage, role: str) -> PositionSection:
    """The part of the inspector for a role."""
    sections = page.inspector.event_panel.sections
    return next(one for one in sections if one.line is not None and one.line.position.role == role)


def search(page: CalendarPage, qtbot: QtBot, role: str, words: str) -> PositionSection:
    """Type into the search of a position and wait for people."""
    part = section(page, role)
    part.start_search()
    assert part.search is not None
    field = part.search.field
    QTest.keyClicks(field.field, words)
    rows = part.search.list
    qtbot.waitUntil(
        lambda: bool(rows.rows) and all(_matches(row.name.words(), words) for row in rows.rows), timeout=PATIENCE
    )
    return part


def _matches(name: str, words: str) -> bool:
    return words.casefold() in name.casefold()


def names(part: PositionSection) -> list[str]:
    """Who is signed up, as shown."""
    return [row.line.person.full_name for row in part.rows]


def card_of(storage: Storage, event_id: int) -> EventCard:
    """What the database says."""
    return storage.read(event_card, event_id)


def editor_of(page: QWidget, qtbot: QtBot) -> EventEditor:
    """The editor in front."""
    found: list[EventEditor] = []

    def is_there() -> bool:
        found[:] = [one for one in page.window().findChildren(EventEditor) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_there, timeout=PATIENCE)
    return found[-1]


def ready(editor: EventEditor, qtbot: QtBot) -> EventEditor:
    """The editor with venues, roles and checks read."""
    qtbot.waitUntil(lambda: bool(editor.checks.bands) and editor.form.venue.box.count() > 0, timeout=PATIENCE)
    return editor


def click(page: CalendarPage, qtbot: QtBot, event_id: int) -> None:
    """Click an event in the week."""
    at = page.week.block_rect(event_id).center().toPoint()
    QTest.mouseClick(page.week.viewport(), Qt.MouseButton.LeftButton, pos=at)


def place_at(page: CalendarPage, column: int, minutes: int) -> QPoint:
    """A place on the viewport: day and minute."""
    g = page.week.geometry_()
    x = g.left_of(column) + 8
    return QPoint(round(x), round(g.y_of(minutes) + g.top - page.week.scrolled()) + 1)
