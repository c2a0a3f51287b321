"""Copies and restored files: verified, whole at any moment, and nothing is left behind."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from coordinator.db.backup import copy_verified
from coordinator.db.files import SCHEMA_REVISION, raw_connection
from coordinator.db.looking import counted_now, look_over
from coordinator.db.restoring import put_in_place
from coordinator.domain.backups import Look, Soundness
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.people import Person
from coordinator.runtime.unfinished import tidy
from coordinator.usecases.people import add_person
from coordinator.usecases.upkeep import open_database
from tests.conftest import ROOT
from tests.databases import ACTOR, CLOCK

MUTATIONS = int(os.environ.get("COORDINATOR_MUTATIONS", "60"))
_OF_FILES = {"open", "os.rename", "os.remove", "os.link", "os.chmod", "os.mkdir", "os.listdir", "os.scandir"}


def _with_people(file: Path, count: int) -> Path:
    storage = open_database(str(file), actor=ACTOR, clock=CLOCK)
    for number in range(count):
        storage.change(add_person, Person(f"Ana {number}", "Ortiz"))
    storage.close()
    return file


def _facts(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        file.name: (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns)
        for file in folder.iterdir()
        if file.is_file()
    }


def _restore(backup: Path, target: Path, kept: Path) -> None:
    put_in_place(backup, target, kept=kept, progress=lambda _done, _total: None)


# --- copies


def test_a_copy_made_while_others_write_is_of_one_moment(database_file: Path, tmp_path: Path) -> None:
    storage = open_database(str(database_file), actor=ACTOR, clock=CLOCK)
    enough = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not enough.is_set():
            storage.change(add_person, Person(f"Ana {len(written)}", "Ortiz"))
            written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    copies = [tmp_path / "backups" / f"{number}.db" for number in range(8)]
    for copy in copies:
        copy_verified(database_file, copy)
    enough.set()
    writer.join()
    storage.close()
    looks = [look_over(copy) for copy in copies]
    people = [look.people for look in looks]
    assert [look.sound for look in looks] == [Soundness.CHECKED] * 8
    assert (people, people[-1] <= len(written)) == (sorted(people), True)


def test_a_copy_never_takes_the_place_of_a_file(database_file: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.db").write_text("dear diary", encoding="utf-8")
    with pytest.raises(StorageTrouble) as refused:
        copy_verified(database_file, tmp_path / "diary.db")
    assert (refused.value.code, (tmp_path / "diary.db").read_text(encoding="utf-8")) == ("copy-failed", "dear diary")


_IN_LITTLE_ROOM = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
from coordinator.db.backup import copy_verified
from coordinator.domain.errors import StorageTrouble
try:
    copy_verified(Path(sys.argv[1]), Path(sys.argv[2]))
except StorageTrouble as trouble:
    print(trouble.code)
"""


@pytest.mark.parametrize("room", [0, 100, 4096, 40_000, 150_000])
def test_without_room_no_copy_appears_and_nothing_is_left(database_file: Path, tmp_path: Path, room: int) -> None:
    before = hashlib.sha256(database_file.read_bytes()).hexdigest()
    folder = tmp_path / "backups"
    command = [sys.executable, "-c", _IN_LITTLE_ROOM, str(database_file), str(folder / "copy.db"), str(room)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, text=True)
    assert (done.stdout, list(folder.iterdir())) == ("copy-failed\n", []), done.stderr
    assert hashlib.sha256(database_file.read_bytes()).hexdigest() == before


def test_what_a_killed_run_left_goes_with_the_next_copy(database_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    copy_verified(database_file, folder / "first.db")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = _left_by(folder, dead.pid)
    copy_verified(database_file, folder / "second.db")
    assert ([file.exists() for file in left], len(list(folder.iterdir()))) == ([False, False], 2)


def test_what_a_run_at_work_has_begun_stays(tmp_path: Path) -> None:
    alive = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    left = _left_by(tmp_path, alive.pid)
    tidy(tmp_path)
    assert [file.exists() for file in left] == [True, True]
    alive.communicate(b"\n")
    tidy(tmp_path)
    assert [file.exists() for file in left] == [False, False]


def _left_by(folder: Path, process: int) -> tuple[Path, Path]:
    from coordinator.runtime.unfinished import _here

    part = folder / f".third.db.{process}-{_here()}.part"
    log = Path(f"{part}-journal")
    for file in (part, log):
        file.write_bytes(b"half")
    return part, log


# --- looking


def test_looking_at_a_backup_changes_neither_it_nor_its_folder(database_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    copy_verified(_with_people(database_file, 3), folder / "copy.db")
    before = _facts(folder)
    assert look_over(folder / "copy.db") == Look(Soundness.CHECKED, SCHEMA_REVISION, 3, 0)
    assert _facts(folder) == before


def test_the_file_in_use_is_counted_beside_whoever_writes(database_file: Path) -> None:
    storage = open_database(str(database_file), actor=ACTOR, clock=CLOCK)
    storage.change(add_person, Person("Ana", "Ortiz"))
    assert counted_now(database_file) == Look(Soundness.CHECKED, SCHEMA_REVISION, 1, 0)
    storage.change(add_person, Person("Ben", "Katz"))
    storage.close()
    assert counted_now(database_file) == Look(Soundness.CHECKED, SCHEMA_REVISION, 2, 0)
    assert counted_now(database_file.with_name("none.db")) is None


@pytest.mark.parametrize("size", [0, 1, 99, 100, 4096, 12_000, -4096, -1])
def test_a_backup_without_its_end_is_cut_short(database_file: Path, tmp_path: Path, size: int) -> None:
    copy = tmp_path / "copy.db"
    copy_verified(database_file, copy)
    copy.write_bytes(copy.read_bytes()[:size])
    assert look_over(copy) == Look(Soundness.CUT_SHORT)


def test_a_file_of_others_or_none_is_not_sound(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("words " * 100, encoding="utf-8")
    (tmp_path / "folder.db").mkdir()
    found = [look_over(tmp_path / name).sound for name in ("text.db", "folder.db", "missing.db")]
    assert found == [Soundness.DAMAGED] * 3


def test_of_a_mutated_backup_the_file_in_use_takes_no_harm(database_file: Path, tmp_path: Path) -> None:
    """Whatever is wrong with a backup is found, or it can be restored and is whole; nothing else ever happens."""
    chance = random.Random(1905)
    whole = tmp_path / "whole.db"
    copy_verified(_with_people(database_file, 5), whole)
    content = whole.read_bytes()
    restored = 0
    for number in range(MUTATIONS):
        bad = tmp_path / f"bad{number}.db"
        bad.write_bytes(_mutated(content, chance))
        before, hidden = _facts(database_file.parent), hashlib.sha256(bad.read_bytes()).hexdigest()
        look = look_over(bad)
        assert hashlib.sha256(bad.read_bytes()).hexdigest() == hidden
        if look.sound is Soundness.CHECKED:
            _restore(bad, database_file, tmp_path / "kept" / f"{number}.db")
            assert look_over(database_file).sound is Soundness.CHECKED
            restored += 1
        else:
            assert _facts(database_file.parent) == before
        bad.unlink()
    assert restored < MUTATIONS


def _mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    kind = chance.randrange(4)
    if kind == 0:
        return bytes(changed[: chance.randrange(len(changed))])
    for _each in range(chance.choice([1, 8, 200])):
        place = chance.randrange(len(changed) if kind == 1 else 4096)
        changed[place] ^= 1 << chance.randrange(8)
    if kind == 3:
        page = chance.randrange(len(changed) // 4096) * 4096
        changed[page : page + 4096] = chance.randbytes(4096)
    return bytes(changed)


# --- restoring


@pytest.fixture
def backup(database_file: Path, tmp_path: Path) -> Path:
    """A backup with one person; the file in use has four."""
    copy = tmp_path / "backups" / "one.db"
    copy_verified(_with_people(database_file, 1), copy)
    _with_people(database_file, 3)
    return copy


def test_restoring_replaces_the_file_and_keeps_the_one_in_use(database_file: Path, backup: Path) -> None:
    kept = backup.with_name("kept.db")
    _restore(backup, database_file, kept)
    assert (look_over(database_file).people, look_over(kept).people) == (1, 4)
    assert (database_file.stat().st_mode & 0o077, kept.stat().st_mode & 0o077) == (0, 0)
    names = sorted(file.name for file in database_file.parent.iterdir() if file.is_file())
    assert names == ["precinct14.db"]
    with closing(raw_connection(database_file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_was_saved_last_is_in_the_kept_file_though_it_was_only_in_the_log(
    database_file: Path, backup: Path
) -> None:
    """The window was killed: its log still lies beside the file."""
    script = (
        "import os, sys\n"
        "from coordinator.usecases.upkeep import open_database\n"
        "from coordinator.usecases.people import add_person\n"
        "from coordinator.domain.people import Person\n"
        "from tests.databases import CLOCK\n"
        "storage = open_database(sys.argv[1], actor='a', clock=CLOCK)\n"
        "storage.change(add_person, Person('Cem', 'Aydin'))\n"
        "os._exit(1)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(database_file)], check=False, cwd=ROOT)
    assert Path(f"{database_file}-wal").stat().st_size > 0
    _restore(backup, database_file, backup.with_name("kept.db"))
    assert (look_over(database_file).people, look_over(backup.with_name("kept.db")).people) == (1, 5)
    assert not Path(f"{database_file}-wal").exists()


def test_the_log_of_a_file_that_is_gone_is_not_read_into_the_restored_one(database_file: Path, backup: Path) -> None:
    connection = raw_connection(database_file)
    connection.execute("DELETE FROM person")
    log = Path(f"{database_file}-wal").read_bytes()
    connection.close()
    database_file.unlink()
    Path(f"{database_file}-wal").write_bytes(log)
    _restore(backup, database_file, backup.with_name("kept.db"))
    assert (counted_now(database_file), backup.with_name("kept.db").exists()) == (
        Look(Soundness.CHECKED, SCHEMA_REVISION, 1, 0),
        False,
    )


@pytest.mark.parametrize("state", ["idle", "reading", "writing"])
def test_a_file_that_somebody_has_open_is_not_replaced(database_file: Path, backup: Path, state: str) -> None:
    before = look_over(backup), counted_now(database_file)
    with closing(raw_connection(database_file)) as other:
        other.execute({"idle": "SELECT 1 FROM person", "reading": "BEGIN", "writing": "BEGIN IMMEDIATE"}[state])
        other.execute("SELECT count(*) FROM person").fetchone()
        with pytest.raises(StorageTrouble) as refused:
            _restore(backup, database_file, backup.with_name("kept.db"))
        assert refused.value.code == "in-use"
        assert other.execute("SELECT count(*) FROM person").fetchone() == (4,)
    assert (look_over(backup), counted_now(database_file)) == before
    assert [file.name for file in backup.parent.iterdir()] == ["one.db"]


_WRITER = """
import sys
from contextlib import suppress
from coordinator.db.files import DRIVER_ERROR
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.people import Person
from coordinator.runtime.unfinished import tidy
from coordinator.usecases.people import add_person
from coordinator.usecases.upkeep import open_database
from tests.databases import CLOCK
print("ready", flush=True)
for number in range(int(sys.argv[2])):
    with suppress(StorageTrouble, DRIVER_ERROR):
        storage = open_database(sys.argv[1], actor="a", clock=CLOCK)
        try:
            storage.change(add_person, Person(f"Nr {number}", "Ortiz"))
            print(f"Nr {number}", flush=True)
        finally:
            storage.close()
"""


def test_nothing_that_is_called_saved_gets_lost_when_somebody_restores_meanwhile(
    database_file: Path, backup: Path
) -> None:
    """Another program comes and goes: each of its changes is in a kept file or in the restored one, or was refused."""
    command = [sys.executable, "-c", _WRITER, str(database_file), "40"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    kept: list[Path] = []
    while writer.poll() is None:
        kept.append(backup.with_name(f"kept{len(kept)}.db"))
        with suppress(StorageTrouble):
            _restore(backup, database_file, kept[-1])
    saved = writer.stdout.read().splitlines()
    found = {name for file in (*kept, database_file) if file.exists() for name in _names(file)}
    assert (set(saved) - found, len(saved) > 0) == (set(), True)


def _names(file: Path) -> list[str]:
    with closing(raw_connection(file)) as connection:
        return [str(name) for (name,) in connection.execute("SELECT given_name FROM person")]


@pytest.mark.parametrize("harm", ["zeroed", "text", "empty"])
def test_a_damaged_file_gives_way_to_its_backup_and_is_kept_as_it_is(
    database_file: Path, backup: Path, harm: str
) -> None:
    content = database_file.read_bytes()
    harmed = {"zeroed": bytes(4096) + content[4096:], "text": b"words" * 1000, "empty": b""}[harm]
    database_file.write_bytes(harmed)
    kept = backup.with_name("kept.db")
    _restore(backup, database_file, kept)
    assert (look_over(database_file).people, kept.read_bytes()) == (1, harmed)


# --- killed in the middle


def _killed_at(step: int, job: Callable[[], None]) -> bool:
    """Do the job in a process that kills itself before its nth touch of the disk; if it came to its end."""
    child = os.fork()
    if child == 0:
        steps = iter(range(step))

        def count(event: str, _arguments: object) -> None:
            if event in _OF_FILES and next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            job()
        finally:
            os._exit(0)
    _child, status = os.waitpid(child, 0)
    return os.WIFEXITED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts processes in another way")
def test_a_restore_killed_at_any_step_leaves_the_old_or_the_new_file_whole(
    database_file: Path, backup: Path, tmp_path: Path
) -> None:
    original = tmp_path / "original.db"
    shutil.copy(database_file, original)
    ended, step, seen = False, 0, set()
    while not ended:
        kept = backup.with_name(f"kept{step}.db")
        shutil.copy(original, database_file)
        ended = _killed_at(step, lambda: _restore(backup, database_file, kept))  # noqa: B023
        look = counted_now(database_file)
        assert look is not None
        assert (look.sound, look.people in (1, 4)) == (Soundness.CHECKED, True), step
        assert look.people == 4 or look_over(kept).people == 4, step
        seen.add(look.people)
        step += 1
    tidy(database_file.parent)
    assert (seen, step > 10, list(database_file.parent.glob(".*"))) == ({1, 4}, True, [])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts processes in another way")
def test_a_copy_killed_at_any_step_is_there_whole_or_not_at_all(database_file: Path, tmp_path: Path) -> None:
    ended, step = False, 0
    while not ended:
        copy = tmp_path / "backups" / f"{step}.db"
        ended = _killed_at(step, lambda: copy_verified(database_file, copy))  # noqa: B023
        assert not copy.exists() or look_over(copy).sound is Soundness.CHECKED
        step += 1
    assert (step > 5, list((tmp_path / "backups").glob(".*"))) == (True, [])
