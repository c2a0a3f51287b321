"""What a setting's card says when another changed the field that somebody is typing in."""

from collections.abc import Callable
from functools import partial

from coordinator.domain.changes import AsItStands
from coordinator.runtime.i18n import _
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.text import without_mnemonic
from coordinator.ui.kit.tokens import Tone
from coordinator.usecases.history import as_it_stands
from coordinator.wording import meanwhile

Answer = Callable[[], object]


class FieldNews(Band):
    """Quiet, at the head of the card, with both ways on. One field at a time."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(Tone.INFO)
        self._desk, self._session = desk, session
        self._asked = ""

    def ask(self, field: str, *, theirs: str, keep_mine: Answer, take_theirs: Answer) -> None:
        """Say who changed the field to what, once the log has told it."""
        self._asked = field
        precinct_id = self._session.precinct.id or 0
        tell = partial(self._tell, field, theirs, keep_mine, take_theirs)
        self._desk.ask(as_it_stands, "precinct", precinct_id, then=tell, about="precinct-news")

    def _tell(self, field: str, theirs: str, keep_mine: Answer, take_theirs: Answer, now: AsItStands) -> None:
        if field != self._asked:
            return  # answered before the log was read
        self.say(
            meanwhile.setting_changed(by=now.by, at=now.at, field=field, value=theirs, now=self._session.clock.now()),
            _("What you typed is kept."),
            tone=Tone.INFO,
            links=(
                Way(_("Save mine"), partial(self._answer, keep_mine)),
                Way(_("Take “{words}”").format(words=without_mnemonic(theirs)), partial(self._answer, take_theirs)),
            ),
        )

    def _answer(self, way: Answer) -> None:
        self._asked = ""
        self.clear()
        way()
