"""Practice on invented cases, and receipts that are owed for it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
ONE_THING = "(case_id IS NULL) <> (practice_id IS NULL)"
COLUMNS = (
    "id, tenant_id, case_id, host_id, sub, line_item_url, line_items_url, resource_link_id, scopes, context_id, "
    "state, why, scored_at, due_at, changed_at"
)
INDEXES = {
    "ix_receipts_case": ["case_id"],
    "ix_receipts_person": ["host_id", "sub"],
    "ix_receipts_practice": ["practice_id"],
}


def upgrade() -> None:
    _practices()
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_receipts(for_practice=True)
        return
    op.alter_column("receipts", "case_id", nullable=True)
    op.execute(
        "ALTER TABLE receipts ADD COLUMN practice_id VARCHAR(32) "
        "CONSTRAINT fk_receipts_practice_id REFERENCES practices (id) ON DELETE CASCADE"
    )
    op.create_check_constraint("ck_receipts_one_thing", "receipts", ONE_THING)
    op.create_index("ix_receipts_practice", "receipts", ["practice_id"])


def downgrade() -> None:
    op.execute("DELETE FROM receipts WHERE case_id IS NULL")
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_receipts(for_practice=False)
    else:
        op.drop_index("ix_receipts_practice", "receipts")
        op.drop_constraint("ck_receipts_one_thing", "receipts")
        op.drop_column("receipts", "practice_id")
        op.alter_column("receipts", "case_id", nullable=False)
    op.drop_table("practices")


def _practices() -> None:
    op.create_table(
        "practices",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("story", sa.String(40), nullable=False),
        sa.Column("guide_id", sa.String(40), nullable=False),
        sa.Column("answers", sa.LargeBinary, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_practices_staff_id"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_practices_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_practices"),
    )
    op.create_index("ix_practices_person", "practices", ["staff_id", "started_at"])
    op.create_index("ix_practices_finished", "practices", ["tenant_id", "finished_at"])


def _rebuild_receipts(*, for_practice: bool) -> None:
    """SQLite cannot let a column be empty that could not be before, so the table is copied and the old one dropped.

    Dropping a table deletes what refers to its rows. Nothing refers to a receipt by a key: the outbox holds plain ids.
    """
    op.create_table("receipts_anew", *_columns(for_practice=for_practice), *_rules(for_practice=for_practice))
    op.execute(f"INSERT INTO receipts_anew ({COLUMNS}) SELECT {COLUMNS} FROM receipts")  # noqa: S608 - our own words
    op.drop_table("receipts")
    op.rename_table("receipts_anew", "receipts")
    for name, columns in INDEXES.items():
        if for_practice or name != "ix_receipts_practice":
            op.create_index(name, "receipts", columns)


def _columns(*, for_practice: bool) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=for_practice),
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
        *([sa.Column("practice_id", ID)] if for_practice else []),
    ]


def _rules(*, for_practice: bool) -> list[sa.schema.SchemaItem]:
    owners = {"case_id": "cases", "host_id": "hosts", "tenant_id": "tenants"}
    if for_practice:
        owners["practice_id"] = "practices"
    rules: list[sa.schema.SchemaItem] = [
        sa.ForeignKeyConstraint([name], [f"{table}.id"], name=f"fk_receipts_{name}", ondelete="CASCADE")
        for name, table in owners.items()
    ]
    if for_practice:
        rules.append(sa.CheckConstraint(ONE_THING, name="ck_receipts_one_thing"))
    return [*rules, sa.PrimaryKeyConstraint("id", name="pk_receipts")]
