"""How long changes are kept, and looking the data over."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from coordinator.domain.errors import CoordinatorError
from coordinator.domain.precinct import LONGEST_LOG
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.kit import errors
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk, Lane, Progress
from coordinator.ui.kit.forms import FormRow, beside
from coordinator.ui.kit.numbers import NumberBox
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.preferences.card import SettingsCard
from coordinator.usecases.upkeep import CheckReport, check_database
from coordinator.wording.findings import finding

_YEARS = (12, 24, 60)
_OTHER = -1
_NAMED = 3  # findings said one by one


class UpkeepCard(SettingsCard):
    """A setting of the precinct, and a button that changes nothing until somebody says so."""

    icon = "clipboard-check"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self.kept = QComboBox()
        self.kept.setObjectName("log-kept")
        self.months = NumberBox(1, LONGEST_LOG)
        self.months.setObjectName("log-months")
        self.months.setSuffix(_(" months"))
        self.months.setAccessibleName(_("Months that changes are kept"))
        self.kept_row = self.form.add(FormRow(_("&Keep changes"), beside(self.kept, self.months)))
        self.kept_row.label.setBuddy(self.kept)
        note = _("Older ones are removed for good once a day. Undo and the list of changes reach no further back.")
        self.form.add(FormRow("", Label(note, "small", ink="2", wraps=True)))
        self.check = Button(_("Look the data over"), self.look_over, icon="shield-check")
        self.form.add(FormRow(_("Check"), self.check), fills=False)
        self.band = Band()
        self.body.addWidget(self.band)
        self._offer()
        self.fill()
        self.kept.activated.connect(lambda _place: self._choose())
        self.months.editingFinished.connect(lambda: self._save(self.months.value()))

    @property
    def words(self) -> str:
        """The title."""
        return _("Upkeep")

    def first(self) -> QWidget:
        """How long changes are kept."""
        return self.kept

    def fill(self) -> None:
        """The precinct's own choice; a number that somebody types is left alone."""
        if self.months.hasFocus():
            return
        months = self.session.precinct.log_months
        place = self.kept.findData(months)
        self.kept.setCurrentIndex(place if place >= 0 else self.kept.findData(_OTHER))
        self.months.setValue(months or _YEARS[0])
        self.months.setVisible(place < 0)

    # --- how long

    def _offer(self) -> None:
        self.kept.addItem(_("always"), 0)
        for months in _YEARS:
            years = months // 12
            self.kept.addItem(ngettext("for {count} year", "for {count} years", years).format(count=years), months)
        self.kept.addItem(_("for so many months"), _OTHER)

    def _choose(self) -> None:
        months = self.kept.currentData()
        self.months.setVisible(months == _OTHER)
        if months == _OTHER:
            self.months.setFocus()
            self.months.selectAll()
        else:
            self._save(months)

    def _save(self, months: int) -> None:
        if months != self.session.precinct.log_months:
            self.change(self.kept_row, log_months=months)

    # --- looking over

    def look_over(self) -> None:
        """Nothing is changed by it."""
        task = self.desk.work(self._look, then=self._say, failed=self._failed, lane=Lane.READER)
        self._begin()
        task.ended.connect(lambda: self.check.setEnabled(True))

    def mend(self) -> None:
        """What needs no choice."""
        task = self.desk.work(self._mend, then=self._say_mended, failed=self._failed)
        self._begin()
        task.ended.connect(lambda: self.check.setEnabled(True))

    def _begin(self) -> None:
        self.check.setEnabled(False)
        self.band.say(_("Looking the data over…"), tone=Tone.INFO)

    def _look(self, _progress: Progress) -> CheckReport:
        return _looked_over(self.desk.storage)

    def _mend(self, _progress: Progress) -> CheckReport:
        return _looked_over(self.desk.storage, repair=True)

    def _say(self, report: CheckReport) -> None:
        if report.ok:
            self.band.say(_("Everything is in order."), tone=Tone.FULL)
            return
        can_mend = any(fault.mendable for fault in report.faults)
        way = Way(_("Mend"), self.mend) if can_mend else None
        self.band.say(_wrong(len(report.faults)), _described(report, mendable=can_mend), tone=Tone.OPEN, button=way)

    def _say_mended(self, report: CheckReport) -> None:
        left = [fault for fault in report.faults if fault not in report.repaired]
        if left:
            rest = CheckReport(tuple(left))
            self.band.say(_wrong(len(left)), _described(rest, mendable=False), tone=Tone.OPEN)
        else:
            self.band.say(_("Mended. Everything is in order."), tone=Tone.FULL)

    def _failed(self, error: CoordinatorError) -> None:
        errors.show_in(self.band, error)


def _looked_over(storage: Any, *, repair: bool = False) -> CheckReport:
    return check_database(storage, repair=repair)


def _wrong(count: int) -> str:
    return ngettext("{count} thing is wrong.", "{count} things are wrong.", count).format(count=count)


def _described(report: CheckReport, *, mendable: bool) -> str:
    said = [finding(fault.code, fault.table, fault.key) for fault in report.faults[:_NAMED]]
    if mendable:
        said.append(_("Part of it, or all, can be mended without a choice. Nothing that you typed is changed by that."))
    else:
        said.append(_("It cannot be mended without a choice: go back to the last good backup."))
    return " ".join(said)
