"""What a person has begun and not sent: they find all of it again, and do not begin without end."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from ..guidance.vocabulary import Ours
from ..tenants.model import Staff
from .model import Case, NotNow
from .store import begun_by, named_in, unsent_of

MOST_UNSENT = 20
WITHIN = timedelta(days=1)


def check_may_begin(db: Connection, person: Staff, now: datetime) -> None:
    """Raise NotNow for somebody who has begun and answered many in the last day, and sent none of them.

    A lead's list holds each from its first answer. Nobody reports so much, but a script in somebody's name would.
    """
    unsent = [case for case in unsent_of(db, person.tenant_id, person.id) if case.started_at > now - WITHIN]
    if len(unsent) >= MOST_UNSENT:
        raise NotNow(
            Ours(
                f"Send or finish one that you have begun: {MOST_UNSENT} of the last day are not sent. "
                "If it cannot wait, telephone the safeguarding lead now."
            )
        )


def begun_and_answered(db: Connection, person: Staff, most: int) -> list[Case]:
    """All that this person has not sent, and of the last ones that they began those that are; newest first."""
    found = {case.id: case for case in begun_by(db, person.tenant_id, person.id, most) if case.answered_at}
    found |= {case.id: case for case in unsent_of(db, person.tenant_id, person.id)}
    theirs = [case for case in found.values() if person.id not in named_in(db, case.id)]
    return sorted(theirs, key=lambda case: case.started_at, reverse=True)
