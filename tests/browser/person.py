"""A person at a computer of their own, with the course page open and the tool in its frame."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Frame, Locator, Page, expect

from tests.browser.album import Album
from tests.school import STAFF_COURSE, School

FRAME = "#contentframe"
MOST_HOPS = 5


@dataclass
class Person:
    """Somebody who clicks. `looks` keeps the pictures of what they see; without it nobody looks."""

    school: School
    page: Page
    looks: Album | None = None

    def opens(self, person: str, course: str = STAFF_COURSE) -> Person:
        """Click as this person in the school's bar, then open the course with the activity."""
        known, shown = self.school.host.people[person], self.school.host.school.courses[course]
        self.page.goto(self.school.host.url)
        self.page.get_by_role("button", name=known.name).click()
        self.page.get_by_role("link", name=shown.title, exact=True).click()
        expect(self.heading).to_be_visible()
        return self

    @property
    def frame(self) -> Frame:
        """The tool's own frame in the course page."""
        holder: ElementHandle = self.page.wait_for_selector(FRAME)
        found = holder.content_frame()
        assert found is not None
        return found

    @property
    def heading(self) -> Locator:
        return self.page.frame_locator(FRAME).locator("h1")

    @property
    def case_id(self) -> str:
        """The case that the frame shows."""
        found = re.search(r"/cases/([^/?]+)", self.frame.url)
        assert found is not None, self.frame.url
        return found[1]

    def sees(self, words: str) -> Person:
        expect(self.page.frame_locator(FRAME).get_by_text(words).first).to_be_visible()
        return self

    def arrives_at(self, end: str) -> Person:
        """Wait for the page whose address ends so."""
        self.frame.wait_for_url(re.compile(rf"{end}(\?done=[a-z-]+)?$"))
        return self

    def looks_at(self, name: str) -> Person:
        if self.looks is not None:
            self.looks.looks_at(self.frame, name)
        return self

    def clicks(self, name: str, role: str = "button") -> Person:
        self.frame.get_by_role(role, name=name).click()  # type: ignore[arg-type]
        return self

    def fills_in(self, label: str, words: str, *, exact: bool = False) -> Person:
        self.frame.get_by_label(label, exact=exact).fill(words)
        return self

    def starts(self) -> Person:
        return self.clicks("Start now").arrives_at("/questions/danger")

    def answers(self, **answers: str) -> Person:
        """Answer question after question, each on its own page."""
        for question, value in answers.items():
            self.arrives_at(f"/questions/{question}")._fills_in(value)
            self.clicks("Continue")
        return self

    def _fills_in(self, value: str) -> None:
        text = self.frame.locator("textarea")
        if text.count():
            text.fill(value)
        else:
            self.frame.locator(f'input[name=choice][value="{value}"]').check()


def opens_by_hand(person: Person, who: str, first_words: str) -> Person:
    """Open the activity without scripts: the host's own forms, which post themselves, each show a button instead."""
    known = person.school.host.people[who]
    page = person.page
    page.goto(person.school.host.url)
    page.get_by_role("button", name=known.name).click()
    page.get_by_role("link", name=person.school.host.school.courses[STAFF_COURSE].title, exact=True).click()
    inside = page.frame_locator(FRAME)
    ours, forward = inside.get_by_text(first_words), inside.locator("form.posts-itself button")
    for _ in range(MOST_HOPS):
        expect(forward.or_(ours).first).to_be_visible()
        if ours.first.is_visible():
            break
        with page.expect_event("framenavigated"):
            forward.click()
    return person
