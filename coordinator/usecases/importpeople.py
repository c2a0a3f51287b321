"""Matching rows of people: by the list's own number, phone, e-mail and near name."""

from collections.abc import Iterator, Sequence

from coordinator.db.stores.people import contact_key
from coordinator.db.work import Work
from coordinator.domain.duplicates import (
    NEAR_NAME_REASON,
    SAME_EMAIL,
    SAME_NUMBER,
    SAME_PHONE,
    counts_as_phone,
    fingerprint_of,
    name_key,
    name_keys,
)
from coordinator.domain.imports import ImportRow, Record, Subject
from coordinator.domain.merging import person_updated
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.rows import Reading
from coordinator.exchange.tables import Progress
from coordinator.usecases.importmatching import (
    Court,
    Encounter,
    Meeting,
    attended,
    base_number,
    judged,
    links_of,
    told_apart,
)
from coordinator.usecases.nearnames import NameIndex

ContactKey = tuple[str, str]

_MOST_CANDIDATES = 12
_RANKS = {SAME_NUMBER: 0, SAME_PHONE: 1, SAME_EMAIL: 2, NEAR_NAME_REASON: 3}


def matched_people(work: Work, readings: Sequence[Reading], progress: Progress) -> tuple[ImportRow, ...]:
    """The fate of every row of people."""
    readings = told_apart(readings)
    crowd = _Crowd(work, readings)
    met = tuple(crowd.meet(reading) for reading in attended(work, readings))
    ids = sorted({key for encounter in met for key in encounter.ids()})
    court = Court(
        stored={one.id: one for one in work.people.among(ids) if one.id is not None},
        updated=person_after,
        fingerprint=fingerprint_of_person,
        decisions=dict(work.bookkeeping.decisions("person")),
    )
    return judged(readings, met, court, progress)


def key_of(point: ContactPoint) -> str:
    """What equal contact points have in common."""
    return contact_key(point.kind, point.value)


def person_after(yours: Record, reading: Reading, keep_name: bool) -> Record:
    """The stored person with what the row says."""
    assert isinstance(yours, Person)
    assert isinstance(reading.record, Person)
    return person_updated(yours, reading.record, reading.filled, keep_name=keep_name, key=key_of)


def fingerprint_of_person(record: Record) -> str:
    """What an answer about this row is remembered by."""
    assert isinstance(record, Person)
    contacts = sorted(f"{group}{key}" for group, key in contact_keys(record))
    return fingerprint_of((name_key(record.given_name, record.family_name), *contacts))


def contact_keys(person: Person) -> Iterator[ContactKey]:
    """The phones and e-mail addresses that tell people apart: ("phone" or "email", key)."""
    for point in person.contact_points:
        if point.kind is ContactKind.POSTAL:
            continue
        key = key_of(point)
        if point.kind is ContactKind.EMAIL:
            yield "email", key
        elif counts_as_phone(key):
            yield "phone", key


class _Crowd:
    """Everybody a row can meet: the people stored, and those of the rows before it."""

    def __init__(self, work: Work, readings: Sequence[Reading]) -> None:
        self._links = links_of(work, Subject.PEOPLE, readings)
        self._keys = {r.number: tuple(contact_keys(r.record)) for r in readings if isinstance(r.record, Person)}
        self._stored_keys = work.people.with_contact_keys(key for keys in self._keys.values() for key in keys)
        self._stored_names: NameIndex[int] = NameIndex()
        for key, given, family, latin in work.people.names():
            for name in name_keys(Person(given, family, latin_name=latin)):
                self._stored_names.add(name, key)
        self._file_keys: dict[ContactKey, tuple[int, ...]] = {}
        self._file_names: NameIndex[int] = NameIndex()
        self._numbers: dict[str, int] = {}

    def meet(self, reading: Reading) -> Encounter:
        """Whom this row meets; from then on later rows can meet it."""
        person = reading.record
        if not isinstance(person, Person):
            return Encounter()
        number = base_number(reading.source) if reading.source else ""
        linked = self._links.get((reading.source.external_id, "")) if reading.source else None
        names = name_keys(person)
        meetings = () if linked is not None else tuple(self._meetings(reading.number, names, number))
        self._join(reading.number, names, number)
        return Encounter(linked, meetings)

    def _meetings(self, row: int, names: Sequence[str], number: str) -> Iterator[Meeting]:
        if number in self._numbers:
            yield Meeting(SAME_NUMBER, 100, _RANKS[SAME_NUMBER], row=self._numbers[number])
        for key in self._keys[row]:
            reason = SAME_PHONE if key[0] == "phone" else SAME_EMAIL
            for record_id in self._stored_keys.get(key, ())[:_MOST_CANDIDATES]:
                yield Meeting(reason, 100, _RANKS[reason], record_id=record_id)
            for other in self._file_keys.get(key, ()):
                yield Meeting(reason, 100, _RANKS[reason], row=other)
        yield from self._namesakes(names)

    def _namesakes(self, names: Sequence[str]) -> Iterator[Meeting]:
        for name in names:
            score, ids = self._stored_names.nearest(name)
            for record_id in ids[:_MOST_CANDIDATES]:
                yield Meeting(NEAR_NAME_REASON, score, _RANKS[NEAR_NAME_REASON], record_id=record_id)
            score, rows = self._file_names.nearest(name)
            for row in rows[:_MOST_CANDIDATES]:
                yield Meeting(NEAR_NAME_REASON, score, _RANKS[NEAR_NAME_REASON], row=row)

    def _join(self, row: int, names: Sequence[str], number: str) -> None:
        if number:
            self._numbers.setdefault(number, row)
        for key in self._keys.pop(row):
            bearers = self._file_keys.get(key, ())
            if len(bearers) < _MOST_CANDIDATES:  # more are never looked at
                self._file_keys[key] = (*bearers, row)
        for name in names:
            self._file_names.add(name, row)
