"""Calendars in the preview: what is shown, which zones are asked about, and what comes of it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.events import EventKind
from coordinator.domain.listings import EventQuery
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.imports.kinds import KindsDialog
from coordinator.ui.imports.summary import subtitle_of
from coordinator.usecases.events import events_during
from tests.ui.fitting import wait_until_whole
from tests.ui.test_import_dialog import Bringing, bringing, cells, plan_of, tabs  # noqa: F401

SCHOOL = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTODO
END:VTODO
BEGIN:VEVENT
UID:a@x
SUMMARY:Council
CATEGORIES:U12
DTSTART;TZID=Our time:20270312T190000
DTEND;TZID=Our time:20270312T203000
RRULE:FREQ=WEEKLY
LOCATION:Hall
END:VEVENT
BEGIN:VEVENT
UID:b@x
SUMMARY:Spring break
DTSTART;VALUE=DATE:20270315
DTEND;VALUE=DATE:20270320
END:VEVENT
BEGIN:VEVENT
UID:c@x
SUMMARY:Broken
DTSTART:20270230
END:VEVENT
END:VCALENDAR
"""


def school(bringing: Bringing, zone: str = "America/New_York") -> ImportDialog:  # noqa: F811
    return bringing.open("events", SCHOOL.replace("Our time", zone), "school.ics")


def answer(dialog: ImportDialog, name: str, city: str) -> None:
    """Choose a zone as a person does: open the list, choose."""
    box = dialog.preview.zones.boxes[name]
    box.setFocus()
    box._fill()
    box.setCurrentIndex(box.findText(city))
    box.activated.emit(box.currentIndex())


def test_every_event_is_shown_with_its_fate(bringing: Bringing, storage: Storage) -> None:  # noqa: F811
    dialog = school(bringing)
    assert subtitle_of(plan_of(dialog)) == "school.ics: 3 events, 1 kB"
    assert tabs(dialog) == ["All 3", "New 2", "Refused 1"]
    assert cells(dialog, 0)[1:8] == ["New", "1", "Fri Mar 12", "7:00–8:30 PM", "Council", "Other", "Hall"]
    assert cells(dialog, 0)[-1] == (
        "Line 11: It repeats every week on Friday. Only the date shown comes in; the rule is kept."
    )
    assert cells(dialog, 1)[3:5] == ["Mar 15–19", "all day, 5 days"]
    assert cells(dialog, 2)[-1] == "Line 23: “20270230” is neither a date nor a time."
    assert dialog.main.text() == "Import 2 events"
    assert storage.read(events_during, EventQuery()) == ()


def test_a_calendar_has_no_columns_to_choose_and_says_what_was_left_out(bringing: Bringing) -> None:  # noqa: F811
    preview = school(bringing).preview
    assert preview.columns.area.isHidden()
    assert preview.facts.headings.isHidden()
    assert preview.facts.ends.isHidden()
    assert not preview.facts.letters.isHidden()
    assert preview.facts.band.what() == "1 task is no event and was left out."
    assert preview.zones.isHidden()


def test_an_unknown_zone_keeps_import_off_until_it_is_answered(bringing: Bringing, storage: Storage) -> None:  # noqa: F811
    dialog = school(bringing, "Our time")
    assert not dialog.main.isEnabled()
    assert dialog.preview.band.why() == (
        "1 event is in the time zone “Our time”, which is not known here. Say which one it is."
    )
    assert list(dialog.preview.zones.boxes) == ["Our time"]
    answer(dialog, "Our time", "Chicago")
    plan = bringing.again(dialog)
    assert plan.ready
    assert dialog.main.isEnabled()
    assert dialog.preview.zones.boxes["Our time"].zone() == "America/Chicago"
    bringing.bring(dialog)
    zones = [line.event.when.zone for line in storage.read(events_during, EventQuery())]
    assert zones == ["America/Chicago", "America/New_York"]


def test_a_zone_that_was_taken_can_be_corrected(bringing: Bringing) -> None:  # noqa: F811
    dialog = school(bringing, "Pacific Standard Time")
    box = dialog.preview.zones.boxes["Pacific Standard Time"]
    assert (box.zone(), dialog.main.isEnabled()) == ("America/Los_Angeles", True)
    answer(dialog, "Pacific Standard Time", "Tijuana")
    assert bringing.again(dialog).file.zones[0].zone == "America/Tijuana"


def test_words_of_the_calendar_are_matched_with_kinds(bringing: Bringing) -> None:  # noqa: F811
    dialog = school(bringing)
    assert dialog.preview.columns.title.text() == "What each word stands for"
    dialog.preview.columns.kinds_link.click()
    kinds = bringing.window.findChild(KindsDialog)
    assert kinds is not None
    kinds.boxes["U12"].setCurrentIndex(list(EventKind).index(EventKind.PRACTICE))
    next(b for b in kinds.findChildren(QPushButton) if b.text() == "Use these kinds").click()
    bringing.again(dialog)
    assert cells(dialog, 0)[6] == "Practice"


def test_the_focus_goes_through_the_regions_that_are_there(bringing: Bringing) -> None:  # noqa: F811
    dialog = school(bringing, "Our time")
    seen = []
    for _turn in range(5):
        dialog.preview.next_region(forward=True)
        seen.append(QApplication.focusWidget())
    preview = dialog.preview
    assert set(seen) == {
        preview.facts.letters.box, preview.zones.boxes["Our time"], preview.filters.filters[0].column, preview.tabs,
        preview.table,
    }  # fmt: skip


def test_the_same_calendar_again_brings_nothing(bringing: Bringing) -> None:  # noqa: F811
    bringing.bring(school(bringing))
    dialog = school(bringing)
    assert dialog.preview.band.what() == "Nothing new: 2 of 3 rows are in your calendar."
    assert dialog.main.text() == "Close"


def test_refused_events_are_saved_with_their_reasons(bringing: Bringing, tmp_path: Path) -> None:  # noqa: F811
    dialog = school(bringing)
    target = tmp_path / "refused.csv"
    dialog.write_refused(str(target))
    bringing.qtbot.waitUntil(target.exists)
    bringing.qtbot.waitUntil(lambda: dialog.preview.band.what() == "The refused rows were saved")
    assert "Line 23: “20270230” is neither a date nor a time." in target.read_text("utf-8-sig")


@pytest.mark.parametrize("subject", ["people", "venues"])
def test_a_calendar_is_events_and_nothing_else(bringing: Bringing, subject: str) -> None:  # noqa: F811
    path = bringing.folder / "school.ics"
    path.write_text(SCHOOL)
    dialog = ImportDialog(bringing.desk, bringing.session, subject, bringing.window)
    dialog.open()
    dialog.load(str(path))
    bringing.qtbot.waitUntil(lambda: not dialog.chooser.band.isHidden())
    assert "it holds events" in f"{dialog.chooser.band.what()} {dialog.chooser.band.why()}"


@pytest.mark.parametrize("size", [(1366, 768), (1180, 640)])
def test_nothing_is_cut_with_zones_and_much_to_say(
    bringing: Bringing,  # noqa: F811
    size: tuple[int, int],
    qtbot: QtBot,
) -> None:
    bringing.window.resize(*size)
    more = SCHOOL.replace("UID:b@x", "UID:b@x\nATTENDEE:mailto:a@x.example").replace(
        "END:VCALENDAR", "rubbish\nEND:VCALENDAR"
    )
    zoned = more.replace("DTEND;TZID=Our time", "DTEND;TZID=W. Europe Standard Time")
    dialog = bringing.open("events", zoned, "school.ics")
    assert len(dialog.preview.zones.boxes) == 2
    wait_until_whole(dialog, qtbot)


def test_only_events_with_a_word_of_theirs_can_be_wanted(bringing: Bringing) -> None:  # noqa: F811
    dialog = school(bringing)
    condition = dialog.preview.filters.filters[0]
    assert (condition.column.currentText(), condition.column.currentData()) == ("Kind", "CATEGORIES")
    condition.value.setText("u12")
    assert [row.number for row in bringing.again(dialog).rows] == [1]
    assert dialog.preview.filters.count.text() == "1 of 3 rows"
