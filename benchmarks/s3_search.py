"""S3: search as you type over 100,000 people, beside raw FTS5 through the same driver and beside LIKE.

Run: python -m benchmarks.s3_search
"""

import random
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.measure import Figure, show, show_ratio, side_by_side
from coordinator.db.work import Storage, Work
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.precinct import Precinct
from coordinator.runtime.clock import SystemClock
from coordinator.usecases.people import people_matching
from coordinator.usecases.upkeep import create_database

PEOPLE = 100_000
GIVEN = (
    "Ana",
    "Bo",
    "Carl",
    "Deepa",
    "Eva",
    "Finn",
    "Gustav",
    "Hana",
    "Ida",
    "Jo",
    "Kim",
    "Leo",
    "Mia",
    "Ned",
    "Ola",
    "Pia",
    "Ray",
    "Sam",
    "José",
    "Łukasz",
    "Олена",
    "Øyvind",
)
FAMILY = (
    "Lindqvist",
    "Rai",
    "Fernández",
    "Levi",
    "Whitcombe",
    "Okonkwo",
    "Papadakis",
    "Sharma",
    "Dietrich",
    "Peña",
    "Nowak",
    "Ковальчук",
    "Mbeki",
)
LONG = ("sharm", "okonk", "jose", "lukasz", "олен", "pena 12", "vist", "5550", "ovald", "tcombe 7", "nowak", "oyvi")
SHORT = ("a", "le", "z", "оl", "ø", "7", "mb", "ай", "ta", "x")


def main() -> None:
    """Fill, measure, report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.db"
        storage = create_database(str(path), precinct=Precinct(), actor="benchmark", clock=SystemClock(), fill=_fill)
        raw = sqlcipher.connect(str(path))
        _report(storage, raw)
        raw.close()
        storage.close()


def _fill(work: Work) -> None:
    chance = random.Random(3)
    work.people.add_many([somebody(chance, number) for number in range(PEOPLE)])


def somebody(chance: random.Random, number: int) -> Person:
    """Person of that number: thirteen family names, two at a time."""
    phone = ContactPoint(ContactKind.MOBILE, f"(212) 555-{number % 10_000:04d}")
    family = f"{chance.choice(FAMILY)}-{chance.choice(FAMILY)} {number}"
    return Person(chance.choice(GIVEN), family, contact_points=(phone,))


def _report(storage: Storage, raw: sqlite3.Connection) -> None:
    print(f"S3: search over {PEOPLE:,} people, the first 50 by name")
    found = side_by_side(
        {
            "ours, three letters and more": [_ours(storage, query) for query in LONG],
            "raw FTS5 trigram, ordered by name": [_raw(raw, query) for query in LONG],
            "ours, one and two letters": [_ours(storage, query) for query in SHORT],
        }
    )
    like = side_by_side({"LIKE '%q%'": [_like(raw, query) for query in LONG]}, rounds=2)["LIKE '%q%'"]
    for each in (*found.values(), like):
        show(each)
    ours, raw_figure, short = found.values()
    _show_ratios(ours, raw_figure, short, like)


def _show_ratios(ours: Figure, raw: Figure, short: Figure, like: Figure) -> None:
    show_ratio("p95 against raw FTS5 trigram", ours.p95 / raw.p95, "<= 2x")
    show_ratio("median against raw FTS5 trigram", ours.median / raw.median, "<= 2x")
    show_ratio("LIKE against ours (median)", like.median / ours.median, ">= 50x")
    print(f"  -> one and two letters: p95 {short.p95 * 1000:.1f} ms (target <= 16 ms on a quiet core)")


def _ours(storage: Storage, query: str) -> Callable[[], object]:
    return lambda: storage.read(people_matching, PeopleQuery(text=query, limit=50))


def _raw(raw: sqlite3.Connection, query: str) -> Callable[[], object]:
    words = " ".join(f'"{word}"' for word in query.split())
    statement = (
        "SELECT id, given_name, family_name FROM person WHERE id IN (SELECT rowid / 4 FROM search_text"
        " WHERE search_text MATCH ?) ORDER BY sort_key LIMIT 50"
    )
    return lambda: raw.execute(statement, (words,)).fetchall()


def _like(raw: sqlite3.Connection, query: str) -> Callable[[], object]:
    conditions = " AND ".join("folded LIKE ?" for _word in query.split())
    statement = (
        "SELECT id, given_name, family_name FROM person WHERE id IN (SELECT rowid / 4 FROM search_text"
        f" WHERE {conditions}) ORDER BY sort_key LIMIT 50"
    )
    values = [f"%{word}%" for word in query.split()]
    return lambda: raw.execute(statement, values).fetchall()


if __name__ == "__main__":
    main()
