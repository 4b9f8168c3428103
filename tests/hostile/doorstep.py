"""The tool's front door, and the host that knocks at it. Each step goes through HTTP and comes back as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient

from lti_tool.app import build, create_app_around
from lti_tool.launch.jwks import KeySets
from lti_tool.launch.message import Launches
from lti_tool.system.http import Http, Patience
from lti_tool.system.settings import Settings
from lti_tool.tenants.deployments import Deployments
from lti_tool.tenants.model import Host, Nation
from lti_tool.web.binding import BINDING
from lti_tool.web.services import Services
from tests.clock import SettableClock
from tests.hostile.evidence import Attempt, LogTape, contents_of
from tests.launch.platform import Claims, Platform
from tests.school import settings_for

BASE_URL = "https://signpost.example"
OUR_LAUNCH = BASE_URL + "/lti/launch"
PERSON = "person-9c41f0"
LIMITS = ("SIGNPOST_PER_SESSION", "SIGNPOST_PER_ADDRESS", "SIGNPOST_PER_HOST")
WITHOUT_LIMIT = 10**9
# Long enough for an answer from the same machine, short enough for a test.
HASTE = Patience(connect=1.0, read=0.3, total=0.6)


class HostilePlatform(Platform):
    """A host whose people have ids that cannot be in a log or on a page by accident."""

    def claims(self, login: Any, changes: Mapping[str, Any] | None = None) -> Claims:
        return super().claims(login, {"sub": PERSON} | dict(changes or {}))


@dataclass(frozen=True)
class Begun:
    """A login that has been sent to the host. `redirect_url` is where, and all that a host learns."""

    browser: FlaskClient
    redirect_url: str

    @property
    def asked(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.redirect_url).query).items()}

    @property
    def state(self) -> str:
        return self.asked["state"]


@dataclass
class Tool:
    """The real application on a real database, and its log. Only the clock is a test's."""

    app: Flask
    services: Services
    clock: SettableClock
    tape: LogTape
    tenant_id: str

    def installs(self, platform: Platform, **changes: Any) -> Host:
        """Make the platform a host of the tenant, with the deployment 1."""
        wanted = Host(
            id="",
            issuer=platform.issuer,
            client_id=platform.client_id,
            auth_url=platform.auth_url,
            token_url=platform.issuer + "/token",
            jwks_url=platform.jwks_url,
            audience=None,
            family=None,
            frame_origins=(),
        )
        return self.services.install.add_host(self.tenant_id, replace(wanted, **changes), "1")[0]

    def browser(self) -> FlaskClient:
        return self.app.test_client()

    def asks(self, browser: FlaskClient, method: str, path: str, *secrets: str, **more: Any) -> Attempt:
        """One request, with everything that it did."""
        before = contents_of(self.services.database)
        self.tape.taken()
        response = browser.open(path, method=method, base_url=BASE_URL, **more)
        after = contents_of(self.services.database)
        return Attempt(response, before, after, self.tape.taken(), frozenset(filter(None, secrets)))


@dataclass
class Doorstep:
    """One host and the tool that it knocks at."""

    tool: Tool
    platform: Platform
    host: Host
    usual: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.usual = {
            "iss": self.platform.issuer,
            "client_id": self.platform.client_id,
            "login_hint": "hint-2f6e",
            "lti_message_hint": '{"cmid":2,"launchid":"e4"}',
            "lti_deployment_id": "1",
            "target_link_uri": OUR_LAUNCH,
        }

    def knocks(self, browser: FlaskClient | None = None, method: str = "POST", **changes: Any) -> Attempt:
        """Ask for a login; `name=None` leaves a parameter out, a list gives it several times."""
        given = self._asking(changes)
        secrets = [text for text in given.values() if isinstance(text, str) and "hint" in text]
        how = {"data": given} if method == "POST" else {"query_string": given}
        return self.tool.asks(browser or self.tool.browser(), method, "/lti/login", *secrets, **how)

    def begins(self, browser: FlaskClient | None = None, **changes: Any) -> Begun:
        """A login that gets as far as the host."""
        browser = browser or self.tool.browser()
        response = browser.post("/lti/login", base_url=BASE_URL, data=self._asking(changes))
        assert response.status_code == 302, self.tool.tape.taken()
        return Begun(browser, response.headers["Location"])

    def _asking(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in {**self.usual, **changes}.items() if value is not None}

    def launches(
        self,
        changes: Mapping[str, Any] | None = None,
        header: Mapping[str, Any] | None = None,
        begun: Begun | None = None,
    ) -> Attempt:
        """Answer a login with a token in which something was changed."""
        begun = begun or self.begins()
        return self.posts(begun, self.platform.token(begun, changes, header))

    def posts(self, begun: Begun, token: str, browser: FlaskClient | None = None, **changes: Any) -> Attempt:
        """Post a token, from the browser that began the login unless told otherwise."""
        browser = browser or begun.browser
        form = {"id_token": token, "state": begun.state, **changes}
        form = {name: value for name, value in form.items() if value is not None}
        secrets = {token, *token.split("."), begun.state, begun.asked["nonce"], PERSON}
        secrets |= {"Sam", "Okafor", "sam@school.example", binding_of(browser), "Staff safeguarding"}
        # A part of one letter is no secret, and is on every page.
        return self.tool.asks(browser, "POST", "/lti/launch", *(text for text in secrets if len(text) > 2), data=form)


def binding_of(browser: FlaskClient) -> str:
    """What the browser's binding cookie holds."""
    cookie = browser.get_cookie(BINDING, domain="signpost.example")
    return cookie.value if cookie else ""


def tool_on(database_url: str, tape: LogTape) -> Tool:
    """The whole application, in haste with hosts that are slow."""
    clock = SettableClock()
    settings = _settings(database_url)
    services = build(settings, clock)
    key_sets = KeySets(Http(settings, HASTE), clock)
    deployments = Deployments(clock, services.ids)
    launches = Launches(services.database, clock, services.hosts, deployments, key_sets, settings)
    services = replace(services, launches=launches)
    app = create_app_around(services)
    # Counted by host and session as in life; these tests knock more often than anybody may.
    app.config.update(dict.fromkeys(LIMITS, WITHOUT_LIMIT))
    tenant = services.install.add_tenant("Hill School", Nation.ENGLAND)
    return Tool(app, services, clock, tape, tenant.id)


def _settings(database_url: str) -> Settings:
    return replace(settings_for(database_url), base_url=BASE_URL, allow_loopback_http=False)
