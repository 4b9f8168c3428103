"""A person without a mouse."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.person import Person

# The page of an outcome has a link for each of its sources before the form.
REACH = 80


class Keys:
    """Tab, Space, Enter and the arrows."""

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

    def fills(self, field: str, words: str) -> None:
        self.tabs_to(self.person.frame.locator(f"#{field}"))
        self.page.keyboard.type(words)

    def follows(self, name: str) -> None:
        """Open a link, whatever it looks like."""
        self.tabs_to(self.person.frame.locator("a", has_text=name).first)
        self.page.keyboard.press("Enter")
