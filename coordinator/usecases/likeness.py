"""Who may be the same human as somebody on a card. The rules and thresholds are in `domain.duplicates`."""

from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from coordinator.db.stores.people import contact_key
from coordinator.db.work import Work
from coordinator.domain.duplicates import (
    MOST_COMPARED,
    NEAR_NAME,
    NEAR_NAME_REASON,
    SAME_EMAIL,
    SAME_PHONE,
    counts_as_phone,
    name_keys,
)
from coordinator.domain.listings import Likeness
from coordinator.domain.people import ContactKind, ContactPoint, Person

_SURE = 100


def likely_duplicates(work: Work, person: Person) -> tuple[Likeness, ...]:
    """Others who may be the same human, the likeliest first, each with the strongest reason."""
    found = {like.person.id: like for like in (*_near_names(work, person), *_same_contacts(work, person))}
    found.pop(person.id, None)
    return tuple(sorted(found.values(), key=lambda like: (-like.score, like.person.sort_name, like.person.id or 0)))


def _same_contacts(work: Work, person: Person) -> Iterator[Likeness]:
    wanted = {kind_and_key for point in person.contact_points if (kind_and_key := _comparable(point)) is not None}
    reasons: dict[int, str] = {}
    for (kind, key), ids in work.people.with_contact_keys(wanted).items():
        if (kind, key) in wanted:
            for person_id in ids:
                reasons.setdefault(person_id, SAME_EMAIL if kind == "email" else SAME_PHONE)
    for one in work.people.among(sorted(reasons)):
        assert one.id is not None
        yield Likeness(one, reasons[one.id], _SURE)


def _comparable(point: ContactPoint) -> tuple[str, str] | None:
    if point.kind is ContactKind.POSTAL or not point.value.strip():
        return None
    key = contact_key(point.kind, point.value.strip())
    if point.kind is ContactKind.EMAIL:
        return ("email", key)
    return ("phone", key) if counts_as_phone(key) else None


def _near_names(work: Work, person: Person) -> Iterator[Likeness]:
    keys = name_keys(person)
    for other in work.people.among(sorted(_begin_alike(work, keys))):
        score = max((round(ratio(mine, theirs)) for mine in keys for theirs in name_keys(other)), default=0)
        if score >= NEAR_NAME:
            yield Likeness(other, NEAR_NAME_REASON, score)


def _begin_alike(work: Work, keys: tuple[str, ...]) -> set[int]:
    """People with all the words of a name, or one that holds the beginning of a word: the index finds them."""
    found: set[int] = set()
    for key in keys:
        for text in (key, *(word[:3] for word in key.split())):
            ids, _count = work.people.matching_ids(text, limit=MOST_COMPARED)
            found.update(ids)
    return found
