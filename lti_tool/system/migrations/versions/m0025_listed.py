"""How soon a case was opened is kept with it; the indexes by which cases are listed and counted hold all they need.

Of what is there already nothing is filled in: the database works it out when it is asked for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

LISTED = ("status", "level", "sent_at", "answered_at", "restricted", "opened_at", "news_at", "id")
COUNTED = ("restricted", "opened_at", "level", "decided_level", "decided_way", "strand", "id")


def upgrade() -> None:
    op.add_column("cases", sa.Column("first_look", sa.String(20)))
    op.create_index("ix_cases_listed", "cases", ["tenant_id", *LISTED])
    op.drop_index("ix_cases_queue", "cases")
    op.drop_index("ix_cases_counted", "cases")
    op.create_index("ix_cases_counted", "cases", ["tenant_id", "sent_at", *COUNTED, "first_look"])


def downgrade() -> None:
    op.drop_index("ix_cases_counted", "cases")
    op.create_index("ix_cases_counted", "cases", ["tenant_id", "sent_at", *COUNTED])
    op.create_index("ix_cases_queue", "cases", ["tenant_id", "status", "level", "started_at"])
    op.drop_index("ix_cases_listed", "cases")
    op.drop_column("cases", "first_look")
