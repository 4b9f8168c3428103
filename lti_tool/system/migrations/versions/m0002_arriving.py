"""Logins that were begun, and sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _login_transactions()
    _sessions()


def downgrade() -> None:
    op.drop_table("sessions")
    op.drop_table("login_transactions")


def _login_transactions() -> None:
    op.create_table(
        "login_transactions",
        sa.Column("state_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("issuer", sa.String(2000), nullable=False),
        sa.Column("client_id", sa.String(255), nullable=False),
        sa.Column("deployment_hint", sa.String(255)),
        sa.Column("target_link_uri", sa.String(2000), nullable=False),
        sa.Column("binding_hash", sa.String(64), nullable=False),
        sa.Column("storage_target", sa.String(255)),
        sa.Column("redirect_url", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT),
        sa.Column("consumed_at", MOMENT),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name="fk_login_transactions_host_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("state_hash", name="pk_login_transactions"),
    )
    op.create_index("ix_login_transactions_expires_at", "login_transactions", ["expires_at"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id_hash", sa.String(64), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_seen_at", "sessions", ["seen_at"])
