"""The reporter's journey with the keys alone, and with scripts switched off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.album import Album
from tests.browser.person import FRAME, Person

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
REACH = 25
MOST_HOPS = 5


class Keys:
    """A person without a mouse."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page

    def tabs_to(self, wanted: Locator) -> Locator:
        """Press Tab until it is focused; what cannot be reached in a page's worth of presses is out of reach."""
        for _ in range(REACH):
            if wanted.evaluate("element => element === document.activeElement"):
                return wanted
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The Tab key never reaches {wanted}")

    def presses(self, name: str, key: str = "Enter") -> None:
        self.tabs_to(self.person.frame.get_by_role("button", name=name))
        self.page.keyboard.press(key)

    def chooses(self, value: str) -> None:
        """Space takes the first choice, Down each one after it."""
        choices = self.person.frame.locator("input[name=choice]")
        self.tabs_to(choices.first)
        self.page.keyboard.press("Space")
        values = choices.evaluate_all("inputs => inputs.map(input => input.value)")
        for _ in range(values.index(value)):
            self.page.keyboard.press("ArrowDown")

    def writes(self, words: str) -> None:
        self.tabs_to(self.person.frame.locator("textarea"))
        self.page.keyboard.type(words)


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
    person = somebody(script=False)
    page = person.page
    page.goto(person.school.host.url)
    page.get_by_role("button", name="Sam Okafor").click()
    page.get_by_role("link", name="Staff safeguarding", exact=True).click()
    _continues_by_hand(person)

    person.starts().answers(danger="no", strand="nk").arrives_at("/questions/distress").clicks("Send what I have")

    person.arrives_at("/sent").sees("Sent. Nobody has opened it yet.")


def _continues_by_hand(person: Person) -> None:
    """The host's own forms post themselves; without scripts each shows a button instead."""
    inside = person.page.frame_locator(FRAME)
    ours = inside.get_by_role("button", name="Start now")
    forward = inside.locator("form.posts-itself button")
    for _ in range(MOST_HOPS):
        expect(forward.or_(ours)).to_be_visible()
        if ours.is_visible():
            return
        with person.page.expect_event("framenavigated"):
            forward.click()
