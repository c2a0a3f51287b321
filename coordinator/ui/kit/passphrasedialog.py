"""Asking for a passphrase in a dialog: a new one, the one of now, or both."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from coordinator.domain.passphrases import Strength, normal, objections_to_passphrase, strength_of
from coordinator.domain.problems import Problem
from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.forms import Form, FormRow
from coordinator.ui.kit.passphrase import PassphraseField
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import Label
from coordinator.wording import passphrases as wording
from coordinator.wording.problems import sentence

_LABELS = 140


class Locking(StrEnum):
    """What is to become of a file."""

    SET = "set"
    CHANGE = "change"
    REMOVE = "remove"
    GIVE = "give"


@dataclass(frozen=True, slots=True)
class LockWish:
    """What somebody typed and wants. Shows no passphrase when it is printed."""

    what: Locking
    now: str = ""
    new: str = ""
    remember: bool = False

    def __repr__(self) -> str:
        return f"LockWish({self.what})"


class PassphraseDialog(DialogFrame):
    """`wanted` carries a `LockWish` once the fields are in order; the dialog is closed then. `said` stands above the
    fields."""

    wanted = Signal(object)

    def __init__(self, window: QWidget, what: Locking, said: str, *, can_remember: bool = False) -> None:
        super().__init__(window, _title(what), icon="lock", width=520)
        self._what = what
        self.now, self.new, self.again = (PassphraseField(name) for name in _names())
        self.rows = [FormRow(name, field) for name, field in zip(_names(), self._fields(), strict=True)]
        self.strength = Label("", "small", ink="2", wraps=True)
        self.remember = QCheckBox(_("Remember on this computer"))
        self.remember.setHidden(not can_remember or what is Locking.REMOVE)
        self.set_body(self._body(said), scrolls=False)
        self.go = PrimaryButton(_deed(what), self._press)
        self.add_buttons(Button(_("Cancel"), self.reject, key="Esc"), self.go)
        for row, field in zip(self.rows, self._fields(), strict=True):
            field.entered.connect(self._press)
            field.typed.connect(lambda row=row: self._say(row, ""))
        self.new.typed.connect(self._tell_strength)

    def _fields(self) -> tuple[PassphraseField, PassphraseField, PassphraseField]:
        return self.now, self.new, self.again

    def _asked(self) -> list[FormRow]:
        return {
            Locking.SET: self.rows[1:],
            Locking.CHANGE: self.rows,
            Locking.REMOVE: self.rows[:1],
            Locking.GIVE: self.rows[:1],
        }[self._what]

    def _body(self, said: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(Label(said, wraps=True))
        form = Form(label_width=_LABELS, gap=7)
        for row in self._asked():
            form.add(row)
        if self.rows[1] in self._asked():
            form.add(FormRow("", self.strength))
            self._tell_strength()
        if not self.remember.isHidden():
            form.add(FormRow("", self.remember), fills=False)
        column.addWidget(form)
        if self.rows[1] in self._asked():
            column.addWidget(Label(wording.warning(), ink="part", wraps=True))
        for row in self.rows:
            row.setVisible(row in self._asked())
        return body

    def _tell_strength(self) -> None:
        typed = self.new.text()
        strength = strength_of(typed) if typed else Strength.SHORT
        self.strength.setText(wording.strength_words(strength) if typed else _("Four or five words are good."))

    def _press(self) -> None:
        wrong = self._wrong()
        if wrong is not None:
            row, words = wrong
            self._say(row, words)
            row.focus()
            return
        wish = LockWish(self._what, self.now.text(), self.new.text(), self.remember.isChecked())
        for field in self._fields():
            field.clear()
        self.accept()
        self.wanted.emit(wish)

    def _say(self, row: FormRow, words: str) -> None:
        if row.said() != words:
            row.say(words)
            QTimer.singleShot(0, self, self._place)  # a line more needs room

    def _wrong(self) -> tuple[FormRow, str] | None:
        asked = self._asked()
        if self.rows[0] in asked and not self.now.text():
            return self.rows[0], _("Write the passphrase.")
        if self.rows[1] not in asked:
            return None
        for problem in objections_to_passphrase(self.new.text()):
            return self.rows[1], sentence(problem)
        if normal(self.new.text()) != normal(self.again.text()):
            return self.rows[2], sentence(Problem("passphrases-differ"))
        return None


def _names() -> tuple[str, str, str]:
    return _("Passphrase now"), _("New passphrase"), _("The same again")


def _title(what: Locking) -> str:
    return {
        Locking.SET: _("Lock the data file with a passphrase"),
        Locking.CHANGE: _("Change the passphrase"),
        Locking.REMOVE: _("Take the passphrase off"),
        Locking.GIVE: _("This file is locked"),
    }[what]


def _deed(what: Locking) -> str:
    return {
        Locking.SET: _("Lock the file"),
        Locking.CHANGE: pgettext("passphrase", "Change it"),
        Locking.REMOVE: _("Take it off"),
        Locking.GIVE: _("Open"),
    }[what]
