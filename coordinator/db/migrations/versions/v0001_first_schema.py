"""The first schema: precinct, people, places, calendar, log, bookkeeping and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _change_set()
    _duplicate_decision()
    _import_mapping()
    _person()
    _precinct()
    _print_run()
    _role()
    _source()
    _tag()
    _venue()
    _change()
    _contact_point()
    _person_tag()
    _space()
    _event()
    _position()
    _signup()
    _search_index()


def downgrade() -> None:
    """There is nothing before the first schema."""
    raise RuntimeError("the first schema has no predecessor")


def _change_set() -> None:
    op.create_table(
        "change_set",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("pc", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label_code", sa.Text(), nullable=False),
        sa.Column("label_facts", sa.Text(), nullable=False),
        sa.Column("target_id", KEY, nullable=True),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("schema_revision", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('start', 'do', 'undo', 'redo')", name=op.f("ck_change_set_kind")),
        sa.ForeignKeyConstraint(["target_id"], ["change_set.id"], name=op.f("fk_change_set_target_id_change_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_set")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_set_actor", "change_set", ["actor", "kind", "id"], unique=False)
    op.create_index("ix_change_set_label_code", "change_set", ["label_code", "id"], unique=False)


def _duplicate_decision() -> None:
    op.create_table(
        "duplicate_decision",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("decision IN ('skip', 'update', 'add')", name=op.f("ck_duplicate_decision_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_decision")),
        sa.UniqueConstraint(
            "kind", "fingerprint", "record_id", name=op.f("uq_duplicate_decision_kind_fingerprint_record_id")
        ),
        sqlite_autoincrement=True,
    )


def _import_mapping() -> None:
    op.create_table(
        "import_mapping",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("used_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("kind", "fingerprint", name=op.f("uq_import_mapping_kind_fingerprint")),
        sqlite_autoincrement=True,
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("preferred_name", sa.Text(), server_default="", nullable=False),
        sa.Column("latin_name", sa.Text(), server_default="", nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("adult", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), server_default="", nullable=False),
        sa.Column("shield_number", sa.Text(), server_default="", nullable=False),
        sa.Column("availability", sa.Text(), server_default="", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("deleted_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("given_name <> '' OR family_name <> ''", name=op.f("ck_person_named")),
        sa.CheckConstraint(
            "status IN ('prospect', 'applicant', 'active', 'paused', 'former', 'barred')", name=op.f("ck_person_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_person_sort_key",
        "person",
        ["sort_key", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def _precinct() -> None:
    op.create_table(
        "precinct",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("website", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("clock", sa.Integer(), nullable=False),
        sa.Column("first_weekday", sa.Integer(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("paper IN ('letter', 'a4')", name=op.f("ck_precinct_paper")),
        sa.CheckConstraint("clock IN (12, 24)", name=op.f("ck_precinct_clock")),
        sa.CheckConstraint("first_weekday BETWEEN 0 AND 6", name=op.f("ck_precinct_first_weekday")),
        sa.CheckConstraint("id = 1", name=op.f("ck_precinct_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precinct")),
        sqlite_autoincrement=True,
    )


def _print_run() -> None:
    op.create_table(
        "print_run",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("sheet_id", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")),
        sa.UniqueConstraint("sheet_id", name=op.f("uq_print_run_sheet_id")),
        sqlite_autoincrement=True,
    )


def _role() -> None:
    op.create_table(
        "role",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("coaching", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("colour", sa.Text(), server_default="", nullable=False),
        sa.Column("deleted_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_role_named")),
        sa.CheckConstraint("minimum_age >= 0", name=op.f("ck_role_minimum_age")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
        sqlite_autoincrement=True,
    )


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("starts", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('person', 'venue', 'event')", name=op.f("ck_source_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint(
            "kind", "name", "external_id", "starts", name=op.f("uq_source_kind_name_external_id_starts")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_source_record", "source", ["kind", "record_id"], unique=False)


def _tag() -> None:
    op.create_table(
        "tag",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("name", name=op.f("uq_tag_name")),
        sqlite_autoincrement=True,
    )


def _venue() -> None:
    op.create_table(
        "venue",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("access_notes", sa.Text(), server_default="", nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("map_link", sa.Text(), server_default="", nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("deleted_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_venue_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_venue_sort_key"), "venue", ["sort_key"], unique=False)


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("change_set_id", KEY, nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["change_set_id"], ["change_set.id"], name=op.f("fk_change_change_set_id_change_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_change_change_set_id"), "change", ["change_set_id"], unique=False)
    op.create_index("ix_change_row", "change", ["table_name", "key", "id"], unique=False)
    op.create_index(
        "ix_change_gone",
        "change",
        ["table_name", "after"],
        unique=False,
        sqlite_where=sa.text("after IS NULL"),
        postgresql_where=sa.text("after IS NULL"),
    )


def _contact_point() -> None:
    op.create_table(
        "contact_point",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("preferred", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("may_contact", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("match_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('mobile', 'phone', 'email', 'postal')", name=op.f("ck_contact_point_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_point_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_contact_point_match_key", "contact_point", ["match_key"], unique=False)
    op.create_index(op.f("ix_contact_point_person_id"), "contact_point", ["person_id"], unique=False)


def _person_tag() -> None:
    op.create_table(
        "person_tag",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("tag_id", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_tag_person_id_person")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_person_tag_tag_id_tag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_tag")),
        sa.UniqueConstraint("person_id", "tag_id", name=op.f("uq_person_tag_person_id_tag_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_tag_tag_id"), "person_tag", ["tag_id"], unique=False)


def _space() -> None:
    op.create_table(
        "space",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("venue_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_space_named")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_space_capacity")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_space_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space")),
        sa.UniqueConstraint("venue_id", "name", name=op.f("uq_space_venue_id_name")),
        sqlite_autoincrement=True,
    )


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("starts_local", sa.DateTime(), nullable=False),
        sa.Column("ends_local", sa.DateTime(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("long_running", sa.Boolean(), nullable=False),
        sa.Column("venue_id", KEY, nullable=True),
        sa.Column("space_id", KEY, nullable=True),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("place_original", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("override_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('meeting', 'practice', 'game', 'volunteer', 'training', 'other')", name=op.f("ck_event_kind")
        ),
        sa.CheckConstraint("status IN ('draft', 'published', 'held', 'cancelled')", name=op.f("ck_event_status")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_event_titled")),
        sa.CheckConstraint("ends_local > starts_local", name=op.f("ck_event_ends_after_start")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_event_space_id_space")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_event_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_event_long_running",
        "event",
        ["ends_at"],
        unique=False,
        sqlite_where=sa.text("long_running"),
        postgresql_where=sa.text("long_running"),
    )
    op.create_index(op.f("ix_event_space_id"), "event", ["space_id"], unique=False)
    op.create_index("ix_event_starts_at", "event", ["starts_at", "ends_at"], unique=False)
    op.create_index(op.f("ix_event_venue_id"), "event", ["venue_id"], unique=False)


def _position() -> None:
    op.create_table(
        "position",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("role_id", KEY, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("starts_local", sa.DateTime(), nullable=True),
        sa.Column("ends_local", sa.DateTime(), nullable=True),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("ends_local > starts_local", name=op.f("ck_position_ends_after_start")),
        sa.CheckConstraint("maximum >= 1 AND maximum >= needed", name=op.f("ck_position_maximum")),
        sa.CheckConstraint("needed >= 0", name=op.f("ck_position_needed")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_position_event_id_event")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_position_role_id_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_position_event_id"), "position", ["event_id"], unique=False)
    op.create_index(op.f("ix_position_role_id"), "position", ["role_id"], unique=False)


def _signup() -> None:
    op.create_table(
        "signup",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("position_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("override_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint("source IN ('self', 'coordinator', 'walk-in')", name=op.f("ck_signup_source")),
        sa.CheckConstraint(
            "status IN ('offered', 'confirmed', 'declined', 'cancelled')", name=op.f("ck_signup_status")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signup_person_id_person")),
        sa.ForeignKeyConstraint(["position_id"], ["position.id"], name=op.f("fk_signup_position_id_position")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signup")),
        sa.UniqueConstraint("position_id", "person_id", name=op.f("uq_signup_position_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_signup_person_id"), "signup", ["person_id"], unique=False)


def _search_index() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE search_entry (kind text NOT NULL, record_id bigint NOT NULL, folded text NOT NULL,"
            " grams text[] NOT NULL, CONSTRAINT pk_search_entry PRIMARY KEY (kind, record_id))"
        )
        op.execute("CREATE INDEX ix_search_entry_grams ON search_entry USING gin (grams)")
        return
    op.execute("CREATE VIRTUAL TABLE search_text USING fts5(folded, tokenize='trigram case_sensitive 1')")
    op.execute(
        "CREATE VIRTUAL TABLE search_gram USING fts5(grams, content='', contentless_delete=1, detail=none,"
        " tokenize='ascii')"
    )
