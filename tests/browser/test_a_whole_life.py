"""The whole life of one case, by clicks alone: two people in two browsers, from the first answer to the file."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.album import Album
from tests.browser.person import Person
from tests.browser.test_the_journey import REASON, REPORTED, REST
from tests.school import School

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

ASKED = "Who else was in the corridor when he said it?"
ADDED = "Ms Cole was. She heard it too."
WANTED = "That it is taken down, and that nobody in her class knows."
PLAN = "Sits at the front. Leaves five minutes early."
KEPT = "The safeguarding system, folder 2026"


def test_a_case_lives_from_the_first_answer_to_the_file(school: School, somebody: Callable[..., Person]) -> None:
    reporter, lead = somebody(Album("life-reporter")), somebody(Album("life"))

    reporter.opens("reporter").starts().answers(**REPORTED).arrives_at("/check")
    reporter.clicks("Send to the safeguarding lead").arrives_at("/sent").sees("Nobody has opened it yet.")
    lead.opens("lead").clicks("Open", role="link").arrives_at(f"/cases/{reporter.case_id}")
    lead.clicks("Take this case").sees("With Priya Nair.")
    the_lead_asks_and_the_reporter_answers(lead, reporter)
    lead.clicks("Answer the rest").answers(**REST).arrives_at("/outcome")
    decides(lead)
    writes_down_a_child(lead)
    works_off_what_is_to_do(lead)
    closes(lead)

    says_what_happened_in_its_order(lead)
    reporter.opens("reporter").sees("A safeguarding lead has closed it.").looks_at("closed")
    for words in (KEPT, WANTED, REASON):
        expect(reporter.frame.get_by_text(words)).to_have_count(0)
    assert school.delivers() >= 1
    lead.opens("lead").frame.get_by_role("link", name="Closed", exact=True).click()
    lead.arrives_at("show=closed").clicks("Open", role="link").sees("in the gradebook")


def the_lead_asks_and_the_reporter_answers(lead: Person, reporter: Person) -> None:
    lead.clicks("Ask the reporter for more", role="link").arrives_at("/ask").looks_at("ask")
    lead.fills_in("What do you need to know?", ASKED).clicks("Ask the reporter for more")
    lead.arrives_at(f"/cases/{reporter.case_id}").sees("Asked the reporter: ")

    reporter.opens("reporter").sees("A safeguarding lead asks you for more.")
    reporter.clicks("Sent on ", role="link").arrives_at("/sent").sees(ASKED).looks_at("asked")
    reporter.clicks("Add something", role="link").fills_in("What do you want to add?", ADDED).clicks("Add this")
    reporter.arrives_at("/sent")

    lead.opens("lead").clicks("Open", role="link").sees(ADDED).looks_at("added")


def decides(lead: Person) -> None:
    lead.fills_in("Why is no referral needed?", REASON)
    lead.fills_in("The head’s name", "Helen Marsh").fills_in("When did they agree?", "today at 10:40")
    lead.clicks("Confirm this outcome").sees("Outcome confirmed: Manage in school")
    lead.clicks("Back to the case", role="link").sees("Decided by Priya Nair: Manage in school.")


def writes_down_a_child(lead: Person) -> None:
    lead.clicks("Children", role="link").clicks("Add a child", role="button").arrives_at("/add").looks_at("child")
    lead.frame.get_by_label("13, 14 or 15").check()
    lead.frame.get_by_label("Shown in an image").check()
    lead.frame.get_by_label("Told", exact=True).check()
    lead.fills_in("What the child wants", WANTED, exact=True).fills_in("Safety plan", PLAN).clicks("Add a child")
    lead.arrives_at("/children").sees("Child A").looks_at("children")
    lead.clicks("Print for the family of Child A", role="link").sees(PLAN).looks_at("family")
    expect(lead.frame.get_by_text(WANTED)).to_have_count(0)
    lead.clicks("Back to the children", role="link").clicks("Back to the case", role="link")


def works_off_what_is_to_do(lead: Person) -> None:
    lead.clicks("Tasks:", role="link").arrives_at("/actions").looks_at("tasks")
    buttons = lead.frame.get_by_role("button", name=re.compile("^Done"))
    left = buttons.count()
    assert left > 8
    while left:
        buttons.first.click()
        left -= 1
        expect(buttons).to_have_count(left)
    lead.clicks("Record this review", role="link").sees("Review it, and assess again").looks_at("review")
    lead.frame.get_by_label("Done", exact=True).check()
    lead.fills_in("If it is done: when is the next review?", f"{datetime.now(UTC) + timedelta(weeks=2):%Y-%m-%d}")
    lead.clicks("Save").arrives_at("/actions").sees("Done: Priya Nair").looks_at("tasks-done")


def closes(lead: Person) -> None:
    lead.clicks("Close this case", role="button").clicks("Close this case").sees("Tick this once it is in")
    lead.looks_at("close-error")
    lead.frame.get_by_label("It is filed in the child-protection record").check()
    lead.fills_in("Where is it filed?", KEPT).clicks("Close this case")
    lead.sees("Closed. Filed in the child-protection record").looks_at("closed")


def says_what_happened_in_its_order(lead: Person) -> None:
    history = lead.frame.locator("main").inner_text().split("What has happened")[1]
    told = (
        "Started",
        "Sent",
        "Opened for the first time",
        "Took this case",
        f"Asked the reporter: {ASKED}",
        f"Added: {ADDED}",
        "Confirmed: Manage in school",
        "Wrote down Child A",
        "Opened to print for the family of Child A",
        "Done: ",
        f"Closed. Filed in the child-protection record: {KEPT}",
    )
    # What happened last stands first.
    places = [history.rindex(words) for words in told]
    assert places == sorted(places, reverse=True)
