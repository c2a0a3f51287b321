"""An import into the office's database while its server is lost: nothing twice, nothing by half, and it is said."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.listings import PeopleQuery
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.usecases import settling
from coordinator.usecases.people import people_matching
from coordinator.usecases.upkeep import open_database
from tests.databases import ACTOR
from tests.dropping import Break, DroppingLine, line_to
from tests.ui.conftest import NOW
from tests.ui.test_import_dialog import Bringing

PEOPLE = "First name,Last name,Phone\nAda,Byron,(212) 555-0101\nBo,Chen,(212) 555-0102\n"


@pytest.fixture
def line(server_database: str) -> Iterator[DroppingLine]:
    """The way to the office server, which can be broken."""
    yield from line_to(server_database)


@pytest.fixture
def storage(line: DroppingLine) -> Iterator[Storage]:
    """The office's database over that way."""
    with closing(open_database(line.address, actor=ACTOR, clock=NOW)) as opened:
        yield opened


@pytest.fixture
def bringing(desk: Desk, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Bringing:
    """The dialog, of a program that looks again soon."""
    monkeypatch.setattr(settling, "PAUSES", (0, 0))
    return Bringing(desk, session, tmp_path, qtbot)


def count(storage: Storage) -> int:
    return storage.read(people_matching, PeopleQuery(limit=0)).everyone


@pytest.mark.parametrize("where", [Break.AFTER_COMMIT, Break.BEFORE_COMMIT])
def test_an_import_whose_outcome_is_unknown_is_looked_up_and_saved_once(
    where: Break, bringing: Bringing, storage: Storage, line: DroppingLine
) -> None:
    dialog = bringing.open("people", PEOPLE)
    line.break_once(where)
    done = bringing.bring(dialog)
    assert (line.has_broken, len(done.touched["person"]), count(storage)) == (True, 2, 2)


def test_an_import_that_met_no_server_says_so_and_stays_open(
    bringing: Bringing, storage: Storage, line: DroppingLine, desk: Desk, qtbot: QtBot
) -> None:
    dialog = bringing.open("people", PEOPLE)
    line.pull()
    dialog.main.click()
    qtbot.waitUntil(dialog.preview.band.isVisible)
    assert "nothing of this was saved. Begin it again" in dialog.preview.band.why()
    assert dialog.isVisible()
    assert dialog.main.isEnabled()
    line.mend()
    with qtbot.waitSignal(desk.back):
        desk.try_now()
    assert count(storage) == 0
    bringing.bring(dialog)
    assert count(storage) == 2
