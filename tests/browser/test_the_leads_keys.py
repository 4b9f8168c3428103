"""The lead's half with the keys alone, and with scripts switched off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.keys import Keys
from tests.browser.person import FRAME, Person, opens_by_hand
from tests.browser.test_the_journey import REASON, REPORTED, REST

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]


def reported(somebody: Callable[..., Person]) -> str:
    """A report that waits for a lead; gives the id of its case."""
    reporter = somebody().opens("reporter").starts().answers(**REPORTED).arrives_at("/check")
    reporter.clicks("Send to the safeguarding lead").arrives_at("/sent")
    return reporter.case_id


def test_a_case_is_taken_up_completed_and_decided_with_the_keys_alone(somebody: Callable[..., Person]) -> None:
    case_id = reported(somebody)
    lead = somebody().opens("lead")
    keys = Keys(lead)
    lead.page.locator(FRAME).focus()

    keys.follows("Open")
    lead.arrives_at(f"/cases/{case_id}")
    expect(lead.heading).to_be_focused()
    keys.follows("Answer the rest")
    for question, value in REST.items():
        lead.arrives_at(f"/questions/{question}")
        expect(lead.heading).to_be_focused()
        keys.chooses(value)
        keys.presses("Continue")
    lead.arrives_at("/outcome")
    expect(lead.heading).to_be_focused()
    keys.writes(REASON)
    keys.fills("head_name", "Helen Marsh")
    keys.fills("head_when", "today at 10:40")
    keys.presses("Confirm this outcome")

    lead.sees("Outcome confirmed: Manage in school")


def test_a_decision_without_a_reason_leads_to_its_error_and_from_there_to_the_box(
    somebody: Callable[..., Person],
) -> None:
    case_id = reported(somebody)
    lead = somebody().opens("lead")
    keys = Keys(lead)
    lead.page.locator(FRAME).focus()
    keys.follows("Open")
    lead.arrives_at(f"/cases/{case_id}")
    keys.follows("See what the guidance asks for")
    lead.arrives_at("/outcome")

    keys.presses("Confirm this outcome")

    inside = lead.page.frame_locator(FRAME)
    expect(inside.locator(".govuk-error-summary")).to_be_focused()
    keys.follows("Write your reasons")
    expect(inside.locator("textarea")).to_be_focused()


def test_a_case_is_decided_without_scripts(somebody: Callable[..., Person]) -> None:
    reported(somebody)
    lead = opens_by_hand(somebody(script=False), "lead", "Every case is here from its first answer.")

    lead.clicks("Open", role="link").clicks("Answer the rest").answers(**REST).arrives_at("/outcome")
    lead.clicks("Confirm this outcome").sees("Write your reasons")
    lead.frame.locator("textarea").fill(REASON)
    lead.frame.locator("#head_name").fill("Helen Marsh")
    lead.frame.locator("#head_when").fill("today at 10:40")
    lead.clicks("Confirm this outcome")

    lead.sees("Outcome confirmed: Manage in school")
