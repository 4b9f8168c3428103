"""A link that was placed in a course opens its own page, for whoever may see it."""

import pytest

from tests.school import SCIENCE, STAFF_COURSE, School

START, QUEUE, PRACTICE, GUIDE, ADMIN = "/start", "/cases", "/practice", "/guide", "/installation"


@pytest.mark.parametrize(
    ("page", "person", "path"),
    [
        ("start", "lead", START),
        ("queue", "lead", QUEUE),
        ("queue", "head", QUEUE),
        ("queue", "reporter", START),
        ("queue", "administrator", START),
        ("guide", "reporter", GUIDE),
        ("practice", "reporter", PRACTICE),
        ("cases", "lead", QUEUE),
        ("Queue", "administrator", ADMIN),
    ],
)
def test_a_placed_link_opens_its_page(sqlite_school: School, page: str, person: str, path: str) -> None:
    sqlite_school.host.settings.custom = {"signpost_page": page, "something": "else"}

    visit = sqlite_school.opens(person, STAFF_COURSE)

    assert visit.path == path
    assert visit.last.status_code == 200


def test_a_pupil_gets_their_own_page_whatever_was_placed(sqlite_school: School) -> None:
    for page in ("start", "queue", "guide", "practice"):
        sqlite_school.host.settings.custom = {"signpost_page": page}

        assert "0800 1111" in sqlite_school.opens("pupil", SCIENCE).text


def test_the_guide_is_that_of_the_schools_nation(sqlite_school: School) -> None:
    sqlite_school.host.settings.custom = {"signpost_page": "guide"}

    assert sqlite_school.opens("reporter", SCIENCE).last.request.args["nation"] == "england"
