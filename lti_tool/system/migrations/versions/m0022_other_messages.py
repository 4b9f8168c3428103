"""Notices of hosts that were read, courses that a host has copied, and requests that what is held of a person goes."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

ID = sa.String(32)


def upgrade() -> None:
    _notices()
    _copies()
    _requests()


def _notices() -> None:
    op.create_table(
        "seen_notices",
        sa.Column("host_id", ID, nullable=False),
        sa.Column("notice_hash", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name="fk_seen_notices_host_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("host_id", "notice_hash", name="pk_seen_notices"),
    )
    op.create_index("ix_seen_notices_expires_at", "seen_notices", ["expires_at"])


def _copies() -> None:
    op.create_table(
        "course_copies",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("context_id", sa.String(255), nullable=False),
        sa.Column("origin_id", sa.String(255), nullable=False),
        sa.Column("posting", sa.String(20), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_by", ID),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_course_copies_tenant_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name="fk_course_copies_host_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["answered_by"], ["staff.id"], name="fk_course_copies_answered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_course_copies"),
        sa.UniqueConstraint("tenant_id", "host_id", "context_id", name="uq_course_copies_tenant_id_host_id_context_id"),
    )


def _requests() -> None:
    op.create_table(
        "privacy_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_by", ID),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name="fk_privacy_requests_tenant_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_privacy_requests_staff_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name="fk_privacy_requests_asked_by"),
        sa.ForeignKeyConstraint(["settled_by"], ["staff.id"], name="fk_privacy_requests_settled_by"),
        sa.PrimaryKeyConstraint("id", name="pk_privacy_requests"),
    )
    op.create_index("ix_privacy_requests_tenant", "privacy_requests", ["tenant_id", "asked_at"])


def downgrade() -> None:
    op.drop_table("privacy_requests")
    op.drop_table("course_copies")
    op.drop_table("seen_notices")
