"""An index by which the cases that a school's staff sent in a year are found and counted."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_index("ix_cases_tenant_sent", "cases", ["tenant_id", "sent_at"])


def downgrade() -> None:
    op.drop_index("ix_cases_tenant_sent", "cases")
