"""Changes while the database does not answer: kept in their order, tried again, saved once, and said then."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.db.files import raw_connection
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes
from coordinator.domain.errors import CoordinatorError, Refused, StorageTrouble
from coordinator.domain.listings import PeopleQuery
from coordinator.ui.kit import retrying
from coordinator.ui.kit.desk import Desk, Progress, TooLate
from coordinator.usecases.people import add_person, people_matching, remove_person
from coordinator.usecases.upkeep import open_database
from tests.databases import ACTOR, CLOCK
from tests.dropping import Break, DroppingLine, line_to
from tests.makers import a_person


@pytest.fixture
def line(server_database: str) -> Iterator[DroppingLine]:
    """The way to the office server, which can be broken."""
    yield from line_to(server_database)


@pytest.fixture
def storage(line: DroppingLine) -> Iterator[Storage]:
    """The office's database over that way."""
    with closing(open_database(line.address, actor=ACTOR, clock=CLOCK)) as opened:
        yield opened


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second passes in a thousandth."""
    monkeypatch.setattr(retrying, "SECOND", 1)


def names(storage: Storage) -> list[str]:
    return [person.given_name for person in sorted(storage.read(lambda work: work.people.everyone()), key=_id)]


def _note(heard: list[str], name: str, _changes: Changes) -> None:
    heard.append(name)


def _id(person: object) -> int:
    return int(getattr(person, "id", 0))


def test_changes_wait_in_their_order_and_are_saved_when_the_server_is_back(
    desk: Desk, storage: Storage, line: DroppingLine, qtbot: QtBot
) -> None:
    heard: list[str] = []
    line.pull()
    for name in ("one", "two", "three"):
        desk.do(add_person, a_person(name), then=partial(_note, heard, name))
    qtbot.waitUntil(lambda: len(desk.waiting()) == 3)
    assert [(one.errand, one.name.split()[0]) for one in desk.waiting()] == [
        ("add_person", "one"),
        ("add_person", "two"),
        ("add_person", "three"),
    ]
    assert desk.retrying.left == 1
    assert heard == []

    line.mend()
    with qtbot.waitSignal(desk.back):
        desk.try_now()

    assert heard == names(storage) == ["one", "two", "three"]
    assert (desk.waiting(), desk.trouble) == ((), None)


def test_the_pauses_grow_to_half_a_minute_and_begin_anew(qapp: QApplication) -> None:
    again = retrying.Retrying()
    waited = []
    for _each in range(8):
        again.wait()
        waited.append(again.left)
    again.rest()
    again.wait()

    assert [*waited, again.left] == [1, 2, 4, 8, 15, 30, 30, 30, 1]
    again.rest()


@pytest.mark.usefixtures("hurried")
def test_it_is_tried_again_without_anybody_asking(desk: Desk, line: DroppingLine, qtbot: QtBot) -> None:
    line.pull()
    desk.do(add_person, a_person("one"))
    qtbot.waitUntil(lambda: desk.retrying.tries >= 3)
    with qtbot.waitSignal(desk.back):
        line.mend()


@pytest.mark.parametrize("where", [Break.BEFORE_COMMIT, Break.AFTER_COMMIT, Break.LATE_COMMIT])
def test_a_change_of_unknown_outcome_is_looked_up_and_saved_once(
    desk: Desk, storage: Storage, line: DroppingLine, qtbot: QtBot, where: Break
) -> None:
    done: list[Changes] = []
    line.break_once(where)
    desk.do(add_person, a_person("one"), then=done.append)
    qtbot.waitUntil(lambda: bool(desk.waiting()))
    assert [one.unsettled for one in desk.waiting()] == [True]

    with qtbot.waitSignal(desk.back):
        desk.try_now()

    saved = storage.read(lambda work: work.people.everyone())
    assert [(person.given_name, person.id) for person in saved] == [("one", done[0].record_id)]
    assert len(done) == 1


def test_questions_are_kept_and_answered_later_without_an_error(desk: Desk, line: DroppingLine, qtbot: QtBot) -> None:
    totals: list[int] = []
    said: list[CoordinatorError] = []
    desk.refused.connect(said.append)
    line.pull()
    for _each in range(3):
        desk.ask(people_matching, PeopleQuery(), then=lambda found: totals.append(found.total), about="people")
    desk.ask(people_matching, PeopleQuery(), then=lambda found: totals.append(found.total + 100))
    qtbot.waitUntil(desk.is_lost)

    line.mend()
    desk.try_now()
    qtbot.waitUntil(lambda: len(totals) == 2)

    assert (sorted(totals), said) == ([0, 100], [])


def test_who_cannot_wait_for_an_answer_goes_on_without(desk: Desk, line: DroppingLine, qtbot: QtBot) -> None:
    told: list[str] = []
    line.pull()
    for _each in range(2):
        desk.ask(people_matching, PeopleQuery(), then=lambda _found: None, unanswered=lambda: told.append("go on"))
        qtbot.waitUntil(desk.is_lost)
    qtbot.waitUntil(lambda: len(told) == 2)


def test_a_change_that_is_refused_in_the_end_is_told_to_whoever_asked_and_the_next_ones_are_saved(
    desk: Desk, storage: Storage, line: DroppingLine, qtbot: QtBot
) -> None:
    told: list[CoordinatorError] = []
    line.pull()
    desk.do(add_person, a_person("", ""), failed=told.append)
    desk.do(add_person, a_person("two"))
    qtbot.waitUntil(lambda: len(desk.waiting()) == 2)

    line.mend()
    with qtbot.waitSignal(desk.back):
        desk.try_now()

    assert [type(error) for error in told] == [Refused]
    assert names(storage) == ["two"]


def test_a_refusal_that_nobody_would_see_any_more_is_told_with_what_it_was_about(
    desk: Desk, storage: Storage, line: DroppingLine, qtbot: QtBot
) -> None:
    line.pull()
    desk.do(remove_person, 4711)
    qtbot.waitUntil(lambda: bool(desk.waiting()))
    line.mend()
    with qtbot.waitSignal(desk.too_late) as heard:
        desk.try_now()

    late = heard.args[0]
    assert isinstance(late, TooLate)
    assert (late.waiting.errand, late.error.code) == ("remove_person", "no-such-person")


def test_a_long_job_does_not_wait_and_says_so_in_a_sentence_of_its_own(
    desk: Desk, line: DroppingLine, qtbot: QtBot
) -> None:
    said: list[str] = []

    def job(_progress: Progress) -> Changes:
        return desk.storage.change(add_person, a_person("Job"))

    line.pull()
    desk.work(job, failed=lambda error: said.append(error.code))
    qtbot.waitUntil(desk.is_lost)
    desk.do(add_person, a_person("one"))
    desk.work(job, failed=lambda error: said.append(error.code))
    qtbot.waitUntil(lambda: len(said) == 2)

    assert said == ["server-lost-in-job", "changes-wait"]


def test_a_locked_file_makes_changes_wait_while_questions_go_on(
    database_file: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.db.files.BUSY_SECONDS", 0.05)
    totals: list[int] = []
    with closing(open_database(str(database_file), actor=ACTOR, clock=CLOCK)) as storage:
        desk = Desk(storage)
        with closing(raw_connection(database_file)) as other:
            other.execute("BEGIN IMMEDIATE")
            desk.do(add_person, a_person("one"))
            qtbot.waitUntil(lambda: bool(desk.waiting()))
            assert desk.trouble is not None
            assert (desk.trouble.code, desk.is_lost()) == ("locked", False)
            desk.ask(people_matching, PeopleQuery(), then=lambda found: totals.append(found.total))
            qtbot.waitUntil(lambda: totals == [0])
            assert len(desk.waiting()) == 1
            other.execute("ROLLBACK")
        with qtbot.waitSignal(desk.back):
            desk.try_now()
        assert names(storage) == ["one"]
        desk.close()


def test_what_waits_is_forgotten_only_when_it_is_given_up(
    desk: Desk, storage: Storage, line: DroppingLine, qtbot: QtBot
) -> None:
    line.pull()
    desk.do(add_person, a_person("one"))
    qtbot.waitUntil(lambda: bool(desk.waiting()))
    desk.give_up_waiting()
    assert desk.waiting() == ()

    line.mend()
    with qtbot.waitSignal(desk.back):
        desk.try_now()
    assert names(storage) == []


def test_what_another_thread_noticed_makes_it_wait_too(desk: Desk, line: DroppingLine, qtbot: QtBot) -> None:
    desk.note(StorageTrouble("server-lost"))
    assert desk.is_lost()
    with qtbot.waitSignal(desk.back):
        desk.try_now()


def test_a_change_made_meanwhile_waits_behind_the_first(
    desk: Desk, storage: Storage, line: DroppingLine, qtbot: QtBot
) -> None:
    def pull(_work: Work) -> Changes:
        line.pull()
        return add_person(_work, a_person("first"))

    tried: list[int] = []

    def once(work: Work) -> Changes:
        tried.append(1)
        return pull(work) if len(tried) == 1 else add_person(work, a_person("first"))

    desk.do(once)
    desk.do(add_person, a_person("second"))
    qtbot.waitUntil(lambda: len(desk.waiting()) == 2)
    line.mend()
    with qtbot.waitSignal(desk.back):
        desk.try_now()
    assert names(storage) == ["first", "second"]
