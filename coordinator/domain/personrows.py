"""A row of a foreign table read as a person."""

import re
from datetime import date
from functools import lru_cache

from coordinator.domain.cells import (
    SplitName,
    members_of,
    read_language,
    read_person_status,
    read_tags,
    read_yes_no,
    split_name,
)
from coordinator.domain.folding import digits_of, fold
from coordinator.domain.imports import Field, ImportMapping
from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus, objections_to
from coordinator.domain.problems import Problem
from coordinator.domain.rows import Reading, RowReader

_PARTS = re.compile(r"[;|\n\r]+|\s/\s|,(?=\s)")
_CENTURY = 100
_LAST_PARTS = re.compile(r"zip|postal|postcode")


def read_person(row: RowReader) -> Reading:
    """The person the row describes; a name is all it needs."""
    name = _name(row)
    person = Person(
        given_name=name.given,
        family_name=name.family,
        birth_date=_birth_date(row),
        preferred_name=row.text(Field.PREFERRED_NAME),
        latin_name=row.text(Field.LATIN_NAME),
        adult=_adult(row),
        language=_languages(row),
        status=_status(row),
        rank=row.text(Field.RANK),
        shield_number=row.text(Field.SHIELD),
        availability="; ".join(row.texts(Field.AVAILABILITY)),
        notes="\n".join(row.texts(Field.NOTES)),
        contact_points=_contacts(row),
        tags=_tags(row),
    )
    _object(row, person)
    return row.done(person, row.source())


def _name(row: RowReader) -> SplitName:
    given, family, full = (row.text(field) for field in (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME))
    split = split_name(full)
    return SplitName(given or split.given, family or split.family) if full else SplitName(given, family)


def _birth_date(row: RowReader) -> date | None:
    moment = row.moment(Field.BIRTH_DATE)
    if moment is None:
        return None
    day = moment.day
    two_digits = len(re.split(r"[./\-]", row.text(Field.BIRTH_DATE))[-1]) <= 2
    if day > row.rules.today and two_digits and day.year > _CENTURY:
        return day.replace(year=day.year - _CENTURY) if (day.month, day.day) != (2, 29) else day
    return day


def _adult(row: RowReader) -> bool:
    text = row.text(Field.ADULT)
    answer = read_yes_no(text)
    if text and answer is None:
        row.warn(Field.ADULT, text, "yes-no-unreadable")
    return bool(answer)


def _languages(row: RowReader) -> str:
    return ", ".join(read_language(member) for member in members_of(row.text(Field.LANGUAGE)))


def _status(row: RowReader) -> PersonStatus:
    text = row.text(Field.PERSON_STATUS)
    status = read_person_status(text) if text else None
    if text and status is None:
        row.warn(Field.PERSON_STATUS, text, "status-unknown")
        row.filled.discard(Field.PERSON_STATUS)
    return status or PersonStatus.ACTIVE


def _tags(row: RowReader) -> tuple[str, ...]:
    return read_tags("\n".join(row.texts(Field.TAGS)))


def _contacts(row: RowReader) -> tuple[ContactPoint, ...]:
    points: list[ContactPoint] = []
    for field, kind in (
        (Field.MOBILE, ContactKind.MOBILE),
        (Field.PHONE, ContactKind.PHONE),
        (Field.EMAIL, ContactKind.EMAIL),
    ):
        values = [part.strip() for text in row.texts(field) for part in _PARTS.split(text) if part.strip()]
        points.extend(ContactPoint(kind, value) for value in _distinct(kind, values))
    address = _address(row)
    return (*points, ContactPoint(ContactKind.POSTAL, address)) if address else tuple(points)


def _distinct(kind: ContactKind, values: list[str]) -> tuple[str, ...]:
    distinct: dict[str, str] = {}
    for value in values:
        distinct.setdefault(fold(value) if kind is ContactKind.EMAIL else digits_of(value) or value, value)
    return tuple(distinct.values())


def _address(row: RowReader) -> str:
    """The cells of all address columns in the order of the file, a postal code last."""
    cells = row.cells_of(Field.ADDRESS)
    if len(cells) > 1:
        cells = tuple(cells[place] for place in _address_order(row.rules.mapping))
    return ", ".join([" ".join(text.split()) for text in cells if text.strip()])


@lru_cache(maxsize=4)
def _address_order(mapping: ImportMapping) -> tuple[int, ...]:
    """The places of the address columns among themselves."""
    headings = [mapping.columns[place].heading for place in mapping.columns_for(Field.ADDRESS)]
    return tuple(sorted(range(len(headings)), key=lambda place: bool(_LAST_PARTS.search(fold(headings[place])))))


def _object(row: RowReader, person: Person) -> None:
    abouts = {"given_name": Field.GIVEN_NAME, "birth_date": Field.BIRTH_DATE, "emails": Field.EMAIL, "tags": Field.TAGS}
    for problem in objections_to(person, row.rules.today):
        field = abouts.get(problem.about, Field.FULL_NAME)
        if problem.code == "name-missing" and row.rules.mapping.has(Field.FULL_NAME):
            field = Field.FULL_NAME
        value = problem.facts.get("value") or problem.facts.get("name")
        row.object(field, str(value) if value else row.text(field), _named(problem))


def _named(problem: Problem) -> Problem:
    return Problem("row-without-a-name", about="name") if problem.code == "name-missing" else problem
