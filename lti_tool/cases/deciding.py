"""What a decision needs before it can be recorded (guidance-spec (c) "Ordinary endings", and (g)). Pure rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..guidance.model import Level

SATURDAY = 5


class Way(StrEnum):
    """How a decision came about. The middle three are ordinary endings: no overrides, and no more paperwork."""

    CONFIRM = "confirm"
    ADVICE_TAKEN = "advice_taken"
    AGENCY_ANSWERED = "agency_answered"
    HANDED_BACK = "handed_back"
    OVERRIDE = "override"


class Need(StrEnum):
    """What has to be written down, by the name of its field."""

    REASON = "reason"
    HEAD_NAME = "head_name"
    HEAD_WHEN = "head_when"
    AGENCY = "agency"
    ADVISER = "adviser"
    ADVISER_ROLE = "adviser_role"
    ADVISED_WHEN = "advised_when"
    SAID = "said"
    RESPONSE = "response"
    PLAN = "plan"
    REVIEW_ON = "review_on"
    SURE = "sure"


class Response(StrEnum):
    """What an agency said to a referral."""

    ACCEPTED = "accepted"
    EARLY_HELP = "early_help"
    ADVICE_ONLY = "advice_only"
    NO_FURTHER_ACTION = "no_further_action"
    DISAGREE = "disagree"


HEAD = (Need.HEAD_NAME, Need.HEAD_WHEN)
ADVICE = (Need.AGENCY, Need.ADVISER, Need.ADVISED_WHEN, Need.SAID)

# Which ordinary ending fits which outcome of the answers, and what then is decided.
ENDINGS: Mapping[Way, tuple[Level, ...]] = {
    Way.ADVICE_TAKEN: (Level.CONSULT,),
    Way.AGENCY_ANSWERED: (Level.REFER_CSC,),
    Way.HANDED_BACK: (Level.REFER_NOW, Level.EMERGENCY),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to record.

    Attributes:
        way: how it came about.
        outcome: what they chose; only an override chooses another one than the answers require.
        given: what they wrote, by the names of `Need`. Empty is the same as absent.
    """

    way: Way
    outcome: Level
    given: Mapping[str, str]


class DecisionLacks(Exception):
    """Something has to be written down first. `needs` are in the order of the form."""

    def __init__(self, needs: tuple[Need, ...]) -> None:
        self.needs = needs
        super().__init__(", ".join(needs))


class WayNotOpen(Exception):
    """This way does not fit what the answers require now."""


def ways(computed: Level) -> tuple[Way, ...]:
    """How a case at this level can be decided, the usual way first."""
    ending = tuple(way for way, levels in ENDINGS.items() if computed in levels)
    return (Way.CONFIRM, *ending, Way.OVERRIDE)


def needs(choice: Choice, computed: Level, *, immediate: bool) -> tuple[Need, ...]:
    """All that has to be written down for this choice.

    Args:
        computed: what the answers require.
        immediate: an answer meets a criterion for immediate referral (guidance-spec (a.1), list 1).
    """
    match choice.way:
        case Way.CONFIRM:
            return (Need.REASON, *HEAD) if computed is Level.MANAGE else (Need.REASON,)
        case Way.ADVICE_TAKEN:
            return (*ADVICE, Need.REASON, *HEAD)
        case Way.AGENCY_ANSWERED:
            return (Need.AGENCY, Need.RESPONSE, Need.ADVISED_WHEN, Need.PLAN)
        case Way.HANDED_BACK:
            return (Need.AGENCY, Need.ADVISER, Need.ADVISED_WHEN, Need.SAID, Need.PLAN)
        case Way.OVERRIDE:
            return _override(choice, computed, immediate=immediate)


def check(choice: Choice, computed: Level, *, immediate: bool, today: date) -> None:
    """Raise WayNotOpen or DecisionLacks for what may not be recorded so."""
    if choice.way not in ways(computed):
        raise WayNotOpen
    if choice.way is Way.OVERRIDE and choice.outcome is computed:
        raise WayNotOpen
    missing = [need for need in needs(choice, computed, immediate=immediate) if not choice.given.get(need)]
    if choice.given.get(Need.REVIEW_ON) and not _review_in_time(choice, today):
        missing.append(Need.REVIEW_ON)
    if missing:
        raise DecisionLacks(tuple(missing))


def decided(choice: Choice, computed: Level) -> Level:
    """The level that is on record afterwards."""
    if choice.way is Way.ADVICE_TAKEN:
        return Level.MANAGE
    return choice.outcome if choice.way is Way.OVERRIDE else computed


def next_working_day(today: date) -> date:
    """The day by which a decision below what the answers require is looked at again. Holidays are not known here."""
    day = today + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _override(choice: Choice, computed: Level, *, immediate: bool) -> tuple[Need, ...]:
    """Upwards freely. Downwards with all that (g) asks for, and once more where an immediate criterion is met."""
    if choice.outcome > computed:
        return ()
    advice = (Need.AGENCY, Need.ADVISER, Need.ADVISER_ROLE, Need.ADVISED_WHEN, Need.SAID)
    full = (Need.REASON, *advice, *HEAD, Need.PLAN, Need.REVIEW_ON)
    return (*full, Need.SURE) if immediate else full


def _review_in_time(choice: Choice, today: date) -> bool:
    if choice.way is not Way.OVERRIDE:
        return True
    try:
        on = date.fromisoformat(choice.given[Need.REVIEW_ON])
    except ValueError:
        return False
    return today <= on <= next_working_day(today)
