"""Answers after which nobody may lose a minute: what is on the first screen, and who may see it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.album import Album
from tests.browser.person import FRAME, Person

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

SEEN = """selector => [...document.querySelectorAll(selector)]
  .filter((element) => element.getBoundingClientRect().bottom <= innerHeight)
  .map((element) => element.textContent.trim())"""


def seen_at_once(frame: Frame, selector: str) -> list[str]:
    """The words of these elements that stand in the frame before anybody scrolls."""
    frame.evaluate("scrollTo(0, 0)")
    found: list[str] = frame.evaluate(SEEN, selector)
    return found


def test_an_emergency_is_a_call_before_it_is_a_form(somebody: Callable[..., Person]) -> None:
    reporter = somebody(Album("emergency")).opens("reporter").starts()
    reporter.answers(danger="yes").arrives_at("/first").looks_at("call-999")
    expect(reporter.heading).to_have_text("Call 999 now")

    reporter.clicks("Send to the safeguarding lead now").arrives_at("/sent").looks_at("sent")

    lead = somebody(Album("emergency")).opens("lead").looks_at("list")
    lead.sees("Emergency").clicks("Open", role="link").arrives_at(f"/cases/{reporter.case_id}").looks_at("case")
    lead.clicks("See what the guidance asks for").arrives_at("/outcome").looks_at("outcome")
    assert seen_at_once(lead.frame, ".sp-police") == ["Police: 999 now"]
    assert len(seen_at_once(lead.frame, ".sp-card__heading")) == 1
    assert {"999", "01632 960010"} <= set(seen_at_once(lead.frame, "a.sp-tel"))


def test_a_report_about_a_member_of_staff_is_for_the_head_alone(somebody: Callable[..., Person]) -> None:
    reporter = somebody(Album("staff")).opens("reporter").starts()
    reporter.answers(danger="no", strand="contact", distress="nk", adult="adult_staff")
    reporter.arrives_at("/first").looks_at("do-this-first")
    reporter.clicks("Send to the head now").arrives_at("/sent").looks_at("sent")

    lead = somebody(Album("staff")).opens("lead").sees("Nothing is waiting.").looks_at("empty-list")
    head = somebody(Album("staff")).opens("head").looks_at("list-of-the-head")

    expect(lead.page.frame_locator(FRAME).get_by_role("link", name="Open")).to_have_count(0)
    head.clicks("Open", role="link").arrives_at(f"/cases/{reporter.case_id}").looks_at("case")
    head.clicks("See what the guidance asks for").arrives_at("/outcome").looks_at("outcome")


def test_a_lead_whose_answer_restricts_the_case_is_told_whom_to_telephone(somebody: Callable[..., Person]) -> None:
    reporter = somebody().opens("reporter").starts().answers(danger="no", strand="contact", distress="nk")
    reporter.arrives_at("/questions/adult")
    lead = somebody(Album("staff")).opens("lead").clicks("Open", role="link").clicks("Answer the rest")

    lead.arrives_at("/questions/adult")
    lead.frame.locator("input[value=adult_staff]").check()
    lead.clicks("Continue").arrives_at("/restricted").looks_at("telephone-the-head")


def test_something_else_is_led_to_the_lead(somebody: Callable[..., Person]) -> None:
    reporter = somebody(Album("other")).opens("reporter").starts().answers(danger="no", strand="other")

    reporter.arrives_at("/elsewhere").looks_at("tell-your-lead")
