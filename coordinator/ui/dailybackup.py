"""The backup of the day: made quietly once the window is up, and again when the day changes while it is open."""

from PySide6.QtCore import QObject

from coordinator.domain.backups import Kept
from coordinator.domain.errors import CoordinatorError
from coordinator.runtime.i18n import _
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.desk import Desk, Lane, Progress
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.kit.wishes import ShowSection
from coordinator.ui.window import Window
from coordinator.usecases.backups import is_on_server, keeping_of, make_daily_backup
from coordinator.wording.backups import kept_instead


class DailyBackup(QObject):
    """Lives as long as the database is open. One that cannot be made, or not in its place, is told in a band."""

    def __init__(self, desk: Desk, session: Session, window: Window, *, read_only: str = "") -> None:
        super().__init__(session)
        self._desk = desk
        self._session = session
        self._window = window
        self._read_only = read_only
        self.band: Band | None = None
        session.day_changed.connect(self.look)

    def look(self) -> None:
        """Make one if it is time for it; neither reading nor writing waits for that."""
        session = self._session
        if self._read_only or is_on_server(session.target):
            return
        settings, zone = session.settings, session.precinct.zone

        def job(_progress: Progress) -> Kept | None:
            return make_daily_backup(
                session.target,
                keeping=keeping_of(settings),
                every=settings.backup_every,
                clock=session.clock,
                zone=zone,
            )

        self._desk.work(job, then=self._made, failed=self._failed, lane=Lane.PAPER)

    def _made(self, kept: Kept | None) -> None:
        if kept is None:
            return
        if kept.instead_of:
            what, _stop, why = kept_instead(kept).partition(". ")
            self._say(f"{what}.", why, Tone.PART)
        elif self.band is not None:
            self.band.clear()
        self._session.backups_changed.emit()

    def _failed(self, error: CoordinatorError) -> None:
        self._say(_("There is no backup of today"), errors.words(error), Tone.OPEN)
        self._session.backups_changed.emit()

    def _say(self, what: str, why: str, tone: Tone) -> None:
        band = self.band = self.band or self._new_band()
        ways = (Way(_("Try again"), self.look), Way(_("Backups in Settings"), self._show_card))
        band.say(what, why, tone=tone, links=(*ways, Way(_("Not now"), band.clear)))

    def _new_band(self) -> Band:
        band = Band()
        band.destroyed.connect(self._forget_band)
        self._window.add_band(band)
        return band

    def _forget_band(self) -> None:
        """The window was made anew in another language, and its bands with it."""
        self.band = None

    def _show_card(self) -> None:
        self._window.open_page("settings", ShowSection(_("Backups")))
