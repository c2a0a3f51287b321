"""The first page: three cards, a form, and a button that alone writes anything."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.domain.errors import StorageTrouble
from coordinator.runtime import i18n
from coordinator.runtime.paths import data_folder
from coordinator.runtime.settings import Settings, load_settings
from coordinator.ui.firstrun import FirstRun, free_name
from coordinator.ui.kit import habits, theme
from coordinator.ui.kit.habits import Habits
from coordinator.ui.kit.zones import ZoneBox, is_zone, system_zone, zone_words
from coordinator.ui.opening import begun
from coordinator.ui.startwish import Beginning, StartWish
from coordinator.usecases.sample import sample_counts
from tests.ui.conftest import NOW
from tests.ui.fitting import wait_until_whole

US = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
SPAIN = QLocale(QLocale.Language.Spanish, QLocale.Country.Spain)


@pytest.fixture
def page(qtbot: QtBot) -> FirstRun:
    """The page as it comes up in the United States."""
    made = FirstRun(Settings(), clock=NOW, locale=US)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(page: FirstRun, qtbot: QtBot) -> StartWish:
    """The wish that the button hands over."""
    with qtbot.waitSignal(page.start_requested) as asked:
        page.go.click()
    wish: StartWish = asked.args[0]
    return wish


def test_the_focus_starts_in_the_name(page: FirstRun, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.user.hasFocus)


def test_the_button_says_what_the_card_does(page: FirstRun) -> None:
    words = {}
    for beginning in page.cards.order:
        page.cards.choose(beginning)
        words[beginning] = page.go.text()
    assert words == {
        Beginning.SAMPLE: "Open the sample precinct",
        Beginning.LISTS: "Choose files to bring",
        Beginning.EMPTY: "Start with an empty calendar",
    }


def test_alt_and_a_number_choose_a_card(page: FirstRun) -> None:
    chosen = []
    for key in (Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_1):
        QTest.keyClick(page.user, key, Qt.KeyboardModifier.AltModifier)
        chosen.append(next(b for b in page.cards.order if page.cards.radio(b).isChecked()))
    assert chosen == [Beginning.EMPTY, Beginning.LISTS, Beginning.SAMPLE]


def test_the_locale_decides_clock_weeks_and_paper() -> None:
    assert habits.habits_of(US) == Habits(paper="letter", clock=12, first_weekday=6)
    assert habits.habits_of(SPAIN) == Habits(paper="a4", clock=24, first_weekday=0)


def test_an_empty_name_is_asked_for_and_nothing_is_handed_over(page: FirstRun, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.start_requested):
        page.go.click()
    assert page.user_row.said() == "Write your name, so that others see who changed what."
    page.user.setText("Sgt. Dana Whitfield")
    assert page.user_row.said() == ""


def test_enter_presses_the_button(page: FirstRun, qtbot: QtBot) -> None:
    page.user.setText("Sgt. Dana Whitfield")
    with qtbot.waitSignal(page.start_requested):
        QTest.keyClick(page.user, Qt.Key.Key_Return)


def test_nothing_is_written_before_the_button(page: FirstRun, tmp_path: Path) -> None:
    page.user.setText("Sgt. Dana Whitfield")
    page.cards.choose(Beginning.EMPTY)
    assert list(tmp_path.rglob("*.db")) == []
    assert load_settings() == Settings()
    assert not data_folder().exists()


def test_the_wish_carries_what_was_typed_and_chosen(page: FirstRun, qtbot: QtBot) -> None:
    page.user.setText("  Sgt. Dana Whitfield ")
    page.precinct.setText("Precinct 14")
    page.cards.choose(Beginning.EMPTY)
    page.zone.set_zone("America/Chicago")
    page.paper.button("a4").click()
    page.clock.button("24").click()
    page.weekday.button("0").click()
    wish = press(page, qtbot)
    assert (wish.beginning, wish.user_name, wish.language) == (Beginning.EMPTY, "Sgt. Dana Whitfield", "en")
    assert (wish.precinct.name, wish.precinct.zone, wish.precinct.paper) == ("Precinct 14", "America/Chicago", "a4")
    assert (wish.precinct.clock, wish.precinct.first_weekday) == (24, 0)
    assert wish.target == str(data_folder() / "precinct.db")


def test_the_file_goes_into_the_users_own_folder_under_a_free_name(page: FirstRun) -> None:
    assert page.target() == data_folder() / "sample.db"
    data_folder().mkdir(parents=True)
    (data_folder() / "sample.db").touch()
    assert page.target() == data_folder() / "sample-2.db"
    assert free_name(data_folder() / "other.db") == data_folder() / "other.db"


def test_a_date_shows_how_it_will_look(page: FirstRun) -> None:
    looks = [page._look.text()]
    page.clock.button("24").click()
    looks.append(page._look.text())
    assert looks == ["Tue Jan 12, 2027, 3:30 PM", "Tue 12 Jan 2027, 15:30"]


def test_another_language_changes_the_page_at_once_and_keeps_what_was_typed(page: FirstRun, qtbot: QtBot) -> None:
    page.user.setText("Dana")
    page.cards.choose(Beginning.EMPTY)
    page.language_chosen.connect(i18n.set_language)
    page.language.button("es").click()
    assert (page.user.text(), page.go.text()) == ("Dana", i18n._("Start with an empty calendar"))
    assert page.language.value() == "es"
    qtbot.waitUntil(page.language.button("es").hasFocus)


def test_an_error_about_the_file_stands_below_the_file(page: FirstRun, qtbot: QtBot) -> None:
    page.user.setText("Dana")
    press(page, qtbot)
    assert not page.go.isEnabled()
    page.say(StorageTrouble("folder-not-writable", path="/x"))
    assert page.file_row.said() == "This folder cannot be written. Choose another one, for example Documents."
    assert page.go.isEnabled()
    page.say(StorageTrouble("full", path="/x"))
    assert page.band.why().startswith("The disk that holds /x is full")


def test_the_cards_tell_the_samples_true_size(page: FirstRun, qtbot: QtBot) -> None:
    page.user.setText("Dana")
    opened = begun(press(page, qtbot), NOW)
    try:
        from coordinator.domain.listings import EventQuery, PeopleQuery
        from coordinator.usecases.events import events_during
        from coordinator.usecases.people import people_matching
        from coordinator.usecases.venues import all_venues

        people = opened.storage.read(people_matching, PeopleQuery(limit=1)).total
        venues = len(opened.storage.read(all_venues))
        events = len(opened.storage.read(events_during, EventQuery()))
    finally:
        opened.storage.close()
    counts = sample_counts(NOW.now().date())
    assert (people, venues, events) == (counts.people, counts.venues, counts.events)
    assert (
        f"{people} people, {venues} venues, {events} events"
        in page.cards.radio(Beginning.SAMPLE).accessibleDescription()
    )


def test_a_precinct_without_a_name_is_called_precinct(page: FirstRun, qtbot: QtBot) -> None:
    page.user.setText("Dana")
    page.cards.choose(Beginning.EMPTY)
    opened = begun(press(page, qtbot), NOW)
    opened.storage.close()
    assert opened.precinct.name == "Precinct"


def test_a_file_that_is_there_is_opened_as_it_is(page: FirstRun, qtbot: QtBot) -> None:
    page.user.setText("Dana")
    page.precinct.setText("Precinct 9")
    page.cards.choose(Beginning.EMPTY)
    wish = press(page, qtbot)
    begun(wish, NOW).storage.close()
    again = begun(replace(wish, beginning=Beginning.EXISTING, user_name="Ruiz"), NOW)
    again.storage.close()
    assert (again.precinct.name, again.storage.actor) == ("Precinct 9", "Ruiz")


def test_a_zone_is_found_by_a_part_of_its_city(qtbot: QtBot) -> None:
    box = ZoneBox("America/New_York")
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    completer, line = box.completer(), box.lineEdit()
    assert completer is not None
    assert line is not None
    assert completer.filterMode() == Qt.MatchFlag.MatchContains
    with qtbot.waitSignal(box.chosen) as chosen:
        box.setEditText(zone_words("America/Chicago"))
        line.editingFinished.emit()
    assert (chosen.args, box.zone()) == (["America/Chicago"], "America/Chicago")
    box.setEditText("Nowhere")
    line.editingFinished.emit()
    assert (box.zone(), box.currentText()) == ("America/Chicago", zone_words("America/Chicago"))


def test_the_computers_zone_is_one_that_times_can_be_reckoned_in() -> None:
    assert is_zone(system_zone())
    assert not is_zone("Mars/Olympus")


@pytest.mark.parametrize("size", [(1366, 768), (1180, 640)])
@pytest.mark.parametrize("text_size", ["normal", "larger"])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_nothing_on_the_page_is_cut(
    qtbot: QtBot, qapp: QApplication, size: tuple[int, int], text_size: str, language: str
) -> None:
    theme.apply(qapp, "light", text_size)
    i18n.set_language(language)
    made = FirstRun(Settings(), clock=NOW, locale=US)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    wait_until_whole(made, qtbot)
