"""Paper and language: of this computer the language, of the precinct how sheets and times look."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from coordinator.domain.signins import LEAST_WALK_INS, MOST_WALK_INS
from coordinator.runtime import i18n
from coordinator.runtime.i18n import _
from coordinator.ui.kit import habits
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.forms import FormRow
from coordinator.ui.kit.numbers import NumberBox
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.text import Label
from coordinator.ui.preferences.card import SettingsCard


class PaperCard(SettingsCard):
    """Language of this PC; paper and times of the precinct."""

    icon = "languages"

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        now = session.precinct
        self.language = habits.language_switch(i18n.language())
        self.paper = habits.paper_switch(now.paper)
        self.sheets = QComboBox()
        self.also = {code: QCheckBox() for code in i18n.LANGUAGES}
        self.clock = habits.clock_switch(now.clock, i18n.language())
        self.weekday = habits.weekday_switch(now.first_weekday)
        self.look = Label("", "small", ink="2")
        self.walk_ins = NumberBox(LEAST_WALK_INS, MOST_WALK_INS, value=session.settings.walk_ins)
        self._lay_out()
        self._connect()
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
        self._show_languages(now.languages)
        self.look.setText(
            _("Looks like: {moment}").format(moment=habits.sample_moment(self.session.style, self.session.today()))
        )

    def _lay_out(self) -> None:
        self.walk_ins.setObjectName("walk-ins")
        self.sheets.setObjectName("sheets")
        rows = Label(_("So many blank rows, or more, are on a sign-in sheet."), "small", ink="2", wraps=True)
        self.form.add(FormRow(_("Language"), self.language), fills=False)
        self.form.add(FormRow(_("Paper"), self.paper), fills=False)
        self.languages_row = self.form.add(FormRow(_("&Sheets in"), self.sheets), fills=False)
        self._also_rows = {code: self.form.add(FormRow("", box), fills=False) for code, box in self.also.items()}
        self.form.add(FormRow(_("Times"), self.clock), fills=False)
        self.form.add(FormRow(_("Weeks"), self.weekday), fills=False)
        self.form.add(FormRow("", self.look))
        self.form.add(FormRow(_("Wal&k-ins"), self.walk_ins), fills=False)
        self.form.add(FormRow("", rows))

    def _connect(self) -> None:
        self.language.chosen.connect(lambda code: self._keep(language=code))
        self.paper.chosen.connect(lambda paper: self.change(None, paper=paper))
        self.clock.chosen.connect(lambda clock: self.change(None, clock=int(clock)))
        self.weekday.chosen.connect(lambda day: self.change(None, first_weekday=int(day)))
        self.sheets.activated.connect(lambda _place: self._choose_languages())
        for box in self.also.values():
            box.clicked.connect(lambda _on: self._choose_languages())
        self.walk_ins.editingFinished.connect(lambda: self._keep(walk_ins=self.walk_ins.value()))

    def _show_languages(self, languages: tuple[str, ...]) -> None:
        """The main one in the list, a box for each other one."""
        offered = tuple(dict.fromkeys((*i18n.LANGUAGES, *languages)))
        self.sheets.clear()
        for code in offered:
            self.sheets.addItem(habits.language_named(code), code)
        self.sheets.setCurrentIndex(self.sheets.findData(languages[0]) if languages else 0)
        for code, box in self.also.items():
            box.setText(_("Also in {language}").format(language=habits.language_named(code)))
            box.setChecked(code in languages)
            for part in (self._also_rows[code], self._also_rows[code].label):
                part.setVisible(code != self.sheets.currentData())

    def _choose_languages(self) -> None:
        """The main one first; one that this program does not speak, from elsewhere, stays."""
        main = str(self.sheets.currentData())
        before = self.session.precinct.languages
        others = [code for code, box in self.also.items() if box.isChecked()]
        strange = [code for code in before if code not in self.also]
        wanted = tuple(dict.fromkeys((main, *others, *strange)))
        if wanted != before:
            self.change(self.languages_row, languages=wanted)

    def _keep(self, **wanted: Any) -> None:
        self.session.keep(replace(self.session.settings, **wanted))
