"""Everything out of the JSON file it was written to; what cannot be read is named by its place in the file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

from coordinator.domain.errors import FileTrouble
from coordinator.domain.events import (
    Event,
    EventKind,
    EventStatus,
    Position,
    Role,
    SignUp,
    SignupSource,
    SignupStatus,
    Source,
)
from coordinator.domain.people import ContactKind, ContactPoint, Person, PersonStatus
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When, zone_named
from coordinator.domain.typed import kept_letters
from coordinator.domain.venues import Space, Venue
from coordinator.domain.wholes import Everything, Kept, SourceLink
from coordinator.exchange.jsonout import FORMAT, VERSION

Word = TypeVar("Word", bound=StrEnum)

_MOST = 2**63 - 1  # of a number that names a record
_MOST_COUNTED = 2**31 - 1


class _Unreadable(Exception):
    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


@dataclass(frozen=True, slots=True)
class _Node:
    """A value of the file and where it stands; asked for as what it must be."""

    value: object
    where: str

    def __getitem__(self, key: str) -> "_Node":
        if not isinstance(self.value, dict):
            raise _Unreadable(self.where)
        place = f"{self.where}.{key}" if self.where else key
        if key not in self.value:
            raise _Unreadable(place)
        return _Node(self.value[key], place)

    def __iter__(self) -> Iterator["_Node"]:
        if not isinstance(self.value, list):
            raise _Unreadable(self.where)
        return (_Node(each, f"{self.where}[{number}]") for number, each in enumerate(self.value))

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise _Unreadable(self.where)
        return kept_letters(self.value)

    def later_text(self, key: str) -> str:
        """A text that files of the first version do not have."""
        return self[key].text() if isinstance(self.value, dict) and key in self.value else ""

    def later_number(self, key: str) -> int:
        """A number that older files do not have."""
        return self[key].number() if isinstance(self.value, dict) and key in self.value else 0

    def yes_no(self) -> bool:
        if not isinstance(self.value, bool):
            raise _Unreadable(self.where)
        return self.value

    def yes_no_unknown(self) -> bool | None:
        return None if self.value is None else self.yes_no()

    def number(self, least: int = 0, most: int = _MOST_COUNTED) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not least <= self.value <= most:
            raise _Unreadable(self.where)
        return self.value

    def id(self) -> int:
        return self.number(1, _MOST)

    def id_or_none(self) -> int | None:
        return None if self.value is None else self.id()

    def number_or_none(self) -> int | None:
        return None if self.value is None else self.number()

    def word(self, words: type[Word]) -> Word:
        try:
            return words(self.text())
        except ValueError:
            raise _Unreadable(self.where) from None

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise _Unreadable(self.where) from None

    def day_or_none(self) -> date | None:
        return None if self.value is None else self.day()

    def moment(self) -> datetime:
        try:
            return datetime.fromisoformat(self.text())
        except ValueError:
            raise _Unreadable(self.where) from None

    def wall(self) -> datetime:
        """The wall time; the offset beside it follows from the zone."""
        return self.moment().replace(tzinfo=None, fold=0)

    def wall_or_none(self) -> datetime | None:
        return None if self.value is None else self.wall()

    def instant(self) -> datetime:
        moment = self.moment()
        if moment.tzinfo is None:
            raise _Unreadable(self.where)
        return moment

    def instant_or_none(self) -> datetime | None:
        return None if self.value is None else self.instant()


def read_everything(content: bytes, *, name: str) -> Everything:
    """The records in the file. Raises FileTrouble: "not-everything" for other files, "everything-newer" for one of a
    later program, "everything-unreadable" with the place (fact `where`) of what is not as it must be."""
    root = _Node(_parsed(content, name), "")
    try:
        if root["format"].value != FORMAT:
            raise FileTrouble("not-everything", path=name)
        if root["version"].number() > VERSION:
            raise FileTrouble("everything-newer", path=name)
    except _Unreadable:
        raise FileTrouble("not-everything", path=name) from None
    try:
        return _everything(root)
    except _Unreadable as error:
        raise FileTrouble("everything-unreadable", path=name, where=error.where) from None


def _parsed(content: bytes, name: str) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # ValueError: not UTF-8, not JSON, a number of too many figures
        raise FileTrouble("not-everything", path=name) from None


def _everything(root: _Node) -> Everything:
    roles = tuple(_role(each) for each in root["roles"])
    names = {role.id or 0: role.name for role in roles}
    return Everything(
        precinct=_precinct(root["precinct"]),
        roles=roles,
        venues=tuple(Kept(_venue(each), *_instants(each)) for each in root["venues"]),
        people=tuple(Kept(_person(each), *_instants(each)) for each in root["people"]),
        events=tuple(
            Kept(_event(each, names), *_instants(each), each["override_reason"].text()) for each in root["events"]
        ),
        signups=tuple(Kept(_signup(each), *_instants(each)) for each in root["signups"]),
        sources=tuple(_source(each) for each in root["sources"]),
    )


def _instants(node: _Node) -> tuple[datetime, datetime]:
    return node["created_at"].instant(), node["changed_at"].instant()


def _version(node: _Node) -> int:
    return node["version"].number(1)


def _precinct(node: _Node) -> Precinct:
    return Precinct(
        name=node["name"].text(),
        unit=node["unit"].text(),
        address=node["address"].text(),
        phone=node["phone"].text(),
        email=node["email"].text(),
        website=node["website"].text(),
        zone=_zone(node["zone"]),
        paper=node["paper"].text(),
        clock=node["clock"].number(),
        first_weekday=node["first_weekday"].number(),
        languages=tuple(each.text() for each in node["languages"]),
        logo=node.later_text("logo"),
        log_months=node.later_number("log_months"),
    )


def _zone(node: _Node) -> str:
    zone = node.text()
    try:
        zone_named(zone)
    except (KeyError, ValueError, OSError):
        raise _Unreadable(node.where) from None
    return zone


def _role(node: _Node) -> Role:
    return Role(
        name=_needed(node["name"]),
        minimum_age=node["minimum_age"].number_or_none(),
        coaching=node["coaching"].yes_no(),
        colour=node["colour"].text(),
        id=node["id"].id(),
        deleted_at=node["removed_at"].instant_or_none(),
    )


def _needed(node: _Node) -> str:
    text = node.text()
    if not text.strip():
        raise _Unreadable(node.where)
    return text


def _venue(node: _Node) -> Venue:
    return Venue(
        name=node["name"].text(),
        address=node["address"].text(),
        phone=node["phone"].text(),
        access_notes=node["access_notes"].text(),
        step_free=node["step_free"].yes_no_unknown(),
        map_link=node["map_link"].text(),
        spaces=tuple(_space(each) for each in node["spaces"]),
        id=node["id"].id(),
        version=_version(node),
        deleted_at=node["removed_at"].instant_or_none(),
    )


def _space(node: _Node) -> Space:
    return Space(
        name=node["name"].text(),
        capacity=node["capacity"].number_or_none(),
        notes=node["notes"].text(),
        id=node["id"].id(),
        version=_version(node),
    )


def _person(node: _Node) -> Person:
    return Person(
        given_name=node["given_name"].text(),
        family_name=node["family_name"].text(),
        preferred_name=node["preferred_name"].text(),
        latin_name=node["latin_name"].text(),
        birth_date=node["birth_date"].day_or_none(),
        adult=node["adult"].yes_no(),
        language=node["language"].text(),
        status=node["status"].word(PersonStatus),
        rank=node["rank"].text(),
        shield_number=node["shield_number"].text(),
        availability=node["availability"].text(),
        notes=node["notes"].text(),
        contact_points=tuple(_contact(each) for each in node["contact_points"]),
        tags=tuple(dict.fromkeys(_needed(each) for each in node["tags"])),
        id=node["id"].id(),
        version=_version(node),
        deleted_at=node["removed_at"].instant_or_none(),
    )


def _contact(node: _Node) -> ContactPoint:
    return ContactPoint(
        kind=node["kind"].word(ContactKind),
        value=node["value"].text(),
        label=node["label"].text(),
        preferred=node["preferred"].yes_no(),
        may_contact=node["may_contact"].yes_no(),
        id=node["id"].id(),
        version=_version(node),
    )


def _event(node: _Node, roles: dict[int, str]) -> Event:
    return Event(
        kind=node["kind"].word(EventKind),
        title=node["title"].text(),
        when=_when(node),
        description=node["description"].text(),
        venue_id=node["venue_id"].id_or_none(),
        space_id=node["space_id"].id_or_none(),
        place=node["place"].text(),
        place_original=node["place_original"].text(),
        status=node["status"].word(EventStatus),
        cancel_reason=node["cancel_reason"].text(),
        public=node["public"].yes_no(),
        positions=tuple(_position(each, roles) for each in node["positions"]),
        uid=_needed(node["uid"]),
        id=node["id"].id(),
        version=_version(node),
        deleted_at=node["removed_at"].instant_or_none(),
    )


def _when(node: _Node) -> When:
    zone = _zone(node["zone"])
    if not node["all_day"].yes_no():
        return When(node["starts"].wall(), node["ends"].wall(), zone)
    first, last = node["starts"].day(), node["ends"].day()
    if not date.min < last < date.max:
        raise _Unreadable(node["ends"].where)
    return When.days(first, last, zone) if first <= last else _backwards(first, last, zone)


def _backwards(first: date, last: date, zone: str) -> When:
    """Days in the wrong order, for the rules to object to."""
    return When(datetime.combine(first, time()), datetime.combine(last, time()), zone, all_day=True)


def _position(node: _Node, roles: dict[int, str]) -> Position:
    role_id = node["role_id"].id()
    return Position(
        role_id=role_id,
        role=roles.get(role_id, ""),
        needed=node["needed"].number(),
        maximum=node["maximum"].number(),
        notes=node["notes"].text(),
        starts=node["own_starts"].wall_or_none(),
        ends=node["own_ends"].wall_or_none(),
        id=node["id"].id(),
        version=_version(node),
    )


def _signup(node: _Node) -> SignUp:
    return SignUp(
        position_id=node["position_id"].id(),
        person_id=node["person_id"].id(),
        status=node["status"].word(SignupStatus),
        source=node["source"].word(SignupSource),
        asked_at=node["asked_at"].instant_or_none(),
        answered_at=node["answered_at"].instant_or_none(),
        note=node["note"].text(),
        override_reason=node["override_reason"].text(),
        id=node["id"].id(),
        version=_version(node),
    )


def _source(node: _Node) -> SourceLink:
    kind = node["kind"]
    if kind.text() not in ("person", "venue", "event"):
        raise _Unreadable(kind.where)
    origin = Source(
        node["name"].text(),
        node["label"].text(),
        node["id"].text(),
        node["starts"].text(),
        node.later_text("original"),
    )
    return SourceLink(kind.text(), node["record_id"].id(), origin)
