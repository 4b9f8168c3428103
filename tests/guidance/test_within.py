"""How soon each action is due, and what is to be done once a person has decided."""

import pytest

from lti_tool.guidance.advice import actions_decided
from lti_tool.guidance.assess import assess
from lti_tool.guidance.model import Level
from lti_tool.guidance.within import Within

from .answers import ENGLAND, nothing_of_concern

# What the guide's words say of time, and the time that follows from them.
WORDS = {
    "Now": {Within.NOW},
    "At once": {Within.NOW},
    "Next": {Within.HOUR},
    "Today": {Within.TODAY},
    "The same day": {Within.TODAY},
    "The next working day": {Within.NEXT_DAY},
    "Within one working day": {Within.NEXT_DAY},
    "Within 1 to 2 school days": {Within.SCHOOL_DAYS_2},
    "Within 5 school days": {Within.SCHOOL_DAYS_5},
    "After about 2 weeks, and at half-term": {Within.WEEKS_2},
    "When the child is safe": {Within.LATER},
    "Later": {Within.LATER},
}


def decided(answers: dict[str, str], level: Level, *, overridden: bool = True) -> set[str]:
    advice = actions_decided(ENGLAND, assess(ENGLAND, answers), level, overridden=overridden)
    return {action.id for action in advice.do}


@pytest.mark.parametrize("words", WORDS)
def test_a_time_in_words_and_the_time_that_is_counted_agree(words: str) -> None:
    found = {action.within for part in ENGLAND.parts for action in part.do if action.when == words}

    assert found == WORDS[words]


def test_the_reviews_are_those_of_the_guidance_at_its_intervals() -> None:
    reviews = {action.id: (action.within, action.again) for p in ENGLAND.parts for action in p.do if action.again}

    assert reviews == {
        "csc_review": (Within.SCHOOL_DAYS_5, Within.SCHOOL_DAYS_5),
        "consult_again": (Within.NEXT_DAY, Within.NEXT_DAY),
        "manage_review": (Within.WEEKS_2, Within.LATER),
    }


def test_a_decision_upwards_tells_those_who_are_usually_told_at_that_level() -> None:
    managed = nothing_of_concern()

    assert {"refer_police", "refer_social_care"} <= decided(managed, Level.REFER_NOW)
    assert {"emergency_999", "refer_police", "refer_social_care"} <= decided(managed, Level.EMERGENCY)
    assert "refer_ask_police" not in decided(managed, Level.REFER_NOW)


def test_a_decision_as_the_answers_ask_tells_nobody_else() -> None:
    harmed = nothing_of_concern(distress="selfharm")

    assert "refer_police" not in decided(harmed, Level.REFER_NOW)


def test_only_who_decides_below_the_answers_on_their_own_judgement_has_that_looked_at_again() -> None:
    unknown = nothing_of_concern(adult="nk")

    assert "below_review" in decided(unknown, Level.MANAGE)
    assert "below_review" not in decided(unknown, Level.MANAGE, overridden=False)
    assert "below_review" not in decided(unknown, Level.CONSULT)
    assert "below_review" not in decided(unknown, Level.REFER_CSC)


def test_the_flags_keep_their_advice_whatever_was_decided() -> None:
    made = nothing_of_concern(agreement="covert_or_made")

    assert {"ai_same", "manage_agree"} <= decided(made, Level.MANAGE)
