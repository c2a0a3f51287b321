"""The small widgets: keyboard, words for screen readers, and words of people shown literally."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator.domain.events import Tally
from coordinator.domain.problems import Problem
from coordinator.ui.kit import boxes
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.boxes import FillBoxes
from coordinator.ui.kit.buttons import Button, IconButton, LinkButton, PrimaryButton
from coordinator.ui.kit.chips import Chip
from coordinator.ui.kit.choices import ChoiceBox
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.forms import Form, FormRow
from coordinator.ui.kit.numbers import NumberBox
from coordinator.ui.kit.ring import FocusRing
from coordinator.ui.kit.search import SearchField
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.text import ElidedLabel, Label, plain_hint, without_mnemonic
from coordinator.ui.kit.ticklist import Tick, TickList
from coordinator.ui.kit.tokens import Tone

HOSTILE = "<b>Bo</b> & <img src='https://example.org/x.png'> {name} %s"


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    """On the screen, so that focus and sizes are real."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_words_of_people_are_shown_literally(qtbot: QtBot) -> None:
    label = Label(HOSTILE)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == HOSTILE
    assert "<b>" not in plain_hint(HOSTILE)
    assert without_mnemonic("Salt & Pepper") == "Salt && Pepper"


def test_a_long_line_is_cut_with_dots_and_the_hint_has_the_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("A very long line " * 20)
    qtbot.addWidget(label)
    label.resize(120, 20)
    assert label.is_cut()
    assert "A very long line" in label.toolTip()
    label.setText("Short")
    assert (label.is_cut(), label.toolTip()) == (False, "")


def test_arrow_keys_choose_in_a_switch_and_only_the_chosen_part_is_a_stop_of_tab(qtbot: QtBot) -> None:
    switch = Segmented("View", [Choice("week", "Week"), Choice("list", "List")], value="week")
    shown(qtbot, switch)
    heard: list[str] = []
    switch.chosen.connect(heard.append)
    switch.button("week").setFocus()
    QTest.keyClick(switch.button("week"), Qt.Key.Key_Right)
    assert (switch.value(), heard) == ("list", ["list"])
    assert switch.button("list").hasFocus()
    stops = [v for v in ("week", "list") if switch.button(v).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["list"]
    assert switch.button("list").accessibleName() == "View: List"


def test_a_switch_set_by_the_program_says_nothing(qtbot: QtBot) -> None:
    switch = Segmented("Paper", [Choice("letter", "Letter"), Choice("a4", "A4")], value="letter")
    qtbot.addWidget(switch)
    heard: list[str] = []
    switch.chosen.connect(heard.append)
    switch.set_value("a4")
    switch.set_words("a4", "A4 (2)")
    assert (switch.value(), heard, switch.button("a4").text()) == ("a4", [], "A4 (2)")


def test_a_search_field_hands_on_words_arrows_and_enter(qtbot: QtBot) -> None:
    field = SearchField("Find a person")
    shown(qtbot, field)
    words: list[str] = []
    steps: list[int] = []
    field.typed.connect(words.append)
    field.stepped.connect(steps.append)
    with qtbot.waitSignal(field.typed):
        QTest.keyClicks(field.field, "le")
    with qtbot.waitSignal(field.entered):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
            QTest.keyClick(field.field, key)
    assert (words[-1], steps) == ("le", [1, -1])


def test_esc_empties_a_search_field_first_and_leaves_it_then(qtbot: QtBot) -> None:
    field = SearchField("Find")
    shown(qtbot, field)
    field.set_text("le")
    QTest.keyClick(field.field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.left):
        QTest.keyClick(field.field, Qt.Key.Key_Escape)


def test_a_band_says_what_and_why_and_offers_ways_on(qtbot: QtBot) -> None:
    band = Band(Tone.OPEN)
    qtbot.addWidget(band)
    pressed: list[str] = []
    ways = (Way("Raise the most to 6…", lambda: pressed.append("raise")), Way("Show both", lambda: None))
    band.say("This is full", HOSTILE, links=ways, button=Way("Try now", lambda: pressed.append("again")))
    links = band.findChildren(LinkButton)
    links[0].click()
    next(b for b in band.findChildren(Button) if b.text() == "Try now").click()
    assert (band.isHidden(), band.what(), band.why()) == (False, "This is full", HOSTILE)
    assert pressed == ["raise", "again"]
    assert band.accessibleName() == f"This is full {HOSTILE}"
    band.say("Other", "words")
    assert [link for link in band.findChildren(LinkButton) if link.isVisibleTo(band)] == []


def test_an_empty_state_shows_sentence_buttons_and_links(qtbot: QtBot) -> None:
    panel = StatePanel()
    shown(qtbot, panel)
    panel.resize(700, 500)
    panel.say(
        "No one matches “diex”", "Check the spelling.", buttons=[PrimaryButton("Add"), Button("All")], below="Or go"
    )
    panel.say("Nothing this week", "No filter hides anything here.", icon="calendar-days", buttons=[Button("Import…")])

    def visible() -> list[str]:
        return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: visible() == ["Nothing this week", "No filter hides anything here."])


def test_links_and_icon_buttons_are_large_enough_to_hit_and_have_a_name(qtbot: QtBot) -> None:
    link, cross = LinkButton("Show them"), IconButton("Close", "x", bare=True)
    for button in (link, cross):
        shown(qtbot, button)
        assert min(button.height(), 28) == 28
    assert cross.accessibleName() == "Close"
    assert "Close" in cross.toolTip()


def test_a_button_keeps_room_for_its_key(qtbot: QtBot) -> None:
    plain, keyed = Button("Cancel"), Button("Cancel", key="Esc")
    for button in (plain, keyed):
        qtbot.addWidget(button)
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 20


def test_a_chip_speaks_its_status(qtbot: QtBot) -> None:
    chip = Chip("Expired", Tone.OPEN)
    qtbot.addWidget(chip)
    chip.set_status("Checked", Tone.FULL)
    assert (chip.words(), chip.accessibleName()) == ("Checked", "Checked")


def test_a_tally_is_told_in_numbers_tone_and_words() -> None:
    part = Tally(needed=5, maximum=6, confirmed=3)
    assert (boxes.number(part), boxes.tone(part), boxes.spoken(part)) == ("3/5", Tone.PART, "3 of 5 filled")
    assert boxes.tone(Tally(needed=6, maximum=6)) == Tone.OPEN
    assert boxes.tone(Tally(needed=5, maximum=6, confirmed=6)) == Tone.FULL


def test_over_eight_places_only_the_number_is_drawn(qtbot: QtBot) -> None:
    assert boxes.width_of(Tally(needed=9, maximum=9)) < boxes.width_of(Tally(needed=8, maximum=8))
    widget = FillBoxes(Tally(needed=9, maximum=9, confirmed=2))
    qtbot.addWidget(widget)
    assert widget.accessibleName() == "2 of 9 filled"
    assert not widget.grab().isNull()


def test_an_error_stands_below_its_field_and_is_told_to_screen_readers(qtbot: QtBot) -> None:
    form = Form()
    row = form.add(FormRow("&Title", QLineEdit()))
    shown(qtbot, form)
    row.say("Write a title, so that people know what it is.")
    assert row.said() == row.field.accessibleDescription() == "Write a title, so that people know what it is."
    assert row.field.property("wrong") is True
    row.say("")
    assert (row.said(), row.field.property("wrong"), row.field.accessibleName()) == ("", False, "Title")
    assert row.label.buddy() is row.field


def test_ticks_remember_what_was_left_out_when_the_counts_change(qtbot: QtBot) -> None:
    ticks = TickList("Kinds")
    shown(qtbot, ticks)
    ticks.set_ticks([Tick("meeting", "Meetings", 4, "meeting"), Tick("game", "Games", 3, "game")])
    heard: list[object] = []
    ticks.changed.connect(heard.append)
    ticks.box("game").click()
    ticks.set_ticks([Tick("meeting", "Meetings", 5, "meeting"), Tick("game", "Games", 0, "game")])
    assert ticks.ticked() == frozenset({"meeting"})
    assert heard == [frozenset({"meeting"})]
    assert ticks.box("game").accessibleName() == "Games, 0"
    ticks.all.click()
    assert ticks.is_everything()
    assert heard[-1] == frozenset({"meeting", "game"})


def test_a_flow_breaks_its_line_when_it_is_narrow(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, across=8, down=4)
    for _n in range(3):
        flow.addWidget(Button("Some words"))
    qtbot.addWidget(holder)
    one = flow.heightForWidth(2000)
    assert flow.heightForWidth(one + 120) > one


def test_the_focus_ring_goes_around_the_control_in_focus(qtbot: QtBot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(20, 20, 20, 20)
    field, button = SearchField("Find"), Button("Go")
    column.addWidget(field)
    column.addWidget(button)
    shown(qtbot, holder)
    holder.activateWindow()
    for control, framed in ((button, button), (field.field, field)):
        control.setFocus()
        qtbot.waitUntil(control.hasFocus)
        frame = next(f for f in holder.findChildren(FocusRing) if f.isVisible())
        assert frame.around() is framed
        assert frame.mapTo(holder, QPoint()) == framed.mapTo(holder, QPoint()) - QPoint(3, 3)


def test_screen_readers_hear_role_and_name(qtbot: QtBot) -> None:
    button = IconButton("Next week", "chevron-right")
    qtbot.addWidget(button)
    seen = QAccessible.queryAccessibleInterface(button)
    assert (seen.role(), seen.text(QAccessible.Text.Name)) == (QAccessible.Role.Button, "Next week")


def test_a_problem_is_a_sentence_not_a_code() -> None:
    from coordinator.wording.problems import sentence

    assert sentence(Problem("title-missing", about="title")).endswith(".")


def test_tab_comes_to_a_switch_in_its_place_and_to_the_answer_in_use(qtbot: QtBot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    before, switch, after = QLineEdit(), Segmented("Status", ()), QLineEdit()
    for part in (before, switch, after):
        column.addWidget(part)
    switch.set_choices([Choice("draft", "Draft"), Choice("published", "Published")])
    switch.set_value("published")
    shown(qtbot, holder)
    holder.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert switch.button("published").hasFocus()
    QTest.keyClick(switch.button("published"), Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_notes_in_focus_have_a_ring_like_any_field(qtbot: QtBot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    notes = QPlainTextEdit()
    column.addWidget(notes)
    shown(qtbot, holder)
    holder.activateWindow()
    notes.setFocus()
    qtbot.waitUntil(notes.hasFocus)
    assert [ring.around() for ring in holder.findChildren(FocusRing) if ring.isVisible()] == [notes]


def test_the_words_of_a_narrow_list_end_in_dots_and_the_hint_says_them_whole(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItem("This week, January 10–16, 2027")
    box.resize(400, 30)
    assert box.shown_words() == "This week, January 10–16, 2027"
    box.grab()
    assert box.toolTip() == ""
    box.resize(160, 30)
    assert box.shown_words().startswith("This week")
    assert box.shown_words().endswith("…")
    box.grab()
    assert box.toolTip() == plain_hint("This week, January 10–16, 2027")


def test_a_number_stands_off_the_edge_of_its_field(qtbot: QtBot) -> None:
    box = NumberBox(20, 500, value=35)
    qtbot.addWidget(box)
    box.setAlignment(Qt.AlignmentFlag.AlignLeft)
    box.show()
    assert (box.value(), box.minimum(), box.maximum(), box.height()) == (35, 20, 500, 30)
    image = box.grab().toImage()
    ground = image.pixelColor(4, 15).name()
    assert {image.pixelColor(x, y).name() for x in range(3, 8) for y in range(5, 25)} == {ground}
