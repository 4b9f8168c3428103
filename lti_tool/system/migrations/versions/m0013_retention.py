"""How long a school keeps cases, which are on hold, what is proposed for deletion, and receipts of what was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ID = sa.String(32)
HASH = sa.String(64)
MOMENT = sa.DateTime(timezone=True)
NEVER_CHANGED = "it is on record and is never changed"
ON_SQLITE = {
    "change": ("UPDATE", "1"),
    "deletion": ("DELETE", "1"),
    # SQLite's INSERT OR REPLACE deletes what is in its way, and no trigger hears of it.
    "replacement": ("INSERT", "EXISTS (SELECT 1 FROM erasure_receipts WHERE id = NEW.id)"),
}
# The function came with the guards of histories.
ON_POSTGRES = {"change": ("UPDATE", "ROW"), "deletion": ("DELETE", "ROW"), "truncation": ("TRUNCATE", "STATEMENT")}


def upgrade() -> None:
    op.add_column("tenants", sa.Column("retention_months", sa.Integer))
    op.add_column("cases", sa.Column("held_at", MOMENT))
    _proposals()
    _receipts()
    if op.get_bind().dialect.name == "sqlite":
        for what, (event, when) in ON_SQLITE.items():
            op.execute(
                f"CREATE TRIGGER no_{what}_of_erasure_receipts BEFORE {event} ON erasure_receipts WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, 'erasure_receipts, {NEVER_CHANGED}'); END"
            )
        return
    for what, (event, each) in ON_POSTGRES.items():
        op.execute(
            f"CREATE TRIGGER no_{what}_of_erasure_receipts BEFORE {event} ON erasure_receipts "
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in ("erasure_receipts", "tenant_deletions", "erasure_proposals"):
        op.drop_table(table)
    op.drop_column("cases", "held_at")
    op.drop_column("tenants", "retention_months")


def _proposals() -> None:
    op.create_table(
        "erasure_proposals",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_proposals"),
        sa.UniqueConstraint("case_id", name="uq_erasure_proposals_case_id"),
        _of_tenant("erasure_proposals"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], ondelete="CASCADE", name="fk_erasure_proposals_case_id_cases"
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name="fk_erasure_proposals_asked_by_staff"),
    )
    op.create_index("ix_erasure_proposals_tenant_id", "erasure_proposals", ["tenant_id"])
    op.create_table(
        "tenant_deletions",
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("agreed_by", ID),
        sa.Column("agreed_at", MOMENT),
        sa.PrimaryKeyConstraint("tenant_id", name="pk_tenant_deletions"),
        _of_tenant("tenant_deletions"),
        sa.ForeignKeyConstraint(["agreed_by"], ["staff.id"], name="fk_tenant_deletions_agreed_by_staff"),
    )


def _receipts() -> None:
    op.create_table(
        "erasure_receipts",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("reference", sa.String(12)),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False),
        sa.Column("agreed_by", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("head", HASH, nullable=False),
        sa.Column("hash", HASH, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_receipts"),
    )
    op.create_index("ix_erasure_receipts_tenant_id", "erasure_receipts", ["tenant_id"])


def _of_tenant(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id"], ["tenants.id"], ondelete="CASCADE", name=f"fk_{table}_tenant_id_tenants"
    )
