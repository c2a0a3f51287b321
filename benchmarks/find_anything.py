"""Find anything: one keystroke over 100,000 people, 100,000 events and 500 venues, beside the list of people's search.

Run: python -m benchmarks.find_anything
"""

import random
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.measure import show, show_ratio, side_by_side
from benchmarks.s3_search import LONG, PEOPLE, SHORT, somebody
from coordinator.db.work import Storage, Work
from coordinator.domain.events import Event, EventKind
from coordinator.domain.finding import FindQuery
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When
from coordinator.domain.venues import Space, Venue
from coordinator.runtime.clock import SystemClock
from coordinator.usecases.finding import found
from coordinator.usecases.people import people_matching
from coordinator.usecases.upkeep import create_database

EVENTS = 100_000
VENUES = 500
TITLES = ("Food pantry", "Practice, Hawks", "Mill Street residents", "Coat drive", "First aid", "Sharma cup", "Walk")


def main() -> None:
    """Fill, measure, report."""
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder) / "anything.db")
        storage = create_database(target, precinct=Precinct(), actor="benchmark", clock=SystemClock(), fill=_fill)
        _report(storage)
        storage.close()


def _fill(work: Work) -> None:
    chance = random.Random(3)
    work.people.add_many([somebody(chance, number) for number in range(PEOPLE)])
    work.venues.add_many([Venue(f"Hall {number}", spaces=(Space("gym A"),)) for number in range(VENUES)])
    first = datetime(work.today.year - 3, 1, 1, 8)
    work.events.add_many([_an_event(chance, first, number) for number in range(EVENTS)])


def _an_event(chance: random.Random, first: datetime, number: int) -> Event:
    starts = first + timedelta(minutes=15 * number)
    when = When(starts, starts + timedelta(hours=1), "America/New_York")
    return Event(EventKind.OTHER, f"{chance.choice(TITLES)} {number}", when, uid=f"event-{number}")


def _report(storage: Storage) -> None:
    print(f"Find anything over {PEOPLE:,} people, {EVENTS:,} events, {VENUES} venues: three of each, and all counted")
    figures = side_by_side(
        {
            "three letters and more": [_anything(storage, query) for query in LONG],
            "the list of people, the first 50": [_people(storage, query) for query in LONG],
            "one and two letters": [_anything(storage, query) for query in SHORT],
            "the list of people, one and two letters": [_people(storage, query) for query in SHORT],
        }
    )
    for figure in figures.values():
        show(figure)
    long, listed, short, listed_short = figures.values()
    show_ratio("p95 against the list of people", long.p95 / listed.p95, "<= 2x")
    show_ratio("p95 against the list of people, one and two letters", short.p95 / listed_short.p95, "<= 2x")
    print("  -> one by one, milliseconds:")
    for query in (*LONG, *SHORT):
        one = side_by_side({query: [_anything(storage, query)]}, rounds=5)[query]
        print(f"     {query:<12} {one.median * 1000:7.1f}")


def _anything(storage: Storage, query: str) -> Callable[[], object]:
    return lambda: storage.read(found, FindQuery(query, people=3, events=3, venues=3))


def _people(storage: Storage, query: str) -> Callable[[], object]:
    return lambda: storage.read(people_matching, PeopleQuery(text=query, limit=50))


if __name__ == "__main__":
    main()
