"""The office database: a file on this computer or a server that the office shares, and the way between them."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from coordinator.domain.errors import CoordinatorError, Interrupted
from coordinator.domain.offices import OfficeSize, OfficeTest, without_password
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors, scale
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.desk import Desk, Lane, Progress
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.officesteps import OfficeSteps
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.progress import show_progress
from coordinator.ui.kit.sheet import Message
from coordinator.ui.kit.text import ElidedLabel, Label, set_property
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.preferences.card import SettingsCard
from coordinator.usecases.backups import keeping_of
from coordinator.usecases.office import begin_office, is_password_lost, office_size, shown_place, try_address
from coordinator.wording.backups import folder_words
from coordinator.wording.offices import size_words

_INDENT = 22  # of what belongs to a radio button


class OfficeCard(SettingsCard):
    """Nothing changes before a button says so. The address of a server is tested first."""

    icon = "database"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self.form.hide()
        self.here = QRadioButton(_("On this computer"))
        self.shared = QRadioButton(_("Shared by the office"))
        self.path = ElidedLabel("", "small", ink="2")
        self.hint = ElidedLabel(_("PostgreSQL, ask your administrator for the address"), "small", ink="2")
        self.address = QLineEdit()
        self.password = QLineEdit()
        self.test = Button(_("Test"), self.try_it, icon="plug")
        self.steps = OfficeSteps()
        self.band = Band(Tone.OPEN)
        self.note = Label("", "small", ink="2", wraps=True)
        self.use = Button(_("Use it"), self._use)
        self.use_empty = Button(_("Use it empty"), self._ask_to_begin)
        self.move_there = PrimaryButton("", self._ask_to_move_there)
        self.move_back = Button(_("Move back into a file on this computer…"), self._ask_to_move_back)
        self.other = Button(_("Open another file…"), self._choose, icon="folder-open")
        self.anew = Button(_("Start a new one…"), session.welcome_requested.emit, icon="plus")
        self._tested = ""
        self._lay_out()
        self._connect()
        self._show_where()

    @property
    def words(self) -> str:
        """The title."""
        return _("Office database")

    def first(self) -> QWidget:
        """Which of the two it is."""
        return self.shared if self.shared.isChecked() else self.here

    def showEvent(self, event: QShowEvent) -> None:
        """How much would be moved may have changed."""
        super().showEvent(event)
        self.desk.ask(office_size, then=self._show_size, failed=lambda _error: None, about=self)

    # --- testing

    def try_it(self) -> None:
        """Test the address that was typed. A password in it moves to the field for passwords at once."""
        typed = without_password(self.address.text())
        password = typed.password or self.password.text()
        self.address.setText(typed.text)
        self.address.setCursorPosition(0)
        self.password.clear()
        self._forget_test()
        if not typed.text:
            self.address.setFocus()
            return
        self.test.setEnabled(False)
        self.steps.wait(_("Testing…"))
        job = partial(_tried, typed.text, password)
        self.desk.work(job, then=partial(self._show_test, typed.text), failed=self._could_not, lane=Lane.PAPER)

    def _show_test(self, address: str, found: OfficeTest) -> None:
        self.test.setEnabled(True)
        if without_password(self.address.text()).text != address:
            return self.steps.clear()  # somebody typed on meanwhile
        self.steps.show_steps(found.steps)
        self._tested = address
        here = address == self.session.target
        self._password_row.setVisible(found.wants_password)
        self.use.setVisible(found.may_be_opened and not here)
        self.use_empty.setVisible(found.may_be_filled)
        self.move_there.setVisible(found.may_be_filled)
        self.note.setVisible(found.may_be_filled)
        if found.wants_password:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        elif found.good and is_password_lost(address):
            self.band.say(_("This computer has no place for passwords"), _no_keyring(), tone=Tone.PART)
        return None

    def _forget_test(self) -> None:
        self._tested = ""
        self.band.clear()
        self.steps.clear()
        for widget in (self._password_row, self.use, self.use_empty, self.move_there, self.note):
            widget.hide()

    # --- going there

    def _use(self) -> None:
        self._go_to(self._tested)

    def _ask_to_begin(self) -> None:
        words = _(
            "A new office without people and events begins in “{place}”, with the name and the habits of this "
            "precinct. What is here stays as it is."
        ).format(place=shown_place(self._tested))
        self._ask(_("Begin a new office there?"), words, _("Begin"), self._begin)

    def _begin(self) -> None:
        target, session = self._tested, self.session
        name = session.settings.user_name

        def job(_progress: Progress) -> str:
            begin_office(target, precinct=session.precinct, actor=name, clock=session.clock)
            return target

        task = self.desk.work(job, then=self._go_to, failed=self._could_not, lane=Lane.PAPER)
        show_progress(task, _("Beginning"), self)

    def _ask_to_move_there(self) -> None:
        words = [_("Everything is copied to “{place}” and compared, with the list of changes, so that Undo goes on.")]
        if not self._is_on_server():
            words.append(_("A backup is made first. This file stays as it is; from then on the server counts."))
        told = "\n".join(words).format(place=shown_place(self._tested))
        self._ask(_("Move the office there?"), told, _("Move"), partial(self._move, self._tested))

    def _ask_to_move_back(self) -> None:
        kinds = ";;".join((_("Coordinator files") + " (*.db)", _("All files") + " (*)"))
        path, _kind = QFileDialog.getSaveFileName(self, _("Move back into a file"), "precinct.db", kinds)
        if path:
            self.ask_to_move_into(path)

    def ask_to_move_into(self, path: str) -> None:
        """Say what it does, once."""
        words = _(
            "Everything is copied into {path} and compared. The database on the server stays as it is, and the other "
            "computers go on with it: what they enter from then on is not in this file."
        ).format(path=path)
        self._ask(_("Move the office into a file?"), words, _("Move"), partial(self._move, path))

    def _ask(self, title: str, words: str, deed: str, do: Any) -> None:
        asked = Message(self, title, words, icon="database", buttons=(_("Cancel"), deed))
        asked.accepted.connect(lambda: do() if asked.pressed == 1 else None)
        asked.open()

    def _move(self, target: str) -> None:
        storage: Any = self.desk.storage
        keeping, clock = keeping_of(self.session.settings), self.session.clock

        def job(progress: Progress) -> str:
            from coordinator.usecases.moving import move_office  # brings SQLAlchemy

            return move_office(storage, target, keeping=keeping, clock=clock, progress=progress).target

        # In the lane of what writes: nothing is entered here meanwhile that would stay behind.
        task = self.desk.work(job, then=self._go_to, failed=self._could_not)
        show_progress(task, _("Moving the office"), self)

    def _go_to(self, target: str) -> None:
        self.session.keep(replace(self.session.settings, database=target))
        self.session.file_requested.emit(target)

    def _could_not(self, error: CoordinatorError) -> None:
        self.test.setEnabled(True)
        if not isinstance(error, Interrupted):
            self.band.say(_("Nothing was moved"), errors.words(error), tone=Tone.OPEN)

    def _choose(self) -> None:
        folder = "" if self._is_on_server() else str(Path(self.session.target).parent)
        kinds = ";;".join((_("Coordinator files") + " (*.db)", _("All files") + " (*)"))
        path, _kind = QFileDialog.getOpenFileName(self, _("Open another file"), folder, kinds)
        if path:
            self.session.file_requested.emit(path)

    # --- showing

    def _is_on_server(self) -> bool:
        return "://" in self.session.target

    def _show_where(self) -> None:
        server = self._is_on_server()
        target = self.session.target
        (self.shared if server else self.here).setChecked(True)
        in_use = self.hint if server else self.path
        place = shown_place(target) if server else folder_words(target)
        in_use.setText(_("{path}, in use now").format(path=place))
        self.address.setText(without_password(target).text if server else "")
        self.move_back.setVisible(server)
        self._show_size(OfficeSize())
        self._forget_test()
        self._show_chosen()

    def _show_size(self, size: OfficeSize) -> None:
        self.move_there.setText(_("Move {size}…").format(size=size_words(size)))

    def _show_chosen(self) -> None:
        self._of_here.setVisible(self.here.isChecked())
        self._of_shared.setVisible(self.shared.isChecked())

    # --- building

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for radio in (self.here, self.shared):
            group.addButton(radio)
            radio.toggled.connect(lambda _on: self._show_chosen())
        self.address.textEdited.connect(lambda _text: self._forget_test())
        self.address.editingFinished.connect(self._cut_password)
        self.address.returnPressed.connect(self.try_it)
        self.password.returnPressed.connect(self.try_it)

    def _cut_password(self) -> None:
        typed = without_password(self.address.text())
        if typed.password:
            self.address.setText(typed.text)
            self.password.setText(typed.password)

    def _lay_out(self) -> None:
        self.address.setObjectName("office-address")
        self.address.setAccessibleName(_("Address of the office database"))
        self.address.setPlaceholderText("postgresql://desk@server/coordinator")
        self.password.setObjectName("office-password")
        self.password.setAccessibleName(_("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password"))
        self._of_here = self._below(self._flowing(self.move_back, self.other, self.anew))
        self._password_row = self.password
        self._of_shared = self._below(self._beside(self.address, self.test), self.password, self.steps, self.band)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self._flowing(self.use, self.use_empty, self.move_there))
        self._of_shared.layout().addLayout(foot)  # type: ignore[union-attr]
        self.note.setText(self._what_moving_does())
        for radio, words in ((self.here, self.path), (self.shared, self.hint)):
            set_property(radio, "strong", value=True)
            self.body.addWidget(self._beside(radio, words, grows=1))
            self.body.addWidget(self._of_here if radio is self.here else self._of_shared)

    def _what_moving_does(self) -> str:
        if self._is_on_server():
            return _("The database in use now stays as it is.")
        return _("Moving makes a backup first. This file stays as it is.")

    def _below(self, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(scale.px(_INDENT), 0, 0, 0)
        column.setSpacing(8)
        for widget in widgets:
            column.addWidget(widget)
        return holder

    def _beside(self, *widgets: QWidget, grows: int = 0) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for place, widget in enumerate(widgets):
            row.addWidget(widget, 1 if place == grows else 0)
        return holder

    def _flowing(self, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, across=8, down=6)
        for widget in widgets:
            flow.addWidget(widget)
        return holder


def _tried(address: str, password: str, _progress: Progress) -> OfficeTest:
    return try_address(address, password)


def _no_keyring() -> str:
    return _(
        "The password counts until the program ends. Ask your administrator to put it into the file that PostgreSQL "
        "reads passwords from."
    )
