"""The main job as people do it: from a click on the course page to a tick in the gradebook."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Response, expect

from tests.browser.album import Album
from tests.browser.person import Person
from tests.host.school import STAFF_COURSE
from tests.school import SCIENCE, School

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]

BINDING = "__Host-signpost-browser"
REPORTED = {
    "danger": "no",
    "strand": "images",
    "distress": "coping",
    "adult": "no",
    "pressure": "no",
    "spread": "private",
    "staff_seen": "none",
    "child_where": "With the school nurse",
    "reach": "Room 12, until 3.30 pm",
    "told": "She said: “He has a picture of me and I want it gone.”",
}
REST = {
    "capacity": "no",
    "age": "13_15",
    "content": "nude",
    "agreement": "mutual",
    "motive": "ordinary",
    "power": "no",
    "pattern": "none",
    "offline": "none",
    "stopped": "yes",
    "plan": "none",
    "home": "no",
    "other_harm": "no",
    "confidence": "yes",
    "other_school": "no",
}
REASON = "Two pupils of the same age agreed to it, it went no further, and both have support."


class Launches:
    """What the browser did with the binding cookie in the frame."""

    def __init__(self, person: Person) -> None:
        self.set: list[str] = []
        self.returned: list[str] = []
        person.page.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.url.split("?")[0].endswith("/lti/login"):
            values = [entry["value"] for entry in response.headers_array() if entry["name"].lower() == "set-cookie"]
            self.set += [value for value in values if value.startswith(BINDING)]
        if response.url.endswith("/lti/launch"):
            self.returned.append(response.request.all_headers().get("cookie", ""))


def test_a_report_goes_from_the_course_page_to_a_tick_in_the_gradebook(
    school: School, somebody: Callable[..., Person]
) -> None:
    reporter, lead = somebody(Album("reporter")), somebody(Album("lead"))
    launches = Launches(reporter)

    reporter.opens("reporter").arrives_at(r"/start\?first=").looks_at("start")
    Album("host").keeps(reporter.page, "course")
    the_cookie_was_set_and_came_back(launches)
    answers_with_open_eyes(reporter.starts(), REPORTED).arrives_at("/check").looks_at("check")
    reporter.clicks("Send to the safeguarding lead").arrives_at("/sent").looks_at("sent")
    reporter.sees("Sent. Nobody has opened it yet.").sees("Speak to Priya Nair now.")

    lead.opens("lead").arrives_at(r"/cases\?first=").looks_at("list")
    lead.sees("Sam Okafor").clicks("Open", role="link").arrives_at(f"/cases/{reporter.case_id}").looks_at("case")
    answers_with_open_eyes(lead.clicks("Answer the rest"), REST).arrives_at("/outcome").looks_at("outcome")
    lead.sees("Police: not on these answers")
    lead.frame.get_by_label("Why is no referral needed?").fill(REASON)
    lead.frame.get_by_label("The head’s name").fill("Helen Marsh")
    lead.frame.get_by_label("When did they agree?").fill("today at 10:40")
    lead.clicks("Confirm this outcome").sees("Outcome confirmed: Manage in school").looks_at("decided")

    assert school.delivers() == 1
    shows_a_tick_and_nothing_else(reporter)
    lead.clicks("Back to the case", role="link").sees("in the gradebook").looks_at("receipted")
    reporter.opens("reporter").sees("A safeguarding lead has taken it.").looks_at("start-again")


def answers_with_open_eyes(person: Person, answers: dict[str, str]) -> Person:
    for question, value in answers.items():
        person.arrives_at(f"/questions/{question}").looks_at(f"question-{question}").answers(**{question: value})
    return person


def the_cookie_was_set_and_came_back(launches: Launches) -> None:
    """The production cookie: for this host alone, in another site's frame, in that site's partition."""
    assert len(launches.set) == 1
    value, *attributes = launches.set[0].split("; ")
    assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"} <= set(attributes)
    assert [value in cookies for cookies in launches.returned] == [True]


def shows_a_tick_and_nothing_else(reporter: Person) -> None:
    page = reporter.page
    page.get_by_role("link", name="Gradebook of Staff safeguarding").click()
    Album("host").keeps(page, "gradebook")
    rows = page.locator("tbody tr")
    expect(rows.filter(has_text="Sam Okafor").locator("td")).to_contain_text("✓ 10 out of 10")
    expect(page.locator("td", has_text="✓")).to_have_count(1)


def test_a_pupil_meets_a_calm_page(somebody: Callable[..., Person]) -> None:
    pupil = somebody(Album("pupil")).opens("pupil", SCIENCE)

    pupil.sees("Childline").sees("Report Remove").looks_at("help")

    expect(pupil.frame.locator("form, button")).to_have_count(0)
    assert pupil.frame.url.endswith("/lti/launch")


def test_an_administrator_sees_the_installation_and_no_case(somebody: Callable[..., Person]) -> None:
    reporter = somebody().opens("reporter").starts().answers(danger="yes").arrives_at("/first")
    administrator = somebody(Album("administrator")).opens("administrator", STAFF_COURSE)

    administrator.arrives_at(r"/installation\?first=").sees("This installation works").looks_at("installation")

    for path in ("/cases", f"/cases/{reporter.case_id}", f"/cases/{reporter.case_id}/outcome"):
        answer = administrator.frame.evaluate("path => fetch(path).then(answer => answer.status)", path)
        assert answer == 404, path
