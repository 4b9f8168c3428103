"""Cases with their answers, history and decisions, and the receipts and outbox of what goes out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _cases()
    _answers()
    _events()
    _decisions()
    _named_staff()
    _receipts()
    _outbox()


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("receipts")
    op.drop_table("named_staff")
    op.drop_table("decisions")
    op.drop_table("events")
    op.drop_table("answers")
    op.drop_table("cases")


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("guide_id", sa.String(40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("strand", sa.String(20), nullable=False),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("restricted", sa.Boolean, server_default=sa.false(), nullable=False),
        sa.Column("interrupted_at", sa.SmallInteger, server_default="0", nullable=False),
        sa.Column("reporter_id", ID, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("opened_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("version", sa.Integer, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["reporter_id"], ["staff.id"], name="fk_cases_reporter_id"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_cases_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("tenant_id", "reference", name="uq_cases_tenant_id_reference"),
    )
    op.create_index("ix_cases_queue", "cases", ["tenant_id", "status", "level", "started_at"])
    op.create_index("ix_cases_reporter", "cases", ["reporter_id", "started_at"])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.Column("by_staff_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name="fk_answers_by_staff_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_answers_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "question", name="pk_answers"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", BIG, sa.Identity(), nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("detail", sa.LargeBinary),
        sa.Column("by_staff_id", ID),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name="fk_events_by_staff_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_events_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("case_id", "number", name="uq_events_case_id_number"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("outcome", sa.SmallInteger, nullable=False),
        sa.Column("guide_id", sa.String(40), nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.Column("by_staff_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name="fk_decisions_by_staff_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_decisions_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )


def _named_staff() -> None:
    op.create_table(
        "named_staff",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_named_staff_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_named_staff_staff_id"),
        sa.PrimaryKeyConstraint("case_id", "staff_id", name="pk_named_staff"),
    )


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("sub", sa.String(255), nullable=False),
        sa.Column("line_item_url", sa.String(2000)),
        sa.Column("line_items_url", sa.String(2000)),
        sa.Column("resource_link_id", sa.String(255)),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("context_id", sa.String(255)),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("why", sa.String(40)),
        sa.Column("scored_at", MOMENT),
        sa.Column("due_at", MOMENT),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_receipts_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name="fk_receipts_host_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_receipts_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
    )
    op.create_index("ix_receipts_case", "receipts", ["case_id"])
    op.create_index("ix_receipts_person", "receipts", ["host_id", "sub"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BIG, sa.Identity(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("ref", sa.String(64), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("leased_until", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index(
        "ix_outbox_due_at",
        "outbox",
        ["due_at"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
