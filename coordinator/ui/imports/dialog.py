"""Bringing a foreign table in, seeing every row's fate first."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QWidget

from coordinator.domain.backups import Reason
from coordinator.domain.changes import Changes
from coordinator.domain.documents import Document
from coordinator.domain.errors import CoordinatorError, FileTrouble, Interrupted, Stale
from coordinator.domain.imports import ImportChoices, ImportPlan, ImportRequest, Subject
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.imports.answers import Answers
from coordinator.ui.imports.chooser import Chooser
from coordinator.ui.imports.pairs import PairsDialog
from coordinator.ui.imports.preview import Preview
from coordinator.ui.imports.summary import button_words, footer_words, is_over, subtitle_of
from coordinator.ui.kit import errors
from coordinator.ui.kit.buttons import Button, PrimaryButton
from coordinator.ui.kit.chips import IconLabel
from coordinator.ui.kit.desk import Desk, Lane, Progress, Task
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.progress import show_progress
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import ElidedLabel, without_mnemonic
from coordinator.ui.kit.tokens import Tone
from coordinator.usecases.backups import keeping_of, make_backup
from coordinator.usecases.imports import expected, load_file, plan_import, refused_rows, run_import
from coordinator.usecases.settling import change_surely
from coordinator.wording.importnames import subject_title

Job = Callable[[Progress], ImportPlan]


class ImportDialog(DialogFrame):
    """`imported` carries the changes. `kind` is a Subject (events when it is none); `path` a file to begin with."""

    imported = Signal(object)

    def __init__(self, desk: Desk, session: Session, kind: object, parent: QWidget, *, path: str = "") -> None:
        self.subject = _subject(kind)
        title = subject_title(self.subject)
        super().__init__(parent, title, icon="file-up", width=1278, height=712)
        self._desk, self._session, self._over = desk, session, parent
        self._task: Task | None = None
        self._ticket = 0
        self.plan: ImportPlan | None = None
        self.answers = Answers()
        self.chooser = Chooser(self.subject, session.settings.last_folder)
        self.preview = Preview(self.subject, self.answers, session.style, session.today().year)
        self.steps = QStackedWidget()
        self.steps.addWidget(self.chooser)
        self.steps.addWidget(self.preview)
        self.set_body(self.steps, scrolls=False)
        self._make_footer()
        self._connect()
        self._show_footer()
        if path:
            self.load(path)

    def first_focus(self) -> QWidget | None:
        """The button that chooses a file, or the first fact of the one chosen."""
        return self.chooser.button if self.plan is None else self.preview.table

    def load(self, path: str) -> None:
        """Read a file and show its rows."""
        self._session.keep(replace(self._session.settings, last_folder=str(Path(path).parent)))

        def job(progress: Progress) -> ImportPlan:
            request = ImportRequest(self.subject, load_file(path))
            return self._desk.storage.read(plan_import, request, progress=progress)

        self._start(job)

    def correct(self, request: ImportRequest) -> None:
        """Look at the same file again, with something corrected."""
        self._start(lambda progress: self._desk.storage.read(plan_import, request, progress=progress))

    def reject(self) -> None:
        """Close; nothing was changed."""
        if self._task is not None:
            self._task.cancel()
        super().reject()

    # --- reading -----------------------------------------------------------------------------------------------------

    def _start(self, job: Job) -> None:
        if self._task is not None:
            self._task.cancel()
        self._ticket += 1
        self._task = self._desk.work(
            job,
            then=partial(self._planned, self._ticket),
            failed=partial(self._not_planned, self._ticket),
            lane=Lane.READER,
        )
        self.preview.show_reading(self._task, self.stop)
        if self.plan is None:
            show_progress(self._task, _("Reading the file"), self)
        self.main.setEnabled(False)

    def stop(self) -> None:
        """Give up the last look at the file; what was seen before stays."""
        if self._task is not None:
            self._task.cancel()

    def _planned(self, ticket: int, plan: ImportPlan) -> None:
        if ticket != self._ticket:
            return
        first = self.plan is None
        self._task = None
        self.plan = plan
        self.answers.take_plan(plan)
        self.set_subtitle(subtitle_of(plan))
        self.preview.show_plan(plan)
        self.steps.setCurrentWidget(self.preview)
        self._show_footer()
        if first:
            self.preview.table.setFocus()

    def _not_planned(self, ticket: int, error: CoordinatorError) -> None:
        if ticket != self._ticket:
            return
        self._task = None
        if self.plan is not None and isinstance(error, Interrupted):
            self.preview.show_plan(self.plan)
        errors.show_in(self.chooser.band if self.plan is None else self.preview.band, error)
        self._show_footer()

    # --- bringing in -------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The main button: compare the pairs, bring the rows in, or close when there is nothing to do."""
        if self.plan is None or not self.main.isEnabled():
            return
        if is_over(self.plan, self.answers):
            self.reject()
        elif self.subject is Subject.PEOPLE and self.answers.duplicates():
            self._compare()
        else:
            self.bring_in()

    def bring_in(self) -> None:
        """Run the import, as one change."""
        plan, choices = self.plan, self.answers.choices()
        assert plan is not None
        self.main.setEnabled(False)
        task = self._desk.work(
            lambda progress: self._run(plan, choices, progress), then=self._done, failed=self._not_done
        )
        show_progress(task, subject_title(self.subject), self)

    def _run(self, plan: ImportPlan, choices: ImportChoices, progress: Progress) -> Changes:
        """On the other thread: without a backup nothing is imported."""
        session = self._session
        make_backup(session.target, Reason.IMPORT, keeping=keeping_of(session.settings), clock=session.clock)
        return change_surely(self._desk.storage, run_import, plan, choices, progress=progress)

    def _compare(self) -> None:
        assert self.plan is not None
        pairs = PairsDialog(self._desk, self._session, self.plan, self.answers, self._over)
        pairs.rejected.connect(self._back)
        pairs.accepted.connect(self._compared)
        self._step_aside(aside=True)
        pairs.open()

    def _step_aside(self, *, aside: bool) -> None:
        """One dialog at a time lies over the window."""
        shade = self.parentWidget()
        if shade is not None:
            shade.setVisible(not aside)

    def _compared(self) -> None:
        self._step_aside(aside=False)
        self.bring_in()

    def _back(self) -> None:
        self._step_aside(aside=False)
        self.preview.table.viewport().update()
        self._show_footer()
        self.preview.table.setFocus()

    def _done(self, changes: Changes) -> None:
        self.imported.emit(changes)
        self.accept()

    def _not_done(self, error: CoordinatorError) -> None:
        self._show_footer()
        errors.show_in(self.preview.band, error)
        if isinstance(error, Stale) and self.plan is not None:
            self.correct(self.plan.request)

    # --- refused rows ------------------------------------------------------------------------------------------------

    def save_refused(self) -> None:
        """Ask where, and write the rows that stay out with the reason of each."""
        folder = Path(self._session.settings.last_folder or ".") / _("refused-rows.csv")
        path, _kind = QFileDialog.getSaveFileName(self, _("Save refused rows"), str(folder), "CSV (*.csv)")
        if path:
            self.write_refused(path)

    def write_refused(self, path: str) -> None:
        """Write the rows that stay out to a file."""
        plan, choices = self.plan, self.answers.choices()
        assert plan is not None
        heading = _("Reason")

        def job(_progress: Progress) -> Document:
            document = refused_rows(plan, expected(plan, choices), reason_heading=heading)
            _write(path, document.content)
            return document

        failed = partial(errors.show_in, self.preview.band)
        self._desk.work(job, then=lambda _document: self._wrote(path), failed=failed, lane=Lane.READER)

    def _wrote(self, path: str) -> None:
        self.preview.band.say(_("The refused rows were saved"), path, tone=Tone.FULL)

    # --- building ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.load)
        self.chooser.subject_chosen.connect(self._switch)
        self.preview.corrected.connect(self.correct)
        self.preview.answered.connect(self._show_footer)
        self.preview.values_wanted.connect(self._offer_values)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go_on)
        QShortcut(QKeySequence("F6"), self, lambda: self.preview.next_region(forward=True))
        QShortcut(QKeySequence("Shift+F6"), self, lambda: self.preview.next_region(forward=False))

    def _switch(self, subject: str) -> None:
        """The same dialog for other rows."""
        other = ImportDialog(self._desk, self._session, Subject(subject), self._over)
        other.imported.connect(self.imported)
        self.reject()
        other.open()

    def _offer_values(self) -> None:
        """The values that are in the filter's column, to choose one."""
        if self.plan is None:
            return
        menu = QMenu(self)
        for value in self.plan.values:
            words = ngettext("{value} ({count} row)", "{value} ({count} rows)", value.rows)
            action = menu.addAction(without_mnemonic(words.format(value=value.value, count=value.rows)))
            action.triggered.connect(partial(self.preview.filters.filters[0].value.setText, value.value))
        menu.popup(self.preview.nothing.mapToGlobal(self.preview.nothing.rect().center()))

    def _make_footer(self) -> None:
        self.note = ElidedLabel("", ink="2")
        self.refused_button = Button(_("Save refused rows…"), self.save_refused)
        self.cancel_button = Button(_("Cancel"), self.reject, key=_("Esc"))
        self.main = PrimaryButton("", self.go_on)
        self.undo_icon = IconLabel("undo-2", "ink.2")
        self.footer.add(self.undo_icon)
        self.footer.row.addWidget(self.note, 1)
        self.footer.add(self.refused_button, self.cancel_button, self.main)

    def _show_footer(self) -> None:
        plan = self.plan
        self.undo_icon.setVisible(plan is not None)
        self.main.setVisible(plan is not None)
        self.refused_button.setVisible(plan is not None and self.preview.has_refused())
        if plan is None:
            self.note.setText("")
            return
        outcome = self.answers.outcome()
        self.main.setText(button_words(plan, self.answers))
        self.main.updateGeometry()
        self.main.setEnabled(plan.ready or is_over(plan, self.answers))
        self.note.setText(footer_words(outcome))
        self.cancel_button.setVisible(not is_over(plan, self.answers))


def _subject(kind: object) -> Subject:
    """Which rows are meant; a word that is none of ours means events."""
    try:
        return Subject(str(kind))
    except ValueError:
        return Subject.EVENTS


def _write(path: str, content: bytes) -> None:
    try:
        Path(path).write_bytes(content)
    except PermissionError as error:
        raise FileTrouble("file-not-writable", path=path) from error
    except OSError as error:
        raise FileTrouble("file", path=path) from error
