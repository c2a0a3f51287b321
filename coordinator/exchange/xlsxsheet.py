"""One sheet of a workbook: from its XML to rows of texts, with the kind of every cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from coordinator.domain.cellkinds import CellKind
from coordinator.exchange.numberformats import PLAIN, iso_text, moment_text, number_text, shaped_text
from coordinator.exchange.packages import Attributes, Enough
from coordinator.exchange.tables import Progress
from coordinator.exchange.xlsxbook import Book, Sheet, unescaped

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_MOST_MERGED = 100_000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of one row that have something in them: their places from 0 on, their texts, a letter of kind each."""

    number: int
    places: tuple[int, ...]
    texts: tuple[str, ...]
    kinds: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """A column of cells that are shown as one; rows count from 1, the last is in it."""

    place: int
    first: int
    last: int


@dataclass(slots=True)
class Sheeted:
    """The rows of a sheet, and which of its cells are merged down."""

    rows: list[SheetRow] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


def sheet_rows(book: Book, sheet: Sheet, *, most: int | None = None, progress: Progress | None = None) -> Sheeted:
    """The rows of the sheet that are not blank, from the top; `most` of them. Cells merged down have the text of the
    first of them where they have none of their own."""
    reader = _Reader(book, most)
    book.package.walk(sheet.part, started=reader.start, ended=reader.end, said=reader.say, progress=progress)
    found = reader.found
    if found.merged:
        found.rows = list(_filled_down(found))
    return found


class _Reader:
    """Listens to the elements of one sheet. What the sheet says about its own size is not believed."""

    def __init__(self, book: Book, most: int | None) -> None:
        self._book, self._most = book, most
        self.found = Sheeted()
        self._columns: dict[str, int] = {}
        self._same: dict[object, object] = {}
        self._row = self._place = 0
        self._hidden = self._taking = self._aside = self._formula = self._valued = False
        self._cells: list[tuple[int, str, str]] = []
        self._pieces: list[str] = []
        self._type = self._style = ""

    def start(self, name: str, found: Attributes) -> None:
        """An element begins."""
        if name == "c":
            self._begin_cell(found)
        elif name == "v" or (name == "t" and not self._aside):
            self._taking = self._valued = True
        elif name == "row":
            self._begin_row(found)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aside = True
        elif name == "mergeCell":
            self._merge(found.get("ref", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._taking = False
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._aside = False

    def say(self, text: str) -> None:
        """Text between elements."""
        if self._taking:
            self._pieces.append(text)

    def _begin_row(self, found: Attributes) -> None:
        """Rows go down: a number that does not is that of the next row, so that no row hides another."""
        said = found.get("r", "")
        number = int(said) if said.isdecimal() and len(said) < 9 else 0
        self._row = number if self._row < number <= MOST_ROWS else self._row + 1
        self._hidden = found.get("hidden", "").lower() in ("1", "true")
        self._place, self._cells = -1, []

    def _begin_cell(self, found: Attributes) -> None:
        place = self._place_of(found.get("r", ""))
        self._place = self._place + 1 if place is None else place
        self._type, self._style = found.get("t", "n"), found.get("s", "")
        self._pieces = []
        self._formula = self._valued = False

    def _place_of(self, reference: str) -> int | None:
        """The column of "B12", from 0 on."""
        letters = reference.rstrip("0123456789").upper()
        known = self._columns.get(letters)
        if known is not None:
            return known
        place = 0
        for letter in letters:
            place = place * 26 + _LETTERS.find(letter) + 1
        if not letters or not letters.isascii() or not letters.isalpha() or place > MOST_COLUMNS:
            return None
        self._columns[letters] = place - 1
        return place - 1

    def _end_cell(self) -> None:
        raw = "".join(self._pieces)
        if self._formula and (not self._valued or (not raw and self._type != "str")):
            self._cells.append((self._place, "", CellKind.NO_RESULT))
        elif raw:
            text, kind = self._meaning(raw)
            if text:
                self._cells.append((self._place, text, kind))

    def _meaning(self, raw: str) -> tuple[str, CellKind]:
        match self._type:
            case "s":
                return self._shared(raw)
            case "str" | "inlineStr":
                return unescaped(raw), CellKind.TEXT
            case "b":
                return ("FALSE" if raw.strip() in ("0", "false") else "TRUE"), CellKind.YES_NO
            case "e":
                return raw, CellKind.ERROR
            case "d":
                return iso_text(raw, self._book.shape(self._style)), CellKind.DAY
        return self._number(raw.strip())

    def _shared(self, raw: str) -> tuple[str, CellKind]:
        texts = self._book.texts
        place = int(raw) if raw.isdecimal() and len(raw) < 12 else -1
        if 0 <= place < len(texts):
            return texts[place], CellKind.TEXT
        return raw, CellKind.UNREADABLE

    def _number(self, raw: str) -> tuple[str, CellKind]:
        shape = self._book.shape(self._style)
        if shape.moment:
            moment = moment_text(raw, shape, since_1904=self._book.since_1904)
            if moment is not None:
                return moment, CellKind.DAY if shape.day and "-" in moment else CellKind.TIME
        text = number_text(raw) if shape is PLAIN else shaped_text(raw, shape)
        return (raw, CellKind.TEXT) if text is None else (text, CellKind.NUMBER)

    def _end_row(self) -> None:
        cells = self._cells
        if any(here[0] >= after[0] for here, after in pairwise(cells)):
            cells = sorted({cell[0]: cell for cell in cells}.values())
        if cells:
            self.found.rows.append(self._made(cells))
        if self._most is not None and len(self.found.rows) >= self._most:
            raise Enough

    def _made(self, cells: list[tuple[int, str, str]]) -> SheetRow:
        """The row; places and kinds that many rows share are held once."""
        places, texts, kinds = zip(*cells, strict=True)
        letters = "".join(kinds)
        return SheetRow(
            self._row,
            self._same.setdefault(places, places),  # type: ignore[arg-type]
            texts,
            self._same.setdefault(letters, letters),  # type: ignore[arg-type]
            self._hidden,
        )

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        place = self._place_of(first)
        rows = [end.lstrip(_LETTERS + _LETTERS.lower() + "$") for end in (first, last)]
        if place is None or not all(end.isdecimal() and len(end) < 9 for end in rows):
            return
        if int(rows[1]) > int(rows[0]) and len(self.found.merged) < _MOST_MERGED:
            self.found.merged.append(Merged(place, int(rows[0]), int(rows[1])))


def _filled_down(found: Sheeted) -> Iterator[SheetRow]:
    """Every row with the texts of merged cells in the places they cover; a row that has nothing else stays away."""
    begins: dict[int, list[Merged]] = {}
    for merged in found.merged:
        begins.setdefault(merged.first, []).append(merged)
    texts: dict[int, tuple[int, str]] = {}
    for row in found.rows:
        inside = {place: text for place, (last, text) in texts.items() if last >= row.number}
        texts = {place: texts[place] for place in inside}
        yield _with(row, inside.items()) if inside else row
        own = dict(zip(row.places, row.texts, strict=True))
        for merged in begins.get(row.number, ()):
            if merged.place in own:
                texts[merged.place] = (merged.last, own[merged.place])


def _with(row: SheetRow, inside: Iterable[tuple[int, str]]) -> SheetRow:
    added = [(place, text, str(CellKind.MERGED)) for place, text in inside if place not in row.places]
    if not added:
        return row
    cells = sorted([*zip(row.places, row.texts, row.kinds, strict=True), *added])
    places, texts, kinds = zip(*cells, strict=True)
    return replace(row, places=places, texts=texts, kinds="".join(kinds))
