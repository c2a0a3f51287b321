"""The desk: other threads, answers on the window's thread, and what happens when something goes wrong."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError, Interrupted, NotFound, Refused
from coordinator.ui.kit.desk import Desk, Lane, Progress
from coordinator.usecases.history import undo
from coordinator.usecases.people import add_person, person_card
from tests.makers import a_person


def test_an_answer_comes_on_the_windows_thread_from_another_one(desk: Desk, qtbot: QtBot, qapp: QApplication) -> None:
    threads: list[object] = []

    def where(_work: Work) -> int:
        return threading.get_ident()

    with qtbot.waitSignal(desk.arrived):
        desk.ask(where, then=lambda ident: threads.extend((ident, QThread.currentThread())))
    assert threads[0] != threading.get_ident()
    assert threads[1] is qapp.thread()


def test_a_change_is_announced_before_its_own_callback(desk: Desk, qtbot: QtBot) -> None:
    heard: list[str] = []
    desk.changed.connect(lambda _changes: heard.append("changed"))
    with qtbot.waitSignal(desk.arrived):
        desk.do(add_person, a_person(), then=lambda _changes: heard.append("then"))
    assert heard == ["changed", "then"]


def test_of_several_questions_about_one_thing_only_the_last_is_answered(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[str] = []

    def slow(_work: Work, word: str) -> str:
        gate.wait(60)
        return word

    for word in ("j", "jo", "jos"):
        desk.ask(slow, word, then=answers.append, about="people")
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    desk.ask(slow, "other", then=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == ["jos", "other"]


def test_who_asked_is_forgotten_after_the_answer(desk: Desk, qtbot: QtBot) -> None:
    asker = QWidget()
    asked = weakref.ref(asker)
    with qtbot.waitSignal(desk.arrived):
        desk.ask(lambda _work: "Asked", then=asker.setWindowTitle, about=(asker, "number"))
    del asker
    gc.collect()
    assert asked() is None


def test_questions_about_different_things_are_all_answered(desk: Desk, qtbot: QtBot) -> None:
    answers: list[int] = []
    desk.ask(lambda _work: 1, then=answers.append, about="a")
    desk.ask(lambda _work: 2, then=answers.append, about="b")
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [1, 2]


def test_a_refusal_goes_to_the_one_who_asked(desk: Desk, qtbot: QtBot) -> None:
    said: list[CoordinatorError] = []
    with qtbot.waitSignal(desk.arrived):
        desk.do(add_person, a_person("", ""), failed=said.append)
    assert [type(error) for error in said] == [Refused]


def test_an_error_that_nobody_takes_goes_to_the_window(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.refused) as heard:
        desk.ask(person_card, 4711, then=lambda _card: None)
    assert isinstance(heard.args[0], NotFound)


def test_a_bug_in_a_use_case_is_told_as_a_bug_and_the_desk_goes_on(desk: Desk, qtbot: QtBot) -> None:
    def broken(_work: Work) -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(desk.broke) as heard:
        desk.ask(broken, then=lambda _none: None)
    assert isinstance(heard.args[0], ZeroDivisionError)
    answers: list[int] = []
    desk.ask(lambda _work: 3, then=answers.append)
    qtbot.waitUntil(lambda: answers == [3])


class _Card(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []

    def take(self, number: int) -> None:
        self.heard.append(number)


@pytest.mark.parametrize("kind", ["method", "closure"])
def test_a_deleted_widget_hears_nothing(desk: Desk, qtbot: QtBot, qapp: QApplication, kind: str) -> None:
    from shiboken6 import delete

    card = _Card()
    heard = card.heard
    then = card.take if kind == "method" else lambda number: card.take(number)  # noqa: PLW0108 - a closure is meant
    desk.ask(lambda _work: 1, then=then)
    delete(card)
    with qtbot.waitSignal(desk.arrived):
        pass
    assert heard == []


def test_writing_says_that_the_desk_is_busy(desk: Desk, qtbot: QtBot) -> None:
    heard: list[bool] = []
    desk.busy.connect(heard.append)
    desk.do(add_person, a_person())
    desk.do(add_person, a_person("Ada"))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [True, False]


def test_a_long_job_tells_how_far_it_is_and_holds_up_no_question(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    steps: list[tuple[int, int]] = []
    answers: list[str] = []

    def job(progress: Progress) -> str:
        progress(1, 2)
        gate.wait(60)
        progress(2, 2)
        return "done"

    task = desk.work(job, then=answers.append)
    task.advanced.connect(lambda done, total: steps.append((done, total)))
    desk.ask(lambda _work: "asked meanwhile", then=answers.append)
    qtbot.waitUntil(lambda: answers == ["asked meanwhile"])
    gate.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[-1] == "done"
    assert steps == [(1, 2), (2, 2)]


def test_cancel_ends_a_long_job_and_keeps_nothing(desk: Desk, qtbot: QtBot, storage: Storage) -> None:
    said: list[CoordinatorError] = []
    begun = threading.Event()

    def job(progress: Progress) -> Changes:
        def errand(work: Work) -> Changes:
            changes = add_person(work, a_person())
            begun.set()
            while True:
                progress(1, 2)
            return changes

        return desk.storage.change(errand)

    task = desk.work(job, failed=said.append, lane=Lane.WRITER)
    assert begun.wait(60)
    task.cancel()
    qtbot.waitUntil(lambda: bool(said))
    assert isinstance(said[0], Interrupted)
    with pytest.raises(Refused):
        storage.change(undo)
