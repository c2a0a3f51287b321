"""Backups: when the last good one was made, where they go, how often, and the way back to one."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.backups import Backup, Kept, Look, Reason
from coordinator.domain.errors import CoordinatorError, Interrupted
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import errors, scale
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button, LinkButton
from coordinator.ui.kit.desk import Desk, Lane, Progress
from coordinator.ui.kit.forms import FormRow, beside
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.panels import line
from coordinator.ui.kit.progress import show_progress
from coordinator.ui.kit.sheet import Message
from coordinator.ui.kit.text import Label, set_hint
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.preferences.backuplist import AllBackups, BackupList, Moments
from coordinator.ui.preferences.card import SettingsCard
from coordinator.usecases.backups import (
    backups_of,
    is_on_server,
    is_there,
    keeping_of,
    make_backup,
    people_and_events,
    place_for_backups,
    place_of_backups,
)
from coordinator.wording.backupmoments import counted, last_good, when_made
from coordinator.wording.backups import folder_words, kept_instead, sound_words, why_not_sound

_SHOWN = 3
_KEPT = (7, 14, 30, 60)
_OLD = {"day": 2, "week": 9, "never": 30}  # days after which the last good backup is no reason for green


@dataclass(frozen=True, slots=True)
class _State:
    """What was found: the backups, what is in the database now, and if the chosen folder is there."""

    backups: tuple[Backup, ...]
    here: Look | None
    is_there: bool

    @property
    def good(self) -> Backup | None:
        """The last good one."""
        return next((backup for backup in self.backups if backup.good), None)


class BackupsCard(SettingsCard):
    """Of a file; an office database on a server has the backups of its server."""

    icon = "hard-drive"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self.band = Band()
        self.place = QLineEdit()
        self.choose = Button(_("Choose…"), self._ask_for_place)
        self.every = QComboBox()
        self.kept = QComboBox()
        self.list = BackupList()
        self.all = LinkButton("", self._show_all)
        self.note = Label(_("Restore keeps today’s file beside it."), "small", ink="2")
        self._state = _State((), None, is_there=True)
        self._wanted = False
        if is_on_server(session.target):
            self._lay_out_for_server()
        else:
            self._lay_out_for_file()

    @property
    def words(self) -> str:
        """The title."""
        return _("Backups")

    def first(self) -> QWidget:
        """The place."""
        return self.choose

    def showEvent(self, event: QShowEvent) -> None:
        """Look again whenever somebody comes here: other programs make backups too."""
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Read what backups there are, on another thread."""
        if is_on_server(self.session.target) or not self.isVisible():
            return
        target, folder = self.session.target, self.session.settings.backup_folder

        def job(_progress: Progress) -> _State:
            return _State(backups_of(target, folder), people_and_events(target), is_there(folder))

        self.desk.work(job, then=self._show, lane=Lane.PAPER)

    # --- acting

    def back_up(self) -> None:
        """Make one now."""
        target, keeping = self.session.target, keeping_of(self.session.settings)

        def job(progress: Progress) -> Kept | None:
            return make_backup(target, Reason.BY_HAND, keeping=keeping, clock=self.session.clock, progress=progress)

        task = self.desk.work(job, then=self._made, failed=self._not_made, lane=Lane.PAPER)
        show_progress(task, _("Backing up"), self)

    def _made(self, _kept: Kept | None) -> None:
        self.session.backups_changed.emit()

    def _not_made(self, error: CoordinatorError) -> None:
        if not isinstance(error, Interrupted):
            self._say_failed(error)

    def _say_failed(self, error: CoordinatorError) -> None:
        said = _("There is no new backup")
        self.band.say(said, errors.words(error), tone=Tone.OPEN, button=self._now())

    def choose_place(self, folder: str) -> None:
        """Keep backups there from now on."""
        try:
            chosen = place_for_backups(self.session.target, folder)
        except CoordinatorError as error:
            self.place_row.say(errors.words(error))
            return
        self.place_row.say("")
        self._keep(backup_folder=chosen)

    def ask_to_restore(self, backup: Backup) -> None:
        """Say what it does, once, and do it."""
        words = self._what_restoring_does(backup)
        asked = Message(self, _("Restore this backup?"), words, icon="history", buttons=(_("Cancel"), _("Restore")))
        asked.accepted.connect(lambda: self._restore(backup) if asked.pressed == 1 else None)
        asked.open()

    def _restore(self, backup: Backup) -> None:
        self.session.restore_requested.emit(backup)

    def _what_restoring_does(self, backup: Backup) -> str:
        when = when_made(backup.made_at, self.session.style, self.session.today())
        held = counted(backup.people, backup.events, _number)
        told = [_("{when}: {counted} are in the backup.").format(when=when, counted=held)]
        here = self._state.here
        if here is not None:
            now = counted(here.people, here.events, _number)
            told.append(
                _("{counted} are here now. What was entered since then is not in the backup.").format(counted=now)
            )
        told.append(_("The file in use now is kept beside it. The window closes the file and opens it again."))
        return "\n".join(told)

    def _say_why(self, backup: Backup) -> None:
        words = f"{why_not_sound(backup.sound)}\n\n{backup.path}"
        Message(self, sound_words(backup.sound), words, icon="circle-alert").open()

    def _show_all(self) -> None:
        dialog = AllBackups(self, self._state.backups, self._moments())
        dialog.restore_wanted.connect(self.ask_to_restore)
        dialog.why_wanted.connect(self._say_why)
        dialog.open()

    def _ask_for_place(self) -> None:
        now = place_of_backups(self.session.target, self.session.settings.backup_folder)
        folder = QFileDialog.getExistingDirectory(self, _("Where backups are kept"), now)
        if folder:
            self.choose_place(folder)

    def _keep(self, **wanted: Any) -> None:
        self.session.keep(replace(self.session.settings, **wanted))
        self._show_settings()
        self.look()

    # --- showing

    def _show_settings(self) -> None:
        settings = self.session.settings
        place = place_of_backups(self.session.target, settings.backup_folder)
        self.place.setText(folder_words(place))
        self.place.setCursorPosition(0)
        set_hint(self.place, place)
        self.every.setCurrentIndex(max(0, self.every.findData(settings.backup_every)))
        self.kept.setCurrentIndex(self.kept.findData(settings.backups_kept))

    def _show(self, state: _State) -> None:
        self._state = state
        self.list.show_backups(state.backups[:_SHOWN], self._moments())
        count = len(state.backups)
        self.all.setText(ngettext("Show all {count}", "Show all {count}", count).format(count=count))
        self.all.setVisible(count > _SHOWN)
        self.foot.setVisible(count > 0)
        self._say_state(state)

    def _say_state(self, state: _State) -> None:
        good = state.good
        if not state.is_there:
            self._say_not_there(good)
        elif good is None:
            why = _("Choose a place, a USB drive is good.")
            self.band.say(_("No backup yet."), why, tone=Tone.OPEN, button=self._now())
        else:
            tone = Tone.PART if self._is_old(good) else Tone.FULL
            icon = "circle-check" if tone == Tone.FULL else ""
            self.band.say(self._last(good), self._compared(good), tone=tone, icon=icon, button=self._now())

    def _say_not_there(self, good: Backup | None) -> None:
        what, _full_stop, why = kept_instead(Kept("", self.session.settings.backup_folder)).partition(". ")
        last = self._last(good).removesuffix(".") if good is not None else ""  # "p.m." ends in a point of its own
        rest = f"{why} {last}." if last else _("Plug it in, or choose another place.")
        self.band.say(f"{what}.", rest, tone=Tone.PART, button=self._now())

    def _last(self, good: Backup) -> str:
        return last_good(good.made_at, self.session.style, self.session.today())

    def _compared(self, good: Backup) -> str:
        held, here = counted(good.people, good.events, _number), self._state.here
        if here is None:
            return _("Opened and checked: {counted}.").format(counted=held)
        if here.latest == good.latest:
            return _("Opened and checked: {counted}, same as here.").format(counted=held)
        if (here.people, here.events) == (good.people, good.events):
            return _changed_since(held, here.latest.number - good.latest.number)
        now = counted(here.people, here.events, _number)
        return _("Opened and checked: {counted}. Here now: {now}.").format(counted=held, now=now)

    def _is_old(self, good: Backup) -> bool:
        days = _OLD.get(self.session.settings.backup_every, 2)
        return self.session.clock.now() - good.made_at > timedelta(days=days)

    def _now(self) -> Way:
        return Way(_("Back up now"), self.back_up)

    def _moments(self) -> Moments:
        return Moments(self.session.style, self.session.today())

    # --- building

    def _lay_out_for_server(self) -> None:
        self.form.hide()
        said = _("The server keeps its own backups. Whoever looks after it sees to them and restores them.")
        self.body.addWidget(Label(said, ink="2", wraps=True))

    def _lay_out_for_file(self) -> None:
        self.body.insertWidget(0, self.band)
        self.band.say(_("Looking at the backups…"), tone=Tone.INFO)
        self.place.setReadOnly(True)
        self.place.setObjectName("backup-place")
        self.place_row = self.form.add(FormRow(_("Kept in"), beside(self.place, self.choose, stretch=0)))
        self.choose.setAccessibleName(_("Choose where backups are kept"))
        self.form.add(FormRow(_("How o&ften"), self._how_often()))
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.addWidget(self.list)
        self.foot = self._foot()
        outer.addWidget(self.foot)
        self._show_settings()
        self._connect()

    def _how_often(self) -> QWidget:
        for value, said in (("day", _("Every day")), ("week", _("Every week")), ("never", _("Never"))):
            self.every.addItem(said, value)
        self.every.setObjectName("backup-every")
        self.every.setAccessibleName(_("How often"))
        for count in sorted({*_KEPT, self.session.settings.backups_kept}):
            said = ngettext("{count} and the last good", "{count} and the last good", count)
            self.kept.addItem(said.format(count=count), count)
        self.kept.setObjectName("backups-kept")
        self.kept.setAccessibleName(_("How many backups are kept"))
        return beside(self.every, Label(_("keep"), ink="2"), self.kept)

    def _foot(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        row = QHBoxLayout()
        row.setContentsMargins(scale.px(12), scale.px(2), scale.px(14), scale.px(2))
        row.addWidget(self.all)
        row.addStretch()
        self.note.setMinimumHeight(scale.px(28))
        row.addWidget(self.note, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self.all.hide()
        holder.hide()
        return holder

    def _connect(self) -> None:
        self.every.activated.connect(lambda _place: self._keep(backup_every=self.every.currentData()))
        self.kept.activated.connect(lambda _place: self._keep(backups_kept=self.kept.currentData()))
        self.list.restore_wanted.connect(self.ask_to_restore)
        self.list.why_wanted.connect(self._say_why)
        self.session.backups_changed.connect(self.look)
        self.session.day_changed.connect(self.look)


def _changed_since(held: str, count: int) -> str:
    if count <= 0:  # an earlier backup was put back since
        return _("Opened and checked: {counted}. Here is something else now.").format(counted=held)
    said = ngettext(
        "Opened and checked: {counted}. {count} change since then.",
        "Opened and checked: {counted}. {count} changes since then.",
        count,
    )
    return said.format(counted=held, count=_number(count))


def _number(count: int) -> str:
    return QLocale().toString(count)
