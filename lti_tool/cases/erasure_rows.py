"""What is deleted with a case. The caller has put on record that it may go, in the same transaction."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.outbox import outbox
from .tables import cases, receipts


def delete_case(db: Connection, case_id: str) -> None:
    """The case, and whatever names it: its own rows go with it, and what was to be told of it is told to nobody."""
    owed = sa.select(receipts.c.id).where(receipts.c.case_id == case_id)
    db.execute(outbox.delete().where(sa.or_(outbox.c.ref.in_(owed), outbox.c.ref.startswith(case_id))))
    db.execute(cases.delete().where(cases.c.id == case_id))
