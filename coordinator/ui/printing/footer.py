"""Below the preview: printer, copies, Save PDF, Print."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import icons, scale
from coordinator.ui.kit.buttons import Button, PrimaryButton, set_primary
from coordinator.ui.kit.choices import ChoiceBox
from coordinator.ui.kit.numbers import NumberBox
from coordinator.ui.kit.panels import Bar
from coordinator.ui.kit.text import Label, set_hint

_MOST_COPIES = 99


class Footer(Bar):
    """Without a printer saving is the main thing, and there is no button for printing."""

    save_requested = Signal()
    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("footer", margin=12, parent=parent)
        self.printers = ChoiceBox()
        self.printers.setAccessibleName(_("Printer"))
        self.printers.setMinimumWidth(scale.px(108))
        self.printers.setMaximumWidth(scale.px(260))
        self.copies = NumberBox(1, _MOST_COPIES)
        self.copies.setAccessibleName(_("Copies"))
        self.copies_label = Label(_("Copies"), ink="2")
        self.save_button = Button(_("Save PDF"), self.save_requested.emit, icon="save", key=_("Ctrl S"))
        self.print_button = PrimaryButton(_("Print"), self.print_requested.emit, icon="printer")
        self._pages = 0
        self._narrow = False
        self.row.addWidget(self.printers, 3)
        self.add(self.copies_label, self.copies)
        self.row.addStretch(1)
        self.add(self.save_button, self.print_button)
        self.copies.valueChanged.connect(lambda _value: self._name())
        self.set_printers((), "")
        self.set_pages(0)

    def printer(self) -> str:
        """The printer chosen, empty when there is none."""
        return str(self.printers.currentData() or "")

    def set_printers(self, names: tuple[str, ...], usual: str) -> None:
        """Other printers; the usual one of this PC is chosen."""
        self.printers.clear()
        for name in names:
            self.printers.addItem(icons.icon("printer", "ink.2"), name, name)
        if not names:
            self.printers.addItem(icons.icon("printer", "ink.3"), _("No printer"), "")
        self.printers.setCurrentIndex(max(0, self.printers.findData(usual)))
        for widget in (self.copies, self.print_button):
            widget.setVisible(bool(names))
        self.copies_label.setVisible(bool(names) and not self._narrow)
        self.printers.setEnabled(bool(names))
        set_primary(self.save_button, primary=not names)
        self.save_button.ink = PrimaryButton.ink if not names else Button.ink
        self.save_button.set_icon("save")

    def be_narrow(self, *, narrow: bool) -> None:
        """With little room the word before the number of copies becomes a sign in its field."""
        self._narrow = narrow
        self.copies.setPrefix("× " if narrow else "")
        self.copies_label.setVisible(bool(self.printer()) and not narrow)

    def set_pages(self, pages: int) -> None:
        """How many pages one copy has; none switches both buttons off and says why."""
        self._pages = pages
        for button in (self.save_button, self.print_button):
            button.setEnabled(pages > 0)
            set_hint(button, "" if pages else _("There is nothing to print: see above."))
        self._name()

    def _name(self) -> None:
        pages = self._pages * self.copies.value()
        words = ngettext("Print {n} page", "Print {n} pages", pages).format(n=pages) if pages else _("Print")
        self.print_button.setText(words)
