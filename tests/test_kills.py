"""kill -9 at any step of anything that writes: the old state whole or the new one, and nothing that was said is lost.

So does a disk that is full at any point of it: there is a sentence, and the same goes well once there is room.
COORDINATOR_KILLS says how many kills there are in all, COORDINATOR_FULL_DISKS at how many sizes a story is stopped.
"""

import gzip
import json
import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordinator.db.work import Storage
from coordinator.domain.listings import PeopleQuery
from coordinator.usecases.backups import backups_of
from coordinator.usecases.events import add_event
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.upkeep import check_database, open_database
from tests.databases import ACTOR, CLOCK
from tests.killing import DONE, REFUSED, STORIES, Ended, Mother
from tests.makers import a_person, an_event

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stories are forked, which Windows cannot")

KILLS = int(os.environ.get("COORDINATOR_KILLS", "24"))
EACH = KILLS // len(STORIES)
SIZES = int(os.environ.get("COORDINATOR_FULL_DISKS", "3"))
PAGE = 4096
THIRD_SCHEMA = Path(__file__).parent / "db" / "schemas" / "0003.db.gz"
NEWCOMERS = "Given,Family,Phone\n" + "".join(f"Neu{n},Nr,(212) 555-{2000 + n}\n" for n in range(400))


@dataclass(frozen=True, slots=True)
class Kill:
    """When: before a step, or after so many milliseconds."""

    at_step: int = 0
    after_ms: float = 0.0


@pytest.fixture(scope="module")
def mother() -> Iterator[Mother]:
    """The process that the stories are forked from."""
    with Mother() as started:
        yield started


@pytest.fixture
def desk(file_template: Path, tmp_path: Path) -> Path:
    """A folder with everything a story needs, to copy for every kill."""
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copy(file_template, folder / "old.db")
    with closing(_opened(folder / "old.db")) as storage:
        storage.change(add_person, a_person("Of", "Yesterday"))
        storage.change(add_event, an_event())
    shutil.copy(folder / "old.db", folder / "p.db")
    with closing(_opened(folder / "p.db")) as storage:
        storage.change(add_person, a_person("Of", "Today"))
    (folder / "people.csv").write_text(NEWCOMERS, encoding="utf-8")
    for name in ("sheet.pdf", "all.json"):
        (folder / name).write_bytes(b"from before")
    return folder


@pytest.mark.parametrize("story", STORIES)
def test_a_killed_story_leaves_the_old_state_or_the_new_one(
    story: str, mother: Mother, desk: Path, tmp_path: Path
) -> None:
    _prepare(story, desk)
    before, began = _state(desk, story), time.monotonic()
    whole = _copied(desk, tmp_path / "whole")
    unharmed = mother.run(story, whole)
    lasted = (time.monotonic() - began) * 1000
    after = _state(whole, story)
    assert unharmed.status == 0
    assert unharmed.steps > 3
    killed = 0
    for number, kill in enumerate(_kills(story, unharmed.steps, lasted)):
        folder = _copied(desk, tmp_path / f"kill-{number}")
        ended = mother.run(story, folder, at_step=kill.at_step, after_ms=kill.after_ms)
        killed += ended.killed
        _holds(story, folder, ended, before, after)
        _goes_on(story, folder, mother)
        shutil.rmtree(folder)
    assert killed >= EACH // 2


@pytest.mark.parametrize("story", STORIES)
def test_a_disk_that_is_full_at_any_point_is_said_and_loses_nothing(
    story: str, mother: Mother, desk: Path, tmp_path: Path
) -> None:
    _prepare(story, desk)
    before = _state(desk, story)
    whole = _copied(desk, tmp_path / "whole")
    assert mother.run(story, whole).status == DONE
    after = _state(whole, story)
    refused = 0
    for size in _sizes(desk, whole):
        folder = _copied(desk, tmp_path / f"size-{size}")
        ended = mother.run(story, folder, largest=size)
        assert ended.status in (DONE, REFUSED), (story, size, ended)
        refused += ended.status == REFUSED
        if ended.status == REFUSED:
            assert str(folder) in ended.said[-1], (story, size, ended.said[-1])
        _holds(story, folder, ended, before, after)
        assert _left(folder) == [], (story, size)
        _goes_on(story, folder, mother)
        shutil.rmtree(folder)
    assert refused > 0


def _sizes(before: Path, after: Path) -> list[int]:
    """Evenly from nothing at all to what the largest file needs, in whole pages of the database."""
    most = max(file.stat().st_size for folder in (before, after) for file in folder.rglob("*") if file.is_file())
    pages = most // PAGE
    return sorted({number * pages // SIZES * PAGE for number in range(SIZES)})


def _prepare(story: str, desk: Path) -> None:
    if story == "upgrade":
        (desk / "p.db").write_bytes(gzip.decompress(THIRD_SCHEMA.read_bytes()))


def _kills(story: str, steps: int, lasted: float) -> Iterator[Kill]:
    """Half of them at steps spread over the story, the others at any time."""
    chance = random.Random(story)
    by_step = min(steps, EACH // 2)
    yield from (Kill(at_step=1 + number * steps // by_step) for number in range(by_step))
    yield from (Kill(after_ms=chance.uniform(1, lasted)) for _number in range(EACH - by_step))


def _holds(story: str, folder: Path, ended: Ended, before: object, after: object) -> None:
    """Sound, old or new, and whatever was said is there."""
    with closing(_opened(folder / "p.db")) as storage:
        report = check_database(storage)
        people = _people(storage)
    assert report.faults == (), (story, ended)
    state = _state(folder, story)
    if story == "writes":
        saved = [said for said in ended.said if said.startswith("Nr")]
        assert set(saved) <= {name.split()[0] for name in people}, ended
        assert len(people) <= 2 + len(saved) + 1, ended
    else:
        assert state in (before, after), (story, ended)
    if ended.said == ("done",):
        assert state == after, story


def _goes_on(story: str, folder: Path, mother: Mother) -> None:
    """The story again, to its end: nothing that the killed run left is in the way, or stays."""
    for made in ("copy.db", "other.db"):
        (folder / made).unlink(missing_ok=True)
    assert mother.run(story, folder).status == 0
    assert _left(folder) == [], story
    assert all(backup.good for backup in backups_of(str(folder / "p.db"))), story


def _left(folder: Path) -> list[str]:
    left = [file.name for file in folder.rglob("*") if file.name.startswith(".") or file.suffix == ".part"]
    left += [file.name for file in folder.rglob("*") if file.name.endswith(("-wal", "-shm", "-journal"))]
    return left


def _state(folder: Path, story: str) -> object:
    """What the story changes, in a form that can be compared."""
    if story in ("print", "export"):
        return _kind(folder / {"print": "sheet.pdf", "export": "all.json"}[story])
    return tuple(_content(folder / name) for name in ("p.db", "copy.db", "other.db"))


def _kind(file: Path) -> str:
    content = file.read_bytes()
    if content == b"from before":
        return "old"
    if file.suffix == ".json":
        return "new" if json.loads(content) else "half"
    return "new" if content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF") else "half"


def _content(file: Path) -> object:
    """The people of a database, None where there is none. Opening brings an old one up: looked at in a copy."""
    if not file.exists():
        return None
    looked = file.parent.parent / f"looked-{file.parent.name}" / file.name
    looked.parent.mkdir(exist_ok=True)
    for behind in ("", "-wal"):
        if Path(f"{file}{behind}").exists():
            shutil.copy(f"{file}{behind}", f"{looked}{behind}")
    with closing(_opened(looked)) as storage:
        found = (check_database(storage).ok, tuple(sorted(_people(storage))))
    shutil.rmtree(looked.parent)
    return found


def _opened(path: Path) -> Storage:
    return open_database(str(path), actor=ACTOR, clock=CLOCK)


def _people(storage: Storage) -> list[str]:
    return [row.shown_name for row in storage.read(people_matching, PeopleQuery()).rows]


def _copied(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to))
