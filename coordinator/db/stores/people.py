"""People with their contact points and tags."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Subquery,
    and_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    true,
)

from coordinator.db import search
from coordinator.db.lines import Row
from coordinator.db.recorder import Recorder
from coordinator.db.stores.best import Search, Tier, best_ids
from coordinator.db.stores.counted import kept
from coordinator.db.stores.family import keep_in_step, with_ids
from coordinator.db.stores.keys import index_key
from coordinator.db.tables.base import possible_key
from coordinator.db.tables.calendar import event, position, signup
from coordinator.db.tables.people import contact_point, person, person_tag, tag
from coordinator.domain.errors import NotFound, Stale
from coordinator.domain.events import HOLDS_A_PLACE, EventStatus
from coordinator.domain.folding import fold
from coordinator.domain.listings import PeoplePage, PeopleQuery, PersonRow
from coordinator.domain.people import ContactKind, ContactPoint, Group, Person, PersonStatus
from coordinator.runtime.phones import match_key

_CHUNK = 500
_MANY = 1_000
_WALK = 4_000  # names looked at before sorting is the better way
_OWN = (
    "given_name",
    "family_name",
    "preferred_name",
    "latin_name",
    "birth_date",
    "adult",
    "language",
    "status",
    "rank",
    "shield_number",
    "availability",
    "notes",
)
PERSON_COLUMNS = (*_OWN, "id", "version", "deleted_at")


def contact_key(kind: ContactKind, value: str) -> str:
    """What equal contact points have in common: the number dialled, the folded address."""
    return index_key(match_key(value) if kind in (ContactKind.MOBILE, ContactKind.PHONE) else value)


class PeopleStore:
    """The people of one open database."""

    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        self._connection = connection
        self._recorder = recorder

    def get(self, person_id: int) -> Person:
        """One person, removed ones too; raises NotFound."""
        found = self.among([person_id])
        if not found:
            raise NotFound("no-such-person", id=person_id)
        return found[0]

    def among(self, ids: Sequence[int]) -> tuple[Person, ...]:
        """These people, in the order of their ids; unknown ids are left out."""
        people: list[Person] = []
        for start in range(0, len(ids), _CHUNK):
            people.extend(self._loaded(person.c.id.in_(map(possible_key, ids[start : start + _CHUNK]))))
        return tuple(people)

    def everyone(self, *, removed: bool = False) -> tuple[Person, ...]:
        """All people who are not removed, by id; with `removed` those too."""
        return self._loaded(true() if removed else person.c.deleted_at.is_(None))

    def add(self, new: Person) -> int:
        """Add one person with all that belongs to them; returns the id."""
        return self.add_many([new])[0]

    def add_many(self, new: Sequence[Person]) -> list[int]:
        """Add people in bulk; ids in the same order."""
        ids = self._recorder.insert_many(person, [person_values(one) for one in new])
        contacts = [
            {"person_id": key, **contact_values(point)}
            for key, one in zip(ids, new, strict=True)
            for point in one.contact_points
        ]
        self._recorder.insert_many(contact_point, contacts)
        tags = self._tag_ids({name for one in new for name in one.tags})
        self._recorder.insert_many(
            person_tag,
            [{"person_id": key, "tag_id": tags[name]} for key, one in zip(ids, new, strict=True) for name in one.tags],
        )
        return ids

    def save(self, wanted: Person) -> bool:
        """Save a card against the version it was read with; raises Stale with the card as it stands, NotFound.

        Returns False when nothing differs.
        """
        assert wanted.id is not None
        stored = self.get(wanted.id)
        self.refuse_stale(stored, wanted.version)
        parts = self._save_contacts(stored, wanted)
        parts = self._save_tags(stored, wanted) or parts
        return self._recorder.update(person, wanted.id, person_values(wanted), touch=parts)

    def set_deleted(self, person_id: int, *, deleted: bool, version: int | None = None) -> bool:
        """Remove a card or bring it back; it stays in the database."""
        stored = self.get(person_id)
        if version is not None:
            self.refuse_stale(stored, version)
        if (stored.deleted_at is not None) == deleted:
            return False
        return self._recorder.update(person, person_id, {"deleted_at": self._recorder.at if deleted else None})

    def all_tags(self) -> tuple[str, ...]:
        """The tags in use, in alphabetical order."""
        used = select(tag.c.name).join(person_tag, person_tag.c.tag_id == tag.c.id)
        used = used.join(person, person.c.id == person_tag.c.person_id).where(person.c.deleted_at.is_(None))
        return tuple(sorted(self._connection.execute(used.distinct()).scalars(), key=fold))

    def with_contact_keys(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
        """Who has these contact points: (kind group, key) -> ids; kind group is "phone" or "email"."""
        wanted = sorted({key for _kind, key in keys if key})
        found: dict[tuple[str, str], list[int]] = {}
        keyed: BindParameter[list[str]] = bindparam("keys", expanding=True)
        rows = (
            select(contact_point.c.kind, contact_point.c.match_key, contact_point.c.person_id)
            .join(person, person.c.id == contact_point.c.person_id)
            .where(contact_point.c.match_key.in_(keyed), person.c.deleted_at.is_(None))
            .order_by(contact_point.c.id)
        )
        for start in range(0, len(wanted), _CHUNK):
            for kind, key, person_id in self._connection.execute(rows, {"keys": wanted[start : start + _CHUNK]}):
                group = "email" if kind == ContactKind.EMAIL else "phone" if kind != ContactKind.POSTAL else kind
                found.setdefault((group, key), []).append(person_id)
        return found

    def names(self) -> tuple[tuple[int, str, str, str], ...]:
        """Id, given, family and Latin name of everyone who is not removed, by id."""
        rows = select(person.c.id, person.c.given_name, person.c.family_name, person.c.latin_name)
        found = self._connection.execute(rows.where(person.c.deleted_at.is_(None)).order_by(person.c.id))
        return tuple((row[0], row[1], row[2], row[3]) for row in found)

    def page(self, query: PeopleQuery, *, adults_born_by: Any, today_starts_at: Any) -> PeoplePage:
        """The lines of the list. `adults_born_by`: the latest birth date of somebody who is 18 today."""
        words = search.query_words(query.text)
        ids, total = self._page_ids(query, words, adults_born_by, today_starts_at)
        rows = self._rows(ids, adults_born_by, today_starts_at)
        if words:
            return PeoplePage(rows, total)
        counts = self._group_counts(adults_born_by)
        return PeoplePage(rows, total, counts[Group.EVERYONE], counts)

    def rows_of(self, ids: Sequence[int], *, adults_born_by: Any, today_starts_at: Any) -> tuple[PersonRow, ...]:
        """The lines of these people, in this order; removed ones are left out."""
        kept = select(person.c.id).where(person.c.id.in_(map(possible_key, ids)), person.c.deleted_at.is_(None))
        there = set(self._connection.execute(kept).scalars())
        return self._rows([key for key in ids if key in there], adults_born_by, today_starts_at)

    def matching_ids(self, text: str, *, limit: int | None = None) -> tuple[tuple[int, ...], int]:
        """Ids of people found by the text, by name, and how many there are in all."""
        return self._page_ids(PeopleQuery(text=text, limit=limit), search.query_words(text), None, None)

    def _page_ids(
        self, query: PeopleQuery, words: Sequence[str], adults_born_by: Any, from_instant: Any
    ) -> tuple[tuple[int, ...], int]:
        """The ids of the page, in order, and how many match in all.

        One or two letters, and common parts of names, stand in many names all over the alphabet: the first of them are
        found sooner by walking the names than by sorting all that match. The walk is short, and when it finds too few
        the sort does it.
        """
        last = None if query.limit is None else query.limit + query.offset
        total: int | None
        if query.sort == "best" and words and last is not None:
            total = self._count(query, words, adults_born_by)
            return self._best(query, words, adults_born_by, total)[query.offset : last], total
        mixed = bool(words) and min(map(len, words)) <= 2 < max(map(len, words))
        total = None
        if last is not None and words and not mixed and query.sort == "name" and not query.descending:
            total = self._count(query, words, adults_born_by)
            walked = self._walked(query, words, last, adults_born_by) if self._is_common(words, total, last) else ()
            if walked and len(walked) == last:
                return walked[query.offset :], total
        return self._sorted_ids(query, words, adults_born_by, from_instant, total)

    def _is_common(self, words: Sequence[str], total: int, last: int) -> bool:
        """If a walk over the first names probably meets enough that match; longer words are also looked up quickly."""
        if total <= _MANY:
            return False
        return max(map(len, words)) <= 2 or total * _WALK > 2 * last * self._everybody()

    def _sorted_ids(
        self, query: PeopleQuery, words: Sequence[str], adults_born_by: Any, from_instant: Any, total: int | None
    ) -> tuple[tuple[int, ...], int]:
        # Counting by itself is cheap where the index answers alone; where texts are looked into, once is enough.
        mixed = total is None and bool(words) and min(map(len, words)) <= 2
        counted = func.count().over() if mixed else literal(0)
        chosen = select(person.c.id, counted).where(*self._filters(query, adults_born_by))
        if words:
            chosen = chosen.where(person.c.id.in_(search.matching_ids(self._connection, "person", words)))
        beside = _beside(query, from_instant)
        if beside is not None:
            chosen = chosen.outerjoin(beside, beside.c.person_id == person.c.id)
        ordered = chosen.order_by(*_order(query, beside)).limit(query.limit).offset(query.offset)
        found = self._connection.execute(ordered).all()
        if total is None:
            total = found[0][1] if mixed and found else self._count(query, words, adults_born_by)
        return tuple(row[0] for row in found), total

    def _best(self, query: PeopleQuery, words: Sequence[str], adults_born_by: Any, total: int) -> tuple[int, ...]:
        kept = and_(*self._filters(query, adults_born_by))
        tier = Tier((kept,), person.c.sort_key)
        asked = Search(self._connection, "person", person.c.id, words, total)
        return best_ids(asked, [tier], limit=(query.limit or 0) + query.offset)

    def _walked(self, query: PeopleQuery, words: Sequence[str], last: int, adults_born_by: Any) -> tuple[int, ...]:
        near = select(person.c.id, person.c.sort_key).where(*self._filters(query, adults_born_by))
        near_rows = near.order_by(person.c.sort_key, person.c.id).limit(_WALK).subquery()
        held = search.holds_words(self._connection, "person", near_rows.c.id, words)
        found = select(near_rows.c.id).where(held).order_by(near_rows.c.sort_key, near_rows.c.id).limit(last)
        return tuple(self._connection.execute(found).scalars())

    def _count(self, query: PeopleQuery, words: Sequence[str], adults_born_by: Any) -> int:
        unfiltered = query.group is Group.EVERYONE and not query.tag and query.status is None
        if words and unfiltered:
            hits = search.matching_ids(self._connection, "person", words).subquery()
            return self._connection.execute(select(func.count()).select_from(hits)).scalar_one()
        if unfiltered and not words:
            return self._everybody()
        counted = select(func.count()).select_from(person).where(*self._filters(query, adults_born_by))
        if words:
            counted = counted.where(person.c.id.in_(search.matching_ids(self._connection, "person", words)))
        return self._connection.execute(counted).scalar_one()

    def _everybody(self) -> int:
        counted = select(func.count()).select_from(person).where(person.c.deleted_at.is_(None))
        return kept(self._connection, "everybody", lambda: self._connection.execute(counted).scalar_one())

    def _filters(self, query: PeopleQuery, adults_born_by: Any) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = [person.c.deleted_at.is_(None)]
        conditions.extend(_in_group(query.group, adults_born_by))
        if query.status is not None:
            conditions.append(person.c.status == query.status)
        if query.tag:
            tagged = select(person_tag.c.person_id).join(tag, tag.c.id == person_tag.c.tag_id)
            conditions.append(person.c.id.in_(tagged.where(tag.c.name == query.tag)))
        return conditions

    def _group_counts(self, adults_born_by: Any) -> dict[Group, int]:
        return kept(self._connection, ("groups", adults_born_by), lambda: self._groups_counted(adults_born_by))

    def _groups_counted(self, adults_born_by: Any) -> dict[Group, int]:
        counted = [
            func.count().filter(and_(true(), *_in_group(group, adults_born_by))).label(str(group)) for group in Group
        ]
        row = self._connection.execute(select(*counted).where(person.c.deleted_at.is_(None))).one()
        return dict(zip(Group, row, strict=True))

    def _rows(self, ids: Sequence[int], adults_born_by: Any, from_instant: Any) -> tuple[PersonRow, ...]:
        people = {one.id: one for one in self.among(sorted(ids))}
        upcoming = self._upcoming(ids, from_instant)
        return tuple(
            PersonRow(
                id=key,
                version=one.version,
                sort_name=one.sort_name,
                shown_name=one.shown_name,
                latin_name=one.latin_name,
                status=one.status,
                is_officer=one.is_officer,
                birth_date=one.birth_date,
                minor=one.birth_date is not None and one.birth_date > adults_born_by,
                phone=next(iter(one.phones), ""),
                email=next(iter(one.emails), ""),
                tags=one.tags,
                upcoming=upcoming.get(key, 0),
            )
            for key in ids
            if (one := people.get(key)) is not None
        )

    def _upcoming(self, ids: Sequence[int], from_instant: Any) -> dict[int, int]:
        counts: dict[int, int] = {}
        for start in range(0, len(ids), _CHUNK):
            held = _held_places(from_instant).where(signup.c.person_id.in_(ids[start : start + _CHUNK]))
            rows = held.add_columns(signup.c.person_id).group_by(signup.c.person_id)
            counts.update({row[1]: row[0] for row in self._connection.execute(rows)})
        return counts

    def _loaded(self, condition: ColumnElement[bool]) -> tuple[Person, ...]:
        rows = self._connection.execute(select(person).where(condition).order_by(person.c.id)).mappings().all()
        ids = select(person.c.id).where(condition)
        contacts = self._contacts(ids)
        tags = self._tags(ids)
        return tuple(person_of(row, contacts.get(row["id"], ()), tags.get(row["id"], ())) for row in rows)

    def _contacts(self, ids: Select[int]) -> Mapping[int, list[ContactPoint]]:
        found: dict[int, list[ContactPoint]] = {}
        rows = select(contact_point).where(contact_point.c.person_id.in_(ids)).order_by(contact_point.c.id)
        for row in self._connection.execute(rows).mappings():
            found.setdefault(row["person_id"], []).append(_contact(row))
        return found

    def _tags(self, ids: Select[int]) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = {}
        rows = select(person_tag.c.person_id, tag.c.name).join(tag, tag.c.id == person_tag.c.tag_id)
        for key, name in self._connection.execute(
            rows.where(person_tag.c.person_id.in_(ids)).order_by(person_tag.c.id)
        ):
            found.setdefault(key, []).append(name)
        return found

    def _save_contacts(self, stored: Person, wanted: Person) -> bool:
        keys = [point.id for point in stored.contact_points if point.id is not None]
        ids = with_ids(wanted.contact_points, stored.contact_points, lambda point: (point.kind, point.value))
        values = [{"person_id": stored.id, **contact_values(point)} for point in wanted.contact_points]
        rows = list(zip(ids, values, strict=True))
        return keep_in_step(self._recorder, contact_point, keys, rows)

    def _save_tags(self, stored: Person, wanted: Person) -> bool:
        if set(stored.tags) == set(wanted.tags):
            return False
        links = select(person_tag.c.id, tag.c.name).join(tag, tag.c.id == person_tag.c.tag_id)
        held = {name: key for key, name in self._connection.execute(links.where(person_tag.c.person_id == stored.id))}
        tags = self._tag_ids(set(wanted.tags))
        rows = [(held.get(name), {"person_id": stored.id, "tag_id": tags[name]}) for name in dict.fromkeys(wanted.tags)]
        return keep_in_step(self._recorder, person_tag, list(held.values()), rows)

    def _tag_ids(self, names: set[str]) -> dict[str, int]:
        known = {name: key for key, name in self._connection.execute(select(tag.c.id, tag.c.name))}
        new = sorted(names - known.keys())
        if not new:
            return known
        self._connection.execute(insert(tag), [{"name": name} for name in new])
        return {name: key for key, name in self._connection.execute(select(tag.c.id, tag.c.name))}

    def refuse_stale(self, stored: Person, version: int) -> None:
        """Raise Stale when the card moved on from this version."""
        if stored.version != version:
            assert stored.id is not None
            error: Stale = self._recorder.stale(person, stored.id)
            error.theirs = stored
            raise error


def _in_group(group: Group, adults_born_by: Any) -> list[ColumnElement[bool]]:
    officer = or_(person.c.rank != "", person.c.shield_number != "")
    if group is Group.OFFICERS:
        return [officer]
    if group is Group.YOUTH:
        return [person.c.birth_date > adults_born_by]
    if group is Group.VOLUNTEERS:
        serving = person.c.status.in_((PersonStatus.ACTIVE, PersonStatus.APPLICANT, PersonStatus.PAUSED))
        grown = or_(person.c.birth_date.is_(None), person.c.birth_date <= adults_born_by)
        return [~officer, serving, grown]
    return []


def _order(query: PeopleQuery, beside: Subquery | None) -> tuple[ColumnElement[Any], ...]:
    by_name = (person.c.sort_key, person.c.id)
    if query.sort in ("name", "best"):
        return tuple(column.desc() for column in by_name) if query.descending else by_name
    column: ColumnElement[Any]
    if beside is not None:
        column = func.coalesce(beside.c.sorted_by, 0) if query.sort == "upcoming" else beside.c.sorted_by
    else:
        own = {"given": func.lower(person.c.given_name), "status": person.c.status, "birth_date": person.c.birth_date}
        column = own[query.sort]
    return (column.is_(None), column.desc() if query.descending else column.asc(), *by_name)


def _beside(query: PeopleQuery, from_instant: Any) -> Subquery | None:
    """What a list is sorted by that is not on the card itself, one row a person: asked once, not person by person."""
    if query.sort == "upcoming":
        held = _held_places(from_instant).with_only_columns(signup.c.person_id, func.count().label("sorted_by"))
        return held.group_by(signup.c.person_id).subquery()
    if query.sort != "phone":
        return None
    # The one that is shown: the preferred one, else the first.
    place = func.row_number().over(
        partition_by=contact_point.c.person_id, order_by=(contact_point.c.preferred.desc(), contact_point.c.id)
    )
    phones = select(contact_point.c.person_id, contact_point.c.match_key.label("sorted_by"), place.label("place"))
    ranked = phones.where(contact_point.c.kind.in_((ContactKind.MOBILE, ContactKind.PHONE))).subquery()
    return select(ranked.c.person_id, ranked.c.sorted_by).where(ranked.c.place == 1).subquery()


def _held_places(from_instant: Any) -> Select[int]:
    return (
        select(func.count(signup.c.id))
        .join(position, position.c.id == signup.c.position_id)
        .join(event, event.c.id == position.c.event_id)
        .where(
            signup.c.status.in_(HOLDS_A_PLACE),
            position.c.ends_at > from_instant,
            event.c.deleted_at.is_(None),
            event.c.status != EventStatus.CANCELLED,
        )
    )


def person_values(one: Person) -> dict[str, Any]:
    """The columns of a card, its contact points and tags aside."""
    own = {name: getattr(one, name) for name in _OWN}
    return {**own, "status": str(one.status), "sort_key": index_key(one.sort_name), "deleted_at": one.deleted_at}


def contact_values(point: ContactPoint) -> dict[str, Any]:
    """The columns of a contact point, whose it is aside."""
    return {
        "kind": str(point.kind),
        "value": point.value,
        "label": point.label,
        "preferred": point.preferred,
        "may_contact": point.may_contact,
        "match_key": contact_key(point.kind, point.value),
    }


def person_of(row: Row, contacts: Iterable[ContactPoint] = (), tags: Iterable[str] = ()) -> Person:
    """A person's row with what belongs to it."""
    own = {name: row[name] for name in _OWN}
    own["status"] = PersonStatus(own["status"])
    return Person(
        **own,
        contact_points=tuple(contacts),
        tags=tuple(tags),
        id=row["id"],
        version=row["version"],
        deleted_at=row["deleted_at"],
    )


def _contact(row: RowMapping) -> ContactPoint:
    return ContactPoint(
        kind=ContactKind(row["kind"]),
        value=row["value"],
        label=row["label"],
        preferred=row["preferred"],
        may_contact=row["may_contact"],
        id=row["id"],
        version=row["version"],
    )
