"""How a case was decided, in its row: an ordinary ending is counted apart from a different decision."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("cases", sa.Column("decided_way", sa.String(20)))
    op.execute(
        "UPDATE cases SET decided_way = (SELECT way FROM decisions WHERE decisions.case_id = cases.id "
        "ORDER BY at DESC, id DESC LIMIT 1) WHERE decided_level IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("cases", "decided_way")
