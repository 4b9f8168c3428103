"""The one table of what may happen to a case. Buttons, validation and permission read it."""

from __future__ import annotations

from dataclasses import dataclass

from ..guidance.vocabulary import Ours
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


_SEND = Move(Status.SENT, Ours("Send to the safeguarding lead"), label_if_restricted="Send to the head")
_SEND_AGAIN = Move(Status.IN_REVIEW, "Send again")
_ADD = "Add something"

_REPORTER = {
    (Status.STARTED, Act.ANSWER): Move(Status.STARTED, "Continue"),
    (Status.STARTED, Act.SEND): _SEND,
    (Status.NEEDS_DETAIL, Act.ANSWER): Move(Status.NEEDS_DETAIL, "Continue"),
    (Status.NEEDS_DETAIL, Act.SEND): _SEND_AGAIN,
    (Status.SENT, Act.ADD): Move(Status.SENT, _ADD),
    (Status.IN_REVIEW, Act.ADD): Move(Status.IN_REVIEW, _ADD),
    (Status.NEEDS_DETAIL, Act.ADD): Move(Status.NEEDS_DETAIL, _ADD),
    (Status.DECIDED, Act.ADD): Move(Status.DECIDED, _ADD),
    # What is new must not lie in a case that nobody opens any more.
    (Status.CLOSED, Act.ADD): Move(Status.IN_REVIEW, _ADD),
}

_UNDECIDED = (Status.STARTED, Status.SENT, Status.IN_REVIEW, Status.NEEDS_DETAIL)
_OPEN = (*_UNDECIDED, Status.DECIDED)


def _touched(status: Status) -> Status:
    """Whoever works on what was sent has it in review."""
    return Status.IN_REVIEW if status is Status.SENT else status


# A lead need not wait for the reporter to press Send.
_LEAD = {
    **{(status, Act.OPEN): Move(_touched(status), "Open") for status in Status},
    **{(status, Act.ANSWER): Move(_touched(status), "Continue") for status in _UNDECIDED},
    **{(status, Act.TAKE): Move(_touched(status), "Take this case") for status in _OPEN},
    **{(status, Act.HAND_OVER): Move(_touched(status), "Hand over") for status in _OPEN},
    **{
        (status, Act.ASK): Move(Status.NEEDS_DETAIL, "Ask the reporter for more", needs_reason=True)
        for status in (Status.SENT, Status.IN_REVIEW, Status.NEEDS_DETAIL)
    },
    **{(status, Act.CONSULT): Move(_touched(status), "Record a call to an agency") for status in _OPEN},
    **{(status, Act.DECIDE): Move(Status.DECIDED, "Confirm this outcome", needs_reason=True) for status in _UNDECIDED},
    **{
        (status, Act.REOPEN): Move(Status.IN_REVIEW, "Open it again", needs_reason=True)
        for status in (Status.DECIDED, Status.CLOSED)
    },
    **{(status, Act.CHILD): Move(_touched(status), "Add a child") for status in _OPEN},
    **{(status, Act.LINK): Move(status, "Link to another case") for status in _OPEN},
    # What was decided once is worked off, also while the case is looked at again.
    **{
        (status, Act.TASK): Move(status, "Change a task")
        for status in (Status.IN_REVIEW, Status.NEEDS_DETAIL, Status.DECIDED)
    },
    (Status.DECIDED, Act.FILE): Move(Status.CLOSED, "Close this case"),
    # Only what was never sent can have been opened by mistake.
    (Status.STARTED, Act.CLOSE): Move(Status.CLOSED, "Close this case", needs_reason=True),
    # Somebody may turn out to be related to a child long after a case is closed.
    **{(status, Act.NAME): Move(status, "Keep this case from that person") for status in Status},
    **{(status, Act.HOLD): Move(status, "Put this case on hold", needs_reason=True) for status in Status},
    **{(status, Act.RELEASE): Move(status, "Take it off hold", needs_reason=True) for status in Status},
    (Status.CLOSED, Act.ERASE): Move(Status.CLOSED, "Propose to delete this case", needs_reason=True),
}

TRANSITIONS: dict[tuple[Sight, Status, Act], Move] = {
    **{(Sight.REPORTER, *key): move for key, move in _REPORTER.items()},
    **{(Sight.LEAD, *key): move for key, move in _LEAD.items()},
    **{(Sight.HEAD, *key): move for key, move in _LEAD.items()},
}


def move(sight: Sight, status: Status, act: Act) -> Move | None:
    """What `act` leads to for somebody who sees the case as `sight`; None where it is not allowed."""
    return TRANSITIONS.get((sight, status, act))


def required_move(sight: Sight, status: Status, act: Act) -> Move:
    """As `move`. Raises NotNow with what to do."""
    allowed = move(sight, status, act)
    if allowed is None:
        if act is Act.ERASE and sight is not Sight.REPORTER:
            raise NotNow("Only a closed case can be deleted. Close it first.")
        instead = _INSTEAD if sight is Sight.REPORTER else _INSTEAD_FOR_LEADS
        raise NotNow(instead.get(status, "Go back to the case and look at its status."))
    return allowed


# Whom to speak to is on its page: where it concerns a member of staff, that is not the lead.
_TO_ADD = "To add something, use “Add something” on its page, or telephone: the numbers are there."
# A reporter is not told what became of it, nor that anything has.
_SENT = f"It has been sent. {_TO_ADD}"

_INSTEAD = {
    Status.STARTED: "It has not been sent yet. Finish it, or send what you have.",
    Status.SENT: _SENT,
    Status.IN_REVIEW: _SENT,
    Status.DECIDED: _SENT,
    Status.CLOSED: f"It is closed. {_TO_ADD}",
}

_INSTEAD_FOR_LEADS = {
    Status.STARTED: "It has not been sent yet. Speak to the person who began it.",
    Status.DECIDED: "A decision has already been recorded. If there is something new, open the case again first.",
    Status.CLOSED: "This case is closed. If there is something new, open it again first.",
}
