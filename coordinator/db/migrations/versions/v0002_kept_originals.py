"""Sources keep the text of what could not be taken over whole, such as the rule of a repeating event."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One column; plain ALTER TABLE on both databases, so no row is copied."""
    op.add_column("source", sa.Column("original", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Without it."""
    op.drop_column("source", "original")
