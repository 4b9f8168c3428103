"""Two frames, two tabs, two people one after the other in one browser."""

import re

from flask.testing import FlaskClient

from tests.clock import SettableClock
from tests.host.client import Asked, HttpLaunch, LaunchForm, SelfPostingForm, tool_in_flask
from tests.school import STAFF_COURSE, School

TRY_AGAIN = "Try that again"
IN_A_FRAME = {"Sec-Fetch-Dest": "iframe"}
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


class Frame:
    """A frame of the computer's whose login goes out before the browser has any cookie."""

    def __init__(self, school: School, computer: Computer) -> None:
        self._client = computer.client
        self._launch = HttpLaunch(school.host, tool_in_flask(computer.client))
        form = self._launch.begin("reporter", STAFF_COURSE)
        answer = school.app.test_client(use_cookies=False).post("/lti/login", data=form.fields, headers=IN_A_FRAME)
        self._bounce = answer.headers["Location"]
        self.name, self.value = answer.headers["Set-Cookie"].split(";")[0].split("=")

    def gets_its_cookie(self, name: str = "") -> None:
        self._client.set_cookie(name or self.name, self.value)

    def bounces(self) -> str:
        """Where the login leads after it: the host, which gives its message out once."""
        answer = self._client.get(self._bounce, headers=IN_A_FRAME)
        assert answer.status_code == 302
        return answer.headers["Location"]

    def launches(self, url: str) -> str:
        """The host's answer, posted; the first page."""
        reader = SelfPostingForm()
        reader.feed(self._launch.ask(Asked("GET", url)).text)
        launched = self._launch.post(LaunchForm("/lti/launch", reader.fields))
        assert launched.status == 303
        return self._launch.follow(launched).text


def test_a_frame_whose_login_overtakes_that_of_another_does_not_take_its_binding_away(school: School) -> None:
    """The order in which one cookie for all frames would lose the first launch, and its hint with it."""
    computer = Computer(school)
    first, second = Frame(school, computer), Frame(school, computer)
    first.gets_its_cookie()
    url = first.bounces()
    second.gets_its_cookie()

    pages = [first.launches(url), second.launches(second.bounces())]

    assert first.name != second.name
    assert [computer.starts(page)[0] for page in pages] == [200, 200]


def test_a_page_on_its_way_while_another_frame_launches_arrives(school: School, clock: SettableClock) -> None:
    """The second launch makes a new session, and the browser has asked for the first frame's page with the old one."""
    computer = Computer(school)
    computer.opens("reporter")
    old = computer.client.get_cookie("__Host-signpost")
    assert old is not None
    on_its_way = school.app.test_client()
    on_its_way.set_cookie("__Host-signpost", old.value)

    computer.opens("reporter")
    page = on_its_way.get("/start?first=")

    assert "Sam Okafor" in page.text
    # It says how long the new session lasts, and is as good as any page of that.
    assert f'data-left-seconds="{8 * 3600}"' in page.text
    assert computer.starts(page.text)[0] == 200
    clock.moves_on(seconds=9)
    assert on_its_way.get("/start").status_code == 200
    clock.moves_on(seconds=2)
    assert on_its_way.get("/start").status_code == 403


def test_two_logins_that_drew_the_same_name_share_the_binding_that_is_left(school: School) -> None:
    computer = Computer(school)
    first, second = Frame(school, computer), Frame(school, computer)
    first.gets_its_cookie()
    second.gets_its_cookie(first.name)

    urls = first.bounces(), second.bounces()

    assert "Sam Okafor" in first.launches(urls[0])
    assert "Sam Okafor" in second.launches(urls[1])


def test_a_hundred_logins_one_after_the_other_leave_one_cookie(school: School) -> None:
    client = school.app.test_client()
    form = HttpLaunch(school.host, tool_in_flask(client)).begin("reporter", STAFF_COURSE)
    told = {
        client.post("/lti/login", data=form.fields, headers=IN_A_FRAME).headers["Set-Cookie"].split(";")[0]
        for _ in range(100)
    }

    assert len(told) == 1


def test_a_window_has_the_plain_name_and_a_frame_in_it_goes_on_with_that(school: School) -> None:
    client = school.app.test_client()
    form = HttpLaunch(school.host, tool_in_flask(client)).begin("reporter", STAFF_COURSE)
    window = client.post("/lti/login", data=form.fields, headers={"Sec-Fetch-Dest": "document"})

    frame = client.post("/lti/login", data=form.fields, headers=IN_A_FRAME)

    assert window.headers["Set-Cookie"].startswith("__Host-signpost-browser=")
    assert frame.headers["Set-Cookie"] == window.headers["Set-Cookie"]
    # What came with the request need not come back once more.
    assert frame.status_code == 302
