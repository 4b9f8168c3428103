"""What a safeguarding professional has confirmed of a guide, for one tenant."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

ID = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "guide_signoffs",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("guide_id", sa.String(40), nullable=False),
        sa.Column("guide_hash", sa.String(64), nullable=False),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("role", sa.LargeBinary, nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_guide_signoffs_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_guide_signoffs"),
        sa.UniqueConstraint(
            "tenant_id", "guide_id", "guide_hash", "item", name="uq_guide_signoffs_tenant_id_guide_id_guide_hash_item"
        ),
    )


def downgrade() -> None:
    op.drop_table("guide_signoffs")
