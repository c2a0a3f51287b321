"""The first page: three ways to start, a short form, one button. Nothing is written before the button."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.domain.errors import CoordinatorError
from coordinator.domain.precinct import Precinct
from coordinator.runtime import i18n
from coordinator.runtime.clock import Clock
from coordinator.runtime.i18n import _
from coordinator.runtime.paths import data_folder
from coordinator.runtime.settings import Settings
from coordinator.ui.beginnings import RIM, BeginningCards
from coordinator.ui.joining import JoinDialog
from coordinator.ui.kit import habits, icons, scale
from coordinator.ui.kit.band import Band
from coordinator.ui.kit.buttons import Button, LinkButton, PrimaryButton, make_default
from coordinator.ui.kit.errors import show_in
from coordinator.ui.kit.forms import Form, FormRow, beside, flowing
from coordinator.ui.kit.panels import Bar, Card, scrolled
from coordinator.ui.kit.text import Label
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.kit.zones import ZoneBox, system_zone, time_in
from coordinator.ui.startwish import Beginning, StartWish
from coordinator.ui.trouble import file_kinds
from coordinator.usecases.office import shown_place
from coordinator.wording import moments
from coordinator.wording.moments import Style
from coordinator.wording.problems import explain

_WIDTH = 1040
_ABOUT_THE_FILE = ("exists", "missing", "folder-not-writable", "network-folder", "synced-folder", "not-ours", "newer")


class FirstRun(QDialog):
    """`start_requested` carries a `StartWish`; call `say` when that could not be done."""

    start_requested = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, settings: Settings, *, clock: Clock, locale: QLocale | None = None) -> None:
        super().__init__(None)
        self._clock = clock
        self._locale = locale or QLocale.system()
        self._habits = habits.habits_of(self._locale)
        self._folder = data_folder()
        self._existing = ""
        self._typed = {"user": settings.user_name, "precinct": ""}
        self._zone = system_zone()
        self._beginning = Beginning.SAMPLE
        self.setWindowTitle("Coordinator")
        self.setWindowIcon(icons.icon("shield-check", "accent"))
        self.setMinimumSize(1180, 640)
        self.resize(1366, 740)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._build()
        for place, beginning in enumerate(self.cards.order, 1):
            QShortcut(QKeySequence(f"Alt+{place}"), self).activated.connect(self._choosing(beginning))

    # --- building; once per language

    def _build(self) -> None:
        page = QWidget()
        self._content = QWidget()
        self._content.setMaximumWidth(scale.px(_WIDTH))
        around = QHBoxLayout(page)
        around.setContentsMargins(24, 0, 24, 0)
        around.addStretch(1)
        around.addWidget(self._content, 1000)
        around.addStretch(1)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(1, 24, 1, 16)
        column.setSpacing(22)
        column.addStretch(2)
        column.addLayout(self._head())
        self.cards = BeginningCards(self._beginning, today=time_in(self._zone, self._clock.now()).date())
        self.cards.chosen.connect(self._choose)
        column.addWidget(self.cards)
        self.band = Band(Tone.OPEN)
        column.addWidget(self.band)
        column.addWidget(inset(self._form()))
        column.addStretch(3)
        self._outer.addWidget(scrolled(page), 1)
        self._outer.addWidget(self._footer())
        self._show_choice()
        self.user.setFocus()

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Label(_("Welcome. How would you like to start?"), "welcome"))
        words.addWidget(
            Label(_("One page, about a minute. Everything here can be changed later in Settings."), ink="2")
        )
        self.language = habits.language_switch(i18n.language())
        self.language.chosen.connect(self._speak)
        row = QHBoxLayout()
        row.setContentsMargins(RIM, 0, RIM, 0)
        row.addLayout(words, 1)
        row.addWidget(self.language, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _form(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(20, 20, 20, 20)
        form = Form(label_width=112, gap=12)
        card.body.addWidget(form)
        self.user = QLineEdit(self._typed["user"])
        self.user.setMaxLength(120)
        self.precinct = QLineEdit(self._typed["precinct"])
        self.precinct.setMaxLength(120)
        self.precinct.setPlaceholderText(_("Precinct"))
        self.zone = ZoneBox(self._zone)
        self.paper = habits.paper_switch(self._habits.paper)
        self.clock = habits.clock_switch(self._habits.clock, i18n.language())
        self.weekday = habits.weekday_switch(self._habits.first_weekday)
        self.file = QLineEdit()
        self.file.setReadOnly(True)
        self.zone_hint, self.paper_hint = _hint(""), _hint("")
        self.user_row = form.add(
            FormRow(
                _("Your &name"), self.user, hint=_hint(_("Shown beside the changes you make. No account, no password."))
            )
        )
        form.add(FormRow(_("P&recinct"), self.precinct, hint=_hint(_("Printed at the top of every sheet."))))
        form.add(FormRow(_("Time &zone"), self.zone, hint=self.zone_hint))
        form.add(FormRow(_("&Paper"), self.paper, hint=self.paper_hint), fills=False)
        times = beside(self.clock, self.weekday)
        self._look = Label("", "small-strong")
        look = flowing(Label(_("A date will look like this:"), "small", ink="3"), self._look)
        form.add(FormRow(_("&Times and weeks"), times, hint=look), fills=False)
        self.file_row = form.add(FormRow(_("Saved in"), self.file, hint=self._file_links()))
        self._wire_form()
        return card

    def _wire_form(self) -> None:
        self.user.textChanged.connect(lambda _text: self.user_row.say(""))
        self.zone.chosen.connect(lambda _zone: self._show_habits())
        for switch in (self.paper, self.clock, self.weekday):
            switch.chosen.connect(lambda _value: self._show_habits())
        self._show_habits()

    def _file_links(self) -> QWidget:
        self.file_hint = Label("", "small", ink="3")
        self.file_hint.setMinimumHeight(scale.px(28))
        self.other_folder = LinkButton(_("Choose another folder"), self._choose_folder)
        self.open_existing = LinkButton(_("Open a file you have"), self._choose_file)
        self.join_office = LinkButton(_("Join the office’s database…"), self.ask_for_office)
        return flowing(self.file_hint, self.other_folder, self.open_existing, self.join_office)

    def _footer(self) -> QWidget:
        bar = Bar("footer", margin=24)
        inner = QWidget()
        inner.setMaximumWidth(scale.px(_WIDTH))
        row = QHBoxLayout(inner)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(Label(_("Nothing is written until you press the button."), ink="2"), 1)
        self.quit = Button(_("Quit"), self.reject)
        self.go = PrimaryButton("", self._press)
        make_default(self.go)
        row.addWidget(self.quit)
        row.addWidget(self.go)
        bar.row.addStretch(1)
        bar.row.addWidget(inner, 1000)
        bar.row.addStretch(1)
        return bar

    # --- what is chosen

    def wish(self) -> StartWish:
        """What the button would do."""
        precinct = Precinct(
            name=self.precinct.text().strip(),
            zone=self.zone.zone(),
            paper=self.paper.value(),
            clock=int(self.clock.value()),
            first_weekday=int(self.weekday.value()),
            languages=i18n.all_languages(),
        )
        beginning = Beginning.EXISTING if self._existing else self._beginning
        target = self._existing or str(self.target())
        return StartWish(beginning, self.user.text().strip(), precinct, target, i18n.language())

    def target(self) -> Path:
        """The file that will be made, or is opened."""
        if self._existing:
            return Path(self._existing)
        return free_name(self._folder / ("sample.db" if self._beginning == Beginning.SAMPLE else "precinct.db"))

    def say(self, error: CoordinatorError) -> None:
        """It could not be done: beside the file when it is about the file, else above the form."""
        self._set_busy(busy=False)
        if error.code in _ABOUT_THE_FILE:
            self.file_row.say(explain(error))
        else:
            show_in(self.band, error)

    def _press(self) -> None:
        self.band.clear()
        self.file_row.say("")
        if not self.user.text().strip():
            self.user_row.say(_("Write your name, so that others see who changed what."))
            self.user.setFocus()
            return
        self._set_busy(busy=True)
        self.start_requested.emit(self.wish())

    def _set_busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.quit.setEnabled(not busy)
        self._content.setEnabled(not busy)

    def _choosing(self, beginning: Beginning) -> Callable[[], None]:
        return lambda: self.cards.choose(beginning)

    def _choose(self, beginning: Beginning) -> None:
        self._beginning = beginning
        self._existing = ""
        self._show_choice()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Choose another folder"), str(self._folder))
        if folder:
            self._folder = Path(folder)
            self._existing = ""
            self.cards.radio(self._beginning).setChecked(True)
            self._show_choice()

    def _choose_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Open a file you have"), str(self._folder), file_kinds())
        if path:
            self._open_instead(path)

    def ask_for_office(self) -> None:
        """In a dialog, for the address of an office that is there already."""
        dialog = JoinDialog(self, self._existing if _is_on_server(self._existing) else "")
        dialog.joined.connect(self._open_instead)
        dialog.open()

    def _open_instead(self, target: str) -> None:
        """Something that is there already, as it is."""
        self._existing = target
        self._show_choice()
        (self.go if self.user.text().strip() else self.user).setFocus()

    def _speak(self, code: str) -> None:
        """Everything anew in the other language; what was typed and chosen stays."""
        self._typed = {"user": self.user.text(), "precinct": self.precinct.text()}
        self._zone = self.zone.zone()
        self._habits = habits.Habits(self.paper.value(), int(self.clock.value()), int(self.weekday.value()))
        self.language_chosen.emit(code)
        while (item := self._outer.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._build()
        self.language.button(code).setFocus()

    # --- showing

    def _show_choice(self) -> None:
        words = {
            Beginning.SAMPLE: _("Open the sample precinct"),
            Beginning.LISTS: _("Choose files to bring"),
            Beginning.EMPTY: _("Start with an empty calendar"),
        }
        if _is_on_server(self._existing):
            self.go.setText(_("Join the office"))
            self.file.setText(shown_place(self._existing))
            self.file_hint.setText(_("Shared by the office."))
        else:
            self.go.setText(_("Open this file") if self._existing else words[self._beginning])
            self.file.setText(shown_path(self.target()))
            self.file_hint.setText(_("Opened as it is.") if self._existing else _("On this computer only."))
        self.file.setCursorPosition(len(self.file.text()))
        self.file_row.say("")
        if self._existing:
            self.cards.leave()
        for field in (self.precinct, self.zone, self.paper, self.clock, self.weekday):
            field.setEnabled(not self._existing)  # what is there already has its own

    def _show_habits(self) -> None:
        style = Style(i18n.language(), int(self.clock.value()), int(self.weekday.value()), self.zone.zone())
        now = time_in(self.zone.zone(), self._clock.now())
        self._look.setText(habits.sample_moment(style, now.date()))
        taken = self.zone.zone() == system_zone()
        time = moments.clock_time(now, style)
        self.zone_hint.setText(
            _("Taken from this computer. It is {time} there now.").format(time=time)
            if taken
            else _("It is {time} there now.").format(time=time)
        )
        country = self._locale.nativeTerritoryName()
        usual = habits.habits_of(self._locale).paper == self.paper.value()
        sentence = _("Usual in your region ({country}).").format(country=country)
        self.paper_hint.setText(sentence if usual and country else "")


def _is_on_server(target: str) -> bool:
    return "://" in target


def free_name(path: Path) -> Path:
    """The path itself, or with a number when there is such a file."""
    number = 2
    candidate = path
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate


def shown_path(path: Path) -> str:
    """A path as people read it: from the home folder on, with arrows."""
    try:
        parts = path.relative_to(Path.home()).parts
    except ValueError:
        return str(path)
    return " › ".join(parts)


def inset(widget: QWidget) -> QWidget:
    """In from the edge as far as the cards are drawn in from theirs."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(RIM, 0, RIM, 0)
    row.addWidget(widget)
    return holder


def _hint(words: str) -> Label:
    return Label(words, "small", ink="3", wraps=True)
