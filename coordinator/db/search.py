"""The search index: inside words, over accents and scripts, on both databases.

SQLite has two FTS5 tables: `search_text` (trigrams, for words of three letters and more) and `search_gram` (single
letters and pairs, for shorter ones). PostgreSQL without pg_trgm has `search_entry`, an array of grams under a GIN
index, and the text to look again. An entry has two lines: what the record is called, and what else finds it (phone,
e-mail, address). One or two letters look only into the first: "le" would be in every e-mail address that ends in
".example". All of it is derived from the tables; `rebuild` makes it anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    TableClause,
    bindparam,
    column,
    func,
    literal,
    or_,
    select,
    table,
    text,
)

from coordinator.db.bulk import MANY, write_rows
from coordinator.db.tables.calendar import event
from coordinator.db.tables.people import contact_point, person, person_tag, tag
from coordinator.db.tables.places import space, venue
from coordinator.domain.folding import digits_of, fold, looks_like_phone, words_of

KINDS = ("person", "venue", "event")
_SLOTS = 4  # row numbers of the index: record id * 4 + place of the kind
_KIND_OF_SLOT = (*KINDS, "search")  # the last one has no records: whatever has its numbers is wrong
_CHUNK = 500
_MOST_WORDS = 40
_LONGEST_WORD = 100

_LINE = "\n"
_BETWEEN = (" ", _LINE, "-")  # what a word begins after

PlaceOf = Callable[..., ColumnElement[int]]

_text = table("search_text", column("rowid"), column("search_text"), column("folded"))
_gram = table("search_gram", column("rowid"), column("search_gram"), column("grams"))
_ENTRY_COLUMNS = ("kind", "record_id", "folded", "grams")
_entry = table("search_entry", *map(column, _ENTRY_COLUMNS))


def owners_of(table_name: str, row: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Which entries of the index a row belongs to."""
    if table_name in KINDS:
        yield table_name, row["id"]
    elif table_name in ("contact_point", "person_tag"):
        yield "person", row["person_id"]
    elif table_name == "space":
        yield "venue", row["venue_id"]


def owners_in(table_name: str, columns: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, Sequence[int]]]:
    """As `owners_of`, of many rows given column by column."""
    if table_name in KINDS:
        yield table_name, columns["id"]
    elif table_name in ("contact_point", "person_tag"):
        yield "person", columns["person_id"]
    elif table_name == "space":
        yield "venue", columns["venue_id"]


def query_words(query: str, kind: str = "person") -> tuple[str, ...]:
    """The folded words to look for, each once; for people, a part of a phone number is one word of digits.

    A text pasted by mistake would cost the index gigabytes: the first words of it, and the first letters of each, do.
    """
    phone = kind == "person" and looks_like_phone(query)
    words = (digits_of(query),) if phone else words_of(query)
    return tuple(dict.fromkeys(word[:_LONGEST_WORD] for word in words))[:_MOST_WORDS]


def matching_ids(connection: Connection, kind: str, words: Sequence[str]) -> Select[int]:
    """A statement that selects the ids of the records that hold every word."""
    if connection.dialect.name == "postgresql":
        return _matching_on_server(kind, words)
    long = [word for word in words if len(word) >= 3]
    short = [word for word in words if len(word) < 3]
    if not long:
        return _matching_short(kind, short)
    # The few that hold the long word are looked into for the short ones, which alone may be in nearly every entry.
    return _matching_long(kind, long).where(*(_in_first_line(func.instr, _text, word) for word in short))


def _matching_long(kind: str, words: Sequence[str]) -> Select[int]:
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    slot = literal(KINDS.index(kind))
    return select((_text.c.rowid // _SLOTS).label("record_id")).where(
        _text.c.search_text.op("MATCH")(quoted), _text.c.rowid % _SLOTS == slot
    )


def _matching_short(kind: str, words: Sequence[str]) -> Select[int]:
    return select((_gram.c.rowid // _SLOTS).label("record_id")).where(_grams_match(kind, words))


def _grams_match(kind: str, words: Sequence[str]) -> ColumnElement[bool]:
    return _gram.c.search_gram.op("MATCH")(" ".join(_coded(kind, word) for word in words))


def _coded(kind: str, gram: str) -> str:
    # Letters of any script become one plain token that the tokenizer leaves alone; the kind is part of it.
    return f"{kind[0]}x" + "x".join(format(ord(letter), "x") for letter in gram)


class _Codes(dict[str, str]):
    """The codes of a kind, each made once: names share most of their pairs."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, gram: str) -> str:
        self[gram] = code = _coded(self._kind, gram)
        return code


def _matching_on_server(kind: str, words: Sequence[str]) -> Select[int]:
    needed = sorted({gram for word in words for gram in _grams_asked(word)})
    found = select(_entry.c.record_id.label("record_id")).where(_entry.c.kind == kind, _entry.c.grams.op("@>")(needed))
    return found.where(*(_holds(func.strpos, _entry, word) for word in words))


def _holds(place_of: PlaceOf, entries: TableClause, word: str) -> ColumnElement[bool]:
    """If an entry holds the word, in its first line when the word is short."""
    if len(word) < 3:
        return _in_first_line(place_of, entries, word)
    return place_of(entries.c.folded, word) > 0


def _in_first_line(place_of: PlaceOf, entries: TableClause, word: str) -> ColumnElement[bool]:
    return place_of(entries.c.folded, word).between(1, place_of(entries.c.folded, _LINE))


def holds_words(
    connection: Connection, kind: str, record_id: ColumnElement[int], words: Sequence[str]
) -> ColumnElement[bool]:
    """A condition that looks into the text of one record after the other."""
    if connection.dialect.name == "postgresql":
        held = select(literal(1)).where(_entry.c.kind == kind, _entry.c.record_id == record_id)
        return held.where(*(_holds(func.strpos, _entry, word) for word in words)).exists()
    held = select(literal(1)).where(_text.c.rowid == record_id * _SLOTS + KINDS.index(kind))
    return held.where(*(_holds(func.instr, _text, word) for word in words)).exists()


def begins_words(
    connection: Connection, kind: str, record_id: ColumnElement[int], words: Sequence[str]
) -> ColumnElement[bool]:
    """As `holds_words`, of texts in which every word begins a word."""
    if connection.dialect.name == "postgresql":
        held = select(literal(1)).where(_entry.c.kind == kind, _entry.c.record_id == record_id)
        return held.where(*(_begins(func.strpos, _entry, word) for word in words)).exists()
    held = select(literal(1)).where(_text.c.rowid == record_id * _SLOTS + KINDS.index(kind))
    return held.where(*(_begins(func.instr, _text, word) for word in words)).exists()


def _begins(place_of: PlaceOf, entries: TableClause, word: str) -> ColumnElement[bool]:
    """If a word of the entry begins so, one of the first line when what was typed is short."""
    spaced = literal(" ", literal_execute=True) + entries.c.folded
    last = place_of(spaced, _LINE)
    places = [place_of(spaced, between + word) for between in _BETWEEN]
    if len(word) < 3:
        return or_(*(place.between(1, last - 1) for place in places))
    return or_(*(place > 0 for place in places))


def reindex(connection: Connection, owners: Mapping[str, Iterable[int]]) -> None:
    """Bring the entries of these records up to what the tables say."""
    for kind, keys in owners.items():
        wanted = sorted(keys)
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            _write(connection, kind, chunk, _texts(connection, kind, chunk))


def rebuild(connection: Connection, *, told: Callable[[int], object] = bool) -> None:
    """Empty the index and make it anew. `told` hears of every so many records."""
    for name in ("search_entry",) if connection.dialect.name == "postgresql" else ("search_text", "search_gram"):
        connection.execute(text(f"DELETE FROM {name}"))
    for kind, source in (("person", person), ("venue", venue), ("event", event)):
        keys = connection.execute(select(source.c.id)).scalars().all()
        for start in range(0, len(keys), _CHUNK):
            reindex(connection, {kind: keys[start : start + _CHUNK]})
            told(len(keys[start : start + _CHUNK]))


def wrong_entries(connection: Connection) -> list[tuple[str, int]]:
    """Kind and id of every record whose entry differs from the tables, and of entries without a record."""
    stored = _stored_texts(connection)
    for entry in _entries_without_grams(connection):
        stored[entry] = ""
    wrong: list[tuple[str, int]] = []
    for kind, source in (("person", person), ("venue", venue), ("event", event)):
        keys = connection.execute(select(source.c.id).order_by(source.c.id)).scalars().all()
        for start in range(0, len(keys), _CHUNK):
            chunk = keys[start : start + _CHUNK]
            right = _texts(connection, kind, chunk)
            wrong.extend((kind, key) for key in chunk if stored.pop((kind, key), None) != right.get(key))
    return wrong + sorted(stored)


def _stored_texts(connection: Connection) -> dict[tuple[str, int], str]:
    if connection.dialect.name == "postgresql":
        rows = connection.execute(select(_entry.c.kind, _entry.c.record_id, _entry.c.folded))
        return {(row.kind, row.record_id): row.folded for row in rows}
    pairs = connection.execute(select(_text.c.rowid, _text.c.folded))
    return {(_KIND_OF_SLOT[row.rowid % _SLOTS], row.rowid // _SLOTS): row.folded for row in pairs}


def _entries_without_grams(connection: Connection) -> Iterator[tuple[str, int]]:
    """Entries that short words do not find, or on the server any word, though the text is there."""
    if connection.dialect.name == "postgresql":
        for row in connection.execute(select(_entry.c.kind, _entry.c.record_id, _entry.c.folded, _entry.c.grams)):
            if row.grams != _server_grams(row.folded):
                yield row.kind, row.record_id
        return
    of_grams, of_texts = (set(connection.execute(select(each.c.rowid)).scalars()) for each in (_gram, _text))
    for row_id in sorted(of_grams ^ of_texts):
        yield _KIND_OF_SLOT[row_id % _SLOTS], row_id // _SLOTS


def _server_grams(folded: str) -> list[str]:
    return sorted(_short_grams(folded) | _grams(folded, 3))


def _write(connection: Connection, kind: str, keys: Sequence[int], texts: Mapping[int, str]) -> None:
    if connection.dialect.name == "postgresql":
        _write_on_server(connection, kind, keys, texts)
        return
    slot = KINDS.index(kind)
    _take_out(connection, [key * _SLOTS + slot for key in keys])
    rows = [(key * _SLOTS + slot, folded) for key, folded in texts.items()]
    codes = _Codes(kind)
    grams = ((row_id, " ".join([codes[gram] for gram in _short_grams(folded)])) for row_id, folded in rows)
    write_rows(connection, "search_text", ("rowid", "folded"), rows)
    write_rows(connection, "search_gram", ("rowid", "grams"), grams)


def _take_out(connection: Connection, row_ids: Sequence[int]) -> None:
    """Only what is there: to be told so for each of the others costs more than to look."""
    for entries in (_text, _gram):
        there = select(entries.c.rowid).where(entries.c.rowid.in_(_KEYS))
        found = connection.execute(there, {"keys": row_ids}).scalars().all()
        if found:
            statement = text(f"DELETE FROM {entries.name} WHERE rowid = :rowid")
            connection.execute(statement, [{"rowid": row_id} for row_id in found])


def _write_on_server(connection: Connection, kind: str, keys: Sequence[int], texts: Mapping[int, str]) -> None:
    gone = text("DELETE FROM search_entry WHERE kind = :kind AND record_id = ANY(:keys)")
    connection.execute(gone, {"kind": kind, "keys": list(keys)})
    rows = [(kind, key, folded, _server_grams(folded)) for key, folded in texts.items()]
    if len(rows) >= MANY:
        write_rows(connection, "search_entry", _ENTRY_COLUMNS, rows)
    elif rows:
        added = "INSERT INTO search_entry (kind, record_id, folded, grams) VALUES (:kind, :record_id, :folded, :grams)"
        connection.execute(text(added), [dict(zip(_ENTRY_COLUMNS, row, strict=True)) for row in rows])


def _short_grams(folded: str) -> set[str]:
    called = folded.partition(_LINE)[0]
    grams = set(called)
    grams.discard(" ")
    return grams | _grams(called, 2)


def _grams(folded: str, length: int) -> set[str]:
    return {word[start : start + length] for word in folded.split() for start in range(len(word) - length + 1)}


def _grams_asked(word: str) -> set[str]:
    return {word} if len(word) <= 3 else {word[start : start + 3] for start in range(len(word) - 2)}


def _texts(connection: Connection, kind: str, keys: Sequence[int]) -> dict[int, str]:
    makers = {"person": _person_texts, "venue": _venue_texts, "event": _event_texts}
    return {key: entry.text() for key, entry in makers[kind](connection, keys).items()}


# Given as one parameter: SQLAlchemy looks at each of many by itself, which takes longer than the question.
_KEYS: BindParameter[Sequence[int]] = bindparam("keys", expanding=True)


@dataclass(slots=True)
class _Entry:
    called: list[str]
    found_by: list[str]

    def text(self) -> str:
        return fold(" ".join(self.called)) + _LINE + fold(" ".join(self.found_by))


def _person_texts(connection: Connection, keys: Sequence[int]) -> dict[int, _Entry]:
    names = (person.c.given_name, person.c.family_name, person.c.preferred_name, person.c.latin_name)
    rows = select(person.c.id, *names, person.c.shield_number)
    asked = {"keys": keys}
    found = connection.execute(rows.where(person.c.id.in_(_KEYS), person.c.deleted_at.is_(None)), asked)
    entries = {row[0]: _Entry(list(row[1:5]), [row[5], *_as_digits(row[5])]) for row in found}
    reached = select(contact_point.c.person_id, contact_point.c.kind, contact_point.c.value, contact_point.c.match_key)
    ordered = reached.where(contact_point.c.person_id.in_(_KEYS)).order_by(contact_point.c.id)
    for key, kind, value, match_key in connection.execute(ordered, asked):
        if key in entries:
            typed = [value, *_as_digits(value)] if kind in ("email", "postal") else [digits_of(value), match_key]
            entries[key].found_by.extend(typed)
    tagged = select(person_tag.c.person_id, tag.c.name).join(tag, tag.c.id == person_tag.c.tag_id)
    for key, name in connection.execute(
        tagged.where(person_tag.c.person_id.in_(_KEYS)).order_by(person_tag.c.id), asked
    ):
        if key in entries:
            entries[key].found_by.append(name)
    return entries


def _as_digits(value: str) -> list[str]:
    """Numbers with signs between their digits, "12-345", as they are asked for: without the signs."""
    return [digits_of(word) for word in value.split() if not word.isdigit() and looks_like_phone(word)]


def _venue_texts(connection: Connection, keys: Sequence[int]) -> dict[int, _Entry]:
    rows = select(venue.c.id, venue.c.name, venue.c.address)
    found = connection.execute(rows.where(venue.c.id.in_(keys), venue.c.deleted_at.is_(None)))
    entries = {row[0]: _Entry([row[1]], [row[2]]) for row in found}
    named = select(space.c.venue_id, space.c.name).where(space.c.venue_id.in_(keys)).order_by(space.c.id)
    for key, name in connection.execute(named):
        if key in entries:
            entries[key].called.append(name)
    return entries


def _event_texts(connection: Connection, keys: Sequence[int]) -> dict[int, _Entry]:
    rows = select(event.c.id, event.c.title, event.c.place, event.c.description)
    found = connection.execute(rows.where(event.c.id.in_(keys), event.c.deleted_at.is_(None)))
    return {row[0]: _Entry([row[1], row[2]], [row[3]]) for row in found}
