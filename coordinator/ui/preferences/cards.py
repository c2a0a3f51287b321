"""The cards of this computer's own settings: its looks, who uses it."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.forms import FormRow
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.scale import TextSize
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Theme
from coordinator.ui.preferences.card import SettingsCard


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
                Choice(Theme.CONTRAST, _("High contrast")),
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


def _sizes() -> tuple[Choice, ...]:
    return (
        Choice(TextSize.NORMAL, _("Normal")),
        Choice(TextSize.LARGE, _("Large")),
        Choice(TextSize.LARGER, _("Larger")),
    )
