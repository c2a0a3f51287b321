"""The one log of changes."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Identity, Index, Integer, Table, Text, false

from coordinator.db.tables.base import Instant, Key, bookkeeping, index_of_some, metadata

change_set = bookkeeping(
    "change_set",
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("pc", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("label_code", Text, nullable=False),
    Column("label_facts", Text, nullable=False),
    Column("target_id", Key, ForeignKey("change_set.id")),
    Column("undone", Boolean, nullable=False, server_default=false()),
    Column("schema_revision", Text, nullable=False),
    Column("token", Text),
    CheckConstraint("kind IN ('start', 'do', 'undo', 'redo')", name="kind"),
    Index("ix_change_set_actor", "actor", "kind", "id"),
    Index("ix_change_set_label_code", "label_code", "id"),
    Index("ix_change_set_token", "token", unique=True),
)

change = Table(
    "change",
    metadata,
    Column("id", Key, Identity(), primary_key=True),
    Column("change_set_id", Key, ForeignKey("change_set.id"), nullable=False, index=True),
    Column("table_name", Text, nullable=False),
    Column("key", Key, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("ix_change_row", "table_name", "key", "id"),
    # `after` is always NULL here: SQLite takes the index of all lines unless this one answers both conditions.
    index_of_some("ix_change_gone", "table_name", "after", where="after IS NULL"),
    sqlite_autoincrement=True,
)
