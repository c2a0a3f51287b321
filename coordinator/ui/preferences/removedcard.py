"""The way from the settings to what was removed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.text import Label
from coordinator.ui.preferences.card import SettingsCard


class RemovedCard(SettingsCard):
    """`wanted` asks for the list of what was removed."""

    icon = "history"
    wanted = Signal()

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self.form.hide()
        self.button = Button(_("Recently removed…"), self.wanted.emit, icon="history")
        self.body.addWidget(Label(_("People, events and venues of the last 30 days, to bring back."), wraps=True))
        self.body.addWidget(self.button)

    @property
    def words(self) -> str:
        """The title."""
        return _("Recently removed")

    def first(self) -> QWidget:
        """The button."""
        return self.button
