"""What a case is: plain values that the pages and the rules share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..guidance.model import Level


class Status(StrEnum):
    """How far a case has come."""

    STARTED = "started"
    SENT = "sent"
    IN_REVIEW = "in_review"
    NEEDS_DETAIL = "needs_detail"
    DECIDED = "decided"
    CLOSED = "closed"


class Act(StrEnum):
    """What somebody can do to a case."""

    ANSWER = "answer"
    SEND = "send"
    OPEN = "open"
    TAKE = "take"
    HAND_OVER = "hand_over"
    ASK = "ask"
    ADD = "add"
    CONSULT = "consult"
    TASK = "task"
    CHILD = "child"
    LINK = "link"
    DECIDE = "decide"
    REOPEN = "reopen"
    FILE = "file"
    CLOSE = "close"
    NAME = "name"
    HOLD = "hold"
    RELEASE = "release"
    ERASE = "erase"


class Sight(StrEnum):
    """As whom a person sees a case. It decides which questions they are asked and which pages they get."""

    REPORTER = "reporter"
    LEAD = "lead"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Case:
    """One case without its words: what lists and rules need."""

    id: str
    tenant_id: str
    reference: str
    guide_id: str
    status: Status
    strand: str
    level: Level
    restricted: bool
    interrupted_at: int
    reporter_id: str
    started_at: datetime
    answered_at: datetime | None
    sent_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    version: int
    owner_id: str | None = None
    news_at: datetime | None = None
    """When the reporter last added something that nobody has opened the case for since."""
    decided_level: Level | None = None
    """What was decided. `level` stays what the answers require."""
    next_due_at: datetime | None = None
    """After this moment a task, or an agency's answer, is overdue."""
    filed_at: datetime | None = None
    """Since when it is closed and in the school's own record."""
    held_at: datetime | None = None
    """Since when it must not be deleted, whatever the school's period says."""
    decided_way: str | None = None
    """How it was decided: one of `deciding.Way`."""
    overlay_id: str | None = None
    """With which version of what the school adds to its guide (`local`) the level was worked out."""

    def is_overdue(self, now: datetime) -> bool:
        """Whether something of it should have been done by now."""
        return self.next_due_at is not None and self.next_due_at < now

    @property
    def waiting_since(self) -> datetime:
        """From when somebody could have looked at it."""
        return self.sent_at or self.answered_at or self.started_at


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question as it stands, and who gave it."""

    value: str
    by_staff_id: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, and why. The computed outcome is never replaced by it.

    Attributes:
        outcome: what was decided.
        computed: what the answers required at that moment.
        way: one of `deciding.Way`: confirmed, ended in one of the ordinary ways, or decided differently.
        record: what the way asks for beside the reason, by the names of `deciding.Need`, and what the decision rested
            on (`cases/grounds.py`).
    """

    outcome: Level
    guide_id: str
    reason: str
    by_staff_id: str
    at: datetime
    computed: Level
    way: str
    record: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history. `detail` holds fixed words and what a person wrote."""

    number: int
    kind: str
    detail: Mapping[str, str]
    by_staff_id: str | None
    at: datetime


class CaseNotFound(Exception):
    """There is no such case for this person. A case they may not see is the same as none."""


class NotNow(Exception):
    """The case is not in a state in which this can be done. The message says what to do."""


class CaseChanged(Exception):
    """Somebody changed the case since the form was made."""
