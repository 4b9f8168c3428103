"""Tenants, hosts, deployments, courses, staff, contacts and our signing keys."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.String(32)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _tenants()
    _hosts()
    _deployments()
    _courses()
    _staff()
    _staff_roles()
    _contacts()
    _signing_keys()


def downgrade() -> None:
    op.drop_table("signing_keys")
    op.drop_table("contacts")
    op.drop_table("staff_roles")
    op.drop_table("staff")
    op.drop_table("courses")
    op.drop_table("deployments")
    op.drop_table("hosts")
    op.drop_table("tenants")


def _tenants() -> None:
    op.create_table(
        "tenants",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("nation", sa.String(20), nullable=False),
        sa.Column("data_key", sa.LargeBinary, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tenants"),
    )


def _hosts() -> None:
    op.create_table(
        "hosts",
        sa.Column("id", ID, nullable=False),
        sa.Column("issuer", sa.String(2000), nullable=False),
        sa.Column("client_id", sa.String(255), nullable=False),
        sa.Column("auth_url", sa.String(2000), nullable=False),
        sa.Column("token_url", sa.String(2000), nullable=False),
        sa.Column("jwks_url", sa.String(2000), nullable=False),
        sa.Column("audience", sa.String(2000)),
        sa.Column("family", sa.String(40)),
        sa.Column("frame_origins", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hosts"),
        sa.UniqueConstraint("issuer", "client_id", name="uq_hosts_issuer_client_id"),
    )


def _deployments() -> None:
    op.create_table(
        "deployments",
        sa.Column("id", ID, nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("deployment_id", sa.String(255), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("tenant_id", ID),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("status <> 'active' OR tenant_id IS NOT NULL", name="ck_deployments_active_has_tenant"),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name="fk_deployments_host_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_deployments_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_deployments"),
        sa.UniqueConstraint("host_id", "deployment_id", name="uq_deployments_host_id_deployment_id"),
    )


def _courses() -> None:
    op.create_table(
        "courses",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("context_id", sa.String(255), nullable=False),
        sa.Column("posting", sa.String(20), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name="fk_courses_host_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_courses_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_courses"),
        sa.UniqueConstraint("tenant_id", "host_id", "context_id", name="uq_courses_tenant_id_host_id_context_id"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("sub", sa.String(255), nullable=False),
        sa.Column("name", sa.LargeBinary),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name="fk_staff_host_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_staff_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("tenant_id", "host_id", "sub", name="uq_staff_tenant_id_host_id_sub"),
    )


def _staff_roles() -> None:
    op.create_table(
        "staff_roles",
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_roles_staff_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("staff_id", "role", name="pk_staff_roles"),
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name="fk_contacts_tenant_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tenant_id", "kind", name="pk_contacts"),
    )


def _signing_keys() -> None:
    op.create_table(
        "signing_keys",
        sa.Column("kid", sa.String(64), nullable=False),
        sa.Column("private_key", sa.LargeBinary, nullable=False),
        sa.Column("public_jwk", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("kid", name="pk_signing_keys"),
    )
