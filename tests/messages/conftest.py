"""Two schools on one host, and browsers in which their people open what a signed message leads to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from werkzeug.test import TestResponse

from lti_tool.system.database import Database
from tests.isolation.school import School
from tests.isolation.world import Browser, World
from tests.launch.platform import (
    ABSENT,
    CONTEXT,
    DEPLOYMENT,
    ENDPOINT,
    FOR_USER,
    LTI,
    MESSAGE_TYPE,
    RESOURCE_LINK,
    new_key,
)

HOST = 0
HERE, THERE = (HOST, "d1"), (HOST, "d2")


@dataclass
class Town:
    """The two schools. Whoever opens something has a browser of their own."""

    world: World
    school: School = field(init=False)
    other: School = field(init=False)

    def __post_init__(self) -> None:
        self.school, self.other = self.world.adds_school(), self.world.adds_school()
        self.world.adds_host(self.school, HERE[1])
        self.world.shares_host(HOST, self.other, THERE[1])

    def opens(self, sub: str, message: str, about: str | None, place: tuple[int, str] = HERE, **says: Any) -> Tab:
        """A person comes by this message, which is about somebody."""
        claims: dict[str, Any] = {MESSAGE_TYPE: message}
        if about is not None:
            claims[FOR_USER] = {"user_id": about}
        browser = Browser(self.world.app.test_client())
        answer = self.world.launches(browser, place, sub, says=claims | says)
        tab = Tab(self.world, browser, answer)
        return tab.goes_to(answer.headers["Location"]) if answer.status_code == 303 else tab

    def reviews(self, sub: str, about: str | None, place: tuple[int, str] = HERE, **says: Any) -> Tab:
        """From the gradebook to what somebody has sent."""
        return self.opens(sub, "LtiSubmissionReviewRequest", about, place, **says)

    def asks(self, sub: str, about: str | None, place: tuple[int, str] = HERE, **says: Any) -> Tab:
        """A request about somebody's data: from no course, and about none."""
        nowhere = {CONTEXT: ABSENT, RESOURCE_LINK: ABSENT, ENDPOINT: ABSENT}
        return self.opens(sub, "DataPrivacyLaunchRequest", about, place, **(nowhere | says))

    def notice(self, **changes: Any) -> str:
        """A signed notice that course 2 was copied from course 1."""
        platform = self.world.hosts[HOST][0]
        now = int(self.world.clock.now().timestamp())
        usual = {
            "iss": platform.issuer,
            "aud": platform.client_id,
            "iat": now,
            "exp": now + 60,
            "jti": "n-1",
            LTI + "version": "1.3.0",
            DEPLOYMENT: HERE[1],
            LTI + "notice": {"id": "a", "timestamp": "2026-11-23T09:00:00Z", "type": "LtiContextCopyNotice"},
            CONTEXT: {"id": "2"},
            LTI + "origin_contexts": ["1"],
        }
        claims = {name: value for name, value in (usual | changes).items() if value is not ABSENT}
        return platform.sign(json.dumps(claims).encode())

    def tells(self, *tokens: Any) -> TestResponse:
        """The host posts notices. No browser is there."""
        body = {"notices": [{"jwt": token} for token in tokens]}
        return self.world.app.test_client().post("/lti/notices", json=body)


@dataclass
class Tab:
    """One browser and the page in it."""

    world: World
    browser: Browser
    last: TestResponse

    def goes_to(self, path: str) -> Tab:
        self.last = self.browser.client.get(path, follow_redirects=True)
        return self

    def sends(self, path: str, **form: str) -> Tab:
        form = {"csrf_token": self.world.token_of(self.browser)} | form
        self.last = self.browser.client.post(path, data=form, follow_redirects=True)
        return self

    @property
    def status(self) -> int:
        return self.last.status_code

    @property
    def path(self) -> str:
        return self.last.request.path

    @property
    def text(self) -> str:
        return self.last.get_data(as_text=True)

    @property
    def words(self) -> str:
        """What is read, without what differs from one time to the next."""
        main = self.text.split("<main", 1)[-1].split("</main>", 1)[0]
        return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture(scope="session")
def key() -> rsa.RSAPrivateKey:
    return new_key()


@pytest.fixture
def town(sqlite_database: Database, key: rsa.RSAPrivateKey) -> Iterator[Town]:
    world = World(sqlite_database, key)
    yield Town(world)
    world.closes()
