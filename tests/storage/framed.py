"""A browser that keeps no cookie in a frame, and the few things static/storage.js does on its pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient

from tests.host.client import Answered, Asked, HttpLaunch, SelfPostingForm, tool_in_flask
from tests.school import STAFF_COURSE, School

TARGET = "lti_storage_target"


class Reader(HTMLParser):
    """What the page asks the host: the form's attributes, its fields, and where the button leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.form: dict[str, Any] = {}
        self.fields: dict[str, str] = {}
        self.button = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.form = found
        if tag == "input":
            self.fields[found["name"]] = found.get("value") or ""
        if tag == "a" and found.get("role") == "button":
            self.button = found["href"]


@dataclass
class Framed:
    """One person, and the host's page around the frame, which keeps what it is given."""

    school: School
    person: str = "reporter"
    target: str | None = "_parent"
    in_frame: bool = True
    kept: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client: FlaskClient = self.school.app.test_client(use_cookies=False)
        self._launch = HttpLaunch(self.school.host, tool_in_flask(self.client), frame=self.in_frame)

    def logs_in(self) -> Answered:
        """Click the activity, and go as far as our page after the bounce."""
        form = self._launch.begin(self.person, STAFF_COURSE)
        offered = {TARGET: self.target} if self.target else {}
        return self._launch.follow(self._launch.ask(Asked("POST", form.url, {**form.fields, **offered})))

    def puts(self, page: Answered) -> Answered:
        """The script keeps the binding with the host and says so."""
        asked = Reader(page.text)
        self.kept[asked.form["data-key"]] = asked.fields["binding"]
        return self.posts(asked.form["action"], asked.fields)

    def answer(self, page: Answered) -> dict[str, str]:
        """The host's signed answer to a login that was sent on."""
        url = json.loads(page.text)["url"]
        reader = SelfPostingForm()
        reader.feed(self._launch.ask(Asked("GET", url)).text)
        return reader.fields

    def gets(self, page: Answered) -> dict[str, str]:
        """The script asks for the binding back, and fills in the form that the page holds."""
        asked = Reader(page.text)
        return {**asked.fields, "binding": self.kept[asked.form["data-key"]]}

    def arrives(self) -> Answered:
        """All of it: the answer to the launch that carries the binding."""
        launch = self.posts("/lti/launch", self.answer(self.puts(self.logs_in())))
        return self.posts("/lti/launch", self.gets(launch))

    def posts(self, path: str, fields: dict[str, str], **headers: str) -> Answered:
        return self._launch.ask(Asked("POST", path, fields, {"Sec-Fetch-Site": "same-origin", **headers}))

    def opens(self, path: str, **headers: str) -> Answered:
        return self._launch.ask(Asked("GET", path, {}, {"Sec-Fetch-Site": "same-origin", **headers}))
