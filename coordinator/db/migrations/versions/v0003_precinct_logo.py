"""The precinct has a logo, which the head of every sheet shows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """One column; plain ALTER TABLE on both databases."""
    op.add_column("precinct", sa.Column("logo", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Without it."""
    op.drop_column("precinct", "logo")
