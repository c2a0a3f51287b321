"""The parts of a workbook that all of its sheets share: their list, shared texts, number formats, the first day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from coordinator.domain.errors import FileTrouble
from coordinator.exchange.numberformats import PLAIN, Shape, built_in, shape_of
from coordinator.exchange.packages import Attributes, Package

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_YES = ("1", "true", "on")
_RELATIONS = "_rels/.rels"
_OTHERS = ("content.xml", "xl/workbook.bin", "index/document.iwa")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with cells: its name, the part it is in, and whether the program hides it."""

    name: str
    part: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """What is needed to read any of the sheets. `shapes` are by the number of a cell's style."""

    package: Package
    sheets: tuple[Sheet, ...]
    since_1904: bool
    shapes: tuple[Shape, ...] = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)

    def shape(self, style: str | None) -> Shape:
        """How a cell with this style shows a number."""
        place = int(style) if style and style.isdecimal() else 0
        return self.shapes[place] if place < len(self.shapes) else PLAIN


def open_book(package: Package, *, name: str) -> Book:
    """The book. Raises FileTrouble "spreadsheet-not-read" for other formats, "file-damaged" for parts that are not
    there, "workbook-without-sheets"."""
    root = _root(package, name)
    if root not in package:
        raise package.damaged()
    listing = _Listing()
    package.walk(root, started=listing.start)
    links = _links(package, root)
    sheets = tuple(
        Sheet(sheet.name, links.sheets[sheet.part], sheet.hidden)
        for sheet in listing.sheets
        if links.sheets.get(sheet.part, "") in package
    )
    if not sheets:
        raise FileTrouble("workbook-without-sheets", path=name)
    shapes, texts = tuple(_shapes(package, links.styles)), tuple(_texts(package, links.texts))
    return Book(package, sheets, listing.since_1904, shapes, texts)


def unescaped(text: str) -> str:
    """The text with every _xHHHH_ as the letter it stands for."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _root(package: Package, name: str) -> str:
    """The part that lists the sheets."""
    found = _links(package, "").book
    if found:
        return found
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    if any(part in package for part in _OTHERS):
        raise FileTrouble("spreadsheet-not-read", path=name)
    raise FileTrouble("file-is-not-csv", path=name)


@dataclass(slots=True)
class _Links:
    book: str = ""
    styles: str = ""
    texts: str = ""
    sheets: dict[str, str] = field(default_factory=dict)


def _links(package: Package, part: str) -> _Links:
    """Where a part points to; the whole file, for no part."""
    links = _Links()
    folder, _slash, last = part.rpartition("/")
    beside = f"{folder}/_rels/{last}.rels".lstrip("/") if part else _RELATIONS

    def started(name: str, found: Attributes) -> None:
        kind = found.get("Type", "").rpartition("/")[2]
        target = found.get("Target", "")
        where = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        if name != "Relationship" or found.get("TargetMode") == "External":
            return
        if kind == "worksheet":
            links.sheets[found.get("Id", "")] = where
        elif kind == "styles":
            links.styles = where
        elif kind == "sharedStrings":
            links.texts = where
        elif kind == "officeDocument" and where.startswith("xl/") and where.endswith(".xml"):
            links.book = where

    if beside in package:
        package.walk(beside, started=started)
    return links


class _Listing:
    """The sheets by the id of their link, and the first day."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.since_1904 = False

    def start(self, name: str, found: Attributes) -> None:
        """Take down a sheet or the date system."""
        if name == "workbookPr":
            self.since_1904 = found.get("date1904", "").lower() in _YES
        elif name == "sheet":
            link = next((value for key, value in found.items() if key.rpartition(":")[2] == "id"), "")
            hidden = found.get("state", "visible") != "visible"
            self.sheets.append(Sheet(found.get("name", ""), link, hidden))


def _shapes(package: Package, part: str) -> Iterator[Shape]:
    """What each style shows; a file without styles has none."""
    codes: dict[str, str] = {}
    styles: list[str] = []
    inside = [""]

    def started(name: str, found: Attributes) -> None:
        if name in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside[0] = name
        elif name == "numFmt" and inside[0] != "dxfs":
            codes[found.get("numFmtId", "")] = found.get("formatCode", "")
        elif name == "xf" and inside[0] == "cellXfs":
            styles.append(found.get("numFmtId", "0"))

    if part in package:
        package.walk(part, started=started)
    for style in styles:
        code = codes.get(style) or built_in(int(style) if style.isdecimal() else 0)
        yield shape_of(code) if code else PLAIN


def _texts(package: Package, part: str) -> Iterator[str]:
    if part not in package:
        return
    texts = _SharedTexts()
    package.walk(part, started=texts.start, ended=texts.end, said=texts.say)
    yield from texts.found


class _SharedTexts:
    """Collects the texts of a workbook; how a text is pronounced (in Japanese files) is no part of it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._taking = self._aside = False

    def start(self, name: str, _found: Attributes) -> None:
        """An element begins."""
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._aside = True
        elif name == "t":
            self._taking = not self._aside

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "si":
            self.found.append(unescaped("".join(self._pieces)))
        elif name == "rPh":
            self._aside = False
        elif name == "t":
            self._taking = False

    def say(self, text: str) -> None:
        """Text between elements."""
        if self._taking:
            self._pieces.append(text)
