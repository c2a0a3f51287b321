"""Every change set has a token, by which a save whose outcome is unknown is looked up; the precinct says how long the
log is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Two columns and an index; plain ALTER TABLE on both databases. The check stands in the column's own statement:
    SQLite takes it nowhere else without making the table anew."""
    op.add_column("change_set", sa.Column("token", sa.Text(), nullable=True))
    op.create_index("ix_change_set_token", "change_set", ["token"], unique=True)
    op.execute(
        "ALTER TABLE precinct ADD COLUMN log_months INTEGER DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_precinct_log_months CHECK (log_months BETWEEN 0 AND 1200)"
    )


def downgrade() -> None:
    """Without them."""
    op.drop_column("precinct", "log_months")
    op.drop_index("ix_change_set_token", table_name="change_set")
    op.drop_column("change_set", "token")
