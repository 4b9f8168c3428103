"""Roles that wait for agreement, every change of a role, who is told of it, and who has ever launched."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)

# Whoever has done any of this has launched. A name, too, comes from a launch alone.
TRACES = (
    ("cases", "reporter_id"),
    ("events", "by_staff_id"),
    ("decisions", "by_staff_id"),
    ("practices", "staff_id"),
)


def upgrade() -> None:
    op.add_column("staff", sa.Column("first_launch_at", MOMENT))
    _note_who_has_launched(op.get_bind())
    _proposals()
    _changes()
    _tellings()


def downgrade() -> None:
    for table in ("role_tellings", "role_changes", "role_proposals"):
        op.drop_table(table)
    op.drop_column("staff", "first_launch_at")


def _note_who_has_launched(db: sa.Connection) -> None:
    """When they first did is not known; that they were known by then is."""
    moments: list[sa.ColumnClause[Any]] = [sa.column("created_at"), sa.column("first_launch_at")]
    staff = sa.table("staff", sa.column("id"), sa.column("name"), *moments)
    sessions = sa.table("sessions", sa.column("facts"))
    launched = [staff.c.name.is_not(None)]
    for table, column in TRACES:
        launched.append(staff.c.id.in_(sa.select(sa.table(table, sa.column(column)).c[column])))
    facts = db.execute(sa.select(sessions.c.facts)).scalars()
    signed_in = {staff_id for each in facts if (staff_id := json.loads(each).get("staff")) is not None}
    first = {"first_launch_at": staff.c.created_at}
    db.execute(staff.update().where(sa.or_(*launched)).values(**first))
    for staff_id in sorted(signed_in):
        db.execute(staff.update().where(staff.c.id == staff_id).values(**first))


def _whose() -> tuple[sa.Column[str], sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
    )


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")


def _proposals() -> None:
    op.create_table(
        "role_proposals",
        sa.Column("id", ID, nullable=False),
        *_whose(),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("ended_as", sa.String(20)),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by_staff_id", ID),
        sa.PrimaryKeyConstraint("id", name="pk_role_proposals"),
        _refers("role_proposals", "tenant_id", "tenants"),
        _refers("role_proposals", "staff_id", "staff"),
        _refers("role_proposals", "ended_by_staff_id", "staff"),
    )
    op.create_index("ix_role_proposals_tenant_id", "role_proposals", ["tenant_id"])
    op.create_index(
        "ix_role_proposals_waiting",
        "role_proposals",
        ["staff_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _changes() -> None:
    op.create_table(
        "role_changes",
        sa.Column("id", ID, nullable=False),
        *_whose(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("by_staff_id", ID),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_role_changes"),
        _refers("role_changes", "tenant_id", "tenants"),
        _refers("role_changes", "staff_id", "staff"),
        _refers("role_changes", "by_staff_id", "staff"),
    )
    op.create_index("ix_role_changes_tenant_id", "role_changes", ["tenant_id", "at"])


def _tellings() -> None:
    op.create_table(
        "role_tellings",
        sa.Column("change_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("seen_at", MOMENT),
        sa.Column("mailed_at", MOMENT),
        sa.Column("address", sa.LargeBinary),
        sa.PrimaryKeyConstraint("change_id", "staff_id", name="pk_role_tellings"),
        _refers("role_tellings", "change_id", "role_changes"),
        _refers("role_tellings", "staff_id", "staff"),
    )
    op.create_index("ix_role_tellings_staff_id", "role_tellings", ["staff_id", "seen_at"])
