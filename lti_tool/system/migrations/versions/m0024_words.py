"""What a school calls whoever leads on safeguarding, and the children it teaches."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("tenants", sa.Column("lead_word", sa.String(20)))
    op.add_column("tenants", sa.Column("child_word", sa.String(20)))


def downgrade() -> None:
    op.drop_column("tenants", "child_word")
    op.drop_column("tenants", "lead_word")
