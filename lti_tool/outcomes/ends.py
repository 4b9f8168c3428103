"""How a delivery can end. Each end carries a fixed word at most, never anything that a platform said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Why(StrEnum):
    """The fixed words that a receipt keeps; words.py makes sentences of them."""

    # Delivered, as far as anybody can tell.
    CONFLICT_WITHOUT_RESULTS = "409_without_results"
    # Worth another try.
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    NO_ACCESS_YET = "no_access_yet"
    NO_ANSWER = "no_answer"
    UNCLEAR = "unclear"
    LATER_TIMESTAMP = "later_timestamp"
    FAULT = "fault"
    # The end.
    NOT_AUTHORISED = "not_authorised"
    ADDRESS_REFUSED = "address_refused"
    NO_LINE_ITEM = "no_line_item"
    LINE_ITEM_GONE = "line_item_gone"
    COURSE_ENDED = "course_ended"
    REFUSED = "refused"
    TOO_LONG = "too_long"
    RESTRICTED = "restricted"
    POSTING_OFF = "posting_off"
    MOVED = "moved"
    OTHER_TENANT = "other_tenant"


@dataclass(frozen=True, slots=True)
class Delivered:
    """The tick is in the gradebook. `why` says how we know, where it is not the platform's plain yes."""

    why: Why | None = None


@dataclass(frozen=True, slots=True)
class NotGradable:
    """The host keeps no grades for this person. Normal for staff."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Not yet. `after` is what the host asked for; None leaves the waiting time to us."""

    after: datetime | None
    why: Why


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Another try would end the same way, until somebody changes something."""

    why: Why


Delivery = Delivered | NotGradable | Retry | GivenUp


class ServiceUnavailable(Exception):
    """The host could not serve a call now."""

    def __init__(self, why: Why, status: int | None = None, after: datetime | None = None) -> None:
        super().__init__(f"{why} ({status})")
        self.why = why
        self.status = status
        self.after = after


class AnswerLost(ServiceUnavailable):
    """A call went out and no answer came back: the host may or may not have acted on it."""


class Withheld(Exception):
    """Nothing may be posted for this receipt: the school decided so, not the host."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class ServiceRefused(Exception):
    """The host will not serve this call."""

    def __init__(self, why: Why, status: int | None = None) -> None:
        super().__init__(f"{why} ({status})")
        self.why = why
        self.status = status
