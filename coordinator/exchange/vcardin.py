"""Address cards read as people: what a card says that we keep, what was left out, and what could not be read."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import unquote

from coordinator.domain.cells import split_name
from coordinator.domain.events import Source
from coordinator.domain.folding import fold
from coordinator.domain.imports import Field, RowRemark
from coordinator.domain.people import ContactKind, ContactPoint, Person, objections_to
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.rows import Reading
from coordinator.domain.typed import tidy, tidy_all
from coordinator.exchange.vcardlines import CardLine, RawCard

LIST_NAME = "vcard"
"""What the sources of all address books are filed under: their numbers are unique by themselves."""
HEADINGS = ("N", "FN", "NICKNAME", "BDAY", "TEL", "EMAIL", "ADR", "CATEGORIES", "NOTE", "LANG", "UID")
"""The properties taken over, as a preview names them, and what each becomes."""
FIELDS = {
    "N": Field.FAMILY_NAME,
    "FN": Field.FULL_NAME,
    "NICKNAME": Field.PREFERRED_NAME,
    "BDAY": Field.BIRTH_DATE,
    "TEL": Field.PHONE,
    "EMAIL": Field.EMAIL,
    "ADR": Field.ADDRESS,
    "CATEGORIES": Field.TAGS,
    "NOTE": Field.NOTES,
    "LANG": Field.LANGUAGE,
    "UID": Field.NUMBER,
}
_READ = frozenset({*HEADINGS, "ORG", "TITLE", "ROLE", "X-RANK", "X-LATIN-NAME"})
_SILENT = frozenset(
    {"VERSION", "PRODID", "REV", "KIND", "CLASS", "MAILER", "PROFILE", "NAME", "SOURCE", "SORT-STRING", "LABEL", "XML"}
    | {"X-ABLABEL", "X-ABADR", "CLIENTPIDMAP", "AGENT", "BEGIN", "END", "X-ABSHOWAS", "TZ"}
)
_RANKS = frozenset(
    {"officer", "ofc", "po", "detective", "det", "sergeant", "sgt", "sargento", "lieutenant", "lt", "teniente"}
    | {"captain", "capt", "capitan", "corporal", "cpl", "inspector", "insp", "deputy", "dep", "chief", "commander"}
    | {"cmdr", "major", "maj", "colonel", "col", "trooper", "agente", "oficial"}
)
_NOT_PHONES = frozenset({"FAX", "PAGER", "MODEM", "BBS", "TELEX", "TLX"})
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
_OWN_LABEL = re.compile(r"_\$!<(.*)>!\$_")


def readings_of(cards: Sequence[RawCard], *, label: str, today: date) -> Iterator[Reading]:
    """A reading for each card, in the order of the file, the first one 1."""
    for number, card in enumerate(cards, 1):
        yield _CardReader(card, number, label, today).reading()


def cells_of(card: RawCard) -> tuple[str, ...]:
    """What stands in the card under each of the headings, for a list of cards that were refused."""
    return tuple("; ".join(each.text() for each in card.properties if each.name == name) for name in HEADINGS)


class _CardReader:
    """One card on its way to a person."""

    def __init__(self, card: RawCard, number: int, label: str, today: date) -> None:
        self._card, self._number, self._label, self._today = card, number, label, today
        self._filled: set[Field] = set()
        self._remarks: list[RowRemark] = []
        self._left_out: list[str] = []

    def reading(self) -> Reading:
        """The person, or none with the reasons."""
        person = self._person()
        self._object(person)
        stops = any(remark.problem.stops for remark in self._remarks)
        return Reading(
            number=self._number,
            record=None if stops else person,
            filled=frozenset(self._filled),
            source=self._source(),
            remarks=tuple(self._remarks),
            notes=tuple(self._notes()),
            called=person.full_name if stops else "",
        )

    def _person(self) -> Person:
        given, family, rank = self._names()
        return Person(
            given_name=given,
            family_name=family,
            preferred_name=self._first(Field.PREFERRED_NAME, "NICKNAME", lambda line: line.members()[0]),
            latin_name=self._first(Field.LATIN_NAME, "X-LATIN-NAME"),
            birth_date=self._birth_date(),
            language=self._languages(),
            rank=rank,
            notes=self._notes_kept(),
            contact_points=tuple(self._contacts()),
            tags=self._tags(),
        )

    # --- names

    def _names(self) -> tuple[str, str, str]:
        parts = next((found for line in self._lines("N") if any(found := _tidied(line.parts()))), ())
        family, given, more, prefix, suffix = (*parts, "", "", "", "", "")[:5]
        if not (family or given):
            split = split_name(self._first(Field.FULL_NAME, "FN"))
            family, given, more, suffix = split.family, split.given, "", ""
        self._filled |= {Field.GIVEN_NAME, Field.FAMILY_NAME}
        whole = [" ".join(part for part in pair if part) for pair in ((given, more), (family, suffix))]
        rank = self._first(Field.RANK, "X-RANK") or (prefix if fold(prefix).rstrip(".") in _RANKS else "")
        if rank:
            self._filled.add(Field.RANK)
        return whole[0], whole[1], rank

    # --- dates, languages, tags, notes

    def _birth_date(self) -> date | None:
        line = next(iter(self._lines("BDAY")), None)
        text = line.text().strip() if line else ""
        if not text:
            return None
        found = _DAY.fullmatch(text)
        try:
            born = date(int(found[1]), int(found[2]), int(found[3])) if found else None
        except ValueError:
            born = None
        if born is None:
            code = "birth-date-without-a-year" if text.startswith("--") else "card-date-unreadable"
            self._warn("BDAY", text, code)
        else:
            self._filled.add(Field.BIRTH_DATE)
        return born

    def _languages(self) -> str:
        found = dict.fromkeys(filter(None, (_on_one_line(line.text()) for line in self._lines("LANG"))))
        if found:
            self._filled.add(Field.LANGUAGE)
        return ", ".join(found)

    def _tags(self) -> tuple[str, ...]:
        tags = tidy_all(tuple(_on_one_line(tag) for line in self._lines("CATEGORIES") for tag in line.members()))
        if tags:
            self._filled.add(Field.TAGS)
        return tags

    def _notes_kept(self) -> str:
        """The notes, and where somebody works, which has no place of its own here."""
        notes = [line.text().strip() for line in self._lines("NOTE")]
        work = [", ".join(filter(None, _tidied(line.parts()))) for name in _WORK for line in self._lines(name)]
        if any(notes) or any(work):
            self._filled.add(Field.NOTES)
        return "\n".join([*filter(None, notes), *filter(None, [", ".join(filter(None, work))])])

    # --- how to reach somebody

    def _contacts(self) -> Iterator[ContactPoint]:
        for line in self._card.properties:
            if line.name == "TEL" and line.types & _NOT_PHONES and "VOICE" not in line.types - {"FAX"}:
                self._left_out.append("FAX")
            elif line.name in _CONTACTS:
                kind, value = self._reached(line)
                if value:
                    self._filled.add(_FILLED[kind])
                    yield ContactPoint(kind, value, label=self._label_of(line, kind), preferred=line.preferred)

    def _reached(self, line: CardLine) -> tuple[ContactKind, str]:
        if line.name == "EMAIL":
            return ContactKind.EMAIL, _on_one_line(line.text().removeprefix("mailto:"))
        if line.name == "ADR":
            return ContactKind.POSTAL, ", ".join(filter(None, (part.strip() for part in line.parts())))
        kind = ContactKind.MOBILE if line.types & {"CELL", "MOBILE"} else ContactKind.PHONE
        return kind, _phone(line.text())

    def _label_of(self, line: CardLine, kind: ContactKind) -> str:
        if line.group:
            for other in self._lines("X-ABLABEL"):
                if other.group.casefold() == line.group.casefold():
                    own = _OWN_LABEL.fullmatch(other.text().strip())
                    return _on_one_line(own[1] if own else other.text())
        return "work" if "WORK" in line.types and kind is not ContactKind.EMAIL else ""

    # --- what was wrong

    def _object(self, person: Person) -> None:
        places = {"given_name": "N", "birth_date": "BDAY", "emails": "EMAIL", "tags": "CATEGORIES"}
        for problem in objections_to(person, self._today):
            nameless = problem.code == "name-missing"
            told = Problem("row-without-a-name", about="name") if nameless else problem
            value = str(problem.facts.get("value") or problem.facts.get("name") or "")
            self._remark(places.get(problem.about, "N"), value, told)
        kind = next((line.text().strip().lower() for line in self._lines("KIND")), "individual")
        if kind in ("group", "org", "location"):
            self._remark("KIND", kind, Problem("card-of-no-person", facts={"value": kind}))
        if not self._card.closed:
            self._warn("", "", "card-cut-off")
        if self._card.unread:
            number, first = self._card.first_unread
            self._warn("", first, "card-lines-unread", line=number, count=self._card.unread)

    def _notes(self) -> Iterator[Problem]:
        others = [line.name for line in self._card.properties if line.name not in _READ | _SILENT and line.value]
        names = tuple(sorted(dict.fromkeys([*self._left_out, *others])))
        if names:
            yield Problem("card-parts-left-out", weight=Weight.WARNS, facts={"names": names})

    def _warn(self, column: str, value: str, code: str, *, line: int = 0, **facts: Fact) -> None:
        self._remark(column, value, Problem(code, weight=Weight.WARNS, facts={"value": value, **facts}), line=line)

    def _remark(self, column: str, value: str, problem: Problem, *, line: int = 0) -> None:
        self._remarks.append(RowRemark(self._number, column, value, problem, line or self._card.line))

    # --- asking the card

    def _source(self) -> Source | None:
        number = next((line.text().strip() for line in self._lines("UID")), "")
        return Source(LIST_NAME, self._label, number[:_LONGEST_NUMBER]) if number else None

    def _lines(self, name: str) -> Iterator[CardLine]:
        return (line for line in self._card.properties if line.name == name)

    def _first(self, field: Field, name: str, text: Callable[[CardLine], str] = CardLine.text) -> str:
        found = next((words for line in self._lines(name) if (words := _on_one_line(text(line)))), "")
        if found:
            self._filled.add(field)
        return found


_WORK = ("ORG", "TITLE", "ROLE")
_CONTACTS = frozenset({"TEL", "EMAIL", "ADR"})
_FILLED = {
    ContactKind.MOBILE: Field.MOBILE,
    ContactKind.PHONE: Field.PHONE,
    ContactKind.EMAIL: Field.EMAIL,
    ContactKind.POSTAL: Field.ADDRESS,
}
_LONGEST_NUMBER = 300


def _tidied(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_on_one_line(part) for part in parts)


def _on_one_line(text: str) -> str:
    """Names, numbers and tags stand in rows: what was broken over lines goes on behind a blank."""
    return " ".join(tidy(line) for line in text.splitlines() if line.strip())


def _phone(text: str) -> str:
    """The number; a `tel:` address with its extension, as people write it."""
    if not text.lower().startswith("tel:"):
        return _on_one_line(text)
    number, _semicolon, rest = unquote(text[4:]).partition(";")
    extension = re.search(r"(?:^|;)ext=([^;]+)", rest)
    return _on_one_line(f"{number} ext. {extension[1]}" if extension else number)
