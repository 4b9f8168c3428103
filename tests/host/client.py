"""A browser without a screen: it opens the tool from a course page the way a real one would."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import requests
from werkzeug.test import Client

from tests.host import moodle

if TYPE_CHECKING:
    from tests.host.sandbox import SandboxHost

REDIRECTS = {301, 302, 303, 307, 308}
PATIENCE = 12


@dataclass(frozen=True)
class Asked:
    """One request of the browser's."""

    method: str
    url: str
    fields: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answered:
    """What came back, and from where."""

    url: str
    status: int
    headers: Mapping[str, str]
    text: str


Ask = Callable[[Asked], Answered]


@dataclass(frozen=True)
class LaunchForm:
    """The form the host answers with: where it goes, and the token (or the error) in it."""

    url: str
    fields: dict[str, str]


class LaunchStopped(Exception):
    """The way to the launch ended on a page."""

    def __init__(self, page: Answered) -> None:
        super().__init__(f"{page.status} at {page.url}")
        self.page = page


def tool_over_http() -> Ask:
    """Ask over the network, keeping cookies; Secure ones too, as browsers do for localhost."""
    browser = requests.Session()
    browser.trust_env = False

    def ask(asked: Asked) -> Answered:
        form = dict(asked.fields) if asked.method == "POST" else None
        answer = browser.request(
            asked.method, asked.url, data=form, headers=dict(asked.headers), allow_redirects=False, timeout=30
        )
        for cookie in browser.cookies:
            # Browsers send Secure cookies to localhost over http; the library would keep them back.
            cookie.secure = False
        return Answered(asked.url, answer.status_code, answer.headers, answer.text)

    return ask


def tool_in_flask(browser: Client) -> Ask:
    """Ask a Flask test client, which keeps the cookies."""

    def ask(asked: Asked) -> Answered:
        form = dict(asked.fields) if asked.method == "POST" else None
        answer = browser.open(asked.url, method=asked.method, data=form, headers=dict(asked.headers))
        return Answered(asked.url, answer.status_code, answer.headers, answer.get_data(as_text=True))

    return ask


class HttpLaunch:
    """Launches of one person's browser. Give it the way to the tool: `tool_over_http()` or `tool_in_flask(client)`."""

    def __init__(self, host: "SandboxHost", tool: Ask, frame: bool = True) -> None:
        self._host, self._tool, self._frame = host, tool, frame
        self._school = tool_over_http()

    def begin(self, person: str, course_id: str) -> LaunchForm:
        """Click as a person and open the activity: the login form, not yet posted to the tool."""
        self._school(Asked("POST", f"{self._host.url}/as/{person}"))
        activity = self._host.school.courses[course_id].activity.id
        page = self._school(Asked("GET", f"{self._host.url}{moodle.LAUNCH_PATH}?id={activity}&triggerview=0"))
        return self._form(page)

    def fields(self, person: str, course_id: str) -> LaunchForm:
        """Go as far as the form that carries the token, not yet posted to the tool."""
        return self.answer(self.begin(person, course_id))

    def answer(self, login: LaunchForm) -> LaunchForm:
        """Post a login form (changed by a test, perhaps) and go on to the form that carries the token."""
        asked = Asked("POST", login.url, login.fields)
        for _ in range(PATIENCE):
            page = self.ask(asked)
            if page.status in REDIRECTS:
                asked = Asked("GET", urljoin(page.url, page.headers["Location"]))
                continue
            form = self._form(page)
            if form.url.startswith(self._host.tool.base_url):
                return form
            asked = Asked("POST", form.url, form.fields)
        raise LaunchStopped(page)

    def post(self, form: LaunchForm) -> Answered:
        """Post the form to the tool; its answer, as it is."""
        return self.ask(Asked("POST", form.url, form.fields))

    def open(self, person: str, course_id: str) -> Answered:
        """Everything, and then on to the page the person sees."""
        return self.follow(self.post(self.fields(person, course_id)))

    def follow(self, page: Answered) -> Answered:
        """Go where an answer sends the browser."""
        for _ in range(PATIENCE):
            if page.status not in REDIRECTS:
                return page
            page = self.ask(Asked("GET", urljoin(page.url, page.headers["Location"])))
        raise LaunchStopped(page)

    def ask(self, asked: Asked) -> Answered:
        """One request, to the host or the tool, with the headers of a frame or of a window."""
        of_the_host = asked.url.startswith(self._host.url)
        headers = {"Sec-Fetch-Dest": "iframe" if self._frame else "document", "Sec-Fetch-Mode": "navigate"}
        if asked.method == "POST":
            headers["Origin"] = self._host.url
        sent = Asked(asked.method, asked.url, asked.fields, {**headers, **asked.headers})
        return (self._school if of_the_host else self._tool)(sent)

    def _form(self, page: Answered) -> LaunchForm:
        reader = SelfPostingForm()
        reader.feed(page.text)
        if reader.action is None or not page.url.startswith(self._host.url):
            raise LaunchStopped(page)
        return LaunchForm(urljoin(page.url, reader.action), reader.fields)


class SelfPostingForm(HTMLParser):
    """Reads the one form on a page that posts itself."""

    def __init__(self) -> None:
        super().__init__()
        self.action: str | None = None
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        """Note the form and its hidden fields."""
        found = dict(attrs)
        if tag == "form" and found.get("class") == "posts-itself":
            self.action = found["action"]
        if tag == "input" and self.action is not None:
            self.fields[found["name"]] = found.get("value") or ""
