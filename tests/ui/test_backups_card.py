"""The card of backups, the backup of the day, and the one before an import."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.backups import Backup, Keeping, Reason
from coordinator.domain.imports import Subject
from coordinator.domain.people import Person
from coordinator.runtime.clock import FixedClock
from coordinator.ui.dailybackup import DailyBackup
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.kit.chips import Chip
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.sheet import Message
from coordinator.ui.kit.wishes import ShowSection
from coordinator.ui.preferences.backuplist import AllBackups
from coordinator.ui.preferences.backupscard import BackupsCard
from coordinator.ui.preferences.card import change_precinct
from coordinator.ui.window import Window
from coordinator.usecases.backups import backups_of, make_backup
from coordinator.usecases.people import add_person
from coordinator.usecases.precinct import precinct
from tests.ui.conftest import NOW
from tests.ui.fitting import clipped


def _kept(storage: Storage, reason: Reason, folder: Path | str = "", **ago: int) -> Path:
    clock = FixedClock(NOW.instant - timedelta(**ago))
    made = make_backup(storage.target, reason, keeping=Keeping(str(folder)), clock=clock)
    assert made is not None
    return Path(made.path)


def _card(window: Window, qtbot: QtBot) -> BackupsCard:
    """The card, once it has looked."""
    window.open_page("settings", ShowSection("Backups"))
    card = window.page.findChild(BackupsCard)
    assert isinstance(card, BackupsCard)
    qtbot.waitUntil(lambda: card.band.what() != "Looking at the backups…")
    return card


def _shown(card: BackupsCard) -> list[str]:
    """The words and chips of the list, but for those of rows that are gone."""
    labels = [label for label in card.list.findChildren(QLabel) if not label.isHidden() and label.text()]
    in_chips = {chip.words() for chip in card.list.findChildren(Chip)}
    return [label.text() for label in labels if label.text() not in in_chips]


def test_without_any_the_card_is_red_and_one_press_makes_the_first(
    window: Window, storage: Storage, qtbot: QtBot
) -> None:
    card = _card(window, qtbot)
    assert (card.band.property("tone"), card.band.what(), card.band.why()) == (
        "open",
        "No backup yet.",
        "Choose a place, a USB drive is good.",
    )
    card.back_up()
    qtbot.waitUntil(lambda: card.band.property("tone") == "full")
    assert (card.band.what(), card.band.why()) == (
        "Last good backup: today, 2:05 PM",
        "Opened and checked: 0 people, 0 events, same as here.",
    )
    assert [backup.reason for backup in backups_of(storage.target)] == [Reason.BY_HAND]


def test_the_three_newest_stand_there_with_reason_size_and_whether_they_are_sound(
    window: Window, storage: Storage, qtbot: QtBot
) -> None:
    _kept(storage, Reason.UPGRADE, days=9)
    cut = _kept(storage, Reason.DAILY, days=2)
    cut.write_bytes(cut.read_bytes()[:100_000])
    _kept(storage, Reason.IMPORT, hours=22)
    _kept(storage, Reason.DAILY, hours=6)
    card = _card(window, qtbot)
    qtbot.waitUntil(lambda: bool(_shown(card)))
    assert [text for text in _shown(card) if "kB" not in text] == [
        "Today, 8:05 AM",
        "daily",
        "Yesterday, 4:05 PM",
        "before import",
        "Sun Jan 10, 2:05 PM",
        "daily",
    ]
    assert [chip.words() for chip in card.list.findChildren(Chip)] == ["Checked", "Checked", "Cut short"]
    assert [link.text() for link in card.list.links] == ["Restore…", "Restore…", "Why?"]
    assert (card.all.text(), card.all.isVisible(), clipped(card)) == ("Show all 4", True, [])
    card.list.links[2].click()
    (why,) = window.findChildren(Message)
    assert str(cut) in why.words.text()


def test_one_made_before_the_passphrase_changed_says_so_also_when_it_was_taken_away(
    window: Window, storage: Storage, qtbot: QtBot
) -> None:
    _kept(storage, Reason.ENCRYPTION, hours=6)
    card = _card(window, qtbot)
    qtbot.waitUntil(lambda: bool(_shown(card)))
    assert "before passphrase change" in _shown(card)
    assert clipped(card) == []


def test_all_of_them_are_in_a_dialog(window: Window, storage: Storage, qtbot: QtBot) -> None:
    for days in range(6):
        _kept(storage, Reason.DAILY, days=days)
    card = _card(window, qtbot)
    card.all.click()
    (dialog,) = window.findChildren(AllBackups)
    assert len(dialog.list.links) == 6


def test_the_focus_stays_on_the_button_that_was_pressed(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    card = _card(window, qtbot)
    QApplication.processEvents()
    button = next(one for one in card.band.findChildren(QPushButton) if one.text() == "Back up now")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: card.band.property("tone") == "full")
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert (focus.text(), card.band.isAncestorOf(focus)) == ("Back up now", True)


def test_a_change_that_adds_nobody_is_told_too(window: Window, storage: Storage, qtbot: QtBot) -> None:
    """A phone number or the precinct's unit: the numbers of people and events stay the same."""
    _kept(storage, Reason.DAILY, hours=6)
    storage.change(partial(change_precinct, wanted={"unit": "Community Affairs Unit"}))
    card = _card(window, qtbot)
    assert card.band.why() == "Opened and checked: 0 people, 0 events. 1 change since then."
    storage.change(partial(change_precinct, wanted={"unit": "Auxiliary Unit"}))
    card.look()
    qtbot.waitUntil(lambda: card.band.why().endswith(". 2 changes since then."))


def test_what_was_entered_since_the_last_one_is_told(window: Window, storage: Storage, qtbot: QtBot) -> None:
    _kept(storage, Reason.DAILY, hours=6)
    storage.change(add_person, Person("Ana", "Ortiz"))
    card = _card(window, qtbot)
    assert card.band.why() == "Opened and checked: 0 people, 0 events. Here now: 1 person, 0 events."


def test_an_old_one_is_no_reason_for_green(window: Window, storage: Storage, qtbot: QtBot) -> None:
    _kept(storage, Reason.DAILY, days=5)
    assert _card(window, qtbot).band.property("tone") == "part"


def test_a_drive_that_is_not_plugged_in_is_told(
    window: Window, session: Session, storage: Storage, qtbot: QtBot
) -> None:
    _kept(storage, Reason.DAILY, hours=6)
    session.keep(replace(session.settings, backup_folder="/media/dana/DESK14/Coordinator backups"))
    card = _card(window, qtbot)
    assert (card.band.what(), card.band.why()) == (
        "The USB drive is not plugged in.",
        "The last backup was kept on this computer. Last good backup: today, 8:05 AM.",
    )
    assert card.place.text() == "USB “DESK14” › Coordinator backups"


def test_another_place_and_how_often_count_at_once(
    window: Window, session: Session, storage: Storage, tmp_path: Path, qtbot: QtBot
) -> None:
    card = _card(window, qtbot)
    card.choose_place(str(tmp_path / "nowhere"))
    assert (session.settings.backup_folder, card.place_row.said() != "") == ("", True)
    (tmp_path / "usb").mkdir()
    card.choose_place(str(tmp_path / "usb"))
    card.every.setCurrentIndex(1)
    card.every.activated.emit(1)
    card.kept.setCurrentIndex(2)
    card.kept.activated.emit(2)
    now = session.settings
    assert (now.backup_folder, now.backup_every, now.backups_kept) == (str(tmp_path / "usb"), "week", 30)
    card.back_up()
    qtbot.waitUntil(lambda: card.band.property("tone") == "full")
    assert len(list((tmp_path / "usb").iterdir())) == 1


def test_restoring_asks_once_and_says_what_it_does(
    window: Window, session: Session, storage: Storage, qtbot: QtBot
) -> None:
    _kept(storage, Reason.DAILY, hours=6)
    storage.change(add_person, Person("Ana", "Ortiz"))
    card = _card(window, qtbot)
    wanted: list[Backup] = []
    session.restore_requested.connect(wanted.append)
    for pressed in (0, 1):
        card.list.links[0].click()
        asked = window.findChildren(Message)[-1]
        assert asked.words.text().splitlines()[:2] == [
            "Today, 8:05 AM: 0 people, 0 events are in the backup.",
            "1 person, 0 events are here now. What was entered since then is not in the backup.",
        ]
        asked.buttons[pressed].click()
        qtbot.waitUntil(lambda: not window.findChildren(Message))
    assert wanted == list(backups_of(storage.target))


def test_one_that_cannot_be_made_is_told_in_place(window: Window, storage: Storage, qtbot: QtBot) -> None:
    card = _card(window, qtbot)
    (Path(storage.target).parent / "backups").write_text("a file where the folder should be", encoding="utf-8")
    card.back_up()
    qtbot.waitUntil(lambda: card.band.what() == "There is no new backup")
    assert card.band.property("tone") == "open"


# --- the backup of the day


@pytest.fixture
def daily(desk: Desk, session: Session, window: Window) -> DailyBackup:
    """What the program starts once the window is up."""
    return DailyBackup(desk, session, window)


def test_the_backup_of_the_day_is_made_quietly_and_once(
    daily: DailyBackup, storage: Storage, session: Session, desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.backups_changed):
        daily.look()
    with qtbot.waitSignal(desk.arrived):
        daily.look()
    assert ([backup.reason for backup in backups_of(storage.target)], daily.band) == ([Reason.DAILY], None)


def test_another_one_is_made_when_the_day_changes_while_the_window_is_open(
    daily: DailyBackup, storage: Storage, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.backups_changed):
        daily.look()
    session.clock = FixedClock(NOW.instant + timedelta(days=1))
    with qtbot.waitSignal(session.backups_changed):
        session.look_at_the_day()
    assert [backup.reason for backup in backups_of(storage.target)] == [Reason.DAILY, Reason.DAILY]


def test_a_backup_of_the_day_that_fails_is_told_and_may_be_tried_again(
    daily: DailyBackup, storage: Storage, session: Session, qtbot: QtBot
) -> None:
    folder = Path(storage.target).parent / "backups"
    folder.write_text("a file where the folder should be", encoding="utf-8")
    with qtbot.waitSignal(session.backups_changed):
        daily.look()
    band = daily.band
    assert band is not None
    assert (band.what(), band.property("tone"), band.isVisible()) == ("There is no backup of today", "open", True)
    folder.unlink()
    with qtbot.waitSignal(session.backups_changed):
        daily.look()
    assert (band.isVisible(), len(backups_of(storage.target))) == (False, 1)


def test_a_database_open_for_reading_only_gets_no_backup_of_the_day(
    desk: Desk, session: Session, window: Window, storage: Storage, qtbot: QtBot
) -> None:
    DailyBackup(desk, session, window, read_only="backup").look()
    with qtbot.waitSignal(desk.arrived):
        desk.ask(precinct, then=bool)
    assert backups_of(storage.target) == ()


# --- before an import


def test_an_import_in_the_window_keeps_a_backup_first_and_is_refused_without_one(
    window: Window, desk: Desk, session: Session, storage: Storage, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Given name,Family name\nAna,Ortiz\nBen,Katz\n", encoding="utf-8")
    in_the_way = tmp_path / "backups"
    in_the_way.write_text("a file where the folder should be", encoding="utf-8")
    dialog = ImportDialog(desk, session, Subject.PEOPLE, window, path=str(file))
    dialog.open()
    qtbot.waitUntil(lambda: dialog.plan is not None)
    dialog.bring_in()
    qtbot.waitUntil(lambda: "nothing was imported" in dialog.preview.band.why())
    in_the_way.unlink()
    with qtbot.waitSignal(dialog.imported):
        dialog.bring_in()
    assert [(backup.reason, backup.people) for backup in backups_of(storage.target)] == [(Reason.IMPORT, 0)]
