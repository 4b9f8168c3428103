"""One-time codes by which a person takes up a role."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

ID = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "role_codes",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("made_by_staff_id", ID),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("used_by_staff_id", ID),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_role_codes_tenant_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["made_by_staff_id"], ["staff.id"], name="fk_role_codes_made_by_staff_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["used_by_staff_id"], ["staff.id"], name="fk_role_codes_used_by_staff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_role_codes"),
        sa.UniqueConstraint("code_hash", name="uq_role_codes_code_hash"),
    )


def downgrade() -> None:
    op.drop_table("role_codes")
