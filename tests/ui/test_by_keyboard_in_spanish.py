"""A first day in Spanish without a mouse: from the first page to a saved sign-in sheet and an exported calendar."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coordinator.domain.privacy import Sheet
from coordinator.runtime.settings import Settings
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.exporting.dialog import ExportDialog
from coordinator.ui.firstrun import FirstRun
from coordinator.ui.kit.ring import FocusRing
from coordinator.ui.people.editor import PersonEditor
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.printing.page import PrintPage
from tests.catalogue import ids_of, sentences, strings_of, words_of_the_file
from tests.ui.shown_words import words_of
from tests.ui.test_program import Starter, first_page, start

__all__ = ["start"]
Key = Qt.Key
Shown = TypeVar("Shown", bound=QWidget)
CTRL, ALT, SHIFT = (Qt.KeyboardModifier(one) for one in (0x04000000, 0x08000000, 0x02000000))
NONE = Qt.KeyboardModifier.NoModifier
FARTHEST = 40  # stops of Tab


class Keyboard:
    """Hands that have keys only. After every key the focus is somewhere, can be seen, and nothing is in English."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._english = english_words()
        self.window: QWidget | None = None

    def press(self, *keys: Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(self.focus(), key, held)
            QApplication.processEvents()

    def type(self, words: str) -> None:
        """Letters where the focus is."""
        QTest.keyClicks(self.focus(), words)
        self.look()

    def focus(self) -> QWidget:
        """What has it. A desktop hands the focus on when the window in front closes; a screen that is none does not."""
        if QApplication.activeWindow() is None and self.window is not None:
            self.window.activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def tab_to(self, wanted: QWidget, *, back: bool = False) -> None:
        """Tab until it is there."""
        for _stop in range(FARTHEST):
            if self.is_at(wanted):
                return
            self.press(Key.Key_Backtab if back else Key.Key_Tab, held=SHIFT if back else NONE)
            self.look()
        raise AssertionError(f"Tab does not come to {wanted.accessibleName() or wanted}")

    def is_at(self, wanted: QWidget) -> bool:
        """If the focus is on it or on the line inside it."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is wanted or (wanted.isAncestorOf(focus) and wanted.focusProxy() is focus))

    def until(self, what: Callable[[], bool]) -> None:
        """Wait for the program."""
        self._qtbot.waitUntil(what)
        self.look()

    def look(self) -> None:
        """Where is the focus, and what is said?"""
        self._qtbot.waitUntil(lambda: self.focus().isVisible())
        focus = self.focus()
        draws_itself = isinstance(focus, QAbstractScrollArea) and not isinstance(focus, QPlainTextEdit)
        rings = [ring for ring in focus.window().findChildren(FocusRing) if ring.isVisible()]
        assert draws_itself or focus.objectName() == "radio" or len(rings) == 1 or focus.property("noRing")
        assert words_of(focus.window()) & self._english == set()


def english_words() -> set[str]:
    """What reads otherwise in Spanish."""
    found = [(ids_of(one), strings_of(one)) for one in sentences(words_of_the_file())]
    spanish = {words for _ids, strings in found for words in strings}
    return {words.replace("&", "") for ids, _strings in found for words in ids if words not in spanish}


def front(keys: Keyboard, window: QWidget, kind: type[Shown]) -> Shown:
    """The dialog in front."""
    keys.until(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


@pytest.fixture
def keys(qtbot: QtBot) -> Iterator[Keyboard]:
    """The keyboard; the program's Spanish goes with it."""
    usual = QLocale()
    yield Keyboard(qtbot)
    QLocale.setDefault(usual)


def test_from_the_first_page_to_a_sign_in_sheet_and_a_calendar(start: Starter, keys: Keyboard, tmp_path: Path) -> None:
    program = start(settings=Settings(export_folder=str(tmp_path)))
    program.start()
    begin(keys, first_page(program))
    window = keys.window = start.window(program)
    add_meeting(keys, window)
    calendar = window.page
    assert isinstance(calendar, CalendarPage)
    sign_somebody_up(keys, window, calendar)
    save_sign_in_sheet(keys, window, tmp_path / "hoja.pdf")
    words = PdfReader(BytesIO((tmp_path / "hoja.pdf").read_bytes())).pages[0].extract_text()
    assert [one for one in ("Hoja de asistencia", "Junta de barrio", "Ana L.") if one not in words] == [], words
    export_calendar(keys, window)
    [written] = tmp_path.glob("*.ics")
    assert written.read_text(encoding="utf-8").count("SUMMARY:Junta de barrio") == 1


def begin(keys: Keyboard, page: FirstRun) -> None:
    """Spanish, a name, an empty calendar."""
    page.activateWindow()
    while not keys.is_at(page.language.button("en")):
        keys.press(Key.Key_Backtab, held=SHIFT)
    keys.press(Key.Key_Right)
    keys.until(lambda: keys.is_at(page.language.button("es")))
    keys.tab_to(page.user)
    keys.type("Sgto. Luna")
    keys.press(Key.Key_3, held=ALT)
    keys.press(Key.Key_Return)


def add_meeting(keys: Keyboard, window: QWidget) -> None:
    """A meeting with three ushers."""
    keys.press(Key.Key_N, held=CTRL)
    editor = front(keys, window, EventEditor)
    keys.until(lambda: bool(editor.checks.bands))
    keys.tab_to(editor.form.title)
    keys.type("Junta de barrio")
    keys.tab_to(editor.form.roles.add)
    keys.press(Key.Key_Return)
    keys.until(editor.form.roles.rows[0].isVisible)
    keys.type("Acomodador")
    keys.press(Key.Key_Tab)
    keys.type("3")
    keys.press(Key.Key_Return, held=CTRL)
    keys.until(lambda: not any(one.isVisible() for one in window.findChildren(EventEditor)))


def sign_somebody_up(keys: Keyboard, window: QWidget, calendar: CalendarPage) -> None:
    """Nobody is known yet: a new person, then the place."""
    keys.until(calendar.week.hasFocus)
    field = start_search(keys)
    keys.type("Ana")
    keys.until(lambda: "Agregar “Ana” como persona nueva" in words_of(calendar))
    add = next(one for one in calendar.findChildren(QWidget) if getattr(one, "text", str)() == ADD and one.isVisible())
    keys.tab_to(add)
    keys.press(Key.Key_Return)
    editor = front(keys, window.window(), PersonEditor)
    keys.type(" Lopez")
    assert editor.form.given.text() == "Ana Lopez"
    keys.press(Key.Key_Return, held=CTRL)
    keys.until(lambda: not any(one.isVisible() for one in window.findChildren(PersonEditor)))
    people = window.findChild(PeoplePage)
    assert people is not None
    keys.press(Key.Key_Left, held=ALT)
    keys.until(calendar.isVisible)
    keys.tab_to(field)
    keys.until(lambda: "Libre a esa hora" in " ".join(words_of(calendar)))
    keys.press(Key.Key_Return)
    keys.until(lambda: calendar.inspector.event_panel.sections[0].rows != [])


def start_search(keys: Keyboard) -> QLineEdit:
    """S goes to the first place that needs somebody."""
    keys.press(Key.Key_S)
    keys.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    focus = keys.focus()
    assert isinstance(focus, QLineEdit)
    return focus


def save_sign_in_sheet(keys: Keyboard, window: QWidget, path: Path) -> None:
    """The first of the list, for volunteers, as a PDF."""
    keys.press(Key.Key_4, held=CTRL)
    page = front(keys, window, PrintPage)
    keys.tab_to(page.list)
    keys.press(Key.Key_Up)
    keys.until(lambda: page.options.sheet is Sheet.SIGN_IN)
    audiences = page.options.audiences
    keys.tab_to(audiences.button(audiences.value()))
    keys.press(Key.Key_Down)
    keys.until(page.footer.save_button.isEnabled)
    keys.press(Key.Key_S, held=CTRL)
    dialog = front(keys, window, QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    keys.press(Key.Key_A, held=CTRL)
    keys.type(str(path))
    keys.press(Key.Key_Return)
    keys.until(path.exists)


def export_calendar(keys: Keyboard, window: QWidget) -> None:
    """This week for volunteers, as the dialog proposes it."""
    keys.press(Key.Key_2, held=CTRL)
    keys.press(Key.Key_E, held=CTRL)
    dialog = front(keys, window, ExportDialog)
    keys.until(lambda: "En el archivo: 1 evento" in words_of(dialog))
    keys.tab_to(dialog.formats.button("ics"))
    keys.press(Key.Key_Return, held=CTRL)
    keys.until(lambda: "Exportado: 1 evento" in words_of(dialog))
    keys.press(Key.Key_Escape)
    keys.until(lambda: not dialog.isVisible())


ADD = "Agregar “Ana” como persona nueva"
