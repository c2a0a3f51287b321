"""Files with bytes turned over, zeroed, cut out or put in, anywhere: said in a sentence or read as they are, never a
crash, and never changed by being looked at.

COORDINATOR_MUTATIONS says how many, COORDINATOR_SEED which ones; `--log-cli-level=INFO` shows what came of them.
"""

import hashlib
import logging
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from coordinator.db.files import raw_connection
from coordinator.db.work import Storage
from coordinator.domain.backups import Keeping, Reason
from coordinator.domain.errors import CoordinatorError
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.usecases.backups import backups_of, make_backup, restore_backup
from coordinator.usecases.early import early_database
from coordinator.usecases.events import events_during
from coordinator.usecases.history import latest_change
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.precinct import precinct
from coordinator.usecases.rescue import ways_on
from coordinator.usecases.sample import fill_sample
from coordinator.usecases.upkeep import create_database, open_database
from coordinator.wording.problems import explain
from tests.databases import ACTOR, CLOCK, PRECINCT
from tests.makers import a_person

_log = logging.getLogger(__name__)

COUNT = int(os.environ.get("COORDINATOR_MUTATIONS", "40"))
SEED = int(os.environ.get("COORDINATOR_SEED", "14"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A precinct of three busy months with one backup."""
    path = tmp_path_factory.mktemp("office") / "precinct14.db"
    create_database(str(path), precinct=PRECINCT, actor=ACTOR, clock=CLOCK, fill=fill_sample).close()
    make_backup(str(path), Reason.DAILY, keeping=Keeping(), clock=CLOCK)
    return path


def mutated(whole: bytes, chance: random.Random) -> bytes:
    """The bytes with one to three accidents; half of them where the file says how it is built."""
    data = bytearray(whole)
    for _accident in range(chance.choice((1, 1, 2, 3))):
        end = 8192 if chance.random() < 0.5 else len(data)
        place, length = chance.randrange(end), chance.choice((1, 2, 8, 100, 4096))
        match chance.choice(("turn", "turn", "zero", "noise", "cut", "short", "more")):
            case "turn":
                data[place] ^= 1 << chance.randrange(8)
            case "zero":
                data[place : place + length] = bytes(len(data[place : place + length]))
            case "noise":
                data[place : place + length] = chance.randbytes(len(data[place : place + length]))
            case "cut":
                del data[place : place + length]
            case "short":
                del data[-chance.randrange(1, len(data)) :]
            case "more":
                data[place:place] = chance.randbytes(length)
        if len(data) < 8192:
            break
    return bytes(data)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def looked_through(storage: Storage) -> None:
    """What the window asks on its first pages."""
    storage.read(precinct)
    storage.read(events_during, EventQuery())
    storage.read(people_matching, PeopleQuery())
    storage.read(people_matching, PeopleQuery("mar"))
    storage.read(latest_change)


def refused(run: Callable[[], object]) -> CoordinatorError | None:
    """What was said against it, None when it was done."""
    try:
        run()
    except CoordinatorError as error:
        return error
    return None


def open_as_the_window_does(path: Path) -> None:
    """First the quick way, then in full."""
    early = early_database(str(path), actor=ACTOR, clock=CLOCK)
    if early is not None:
        early.go_on()
        with closing(early.whole()):
            looked_through(early.whole())
        return
    with closing(open_database(str(path), actor=ACTOR, clock=CLOCK)) as storage:
        looked_through(storage)


def add_somebody(path: Path) -> None:
    """Open it and write into it."""
    with closing(open_database(str(path), actor=ACTOR, clock=CLOCK)) as storage:
        storage.change(add_person, a_person())


def test_a_mutated_file_is_read_or_explained_and_not_touched(office: Path, tmp_path: Path) -> None:
    chance, whole = random.Random(SEED), office.read_bytes()
    found: Counter[str] = Counter()
    for number in range(COUNT):
        folder = tmp_path / str(number)
        shutil.copytree(office.parent, folder)
        path = folder / office.name
        path.write_bytes(mutated(whole, chance))
        before = digest(path)

        error = refused(partial(open_as_the_window_does, path))

        found[error.code if error else "fine"] += 1
        assert digest(path) == before, (number, error)
        assert error is None or explain(error)
        assert error is None or ways_on(str(path), "").good is not None, (number, error)
        shutil.rmtree(folder)
    _log.info("%s", dict(found))
    assert found["fine"] < COUNT


def test_a_change_in_a_mutated_file_is_saved_or_explained(office: Path, tmp_path: Path) -> None:
    chance, whole = random.Random(SEED + 1), office.read_bytes()
    found: Counter[str] = Counter()
    for number in range(COUNT // 4):
        path = tmp_path / f"{number}.db"
        path.write_bytes(mutated(whole, chance))
        error = refused(partial(add_somebody, path))
        found[error.code if error else "saved"] += 1
        assert error is None or explain(error)
    _log.info("%s", dict(found))


def test_a_mutated_backup_never_harms_the_file_in_use(office: Path, tmp_path: Path) -> None:
    chance = random.Random(SEED + 2)
    (good,) = backups_of(str(office))
    whole = Path(good.path).read_bytes()
    found: Counter[str] = Counter()
    for number in range(COUNT):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = Path(shutil.copy(office, folder))
        copy = folder / "backups" / Path(good.path).name
        copy.parent.mkdir()
        copy.write_bytes(mutated(whole, chance))
        before = digest(path)
        error = refused(partial(restore_backup, str(path), str(copy), clock=CLOCK))
        found[error.code if error else "restored"] += 1
        assert error is None or explain(error)
        assert error is None or digest(path) == before, (number, error)
        with closing(raw_connection(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        shutil.rmtree(folder)
    _log.info("%s", dict(found))
    assert found["restored"] < COUNT
