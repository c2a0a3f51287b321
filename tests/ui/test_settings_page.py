"""The settings: they count at once, the precinct's can be undone, and only what works is there."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.precinct import Precinct
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.preferences.cards import AppearanceCard, FileCard, PaperCard, PrecinctCard, YouCard, shown_target
from coordinator.ui.preferences.page import SettingsPage
from coordinator.ui.window import Window
from coordinator.usecases.history import undo
from coordinator.usecases.precinct import precinct

T = TypeVar("T")


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> SettingsPage:
    """The page in its window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("settings")
    assert isinstance(window.page, SettingsPage)
    return window.page


def card(page: SettingsPage, kind: type[T]) -> T:
    """One of the cards."""
    return next(one for one in page.cards() if isinstance(one, kind))


def now(storage: Storage) -> Precinct:
    """As it stands in the database."""
    return storage.read(precinct)


def test_a_field_of_the_precinct_is_saved_when_it_is_left_and_undo_takes_it_back(
    page: SettingsPage, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    field = card(page, PrecinctCard).field("unit")
    field.setFocus()
    QTest.keyClicks(field, "Community Affairs Unit")
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert now(storage).unit == "Community Affairs Unit"
    with qtbot.waitSignal(desk.changed):
        desk.do(undo)
    qtbot.waitUntil(lambda: field.text() == "")
    assert now(storage).unit == ""


def test_an_empty_name_of_the_precinct_is_refused_below_the_field(
    page: SettingsPage, storage: Storage, qtbot: QtBot
) -> None:
    precinct_card = card(page, PrecinctCard)
    field = precinct_card.field("name")
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: precinct_card.rows["name"].said() != "")
    assert now(storage).name == "Precinct 14"


def test_paper_clock_and_first_weekday_count_at_once(
    page: SettingsPage, session: Session, storage: Storage, qtbot: QtBot
) -> None:
    paper = card(page, PaperCard)
    paper.paper.button("a4").click()
    paper.clock.button("24").click()
    paper.weekday.button("0").click()
    qtbot.waitUntil(lambda: session.style.clock == 24 and session.style.first_weekday == 0)
    stands = now(storage)
    assert (stands.paper, stands.clock, stands.first_weekday) == ("a4", 24, 0)
    qtbot.waitUntil(lambda: paper.look.text() == "Looks like: Tue 12 Jan 2027, 15:30")


def test_the_zone_is_the_precincts(page: SettingsPage, storage: Storage, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.changed):
        card(page, PrecinctCard).zone.chosen.emit("America/Chicago")
    assert now(storage).zone == "America/Chicago"


def test_theme_text_size_and_letters_are_kept_for_this_computer(page: SettingsPage, session: Session) -> None:
    looks = card(page, AppearanceCard)
    looks.theme.button("dark").click()
    looks.text_size.button("large").click()
    looks.letters.click()
    kept = session.settings
    assert (kept.theme, kept.text_size, kept.single_letter_keys) == ("dark", "large", False)


def test_the_language_is_kept_for_this_computer(page: SettingsPage, session: Session) -> None:
    card(page, PaperCard).language.button("es").click()
    assert session.settings.language == "es"


def test_your_name_may_not_be_empty(page: SettingsPage, session: Session) -> None:
    you = card(page, YouCard)
    you.name.setText("")
    you.name.editingFinished.emit()
    assert (session.settings.user_name, you.row.said() != "") == ("Sgt. Dana Whitfield", True)
    you.name.setText("Ofc. Bell")
    you.name.editingFinished.emit()
    assert (session.settings.user_name, you.row.said()) == ("Ofc. Bell", "")


def test_the_file_in_use_is_shown_without_any_password(page: SettingsPage, session: Session) -> None:
    assert card(page, FileCard).path.text() == session.target
    assert shown_target("postgresql://desk:secret@db.example/coordinator") == "db.example/coordinator"


def test_starting_a_new_file_is_asked_of_the_program(page: SettingsPage, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.welcome_requested):
        card(page, FileCard).anew.click()


def test_a_setting_is_found_by_its_words(page: SettingsPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.window(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.finder.field.hasFocus()
    with qtbot.waitSignal(page.finder.typed):
        QTest.keyClicks(page.finder.field, "text size")
    assert [one.words for one in page.cards() if one.isVisible()] == ["Appearance"]
    QTest.keyClick(page.finder.field, Qt.Key.Key_Return)
    assert card(page, AppearanceCard).isAncestorOf(QApplication.focusWidget() or page)
    page.finder.clear()
    qtbot.waitUntil(lambda: all(one.isVisible() for one in page.cards()))


def test_every_control_is_reached_by_tab_and_has_a_name(page: SettingsPage) -> None:
    from coordinator.ui.kit.sheet import focusable

    stops = focusable(page)
    nameless = [type(stop).__name__ for stop in stops if not (stop.accessibleName() or getattr(stop, "text", str)())]
    assert len(stops) > 15
    assert nameless == []


def test_help_lists_the_keys_and_fetches_nothing(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QLabel

    from coordinator.ui.help import Guide, HelpPage

    window.open_page("help")
    assert isinstance(window.page, HelpPage)
    shown = [label.text() for label in window.page.keys.findChildren(QLabel)]
    assert {"Ctrl Z", "F6", "Alt ← →"} <= set(shown)
    guide = window.page.findChild(Guide)
    assert isinstance(guide, Guide)
    picture = QTextDocument.ResourceType.ImageResource.value
    assert guide.loadResource(picture, QUrl("https://example.org/x.png")) is None


def test_the_guide_has_contents_and_links_lead_only_inside_it(qtbot: QtBot) -> None:
    from PySide6.QtCore import QUrl

    from coordinator.ui.help import Guide

    guide = Guide()
    qtbot.addWidget(guide)
    guide.resize(500, 200)
    guide.show()
    filler = "\n\n".join(["A line of the guide."] * 40)
    guide.setMarkdown(f"# Guide\n\n[Print](#print-a-roster)\n\n{filler}\n\n## Print a roster\n\n{filler}")
    assert [block.text() for block in guide.headings()] == ["Guide", "Print a roster"]
    guide.anchorClicked.emit(QUrl("#print-a-roster"))
    assert guide.textCursor().block().text() == "Print a roster"
    assert guide.verticalScrollBar().value() > 300
    guide.anchorClicked.emit(QUrl("https://example.org/"))
    assert guide.textCursor().block().text() == "Print a roster"
