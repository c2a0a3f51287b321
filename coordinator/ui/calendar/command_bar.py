"""The bar above the calendar: which days, as what, and what can be made or brought in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.kit.buttons import Button, IconButton, PrimaryButton
from coordinator.ui.kit.panels import CommandBar
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.text import ElidedLabel, set_hint

WEEK, MONTH, LIST = "week", "month", "list"


class CalendarBar(CommandBar):
    """`stepped` carries weeks or months, `view_chosen` one of the names above; `filters` and `details`
    are there in a narrow window."""

    stepped = Signal(int)
    today_pressed = Signal()
    view_chosen = Signal(str)
    import_pressed = Signal()
    export_pressed = Signal()
    print_pressed = Signal()
    new_pressed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.before = IconButton(_("Week before"), "chevron-left", lambda: self.stepped.emit(-1))
        self.after = IconButton(_("Week after"), "chevron-right", lambda: self.stepped.emit(1))
        self.today = Button(_("Today"), self.today_pressed.emit)
        self.range = ElidedLabel("", "strong")
        self.filters = _toggle(_("Filters"), "list-filter")
        self.details = _toggle(_("Details"), "list-checks")
        self.view = Segmented(
            _("Show as"),
            (
                Choice(WEEK, pgettext("calendar", "Week")),
                Choice(MONTH, pgettext("calendar", "Month")),
                Choice(LIST, pgettext("calendar", "List")),
            ),
            value=WEEK,
        )
        self.view.chosen.connect(self.view_chosen)
        self.bring = Button(_("Import…"), self.import_pressed.emit, icon="file-up")
        self.export = IconButton(_("Export…"), "file-down", self.export_pressed.emit)
        self.print = Button(_("Print roster"), self.print_pressed.emit, icon="printer")
        self.new = PrimaryButton(_("New event"), self.new_pressed.emit, icon="plus")
        self._folding = (
            (self.bring, self.bring.text(), "file-up"),
            (self.print, self.print.text(), "printer"),
        )
        for button, words, _icon in self._folding:
            button.setAccessibleName(words)
            set_hint(button, words)
        self._fill()

    def set_range(self, words: str, *, months: bool) -> None:
        """The dates in view, and what the arrows turn."""
        self.range.setText(words)
        self.before.setAccessibleName(_("Month before") if months else _("Week before"))
        self.after.setAccessibleName(_("Month after") if months else _("Week after"))
        set_hint(self.before, _("Month before (Page Up)") if months else _("Week before (Page Up)"))
        set_hint(self.after, _("Month after (Page Down)") if months else _("Week after (Page Down)"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the words have no room, the icons of these two stay; they keep their names."""
        super().resizeEvent(event)
        self._write(*self._folding)
        for count in range(1, len(self._folding) + 1):
            if self.row.minimumSize().width() <= self.width():
                break
            for button, _words, icon in self._folding[:count]:
                button.setText("")
                button.set_icon(icon)
        self.row.activate()

    def _write(self, *folding: tuple[Button, str, str]) -> None:
        for button, words, icon in folding:
            if button.text() != words:
                button.setText(words)
                button.set_icon(icon)

    def _fill(self) -> None:
        self.range.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add(self.before, self.after, self.today)
        self.row.addWidget(self.range, 1, Qt.AlignmentFlag.AlignVCenter)
        self.add(self.filters, self.details, self.view, self.bring, self.export, self.print, self.new)
        set_hint(self.export, _("Export… (Ctrl E)"))
        self.filters.hide()
        self.details.hide()


def _toggle(words: str, icon: str) -> Button:
    made = IconButton(words, icon)
    made.setCheckable(True)
    return made
