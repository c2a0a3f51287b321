"""Where records came from, remembered answers, printed sheets: kept for the program's own work."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint

from coordinator.db.tables.base import Instant, Key, bookkeeping, logged

source = logged(
    "source",
    Column("kind", Text, nullable=False),
    Column("record_id", Key, nullable=False),
    Column("name", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("external_id", Text, nullable=False),
    Column("starts", Text, nullable=False, server_default=""),
    Column("original", Text, nullable=False, server_default=""),
    CheckConstraint("kind IN ('person', 'venue', 'event')", name="kind"),
    UniqueConstraint("kind", "name", "external_id", "starts"),
    Index("ix_source_record", "kind", "record_id"),
)

import_mapping = bookkeeping(
    "import_mapping",
    Column("fingerprint", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("mapping", Text, nullable=False),
    Column("used_at", Instant, nullable=False),
    UniqueConstraint("kind", "fingerprint"),
)

duplicate_decision = bookkeeping(
    "duplicate_decision",
    Column("kind", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("record_id", Key, nullable=False),
    Column("decision", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("decision IN ('skip', 'update', 'add')", name="decision"),
    UniqueConstraint("kind", "fingerprint", "record_id"),
)

print_run = bookkeeping(
    "print_run",
    Column("sheet", Text, nullable=False),
    Column("sheet_id", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("sheet_id"),
)
