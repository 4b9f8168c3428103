"""What an answer makes of a case: its level, strand, restriction and status, and who has seen it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..guidance.assess import assess
from ..guidance.model import Level
from .desk import Desk
from .model import Act, Case, Sight, Status
from .restriction import restricted_after
from .transitions import required_move

SETTLED = (
    "status",
    "owner_id",
    "level",
    "strand",
    "restricted",
    "answered_at",
    "sent_at",
    "opened_at",
    "news_at",
    "overlay_id",
)


def settled(desk: Desk, question: str, now: datetime) -> Case:
    """The case in line with the answers on the desk, the last of them to `question`."""
    case = desk.case
    after = replace(
        case,
        status=required_move(desk.sight, case.status, Act.ANSWER).to,
        level=assess(desk.guide, desk.answers, strict=False).outcome,
        overlay_id=desk.local.id if desk.local else None,
        strand=desk.answers.get("strand", "nk"),
        restricted=restricted_after(case, desk.answers, desk.sight, question),
        answered_at=case.answered_at or now,
        # Nothing need be sent to somebody who has it already.
        sent_at=case.sent_at or (now if case.status is Status.IN_REVIEW else None),
        # Whoever answers has looked, also when they came past the page that says so.
        opened_at=case.opened_at or (None if desk.sight is Sight.REPORTER else now),
    )
    # Whoever opened it saw something that could wait.
    raised = after.level > case.level and after.level >= Level.REFER_NOW
    if raised and desk.sight is Sight.REPORTER and case.opened_at is not None:
        after = replace(after, news_at=now)
    if case.restricted or not after.restricted:
        return after
    # A lead who had it may not even see it now. To the head it is new, although somebody has opened it.
    is_news = after.opened_at is not None and desk.sight is not Sight.HEAD
    return replace(after, owner_id=None, news_at=now if is_news else after.news_at)


def changes(before: Case, after: Case) -> Mapping[str, Any]:
    """What is different, by the names of the fields."""
    return {name: getattr(after, name) for name in SETTLED if getattr(after, name) != getattr(before, name)}
