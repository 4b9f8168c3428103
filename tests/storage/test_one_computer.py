"""Two frames, two tabs, two people one after the other in one browser."""

import re

from flask.testing import FlaskClient

from tests.host.client import HttpLaunch, LaunchForm, tool_in_flask
from tests.school import STAFF_COURSE, School

TRY_AGAIN = "Try that again"
OPEN_AGAIN = "Open the activity again from your course"


class Computer:
    """One browser. People sit down at it one after the other, or open the activity twice."""

    def __init__(self, school: School) -> None:
        self._school = school
        self.client: FlaskClient = school.app.test_client()

    def opens(self, person: str) -> str:
        """Open the activity; give the first page."""
        launch, form = self._begins(person)
        return launch.follow(launch.post(form)).text

    def _begins(self, person: str) -> tuple[HttpLaunch, LaunchForm]:
        launch = HttpLaunch(self._school.host, tool_in_flask(self.client))
        return launch, launch.fields(person, STAFF_COURSE)

    def opens_both(self, person: str) -> list[str]:
        """Two frames load at the same time: both logins have begun before either is answered."""
        launches = [self._begins(person) for _ in range(2)]
        return [launch.follow(launch.post(form)).text for launch, form in launches]

    def starts(self, page: str) -> tuple[int, str]:
        """Press the button on a page that was shown before."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token is not None
        answer = self.client.post("/cases", data={"csrf_token": token[1]}, follow_redirects=True)
        return answer.status_code, answer.text


def test_the_second_person_ends_the_session_of_the_first(school: School) -> None:
    computer = Computer(school)
    computer.opens("reporter")
    first = computer.client.get_cookie("__Host-signpost")
    assert first is not None

    computer.opens("lead")
    held = school.app.test_client()
    held.set_cookie("__Host-signpost", first.value)

    assert held.get("/start").status_code == 403


def test_an_old_page_of_the_first_person_does_nothing_for_the_second(school: School) -> None:
    computer = Computer(school)
    left_open = computer.opens("reporter")
    assert "Sam Okafor" in left_open

    computer.opens("lead")
    status, text = computer.starts(left_open)

    assert status == 400
    assert TRY_AGAIN in text
    assert OPEN_AGAIN in text
    assert "Okafor" not in text


def test_the_same_address_shows_the_second_person_under_their_own_name(school: School) -> None:
    computer = Computer(school)
    computer.opens("reporter")

    computer.opens("lead")
    text = computer.client.get("/start").text

    assert "Priya Nair" in text
    assert "Sam Okafor" not in text


def test_two_frames_of_one_person_both_work(school: School) -> None:
    computer = Computer(school)
    first, second = computer.opens("reporter"), computer.opens("reporter")

    assert computer.starts(first)[0] == 200
    assert computer.starts(second)[0] == 200


def test_two_frames_that_load_at_once_both_work(school: School) -> None:
    computer = Computer(school)

    first, second = computer.opens_both("reporter")

    assert computer.starts(first)[0] == 200
    assert computer.starts(second)[0] == 200


def test_two_logins_that_bounce_together_share_the_binding_that_is_left(school: School) -> None:
    """Each login of a fresh browser sets a binding; the second is in the place of the first when that one bounces."""
    computer = Computer(school)
    frame = {"Sec-Fetch-Dest": "iframe"}
    launches = [HttpLaunch(school.host, tool_in_flask(school.app.test_client())) for _ in range(2)]
    bounces = []
    for launch in launches:
        form = launch.begin("reporter", STAFF_COURSE)
        fresh = school.app.test_client()
        bounced = fresh.post("/lti/login", data=form.fields, headers=frame)
        cookie = fresh.get_cookie("__Host-signpost-browser")
        assert cookie is not None
        computer.client.set_cookie("__Host-signpost-browser", cookie.value)
        bounces.append(bounced.headers["Location"])

    answers = [computer.client.get(bounce, headers=frame) for bounce in bounces]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all(answer.headers["Location"].startswith(school.host.url) for answer in answers)
