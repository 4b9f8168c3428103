"""What goes with a case, and with a tenant. The caller has put on record that it may, in the same transaction."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.database import metadata
from ..system.outbox import outbox
from ..tenants.tables import courses, deployments, hosts, staff, tenants
from ..tenants.tables_roles import role_changes
from .tables import cases, receipts
from .tables_erasure import erasure_receipts, erasures

KEPT = (erasures, erasure_receipts)
LENGTH_OF_ID = 32


def delete_case(db: Connection, case_id: str) -> None:
    """The case, and whatever names it: its own rows go with it, and what was to be told of it is told to nobody."""
    _forget_errands(db, cases.c.id == case_id, receipts.c.case_id == case_id)
    db.execute(cases.delete().where(cases.c.id == case_id))


def delete_tenant(db: Connection, tenant_id: str) -> None:
    """The tenant with its data key, every row that names it, and the hosts that served nobody else."""
    _forget_errands(db, cases.c.tenant_id == tenant_id, receipts.c.tenant_id == tenant_id)
    of_roles = outbox.c.ref.in_(sa.select(role_changes.c.id).where(role_changes.c.tenant_id == tenant_id))
    db.execute(outbox.delete().where(sa.or_(of_roles, outbox.c.ref == tenant_id)))
    theirs = {
        host_id
        for table in (deployments, staff, courses)
        for host_id in db.execute(sa.select(table.c.host_id).where(table.c.tenant_id == tenant_id)).scalars()
    }
    # What refers to others goes before what it refers to: PostgreSQL checks that before it follows a tenant's rows.
    for table in reversed(metadata.sorted_tables):
        if "tenant_id" in table.c and table not in KEPT:
            db.execute(table.delete().where(table.c.tenant_id == tenant_id))
    db.execute(tenants.delete().where(tenants.c.id == tenant_id))
    serves_others = sa.or_(
        sa.exists().where(deployments.c.host_id == hosts.c.id, deployments.c.tenant_id.is_not(None)),
        *(sa.exists().where(table.c.host_id == hosts.c.id) for table in (staff, courses)),
    )
    db.execute(hosts.delete().where(hosts.c.id.in_(theirs), sa.not_(serves_others)))


def _forget_errands(db: Connection, which: sa.ColumnElement[bool], owed: sa.ColumnElement[bool]) -> None:
    """What waits in the outbox, or was done: it names a receipt, or a case with something after its id."""
    of_receipts = outbox.c.ref.in_(sa.select(receipts.c.id).where(owed))
    of_cases = sa.func.substr(outbox.c.ref, 1, LENGTH_OF_ID).in_(sa.select(cases.c.id).where(which))
    db.execute(outbox.delete().where(sa.or_(of_receipts, of_cases)))
