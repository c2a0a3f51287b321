"""The first half of an import: from the bytes of a file to readings of its rows, with everything the preview tells."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from coordinator.domain.cellkinds import CellKind
from coordinator.domain.cells import has_member, is_likely_limit, members_of
from coordinator.domain.columns import fingerprint, guessed_mapping, heading_key, with_kinds
from coordinator.domain.eventrows import read_event
from coordinator.domain.imports import (
    DATE_FIELDS,
    ColumnFacts,
    DateReading,
    Field,
    ImportMapping,
    ImportRequest,
    RowRemark,
    Subject,
    ValueCount,
    Where,
)
from coordinator.domain.people import ContactKind, Person
from coordinator.domain.personrows import read_person
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.rows import Reading, RowReader, Rules
from coordinator.domain.spreadsheetsigns import ZipFinder
from coordinator.domain.venuerows import read_venue
from coordinator.domain.writtendates import OrderFinder
from coordinator.exchange.tables import Progress, Table, TableRow
from coordinator.runtime.phones import is_plausible

_GUESSED_FROM = 200
_NUMERIC = re.compile(r"\s*\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}(?!\d)")
_MOST_KINDS = 200
_UNCUT = frozenset({Field.IGNORE, Field.PRECINCTS, Field.NUMBER})
_READERS: dict[Subject, Callable[[RowReader], Reading]] = {
    Subject.PEOPLE: read_person,
    Subject.VENUES: read_venue,
    Subject.EVENTS: read_event,
}
_ZIPS_IN = "US"
_PHONES = (ContactKind.MOBILE, ContactKind.PHONE)


@dataclass(slots=True)
class DateHalves:
    """Dates of a workbook that are dates, and dates in the same column that stayed text: a spreadsheet that expects
    another order of day and month leaves the ones it cannot read as they are, and swaps the others."""

    typed: set[int] = field(default_factory=set)
    texts: dict[int, tuple[int, str]] = field(default_factory=dict)

    def look_at(self, row: TableRow, place: int) -> None:
        """Note what this cell is."""
        if not row.kinds:
            return
        if row.kinds[place] == CellKind.DAY:
            self.typed.add(place)
        elif row.kinds[place] == CellKind.TEXT and place not in self.texts and _NUMERIC.match(row.cells[place]):
            self.texts[place] = (row.number, row.cells[place])

    def warnings(self, headings: Sequence[str]) -> Iterator[Problem]:
        """One for all columns that have both."""
        mixed = sorted(self.typed & self.texts.keys())
        if mixed:
            row, value = self.texts[mixed[0]]
            columns = ", ".join(headings[place] for place in mixed)
            told: dict[str, Fact] = {"column": columns, "row": row, "value": value}
            yield Problem("dates-half-read", about="dates", weight=Weight.WARNS, facts=told)


@dataclass(slots=True)
class Look:
    """What one walk over the whole file found, before any filter."""

    finder: OrderFinder = field(default_factory=OrderFinder)
    zips: ZipFinder = field(default_factory=ZipFinder)
    halves: DateHalves = field(default_factory=DateHalves)
    longest: dict[int, int] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)


def guessed(table: Table, subject: Subject) -> ImportMapping:
    """What the columns probably mean, from the headings and the first rows."""
    first = [row.cells for row in islice(table.rows(), _GUESSED_FROM)]
    samples = [[cells[place] for cells in first] for place in range(len(table.facts.headings))]
    return guessed_mapping(subject, table.facts.headings, samples)


def looked_through(
    table: Table, mapping: ImportMapping, filters: Sequence[tuple[int, Where]], progress: Progress
) -> Look:
    """Walk over every row once: the date order, lengths, kinds and members of the first filter's column."""
    look = Look()
    dated = mapping.columns_for(*DATE_FIELDS)
    measured = [place for place, column in enumerate(mapping.columns) if column.field not in _UNCUT]
    kinds = mapping.columns_for(Field.KIND)
    addresses = mapping.columns_for(Field.ADDRESS)
    listed = filters[0][0] if filters else None
    for row in table.rows(progress):
        kept = _is_kept(row, filters)
        for place in dated:
            look.finder.look_at(row.number, row.cells[place], kept=kept)
            look.halves.look_at(row, place)
        for place in addresses:
            look.zips.look_at(place, row.cells[place])
        for place in measured:
            look.longest[place] = max(look.longest.get(place, 0), len(row.cells[place]))
        look.kinds.update(text for place in kinds if (text := " ".join(row.cells[place].split())))
        if listed is not None:
            look.values.update(set(members_of(row.cells[listed])))
    return look


def with_all_kinds(mapping: ImportMapping, look: Look) -> ImportMapping:
    """The mapping with a match for every kind in the file."""
    commonest = [text for text, _count in look.kinds.most_common(_MOST_KINDS)]
    return with_kinds(mapping, commonest) if mapping.subject is Subject.EVENTS else mapping


def counted(values: Counter[str]) -> tuple[ValueCount, ...]:
    """Members and how many rows have them, numbers in their order."""

    def order(value: str) -> tuple[bool, int, str]:
        return (not value.isdecimal(), int(value) if value.isdecimal() else 0, value)

    return tuple(ValueCount(value, values[value]) for value in sorted(values, key=order))


def filters_of(request: ImportRequest, headings: Sequence[str]) -> tuple[list[tuple[int, Where]], list[Problem]]:
    """Each filter with the place of its column, and an objection for every column that is not there."""
    found: list[tuple[int, Where]] = []
    missing: list[Problem] = []
    for where in request.where:
        place = _place_of(where.column, headings)
        if place is None:
            missing.append(Problem("no-such-column", about="where", facts={"column": where.column}))
        else:
            found.append((place, where))
    return found, missing


def _place_of(column: str, headings: Sequence[str]) -> int | None:
    if column in headings:
        return headings.index(column)
    keys = [heading_key(heading) for heading in headings]
    return keys.index(heading_key(column)) if heading_key(column) in keys else None


def rules_of(
    table: Table, mapping: ImportMapping, look: Look, dates: DateReading, *, zone: str, region: str, today: date
) -> Rules:
    """How every row of this file is to be read."""
    return Rules(
        mapping=mapping,
        fingerprint=fingerprint(table.facts.headings),
        label=table.facts.name,
        order=dates.order,
        zone=zone,
        today=today,
        cut={place: longest for place, longest in look.longest.items() if is_likely_limit(longest)},
        zips=look.zips.zips(mapping.columns, at_home=region == _ZIPS_IN),
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows kept by the filters, read, and a sample of each column among them."""

    readings: tuple[Reading, ...]
    columns: tuple[ColumnFacts, ...]


def read_rows(
    table: Table, rules: Rules, filters: Sequence[tuple[int, Where]], *, region: str, progress: Progress
) -> Rows:
    """Walk over the file again and read the rows that the filters keep."""
    samples: dict[int, str] = {}
    readings: list[Reading] = []
    for row in _kept(table.rows(progress), filters):
        if len(samples) < len(row.cells):
            _sample(samples, row.cells)
        readings.append(_read(row, rules, filters, region))
    columns = tuple(
        ColumnFacts(column.heading, column.field, samples.get(place, ""))
        for place, column in enumerate(rules.mapping.columns)
    )
    return Rows(tuple(readings), columns)


def _kept(rows: Iterable[TableRow], filters: Sequence[tuple[int, Where]]) -> Iterator[TableRow]:
    for row in rows:
        if _is_kept(row, filters):
            yield row


def _is_kept(row: TableRow, filters: Sequence[tuple[int, Where]]) -> bool:
    return all(has_member(row.cells[place], where.value) for place, where in filters)


def _sample(samples: dict[int, str], cells: Sequence[str]) -> None:
    for place, cell in enumerate(cells):
        text = " ".join(cell.split())
        if text:
            samples.setdefault(place, text)


def _read(row: TableRow, rules: Rules, filters: Sequence[tuple[int, Where]], region: str) -> Reading:
    reader = RowReader(row.number, row.cells, rules, row.problems, row.kinds)
    for place, where in filters:
        members = members_of(row.cells[place])
        if len(members) > 1:
            told: dict[str, Fact] = {"value": where.value, "column": where.column, "count": len(members)}
            reader.notes.append(Problem("one-of-several", weight=Weight.WARNS, facts=told))
    reading = _READERS[rules.mapping.subject](reader)
    return with_phones_looked_at(reading, rules.mapping, region)


def with_phones_looked_at(reading: Reading, mapping: ImportMapping, region: str) -> Reading:
    """A number that no plan of the country knows is kept as typed, with a warning."""
    person = reading.record
    if not isinstance(person, Person):
        return reading
    doubtful = [
        RowRemark(reading.number, _heading(mapping, point.kind), point.value, _implausible(point.value))
        for point in person.contact_points
        if point.kind in _PHONES and not is_plausible(point.value, region)
    ]
    if not doubtful:
        return reading
    remarks = (*reading.remarks, *doubtful)
    return Reading(reading.number, person, reading.filled, reading.source, remarks, reading.notes)


def _implausible(value: str) -> Problem:
    return Problem("phone-implausible", about="phones", weight=Weight.WARNS, facts={"value": value})


def _heading(mapping: ImportMapping, kind: ContactKind) -> str:
    wanted = Field.MOBILE if kind is ContactKind.MOBILE else Field.PHONE
    return next((mapping.columns[place].heading for place in mapping.columns_for(wanted)), "")
