"""Members of staff who answer as fast as they can, and remember what they were told was saved."""

import random
from threading import Event, Thread
from urllib.parse import urljoin

import requests

from lti_tool.guidance.guide import Guide
from lti_tool.guidance.model import Audience, Kind
from lti_tool.guidance.path import walk
from tests.host.client import Answered, Asked, HttpLaunch, LaunchStopped, tool_over_http
from tests.host.sandbox import SandboxHost
from tests.host.school import STAFF_COURSE, STUDENT, Person

Answer = tuple[str, str]


def enrol_reporters(host: SandboxHost, count: int) -> list[str]:
    """That many more members of staff in the staff-only course; gives their keys."""
    course = host.school.courses[STAFF_COURSE]
    for number in range(count):
        person = Person(f"reporter{number}", f"{100 + number}", f"Reporter{number}", "Lowe", "teacher")
        host.school.people[person.key] = person
        host.school.enrol(person, course, STUDENT)
    return [f"reporter{number}" for number in range(count)]


class Reporter:
    """One person with a browser of their own and one case."""

    def __init__(self, host: SandboxHost, key: str, guide: Guide, chance: random.Random) -> None:
        self._launch = HttpLaunch(host, tool_over_http())
        self._base_url, self._key, self._guide, self._chance = host.tool.base_url, key, guide, chance
        self.case_id = self.csrf_token = ""
        self.acknowledged: list[Answer] = []
        self.in_flight: Answer | None = None
        self.surprises: list[str] = []
        self._thread: Thread | None = None

    @property
    def answers(self) -> dict[str, str]:
        """What this person believes to have answered."""
        return dict(self.acknowledged)

    def signs_in(self) -> Answered:
        """Launch from the course; the page on which that ends."""
        try:
            page = self._launch.open(self._key, STAFF_COURSE)
        except LaunchStopped as stopped:
            return stopped.page
        marker = 'name="csrf_token" value="'
        if marker in page.text:
            self.csrf_token = page.text.split(marker, 1)[1].split('"', 1)[0]
        return page

    def starts(self) -> None:
        """Begin a case."""
        self.case_id = self.posts("/cases").headers["Location"].split("/")[-2]

    def gives(self, question: str, value: str) -> Answered:
        """Post one answer, once. It is acknowledged when the browser is sent on."""
        self.in_flight = (question, value)
        field = "text" if self._guide.question(question).kind is Kind.TEXT else "choice"
        answer = self.posts(f"/cases/{self.case_id}/questions/{question}", **{field: value, "question": question})
        if answer.status == 303:
            self.acknowledged.append(self.in_flight)
        self.in_flight = None
        return answer

    def reads(self, path: str) -> Answered:
        """Open a page of this person's case."""
        return self._launch.ask(Asked("GET", f"{self._base_url}/cases/{self.case_id}{path}"))

    def posts(self, path: str, **fields: str) -> Answered:
        """Send a form from a page of the tool."""
        url = urljoin(self._base_url, path)
        headers = {"Origin": self._base_url}
        return self._launch.ask(Asked("POST", url, {"csrf_token": self.csrf_token, **fields}, headers))

    def begins_answering(self, until: Event) -> None:
        """Answer on and on in the background, until told to stop or until the server is gone."""
        self._thread = Thread(target=self._answer_on, args=(until,), daemon=True)
        self._thread.start()

    def ends(self) -> None:
        """Wait for the background work to be over."""
        assert self._thread is not None
        self._thread.join(60)
        assert not self._thread.is_alive()

    def _answer_on(self, until: Event) -> None:
        try:
            while not until.is_set():
                answer = self.gives(*self._next())
                if answer.status != 303:
                    self.surprises.append(f"{answer.status} at {answer.url}")
        except requests.RequestException:
            # The server was killed. Whether this answer was kept, nobody has said.
            return

    def _next(self) -> Answer:
        """Another answer than the one before, to any question that may be answered now."""
        reachable = walk(self._guide, self.answers, Audience.EVERYONE).reachable
        question = self._chance.choice(reachable)
        if question.kind is Kind.TEXT:
            return question.id, f"words {self._chance.random()}"
        before = self.answers.get(question.id)
        return question.id, self._chance.choice([option.id for option in question.options if option.id != before])
