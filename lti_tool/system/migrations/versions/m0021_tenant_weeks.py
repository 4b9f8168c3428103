"""In which weeks a tenant's installation was seen to work: somebody launched, a receipt was taken."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "tenant_weeks",
        sa.Column("tenant_id", sa.String(32), nullable=False),
        sa.Column("sign", sa.String(20), nullable=False),
        sa.Column("week", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_tenant_weeks_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tenant_id", "sign", "week", name="pk_tenant_weeks"),
    )


def downgrade() -> None:
    op.drop_table("tenant_weeks")
