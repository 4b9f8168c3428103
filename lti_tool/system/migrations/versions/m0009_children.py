"""The children of a case, whether they may be named, and cases that belong together."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("tenants", sa.Column("children_named", sa.Boolean, server_default=sa.false(), nullable=False))
    _children()
    _case_links()


def downgrade() -> None:
    op.drop_table("case_links")
    op.drop_table("children")
    op.drop_column("tenants", "children_named")


def _children() -> None:
    op.create_table(
        "children",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("label", sa.String(2), nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_children_case_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_children"),
        sa.UniqueConstraint("case_id", "label", name="uq_children_case_id_label"),
    )


def _case_links() -> None:
    op.create_table(
        "case_links",
        sa.Column("id", ID, nullable=False),
        sa.Column("one_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("by_staff_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ended_by_staff_id", ID),
        sa.Column("ended_at", MOMENT),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name="fk_case_links_by_staff_id"),
        sa.ForeignKeyConstraint(["ended_by_staff_id"], ["staff.id"], name="fk_case_links_ended_by_staff_id"),
        sa.ForeignKeyConstraint(["one_id"], ["cases.id"], name="fk_case_links_one_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], name="fk_case_links_other_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_case_links"),
    )
    op.create_index("ix_case_links_other", "case_links", ["other_id"])
    op.create_index(
        "ix_case_links_one",
        "case_links",
        ["one_id", "other_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
