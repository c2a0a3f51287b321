"""S15: ten times the data, 10,000 and 100,000 events and people: what is done all day, and what takes all of it.

As many events a day in both, so ten times as many years; two sign-ups in every fourth event. What is done all day is
measured on the wall clock in turn, what takes all of it once each in processor time.
Run: python -m benchmarks.s15_ten_times
"""

import gc
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

from benchmarks.manypeople import write_people
from benchmarks.measure import side_by_side
from coordinator.db.work import Storage, Work
from coordinator.domain.events import Event, EventKind, Position, SignUp
from coordinator.domain.imports import Decision, ImportChoices, ImportRequest, Subject
from coordinator.domain.listings import EventQuery, PeopleQuery
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When, wall_time_of
from coordinator.runtime.clock import SystemClock
from coordinator.usecases.events import calendar_during, event_card, events_during, move_event
from coordinator.usecases.history import changes_made, latest_change, next_undo, undo
from coordinator.usecases.imports import load_file, plan_import, run_import
from coordinator.usecases.people import people_matching, person_card
from coordinator.usecases.signups import sign_up
from coordinator.usecases.upkeep import check_database, create_database
from coordinator.usecases.wholes import everything_exported

FEW, MANY = 10_000, 100_000
A_DAY = 20
ROUNDS = 9
CHUNK = 5_000


def main() -> None:
    """Both sizes, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = _made(Path(folder), FEW), _made(Path(folder), MANY)
        print(f"S15: {FEW:,} against {MANY:,} events and people")
        _report_daily(few, many)
        _report_bulk(Path(folder), few, many)
        few.close()
        many.close()


def _made(folder: Path, size: int) -> Storage:
    path = str(folder / f"{size}.db")
    return create_database(
        path, precinct=Precinct(), actor="benchmark", clock=SystemClock(), fill=lambda work: _fill(work, size)
    )


def _fill(work: Work, size: int) -> None:
    for start in range(0, size, CHUNK):
        numbers = range(start, start + CHUNK)
        people = work.people.add_many([_person(number) for number in numbers])
        work.events.add_many([_event(work, number, size) for number in numbers])
        places = [number + 1 for number in numbers if number % 4 == 0]
        work.signups.add_many(
            [
                SignUp(place, people[(place + more * 7) % CHUNK], asked_at=work.now)
                for place in places
                for more in (0, 1)
            ]
        )


def _person(number: int) -> Person:
    points = (
        ContactPoint(ContactKind.MOBILE, f"({212 + number // 10_000}) 555-{number % 10_000:04d}"),
        ContactPoint(ContactKind.EMAIL, f"someone.{number}@example.org"),
    )
    return Person(f"Given{number % 97}", f"Family{number:06d}", contact_points=points)


def _event(work: Work, number: int, size: int) -> Event:
    begun = wall_time_of(work.now, work.zone).replace(hour=8, minute=0, second=0, microsecond=0, tzinfo=None)
    starts = begun + timedelta(days=(number - size // 2) // A_DAY, minutes=30 * (number % A_DAY))
    when = When(starts, starts + timedelta(minutes=45), work.zone)
    place = Position(1, needed=3, maximum=30)
    return Event(EventKind.VOLUNTEER, f"Shift {number}", when, uid=str(number), positions=(place,))


def _report_daily(few: Storage, many: Storage) -> None:
    small, large = _daily(few, FEW), _daily(many, MANY)
    for name in small:
        found = side_by_side({"few": [small[name]], "many": [large[name]]}, rounds=ROUNDS)
        one, ten = found["few"].median, found["many"].median
        print(f"  {name:<32} {one * 1000:8.2f} ms  {ten * 1000:8.2f} ms  {ten / one:6.2f}x (target <= 1.3x)")


def _daily(storage: Storage, size: int) -> dict[str, Callable[[], object]]:
    today = storage.read(lambda work: work.today)
    week, month = today + timedelta(days=7), today + timedelta(days=30)
    middle = size // 2
    wanted = count(middle + 1_000)
    return {
        "a week with its positions": lambda: storage.read(events_during, EventQuery(first=today, last=week)),
        "a month of the calendar": lambda: storage.read(calendar_during, today, month),
        "a page of the people": lambda: storage.read(people_matching, PeopleQuery(limit=50)),
        "page 20 of the people": lambda: storage.read(people_matching, PeopleQuery(limit=50, offset=1_000)),
        "search, one person": lambda: storage.read(people_matching, PeopleQuery(text=f"family{middle:06d}", limit=50)),
        "search, one in 97": lambda: storage.read(people_matching, PeopleQuery(text="given42", limit=50)),
        "search, everybody": lambda: storage.read(people_matching, PeopleQuery(text="famil", limit=50)),
        "open a person": lambda: storage.read(person_card, middle),
        "open an event": lambda: storage.read(event_card, middle),
        "sign up": lambda: storage.change(sign_up, middle + 2, next(wanted)),
        "move an event": lambda: _moved(storage, middle + 30),
        "sign up and undo": lambda: (storage.change(sign_up, middle + 3, next(wanted)), storage.change(undo)),
        "status bar": lambda: (storage.read(latest_change), storage.read(next_undo)),
        "history, 50 newest": lambda: storage.read(changes_made),
        "history of a person": lambda: storage.read(changes_made, about=("person", middle)),
    }


def _moved(storage: Storage, event_id: int) -> object:
    card = storage.read(event_card, event_id)
    when = card.line.event.when
    return storage.change(move_event, event_id, when.starts + timedelta(days=1), override_reason="the hall is closed")


def _report_bulk(folder: Path, few: Storage, many: Storage) -> None:
    _bulk("everything exported", lambda: few.read(everything_exported), lambda: many.read(everything_exported))
    _bulk("the database checked", lambda: check_database(few), lambda: check_database(many))
    _bulk("people brought from a list", lambda: _imported(folder, FEW), lambda: _imported(folder, MANY))


def _bulk(name: str, few: Callable[[], object], many: Callable[[], object]) -> None:
    one, ten = _processor_seconds(few), _processor_seconds(many)
    print(f"  {name:<32} {one:8.2f} s   {ten:8.2f} s   {ten / one:6.2f}x (target <= 11x)")


def _processor_seconds(deed: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    deed()
    return time.process_time() - begun


def _imported(folder: Path, size: int) -> None:
    file = folder / f"{size}.csv"
    write_people(file, size)
    target = str(folder / f"imported-{size}.db")
    storage = create_database(target, precinct=Precinct(), actor="benchmark", clock=SystemClock())
    plan = storage.read(plan_import, ImportRequest(Subject.PEOPLE, load_file(file)))
    storage.change(run_import, plan, ImportChoices(Decision.SKIP))
    storage.close()


if __name__ == "__main__":
    main()
