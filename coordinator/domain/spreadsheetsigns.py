"""Signs that a spreadsheet has changed what was typed: named beside the cell, never mended in silence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.domain.cellkinds import CellKind
from coordinator.domain.columns import heading_key
from coordinator.domain.imports import DATE_FIELDS, ColumnUse, Field
from coordinator.domain.problems import Fact, Problem, Weight

_TIMED = DATE_FIELDS | {Field.START_TIME, Field.END_TIME, Field.MINUTES}
_FREE = frozenset({Field.IGNORE, Field.NOTES, Field.SPACE_NOTES, Field.MAP_LINK})
_COUNTS = frozenset({Field.CAPACITY})
_CODES = frozenset({Field.PHONE, Field.MOBILE, Field.NUMBER, Field.SHIELD, Field.ADDRESS, Field.PRECINCTS})

_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Ene|Abr|Ago|Dic"
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)|#{4,}")
_SHORTENED = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+?\d{1,3}", re.IGNORECASE)
_MADE_A_DAY = re.compile(rf"\d{{1,2}}-(?:{_MONTH})|(?:{_MONTH})-\d{{2}}(?:\d{{2}})?", re.IGNORECASE)
_WITH_POINT = re.compile(r"\d{3,}\.0+")
_MAYBE = re.compile(r"#|[+-]?\d[.,]?\d*[Ee]|\d{1,2}-[A-Za-z]|[A-Za-z]{3}-\d|\d{3,}\.0")
_FIVE = re.compile(r"\d{5}(?:-\d{4})?")
_TOO_SHORT = re.compile(r"\d{3,4}|\d{3,4}-\d{4}|\d{8}")
_ZIP_HEADING = re.compile(r"\b(?:zip|zipcode|postal|postcode)\b")
_KEPT_DIGITS = 15
_PLAIN = (CellKind.TEXT, CellKind.NUMBER)
_TOLD: Mapping[str, str] = {
    CellKind.ERROR: "cell-is-error",
    CellKind.NO_RESULT: "formula-without-result",
    CellKind.UNREADABLE: "cell-unreadable",
    CellKind.MERGED: "cell-merged",
}


@dataclass(frozen=True, slots=True)
class Watch:
    """The columns of a mapping that are used, sorted by what can happen to them."""

    used: tuple[int, ...]
    words: tuple[int, ...]
    codes: frozenset[int]
    zips: frozenset[int] = frozenset()


@dataclass(slots=True)
class ZipFinder:
    """Counts how many cells of the address columns are ZIP codes."""

    filled: dict[int, int] = field(default_factory=dict)
    whole: dict[int, int] = field(default_factory=dict)

    def look_at(self, place: int, cell: str) -> None:
        """Count this cell."""
        text = cell.strip()
        if text:
            self.filled[place] = self.filled.get(place, 0) + 1
            if len(text) in (5, 10) and _FIVE.fullmatch(text):
                self.whole[place] = self.whole.get(place, 0) + 1

    def zips(self, columns: Sequence[ColumnUse], *, at_home: bool) -> frozenset[int]:
        """The columns where half of the cells are ZIP codes; `at_home`, where people write them, the heading will do
        too."""
        found = {place for place, count in self.filled.items() if self.whole.get(place, 0) * 2 >= count}
        if at_home:
            found |= {place for place in self.filled if _ZIP_HEADING.search(heading_key(columns[place].heading))}
        return frozenset(found)


def watch_for(columns: Sequence[ColumnUse], zips: frozenset[int]) -> Watch:
    """What to look for in which column."""
    used = {place: column.field for place, column in enumerate(columns) if column.field is not Field.IGNORE}
    words = tuple(place for place, wanted in used.items() if wanted not in _FREE | _TIMED)
    codes = frozenset(place for place, wanted in used.items() if wanted in _CODES)
    return Watch(tuple(used), words, codes, zips)


def signs(cells: Sequence[str], kinds: str, watch: Watch) -> Iterator[tuple[int, Problem]]:
    """Every doubtful cell of a row, by its place, with what is doubtful about it."""
    if kinds:
        yield from _by_kind(cells, kinds, watch)
    for place in watch.words:
        cell = cells[place]
        if not cell or not _MAYBE.match(cell) or (kinds and kinds[place] not in _PLAIN):
            continue
        code = _by_text(cell.strip(), code=place in watch.codes)
        if code:
            yield place, _warning(code, cell)
    for place in watch.zips:
        text = cells[place].strip()
        if _TOO_SHORT.fullmatch(text):
            yield place, _warning("zip-without-zero", text, whole=_with_zeros(text))


def _by_kind(cells: Sequence[str], kinds: str, watch: Watch) -> Iterator[tuple[int, Problem]]:
    for place in watch.used:
        code = _TOLD.get(kinds[place])
        if code:
            yield place, _warning(code, cells[place])
    for place in watch.words:
        if kinds[place] == CellKind.DAY:
            yield place, _warning("number-made-a-date", cells[place])
        elif kinds[place] == CellKind.NUMBER and _digits(cells[place]) > _KEPT_DIGITS:
            yield place, _warning("digits-lost", cells[place])


def _by_text(text: str, *, code: bool) -> str:
    if _ERROR.fullmatch(text):
        return "cell-is-error"
    if _SHORTENED.fullmatch(text):
        return "number-shortened"
    if _MADE_A_DAY.fullmatch(text):
        return "number-made-a-date"
    return "number-with-a-point" if code and _WITH_POINT.fullmatch(text) else ""


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _with_zeros(text: str) -> str:
    zip_code, dash, rest = text.partition("-")
    if len(zip_code) > 5:
        return f"{zip_code.zfill(9)[:5]}-{zip_code[-4:]}"
    return f"{zip_code.zfill(5)}{dash}{rest}"


def _warning(code: str, value: str, **facts: Fact) -> Problem:
    return Problem(code, weight=Weight.WARNS, facts={"value": value.strip(), **facts})
