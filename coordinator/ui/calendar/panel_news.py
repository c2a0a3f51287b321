"""What the inspector says when another changed or removed the event while somebody was being looked for."""

from collections.abc import Callable
from functools import partial

from coordinator.domain.listings import EventCard
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.editor_words import place_of
from coordinator.ui.calendar.eventparts import event_parts
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.merging import changed_parts
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.tokens import Tone
from coordinator.usecases.removed import restore_event
from coordinator.wording import meanwhile
from coordinator.wording.meanwhile import Thing


class PanelNews(Band):
    """Quiet, in place. One's own changes are no news."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(Tone.INFO)
        self._desk, self._session = desk, session

    def say_changed(self, before: EventCard, now: EventCard, *, gone: str = "") -> None:
        """`gone` is what was typed for a role that the event has no more."""
        if now.changed_by == self._session.settings.user_name and not gone:
            return
        parts = event_parts(self._session.style, lambda event: place_of(now if event is now.line.event else before))
        fields = [part.name for part in changed_parts(parts, before.line.event, now.line.event)]
        if fields:
            told = meanwhile.changed(
                Thing.EVENT, by=now.changed_by, at=now.changed_at, fields=fields, now=self._session.clock.now()
            )
            lost = _("The role you were filling is gone. You had typed “{words}”.").format(words=gone)
            self.say(told, lost if gone else _("What you typed is kept."), tone=Tone.PART if gone else Tone.INFO)

    def say_removed(self, card: EventCard, let_go: Callable[[], object]) -> None:
        """The event is gone; what was typed stays until somebody decides."""
        self.say(
            meanwhile.removed(Thing.EVENT, by=card.changed_by, at=card.changed_at, now=self._session.clock.now()),
            _("What you typed is kept."),
            tone=Tone.PART,
            links=(
                Way(_("Bring it back"), partial(self._bring_back, card.line.event.id)),
                Way(_("Let it go"), let_go),
            ),
        )

    def _bring_back(self, event_id: int | None) -> None:
        self._desk.do(restore_event, event_id, then=lambda _changes: self.clear(), failed=partial(errors.show_in, self))
