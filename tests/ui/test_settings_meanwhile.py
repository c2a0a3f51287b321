"""Typing in a setting of the precinct that another changes: both stand until somebody chooses."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.ui.kit.desk import Desk
from coordinator.ui.preferences.page import SettingsPage
from coordinator.ui.preferences.precinctcard import PrecinctCard
from coordinator.ui.window import Window
from coordinator.usecases.precinct import edit_precinct, precinct


@pytest.fixture
def card(window: Window, qtbot: QtBot) -> PrecinctCard:
    """The precinct's card, in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("settings")
    page = window.page
    assert isinstance(page, SettingsPage)
    return next(one for one in page.cards() if isinstance(one, PrecinctCard))


def typed(card: PrecinctCard, name: str, words: str) -> QLineEdit:
    """Words typed into a field that keeps the focus."""
    field = card.field(name)
    field.setFocus()
    QTest.keyClicks(field, words)
    return field


def changed_by_the_front_desk(storage: Storage, desk: Desk, **fields: str) -> None:
    before, storage.actor = storage.actor, "front desk"
    changes = storage.change(edit_precinct, replace(storage.read(precinct), **fields))  # type: ignore[arg-type]
    storage.actor = before
    desk.changed.emit(changes)


def press(card: PrecinctCard, words: str) -> None:
    next(one for one in card.news.findChildren(QPushButton) if one.text() == words and not one.isHidden()).click()


def test_what_is_typed_is_kept_and_what_was_changed_is_said(
    card: PrecinctCard, storage: Storage, desk: Desk, qtbot: QtBot
) -> None:
    field = typed(card, "unit", "Community Affairs")
    changed_by_the_front_desk(storage, desk, unit="Youth", phone="(212) 555-0114")
    qtbot.waitUntil(card.news.isVisible)
    assert field.text() == "Community Affairs"
    assert card.field("phone").text() == "(212) 555-0114"
    assert (card.news.what(), card.news.why()) == (
        "front desk changed “Unit” at 2:05 PM to “Youth”.",
        "What you typed is kept.",
    )


def test_leaving_the_field_saves_nothing_over_theirs_unasked(
    card: PrecinctCard, storage: Storage, desk: Desk, qtbot: QtBot
) -> None:
    field = typed(card, "unit", "Community Affairs")
    changed_by_the_front_desk(storage, desk, unit="Youth")
    qtbot.waitUntil(card.news.isVisible)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert (field.text(), storage.read(precinct).unit) == ("Community Affairs", "Youth")
    press(card, "Save mine")
    qtbot.waitUntil(lambda: storage.read(precinct).unit == "Community Affairs")
    assert not card.news.isVisible()


def test_theirs_can_be_taken(card: PrecinctCard, storage: Storage, desk: Desk, qtbot: QtBot) -> None:
    field = typed(card, "unit", "Community Affairs")
    changed_by_the_front_desk(storage, desk, unit="R&D <b>")
    qtbot.waitUntil(card.news.isVisible)
    press(card, "Take “R&&D <b>”")
    assert (field.text(), storage.read(precinct).unit) == ("R&D <b>", "R&D <b>")


def test_a_change_of_another_field_is_no_question(
    card: PrecinctCard, storage: Storage, desk: Desk, qtbot: QtBot
) -> None:
    field = typed(card, "unit", "Community Affairs")
    changed_by_the_front_desk(storage, desk, phone="(212) 555-0114")
    qtbot.waitUntil(lambda: card.field("phone").text() == "(212) 555-0114")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: storage.read(precinct).unit == "Community Affairs")
    assert not card.news.isVisible()


def test_a_refused_word_can_be_mended_without_a_question(card: PrecinctCard, storage: Storage, qtbot: QtBot) -> None:
    field = card.field("name")
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.rows["name"].said() != "")
    QTest.keyClicks(field, "Precinct 9")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: storage.read(precinct).name == "Precinct 9")
    assert not card.news.isVisible()
