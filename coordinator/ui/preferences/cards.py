"""The cards of the settings page."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QWidget

from coordinator.domain.changes import Changes
from coordinator.runtime import i18n
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors, habits
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.forms import Form, FormRow, beside
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import Card
from coordinator.ui.kit.scale import TextSize
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.text import ElidedLabel, Label
from coordinator.ui.kit.tokens import Theme
from coordinator.ui.kit.zones import ZoneBox
from coordinator.usecases.precinct import edit_precinct, precinct

_LABELS = 108


class SettingsCard(Card):
    """A card with a form; `fill` shows what counts now."""

    icon = ""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(self.words, icon=self.icon)
        self.desk = desk
        self.session = session
        self.form = Form(label_width=_LABELS, gap=7)
        self.body.addWidget(self.form)

    @property
    def words(self) -> str:
        """The title, in the language in use."""
        return ""

    def first(self) -> QWidget:
        """Where the focus goes."""
        return self.form

    def fill(self) -> None:
        """Show what counts now."""

    def searched(self) -> str:
        """The words by which the card is found."""
        labels = " ".join(label.text().replace("&", "") for label in self.findChildren(QLabel))
        return f"{self.words} {labels}"

    def change(self, row: FormRow | None, **wanted: object) -> None:
        """Save a field of the precinct; what stands against it is said at the field."""
        say = _sayer(row, self)
        self.desk.do(partial(change_precinct, wanted=wanted), then=lambda _changes: say(None), failed=say)


class PrecinctCard(SettingsCard):
    """What is printed at the head of every sheet."""

    icon = "building-2"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        words = {
            "name": _("&Name"),
            "unit": _("&Unit"),
            "address": _("&Address"),
            "phone": _("P&hone"),
            "email": _("&E-mail"),
        }
        self.rows = {name: self._text_row(name, label) for name, label in words.items()}
        self.zone = ZoneBox(session.precinct.zone)
        self.zone_row = self.form.add(FormRow(_("Time &zone"), self.zone))
        self.zone.chosen.connect(lambda zone: self.change(self.zone_row, zone=zone))
        self.fill()

    @property
    def words(self) -> str:
        """The title."""
        return _("Precinct")

    def first(self) -> QWidget:
        """The name."""
        return self.rows["name"].field

    def field(self, name: str) -> QLineEdit:
        """One of the fields."""
        found = self.rows[name].field
        assert isinstance(found, QLineEdit)
        return found

    def fill(self) -> None:
        """The precinct as it stands."""
        for name in self.rows:
            field = self.field(name)
            if not (field.hasFocus() and field.isModified()):
                field.setText(getattr(self.session.precinct, name))
        self.zone.set_zone(self.session.precinct.zone)

    def _text_row(self, name: str, label: str) -> FormRow:
        field = QLineEdit()
        field.setObjectName(f"precinct.{name}")
        field.setMaxLength(300)
        row = self.form.add(FormRow(label, field))
        field.editingFinished.connect(lambda: self._settle(name))
        return row

    def _settle(self, name: str) -> None:
        typed = self.field(name).text().strip()
        if typed != getattr(self.session.precinct, name):
            self.change(self.rows[name], **{name: typed})
        else:
            self.rows[name].say("")
        self.field(name).setModified(False)


class AppearanceCard(SettingsCard):
    """Theme, text size, single letters as keys: of this PC."""

    icon = "monitor"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        settings = session.settings
        self.theme = Segmented(
            _("Theme"),
            (
                Choice(Theme.SYSTEM, _("System"), "monitor"),
                Choice(Theme.LIGHT, _("Light"), "sun"),
                Choice(Theme.DARK, _("Dark"), "moon"),
            ),
            value=settings.theme,
            key="theme",
        )
        self.text_size = Segmented(_("Text size"), _sizes(), value=settings.text_size, key="size")
        self.letters = QCheckBox(_("Single letters are keys in lists (N, E, T)"))
        self.letters.setObjectName("letters")
        self.letters.setChecked(settings.single_letter_keys)
        self.form.add(FormRow(_("Theme"), self.theme), fills=False)
        self.form.add(FormRow(_("Text size"), self.text_size), fills=False)
        self.form.add(FormRow("", self.letters), fills=False)
        self.theme.chosen.connect(lambda theme: self._keep(theme=theme))
        self.text_size.chosen.connect(lambda size: self._keep(text_size=size))
        self.letters.toggled.connect(lambda on: self._keep(single_letter_keys=on))

    @property
    def words(self) -> str:
        """The title."""
        return _("Appearance")

    def first(self) -> QWidget:
        """The theme."""
        return self.theme.button(self.theme.value())

    def _keep(self, **wanted: Any) -> None:
        self.session.keep(replace(self.session.settings, **wanted))


class YouCard(SettingsCard):
    """Who acts on this PC."""

    icon = "user"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self.name = QLineEdit(session.settings.user_name)
        self.name.setObjectName("you")
        self.name.setMaxLength(120)
        self.row = self.form.add(FormRow(_("&Your name"), self.name))
        self.form.add(FormRow("", Label(_("Shown beside the changes you make."), "small", ink="2", wraps=True)))
        self.name.editingFinished.connect(self._settle)

    @property
    def words(self) -> str:
        """The title."""
        return _("You")

    def first(self) -> QWidget:
        """The name."""
        return self.name

    def _settle(self) -> None:
        typed = self.name.text().strip()
        self.row.say("" if typed else _("Write your name, so that others see who changed what."))
        if typed:
            self.session.keep(replace(self.session.settings, user_name=typed))


class PaperCard(SettingsCard):
    """Language of this PC; paper and times of the precinct."""

    icon = "languages"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        now = session.precinct
        self.language = habits.language_switch(i18n.language())
        self.paper = habits.paper_switch(now.paper)
        self.clock = habits.clock_switch(now.clock, i18n.language())
        self.weekday = habits.weekday_switch(now.first_weekday)
        self.look = Label("", "small", ink="2")
        self.form.add(FormRow(_("Language"), self.language), fills=False)
        self.form.add(FormRow(_("Paper"), self.paper), fills=False)
        self.form.add(FormRow(_("Times"), self.clock), fills=False)
        self.form.add(FormRow(_("Weeks"), self.weekday), fills=False)
        self.form.add(FormRow("", self.look))
        self.language.chosen.connect(self._speak)
        self.paper.chosen.connect(lambda paper: self.change(None, paper=paper))
        self.clock.chosen.connect(lambda clock: self.change(None, clock=int(clock)))
        self.weekday.chosen.connect(lambda day: self.change(None, first_weekday=int(day)))
        self.fill()

    @property
    def words(self) -> str:
        """The title."""
        return _("Paper and language")

    def first(self) -> QWidget:
        """The language."""
        return self.language.button(self.language.value())

    def fill(self) -> None:
        """The precinct's habits."""
        now = self.session.precinct
        self.paper.set_value(now.paper)
        self.clock.set_value(str(now.clock))
        self.weekday.set_value(str(now.first_weekday))
        self.look.setText(
            _("Looks like: {moment}").format(moment=habits.sample_moment(self.session.style, self.session.today()))
        )

    def _speak(self, code: str) -> None:
        self.session.keep(replace(self.session.settings, language=code))


class FileCard(SettingsCard):
    """Which database is in use, and the way to another one."""

    icon = "database"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self.path = ElidedLabel(shown_target(session.target), "medium")
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where = _("Shared by the office") if "://" in session.target else _("On this computer")
        self.form.add(FormRow(_("In use now"), self.path))
        self.form.add(FormRow("", Label(where, "small", ink="2")))
        self.other = Button(_("Open another file…"), self._choose, icon="folder-open")
        self.anew = Button(_("Start a new one…"), session.welcome_requested.emit, icon="plus")
        self.form.add(FormRow("", beside(self.other, self.anew)))
        note = _("This file stays as it is. You can come back to it at any time.")
        self.form.add(FormRow("", Label(note, "small", ink="2", wraps=True)))

    @property
    def words(self) -> str:
        """The title."""
        return _("Data file")

    def first(self) -> QWidget:
        """Open another one."""
        return self.other

    def _choose(self) -> None:
        folder = "" if "://" in self.session.target else str(Path(self.session.target).parent)
        kinds = f"{_('Coordinator files')} (*.db);;{_('All files')} (*)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Open another file"), folder, kinds)
        if path:
            self.session.file_requested.emit(path)


def change_precinct(work: Any, *, wanted: dict[str, Any]) -> Changes:
    """Change some fields of the precinct as it stands now: two fields left in a hurry do not clash."""
    return edit_precinct(work, replace(precinct(work), **wanted))


def shown_target(target: str) -> str:
    """The path, or the server's address without name and password."""
    return target.rpartition("@")[2] if "://" in target else target


def _sizes() -> tuple[Choice, ...]:
    return (
        Choice(TextSize.NORMAL, _("Normal")),
        Choice(TextSize.LARGE, _("Large")),
        Choice(TextSize.LARGER, _("Larger")),
    )


def _sayer(row: FormRow | None, card: SettingsCard) -> Callable[[Any], None]:
    """Says an error at the field, or in a dialog when it is about none; None takes it away."""

    def say(error: Any) -> None:
        if row is not None:
            row.say(errors.words(error) if error is not None else "")
        elif error is not None:
            errors.show(error, card)

    return say
