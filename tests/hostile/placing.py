"""A course that asks which pages to place, and a person in front of the answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from jwcrypto.jwk import JWKSet
from jwcrypto.jws import JWS
from werkzeug.test import TestResponse

from lti_tool.tenants.model import Posting, Role
from tests.hostile.doorstep import BASE_URL, PERSON, Doorstep
from tests.hostile.evidence import Attempt
from tests.launch.platform import ABSENT, DEEP_LINKING, MESSAGE_TYPE, RESOURCE_LINK, changed, deep_linking

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
TOKEN = re.compile(r'name="JWT" value="([^"]*)"')
ACTION = re.compile(r'<form id="send" method="post" action="([^"]*)"')
COURSE = "2"


@dataclass
class Asked:
    """A person whom a course has asked, in their browser."""

    door: Doorstep
    browser: FlaskClient
    attempt: Attempt

    @property
    def path(self) -> str:
        return urlsplit(self.attempt.response.headers["Location"]).path

    def looks(self) -> TestResponse:
        return self.browser.get(self.path, base_url=BASE_URL)

    def places(self, *pages: str, path: str = "", browser: FlaskClient | None = None, token: str = "") -> TestResponse:
        """Send the form with these pages chosen; with none of them it is the same as ticking nothing."""
        form = {"placed": list(pages), "csrf_token": token or self.csrf_token()}
        return (browser or self.browser).post(
            self.path + path, base_url=BASE_URL, data=form, headers={"Referer": BASE_URL + self.path}
        )

    def cancels(self) -> TestResponse:
        return self.places(path="/cancel")

    def csrf_token(self) -> str:
        # Any page of this person's has the token; the one that was asked for may be gone by now.
        found = CSRF.search(self.browser.get("/start", base_url=BASE_URL).get_data(as_text=True))
        return found[1] if found else ""

    def answers(self, *pages: str) -> dict[str, Any]:
        return self.claims(self.places(*pages))

    def claims(self, page: TestResponse) -> dict[str, Any]:
        """What the page posts, checked with our published keys by another library than the one that signed it."""
        text = page.get_data(as_text=True)
        found, action = TOKEN.search(text), ACTION.search(text)
        assert page.status_code == 200, text
        assert found is not None
        assert action is not None
        assert unescape(action[1]) == self.door.platform.issuer + "/return?course=2"
        keys = JWKSet.from_json(self.browser.get("/.well-known/jwks.json", base_url=BASE_URL).get_data(as_text=True))
        token = JWS()
        token.deserialize(found[1])
        assert set(token.jose_header) == {"alg", "kid", "typ"}
        token.verify(keys.get_key(token.jose_header["kid"]), alg="RS256")
        return dict(json.loads(token.payload))


def asks(door: Doorstep, claims: dict[str, Any] | None = None, **settings: Any) -> Asked:
    """The course asks; `settings` and `claims` are what is unusual about it."""
    usual = {"deep_link_return_url": door.platform.issuer + "/return?course=2"}
    said = deep_linking(**changed(usual, settings))
    begun = door.begins()
    attempt = door.launches(
        {MESSAGE_TYPE: "LtiDeepLinkingRequest", RESOURCE_LINK: ABSENT, DEEP_LINKING: said, **(claims or {})},
        begun=begun,
    )
    return Asked(door, begun.browser, attempt)


def marks_staff_only(door: Doorstep, posting: Posting = Posting.RECEIPT) -> None:
    door.tool.services.install.mark_staff_only(door.tool.tenant_id, door.host.id, COURSE, posting)


def grants(door: Doorstep, role: Role) -> None:
    door.tool.services.install.grant(door.tool.tenant_id, door.host.id, PERSON, role)
