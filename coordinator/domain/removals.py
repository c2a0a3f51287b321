"""What was removed lately and can be brought back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coordinator.domain.events import EventKind
from coordinator.domain.spans import When

KEPT_FOR = timedelta(days=30)
"""How long a removed record is offered for bringing back."""


class RemovedKind(StrEnum):
    """What can be removed."""

    PERSON = "person"
    EVENT = "event"
    VENUE = "venue"


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody or something that was removed: its name, when and by whom (empty when the log does not know). `when`
    and `event_kind` are an event's own."""

    kind: RemovedKind
    id: int
    name: str
    at: datetime
    by: str = ""
    when: When | None = None
    event_kind: EventKind | None = None


def as_removed(version: int, stored_version: int, deleted_at: datetime | None) -> int:
    """The version to bring a record back from, for somebody who saw this one: a removal is the next version and says
    nothing new."""
    return stored_version if deleted_at is not None and version == stored_version - 1 else version
