"""The export dialog: for whom, which rows, which file, where to; and that the file is there, or why it is not."""

import csv
import io
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import icalendar
import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.events import EventKind
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import Group
from coordinator.domain.privacy import Audience, Export
from coordinator.runtime import i18n
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.exporting.dialog import ExportDialog
from coordinator.ui.exporting.done import is_here
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.venues.dialog import VenuesDialog
from coordinator.ui.window import Window
from coordinator.usecases.events import add_event, events_during, remove_event
from coordinator.usecases.people import add_person
from coordinator.usecases.venues import add_venue
from tests.makers import a_person, a_venue, an_event, on
from tests.ui.fitting import clipped
from tests.usecases.wholes import fill

WEEK = EventQuery(date(2027, 1, 10), date(2027, 1, 16))
EVENTS = ExportWish(Export.EVENTS, ExportFormat.ICS, events=WEEK)
PEOPLE = ExportWish(Export.PEOPLE, ExportFormat.CSV)
CTRL = Qt.KeyboardModifier.ControlModifier


class Exporting:
    """A dialog over a window, and a folder for its files."""

    def __init__(self, desk: Desk, session: Session, qtbot: QtBot, folder: Path) -> None:
        self.desk, self.session, self.qtbot, self.folder = desk, session, qtbot, folder
        self.window = QWidget()
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self.window.show()

    def open(self, wish: object = None) -> ExportDialog:
        dialog = ExportDialog(self.desk, self.session, wish, self.window)
        dialog.open()
        self.seen(dialog)
        dialog.folder.use(str(self.folder))
        return dialog

    def seen(self, dialog: ExportDialog) -> ExportDialog:
        """What the file would be is known."""
        self.qtbot.waitUntil(lambda: dialog._outlook is not None or "Not" in dialog.summary.what())
        return dialog

    def save(self, dialog: ExportDialog) -> Path:
        """Press the button, wait for the file."""
        dialog.save_button.click()
        self.qtbot.waitUntil(lambda: dialog.steps.currentWidget() is dialog.done_page)
        [made] = self.folder.iterdir()
        return made


@pytest.fixture
def exporting(desk: Desk, session: Session, storage: Storage, qtbot: QtBot, tmp_path: Path) -> Exporting:
    storage.change(fill)
    folder = tmp_path / "Exports"
    folder.mkdir()
    return Exporting(desk, session, qtbot, folder)


def links(dialog: ExportDialog) -> list[str]:
    return [link.text() for link in _links(dialog)]


def _links(dialog: ExportDialog) -> list[LinkButton]:
    found: list[LinkButton] = dialog.band.findChildren(LinkButton)
    return [link for link in found if not link.isHidden()]


def press(dialog: ExportDialog, words: str) -> None:
    next(link for link in _links(dialog) if link.text() == words).click()


# --- what is asked ---------------------------------------------------------------------------------------------------


def test_the_audience_is_asked_first_and_is_the_narrowest_that_makes_sense(exporting: Exporting) -> None:
    dialog = exporting.open(EVENTS)
    assert dialog.first_focus() is dialog.audiences.button(Audience.VOLUNTEERS)
    asked = {}
    for what in Export:
        dialog.subjects.button(str(what)).click()
        asked[what] = dialog.audiences.value()
    assert asked == {
        Export.EVENTS: Audience.VOLUNTEERS,
        Export.SIGNUPS: Audience.VOLUNTEERS,
        Export.PEOPLE: Audience.VOLUNTEERS,
        Export.VENUES: Audience.PUBLIC,
        Export.EVERYTHING: Audience.STAFF,
    }


def test_what_will_not_be_in_the_file_is_spelt_out_before(exporting: Exporting) -> None:
    dialog = exporting.open(PEOPLE)
    assert (dialog.summary.what(), dialog.summary.why()) == (
        "In the file: 3 people",
        "1 person is under 18 or of unknown age: shown by first name and initial. Left out: last names of under-18s, "
        "phones, e-mails, addresses, birth dates, notes, status, tags, languages and availability.",
    )
    dialog.audiences.button(Audience.STAFF).click()
    exporting.seen(dialog)
    assert (dialog.summary.what(), dialog.summary.why()) == ("In the file: 3 people", "")


def test_the_file_name_carries_days_and_audience_and_follows_them(exporting: Exporting) -> None:
    dialog = exporting.open(EVENTS)
    assert (dialog.name.text(), dialog.name.ending.text()) == ("events_2027-W02_volunteers", ".ics")
    dialog.audiences.button(Audience.STAFF).click()
    dialog.formats.button("xlsx").click()
    dialog.rows.days.choose_days(date(2027, 1, 1), date(2027, 1, 31))
    exporting.seen(dialog)
    assert (dialog.name.text(), dialog.name.ending.text()) == ("events_2027-01_staff", ".xlsx")


def test_a_name_that_was_typed_stays_and_can_harm_no_folder(exporting: Exporting) -> None:
    dialog = exporting.open(EVENTS)
    dialog.name.clear()
    QTest.keyClicks(dialog.name, "../../CON")
    dialog.formats.button("csv").click()
    exporting.seen(dialog)
    made = exporting.save(dialog)
    assert (made.parent, made.name) == (exporting.folder, "CON.csv".replace("CON", "_CON"))


def test_each_subject_keeps_its_own_format(exporting: Exporting) -> None:
    dialog = exporting.open(EVENTS)
    dialog.formats.button("xlsx").click()
    dialog.subjects.button("people-file").click()
    assert [dialog.formats.button(one).text() for one in ("vcf", "csv", "xlsx", "json")] == [
        "vCard",
        "CSV",
        "XLSX",
        "JSON",
    ]
    assert dialog.formats.value() == "vcf"
    dialog.subjects.button("everything-file").click()
    assert dialog.formats.value() == "json"
    dialog.subjects.button("events-file").click()
    assert dialog.formats.value() == "xlsx"


def test_days_are_those_of_the_page_all_or_two_dates(exporting: Exporting, qtbot: QtBot) -> None:
    dialog = exporting.open(EVENTS)
    days = dialog.rows.days
    words = [days.list.itemText(place) for place in range(days.list.count())]
    assert words == ["January 10–16, 2027", "All days", "Choose days…"]
    days.list.setCurrentIndex(1)
    days.list.activated.emit(1)
    assert dialog.wish().events == EventQuery()
    days.choose_days(date(2027, 3, 1), date(2027, 3, 5))
    days.first.setDate(days.last.date().addDays(3))
    assert days.days() == (date(2027, 3, 8), date(2027, 3, 8))
    days.last.setDate(days.first.date().addDays(-7))
    assert days.days() == (date(2027, 3, 1), date(2027, 3, 1))


def test_the_filters_of_the_page_are_named_and_can_be_left(exporting: Exporting) -> None:
    wish = ExportWish(
        Export.EVENTS, ExportFormat.CSV, events=EventQuery(kinds=frozenset({EventKind.PRACTICE, EventKind.MEETING}))
    )
    dialog = exporting.open(wish)
    assert dialog.rows.filtered.isVisible()
    assert dialog.rows.words.text() == "Meetings, Practices"
    assert dialog.summary.what() == "In the file: 1 event"
    dialog.rows.filtered.click()
    exporting.seen(dialog)
    assert not dialog.rows.words.isVisible()
    assert dialog.summary.what() == "In the file: 3 events"


def test_the_filters_of_one_subject_are_not_those_of_another(exporting: Exporting) -> None:
    dialog = exporting.open(ExportWish(Export.PEOPLE, ExportFormat.CSV, people=PeopleQuery("ruth", limit=100)))
    assert (dialog.rows.words.text(), dialog.summary.what()) == ("found by “ruth”", "In the file: 1 person")
    dialog.subjects.button("venues-file").click()
    exporting.seen(dialog)
    assert not dialog.rows.filtered.isVisible()
    assert dialog.rows.words.text() == "All venues"


def test_nothing_to_write_is_said_and_the_button_rests(exporting: Exporting) -> None:
    query = EventQuery(date(2030, 1, 1), date(2030, 1, 2))
    dialog = exporting.open(ExportWish(Export.EVENTS, ExportFormat.ICS, events=query))
    assert dialog.summary.what() == "There is nothing to write"
    assert dialog.summary.why().endswith("Choose other days, other filters or another audience.")
    assert not dialog.save_button.isEnabled()


def test_the_numbers_follow_what_others_do_meanwhile(exporting: Exporting, desk: Desk, qtbot: QtBot) -> None:
    dialog = exporting.open(PEOPLE)
    desk.do(add_person, a_person("Imani", "Okafor"))
    qtbot.waitUntil(lambda: dialog.summary.what() == "In the file: 4 people")


# --- the file --------------------------------------------------------------------------------------------------------


def test_a_calendar_is_written_and_the_numbers_are_told(exporting: Exporting) -> None:
    dialog = exporting.open(EVENTS)
    assert dialog.save_button.text() == "Export 1 event"
    made = exporting.save(dialog)
    calendar = icalendar.Calendar.from_ical(made.read_bytes())
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Winter coat drive, sorting"]
    assert dialog.done_page.panel.accessibleName() == f"Exported: 1 event {made}"
    assert (dialog.save_button.isVisible(), dialog.cancel_button.text()) == (False, "Close")


def test_volunteers_find_no_child_by_full_name_in_their_file(exporting: Exporting) -> None:
    made = exporting.save(exporting.open(PEOPLE))
    assert made.name == "people_volunteers.csv"
    rows = list(csv.reader(io.StringIO(made.read_text("utf-8-sig"))))
    assert rows[0] == ["Number", "Given name", "Family name", "Preferred name", "Latin name", "Rank"]
    assert [row[1:3] for row in rows[1:]] == [["May O.", ""], ["Ruth", "Weber"], ["חנה", "לוי"]]


def test_ctrl_enter_exports_everything_for_staff(exporting: Exporting, qtbot: QtBot) -> None:
    dialog = exporting.open()
    dialog.subjects.button("everything-file").click()
    exporting.seen(dialog)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.steps.currentWidget() is dialog.done_page)
    [made] = exporting.folder.iterdir()
    assert made.name == "everything_2027-01-12_staff.json"
    assert isinstance(json.loads(made.read_bytes()), dict)


def test_a_file_that_is_there_is_not_touched_before_somebody_says_so(exporting: Exporting, qtbot: QtBot) -> None:
    old = exporting.folder / "events_2027-W02_volunteers.ics"
    old.write_text("mine")
    dialog = exporting.open(EVENTS)
    dialog.save_button.click()
    qtbot.waitUntil(dialog.band.isVisible)
    assert dialog.band.what() == "events_2027-W02_volunteers.ics is in that folder already"
    assert links(dialog) == ["Call it events_2027-W02_volunteers-2.ics", "Replace it"]
    assert _links(dialog)[0].hasFocus()
    press(dialog, links(dialog)[0])
    qtbot.waitUntil(lambda: dialog.steps.currentWidget() is dialog.done_page)
    assert sorted(path.name for path in exporting.folder.iterdir()) == [
        "events_2027-W02_volunteers-2.ics",
        "events_2027-W02_volunteers.ics",
    ]
    assert old.read_text() == "mine"


def test_a_file_that_is_there_can_be_replaced(exporting: Exporting, qtbot: QtBot) -> None:
    old = exporting.folder / "events_2027-W02_volunteers.ics"
    old.write_text("mine")
    dialog = exporting.open(EVENTS)
    dialog.save_button.click()
    qtbot.waitUntil(dialog.band.isVisible)
    press(dialog, "Replace it")
    qtbot.waitUntil(lambda: dialog.steps.currentWidget() is dialog.done_page)
    assert old.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert list(exporting.folder.iterdir()) == [old]


def test_the_folder_is_chosen_once_and_remembered(exporting: Exporting, session: Session) -> None:
    exporting.open(EVENTS).reject()
    assert session.settings.export_folder == str(exporting.folder)
    assert ExportDialog(exporting.desk, session, None, exporting.window).folder.folder == exporting.folder


def test_a_folder_that_is_gone_is_forgotten(exporting: Exporting, session: Session) -> None:
    exporting.open(EVENTS).reject()
    exporting.folder.rmdir()
    assert ExportDialog(exporting.desk, session, None, exporting.window).folder.folder.is_dir()


def test_a_read_only_folder_is_said_in_place_with_a_way_to_another(
    exporting: Exporting, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.open

    def refused(path: str | Path, *rest: int) -> int:
        if Path(path).parent == exporting.folder:
            raise PermissionError(13, "read-only")
        return whole(path, *rest)

    dialog = exporting.open(EVENTS)
    monkeypatch.setattr(os, "open", refused)
    dialog.save_button.click()
    qtbot.waitUntil(dialog.band.isVisible)
    why = f"The folder {exporting.folder} is read-only. Choose another folder."
    assert (dialog.band.what(), dialog.band.why()) == ("Export failed", why)
    buttons = [one.text() for one in dialog.band.findChildren(QPushButton) if not one.isHidden()]
    assert buttons == ["Choose a folder…"]
    monkeypatch.undo()
    assert exporting.save(dialog).name == "events_2027-W02_volunteers.ics"


def test_cancel_leaves_no_file_behind(exporting: Exporting, qtbot: QtBot) -> None:
    dialog = exporting.open(EVENTS)
    dialog.save_button.click()
    assert dialog._task is not None
    dialog._task.cancel()
    qtbot.waitUntil(dialog.band.isVisible)
    assert (dialog.band.what(), dialog.band.why()) == ("Stopped", "No file was written.")
    assert list(exporting.folder.iterdir()) == []
    assert dialog.save_button.isEnabled()


def test_exporting_writes_nothing_into_the_log(exporting: Exporting, storage: Storage) -> None:
    before = storage.read(lambda work: work.history.newest())
    exporting.save(exporting.open(EVENTS))
    assert storage.read(lambda work: work.history.newest()) == before


# --- afterwards ------------------------------------------------------------------------------------------------------


class Opener(QObject):
    """Stands where the system opens folders."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def opener() -> Iterator[Opener]:
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "show")  # type: ignore[arg-type]  # PySide takes the text alone
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_the_folder_can_be_opened(exporting: Exporting, opener: Opener) -> None:
    dialog = exporting.open(EVENTS)
    exporting.save(dialog)
    dialog.done_page.open_button.click()
    assert opener.opened == [str(exporting.folder)]


def test_a_share_is_not_looked_for_over_the_network() -> None:
    assert [is_here(Path(one)) for one in ("/data/desk", "//server/desk", "\\\\server\\desk")] == [True, False, False]


def test_another_file_can_follow_with_the_answers_as_they_were(exporting: Exporting) -> None:
    dialog = exporting.open(EVENTS)
    exporting.save(dialog)
    dialog.start_again()
    exporting.seen(dialog)
    assert (dialog.save_button.isVisible(), dialog.cancel_button.text()) == (True, "Cancel")
    assert dialog.wish() == ExportWish(Export.EVENTS, ExportFormat.ICS, Audience.VOLUNTEERS, events=WEEK)


# --- from the pages --------------------------------------------------------------------------------------------------


def dialog_of(window: QWidget, qtbot: QtBot) -> ExportDialog:
    found: list[ExportDialog] = []

    def is_there() -> bool:
        found[:] = [one for one in window.findChildren(ExportDialog) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_there)
    return found[-1]


def test_ctrl_e_on_the_calendar_takes_the_days_and_filters_in_sight(
    window: Window, storage: Storage, qtbot: QtBot
) -> None:
    hall = storage.change(add_venue, a_venue("Hall")).record_id
    storage.change(add_event, an_event(venue_id=hall))
    storage.change(add_event, an_event("U12", on("2027-01-14"), kind=EventKind.PRACTICE))
    window.open_page("calendar")
    page = window.page
    assert isinstance(page, CalendarPage)
    qtbot.waitUntil(lambda: len(page.lines) == 2)
    page.side.venues.box("elsewhere").click()
    page.side.kinds.box(EventKind.GAME).click()
    QTest.keyClick(window, Qt.Key.Key_E, CTRL)
    kinds = frozenset(EventKind) - {EventKind.GAME}
    expected = EventQuery(date(2027, 1, 10), date(2027, 1, 16), kinds, frozenset({hall}))
    dialog = dialog_of(window, qtbot)
    assert dialog.wish() == ExportWish(Export.EVENTS, ExportFormat.ICS, Audience.VOLUNTEERS, events=expected)


def test_one_event_is_exported_from_its_menu(window: Window, storage: Storage, qtbot: QtBot) -> None:
    key = storage.change(add_event, an_event()).record_id
    window.open_page("calendar")
    page = window.page
    assert isinstance(page, CalendarPage)
    qtbot.waitUntil(lambda: len(page.lines) == 1)
    menu = page.deeds.menu(key or 0, page.lines[0])
    next(action for action in menu.actions() if action.text() == "Export…").trigger()
    dialog = dialog_of(window, qtbot)
    qtbot.waitUntil(lambda: dialog.rows.words.text() == "Winter coat drive, sorting")
    assert not dialog.rows.days.isVisible()
    assert dialog.name.text() == "events_volunteers"


def test_people_found_are_exported_by_the_button_and_one_of_them_from_the_menu(
    window: Window, storage: Storage, qtbot: QtBot
) -> None:
    storage.change(add_person, a_person("Deepa", "Sharma"))
    storage.change(add_person, a_person("Bo", "Lindqvist"))
    window.open_page("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: page.model.total == 2)
    page.find_bar.search.set_text("deepa")
    page.groups.button(str(Group.VOLUNTEERS)).click()
    qtbot.waitUntil(lambda: page.query.group is Group.VOLUNTEERS)
    page.export_button.click()
    dialog = dialog_of(window, qtbot)
    assert (dialog.wish().what, dialog.wish().people) == (Export.PEOPLE, PeopleQuery("deepa", Group.VOLUNTEERS))
    dialog.reject()
    page.groups.button(str(Group.EVERYONE)).click()
    qtbot.waitUntil(lambda: page.model.total == 1)
    next(action for action in page.table.row_menu().actions() if action.text() == "Export…").trigger()
    dialog = dialog_of(window, qtbot)
    qtbot.waitUntil(lambda: dialog.rows.words.text() == "Deepa Sharma")
    assert (dialog.summary.what(), dialog.name.text(), dialog.formats.value()) == (
        "In the file: 1 person",
        "people_volunteers",
        "vcf",
    )


def test_venues_are_exported_as_searched(window: Window, storage: Storage, qtbot: QtBot) -> None:
    storage.change(add_venue, a_venue("PS 41", "Gym"))
    storage.change(add_venue, a_venue("Library"))
    window.open_page("venues")
    venues = window.findChildren(VenuesDialog)[-1]
    qtbot.waitUntil(lambda: venues.list.rowCount() == 2)
    venues.search.set_text("gym")
    venues.export_button.click()
    dialog = dialog_of(window, qtbot)
    qtbot.waitUntil(lambda: dialog.summary.what() == "In the file: 1 venue")


def test_a_page_without_rows_offers_all_events(window: Window, qtbot: QtBot) -> None:
    window.open_page("help")
    QTest.keyClick(window, Qt.Key.Key_E, CTRL)
    assert dialog_of(window, qtbot).wish() == ExportWish(Export.EVENTS, ExportFormat.ICS, Audience.VOLUNTEERS)


def test_an_event_removed_meanwhile_is_no_error(exporting: Exporting, desk: Desk, storage: Storage) -> None:
    [event] = [line.event for line in storage.read(events_during, WEEK)]
    dialog = exporting.open(ExportWish(Export.EVENTS, ExportFormat.ICS, events=EventQuery(event_ids=(event.id or 0,))))
    desk.do(remove_event, event.id)
    exporting.qtbot.waitUntil(lambda: dialog.summary.what() == "There is nothing to write")


@pytest.mark.parametrize("size", [(1366, 768), (1180, 640)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_cut_at_any_step(
    exporting: Exporting, qapp: QApplication, size: tuple[int, int], language: str
) -> None:
    def cut() -> list[str]:
        for _round in range(3):  # words that wrap are laid out again once their width is known
            qapp.processEvents()
        return clipped(dialog)

    i18n.set_language(language)
    exporting.window.resize(*size)
    dialog = exporting.open(EVENTS)
    for what in Export:
        dialog.subjects.button(str(what)).click()
        exporting.seen(dialog)
        assert cut() == []
    (exporting.folder / "everything_2027-01-12_staff.json").touch()
    dialog.save_button.click()
    exporting.qtbot.waitUntil(dialog.band.isVisible)
    assert cut() == []
    _links(dialog)[-1].click()
    exporting.qtbot.waitUntil(lambda: dialog.steps.currentWidget() is dialog.done_page)
    assert cut() == []
