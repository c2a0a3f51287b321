"""Rows become the values that lists and calendars show, whoever read them."""

from collections.abc import Sequence
from typing import Any, Protocol

from coordinator.domain.events import Event, EventKind, EventStatus, Position, Source, Tally, position_when
from coordinator.domain.listings import CalendarEvent, CalendarLine, EventLine, PositionLine
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import When


class Row(Protocol):
    """What a row gives by the name of a column, be it SQLAlchemy's or the bare driver's."""

    def __getitem__(self, name: str, /) -> Any: ...


PRECINCT_COLUMNS = (
    "name",
    "unit",
    "address",
    "phone",
    "email",
    "website",
    "zone",
    "paper",
    "clock",
    "first_weekday",
    "logo",
    "log_months",
)
OWN_COLUMNS = (
    "uid",
    "title",
    "description",
    "venue_id",
    "space_id",
    "place",
    "place_original",
    "cancel_reason",
    "public",
    "deleted_at",
)
EVENT_COLUMNS = ("id", "version", "kind", "status", "starts_local", "ends_local", "zone", "all_day")
CALENDAR_COLUMNS = (
    "id",
    "version",
    "kind",
    "title",
    "starts_local",
    "ends_local",
    "zone",
    "all_day",
    "status",
    "cancel_reason",
    "venue_id",
    "place",
)
POSITION_COLUMNS = (
    "id",
    "event_id",
    "version",
    "role_id",
    "needed",
    "maximum",
    "notes",
    "starts_local",
    "ends_local",
)


Standing = tuple[Tally, int, int]
"""How the positions of an event stand together, the places still to fill, and how many positions there are."""

_KINDS = {str(kind): kind for kind in EventKind}
_STATUSES = {str(status): status for status in EventStatus}


def calendar_line_of(row: Sequence[Any], standing: Standing) -> CalendarLine:
    """A row of CALENDAR_COLUMNS and the names of venue and space. By place, not by name: there are hundreds at once."""
    key, version, kind, title, starts, ends, zone, all_day, status, reason, venue_id, place, venue, space = row
    when = When(starts, ends, zone, all_day)
    found = CalendarEvent(key, version, _KINDS[kind], title, when, _STATUSES[status], reason, venue_id, place)
    return CalendarLine(found, venue or "", space or "", *standing)


def line_of(row: Row, positions: Sequence[tuple[Position, Tally]], origin: Source | None) -> EventLine:
    """An event's row with the names of its place, its positions and where it was imported from."""
    found = event_of(row, tuple(each for each, _tally in positions), origin)
    lines = tuple(PositionLine(each, row["id"], position_when(found.when, each), tally) for each, tally in positions)
    return EventLine(found, row["venue_name"] or "", row["space_name"] or "", _total(positions), lines)


def _total(positions: Sequence[tuple[Position, Tally]]) -> Tally:
    if len(positions) == 1:
        return positions[0][1]
    return Tally(
        sum(tally.needed for _each, tally in positions),
        sum(tally.maximum for _each, tally in positions),
        sum(tally.confirmed for _each, tally in positions),
        sum(tally.offered for _each, tally in positions),
    )


def event_of(row: Row, positions: tuple[Position, ...], origin: Source | None) -> Event:
    """An event's row with its positions and where it was imported from."""
    own = {name: row[name] for name in OWN_COLUMNS}
    when = When(row["starts_local"], row["ends_local"], row["zone"], all_day=row["all_day"])
    return Event(
        kind=EventKind(row["kind"]),
        when=when,
        status=EventStatus(row["status"]),
        positions=positions,
        source=origin,
        id=row["id"],
        version=row["version"],
        **own,
    )


def position_of(row: Row) -> Position:
    """A position's row with the name of its role."""
    return Position(
        role_id=row["role_id"],
        role=row["role_name"],
        needed=row["needed"],
        maximum=row["maximum"],
        notes=row["notes"],
        starts=row["starts_local"],
        ends=row["ends_local"],
        id=row["id"],
        version=row["version"],
    )


def precinct_of(row: Row) -> Precinct:
    """The one row about the office."""
    own = {name: row[name] for name in PRECINCT_COLUMNS}
    return Precinct(**own, languages=tuple(row["languages"].split()), id=row["id"], version=row["version"])


def source_of(row: Row) -> Source:
    """Where a record came from."""
    return Source(row["name"], row["label"], row["external_id"], row["starts"], row["original"])
