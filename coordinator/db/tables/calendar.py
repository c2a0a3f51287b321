"""Events, roles, positions and sign-ups."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    false,
)

from coordinator.db.tables.base import Instant, index_of_some, logged, one_of, reference
from coordinator.domain.events import EventKind, EventStatus, SignupSource, SignupStatus

role = logged(
    "role",
    Column("name", Text, nullable=False),
    Column("minimum_age", Integer),
    Column("coaching", Boolean, nullable=False, server_default=false()),
    Column("colour", Text, nullable=False, server_default=""),
    Column("deleted_at", Instant),
    CheckConstraint("name <> ''", name="named"),
    CheckConstraint("minimum_age >= 0", name="minimum_age"),
    UniqueConstraint("name"),
)

event = logged(
    "event",
    Column("uid", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("all_day", Boolean, nullable=False),
    Column("starts_local", DateTime, nullable=False),
    Column("ends_local", DateTime, nullable=False),
    Column("zone", Text, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("long_running", Boolean, nullable=False),
    reference("venue_id", "venue", nullable=True),
    reference("space_id", "space", nullable=True),
    Column("place", Text, nullable=False, server_default=""),
    Column("place_original", Text, nullable=False, server_default=""),
    Column("status", Text, nullable=False),
    Column("cancel_reason", Text, nullable=False, server_default=""),
    Column("override_reason", Text, nullable=False, server_default=""),
    Column("public", Boolean, nullable=False),
    Column("deleted_at", Instant),
    CheckConstraint(f"kind IN ({one_of([*EventKind])})", name="kind"),
    CheckConstraint(f"status IN ({one_of([*EventStatus])})", name="status"),
    CheckConstraint("title <> ''", name="titled"),
    CheckConstraint("ends_local > starts_local", name="ends_after_start"),
    UniqueConstraint("uid"),
    Index("ix_event_starts_at", "starts_at", "ends_at"),
    index_of_some("ix_event_long_running", "ends_at", where="long_running"),
)

position = logged(
    "position",
    reference("event_id", "event"),
    reference("role_id", "role"),
    Column("rank", Integer, nullable=False),
    Column("starts_local", DateTime),
    Column("ends_local", DateTime),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("needed", Integer, nullable=False),
    Column("maximum", Integer, nullable=False),
    Column("notes", Text, nullable=False, server_default=""),
    CheckConstraint("needed >= 0", name="needed"),
    CheckConstraint("maximum >= 1 AND maximum >= needed", name="maximum"),
    CheckConstraint("ends_local > starts_local", name="ends_after_start"),
)

signup = logged(
    "signup",
    reference("position_id", "position", index=False),
    reference("person_id", "person"),
    Column("status", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("asked_at", Instant),
    Column("answered_at", Instant),
    Column("note", Text, nullable=False, server_default=""),
    Column("override_reason", Text, nullable=False, server_default=""),
    CheckConstraint(f"status IN ({one_of([*SignupStatus])})", name="status"),
    CheckConstraint(f"source IN ({one_of([*SignupSource])})", name="source"),
    UniqueConstraint("position_id", "person_id"),
)
