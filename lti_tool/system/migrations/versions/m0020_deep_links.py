"""Courses that have asked which pages of ours to place, until they are answered."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

ID = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "deep_links",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("asked", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_deep_links_tenant_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name="fk_deep_links_host_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_deep_links_staff_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_deep_links"),
    )
    op.create_index("ix_deep_links_expires_at", "deep_links", ["expires_at"])


def downgrade() -> None:
    op.drop_table("deep_links")
