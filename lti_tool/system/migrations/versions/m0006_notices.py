"""Who is told by e-mail that a case waits, when a school is open, and which round of telling a case is in."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("staff", sa.Column("email", sa.LargeBinary))
    op.add_column("tenants", sa.Column("day_begins", sa.Time))
    op.add_column("tenants", sa.Column("day_ends", sa.Time))
    _notices()
    _notices_told()


def downgrade() -> None:
    op.drop_table("notices_told")
    op.drop_table("notices")
    op.drop_column("tenants", "day_ends")
    op.drop_column("tenants", "day_begins")
    op.drop_column("staff", "email")


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("began_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_notices_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", name="pk_notices"),
    )


def _notices_told() -> None:
    op.create_table(
        "notices_told",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("who", sa.String(40), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_notices_told_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "round", "who", name="pk_notices_told"),
    )
