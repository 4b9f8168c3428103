"""The one table of what may happen to a case. Buttons, validation and permission read it."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Act, NotNow, Sight, Status


@dataclass(frozen=True, slots=True)
class Move:
    """An act that is allowed: what it leads to, what its button says, and whether a reason is asked for."""

    to: Status
    label: str
    needs_reason: bool = False
    label_if_restricted: str = ""

    def words(self, *, restricted: bool) -> str:
        """What the button says on a case that is, or is not, for the head alone."""
        return self.label_if_restricted if restricted and self.label_if_restricted else self.label


_REPORTER = {
    (Status.STARTED, Act.ANSWER): Move(Status.STARTED, "Continue"),
    (Status.STARTED, Act.SEND): Move(
        Status.SENT, "Send to the safeguarding lead", label_if_restricted="Send to the head"
    ),
}

# A lead need not wait for the reporter to press Send.
_LEAD = {
    (Status.STARTED, Act.OPEN): Move(Status.STARTED, "Open"),
    (Status.SENT, Act.OPEN): Move(Status.IN_REVIEW, "Open"),
    (Status.IN_REVIEW, Act.OPEN): Move(Status.IN_REVIEW, "Open"),
    (Status.DECIDED, Act.OPEN): Move(Status.DECIDED, "Open"),
    (Status.CLOSED, Act.OPEN): Move(Status.CLOSED, "Open"),
    (Status.STARTED, Act.ANSWER): Move(Status.STARTED, "Continue"),
    (Status.SENT, Act.ANSWER): Move(Status.IN_REVIEW, "Continue"),
    (Status.IN_REVIEW, Act.ANSWER): Move(Status.IN_REVIEW, "Continue"),
    (Status.STARTED, Act.DECIDE): Move(Status.DECIDED, "Confirm this outcome", needs_reason=True),
    (Status.SENT, Act.DECIDE): Move(Status.DECIDED, "Confirm this outcome", needs_reason=True),
    (Status.IN_REVIEW, Act.DECIDE): Move(Status.DECIDED, "Confirm this outcome", needs_reason=True),
    # Only what was never sent can have been opened by mistake.
    (Status.STARTED, Act.CLOSE): Move(Status.CLOSED, "Close this case", needs_reason=True),
}

_HEAD_ONLY = {
    (status, Act.NAME): Move(status, "Keep this case from that person")
    for status in (Status.STARTED, Status.SENT, Status.IN_REVIEW, Status.DECIDED)
}

TRANSITIONS: dict[tuple[Sight, Status, Act], Move] = {
    **{(Sight.REPORTER, *key): move for key, move in _REPORTER.items()},
    **{(Sight.LEAD, *key): move for key, move in _LEAD.items()},
    **{(Sight.HEAD, *key): move for key, move in (_LEAD | _HEAD_ONLY).items()},
}


def move(sight: Sight, status: Status, act: Act) -> Move | None:
    """What `act` leads to for somebody who sees the case as `sight`; None where it is not allowed."""
    return TRANSITIONS.get((sight, status, act))


def required_move(sight: Sight, status: Status, act: Act) -> Move:
    """As `move`. Raises NotNow with what to do."""
    allowed = move(sight, status, act)
    if allowed is None:
        instead = _INSTEAD if sight is Sight.REPORTER else _INSTEAD_FOR_LEADS
        raise NotNow(instead.get(status, "Go back to the case and look at its status."))
    return allowed


_INSTEAD = {
    Status.SENT: "It has been sent. To add something, speak to the safeguarding lead.",
    Status.IN_REVIEW: "A safeguarding lead has it. To add something, speak to them.",
    Status.DECIDED: "A decision has been recorded. To add something, speak to the safeguarding lead.",
    Status.CLOSED: "It is closed. If there is something new, start again and send it.",
}

_INSTEAD_FOR_LEADS = {
    Status.DECIDED: "A decision has already been recorded. Open the case again to read it.",
    Status.CLOSED: "This case is closed. If there is something new, start again.",
}
