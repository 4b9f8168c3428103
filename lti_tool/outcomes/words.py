"""What became of a receipt, in sentences that a school understands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType
from typing import assert_never

from ..cases.receipts import Receipt, ReceiptState
from .ends import Why

WAITING = "Receipt: on its way to the gradebook."
NOT_GRADABLE = (
    "Receipt: not posted. The platform keeps no grades for this person in this course, which is usual for staff. "
    "Nothing needs to be done."
)
RESTRICTED = "Receipt: not posted. Nothing is posted for a restricted case."
NONE = "Receipt: none. Nothing is posted from this course. Receipts are only for courses marked as staff-only."
NOT_SENT = "Receipt: none yet. One is posted when the case is sent, if this course is marked as staff-only."
UNCERTAIN = "The platform said it already had it, and does not let us look."

WHY_WAITING = MappingProxyType(
    {
        Why.BUSY: "The platform is busy or being looked after.",
        Why.UNREACHABLE: "The platform could not be reached.",
        Why.NO_ACCESS_YET: "The platform did not let us sign in just now.",
        Why.NO_ANSWER: "The platform did not answer.",
        Why.UNCLEAR: "The platform gave an answer that we did not understand.",
        Why.LATER_TIMESTAMP: "The platform holds a newer score for this person.",
    }
)
WHY_GIVEN_UP = MappingProxyType(
    {
        Why.NOT_AUTHORISED: "The platform does not allow this tool to post scores. "
        "An administrator can allow it in the tool’s settings on the platform, then try again.",
        Why.ADDRESS_REFUSED: "The platform gave an address that this tool does not call. "
        "An administrator can check the platform’s addresses, then try again.",
        Why.NO_LINE_ITEM: "The activity has no column in the gradebook. "
        "An administrator can switch grading on for the activity, then try again.",
        Why.LINE_ITEM_GONE: "The activity’s column is no longer in the gradebook. "
        "It was deleted, or the course has ended. An administrator can switch grading on for the activity again.",
        Why.COURSE_ENDED: "The course has ended on the platform, so its gradebook takes nothing more. "
        "Nothing needs to be done.",
        Why.REFUSED: "The platform refused it. "
        "An administrator can check the activity’s settings on the platform, then try again.",
        Why.TOO_LONG: "The platform did not take it for three days. "
        "An administrator can check that the platform is working, then try again.",
        Why.FAULT: "Something went wrong on our side each time, for three days. "
        "An administrator can check that this tool is working, then try again.",
        Why.MOVED: "This school’s cases were moved here before it was posted. Nothing needs to be done.",
        Why.OTHER_TENANT: "The place that it belongs to is another school’s now. Nothing needs to be done.",
        Why.POSTING_OFF: "Receipts are switched off for this course. An administrator can switch them on.",
    }
)
OTHERWISE_WAITING = "Something went wrong on our side."
OTHERWISE_GIVEN_UP = "An administrator can try again."


def describe(
    receipt: Receipt | None, when: Callable[[datetime], str], *, restricted: bool = False, sent: bool = True
) -> str:
    """One line about the receipt of a case.

    Args:
        receipt: the newest one of the case, or None where none was owed.
        when: how the page writes a moment, such as "23 November 2026 at 9:05am".
        restricted: whether the case is.
        sent: whether the reporter has sent it.
    """
    if receipt is None:
        return RESTRICTED if restricted else NONE if sent else NOT_SENT
    match receipt.state:
        case ReceiptState.WAITING:
            return RESTRICTED if restricted else WAITING
        case ReceiptState.DELIVERED:
            return _delivered(receipt, when)
        case ReceiptState.NOT_GRADABLE:
            return NOT_GRADABLE
        case ReceiptState.RETRYING:
            return RESTRICTED if restricted else _retrying(receipt, when)
        case ReceiptState.GIVEN_UP:
            return _given_up(receipt)
        case never:
            assert_never(never)


def can_try_again(receipt: Receipt | None, *, restricted: bool = False) -> bool:
    """Whether a page may offer to try again. Never for a restricted case, nor where another school would get it."""
    if receipt is None or restricted:
        return False
    return receipt.state is ReceiptState.GIVEN_UP and receipt.why not in {Why.RESTRICTED, Why.OTHER_TENANT}


def _delivered(receipt: Receipt, when: Callable[[datetime], str]) -> str:
    line = f"Receipt: in the gradebook since {when(receipt.changed_at)}."
    return f"{line} {UNCERTAIN}" if receipt.why == Why.CONFLICT_WITHOUT_RESULTS else line


def _retrying(receipt: Receipt, when: Callable[[datetime], str]) -> str:
    reason = _known(receipt.why, WHY_WAITING, OTHERWISE_WAITING)
    again = f"Trying again at {when(receipt.due_at)}." if receipt.due_at else "Trying again soon."
    return f"Receipt: not in the gradebook yet. {reason} {again}"


def _given_up(receipt: Receipt) -> str:
    if receipt.why == Why.RESTRICTED:
        return RESTRICTED
    return f"Receipt: given up. {_known(receipt.why, WHY_GIVEN_UP, OTHERWISE_GIVEN_UP)}"


def _known(why: str | None, sentences: MappingProxyType[Why, str], otherwise: str) -> str:
    # A row written by another version may hold a word that this one does not know.
    return next((sentence for word, sentence in sentences.items() if word == why), otherwise)
