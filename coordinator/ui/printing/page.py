"""The Print page: pick a sheet, say who will see it, check the page, print."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError, Interrupted, Refused
from coordinator.domain.listings import EventCard, EventLine
from coordinator.domain.privacy import Sheet
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors, scale
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk, Lane
from coordinator.ui.kit.page import Page, Session
from coordinator.ui.kit.panels import CommandBar, line, panel, scrolled
from coordinator.ui.kit.progress import show_progress
from coordinator.ui.kit.state import StatePanel
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.printing.footer import Footer
from coordinator.ui.printing.options import Options, Usual
from coordinator.ui.printing.pdf import page_sizes, picture
from coordinator.ui.printing.preview import STEP, Preview, Thumbnails, Zoom
from coordinator.ui.printing.previewbar import NoPrinter, PreviewBar
from coordinator.ui.printing.printers import print_pages, printer_named, printer_names
from coordinator.ui.printing.sheetlist import SheetList
from coordinator.usecases.events import event_card
from coordinator.usecases.paper import printed_sheet, record_print, sheets, shift_counts
from coordinator.usecases.saving import save_document
from coordinator.usecases.sheets import PrintedSheet, SheetWish
from coordinator.usecases.signin import events_to_sign_in_to
from coordinator.wording.problems import sentence

_TABLES = ("event", "position", "role", "signup", "person", "contact_point", "venue", "space", "precinct")
_OPTIONS_WIDTH, _LIST_WIDTH = 372, 176
_NARROW_OPTIONS, _NARROW_LIST = 352, 172
_NARROW = 1200
_OVER = QBoxLayout.Direction.BottomToTop


class PrintPage(Page):
    """Sheet list, options, preview of the very PDF. Another page hands over what it wishes by `begin`."""

    icon = "printer"

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        self.title = _("Print")
        super().__init__(desk, session, parent)
        self.printed: PrintedSheet | None = None
        self._sizes: tuple[QSizeF, ...] = ()
        self._number = 0
        self._asked_for_printers = False
        self._make()
        self._lay_out()
        self._connect()
        self._wire_keys()

    # --- what the window asks ----------------------------------------------------------------------------------------

    def hints(self) -> str:
        """The keys that count here."""
        return _("Ctrl P print, Ctrl S save PDF, Page Up and Page Down turn pages")

    def refresh(self, changes: Changes | None = None) -> None:
        """Make the sheet again if what it shows was changed."""
        if changes is not None and not changes.touches(*_TABLES):
            return
        if changes is None:
            self.options.fill(self.session.today(), self.session.style)
            self._follow()
            if not self._asked_for_printers:
                self.look_for_printers()
        self.make_sheet()

    def _follow(self, _settings: object = None) -> None:
        self.options.follow(Usual.of(self.session))

    def begin(self, wish: object) -> None:
        """Print what another page asks for."""
        if not isinstance(wish, SheetWish):
            return
        self.options.take(wish)
        self.list.show_sheet(self.options.sheet)
        self.make_sheet()
        if wish.event_ids and wish.first is None:
            take = wish
            self.desk.ask(event_card, wish.event_ids[0], then=lambda card: self._name_event(take, card))

    def print_(self) -> None:
        """Ctrl+P here prints."""
        if self.footer.print_button.isVisible() and self.footer.print_button.isEnabled():
            self.print_now()

    def place(self) -> object:
        """What is chosen."""
        return self.options.wish()

    def go_to(self, place: object) -> None:
        """Back to what was chosen before."""
        self.begin(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the word on printers stands over the preview instead of beside it."""
        super().resizeEvent(event)
        narrow = self.width() < scale.px(_NARROW)
        self._sheet_row.setDirection(_OVER if narrow else QBoxLayout.Direction.LeftToRight)
        self.bar.truth.setVisible(not narrow)
        self.footer.be_narrow(narrow=narrow)
        self.list.setFixedWidth(scale.px(_NARROW_LIST if narrow else _LIST_WIDTH))
        self.form.setFixedWidth(scale.px(_NARROW_OPTIONS if narrow else _OPTIONS_WIDTH))
        if narrow:
            self.no_printer.stand_over()
        else:
            self.no_printer.stand_beside()

    def regions(self) -> tuple[QWidget, ...]:
        """List, options, preview, buttons."""
        return (self.list, self.options.which, self.preview, self.footer.save_button)

    # --- the sheet ---------------------------------------------------------------------------------------------------

    def make_sheet(self) -> None:
        """Ask for the sheet as the options stand; an older answer is dropped."""
        if self.options.sheet is Sheet.SIGN_IN:
            about = (self, "events")
            self.desk.ask(
                events_to_sign_in_to, self.options.days(), then=self._show_events, failed=self._cannot, about=about
            )
            return
        wish = self.options.wish()
        self._ask_for_sheet()
        self.desk.ask(shift_counts, wish, then=self.options.set_counts, failed=_ignore, about=(self, "counts"))

    def _show_events(self, lines: tuple[EventLine, ...]) -> None:
        if self.options.sheet is Sheet.SIGN_IN:
            self.options.show_events(lines, self.session.today(), self.session.style)
            self._ask_for_sheet()

    def _ask_for_sheet(self) -> None:
        wish = self.options.wish()
        self.desk.ask(printed_sheet, wish, then=self._show, failed=self._cannot, about=(self, "sheet"))

    def _choose_sheet(self, sheet: str) -> None:
        self._number = 0
        self.options.show_sheet(Sheet(sheet))
        self.make_sheet()

    def _show(self, printed: PrintedSheet) -> None:
        self._sizes = page_sizes(printed.document.content)
        self._number = min(self._number, len(self._sizes) - 1)
        self.printed = printed
        self.options.say(printed.notes, printed.document.remarks)
        self.footer.set_pages(len(self._sizes) if printed.events else 0)
        self.trouble.clear()
        if printed.empty:
            self._say_empty(printed.empty)
            return
        self.middle.setCurrentWidget(self.sheet)
        self.thumbnails.show_pages(self._sizes, self._number)
        self._turn(self._number, fresh=True)

    def _say_empty(self, words: str) -> None:
        self._sizes = ()
        self.bar.set_page(0, 0)
        self.state.say(
            _("Nothing to print"), " ".join((words, _("Choose other days or other shifts."))), icon="calendar"
        )
        self.middle.setCurrentWidget(self.state)

    def _cannot(self, error: CoordinatorError) -> None:
        """Say why there is no sheet; for a coach's copy with the way on."""
        self.printed, self._sizes = None, ()
        self.footer.set_pages(0)
        self.options.say((), ())
        self.bar.set_page(0, 0)
        buttons = []
        codes = {problem.code for problem in error.problems} if isinstance(error, Refused) else set()
        if "coach-copy-other-events" in codes and self.options.has_sports():
            buttons.append(Button(_("Only practices and games"), self._only_sports))
        words = " ".join(map(sentence, error.problems)) if isinstance(error, Refused) else errors.words(error)
        what = _("Nothing to print") if "signing-in-to-what" in codes else _("Not printed this way")
        self.state.say(what, words, icon="eye-off", tone=Tone.PART, buttons=buttons)
        self.middle.setCurrentWidget(self.state)

    def _only_sports(self) -> None:
        self.options.only_sports()
        self.make_sheet()

    def _name_event(self, wish: SheetWish, card: EventCard) -> None:
        self.options.which.ask_for(wish, card.line.event.title)

    # --- preview -----------------------------------------------------------------------------------------------------

    def turn_by(self, step: int) -> None:
        """Another page of the same sheet."""
        if self._sizes:
            self._turn(max(0, min(len(self._sizes) - 1, self._number + step)), fresh=False)

    def _turn(self, number: int, *, fresh: bool) -> None:
        self._number = number
        self.bar.set_page(number, len(self._sizes))
        self.preview.show_page(number, self._sizes[number], fresh=fresh)
        self.thumbnails.set_page(number)

    def _draw_page(self, number: int, pixels: float) -> None:
        printed = self.printed
        if printed is None:
            return
        content = printed.document.content

        def put(image: QImage) -> None:
            if self.printed is printed:
                self.preview.put(number, pixels, image)

        self.desk.work(lambda _progress: picture(content, number, pixels), then=put, lane=Lane.PAPER)

    def _draw_thumbnail(self, number: int, pixels: float) -> None:
        printed = self.printed
        if printed is None:
            return
        content = printed.document.content

        def put(image: QImage) -> None:
            if self.printed is printed:
                self.thumbnails.put(number, image)

        self.desk.work(lambda _progress: picture(content, number, pixels), then=put, lane=Lane.PAPER)

    # --- file and printer --------------------------------------------------------------------------------------------

    def save_pdf(self) -> None:
        """Ask where to, and save."""
        if self.printed is None or not self.printed.events:
            return
        folder = self.session.settings.last_folder or str(Path.home())
        dialog = QFileDialog(self, _("Save PDF"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF files") + " (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.printed.document.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, target: Path) -> None:
        """Write the PDF in the preview to this file."""
        if self.printed is None:
            return
        printed = self.printed
        self.desk.work(
            lambda _progress: save_document(printed.document, target),
            then=lambda _nothing: self._saved(printed, target),
            failed=lambda error: self._say_trouble(_("Not saved"), error),
            lane=Lane.PAPER,
        )

    def _saved(self, printed: PrintedSheet, target: Path) -> None:
        self.trouble.say(_("Saved as {name}").format(name=target.name), str(target.parent), tone=Tone.FULL)
        self.session.keep(replace(self.session.settings, last_folder=str(target.parent)))
        self.desk.do(record_print, printed)

    def print_now(self) -> None:
        """Put the pages in the preview on the chosen printer."""
        if self.printed is None or not self.footer.printer():
            return
        printed, name, copies = self.printed, self.footer.printer(), self.footer.copies.value()
        content = printed.document.content
        task = self.desk.work(
            lambda progress: print_pages(content, printer_named(name), called=name, copies=copies, progress=progress),
            then=lambda _pages: self._was_printed(printed, name),
            failed=lambda error: self._say_trouble(_("Not printed"), error),
            lane=Lane.PAPER,
        )
        show_progress(task, _("Printing"), self)

    def _was_printed(self, printed: PrintedSheet, name: str) -> None:
        self.trouble.say(_("Sent to {printer}").format(printer=name), tone=Tone.FULL)
        self.session.keep(replace(self.session.settings, printer=name))
        self.desk.do(record_print, printed)

    def _say_trouble(self, what: str, error: CoordinatorError) -> None:
        if isinstance(error, Interrupted):
            self.trouble.clear()
        else:
            self.trouble.say(what, errors.words(error), tone=Tone.OPEN)

    def look_for_printers(self) -> None:
        """Ask the system which printers there are."""
        self._asked_for_printers = True
        self.desk.work(lambda _progress: printer_names(), then=self._show_printers, lane=Lane.PAPER)

    def _show_printers(self, names: tuple[str, ...]) -> None:
        self.footer.set_printers(names, self.session.settings.printer)
        self.no_printer.setVisible(not names)

    # --- making ------------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        kinds = sheets()
        self.list = SheetList(kinds)
        self.options = Options(kinds, Usual.of(self.session))
        self.bar = PreviewBar()
        self.preview = Preview()
        self.thumbnails = Thumbnails()
        self.no_printer = NoPrinter(self.look_for_printers)
        self.no_printer.hide()
        self.state = StatePanel()
        self.trouble = Band(Tone.OPEN)
        self.footer = Footer()
        self.middle = QStackedWidget()
        self.sheet = panel(surface="sunken")

    def _lay_out(self) -> None:
        self.column.addWidget(CommandBar(self.title, _("Pick a sheet, say who will see it, check the page, print.")))
        row = QHBoxLayout()
        row.setSpacing(0)
        self.form = panel()
        inside = QVBoxLayout(self.form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(scrolled(self.options))
        for widget in (self.list, line(upright=True), self.form, line(upright=True)):
            row.addWidget(widget)
        row.addLayout(self._right(), 1)
        self.column.addLayout(row, 1)

    def _right(self) -> QVBoxLayout:
        self._sheet_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.sheet)
        self._sheet_row.setContentsMargins(6, 6, 0, 0)
        self._sheet_row.setSpacing(0)
        pages = QHBoxLayout()
        pages.addWidget(self.thumbnails)
        pages.addWidget(self.preview, 1)
        self._sheet_row.addLayout(pages, 1)
        self._sheet_row.addWidget(self.no_printer)
        self.middle.addWidget(self.sheet)
        self.middle.addWidget(self.state)
        column = QVBoxLayout()
        column.setSpacing(0)
        held = QVBoxLayout()
        held.setContentsMargins(8, 0, 8, 0)
        held.addWidget(self.trouble)
        column.addWidget(self.bar)
        column.addLayout(held)
        column.addWidget(self.middle, 1)
        column.addWidget(self.footer)
        return column

    def _connect(self) -> None:
        self.session.settings_changed.connect(self._follow)
        self.list.chosen.connect(self._choose_sheet)
        self.options.changed.connect(self.make_sheet)
        self.bar.turn_requested.connect(self.turn_by)
        self.bar.zoom_requested.connect(lambda value: self.preview.set_zoom(Zoom(value)))
        self.preview.zoomed.connect(self.bar.show_zoom)
        self.preview.picture_wanted.connect(self._draw_page)
        self.thumbnails.picture_wanted.connect(self._draw_thumbnail)
        self.thumbnails.chosen.connect(lambda number: self._turn(number, fresh=False))
        self.footer.save_requested.connect(self.save_pdf)
        self.footer.print_requested.connect(self.print_now)

    def _wire_keys(self) -> None:
        for keys, act in (
            ("Ctrl+S", self.save_pdf),
            ("PgUp", lambda: self.turn_by(-1)),
            ("PgDown", lambda: self.turn_by(1)),
            ("Ctrl+0", lambda: self.preview.set_zoom(Zoom.WHOLE)),
            ("Ctrl++", lambda: self.preview.zoom_by(STEP)),
            ("Ctrl+=", lambda: self.preview.zoom_by(STEP)),
            ("Ctrl+-", lambda: self.preview.zoom_by(1 / STEP)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def _ignore(_error: CoordinatorError) -> None:
    """What is wrong with the wish is said once, by the sheet."""
