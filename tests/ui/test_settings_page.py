"""The settings: they count at once, the precinct's can be undone, and only what works is there."""

import random
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.logos import kept_logo, logo_of, objections_to
from coordinator.domain.precinct import Precinct
from coordinator.runtime import i18n
from coordinator.ui.kit import theme
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.preferences.card import change_precinct
from coordinator.ui.preferences.cards import AppearanceCard, YouCard
from coordinator.ui.preferences.officecard import OfficeCard
from coordinator.ui.preferences.page import SettingsPage
from coordinator.ui.preferences.papercard import PaperCard
from coordinator.ui.preferences.precinctcard import PrecinctCard
from coordinator.ui.preferences.smallpictures import small_picture_of
from coordinator.ui.printing.page import PrintPage
from coordinator.ui.window import Window
from coordinator.usecases.history import undo
from coordinator.usecases.office import shown_place
from coordinator.usecases.precinct import precinct
from tests.pictures import png
from tests.ui.fitting import clipped

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
    assert card(page, OfficeCard).path.text() == f"{session.target}, in use now"
    assert shown_place("postgresql://desk:secret@db.example/coordinator") == "db.example/coordinator"


def test_starting_a_new_file_is_asked_of_the_program(page: SettingsPage, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.welcome_requested):
        card(page, OfficeCard).anew.click()


def test_a_setting_is_found_by_its_words(page: SettingsPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.window(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.finder.field.hasFocus()
    with qtbot.waitSignal(page.finder.typed):
        QTest.keyClicks(page.finder.field, "text size")
    assert [one.words for one in page.cards() if one.isVisible()] == ["Appearance"]
    QTest.keyClick(page.finder.field, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is card(page, AppearanceCard).text_size.button("normal")
    page.finder.clear()
    qtbot.waitUntil(lambda: all(one.isVisible() for one in page.cards()))


@pytest.mark.parametrize(
    ("typed", "name"),
    [("logo", "logo.choose"), ("high contrast", "theme.light"), ("website", "precinct.website"), ("walk", "walk-ins")],
)
def test_enter_goes_to_the_very_setting_that_was_found(
    page: SettingsPage, session: Session, qtbot: QtBot, typed: str, name: str
) -> None:
    card(page, AppearanceCard).theme.button("light").click()
    page.search()
    with qtbot.waitSignal(page.finder.typed):
        QTest.keyClicks(page.finder.field, typed)
    QTest.keyClick(page.finder.field, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == name


def test_sheets_are_offered_in_the_precincts_languages_with_the_main_one_first(
    page: SettingsPage, session: Session, storage: Storage, qtbot: QtBot
) -> None:
    paper = card(page, PaperCard)
    assert (paper.sheets.currentText(), paper.also["es"].isVisible(), paper.also["en"].isVisible()) == (
        "English",
        True,
        False,
    )
    paper.also["es"].click()
    qtbot.waitUntil(lambda: session.precinct.languages == ("en", "es"))
    paper.sheets.setCurrentIndex(paper.sheets.findData("es"))
    paper.sheets.activated.emit(paper.sheets.currentIndex())
    qtbot.waitUntil(lambda: session.precinct.languages == ("es", "en"))
    qtbot.waitUntil(paper.also["en"].isVisible)
    paper.also["en"].click()
    qtbot.waitUntil(lambda: session.precinct.languages == ("es",))
    assert now(storage).languages == ("es",)


def test_a_language_that_the_program_does_not_speak_stays(
    page: SettingsPage, session: Session, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    storage.change(change_precinct, wanted={"languages": ("en", "ht")})
    session.use_precinct(now(storage))
    paper = card(page, PaperCard)
    assert [paper.sheets.itemText(place) for place in range(3)] == ["English", "Español", "Haitian Creole"]
    paper.also["es"].click()
    qtbot.waitUntil(lambda: session.precinct.languages == ("en", "es", "ht"))


def test_the_rows_for_walk_ins_are_kept_for_this_computer(page: SettingsPage, session: Session) -> None:
    rows = card(page, PaperCard).walk_ins
    rows.setValue(35)
    rows.editingFinished.emit()
    assert session.settings.walk_ins == 35


def test_print_follows_what_was_set_here(window: Window, page: SettingsPage, session: Session, qtbot: QtBot) -> None:
    window.open_page("print")
    shown = window.page
    assert isinstance(shown, PrintPage)
    window.open_page("settings")
    paper = card(page, PaperCard)
    paper.also["es"].click()
    paper.paper.button("a4").click()
    paper.walk_ins.setValue(35)
    paper.walk_ins.editingFinished.emit()
    qtbot.waitUntil(lambda: session.precinct.paper == "a4" and session.precinct.languages == ("en", "es"))
    window.open_page("print")
    options = shown.options
    assert (options.paper.value(), options.language.value(), options.walk_ins.value()) == ("a4", "en", 35)
    assert options.language.button("es").text() == "Español"


def test_two_computers_change_different_settings_and_both_stay(
    page: SettingsPage, desk: Desk, storage: Storage, qtbot: QtBot
) -> None:
    storage.change(change_precinct, wanted={"phone": "(212) 555-0114"})
    field = card(page, PrecinctCard).field("website")
    field.setFocus()
    QTest.keyClicks(field, "precinct14.example")
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert (now(storage).phone, now(storage).website) == ("(212) 555-0114", "precinct14.example")


def a_file(folder: Path, kind: str, *, size: tuple[int, int] = (800, 600)) -> Path:
    """A picture as people have them: in colour, and transparent where its kind can be."""
    image = QImage(QSize(*size), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent if kind == "png" else Qt.GlobalColor.yellow)
    painter = QPainter(image)
    painter.fillRect(size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2, Qt.GlobalColor.darkBlue)
    painter.end()
    path = folder / f"badge.{kind}"
    assert image.save(str(path))
    return path


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_picture_becomes_the_logo_small_and_grey_and_undo_takes_it_away(
    page: SettingsPage, desk: Desk, storage: Storage, tmp_path: Path, qtbot: QtBot, kind: str
) -> None:
    field = card(page, PrecinctCard).logo
    field.take(str(a_file(tmp_path, kind)))
    qtbot.waitUntil(lambda: not field.box.image.isNull())
    kept = logo_of(now(storage).logo)
    assert kept is not None
    assert (kept.width, kept.height, kept.colours) == (400, 300, 1)
    assert (field.note.text(), field.remove.isVisible()) == ("Printed in black at the head of every sheet.", True)
    assert field.box.image.pixelColor(200, 150).lightness() < 60
    assert field.box.image.pixelColor(5, 5).lightness() > 200
    with qtbot.waitSignal(desk.changed):
        desk.do(undo)
    qtbot.waitUntil(field.remove.isHidden)
    assert now(storage).logo == ""


def test_the_logo_is_removed_by_its_button(
    page: SettingsPage, storage: Storage, session: Session, qtbot: QtBot
) -> None:
    storage.change(change_precinct, wanted={"logo": kept_logo(png())})
    session.use_precinct(now(storage))
    field = card(page, PrecinctCard).logo
    assert not field.box.image.isNull()
    field.remove.click()
    qtbot.waitUntil(lambda: session.precinct.logo == "")
    assert (field.note.text(), field.remove.isVisible()) == ("Without one, a shield is printed.", False)


def test_a_stored_logo_that_nobody_can_read_is_said_and_can_be_removed(page: SettingsPage) -> None:
    field = card(page, PrecinctCard).logo
    field.show_logo("rubbish")
    assert field.note.text() == "The logo cannot be read, so a shield is printed. Choose the picture again."
    assert (field.box.image.isNull(), field.remove.isVisible()) == (True, True)


BAD = {
    "drawn.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "drawn.svg is no PNG or JPEG picture. "),
    "drawn.png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "drawn.png is no PNG or JPEG picture. "),
    "empty.png": (b"", "empty.png is no PNG or JPEG picture. "),
    "cut.png": (png()[:60], "cut.png is damaged: "),
    "cut.jpg": (b"\xff\xd8\xff\xe0" + bytes(100), "cut.jpg is damaged: "),
    "bomb.png": (png(60_000, 60_000, rows=bytes(1000)), "bomb.png is too large for a logo. "),
    "heavy.png": (png() + bytes(30_000_001), "heavy.png is too large for a logo. "),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_picture_is_refused_below_the_field(
    page: SettingsPage, storage: Storage, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    (tmp_path / name).write_bytes(BAD[name][0])
    precinct_card = card(page, PrecinctCard)
    precinct_card.logo.take(str(tmp_path / name))
    qtbot.waitUntil(lambda: precinct_card.logo_row.said() != "")
    assert precinct_card.logo_row.said().startswith(BAD[name][1])
    assert now(storage).logo == ""


def test_a_picture_of_noise_still_fits(tmp_path: Path) -> None:
    noise = QImage(random.Random(14).randbytes(900 * 900 * 4), 900, 900, QImage.Format.Format_RGB32)
    assert noise.save(str(tmp_path / "noise.png"))
    content = small_picture_of(tmp_path / "noise.png")
    assert list(objections_to(kept_logo(content))) == []


def test_a_line_of_dots_is_no_less_a_picture(tmp_path: Path) -> None:
    made = logo_of(kept_logo(small_picture_of(a_file(tmp_path, "png", size=(5000, 4)))))
    assert made is not None
    assert (made.width, made.height) == (400, 1)


def test_after_another_language_the_setting_just_chosen_is_still_in_sight(
    page: SettingsPage, window: Window, qtbot: QtBot
) -> None:
    window.resize(1366, 640)
    chosen = card(page, PaperCard).language.button("es")
    chosen.setFocus()
    i18n.set_language("es")
    window.rebuild()
    anew = window.page
    assert isinstance(anew, SettingsPage)
    button = card(anew, PaperCard).language.button("es")
    qtbot.waitUntil(button.hasFocus)
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("text_size", ["normal", "larger"])
@pytest.mark.parametrize("size", [(1366, 768), (1180, 640)])
def test_nothing_is_cut_on_the_page(
    window: Window,
    page: SettingsPage,
    qapp: QApplication,
    qtbot: QtBot,
    language: str,
    text_size: str,
    size: tuple[int, int],
) -> None:
    i18n.set_language(language)
    theme.apply(qapp, "light", text_size)
    window.rebuild()
    window.resize(*size)
    shown = window.page
    assert isinstance(shown, SettingsPage)
    field = card(shown, PrecinctCard).logo
    field.show_logo("rubbish")
    card(shown, PrecinctCard).logo_row.say(field.note.text())
    qtbot.waitUntil(lambda: clipped(shown) == [])


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


def test_tab_goes_from_a_section_to_the_first_control_of_its_card_and_back(page: SettingsPage) -> None:
    for row, shown in enumerate(page.cards()):
        page.sections.setFocus()
        page.sections.setCurrentRow(row)
        QTest.keyClick(page.sections, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert (row, shown.isAncestorOf(focus)) == (row, True)
        top = focus.mapTo(page.area.viewport(), QPoint(0, 0)).y()
        assert (row, 0 <= top <= page.area.viewport().height() - focus.height()) == (row, True)

        QTest.keyClick(focus, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert (QApplication.focusWidget(), page.sections.currentRow()) == (page.sections, row)
