"""A locked file opens with its passphrase and with nothing else, and tells nothing before."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.db import keys
from coordinator.db.engine import open_engine
from coordinator.db.files import (
    APPLICATION_ID,
    DRIVER_ERROR,
    is_encrypted,
    opens,
    raw_connection,
    refuse_foreign_file,
    salt_of,
)
from coordinator.db.keys import Key
from coordinator.db.rewriting import rewrite
from coordinator.domain.errors import StorageTrouble
from tests.passphrases import OTHER, PASSPHRASE, forget_all, told_by


@pytest.fixture(autouse=True)
def just_started() -> Iterator[None]:
    """No key is known before and after."""
    forget_all()
    yield
    forget_all()


@pytest.fixture(scope="module")
def key() -> Key:
    """Made once: it takes half a second."""
    return keys.new_key(PASSPHRASE)


@pytest.fixture
def alone(database_file: Path, tmp_path: Path) -> Path:
    """A database in a folder of its own."""
    folder = tmp_path / "alone"
    folder.mkdir()
    return Path(shutil.move(database_file, folder / "precinct14.db"))


def _people(path: Path) -> object:
    with closing(raw_connection(path)) as connection:
        return connection.execute("SELECT name FROM precinct").fetchall()


def test_a_file_written_anew_holds_everything_and_tells_nothing(alone: Path, key: Key) -> None:
    rewrite(alone, key)
    assert (list(told_by(alone.parent)), alone.read_bytes()[:16]) == ([], key.salt)
    assert [file.name for file in alone.parent.iterdir()] == ["precinct14.db"]
    assert _people(alone) == [("Precinct 14",)]
    with closing(raw_connection(alone)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert alone.stat().st_mode & 0o077 == 0


def test_the_log_beside_a_locked_file_tells_nothing_either(alone: Path, key: Key) -> None:
    rewrite(alone, key)
    with closing(raw_connection(alone)) as connection:
        connection.execute("UPDATE precinct SET name = 'Whitfield House'")
        assert Path(f"{alone}-wal").stat().st_size > 4096
        assert list(told_by(alone.parent)) == []


def test_nothing_of_a_locked_file_is_spilled_to_disk_as_it_is(alone: Path, key: Key) -> None:
    rewrite(alone, key)
    engine = open_engine(str(alone))
    with engine.connect() as connection:
        stores = connection.exec_driver_sql("PRAGMA temp_store").scalar()
    engine.dispose()
    assert stores == 2  # memory


def test_another_key_and_none_again_keep_everything(alone: Path, key: Key) -> None:
    rewrite(alone, key)
    rewrite(alone, keys.key_from(OTHER, bytes(range(16))))
    assert (salt_of(alone), _people(alone)) == (bytes(range(16)), [("Precinct 14",)])
    rewrite(alone, None)
    forget_all()
    assert (_people(alone), alone.read_bytes()[:15]) == ([("Precinct 14",)], b"SQLite format 3")


def test_without_its_key_a_locked_file_asks_for_the_passphrase(alone: Path, key: Key) -> None:
    rewrite(alone, key)
    forget_all()
    with pytest.raises(StorageTrouble) as refused:
        refuse_foreign_file(alone)
    assert (refused.value.code, opens(alone)) == ("passphrase-needed", False)
    with closing(raw_connection(alone)) as connection, pytest.raises(DRIVER_ERROR):
        connection.execute("SELECT * FROM precinct")


def test_the_key_is_asked_for_once(alone: Path, key: Key) -> None:
    rewrite(alone, key)
    forget_all()
    asked: list[str] = []

    def person(path: str, salt: bytes) -> Key | None:
        asked.append(path)
        return key if salt == key.salt else None

    keys.ask(person)
    refuse_foreign_file(alone)
    refuse_foreign_file(alone)
    assert (asked, _people(alone)) == ([str(alone)], [("Precinct 14",)])


def test_the_same_letters_from_any_keyboard_are_the_same_key() -> None:
    salt = bytes(16)
    composed, decomposed = "Größe of Zoë’s café", "Gro\u0308ße of Zoe\u0308’s cafe\u0301"
    assert keys.key_from(composed, salt) == keys.key_from(f" {decomposed}\u00a0", salt)


def test_a_key_does_not_show_itself(key: Key) -> None:
    assert key.raw.hex() not in f"{key!r} {key}"


@pytest.mark.parametrize(
    "content",
    [
        b"Dear residents, " * 1024,
        b"PK\x03\x04" + os.urandom(4092),
        b"%PDF-1.7" + os.urandom(8184),
        os.urandom(5000),
        bytes(8192),
    ],
)
def test_what_is_plainly_something_else_is_not_asked_for_a_passphrase(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    with pytest.raises(StorageTrouble) as refused:
        refuse_foreign_file(path)
    assert (refused.value.code, path.read_bytes()) == ("not-ours", content)


def test_a_damaged_locked_file_is_called_damaged(alone: Path, key: Key) -> None:
    rewrite(alone, key)
    content = bytearray(alone.read_bytes())
    content[300] ^= 1
    alone.write_bytes(content)
    with pytest.raises(StorageTrouble) as refused:
        refuse_foreign_file(alone)
    assert refused.value.code == "damaged"


def test_a_file_that_is_open_is_not_written_anew(alone: Path, key: Key) -> None:
    before = alone.read_bytes()
    with closing(raw_connection(alone)) as connection:
        connection.execute("SELECT * FROM precinct").fetchall()
        with pytest.raises(StorageTrouble) as refused:
            rewrite(alone, key)
        connection.execute("UPDATE precinct SET name = 'Precinct 15'")
    assert (refused.value.code, before[:16], _people(alone)) == ("in-use", alone.read_bytes()[:16], [("Precinct 15",)])


def test_what_goes_wrong_at_the_end_leaves_the_file_as_it_was(alone: Path, key: Key) -> None:
    def fail() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(StorageTrouble) as refused:
        rewrite(alone, key, before=fail)
    forget_all()
    assert (refused.value.code, _people(alone)) == ("full", [("Precinct 14",)])
    with closing(raw_connection(alone)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert [file.name for file in alone.parent.iterdir()] == ["precinct14.db"]


def test_the_readable_file_is_overwritten_when_it_is_locked(alone: Path, key: Key) -> None:
    with alone.open("rb") as before:  # the file itself, which has no name afterwards
        rewrite(alone, key)
        left = before.read()
    assert (len(left) > 0, left.count(0)) == (True, len(left))


def test_a_file_with_two_names_keeps_what_it_holds_under_the_other(alone: Path, key: Key) -> None:
    other = alone.with_name("kept.db")
    os.link(alone, other)
    rewrite(alone, key)
    assert (_people(other), _people(alone)) == ([("Precinct 14",)], [("Precinct 14",)])


_KILLED = """
import os, signal, sys
from pathlib import Path
from coordinator.db import keys, rewriting
from coordinator.db.keys import Key

path, raw, salt, now, place = Path(sys.argv[1]), *map(bytes.fromhex, sys.argv[2:5]), int(sys.argv[5])
if now:
    keys.remember(Key(path.read_bytes()[:16], now))
seen = 0

def trace(frame, event, _argument):
    global seen
    if frame.f_code.co_filename != rewriting.__file__:
        return None
    seen += event == "line"
    if seen == place:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace

sys.settrace(trace)
rewriting.rewrite(path, Key(salt, raw) if raw else None)
"""


@pytest.mark.parametrize("way", ["lock", "change", "unlock"])
def test_killed_at_any_line_the_file_is_the_old_or_the_new_one_whole(way: str, alone: Path, key: Key) -> None:
    new = Key(bytes(range(100, 116)), bytes(range(32)))
    original = alone.with_suffix(".original")
    if way != "lock":
        rewrite(alone, key)
    shutil.copy(alone, original)
    salts, place, ended = set(), 1, False
    while not ended:
        for left in alone.parent.glob(".*"):
            left.unlink()
        shutil.copy(original, alone)
        raw = "" if way == "unlock" else new.raw.hex()
        arguments = [str(alone), raw, new.salt.hex(), "" if way == "lock" else key.raw.hex(), str(place)]
        done = subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False)
        ended = done.returncode == 0
        assert done.returncode in {0, -signal.SIGKILL}
        for each in (key, new):
            keys.remember(each)
        assert _people(alone) == [("Precinct 14",)]
        with closing(raw_connection(alone)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            salts.add(is_encrypted(connection))
        if way == "change" or (way == "lock" and _is_locked_now(alone)):
            assert [told for told in told_by(alone.parent) if told[0] != original.name] == []
        forget_all()
        place += 5
    assert salts == ({True} if way == "change" else {True, False})


def _is_locked_now(path: Path) -> bool:
    return not path.read_bytes().startswith(b"SQLite")
