"""A passphrase on the office: set, changed and taken off, with all that was kept before."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from coordinator.db import keys
from coordinator.db.files import raw_connection
from coordinator.domain.backups import Keeping, Reason, Soundness
from coordinator.domain.errors import CoordinatorError, Refused, StorageTrouble
from coordinator.domain.listings import EventQuery
from coordinator.domain.passphrases import Strength, strength_of
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.backups import backups_of, make_backup, restore_backup
from coordinator.usecases.early import early_database
from coordinator.usecases.events import events_during
from coordinator.usecases.passphrases import (
    ask_keyring_then,
    give_passphrase,
    has_passphrase,
    remove_passphrase,
    set_passphrase,
)
from coordinator.usecases.precinct import precinct
from coordinator.usecases.sample import fill_sample, sample_precinct
from coordinator.usecases.upkeep import check_database, create_database, open_database
from tests.databases import ACTOR, CLOCK
from tests.makers import NOON
from tests.passphrases import OTHER, PASSPHRASE, forget_all, told_by

SCHEMAS = Path(__file__).parents[1] / "db" / "schemas"
LATER = FixedClock(NOON + timedelta(hours=1))
BESIDE = Keeping()


@pytest.fixture(autouse=True)
def just_started() -> Iterator[None]:
    """No key is known before and after."""
    forget_all()
    yield
    forget_all()


@pytest.fixture
def office(database_file: Path, tmp_path: Path) -> Path:
    """A database in a folder of its own."""
    folder = tmp_path / "office"
    folder.mkdir()
    return Path(shutil.move(database_file, folder / "precinct14.db"))


def locked(path: Path, passphrase: str = PASSPHRASE) -> Path:
    set_passphrase(str(path), passphrase, keeping=BESIDE, clock=CLOCK)
    forget_all()
    return path


def opened_in_order(path: Path) -> bool:
    storage = open_database(str(path), actor=ACTOR, clock=CLOCK)
    report = check_database(storage)
    storage.close()
    return report.ok


def code_of(path: Path) -> str:
    with pytest.raises(CoordinatorError) as refused:
        open_database(str(path), actor=ACTOR, clock=CLOCK)
    return refused.value.code


def test_a_locked_office_and_its_backups_tell_nothing_without_the_passphrase(office: Path, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    keeping = Keeping(str(usb))
    make_backup(str(office), Reason.DAILY, keeping=BESIDE, clock=CLOCK)
    make_backup(str(office), Reason.DAILY, keeping=keeping, clock=CLOCK)
    shutil.copy(office, office.parent / "backups" / "precinct14-schema-0003-2027-01-01-080000.db")
    done = set_passphrase(str(office), PASSPHRASE, keeping=keeping, clock=CLOCK)
    assert (done.locked, done.readable) == (4, ())
    assert [*told_by(office.parent), *told_by(usb)] == []
    assert [each.sound for each in backups_of(str(office), str(usb))] == [Soundness.CHECKED] * 3
    forget_all()
    assert code_of(office) == "passphrase-needed"
    give_passphrase(str(office), PASSPHRASE)
    assert opened_in_order(office)


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(office: Path) -> None:
    content = locked(office).read_bytes()
    with pytest.raises(StorageTrouble) as refused:
        give_passphrase(str(office), OTHER)
    assert (refused.value.code, code_of(office), office.read_bytes()) == (
        "passphrase-wrong",
        "passphrase-needed",
        content,
    )


def test_whoever_is_asked_opens_the_office(office: Path) -> None:
    locked(office)
    ask_keyring_then(lambda _path: PASSPHRASE)
    assert opened_in_order(office)


def test_a_changed_passphrase_is_the_only_one_that_opens(office: Path) -> None:
    locked(office)
    set_passphrase(str(office), OTHER, keeping=BESIDE, clock=LATER, now=PASSPHRASE)
    forget_all()
    with pytest.raises(StorageTrouble):
        give_passphrase(str(office), PASSPHRASE)
    give_passphrase(str(office), OTHER)
    assert (opened_in_order(office), list(told_by(office.parent))) == (True, [])


def test_to_change_or_remove_it_the_passphrase_of_now_is_needed(office: Path) -> None:
    content = locked(office).read_bytes()
    with pytest.raises(StorageTrouble, match="passphrase-wrong"):
        set_passphrase(str(office), OTHER, keeping=BESIDE, clock=LATER, now="not this one")
    with pytest.raises(StorageTrouble, match="passphrase-wrong"):
        remove_passphrase(str(office), keeping=BESIDE, clock=LATER, now="not this one")
    assert office.read_bytes() == content


def test_an_office_without_its_passphrase_is_readable_again(office: Path) -> None:
    locked(office)
    remove_passphrase(str(office), keeping=BESIDE, clock=LATER, now=PASSPHRASE)
    forget_all()
    assert (opened_in_order(office), has_passphrase(str(office))) == (True, False)


def test_what_has_no_passphrase_cannot_lose_it(office: Path) -> None:
    with pytest.raises(StorageTrouble, match="no-passphrase"):
        remove_passphrase(str(office), keeping=BESIDE, clock=CLOCK)


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        ("", "passphrase-too-short"),
        ("  short   ", "passphrase-too-short"),
        ("two lines\nof words", "passphrase-control-signs"),
    ],
)
def test_what_is_no_passphrase_is_refused_before_anything_is_done(office: Path, passphrase: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        set_passphrase(str(office), passphrase, keeping=BESIDE, clock=CLOCK)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert [file.name for file in office.parent.iterdir()] == ["precinct14.db"]


def test_an_office_that_is_open_stays_as_it_is(office: Path) -> None:
    storage = open_database(str(office), actor=ACTOR, clock=CLOCK)
    storage.read(lambda work: work.precinct.get())
    with pytest.raises(StorageTrouble, match="in-use"):
        set_passphrase(str(office), PASSPHRASE, keeping=BESIDE, clock=CLOCK)
    storage.close()
    forget_all()
    assert opened_in_order(office)


def test_a_server_has_no_passphrase() -> None:
    with pytest.raises(StorageTrouble, match="passphrase-on-server"):
        set_passphrase("postgresql://server/office", PASSPHRASE, keeping=BESIDE, clock=CLOCK)


def test_a_backup_that_cannot_be_locked_is_named(office: Path) -> None:
    kept = make_backup(str(office), Reason.DAILY, keeping=BESIDE, clock=CLOCK)
    assert kept is not None
    with closing(raw_connection(Path(kept.path))) as holding:
        holding.execute("BEGIN EXCLUSIVE")
        done = set_passphrase(str(office), PASSPHRASE, keeping=BESIDE, clock=LATER)
    assert (done.locked, done.readable) == (1, (kept.path,))


def test_a_backup_of_a_locked_office_is_locked_and_restored_with_its_passphrase(office: Path) -> None:
    locked(office)
    give_passphrase(str(office), PASSPHRASE)
    kept = make_backup(str(office), Reason.DAILY, keeping=BESIDE, clock=LATER)
    assert (kept is not None, list(told_by(office.parent))) == (True, [])
    assert kept is not None
    restore_backup(str(office), kept.path, clock=LATER)
    assert (list(told_by(office.parent)), opened_in_order(office)) == ([], True)


def test_a_backup_from_before_a_change_asks_for_the_passphrase_of_then(office: Path) -> None:
    locked(office)
    done = set_passphrase(str(office), OTHER, keeping=BESIDE, clock=LATER, now=PASSPHRASE)
    forget_all()
    give_passphrase(str(office), OTHER)
    with pytest.raises(StorageTrouble) as refused:
        restore_backup(str(office), done.backup, clock=LATER)
    assert (refused.value.code, refused.value.facts) == ("passphrase-needed", {"path": done.backup})
    give_passphrase(done.backup, PASSPHRASE)
    restore_backup(str(office), done.backup, clock=LATER)
    assert opened_in_order(office)


def test_a_locked_office_keeps_a_log_again_when_it_is_opened(office: Path) -> None:
    locked(office)
    give_passphrase(str(office), PASSPHRASE)
    with closing(raw_connection(office)) as connection:  # as a rewriting that was killed leaves it
        connection.execute("PRAGMA journal_mode=DELETE")
    assert opened_in_order(office)
    with closing(raw_connection(office)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("revision", ["0001", "0003"])
def test_a_locked_office_of_an_older_program_is_brought_up(revision: str, office: Path) -> None:
    office.write_bytes(gzip.decompress((SCHEMAS / f"{revision}.db.gz").read_bytes()))
    locked(office)
    give_passphrase(str(office), PASSPHRASE)
    assert (opened_in_order(office), list(told_by(office.parent))) == (True, [])


def test_the_first_week_of_a_locked_office_comes_early(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    create_database(str(path), precinct=sample_precinct("en"), actor=ACTOR, clock=CLOCK, fill=fill_sample).close()
    locked(path)
    give_passphrase(str(path), PASSPHRASE)
    early = early_database(str(path), actor=ACTOR, clock=CLOCK)
    assert early is not None
    query = EventQuery(NOON.date(), NOON.date() + timedelta(days=6))
    week = early.read(events_during, query)
    early.go_on()
    storage = open_database(str(path), actor=ACTOR, clock=CLOCK)
    assert (week, bool(week)) == (storage.read(events_during, query), True)
    storage.close()
    early.close()


@pytest.mark.parametrize(
    ("passphrase", "strength"),
    [
        ("short", Strength.SHORT),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK),
        ("1234567890123", Strength.WEAK),
        ("password2027", Strength.WEAK),
        ("lantern biscuit", Strength.FAIR),
        ("lantern biscuit oboe gravel", Strength.STRONG),
        ("Größe und Gemüse am Ärmelkanal", Strength.STRONG),
    ],
)
def test_the_strength_of_a_passphrase_is_said_roughly(passphrase: str, strength: Strength) -> None:
    assert strength_of(passphrase) == strength


def test_no_key_of_a_program_before_is_known() -> None:
    assert keys.are_there_any() is False


def test_a_readable_backup_over_a_locked_office_gives_a_locked_office_with_its_passphrase(office: Path) -> None:
    elsewhere = _readable_backup(office)
    locked(office)
    give_passphrase(str(office), PASSPHRASE)
    done = restore_backup(str(office), str(elsewhere), clock=LATER)
    assert (list(told_by(office.parent)), opened_in_order(office)) == ([], True)
    assert done.look.sound is Soundness.CHECKED
    forget_all()
    assert code_of(office) == "passphrase-needed"
    give_passphrase(str(office), PASSPHRASE)
    storage = open_database(str(office), actor=ACTOR, clock=CLOCK)
    assert storage.read(precinct).name == "Precinct 14"
    assert raw_connection(office).execute("PRAGMA journal_mode").fetchone() == ("wal",)
    storage.close()
    assert (list(told_by(office.parent)), elsewhere.exists()) == ([], True)


def test_a_readable_backup_of_an_older_program_is_locked_as_well(office: Path) -> None:
    old = office.parent.parent / "old.db"
    old.write_bytes(gzip.decompress((SCHEMAS / "0003.db.gz").read_bytes()))
    locked(office)
    give_passphrase(str(office), PASSPHRASE)
    restore_backup(str(office), str(old), clock=LATER)
    assert (opened_in_order(office), has_passphrase(str(office))) == (True, True)
    assert list(told_by(office.parent)) == []


def test_whoever_brings_a_readable_backup_back_is_asked_for_the_passphrase_of_the_office(office: Path) -> None:
    elsewhere = _readable_backup(office)
    before = locked(office).read_bytes()
    with pytest.raises(StorageTrouble) as refused:
        restore_backup(str(office), str(elsewhere), clock=LATER)
    assert (refused.value.code, refused.value.facts) == ("passphrase-needed", {"path": str(office)})
    assert office.read_bytes() == before
    ask_keyring_then(lambda _path: PASSPHRASE)
    restore_backup(str(office), str(elsewhere), clock=LATER)
    assert (list(told_by(office.parent)), opened_in_order(office)) == ([], True)


def test_an_office_whose_passphrase_nobody_knows_is_as_readable_as_its_backup_when_somebody_wants_that(
    office: Path,
) -> None:
    elsewhere = _readable_backup(office)
    locked(office)
    done = restore_backup(str(office), str(elsewhere), clock=LATER, unlocks=True)
    assert (opened_in_order(office), has_passphrase(str(office))) == (True, False)
    assert code_of(Path(done.kept)) == "passphrase-needed"


def _readable_backup(office: Path) -> Path:
    """One that was made before the office was locked, on a drive that was not plugged in then."""
    drive = office.parent.parent / "drive"
    drive.mkdir()
    kept = make_backup(str(office), Reason.DAILY, keeping=Keeping(str(drive)), clock=CLOCK)
    assert kept is not None
    return Path(kept.path)
