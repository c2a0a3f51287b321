"""People, how to reach them, and their tags."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Text, UniqueConstraint, false, text

from coordinator.db.tables.base import Instant, bookkeeping, index_of_some, logged, one_of, reference
from coordinator.domain.people import ContactKind, PersonStatus

person = logged(
    "person",
    Column("given_name", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("preferred_name", Text, nullable=False, server_default=""),
    Column("latin_name", Text, nullable=False, server_default=""),
    Column("birth_date", Date),
    Column("adult", Boolean, nullable=False, server_default=false()),
    Column("language", Text, nullable=False, server_default=""),
    Column("status", Text, nullable=False),
    Column("rank", Text, nullable=False, server_default=""),
    Column("shield_number", Text, nullable=False, server_default=""),
    Column("availability", Text, nullable=False, server_default=""),
    Column("notes", Text, nullable=False, server_default=""),
    Column("sort_key", Text, nullable=False),
    Column("deleted_at", Instant),
    CheckConstraint(f"status IN ({one_of([*PersonStatus])})", name="status"),
    CheckConstraint("given_name <> '' OR family_name <> ''", name="named"),
    index_of_some("ix_person_sort_key", "sort_key", "id", where="deleted_at IS NULL"),
)

contact_point = logged(
    "contact_point",
    reference("person_id", "person"),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("label", Text, nullable=False, server_default=""),
    Column("preferred", Boolean, nullable=False, server_default=false()),
    Column("may_contact", Boolean, nullable=False, server_default=text("true")),
    Column("match_key", Text, nullable=False),
    CheckConstraint(f"kind IN ({one_of([*ContactKind])})", name="kind"),
    Index("ix_contact_point_match_key", "match_key"),
)

# A word once used stays known: the log holds who carries it, so undoing an addition never meets a tag in use.
tag = bookkeeping("tag", Column("name", Text, nullable=False), UniqueConstraint("name"))

person_tag = logged(
    "person_tag",
    reference("person_id", "person", index=False),
    reference("tag_id", "tag"),
    UniqueConstraint("person_id", "tag_id"),
)
