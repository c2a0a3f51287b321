"""The head of an event in the inspector."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.domain.events import EventStatus
from coordinator.domain.listings import EventLine
from coordinator.runtime.i18n import _
from coordinator.ui.kit.buttons import IconButton, Pressed
from coordinator.ui.kit.chips import Chip, KindBadge
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.models.eventwords import state_words
from coordinator.wording import labels, moments
from coordinator.wording.moments import Style


class EventHead(QWidget):
    """Kind, title, time and place, and whether it is a draft, public or cancelled. `description` stands elsewhere."""

    def __init__(self, close: Pressed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = KindBadge("other")
        self._kind = Label("", ink="2")
        self._chip = Chip("")
        self._public = Chip(_("Public"), Tone.INFO, icon="")
        self.title = Label("", "heading", wraps=True)
        self.when_and_place = Label("", ink="2", wraps=True)
        self.state = Label("", "small", ink="open", wraps=True)
        self.description = Label("", wraps=True)
        self.close_button = IconButton(_("Close"), "x", close, bare=True)
        for label in (self.title, self.when_and_place, self.description):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        for part in (self._badge, self._chip, self._public, self.state, self.description):
            part.hide()

    def show_event(self, line: EventLine, style: Style) -> None:
        """Say what it is."""
        event = line.event
        kind = labels.kind_name(event.kind)
        self._badge.show()
        self._badge.set_kind(str(event.kind), says=kind)
        self._kind.setText(kind)
        self.title.setText(event.title)
        place = event.place_original or line.place_shown
        self.when_and_place.setText(" · ".join(part for part in (moments.when(event.when, style), place) if part))
        self._public.setVisible(event.public)
        special = event.status is not EventStatus.PUBLISHED
        self._chip.setVisible(special)
        if special:
            cancelled = event.status is EventStatus.CANCELLED
            self._chip.set_status(labels.status_name(event.status), Tone.OPEN if cancelled else Tone.NONE, icon="")
        self.state.setText(state_words(line) if event.status is EventStatus.CANCELLED else "")
        self.state.setVisible(event.status is EventStatus.CANCELLED)
        self.description.setText(event.description)
        self.description.setVisible(bool(event.description))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        for widget in (self._badge, self._kind, self._chip, self._public):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 12, 9)
        column.setSpacing(3)
        column.addLayout(top)
        for label in (self.title, self.when_and_place, self.state):
            column.addWidget(label)
