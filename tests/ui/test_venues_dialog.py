"""The venues: adding, editing with their spaces, removing, and two people at once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.venues import Space, Venue
from coordinator.ui.kit.desk import Desk
from coordinator.ui.venues.dialog import VenuesDialog
from coordinator.usecases.venues import add_venue, all_venues, edit_venue
from tests.makers import a_venue


@pytest.fixture
def dialog(desk: Desk, storage: Storage, qtbot: QtBot) -> VenuesDialog:
    storage.change(add_venue, a_venue("St. Brigid's hall", "Gym", "Room 2", capacity=40))
    storage.change(add_venue, a_venue("Lincoln school"))
    window = QWidget()
    window.resize(1180, 640)
    qtbot.addWidget(window)
    window.show()
    made = VenuesDialog(desk, window)
    made.open()
    qtbot.waitUntil(lambda: made.list.rowCount() == 2)
    return made


def names(dialog: VenuesDialog) -> list[str]:
    return [venue.name for venue in dialog.list.rows]


def press(dialog: VenuesDialog, words: str) -> None:
    next(b for b in dialog.band.findChildren(QPushButton) if b.text() == words).click()


def test_a_venue_is_added_with_its_spaces(dialog: VenuesDialog, storage: Storage, qtbot: QtBot) -> None:
    dialog.add_button.click()
    form = dialog.form
    QTest.keyClicks(form.name, "Harbor Park")
    form.step_free.button("yes").click()
    form.spaces.add_link.click()
    QTest.keyClicks(form.spaces.lines[0].name, "Field 1")
    QTest.keyClicks(form.spaces.lines[0].capacity, "30")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: len(names(dialog)) == 3)
    found = next(venue for venue in storage.read(all_venues) if venue.name == "Harbor Park")
    assert (found.step_free, [(one.name, one.capacity) for one in found.spaces]) == (True, [("Field 1", 30)])
    assert dialog.before.id == found.id


def test_a_chosen_venue_is_edited_and_keeps_its_other_spaces(
    dialog: VenuesDialog, storage: Storage, qtbot: QtBot
) -> None:
    dialog._choose(names(dialog).index("St. Brigid's hall"))
    dialog.form.address.setPlainText("208 Mill St")
    dialog.form.spaces.lines[1].cross.click()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(venue.address for venue in dialog.venues))
    found = next(venue for venue in storage.read(all_venues) if venue.address)
    assert [space.name for space in found.spaces] == ["Gym"]


def test_searching_looks_at_spaces_too(dialog: VenuesDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.search.field, "gym")
    qtbot.waitUntil(lambda: names(dialog) == ["St. Brigid's hall"])


def test_a_venue_without_a_name_is_refused_below_the_field(dialog: VenuesDialog, qtbot: QtBot) -> None:
    dialog.add_button.click()
    QTest.keyClicks(dialog.form.phone, "1")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.form.rows["name"].said() == "Write the name of the venue.")


def test_removing_is_at_once_with_undo(dialog: VenuesDialog, qtbot: QtBot) -> None:
    dialog._choose(names(dialog).index("Lincoln school"))
    dialog.remove_button.click()
    qtbot.waitUntil(lambda: names(dialog) == ["St. Brigid's hall"])
    assert dialog.band.what() == "Lincoln school was removed"
    press(dialog, "Undo")
    qtbot.waitUntil(lambda: len(names(dialog)) == 2)


def test_what_is_typed_stays_with_its_venue_and_is_asked_about(dialog: VenuesDialog, storage: Storage) -> None:
    dialog._choose(0)
    dialog.form.phone.setText("555")
    dialog._choose(1)
    assert dialog.form.phone.text() == ""
    dialog._choose(0)
    assert dialog.form.phone.text() == "555"
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.band.what() == "Not saved: Lincoln school"
    press(dialog, "Let it go")
    assert not dialog.isVisible()
    assert {venue.phone for venue in storage.read(all_venues)} == {""}


def test_a_venue_changed_meanwhile_shows_theirs_and_lets_choose(
    dialog: VenuesDialog, storage: Storage, qtbot: QtBot
) -> None:
    dialog._choose(0)
    theirs = replace(dialog.before, phone="(212) 555-0100", spaces=(Space("Hall"),))
    storage.change(edit_venue, theirs)
    dialog.form.phone.setText("mine")
    dialog.save_button.click()
    qtbot.waitUntil(dialog.band.isVisible)
    assert dialog.band.what() == "Sgt. Dana Whitfield changed this venue meanwhile"
    assert dialog.band.why() == "Now it is: Lincoln school; (212) 555-0100; Hall"
    press(dialog, "Take theirs")
    assert dialog.form.phone.text() == "(212) 555-0100"


def test_mine_can_be_saved_over_theirs(dialog: VenuesDialog, storage: Storage, qtbot: QtBot) -> None:
    dialog._choose(0)
    storage.change(edit_venue, replace(dialog.before, phone="theirs"))
    dialog.form.phone.setText("mine")
    dialog.save_button.click()
    qtbot.waitUntil(dialog.band.isVisible)
    press(dialog, "Save mine over it")
    qtbot.waitUntil(lambda: [venue.phone for venue in storage.read(all_venues)] == ["mine", ""])


def test_hostile_names_are_shown_as_they_are(dialog: VenuesDialog, storage: Storage, qtbot: QtBot) -> None:
    storage.change(add_venue, Venue("<b>&Hall</b>"))
    dialog._read()
    qtbot.waitUntil(lambda: "<b>&Hall</b>" in names(dialog))
