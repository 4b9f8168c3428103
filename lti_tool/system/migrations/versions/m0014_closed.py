"""An index by which closed cases are listed, newest first: they become more every year, and a page shows a few."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_index("ix_cases_closed", "cases", ["tenant_id", "status", "closed_at"])


def downgrade() -> None:
    op.drop_index("ix_cases_closed", "cases")
