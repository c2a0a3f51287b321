"""The venues: adding, editing with their spaces, removing, and two people at once."""

import gc
import weakref
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.venues import Space, Venue
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.stale import StaleDialog
from coordinator.ui.venues.dialog import VenuesDialog
from coordinator.usecases.venues import add_venue, all_venues, edit_venue, remove_venue
from tests.makers import a_venue
from tests.ui.conftest import NOW


@pytest.fixture
def dialog(desk: Desk, storage: Storage, qtbot: QtBot) -> VenuesDialog:
    storage.change(add_venue, a_venue("St. Brigid's hall", "Gym", "Room 2", capacity=40))
    storage.change(add_venue, a_venue("Lincoln school"))
    window = QWidget()
    window.resize(1180, 640)
    qtbot.addWidget(window)
    window.show()
    made = VenuesDialog(desk, window, clock=NOW)
    made.open()
    qtbot.waitUntil(lambda: made.list.rowCount() == 2)
    return made


def names(dialog: VenuesDialog) -> list[str]:
    return [venue.name for venue in dialog.list.rows]


def press(dialog: VenuesDialog, words: str) -> None:
    next(b for b in dialog.band.findChildren(QPushButton) if b.text() == words).click()


def test_a_closed_dialog_lets_go_of_its_list(desk: Desk, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    made = VenuesDialog(desk, window, clock=NOW)
    made.open()
    with qtbot.waitSignal(desk.arrived):
        rows = weakref.ref(made.list)
    made.done(0)
    del made
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert rows() is None


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


def stale_dialog(dialog: VenuesDialog, qtbot: QtBot) -> StaleDialog:
    """Both versions side by side."""
    found: list[StaleDialog] = []

    def is_there() -> bool:
        found[:] = [one for one in dialog.window().findChildren(StaleDialog) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_there)
    return found[-1]


def follow(dialog: VenuesDialog, words: str) -> None:
    """Press a link of the news."""
    next(b for b in dialog.news.findChildren(QPushButton) if b.text() == words and not b.isHidden()).click()


def phones(storage: Storage) -> list[str]:
    return [venue.phone for venue in storage.read(all_venues)]


def test_a_venue_changed_meanwhile_shows_both_and_saves_the_mix(
    dialog: VenuesDialog, storage: Storage, qtbot: QtBot
) -> None:
    dialog._choose(0)
    storage.change(edit_venue, replace(dialog.before, phone="theirs", spaces=(Space("Hall", 40),)))
    dialog.form.phone.setText("mine")
    dialog.save_button.click()
    stale = stale_dialog(dialog, qtbot)
    assert list(stale.sides) == ["phone"]
    assert (stale.mix().phone, [space.name for space in stale.mix().spaces]) == ("mine", ["Hall"])
    stale.save_button.click()
    qtbot.waitUntil(lambda: phones(storage) == ["mine", ""])
    qtbot.waitUntil(lambda: dialog.before.phone == "mine")
    assert [space.name for space in storage.read(all_venues)[0].spaces] == ["Hall"]
    assert not dialog.news.isVisible()


def test_theirs_can_be_taken_alone(dialog: VenuesDialog, storage: Storage, qtbot: QtBot) -> None:
    dialog._choose(0)
    storage.change(edit_venue, replace(dialog.before, phone="theirs"))
    dialog.form.phone.setText("mine")
    dialog.save_button.click()
    stale_dialog(dialog, qtbot)._drop()
    assert dialog.form.phone.text() == "theirs"
    assert dialog.unsaved() == ()
    assert phones(storage) == ["theirs", ""]


def test_changes_to_different_fields_are_both_saved_without_a_question(
    dialog: VenuesDialog, storage: Storage, qtbot: QtBot
) -> None:
    dialog._choose(0)
    storage.change(edit_venue, replace(dialog.before, phone="theirs"))
    dialog.form.address.setPlainText("mine")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: storage.read(all_venues)[0].address == "mine")
    assert phones(storage) == ["theirs", ""]


def test_typing_is_kept_when_the_venue_changes_below_and_it_is_said(
    dialog: VenuesDialog, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    dialog._choose(0)
    QTest.keyClicks(dialog.form.phone, "mine")
    desk.do(edit_venue, replace(dialog.before, phone="theirs", name="Lincoln School"))
    qtbot.waitUntil(dialog.news.isVisible)
    qtbot.waitUntil(lambda: names(dialog)[0] == "Lincoln School")
    assert dialog.form.phone.text() == "mine"
    assert (dialog.news.what(), dialog.news.why()) == (
        "Sgt. Dana Whitfield changed this venue at 2:05 PM: name, phone.",
        "What you typed is kept.",
    )
    follow(dialog, "Show both")
    assert list(stale_dialog(dialog, qtbot).sides) == ["phone"]


def test_typing_at_a_venue_left_for_another_is_never_saved_over_theirs_unasked(
    dialog: VenuesDialog, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    dialog._choose(0)
    before = dialog.before
    QTest.keyClicks(dialog.form.phone, "mine")
    dialog._choose(1)
    desk.do(edit_venue, replace(before, phone="theirs"))
    qtbot.waitUntil(lambda: dialog.venues[0].phone == "theirs")
    dialog._choose(0)
    assert dialog.form.phone.text() == "mine"
    qtbot.waitUntil(dialog.news.isVisible)
    dialog.save_button.click()
    stale_dialog(dialog, qtbot)
    assert phones(storage) == ["theirs", ""]


def test_a_venue_nobody_typed_at_shows_what_counts_now(dialog: VenuesDialog, desk: Desk, qtbot: QtBot) -> None:
    dialog._choose(0)
    desk.do(edit_venue, replace(dialog.before, phone="theirs"))
    qtbot.waitUntil(dialog.news.isVisible)
    assert (dialog.form.phone.text(), dialog.news.why()) == ("theirs", "You see it as it is now.")
    assert dialog.unsaved() == ()


def test_a_venue_removed_below_is_brought_back_with_what_was_typed(
    dialog: VenuesDialog, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    dialog._choose(0)
    QTest.keyClicks(dialog.form.phone, "mine")
    desk.do(remove_venue, dialog.before.id)
    qtbot.waitUntil(dialog.news.isVisible)
    assert dialog.news.what() == "Sgt. Dana Whitfield removed this venue at 2:05 PM."
    assert dialog.form.phone.text() == "mine"
    follow(dialog, "Bring it back with what you typed")
    qtbot.waitUntil(lambda: phones(storage) == ["mine", ""])
    qtbot.waitUntil(lambda: len(names(dialog)) == 2)


def test_a_venue_removed_below_can_be_let_go(dialog: VenuesDialog, desk: Desk, storage: Storage, qtbot: QtBot) -> None:
    dialog._choose(0)
    QTest.keyClicks(dialog.form.phone, "mine")
    desk.do(remove_venue, dialog.before.id)
    qtbot.waitUntil(dialog.news.isVisible)
    follow(dialog, "Let it go")
    assert (dialog.before, dialog.unsaved()) == (Venue(""), ())
    dialog.reject()
    assert not dialog.isVisible()


def test_hostile_names_are_shown_as_they_are(dialog: VenuesDialog, storage: Storage, qtbot: QtBot) -> None:
    storage.change(add_venue, Venue("<b>&Hall</b>"))
    dialog._read()
    qtbot.waitUntil(lambda: "<b>&Hall</b>" in names(dialog))
