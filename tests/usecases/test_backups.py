"""Backups in their folders: where they go, which stay, what is told, and the way back."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from coordinator.db.keys import forget, new_key
from coordinator.db.looking import look_over
from coordinator.db.rewriting import rewrite
from coordinator.domain.backups import Keeping, Kept, Reason, Soundness
from coordinator.domain.errors import Interrupted, StorageTrouble
from coordinator.domain.people import Person
from coordinator.runtime.clock import FixedClock
from coordinator.usecases.backups import (
    backups_of,
    last_good_backup,
    make_backup,
    make_daily_backup,
    people_and_events,
    place_for_backups,
    restore_backup,
)
from coordinator.usecases.people import add_person
from coordinator.usecases.upkeep import open_database
from coordinator.wording.problems import explain
from tests.databases import ACTOR, CLOCK
from tests.makers import NOON, ZONE


@dataclass
class Office:
    """A file and its backups, on one day after the other."""

    file: Path
    now: datetime = NOON

    @property
    def target(self) -> str:
        return str(self.file)

    @property
    def own(self) -> Path:
        return self.file.parent / "backups"

    def keep(self, reason: Reason = Reason.DAILY, *, folder: Path | str = "", kept: int = 14) -> Kept:
        """One more backup."""
        made = make_backup(self.target, reason, keeping=Keeping(str(folder), kept), clock=FixedClock(self.now))
        assert made is not None
        return made

    def daily(self, every: str = "day", *, folder: Path | str = "") -> Kept | None:
        """The backup of the day, if it is time for it."""
        clock = FixedClock(self.now)
        return make_daily_backup(self.target, keeping=Keeping(str(folder)), every=every, clock=clock, zone=ZONE)

    def wait(self, **length: int) -> None:
        """Let some time go by."""
        self.now += timedelta(**length)

    def hire(self, name: str) -> None:
        """One person more."""
        storage = open_database(self.target, actor=ACTOR, clock=CLOCK)
        storage.change(add_person, Person(name, "Ortiz"))
        storage.close()


@pytest.fixture
def office(database_file: Path) -> Office:
    """On Tuesday, January 12, 2027."""
    return Office(database_file)


def _reasons(office: Office, folder: str = "") -> list[str]:
    return [str(backup.reason) for backup in backups_of(office.target, folder)]


def test_backups_are_listed_with_what_is_in_them_the_newest_first(office: Office) -> None:
    office.keep(Reason.BY_HAND)
    office.hire("Ana")
    office.wait(hours=1)
    office.keep(Reason.IMPORT)
    newer, older = backups_of(office.target)
    assert (newer.reason, newer.people, newer.made_at, newer.sound) == (Reason.IMPORT, 1, office.now, Soundness.CHECKED)
    assert (older.reason, older.people, older.size) == (Reason.BY_HAND, 0, Path(older.path).stat().st_size)
    found = people_and_events(office.target)
    assert found is not None
    assert found.people == 1


def test_several_of_one_second_stay_beside_each_other(office: Office) -> None:
    for name in ("Ana", "Ben", "Cem"):
        office.hire(name)
        office.keep(Reason.IMPORT)
    assert [backup.people for backup in backups_of(office.target)] == [3, 2, 1]


def test_the_oldest_go_and_those_of_other_databases_stay(office: Office) -> None:
    office.own.mkdir()
    others = ["precinct15-daily-2020-01-01-080000.db", "precinct14-notes.txt", "precinct14.db"]
    for name in others:
        (office.own / name).write_text("not ours to touch", encoding="utf-8")
    made = []
    for _day in range(6):
        made.append(Path(office.keep(kept=3).path).name)
        office.wait(days=1)
    assert sorted(file.name for file in office.own.iterdir()) == sorted([*others, *made[-3:]])


def test_an_import_is_not_held_up_by_looking_into_old_ones_before_there_are_twice_as_many(office: Office) -> None:
    lying = []
    for _day in range(6):
        office.keep(Reason.IMPORT, kept=2)
        lying.append(len(backups_of(office.target)))
        office.wait(days=1)
    office.keep(Reason.DAILY, kept=2)
    assert (lying, len(backups_of(office.target))) == ([1, 2, 3, 4, 2, 3], 2)


def test_damaged_ones_push_no_good_one_out_and_the_last_good_one_stays(office: Office) -> None:
    good = office.keep(kept=2)
    for _day in range(5):
        office.wait(days=1)
        bad = Path(office.keep(Reason.IMPORT, kept=2).path)
        bad.write_bytes(bad.read_bytes()[:5000])
        (office.own / "precinct14-daily-2027-02-01-080000.db").write_bytes(b"never was one")
    found = last_good_backup(office.target)
    assert found is not None
    assert (found.path, _reasons(office).count("daily")) == (good.path, 2)
    assert [look_over(Path(backup.path)).sound for backup in backups_of(office.target)].count(Soundness.CHECKED) == 1


def test_a_chosen_folder_takes_them_and_is_listed_with_the_usual_one(office: Office, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    office.keep()
    office.wait(hours=1)
    usb.mkdir()
    kept = office.keep(Reason.IMPORT, folder=usb)
    assert (Path(kept.path).parent, kept.instead_of) == (usb, "")
    assert (_reasons(office, str(usb)), _reasons(office)) == (["before-import", "daily"], ["daily"])


def test_a_folder_that_is_not_there_is_not_made_and_the_backup_lies_beside_the_database(
    office: Office, tmp_path: Path
) -> None:
    kept = office.keep(folder=tmp_path / "usb")
    assert (kept.instead_of, Path(kept.path).parent, (tmp_path / "usb").exists()) == (
        str(tmp_path / "usb"),
        office.own,
        False,
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.IMPORT, "nothing was imported"),
        (Reason.MOVE, "nothing was moved"),
        (Reason.UPGRADE, "Nothing was changed"),
        (Reason.DAILY, "choose another place in the settings"),
        (Reason.BY_HAND, "choose another place for it"),
    ],
)
def test_where_neither_place_takes_it_a_sentence_says_what_was_not_done(
    office: Office, tmp_path: Path, reason: Reason, words: str
) -> None:
    office.own.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StorageTrouble) as refused:
        office.keep(reason, folder=tmp_path / "usb")
    assert (explain(refused.value).count(words), str(office.own) in explain(refused.value)) == (1, True)


def test_a_backup_that_is_cancelled_leaves_nothing(office: Office) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        make_backup(office.target, Reason.BY_HAND, keeping=Keeping(), clock=CLOCK, progress=stop)
    assert list(office.own.iterdir()) == []


def test_the_backup_of_the_day_is_made_once_a_day(office: Office) -> None:
    assert [office.daily() is None, office.daily() is None] == [False, True]
    office.wait(hours=11)  # before midnight in New York
    office.keep(Reason.IMPORT)
    assert office.daily() is None
    office.wait(hours=2)
    assert office.daily() is not None
    assert _reasons(office) == ["daily", "before-import", "daily"]


def test_one_that_turned_out_damaged_is_made_again(office: Office) -> None:
    made = office.daily()
    assert made is not None
    Path(made.path).write_bytes(b"")
    office.wait(hours=1)
    assert office.daily() is not None


def test_a_backup_of_the_week_or_of_never(office: Office) -> None:
    made = []
    for _day in range(15):
        made.append(office.daily("week") is not None)
        office.wait(days=1)
    assert (made, office.daily("never")) == ([day % 7 == 0 for day in range(15)], None)


def test_once_the_drive_is_back_the_backup_of_the_day_is_not_made_twice(office: Office, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    assert office.daily(folder=usb) is not None
    usb.mkdir()
    assert office.daily(folder=usb) is None


def test_looking_again_reads_no_unchanged_file(office: Office) -> None:
    kept = Path(office.keep().path)
    (before,) = backups_of(office.target)
    found = kept.stat()
    kept.write_bytes(bytes(found.st_size))
    os.utime(kept, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert backups_of(office.target) == (before,)
    kept.write_bytes(bytes(found.st_size - 1))
    assert [backup.sound for backup in backups_of(office.target)] == [Soundness.DAMAGED]


def test_a_restore_keeps_the_file_in_use_as_a_backup(office: Office) -> None:
    office.hire("Ana")
    first = office.keep(Reason.BY_HAND)
    office.hire("Ben")
    office.wait(hours=1)
    restored = restore_backup(office.target, first.path, clock=FixedClock(office.now))
    newest, oldest = backups_of(office.target)
    assert (newest.reason, newest.people, oldest.people) == (Reason.RESTORE, 2, 1)
    assert (restored.look.people, restored.kept) == (1, newest.path)


def test_a_server_has_the_backups_of_its_server(server_database: str) -> None:
    made = make_backup(server_database, Reason.IMPORT, keeping=Keeping(), clock=CLOCK)
    daily = make_daily_backup(server_database, keeping=Keeping(), every="day", clock=CLOCK, zone=ZONE)
    assert (made, daily, backups_of(server_database), last_good_backup(server_database)) == (None, None, (), None)


def test_the_usual_place_is_kept_as_no_choice_at_all(office: Office, tmp_path: Path) -> None:
    office.own.mkdir()
    assert [place_for_backups(office.target, str(folder)) for folder in (office.own, tmp_path)] == ["", ""]


def test_a_place_that_cannot_be_written_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble) as refused:
        place_for_backups(office.target, str(tmp_path / "nowhere"))
    assert refused.value.code == "folder-not-writable"


def test_backups_of_a_locked_file_are_locked_with_its_key_and_can_be_restored(office: Office) -> None:
    office.hire("Ana")
    key = new_key("correct horse battery staple")
    rewrite(office.file, key)
    try:
        first = office.keep()
        assert (Path(first.path).read_bytes()[:16], b"Ortiz" in Path(first.path).read_bytes()) == (key.salt, False)
        office.hire("Ben")
        office.wait(hours=1)
        restored = restore_backup(office.target, first.path, clock=FixedClock(office.now))
        assert (restored.look.people, office.file.read_bytes()[:16]) == (1, key.salt)
        assert [(backup.people, backup.good) for backup in backups_of(office.target)] == [(2, True), (1, True)]
        forget(key.salt)
        assert look_over(Path(first.path)).sound is Soundness.LOCKED
        with pytest.raises(StorageTrouble) as refused:
            restore_backup(office.target, first.path, clock=FixedClock(office.now))
        assert refused.value.code == "passphrase-needed"
    finally:
        forget(key.salt)
