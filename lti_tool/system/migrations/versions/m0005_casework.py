"""Who works on a case, what was decided and how, and which agencies were asked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)


# SQLite's way round its missing ALTERs copies a table and drops the old one. With foreign keys on, dropping `cases`
# would take every answer with it. So columns are only ever added, and the reference is written with its column.
OWNER = "ALTER TABLE cases ADD COLUMN owner_id VARCHAR(32) CONSTRAINT fk_cases_owner_id REFERENCES staff (id)"


def upgrade() -> None:
    op.execute(OWNER)
    op.add_column("cases", sa.Column("news_at", MOMENT))
    op.add_column("cases", sa.Column("decided_level", sa.SmallInteger))
    op.execute(
        "UPDATE cases SET decided_level = (SELECT outcome FROM decisions WHERE decisions.case_id = cases.id "
        "ORDER BY at DESC LIMIT 1)"
    )
    op.add_column("decisions", sa.Column("computed", sa.SmallInteger, server_default="0", nullable=False))
    op.add_column("decisions", sa.Column("way", sa.String(20), server_default="confirm", nullable=False))
    op.add_column("decisions", sa.Column("record", sa.LargeBinary))
    # Until now nothing could be decided but what the answers required.
    op.execute("UPDATE decisions SET computed = outcome")
    op.create_index("ix_decisions_case", "decisions", ["case_id"])
    _consultations()


def downgrade() -> None:
    op.drop_table("consultations")
    op.drop_index("ix_decisions_case", "decisions")
    for name in ("record", "way", "computed"):
        op.drop_column("decisions", name)
    for name in ("decided_level", "news_at", "owner_id"):
        op.drop_column("cases", name)


def _consultations() -> None:
    op.create_table(
        "consultations",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("told", sa.LargeBinary, nullable=False),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("by_staff_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("chase_on", sa.Date),
        sa.Column("answered_at", MOMENT),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name="fk_consultations_by_staff_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_consultations_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_consultations"),
    )
    op.create_index("ix_consultations_case", "consultations", ["case_id"])
