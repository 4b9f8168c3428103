"""What the web keeps of a tenant that is deleted: who was signed in, and from where."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from .tables import sessions, tickets


def forget_tenant(db: Connection, tenant_id: str) -> None:
    """End every session of the tenant's people, in the transaction that deletes the tenant."""
    for table in (sessions, tickets):
        # An id is 32 random digits: it stands in nobody else's session.
        db.execute(table.delete().where(table.c.facts.contains(tenant_id)))
