"""Venues and their spaces."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, Text, UniqueConstraint

from coordinator.db.tables.base import Instant, logged, reference

venue = logged(
    "venue",
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False, server_default=""),
    Column("phone", Text, nullable=False, server_default=""),
    Column("access_notes", Text, nullable=False, server_default=""),
    Column("step_free", Boolean),
    Column("map_link", Text, nullable=False, server_default=""),
    Column("sort_key", Text, nullable=False, index=True),
    Column("deleted_at", Instant),
    CheckConstraint("name <> ''", name="named"),
)

space = logged(
    "space",
    reference("venue_id", "venue", index=False),
    Column("name", Text, nullable=False),
    Column("capacity", Integer),
    Column("notes", Text, nullable=False, server_default=""),
    CheckConstraint("name <> ''", name="named"),
    CheckConstraint("capacity >= 0", name="capacity"),
    UniqueConstraint("venue_id", "name"),
)
