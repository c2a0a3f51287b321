"""Address cards of any version cut into content lines: folds undone, letters decoded, parameters sorted out.

Version 2.1 writes parameters without names, and long values as quoted-printable or as blocks of base64; the lines of
3.0 and 4.0 are folded like those of calendars.
"""

import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coordinator.domain.errors import FileTrouble
from coordinator.exchange.encodings import Letters, letters_of

MOST_BYTES = 64 * 1024 * 1024
MOST_CARDS = 100_000
"""Beyond, a file is no address book of people but an accident or an attack."""
MOST_LINES = 5_000
"""Of one card; what stands beyond is not read, and said."""
_LONGEST = 200_000
"""Letters of one value; only pictures and keys are longer, which are not taken over."""

_EDGE = re.compile(r"\s*(BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_HEAD = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w-]*)\s*(?P<rest>[;:].*)", re.DOTALL)
_PARAMETER = re.compile(r';\s*([^=:;"]*)(?:=((?:"[^"]*"|[^";:])*))?')
_SOFT_END = re.compile(r"=[ \t]*$")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CardLine:
    """One property. `name` in capitals; `types` are the words of TYPE and the bare words of 2.1, in capitals; `value`
    is still escaped."""

    group: str
    name: str
    types: frozenset[str]
    preferred: bool
    value: str

    def text(self) -> str:
        """The value as one text."""
        return unescaped(self.value)

    def parts(self) -> tuple[str, ...]:
        """The parts of a structured value; a part that is a list has its members in a row."""
        return tuple(" ".join(map(unescaped, _cut(part, ","))) for part in _cut(self.value, ";"))

    def members(self) -> tuple[str, ...]:
        """The members of a list."""
        return tuple(map(unescaped, _cut(self.value, ",")))


@dataclass(slots=True)
class RawCard:
    """A card: the line of the file it begins at, its properties, and what was wrong with it. `unread` are the lines
    that are no properties: how many, and the first."""

    line: int
    properties: list[CardLine] = field(default_factory=list)
    closed: bool = False
    unread: int = 0
    first_unread: tuple[int, str] = (0, "")


@dataclass(frozen=True, slots=True)
class CardFile:
    """All cards in order. `stray` counts the lines outside of them."""

    letters: Letters
    cards: tuple[RawCard, ...]
    stray: int = 0


def cut_cards(name: str, content: bytes, encoding: str = "") -> CardFile:
    """The cards of the file. Raises FileTrouble "cards-too-many" for a file no address book has a reason to be."""
    if len(content) > MOST_BYTES:
        raise _too_many(name)
    letters = letters_of(content, encoding)
    cutter = _Cutter(letters.encoding)
    for number, line in _unfolded(letters.text):
        cutter.take(number, line)
        if len(cutter.cards) > MOST_CARDS:
            raise _too_many(name)
    return CardFile(letters, tuple(cutter.cards), cutter.stray)


def _too_many(name: str) -> FileTrouble:
    return FileTrouble("cards-too-many", path=name, cards=f"{MOST_CARDS:,}", megabytes=MOST_BYTES // 1024**2)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Logical lines with the number of their first line in the file."""
    begun, pieces, soft = 0, list[str](), False
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if soft:
            pieces.append(f"\n{line}")
        elif pieces and line[:1] in (" ", "\t"):
            pieces.append(line[1:])
        else:
            if pieces:
                yield begun, "".join(pieces)
            begun, pieces = number, [line]
        soft = _is_soft(pieces, line)
    if pieces:
        yield begun, "".join(pieces)


def _is_soft(pieces: Sequence[str], line: str) -> bool:
    """If a quoted-printable value goes on in the next line."""
    return bool(_SOFT_END.search(line)) and "QUOTED-PRINTABLE" in pieces[0][:300].upper()


class _Cutter:
    """Takes the logical lines one by one; a card inside another (an agent) is passed over."""

    def __init__(self, encoding: str) -> None:
        self.cards: list[RawCard] = []
        self.stray = 0
        self._encoding = encoding
        self._depth = 0

    def take(self, number: int, line: str) -> None:
        """One logical line."""
        edge = _EDGE.fullmatch(line)
        if edge is not None:
            self._cross(number, edge[1].upper())
        elif not line or line.isspace():
            return
        elif self._depth == 0:
            self.stray += 1
        elif self._depth == 1:
            self._add(number, line)

    def _cross(self, number: int, edge: str) -> None:
        if edge == "END":
            self._depth = max(0, self._depth - 1)
            if self._depth == 0 and self.cards:
                self.cards[-1].closed = True
        elif self._depth and not self._inside_agent():
            self.cards.append(RawCard(number))  # the one before was cut off
        else:
            self._depth += 1
            if self._depth == 1:
                self.cards.append(RawCard(number))

    def _inside_agent(self) -> bool:
        properties = self.cards[-1].properties
        return self._depth > 1 or bool(properties and properties[-1].name == "AGENT" and not properties[-1].value)

    def _add(self, number: int, line: str) -> None:
        card = self.cards[-1]
        found = _property(line, self._encoding) if len(card.properties) < MOST_LINES else None
        if found is not None:
            card.properties.append(found)
            return
        card.first_unread = card.first_unread if card.unread else (number, line[:80])
        card.unread += 1


def _property(line: str, encoding: str) -> CardLine | None:
    head = _HEAD.fullmatch(line)
    if head is None:
        return None
    rest, at = head["rest"], 0
    types: set[str] = set()
    named: dict[str, str] = {}
    while (found := _PARAMETER.match(rest, at)) is not None:
        key, value = found[1].strip().upper(), found[2]
        if value is None:
            types.add(key)
        elif key == "TYPE":
            types.update(word.strip().upper() for word in value.replace('"', "").split(","))
        else:
            named.setdefault(key, value.strip('"'))
        at = found.end()
    if rest[at : at + 1] != ":":
        return None
    value = _decoded(rest[at + 1 :][:_LONGEST], named, types, encoding)
    preferred = "PREF" in types or named.get("PREF") == "1"
    return CardLine(head["group"] or "", head["name"].upper(), frozenset(types - {"PREF"}), preferred, value)


def _decoded(value: str, named: dict[str, str], types: set[str], encoding: str) -> str:
    """Quoted-printable undone; its line ends and semicolons of the value stay what they are."""
    if named.get("ENCODING", "").upper() != "QUOTED-PRINTABLE" and "QUOTED-PRINTABLE" not in types:
        return value
    octets = quopri.decodestring(value.encode(encoding, "replace"))
    charset = named.get("CHARSET", "")
    for name in (charset, "utf-8", encoding):
        try:
            return octets.decode(name).replace("\r\n", "\n").replace("\n", "\\n")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return octets.decode("cp1252", "replace").replace("\r\n", "\n").replace("\n", "\\n")


def _cut(value: str, separator: str) -> list[str]:
    pieces, begun, at = [], 0, 0
    while at < len(value):
        if value[at] == "\\":
            at += 1
        elif value[at] == separator:
            pieces.append(value[begun:at])
            begun = at + 1
        at += 1
    return [*pieces, value[begun:]]


def unescaped(value: str) -> str:
    """The text that the value stands for."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
