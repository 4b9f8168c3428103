"""Tasks of decided cases, when a case is next overdue, and since when it is on file."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("cases", sa.Column("next_due_at", MOMENT))
    op.add_column("cases", sa.Column("filed_at", MOMENT))
    op.create_table(
        "tasks",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("action", sa.LargeBinary, nullable=False),
        sa.Column("follows", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("owner_id", ID),
        sa.Column("note", sa.LargeBinary),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by_staff_id", ID),
        sa.Column("version", sa.Integer, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_tasks_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ended_by_staff_id"], ["staff.id"], name="fk_tasks_ended_by_staff_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name="fk_tasks_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_case", "tasks", ["case_id"])


def downgrade() -> None:
    op.drop_table("tasks")
    for name in ("filed_at", "next_due_at"):
        op.drop_column("cases", name)
