"""Pages are placed in a course and opened from there, in a real browser and a strict host."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.album import Album
from tests.browser.person import FRAME, Person
from tests.school import SCIENCE, STAFF_COURSE, School

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]


def begins_placing(person: Person, who: str, course: str) -> Person:
    """Click as somebody and ask the course for one more activity."""
    known = person.school.host.people[who]
    person.page.goto(person.school.host.url)
    person.page.get_by_role("button", name=known.name).click()
    person.page.get_by_role("link", name=person.school.host.school.courses[course].title, exact=True).click()
    person.page.get_by_role("link", name="Add an activity").click()
    return person


def test_pages_are_placed_and_each_link_opens_its_own(school: School, somebody: Callable[..., Person]) -> None:
    school.host.settings.placing = {"accept_lineitem": True, "data": "course:2 – é"}
    person = begins_placing(somebody(Album("placing")), "administrator", STAFF_COURSE)
    expect(person.heading).to_have_text("Place a page in your course")
    person.looks_at("choose")

    for page in ("Start", "Guide", "Practice"):
        person.frame.get_by_label(page, exact=True).check()
    person.clicks("Place in the course")

    expect(person.heading).to_have_text("Add to the course")
    person.clicks("Save and return to course")
    for page, heading in (
        ("Practice", "Practise on an invented case"),
        ("Guide", "England: shared nude images"),
        ("Start", "Tell your safeguarding lead first"),
    ):
        person.page.get_by_role("link", name=f"Signpost: {page}").click()
        expect(person.heading).to_contain_text(heading)
    assert [item.label for item in school.host.gradebook.of_course(STAFF_COURSE)] == [
        "Staff guide",
        "Signpost: Start",
        "Signpost: Practice",
    ]


def test_a_page_is_placed_without_a_script(school: School, computer: Callable[..., Page]) -> None:
    page = computer(script=False)
    person = Person(school, page)
    begins_placing(person, "administrator", SCIENCE)
    inside = page.frame_locator(FRAME)
    forward, ours = inside.locator("form.posts-itself button"), inside.get_by_text("Which pages do you want to place?")
    for _ in range(5):
        expect(forward.or_(ours).first).to_be_visible()
        if ours.first.is_visible():
            break
        with page.expect_event("framenavigated"):
            forward.click()

    inside.get_by_label("Queue", exact=True).check()
    inside.get_by_role("button", name="Place in the course").click()
    inside.get_by_role("button", name="Go back to your course").click()
    expect(forward.or_(inside.get_by_text("Add to the course")).first).to_be_visible()
    if forward.is_visible():
        forward.click()
    inside.get_by_role("button", name="Save and return to course").click()

    assert [link.title for link in school.host.school.courses[SCIENCE].placed] == ["Signpost: Queue"]


def test_who_cancels_places_nothing(school: School, somebody: Callable[..., Person]) -> None:
    person = begins_placing(somebody(), "reporter", SCIENCE)

    person.clicks("Cancel")

    expect(person.heading).to_have_text("Nothing was added")
    assert school.host.school.courses[SCIENCE].placed == []


def test_a_course_that_takes_no_links_is_told_so(school: School, somebody: Callable[..., Person]) -> None:
    school.host.settings.placing = {"accept_types": ["file"]}
    person = begins_placing(somebody(Album("placing")), "reporter", SCIENCE)
    expect(person.heading).to_have_text("Nothing can be placed here")
    person.looks_at("nothing")

    person.clicks("Go back to your course")

    expect(person.heading).to_have_text("Nothing was added")
    person.sees("Signpost can only be placed where a course takes links to tools.")
