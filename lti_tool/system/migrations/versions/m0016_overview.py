"""The index by which a school year is counted holds all that is counted, so that no case is read for it."""

from alembic import op

revision = "0016"
down_revision = "0015"

COUNTED = ("restricted", "opened_at", "level", "decided_level", "decided_way", "strand", "id")


def upgrade() -> None:
    op.drop_index("ix_cases_tenant_sent", "cases")
    op.create_index("ix_cases_counted", "cases", ["tenant_id", "sent_at", *COUNTED])


def downgrade() -> None:
    op.drop_index("ix_cases_counted", "cases")
    op.create_index("ix_cases_tenant_sent", "cases", ["tenant_id", "sent_at"])
