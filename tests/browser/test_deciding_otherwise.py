"""Deciding otherwise than the answers ask, by clicks: a lower outcome with all it needs, and an ordinary ending."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.browser.album import Album
from tests.browser.person import Person
from tests.browser.test_the_journey import REPORTED

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

PRESSURED = {"danger": "no", "strand": "images", "distress": "coping", "adult": "no", "pressure": "yes_other"}
MET = "A child was pressured, tricked or blackmailed, or could not freely agree."
SURE = "I have read this, and I still decide on a lower outcome"


def chooses_a_way(lead: Person, case_id: str) -> Person:
    """The lead opens what was just sent, and goes on from its outcome to the other ways."""
    lead.opens("lead").clicks("Open", role="link").arrives_at(f"/cases/{case_id}")
    lead.clicks("See what the guidance asks for").arrives_at("/outcome")
    return lead.clicks("Decide or end it in another way", role="link").arrives_at("/decision")


def is_advised(lead: Person) -> Person:
    """Fill in what an agency said."""
    lead.fills_in("Which agency advised you?", "Seaview social care").fills_in(
        "Who did you speak to?", "Dana Whitfield"
    )
    lead.fills_in("When?", "today at 10:40", exact=True)
    return lead.fills_in("What did they say?", "Wait for our visit this afternoon.")


def agrees_with_the_head(lead: Person) -> Person:
    return lead.fills_in("The head’s name", "Helen Marsh").fills_in("When did they agree?", "today at 10:50")


def test_a_lower_outcome_is_recorded_with_all_that_it_needs(somebody: Callable[..., Person]) -> None:
    reporter, lead = somebody(), somebody(Album("otherwise"))
    reporter.opens("reporter").starts().answers(**PRESSURED).arrives_at("/first")
    reporter.clicks("Send to the safeguarding lead now").arrives_at("/sent")
    chooses_a_way(lead, reporter.case_id).looks_at("ways")
    lead.clicks("Decide on a different outcome", role="link").arrives_at("/override").sees(MET).looks_at("lower")

    lead.frame.get_by_label("Consult").check()
    lead.clicks("Record this decision").sees("Confirm that you have read this").looks_at("lower-error")
    is_advised(lead).fills_in("Their role", "Duty social worker").fills_in("Why?", "They ask us to wait.", exact=True)
    agrees_with_the_head(lead).fills_in("The safety plan until then", "She stays with the nurse.")
    lead.fills_in("When is this looked at again?", f"{datetime.now(UTC):%Y-%m-%d}")
    lead.frame.get_by_label(SURE).check()
    lead.clicks("Record this decision").arrives_at("/outcome")

    lead.sees("Decided differently: Consult").sees("Asked once more").looks_at("lower-recorded")


def test_advice_that_was_taken_ends_a_case_in_an_ordinary_way(somebody: Callable[..., Person]) -> None:
    reporter, lead = somebody(), somebody(Album("otherwise"))
    reporter.opens("reporter").starts().answers(**REPORTED).arrives_at("/check")
    reporter.clicks("Send to the safeguarding lead").arrives_at("/sent")
    chooses_a_way(lead, reporter.case_id).clicks("Advice was taken", role="link").arrives_at("/advice_taken")
    lead.looks_at("advice")

    is_advised(lead).fills_in("Why can the school manage it?", "They know the family.")
    lead.clicks("Record this decision").sees("Enter who agreed").looks_at("advice-error")
    agrees_with_the_head(lead).clicks("Record this decision").arrives_at("/outcome")

    lead.sees("Advice was taken: manage it in school. On record: Manage in school").looks_at("advice-recorded")
