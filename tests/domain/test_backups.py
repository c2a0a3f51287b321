"""What the names of backups say, which go, and when the next one is due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.backups import (
    Backup,
    Reason,
    Soundness,
    backup_name,
    is_due,
    read_name,
    surplus,
)

EIGHT = datetime(2027, 1, 12, 8, 0)


def test_a_name_says_which_database_why_and_when() -> None:
    assert backup_name("precinct14.db", Reason.DAILY, EIGHT) == "precinct14-daily-2027-01-12-080000.db"
    assert backup_name("office", Reason.IMPORT, EIGHT, again=1) == "office-before-import-2027-01-12-080000-2"


@given(
    st.sampled_from(["precinct14.db", "office.2027.db", "a-daily-2027-01-12-080000.db", "no ending", "ñ-1.sqlite"]),
    st.sampled_from(Reason),
    st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9999, 1, 1)),
    st.integers(0, 900),
)
def test_what_a_name_says_is_read_back(database: str, reason: Reason, at: datetime, again: int) -> None:
    named = read_name(database, backup_name(database, reason, at, again=again))
    assert named is not None
    assert (named.reason, named.at.replace(microsecond=0)) == (reason, at.replace(microsecond=0))


@pytest.mark.parametrize(
    "name",
    [
        "precinct15-daily-2027-01-12-080000.db",
        "precinct14-daily-2027-01-12-080000.txt",
        "precinct14-daily-2027-13-12-080000.db",
        "precinct14-before-lunch-2027-01-12-080000.db",
        "my precinct14-daily-2027-01-12-080000.db",
        ".precinct14-daily-2027-01-12-080000.db.12-0a0b0c0d.part",
        "precinct14.db",
    ],
)
def test_the_name_of_any_other_file_says_nothing(name: str) -> None:
    assert read_name("precinct14.db", name) is None


def test_of_one_second_the_second_is_the_newer() -> None:
    names = [backup_name("p.db", Reason.IMPORT, EIGHT, again=again) for again in range(12)]
    at = [named.at for named in (read_name("p.db", name) for name in names) if named is not None]
    assert (at, len(at)) == (sorted(at), 12)


def _backups(good: list[bool]) -> list[Backup]:
    """The oldest first."""
    begin = datetime(2027, 1, 1, tzinfo=UTC)
    return [
        Backup(
            f"/b/{place}",
            begin + timedelta(days=place),
            Reason.DAILY,
            1,
            Soundness.CHECKED if each else Soundness.DAMAGED,
        )
        for place, each in enumerate(good)
    ]


@given(st.lists(st.booleans(), max_size=40), st.integers(-3, 20))
def test_the_newest_good_ones_stay_whatever_lies_between_them(good: list[bool], kept: int) -> None:
    backups = _backups(good)
    gone = set(surplus(reversed(backups), kept))
    stay = [backup for backup in backups if backup not in gone]
    sound = [backup for backup in backups if backup.good]
    assert [backup for backup in stay if backup.good] == sound[-max(1, kept) :]
    assert len([backup for backup in stay if not backup.good]) <= max(1, kept)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=60))
def test_the_last_good_one_never_goes_however_often_it_is_tidied(days: list[tuple[bool, int]]) -> None:
    """Each day one is made, and some time later some of them go bad."""
    lying: list[Backup] = []
    for place, (good, kept) in enumerate(days):
        lying += [Backup(f"/b/{place}", *_facts(place), 1, Soundness.CHECKED if good else Soundness.CUT_SHORT)]
        newest = max((backup for backup in lying if backup.good), key=lambda one: one.made_at, default=None)
        gone = surplus(lying, kept)
        lying = [backup for backup in lying if backup not in gone]
        assert newest is None or newest in lying


def _facts(day: int) -> tuple[datetime, Reason]:
    return datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=day), Reason.DAILY


@pytest.mark.parametrize(
    ("made", "every", "due"),
    [
        ([], "day", True),
        ([], "week", True),
        ([], "never", False),
        ([date(2027, 1, 12)], "day", False),
        ([date(2027, 1, 11)], "day", True),
        ([date(2027, 1, 6), date(2027, 1, 1)], "week", False),
        ([date(2027, 1, 5)], "week", True),
        ([date(2027, 2, 5)], "day", True),  # the clock of the computer was wrong then, or is now
        ([date(2020, 1, 1)], "never", False),
    ],
)
def test_the_next_one_is_due_after_a_day_or_a_week_or_never(made: list[date], every: str, due: bool) -> None:
    assert is_due(made, date(2027, 1, 12), every) is due
