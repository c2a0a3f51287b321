"""Many rows written at once say the same as one after the other, in the tables, in the log and in the search index."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from coordinator.db.bulk import MANY, columns_of
from coordinator.db.rowtext import row_text, row_texts
from coordinator.db.tables.base import logged_table
from coordinator.db.tables.log import change
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus

OWN = ("id", "key", "person_id", "tag_id")
AWKWARD = (
    'say "cheese"',
    "back\\slash",
    "\\N",
    "\\.",
    "tab\there",
    "line\nbreak\r\nand more",
    "100 % sure %s",
    "O'Brien; DROP TABLE person",
    '{curly,"array"}',
    "Łukasz Ковальчук 山田太郎 🙂",
    "\x7f\u2028",
    "NULL",
)


def _crowd() -> list[Person]:
    return [_one(number) for number in range(MANY + 50)]


def _one(number: int) -> Person:
    odd = AWKWARD[number % len(AWKWARD)]
    points = (ContactPoint(ContactKind.MOBILE, f"(212) 555-{number:04d}"), ContactPoint(ContactKind.POSTAL, odd))
    return Person(
        f"Given {number}",
        f"{odd} {number}",
        birth_date=date(1990, 1, 1 + number % 28) if number % 3 else None,
        adult=number % 2 == 0,
        status=PersonStatus.PAUSED if number % 5 == 0 else PersonStatus.ACTIVE,
        notes=odd,
        contact_points=points[: 1 + number % 2],
        tags=("Block watch", odd)[: number % 3],
    )


def _together(work: Work) -> Changes:
    work.people.add_many(_crowd())
    return work.recorder.finish(Label("test"))


def _one_by_one(work: Work) -> Changes:
    for one in _crowd():
        work.people.add(one)
    return work.recorder.finish(Label("test"))


def _log(work: Work, changes: Changes) -> list[tuple[str, int, object, object]]:
    lines = work.connection.execute(select(change).where(change.c.change_set_id == changes.change_set_id))
    return sorted((line.table_name, line.row_version, line.before, _shape(line.after)) for line in lines)


def _shape(after: str) -> str:
    written = json.loads(after)
    assert after == json.dumps(written, sort_keys=True, ensure_ascii=False)
    return str(sorted((name, value) for name, value in written.items() if name not in OWN))


def _cards(work: Work, changes: Changes) -> list[Person]:
    cards = work.people.among(sorted(changes.touched["person"]))
    return [
        replace(
            one,
            id=None,
            tags=tuple(sorted(one.tags)),
            contact_points=tuple(replace(point, id=None) for point in one.contact_points),
        )
        for one in cards
    ]


def test_many_at_once_leave_the_same_cards_as_one_after_the_other(storage: Storage) -> None:
    together, apart = storage.change(_together), storage.change(_one_by_one)
    assert storage.read(_cards, together) == storage.read(_cards, apart)


def test_many_at_once_leave_the_same_log_as_one_after_the_other(storage: Storage) -> None:
    together, apart = storage.change(_together), storage.change(_one_by_one)
    assert storage.read(_log, together) == storage.read(_log, apart)


def test_a_row_of_the_log_says_what_the_table_says(storage: Storage) -> None:
    changes = storage.change(_together)

    def differing(work: Work) -> list[int]:
        table = logged_table("person")
        stored = work.recorder.rows(table, sorted(changes.touched["person"]))
        lines = work.connection.execute(select(change.c.key, change.c.after).where(change.c.table_name == "person"))
        return [key for key, after in lines if row_text(stored[key]) != after]

    assert storage.read(differing) == []


def test_many_at_once_are_all_found_again(storage: Storage) -> None:
    changes = storage.change(_together)
    found, count = storage.read(lambda work: work.people.matching_ids("given", limit=1_000))
    assert (set(found), count) == (set(changes.touched["person"]), MANY + 50)


def test_what_came_at_once_can_be_undone_and_done_again(storage: Storage) -> None:
    storage.change(_together)
    before = storage.read(lambda work: work.people.everyone())
    storage.change(lambda work: work.history.undo(work.recorder))
    assert storage.read(lambda work: work.people.everyone()) == ()
    storage.change(lambda work: work.history.redo(work.recorder))
    again = storage.read(lambda work: work.people.everyone())
    assert [one.sort_name for one in again] == [one.sort_name for one in before]


def test_one_row_that_breaks_a_rule_of_the_database_takes_the_whole_change_back(storage: Storage) -> None:
    def with_a_nameless_one(work: Work) -> Changes:
        work.people.add_many([*_crowd(), Person("", "")])
        return work.recorder.finish(Label("test"))

    lines = storage.read(_lines)
    with pytest.raises(StorageTrouble):
        storage.change(with_a_nameless_one)
    assert storage.read(lambda work: work.people.everyone()) == ()
    assert storage.read(_lines) == lines
    storage.change(_together)
    assert len(storage.read(lambda work: work.people.everyone())) == MANY + 50


def _lines(work: Work) -> int:
    return work.connection.execute(select(func.count()).select_from(change)).scalar_one()


def test_texts_of_many_rows_are_those_of_each() -> None:
    table = logged_table("precinct")
    rows = [
        {"id": 1, "name": odd, "version": place, "starts_at": None, "paused": place % 2 == 0, "share": place / 3}
        for place, odd in enumerate(AWKWARD)
    ]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    assert row_texts(columns) == [row_text(row) for row in rows]
    assert set(columns_of(table, [{}], lambda _column: None)) == {column.name for column in table.c}
