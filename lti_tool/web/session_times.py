"""When somebody was signed in, as far as it is still kept: for them to be told, and without what a session holds."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from .tables import sessions


def session_times(db: Connection, staff_id: str) -> list[tuple[datetime, datetime]]:
    """When each session of this person began and was last used, oldest first. Ended ones are soon deleted."""
    rows = db.execute(sa.select(sessions).order_by(sessions.c.created_at))
    return [(row.created_at, row.seen_at) for row in rows if json.loads(row.facts).get("staff") == staff_id]
