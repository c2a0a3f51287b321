"""Exporting what a page shows: for whom first, then which rows, which kind of file and where to."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError, FileTrouble, Interrupted
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.privacy import Export
from coordinator.runtime.i18n import _
from coordinator.ui.exporting.done import Done
from coordinator.ui.exporting.place import FolderField, NameField
from coordinator.ui.exporting.rows import RowsField
from coordinator.ui.exporting.writing import NameTaken, Order, Written, written
from coordinator.ui.kit import errors, scale
from coordinator.ui.kit.audiences import AudienceCards
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton
from coordinator.ui.kit.desk import Desk, Lane, Task
from coordinator.ui.kit.forms import Form, FormRow, beside
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import SectionTitle, line, panel, scrolled
from coordinator.ui.kit.progress import show_progress
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.usecases.exports import FileKind, Outlook, export_outlook, file_kinds
from coordinator.wording.exports import counted, format_hint
from coordinator.wording.exportwishes import outlook_in_words

_WIDE, _HIGH = 980, 648
_AUDIENCES = 372
_FOLDER_TROUBLES = frozenset({"folder-read-only", "folder-missing", "file-not-writable", "disk-full"})


class ExportDialog(DialogFrame):
    """Begins with the wish of the page in front; without one, with every event."""

    def __init__(self, desk: Desk, session: Session, wish: object, parent: QWidget) -> None:
        super().__init__(parent, _("Export"), icon="file-down", width=_WIDE, height=_HIGH)
        self._desk, self._session = desk, session
        self._start = wish if isinstance(wish, ExportWish) else ExportWish(Export.EVENTS, ExportFormat.ICS)
        self._kinds = {kind.what: kind for kind in file_kinds()}
        self._formats = {self._start.what: self._start.format}
        self._outlook: Outlook | None = None
        self._task: Task | None = None
        self._make()
        self._put_in_place()
        self._connect()
        self._show_what()

    # --- what is asked -----------------------------------------------------------------------------------------------

    @property
    def kind(self) -> FileKind:
        """The subject that is chosen."""
        return self._kinds[Export(self.subjects.value())]

    @property
    def audiences(self) -> AudienceCards:
        """The cards of this subject."""
        return self._cards[self.kind.what]

    def wish(self) -> ExportWish:
        """What stands in the dialog."""
        as_what = ExportFormat(self.formats.value())
        return self.rows.put_into(ExportWish(self.kind.what, as_what, self.audiences.value()))

    def first_focus(self) -> QWidget | None:
        """The audience is asked first."""
        return self.audiences.button(self.audiences.value())

    def look(self) -> None:
        """Ask what the file would be, as things stand."""
        self._outlook = None
        self._allow()
        if self.formats.value():
            self.hint.setText(format_hint(ExportFormat(self.formats.value())))
            wish = self.wish()
            self._desk.ask(export_outlook, wish, then=self._show, failed=self._cannot, about="export-outlook")

    def _show_what(self) -> None:
        """Another subject has other audiences, formats and rows."""
        kind = self.kind
        for what, cards in self._cards.items():
            cards.setVisible(what is kind.what)
        self.formats.set_choices(Choice(str(one), str(one).upper().replace("VCF", "vCard")) for one in kind.formats)
        self.formats.set_value(str(self._formats.get(kind.what, kind.formats[0])))
        self.rows.show_what(kind.what)
        self.band.clear()
        self.look()

    def _show(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self.rows.show_outlook(self.kind.what, outlook)
        self.name.propose(outlook.name)
        self._say(outlook)
        self._allow()

    def _say(self, outlook: Outlook) -> None:
        what, rest = outlook_in_words(
            self.kind.what,
            records=outlook.records,
            left_out=outlook.left_out,
            hidden=outlook.hidden,
            shortened=outlook.shortened,
        )
        if outlook.records:
            self.summary.say(_("In the file: {counted}").format(counted=what), rest, tone=Tone.INFO)
        else:
            nothing = _("Choose other days, other filters or another audience.")
            self.summary.say(_("There is nothing to write"), f"{rest} {nothing}".strip(), tone=Tone.PART)

    def _cannot(self, error: CoordinatorError) -> None:
        self._outlook = None
        self.summary.say(_("Not exported this way"), errors.words(error), tone=Tone.PART)
        self._allow()

    def _allow(self) -> None:
        count = self._outlook.records if self._outlook is not None else 0
        self.save_button.setEnabled(bool(count) and self._task is None)
        if count:
            self.save_button.setText(_("Export {counted}").format(counted=counted(self.kind.what, count)))
            self.save_button.updateGeometry()

    # --- writing -----------------------------------------------------------------------------------------------------

    def save(self, *, replaces: bool = False) -> None:
        """Write the file."""
        if not self.save_button.isEnabled():
            return
        wish = self.wish()
        order = Order(wish, self.folder.folder / self.name.name(wish.format), replaces)
        storage = self._desk.storage
        self.band.clear()
        self._task = self._desk.work(
            lambda progress: written(storage, order, progress),
            then=lambda answer: self._answered(order, answer),
            failed=self._failed,
            lane=Lane.READER,
        )
        self._allow()
        show_progress(self._task, _("Exporting"), self)

    def _answered(self, order: Order, answer: Written | NameTaken) -> None:
        self._task = None
        self._allow()
        if isinstance(answer, NameTaken):
            self._ask_for_name(answer)
            return
        self._session.keep(replace(self._session.settings, export_folder=str(answer.target.parent)))
        self.done_page.tell(order.wish.what, answer)
        self._turn_to(self.done_page)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_for_name(self, taken: NameTaken) -> None:
        other = taken.other.name

        def use_other() -> None:
            self.name.use(other)
            self.save()

        self.band.say(
            _("{name} is in that folder already").format(name=taken.target.name),
            _("Nothing was written yet."),
            tone=Tone.PART,
            links=(
                Way(_("Call it {name}").format(name=other), use_other),
                Way(_("Replace it"), lambda: self.save(replaces=True)),
            ),
        )
        links: list[LinkButton] = [one for one in self.band.findChildren(LinkButton) if not one.isHidden()]
        links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: CoordinatorError) -> None:
        self._task = None
        self._allow()
        if isinstance(error, Interrupted):
            self.band.say(_("Stopped"), _("No file was written."), tone=Tone.INFO)
            return
        about_folder = isinstance(error, FileTrouble) and error.code in _FOLDER_TROUBLES
        way = Way(_("Choose a folder…"), self.folder.ask) if about_folder else None
        self.band.say(_("Export failed"), errors.words(error), tone=Tone.OPEN, button=way)

    def reject(self) -> None:
        """Close; a file on its way is given up."""
        if self._task is not None:
            self._task.cancel()
        super().reject()

    # --- turning -----------------------------------------------------------------------------------------------------

    def start_again(self) -> None:
        """Back to the questions, with the answers as they were."""
        self._turn_to(self.questions)
        self.look()
        self.subjects.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to(self, part: QWidget) -> None:
        self.steps.setCurrentWidget(part)
        asking = part is self.questions
        self.save_button.setVisible(asking)
        self.cancel_button.setText(_("Cancel") if asking else _("Close"))
        self.cancel_button.updateGeometry()

    def _take_changes(self, changes: Changes) -> None:
        """The numbers follow what others do meanwhile."""
        if self.steps.currentWidget() is self.questions and (changes.touched or changes.wholly):
            self.look()

    # --- building ----------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        style, today = self._session.style, self._session.today()
        titles = [Choice(str(kind.what), kind.title) for kind in self._kinds.values()]
        self.subjects = Segmented(_("What to export"), titles, value=str(self._start.what))
        question = _("Who will see this file?")
        self._cards = {what: AudienceCards(question, kind.audiences, kind.usual) for what, kind in self._kinds.items()}
        self.rows = RowsField(self._start, today, style)
        self.formats = Segmented(_("Format"), ())
        self.hint = Label("", "small", ink="2", wraps=True)
        self.name = NameField()
        self.folder = FolderField(self._session.settings.export_folder)
        self.summary = Band(Tone.INFO)
        self.band = Band(Tone.PART)
        self.done_page = Done(self.start_again)
        self.steps = QStackedWidget()
        self.cancel_button = Button(_("Cancel"), self.reject, key=_("Esc"))
        self.save_button = PrimaryButton(_("Export"), self.save, key=_("Ctrl Enter"))

    def _connect(self) -> None:
        self.subjects.chosen.connect(lambda _what: self._show_what())
        for cards in self._cards.values():
            cards.chosen.connect(lambda _audience: self.look())
        self.rows.changed.connect(self._look_at_rows)
        self.formats.chosen.connect(self._choose_format)
        self.name.textEdited.connect(lambda _words: self.band.clear())
        self.folder.chosen.connect(self._keep_folder)
        self._desk.changed.connect(self._take_changes)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

    def _choose_format(self, as_what: str) -> None:
        self._formats[self.kind.what] = ExportFormat(as_what)
        self.look()

    def _look_at_rows(self) -> None:
        self.rows.show_what(self.kind.what)
        self.look()

    def _keep_folder(self, folder: str) -> None:
        self.band.clear()
        self._session.keep(replace(self._session.settings, export_folder=folder))

    def _put_in_place(self) -> None:
        self.questions = panel()
        column = QVBoxLayout(self.questions)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(10)
        top.addWidget(self.band)
        top.addWidget(beside(self.subjects))
        column.addLayout(top)
        column.addWidget(line())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(line(upright=True))
        row.addWidget(self._right(), 1)
        column.addLayout(row, 1)
        self.steps.addWidget(self.questions)
        self.steps.addWidget(self.done_page)
        self.set_body(self.steps, scrolls=False)
        self.add_buttons(self.cancel_button, self.save_button)

    def _left(self) -> QWidget:
        inside = panel()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(SectionTitle(_("Who will see this file?")))
        for cards in self._cards.values():
            column.addWidget(cards)
        column.addStretch(1)
        area = scrolled(inside)
        area.setFixedWidth(scale.px(_AUDIENCES))
        return area

    def _right(self) -> QWidget:
        inside = panel()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        form = Form(label_width=84)
        form.add(FormRow(_("&Rows"), self.rows))
        form.add(FormRow(_("&Format"), self.formats), fills=False)
        form.add(FormRow("", self.hint))
        form.add(FormRow(_("File &name"), beside(self.name, self.name.ending, stretch=0)))
        form.add(FormRow(_("F&older"), self.folder))
        column.addWidget(form)
        column.addWidget(self.summary)
        column.addStretch(1)
        return scrolled(inside)
