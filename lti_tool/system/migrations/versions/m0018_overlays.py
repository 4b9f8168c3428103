"""What a school adds to its guide, and with which version of that each case was assessed."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

ID = sa.String(32)

# Written with its column, because SQLite adds no reference to a column that is there (see 0005).
OVERLAY = (
    "ALTER TABLE cases ADD COLUMN overlay_id VARCHAR(32) CONSTRAINT fk_cases_overlay_id REFERENCES tenant_overlays (id)"
)


def upgrade() -> None:
    op.create_table(
        "tenant_overlays",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_tenant_overlays_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_tenant_overlays"),
        sa.UniqueConstraint("tenant_id", "number", name="uq_tenant_overlays_tenant_id_number"),
    )
    op.execute(OVERLAY)


def downgrade() -> None:
    op.drop_column("cases", "overlay_id")
    op.drop_table("tenant_overlays")
