"""The reporter's journey with the keys alone, and with scripts switched off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.album import Album
from tests.browser.keys import Keys
from tests.browser.person import FRAME, Person, opens_by_hand

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

CHOICES = {
    "danger": "no",
    "strand": "images",
    "distress": "coping",
    "adult": "no",
    "pressure": "no",
    "spread": "private",
    "staff_seen": "none",
}
WORDS = {"child_where": "With me", "reach": "Room 12", "told": "He has a picture of me"}


def test_a_report_is_made_with_the_keys_alone(somebody: Callable[..., Person]) -> None:
    person = somebody().opens("reporter")
    keys = Keys(person)
    person.page.locator(FRAME).focus()

    keys.presses("Start now")
    for question, value in CHOICES.items():
        person.arrives_at(f"/questions/{question}")
        expect(person.heading).to_be_focused()
        keys.chooses(value)
        keys.presses("Continue")
    for question, words in WORDS.items():
        person.arrives_at(f"/questions/{question}")
        expect(person.heading).to_be_focused()
        keys.writes(words)
        keys.presses("Continue", key="Space")
    person.arrives_at("/check")
    expect(person.heading).to_be_focused()
    keys.presses("Send to the safeguarding lead")

    person.arrives_at("/sent").sees("Sent. Nobody has opened it yet.")
    expect(person.heading).to_be_focused()


def test_a_question_left_empty_leads_to_its_error_and_from_there_to_the_answer(somebody: Callable[..., Person]) -> None:
    person = somebody(Album("keyboard")).opens("reporter").starts()
    keys = Keys(person)
    expect(person.heading).to_be_focused()

    keys.presses("Continue")

    inside = person.page.frame_locator(FRAME)
    expect(inside.locator(".govuk-error-summary")).to_be_focused()
    assert person.frame.title().startswith("Error: ")
    person.looks_at("error")
    inside.locator(".govuk-error-summary").focus()
    keys.tabs_to(inside.get_by_role("link", name="Select whether a child"))
    person.page.keyboard.press("Enter")
    expect(inside.locator("input[name=choice]").first).to_be_focused()


def test_three_shifts_hide_the_page(somebody: Callable[..., Person]) -> None:
    person = somebody(Album("keyboard")).opens("reporter").starts()
    expect(person.heading).to_be_focused()

    for _ in range(3):
        person.page.keyboard.press("Shift")

    person.sees("Page hidden.").looks_at("hidden")
    expect(person.heading).to_be_hidden()
    assert person.frame.title() == "Signpost"
    person.page.keyboard.press("Enter")
    expect(person.heading).to_be_visible()


def test_a_report_is_made_without_scripts(somebody: Callable[..., Person]) -> None:
    person = opens_by_hand(somebody(script=False), "reporter", "Start now")

    person.starts().answers(danger="no", strand="nk").arrives_at("/questions/distress").clicks("Send what I have")

    person.arrives_at("/sent").sees("Sent. Nobody has opened it yet.")
