"""The way from the settings to the venues."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.text import Label
from coordinator.ui.preferences.card import SettingsCard


class VenuesCard(SettingsCard):
    """`wanted` asks for the list of venues."""

    icon = "map-pin"
    wanted = Signal()

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self.form.hide()
        self.button = Button(_("Venues…"), self.wanted.emit, icon="map-pin")
        self.body.addWidget(Label(_("The places your events are in, with their rooms, fields and courts."), wraps=True))
        self.body.addWidget(self.button)

    @property
    def words(self) -> str:
        """The title."""
        return _("Venues")

    def first(self) -> QWidget:
        """The button."""
        return self.button
