"""The sandbox host itself: start it, install a tool in it, look at what it was told."""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask, abort, session
from lti1p3platform.registration import Registration
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tests.host import moodle
from tests.host.deep_linking import Answers, DeepLinkingPages
from tests.host.faults import Faults
from tests.host.gradebook import Grade, Gradebook, LineItem, ScorePost
from tests.host.launches import Messages, PendingLaunches
from tests.host.login import LoginPages
from tests.host.memberships import Memberships
from tests.host.pages import SchoolPages
from tests.host.platform import HostKey
from tests.host.school import STAFF_COURSE, Course, Person, School
from tests.host.services import GradeServices
from tests.host.settings import Settings, Tool
from tests.host.tokens import TokenPage

# Seconds between two looks at whether to stop.
POLL = 0.02


class QuietRequests(WSGIRequestHandler):
    """Requests are not logged: a test that fails shows what it looked at."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class SandboxHost:
    """A school's Moodle on 127.0.0.1 with one tool installed. Use it in a `with`, or call start and stop."""

    def __init__(
        self,
        port: int = 0,
        client_id: str = "sandbox-client",
        deployment_id: str = "1",
        key: HostKey | None = None,
    ) -> None:
        self.school, self.gradebook, self.settings = School(), Gradebook(), Settings()
        self.launches, self.faults, self.answers = PendingLaunches(), Faults(), Answers()
        self.registration = Registration().set_client_id(client_id).set_deployment_id(deployment_id)
        self._use(key or HostKey.new())
        self.app = self._app()
        self._server = self._listening(port)
        self.registration.set_iss(self.url)
        # Cookies are shared by all ports of 127.0.0.1, so each host names its own.
        self.app.config["SESSION_COOKIE_NAME"] = f"MoodleSession{self._server.port}"
        self.targets: dict[str, str] = {}
        self.install("http://tool.invalid")
        self.set_graded(STAFF_COURSE, True)

    def start(self) -> "SandboxHost":
        """Answer requests, in a thread of its own."""
        Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop answering and let the port go."""
        self._server.shutdown()
        self._server.server_close()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody is at its address until the block ends; then it is back, and remembers everything."""
        port = self._server.port
        self.stop()
        yield
        self._server = self._listening(port)
        self.start()

    def __enter__(self) -> "SandboxHost":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The address of the host, which is also its issuer."""
        return f"http://127.0.0.1:{self._server.port}"

    issuer = url

    @property
    def auth_url(self) -> str:
        """Where the tool asks for a launch."""
        return self.url + moodle.AUTH_PATH

    @property
    def token_url(self) -> str:
        """Where the tool asks for an access token."""
        return self.url + moodle.TOKEN_PATH

    @property
    def jwks_url(self) -> str:
        """The host's public keys."""
        return self.url + moodle.JWKS_PATH

    @property
    def client_id(self) -> str:
        """The tool's client id here."""
        return str(self.registration.get_client_id())

    @property
    def deployment_id(self) -> str:
        """The id of the tool's one deployment."""
        return str(self.registration.get_deployment_id())

    @property
    def people(self) -> dict[str, Person]:
        """Everybody, by a word for what they are."""
        return self.school.people

    @property
    def messages(self) -> Messages:
        """Composes launches."""
        return Messages(self.url, self.registration, self.school, self.gradebook, self.settings)

    @property
    def scores(self) -> list[ScorePost]:
        """Everything that was posted to a scores address, in order."""
        return self.gradebook.posts

    def install(self, tool_base_url: str) -> None:
        """Say where the tool lives."""
        self.tool = Tool.at(tool_base_url)
        self.registration.set_oidc_login_url(self.tool.login_url).set_launch_url(self.tool.launch_url)
        self.registration.set_tool_key_set_url(self.tool.jwks_url).set_deeplink_launch_url(self.tool.launch_url)

    def privacy(self, names: bool = False, emails: bool = False) -> None:
        """Choose what the tool is told about people."""
        self.settings.send_names, self.settings.send_emails = names, emails

    def set_graded(self, course_id: str, graded: bool) -> None:
        """Give the activity its own column in the gradebook, or take away all it has."""
        course = self.school.courses[course_id]
        for item in self.gradebook.of_link(course.id, course.activity.id):
            self.gradebook.remove(item.id)
        if graded:
            maximum = self.settings.activity_maximum
            column = LineItem("", course.id, course.activity.title, maximum, resource_link_id=course.activity.id)
            self.gradebook.add(column)

    def rotate_key(self) -> None:
        """Sign with a new key from now on; the old one is no longer published."""
        self._use(HostKey.new())

    def grade(self, sub: str, course_id: str) -> Grade | None:
        """A person's newest grade in a course, if they have one that was not erased."""
        held = [self.gradebook.grade(item.id, sub) for item in self.gradebook.of_course(course_id)]
        return max((grade for grade in held if grade and grade.score is not None), key=_when, default=None)

    def claims_for(self, person: str, course_id: str, nonce: str = "nonce") -> dict[str, Any]:
        """The claims of a launch, for a test to tamper with; `sign` adds the times that are missing."""
        course = self.school.courses[course_id]
        launch = self.messages.launch(self.people[person], course, {}, self.target_link_uri(course))
        return launch.get_launch_message() | {"nonce": nonce}

    def sign(
        self,
        claims: Mapping[str, Any],
        *,
        without: Iterable[str] = (),
        key: str | None = None,
        header: Mapping[str, Any] | None = None,
        **overrides: Any,
    ) -> str:
        """Sign claims, with some replaced or left out. An empty header leaves out `kid`."""
        now = int(time.time())
        times = {"iat": now, "exp": now + moodle.ID_TOKEN_SECONDS}
        payload = {name: value for name, value in {**times, **claims, **overrides}.items() if name not in set(without)}
        headers = {"kid": self.registration.get_kid()} if header is None else dict(header)
        return Registration.encode_and_sign(payload, key or self._private_key(), headers)

    def visitor(self) -> Person | None:
        """The person whose browser this request comes from."""
        return self.people.get(session.get("person", ""))

    def course(self, course_id: str) -> Course:
        """The course, or a 404 page."""
        return self.school.courses.get(course_id) or abort(404)

    def course_with_activity(self, activity_id: str) -> Course:
        """The course this activity is in, or a 404 page."""
        found = (course.around(activity_id) for course in self.school.courses.values())
        return next(filter(None, found), None) or abort(404)

    def target_link_uri(self, course: Course) -> str:
        """The activity's own address at the tool, which may be another than the launch URL (`targets`)."""
        return course.activity.url or self.targets.get(course.id, self.tool.launch_url)

    def note_score(self, course_id: str, item_id: str, body: str, content_type: str, status: int) -> None:
        """Keep what arrived at a scores address, for tests to look at."""
        self.gradebook.posts.append(ScorePost(course_id, item_id, body, content_type, status))

    def _listening(self, port: int) -> BaseWSGIServer:
        return make_server("127.0.0.1", port, self.app, threaded=True, request_handler=QuietRequests)

    def _use(self, key: HostKey) -> None:
        self.registration.set_platform_private_key(key.private).set_platform_public_key(key.public)

    def _private_key(self) -> str:
        return str(self.registration.get_platform_private_key())

    def _app(self) -> Flask:
        app = Flask("tests.host")
        app.secret_key = secrets.token_bytes(32)
        for pages in (
            SchoolPages(self),
            LoginPages(self),
            DeepLinkingPages(self),
            TokenPage(self),
            GradeServices(self),
            Memberships(self),
        ):
            app.register_blueprint(pages.blueprint())
        app.wsgi_app = self.faults.around(app.wsgi_app)  # type: ignore[method-assign]
        return app


def _when(grade: Grade) -> object:
    return grade.timestamp
