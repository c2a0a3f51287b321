"""What a first day at the desk met: keys that did nothing, words that misled, text that was cut."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.domain.errors import StorageTrouble
from coordinator.domain.spans import When
from coordinator.ui.calendar.checks_panel import ChecksPanel
from coordinator.ui.calendar.event_form import EventForm
from coordinator.ui.calendar.list_view import ListView
from coordinator.ui.calendar.mini_month import MiniMonth
from coordinator.ui.calendar.words import list_hours
from coordinator.ui.imports.factsbar import FactsBar
from coordinator.ui.kit import theme
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.forms import Form, FormRow
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.sheet import EDGE
from coordinator.ui.kit.status import StatusBar
from coordinator.ui.kit.zones import ZoneBox, zone_city
from coordinator.ui.trouble import TroublePanel
from coordinator.wording.moments import Style, short_day

STYLE = Style(language="en", clock=12, first_weekday=6, zone="America/New_York")


def test_the_underlined_letter_of_a_switch_leads_to_its_answer_in_use(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    switch = Segmented("Kind", (Choice("a", "Meeting"), Choice("b", "Practice")), value="a")
    form.add(FormRow("&Kind", switch))
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.setFocus()
    QTest.keyClick(form, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    assert switch.button("a").hasFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Right)
    assert switch.value() == "b"


def test_the_status_bar_cuts_nothing_while_there_is_room(qtbot: QtBot) -> None:
    bar = StatusBar(lambda: None)
    qtbot.addWidget(bar)
    bar.set_saved("Saved 3:37 PM")
    bar.set_undo("Undo: “imported 53 people from carematch_volunteers_synthetic.csv”")
    bar.set_hints("Arrow keys move, Enter opens, N new event, F1 help")
    bar.set_you("Officer Ruiz")
    bar.resize(1286, 24)
    bar.show()
    assert [bar.undo.words.is_cut(), bar.hints.is_cut()] == [False, False]


@pytest.mark.parametrize(
    ("starts", "ends", "all_day", "words"),
    [
        ("2022-02-03T06:00", "2022-02-03T13:00", False, "6:00 AM–1:00 PM"),
        ("2022-02-03T06:00", "2022-03-03T13:00", False, "6:00 AM – Thu Mar 3"),
        ("2022-02-03T22:00", "2022-02-04T02:00", False, "10:00 PM–2:00 AM"),
        ("2022-02-03T00:00", "2022-02-06T00:00", True, "all day – Sat Feb 5"),
    ],
)
def test_the_list_says_when_something_takes_days(starts: str, ends: str, all_day: bool, words: str) -> None:
    when = When(datetime.fromisoformat(starts), datetime.fromisoformat(ends), STYLE.zone, all_day=all_day)
    assert list_hours(when, STYLE) == words


def test_the_zone_of_an_import_is_readable_in_its_box(qtbot: QtBot) -> None:
    bar = FactsBar(STYLE)
    qtbot.addWidget(bar)
    assert bar.zone_box.currentText() == "New York"


def test_two_zones_of_one_name_are_not_taken_for_each_other(qtbot: QtBot) -> None:
    box = ZoneBox("America/Indiana/Indianapolis", words=zone_city)
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    line = box.lineEdit()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert box.zone() == "America/Indiana/Indianapolis"


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_month_is_wider_than_its_days(language: str, qtbot: QtBot) -> None:
    style = replace(STYLE, language=language)
    for first in (date(2026, month, 15) for month in range(1, 13)):
        small = MiniMonth(today=partial(date, first.year, first.month, first.day), style=lambda: style)
        qtbot.addWidget(small)
        assert small.minimumSizeHint().width() <= small.days.sizeHint().width(), small.title.text()


def test_a_file_of_another_program_asks_for_another_file_first(qtbot: QtBot) -> None:
    panel = TroublePanel(StorageTrouble("not-ours", path="x.db"))
    qtbot.addWidget(panel)
    first, second, *_links = panel.findChildren(Button)
    assert panel.focusProxy() is first
    assert [first.text(), second.text()] == ["Open another file…", "Try again"]
    assert [first.property("look"), second.property("look")] == ["primary", ""]


def test_large_letters_leave_the_form_of_an_event_inside_the_smallest_window(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light", "larger")
    form = EventForm(STYLE)
    checks = ChecksPanel()
    qtbot.addWidget(form)
    qtbot.addWidget(checks)
    assert form.minimumSizeHint().width() <= 1180 - 2 * EDGE - checks.maximumWidth()


@pytest.mark.parametrize("language", ["en", "es"])
def test_days_and_hours_of_the_list_are_whole_and_the_title_has_most_of_the_rest(language: str, qtbot: QtBot) -> None:
    style = replace(STYLE, language=language)
    table = ListView(style=lambda: style, letters=lambda: True)
    qtbot.addWidget(table)
    table.resize(790, 400)
    table.show()
    when = When(datetime(2027, 12, 29, 10, 30), datetime(2027, 12, 29, 12, 30), STYLE.zone)  # the longest words
    inside = 2 * 8
    metrics = table.fontMetrics()
    assert metrics.horizontalAdvance(short_day(when.first_day, style)) + inside <= table.columnWidth(0)
    assert metrics.horizontalAdvance(list_hours(when, style)) + inside <= table.columnWidth(1)
    assert table.columnWidth(2) > 1.5 * table.columnWidth(4)
