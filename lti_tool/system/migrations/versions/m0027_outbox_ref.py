"""What else was, or is, to be done for the same thing is found by an index, however much waits or was done."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_index("ix_outbox_ref", "outbox", ["ref"])


def downgrade() -> None:
    op.drop_index("ix_outbox_ref", "outbox")
