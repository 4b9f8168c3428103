"""Cases as rows, many at once: for what counts them."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from lti_tool.cases.counting import STRANDS
from lti_tool.cases.first_look import first_look
from lti_tool.cases.tables import cases
from lti_tool.guidance.model import Level
from tests.cases.team import Team

NUMBERS = itertools.count(1)
SENT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LOOKS = (timedelta(minutes=3), timedelta(minutes=40), timedelta(hours=5), timedelta(days=3), None)


def keeps(
    team: Team, count: int = 1, sent: datetime = SENT, after: timedelta | None = None, **values: Any
) -> list[str]:
    """So many cases that were sent, as rows; their ids."""
    made = []
    for _ in range(count):
        number = next(NUMBERS)
        row = {
            "id": f"{number:032x}",
            "tenant_id": team.tenant.id,
            "reference": f"R{number}",
            "guide_id": "england_v1",
            "status": "in_review",
            "strand": "images",
            "level": int(Level.CONSULT),
            "reporter_id": team.reporter.id,
            "started_at": sent,
            "sent_at": sent,
            "opened_at": None if after is None else sent + after,
        }
        row |= values
        # One half is as a version left it that did not keep this yet.
        kept = first_look(row["sent_at"], row["opened_at"]) if number % 2 else None
        made.append({"first_look": kept and kept.value} | row)
    with team.database.transaction() as db:
        db.execute(cases.insert(), made)
    return [row["id"] for row in made]


def every_kind(team: Team, each: int) -> None:
    """So many cases of each level, strand, time and decision, one thing at a time."""
    for place in range(5):
        level = Level(place)
        decided = (None, int(level), int(Level.MANAGE) if level else int(Level.CONSULT))[place % 3]
        keeps(team, each, after=LOOKS[place], level=int(level), strand=STRANDS[place], decided_level=decided)
