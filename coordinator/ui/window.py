"""The window: rail, the page in front, status bar, and the keys that count everywhere. It owns no data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.runtime.i18n import _
from coordinator.ui.kit import icons
from coordinator.ui.kit.ownkeys import OwnKeys
from coordinator.ui.kit.panels import CommandBar, panel
from coordinator.ui.kit.rail import Rail
from coordinator.ui.kit.status import StatusBar
from coordinator.ui.kit.trail import Stop, Trail
from coordinator.ui.pages import FIND, PAGES, entries, leaf_of, rail_entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordinator.domain.changes import Changes, News
    from coordinator.domain.errors import CoordinatorError
    from coordinator.ui.finding.lookup import Lookup
    from coordinator.ui.kit.desk import Desk, TooLate
    from coordinator.ui.kit.lostband import LostBand
    from coordinator.ui.kit.page import Page, Session

MINIMUM = QSize(1180, 640)
USUAL = QSize(1366, 768)
FRAME = QSize(4, 32)  # what a desktop draws around a window; known for certain only once it is there
_UNSEEN = 500  # milliseconds
_KEPT_FROM_FIELDS = ("Ctrl+K", "Ctrl+E", "Ctrl+F", "Ctrl+N", "Ctrl+P")
_PAGE_OF = {"event": "calendar", "person": "people"}


class Window(QMainWindow):
    """Shown at once, brought to life by `attach` as soon as the database is open. `painted` comes once, after the
    first frame; `closed` when the person closes it."""

    painted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.session: Session | None = None
        self._pages: dict[str, Page] = {}
        self._outdated: set[str] = set()
        self._trail = Trail()
        self._key = PAGES[0].key
        self._lookup: Lookup | None = None
        self._lost: LostBand | None = None
        self._computers = 0
        self._was_painted = False
        self.setWindowIcon(icons.icon("shield-check", "accent"))
        self.setMinimumSize(MINIMUM)
        self._lay_out()
        self._wire_keys()

    # --- life

    def attach(self, desk: Desk, session: Session) -> None:
        """Take over an open database and show the first page."""
        from coordinator.ui.kit import errors  # what it needs is loaded after the first frame

        self.desk, self.session = desk, session
        self._rail.show()
        desk.changed.connect(self._take_changes)
        desk.heard.connect(self._say_news)
        desk.said.connect(self._say)
        desk.refused.connect(self._show_refusal)
        desk.broke.connect(lambda error: errors.show_bug(error, self))
        desk.back.connect(self.refresh_all)
        desk.too_late.connect(self._say_too_late)
        session.precinct_changed.connect(self.refresh_all)
        session.day_changed.connect(self.refresh_all)
        session.settings_changed.connect(self._fill_status)
        self.open_page(self._key)  # asks first: its rows are waited for
        self._fill_status()
        self._watch_the_database()

    def detach(self) -> None:
        """Let go of a database that is about to be closed."""
        self.desk = self.session = None
        self._pages.clear()
        self._outdated.clear()
        self._trail = Trail()
        self._computers = 0
        self._key = PAGES[0].key
        self._lay_out()

    def show_trouble(self, trouble: QWidget) -> None:
        """Say in the pages' place why there is nothing to show."""
        from coordinator.ui.kit import sheet

        self._rail.hide()  # its pages have nothing to show
        self._stack.addWidget(trouble)
        self._stack.setCurrentWidget(trouble)
        sheet.take_focus(trouble)

    def add_band(self, band: QWidget) -> None:
        """Keep a band above all pages, until it is deleted or the window lets go of the database."""
        self._bands.addWidget(band)

    def _show_refusal(self, error: CoordinatorError) -> None:
        """In a dialog, unless a band says it all the time: a dialog would take the keys from whoever types."""
        from coordinator.ui.kit import errors
        from coordinator.ui.kit.band import Band

        places = (self._bands.itemAt(place) for place in range(self._bands.count()))
        bands = (place.widget() for place in places if place is not None)
        if not any(isinstance(band, Band) and not band.isHidden() and error.code in band.tells for band in bands):
            errors.show(error, self)

    def show_computers(self, count: int) -> None:
        """How many PCs have the office's database open; 0 for a file."""
        from coordinator.wording.news import office

        self._computers = count
        self._status.set_office(office(count))

    def rebuild(self) -> None:
        """Make everything anew in the language and text size in use, at the same place."""
        place = self.page.place() if self._key in self._pages else None
        focus = QApplication.focusWidget()
        name = focus.objectName() if focus is not None else ""
        self._pages.clear()
        self._lay_out()
        if self.session is not None:
            self._fill_status()
            self.show_computers(self._computers)
            self._watch_the_database()
            self._go(Stop(self._key, place))
            again = self.page.findChild(QWidget, name) if name else None
            if isinstance(again, QWidget):
                again.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self, place: tuple[int, ...], *, maximised: bool) -> None:
        """The window's place of last time, if a screen is still there; else the usual size, or the whole of a screen
        that has no room for it and its frame."""
        if len(place) == 4 and _is_on_a_screen(QRect(*place)):
            self.setGeometry(QRect(*place))
        else:
            room = _room()
            self.resize(USUAL.boundedTo(room).expandedTo(MINIMUM))
            maximised = maximised or not _fits(USUAL + FRAME, room)
        if maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def showEvent(self, event: QShowEvent) -> None:
        """A window that starts minimised is not painted for long: do not wait for that."""
        super().showEvent(event)
        QTimer.singleShot(_UNSEEN, self._say_painted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first frame is there when the events of painting are through."""
        super().paintEvent(event)
        if not self._was_painted:
            QTimer.singleShot(0, self._say_painted)

    def _say_painted(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell the program, which keeps the window's place. While changes wait it is asked first."""
        if self.asks_first(self.close):
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()

    # --- while the database does not answer

    def asks_first(self, leave: Callable[[], object]) -> bool:
        """If changes wait that would be lost by leaving: the person is asked, and it goes on from there."""
        desk = self.desk
        if desk is None or not desk.waiting():
            return False
        from coordinator.ui.waitinglist import ask_before_losing

        def lose() -> None:
            desk.give_up_waiting()
            leave()

        ask_before_losing(self, desk.waiting(), lose)
        return True

    def _watch_the_database(self) -> None:
        if self.desk is None or self.session is None:
            return
        from coordinator.ui.kit.lostband import LostBand

        self._lost = LostBand(self.desk, self.session)
        self.add_band(self._lost)
        self.desk.trouble_changed.connect(self._show_what_waits)
        self._show_what_waits()

    def _show_what_waits(self) -> None:
        if self.desk is None or self._lost is None:
            return
        waiting = self.desk.waiting()
        self._status.show_waiting(len(waiting), self._lost.last_read() if self.desk.is_lost() else "")
        if self._key in self._pages:
            self.page.show_waiting()

    def _list_what_waits(self) -> None:
        from coordinator.ui.waitinglist import WaitingDialog

        if self.desk is not None and self.desk.waiting():
            WaitingDialog(self, self.desk).open()

    def _say_too_late(self, late: TooLate) -> None:
        from coordinator.ui.waitinglist import say_too_late

        say_too_late(late, self)

    # --- pages

    @property
    def page(self) -> Page:
        """The page in front."""
        return self._pages[self._key]

    def open_page(self, key: str, wish: object = None) -> None:
        """Show a page, the import, the export, the venues, what was removed or find anything; `wish` is what another
        page hands over."""
        if key == "import":
            self._open_import(wish)
            return
        if key == "export":
            self._open_export(wish)
            return
        if key == "venues":
            self._open_venues(wish)
            return
        if key == FIND:
            self.find_anything()
            return
        if key == "removed":
            self._open_removed()
            return
        page = self._bring(key)
        if page is not None and wish is not None:
            page.begin(wish)
        self._note_stop()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record on the page of its kind."""
        page = self._bring(_PAGE_OF[kind])
        if page is not None:
            page.open_record(kind, record_id)
        self._note_stop()

    def refresh_all(self) -> None:
        """Read everything again."""
        self._outdated = set(self._pages) - {self._key}
        self._fill_status()
        self._name()
        if self._key in self._pages:
            self.page.refresh(None)

    def _bring(self, key: str) -> Page | None:
        if self.desk is None or self.session is None:
            return None
        page = self._pages.get(key) or self._make(key, self.desk, self.session)
        self._key = key
        self._stack.setCurrentWidget(page)
        self._rail.set_current(key)
        if key in self._outdated:
            self._outdated.discard(key)
            page.refresh(None)
        self._show_hints()
        self._name()
        _focus_on(page)
        return page

    def _make(self, key: str, desk: Desk, session: Session) -> Page:
        page = leaf_of(key).make(desk, session)
        self._pages[key] = page
        self._stack.addWidget(page)
        page.hints_changed.connect(self._show_hints)
        page.moved.connect(self._note_stop)
        page.opened_requested.connect(self.open_record)
        page.page_requested.connect(self.open_page)
        page.refresh(None)
        return page

    def _open_venues(self, wish: object) -> None:
        if self.desk is None or self.session is None:
            return
        from coordinator.ui.venues.dialog import VenuesDialog

        venue_id = wish if isinstance(wish, int) else None
        dialog = VenuesDialog(self.desk, self, venue_id=venue_id, clock=self.session.clock)
        dialog.export_requested.connect(self._open_export)
        dialog.open()

    def _open_removed(self) -> None:
        if self.desk is None or self.session is None:
            return
        from coordinator.ui.removed.dialog import RemovedDialog

        dialog = RemovedDialog(self.desk, self.session, self)
        dialog.opened_requested.connect(self.open_record)
        dialog.open()

    def _open_import(self, wish: object) -> None:
        if self.desk is None or self.session is None:
            return
        from coordinator.ui.imports.dialog import ImportDialog

        ImportDialog(self.desk, self.session, wish, self).open()

    def _open_export(self, wish: object) -> None:
        if self.desk is None or self.session is None:
            return
        from coordinator.ui.exporting.dialog import ExportDialog

        ExportDialog(self.desk, self.session, wish, self).open()

    # --- finding anything

    def find_anything(self) -> None:
        """Open the field that finds anything, or close it again."""
        if self.desk is None or self.session is None:
            return
        if self._lookup is None:
            from coordinator.ui.finding.lookup import Lookup

            self._lookup = Lookup(self)
            self._lookup.page_requested.connect(self.open_page)
            self._lookup.record_requested.connect(self.open_record)
            self._lookup.deed_requested.connect(self._do_deed)
        self._lookup.toggle(self.desk, self.session, pages=entries(), page=self._key)

    def _do_deed(self, deed: str) -> None:
        {"undo": self.undo, "redo": self.redo, "keys": self.show_keys}[deed]()

    # --- going back and forward

    def _note_stop(self) -> None:
        if self._key in self._pages:
            self._trail.visit(Stop(self._key, self.page.place()))

    def _go(self, stop: Stop | None) -> None:
        if stop is None:
            return
        page = self._bring(stop.page)
        if page is not None and stop.place is not None:
            page.go_to(stop.place)

    # --- what was changed

    def _take_changes(self, changes: Changes) -> None:
        if self.desk is None or self.session is None:
            return
        self._fill_status()
        if changes.touches("precinct"):
            from coordinator.usecases.precinct import precinct

            self.desk.ask(precinct, then=self.session.use_precinct, about="precinct")
        if self._key in self._pages:
            self._outdated = set(self._pages) - {self._key}
            self.page.refresh(changes)

    def _say(self, words: str) -> None:
        self._status.say_news(words)

    def _say_news(self, news: News) -> None:
        if self.session is not None:
            from coordinator.wording.news import told  # dates are not for the first frame

            session = self.session
            you, style = session.settings.user_name, session.style
            self._status.say_news(told(news, you=you, style=style, now=session.now()))

    def undo(self) -> None:
        """Take back this person's last change."""
        from coordinator.usecases.history import undo

        if self.desk is not None:
            self.desk.do(undo)

    def redo(self) -> None:
        """Do again what was undone last."""
        from coordinator.usecases.history import redo

        if self.desk is not None:
            self.desk.do(redo)

    # --- bars

    def _fill_status(self, _settings: object = None) -> None:
        if self.desk is None or self.session is None:
            return
        from coordinator.usecases.history import latest_change, next_undo

        status, session = self._status, self.session
        status.set_you(session.settings.user_name)
        self.desk.ask(latest_change, then=lambda found: status.show_saved(found, session), about="saved")
        self.desk.ask(next_undo, then=lambda found: status.show_undo(found, session), about="undo")

    def _show_hints(self) -> None:
        self._status.set_hints(self.page.hints() if self._key in self._pages else "")

    def _name(self) -> None:
        page = leaf_of(self._key).words()
        precinct = self.session.precinct.name if self.session is not None else ""
        if self.desk is not None and self.desk.storage.read_only:
            precinct = _("{precinct} (read-only)").format(precinct=precinct)
        self.setWindowTitle(directions_shown(" – ".join(part for part in (page, precinct, "Coordinator") if part)))

    def _lay_out(self) -> None:
        middle = panel(surface="window")
        outer = QHBoxLayout(middle)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._rail = Rail(rail_entries())
        self._rail.chosen.connect(self.open_page)
        self._rail.set_current(self._key)
        self._bands = QVBoxLayout()
        self._stack = QStackedWidget()
        self._stack.addWidget(_waiting(leaf_of(self._key).words()))
        self._status = StatusBar(self.undo, self._list_what_waits)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._bands)
        right.addWidget(self._stack, 1)
        right.addWidget(self._status)
        outer.addWidget(self._rail)
        outer.addLayout(right, 1)
        self.setCentralWidget(middle)
        self._name()

    # --- keys

    def _wire_keys(self) -> None:
        for leaf in PAGES:
            if leaf.shortcut:
                self._on(leaf.shortcut, lambda key=leaf.key: self.open_page(key))
        self._on("Ctrl+Z", self.undo)
        self._on("Ctrl+Y", self.redo)
        self._on("Ctrl+Shift+Z", self.redo)
        self._on("Ctrl+K", self.find_anything)
        self._on("Ctrl+N", self._new)
        self._on("Ctrl+F", self._search)
        self._on("Ctrl+P", self._print)
        self._on("Ctrl+E", self._export)
        self._on("Ctrl+/", self.show_keys)
        self._on("Alt+Left", lambda: self._go(self._trail.back()))
        self._on("Alt+Right", lambda: self._go(self._trail.forward()))
        self._on("F6", lambda: self._next_region(1))
        self._on("Shift+F6", lambda: self._next_region(-1))

        OwnKeys(self, _KEPT_FROM_FIELDS, self._rests)

    def _rests(self) -> bool:
        """If the window's own keys do nothing now: a dialog lies over it, or nothing is open."""
        from coordinator.ui.kit import sheet

        return self._key not in self._pages or sheet.is_over(self)

    def _on(self, keys: str, act: object) -> None:
        def run() -> None:
            if callable(act) and not self._rests():
                act()

        QShortcut(QKeySequence(keys), self).activated.connect(run)

    def show_keys(self) -> None:
        """The list of keys, over whatever page is in front."""
        from coordinator.ui.keylist import KeyList

        KeyList(self).open()

    def _new(self) -> None:
        self.page.new()

    def _search(self) -> None:
        self.page.search()

    def _print(self) -> None:
        self.page.print_()

    def _export(self) -> None:
        self.page.export()

    def _next_region(self, step: int) -> None:
        regions = [self._rail.current(), *self.page.regions()]
        focus = QApplication.focusWidget()
        holding = [place for place, region in enumerate(regions) if _holds(region, focus)]
        place = (holding[-1] if holding else 0) + step
        regions[place % len(regions)].setFocus(Qt.FocusReason.TabFocusReason)


def _holds(region: QWidget, focus: QWidget | None) -> bool:
    if focus is None:
        return False
    return region is focus or region.focusProxy() is focus or region.isAncestorOf(focus)


def _focus_on(page: Page) -> None:
    """The page says where its focus goes; else the first of its regions."""
    regions = [region for region in page.regions() if region is not page]
    target = page if page.focusProxy() is not None or not regions else regions[0]
    target.setFocus(Qt.FocusReason.OtherFocusReason)


def _waiting(title: str) -> QWidget:
    """What stands in the page's place while the database is opened."""
    made = panel(surface="window")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(CommandBar(title))
    column.addStretch()
    return made


def _is_on_a_screen(rect: QRect) -> bool:
    return any(
        screen.availableGeometry().intersects(QRect(rect.topLeft(), QSize(rect.width(), 80)).adjusted(80, 20, -80, 0))
        for screen in QGuiApplication.screens()
    )


def _room() -> QSize:
    screen = QGuiApplication.primaryScreen()
    return screen.availableGeometry().size() if screen is not None else USUAL + FRAME


def _fits(size: QSize, room: QSize) -> bool:
    return size.boundedTo(room) == size
