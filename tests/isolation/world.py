"""Several schools on one installation, some on a host that they share. All real but the network and the clock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lti_tool.app import build, create_app_around
from lti_tool.launch.jwks import KeySets
from lti_tool.launch.message import Launches
from lti_tool.launch.notices import Notices
from lti_tool.outcomes.moving import Moving
from lti_tool.system.database import Database
from lti_tool.tenants.model import ContactKind, Host, Nation, Posting, Role
from lti_tool.tenants.tables import signing_keys
from lti_tool.web.services import PAGES_EXTENSION
from tests.clock import SettableClock
from tests.isolation.rows import Rows
from tests.isolation.school import School
from tests.launch.arrivals import host_of
from tests.launch.platform import (
    CONTEXT,
    DEPLOYMENT,
    ENDPOINT,
    MEMBERSHIP,
    ROLES,
    TARGET,
    Claims,
    Network,
    Platform,
)
from tests.school import settings_for
from tests.web.signed_in import COMPILED

BASE_URL = "http://localhost"
LAUNCH = BASE_URL + "/lti/launch"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SIGNING: list[dict[str, Any]] = []
UNLIMITED = dict.fromkeys(("SIGNPOST_PER_SESSION", "SIGNPOST_PER_ADDRESS", "SIGNPOST_PER_HOST"), 10**9)


@dataclass
class Browser:
    """One browser and who is signed in to it, as the test expects it."""

    client: FlaskClient
    school: School | None = None
    deployment: tuple[int, str] | None = None
    sub: str = ""
    signed_out: bool = False
    token: str = ""


@dataclass
class Login:
    """A login that has been sent to the host."""

    redirect_url: str


@dataclass
class World:
    """The application around one database, its hosts, and the schools on them."""

    database: Database
    key: rsa.RSAPrivateKey
    clock: SettableClock = field(default_factory=SettableClock)
    schools: list[School] = field(default_factory=list)
    hosts: list[tuple[Platform, Host]] = field(default_factory=list)
    deployments: dict[tuple[int, str], School] = field(default_factory=dict)
    # What has launched and waits: nobody's yet.
    waiting: list[tuple[int, str]] = field(default_factory=list)
    staff_only: set[tuple[str, int, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        settings = settings_for(self.database.url.render_as_string(hide_password=False), BASE_URL)
        built = build(settings, self.clock)
        self.network = Network()
        keys = KeySets(self.network, self.clock)
        launches = Launches(built.database, self.clock, built.hosts, built.deployments, keys, settings)
        notices = Notices(built.database, self.clock, built.hosts, built.deployments, built.copies, keys)
        self.services = replace(built, launches=launches, notices=notices)
        self._has_a_key()
        self.app = create_app_around(self.services)
        self.app.config.update(UNLIMITED)
        self.app.extensions[PAGES_EXTENSION] = COMPILED.setdefault("pages", self.app.extensions[PAGES_EXTENSION])
        self.moving = Moving(built.database, built.tenants, built.hosts, built.deployments, self.clock)

    def _has_a_key(self) -> None:
        """Our signing key, made once for all worlds: that takes longer than most of what happens in one."""
        keys, rows = self.services.keys, signing_keys
        with self.services.database.transaction() as db:
            if not SIGNING:
                keys.add(db)
                SIGNING.append(db.execute(rows.select()).one()._asdict())
            else:
                db.execute(rows.insert().values(**SIGNING[0]))

    def closes(self) -> None:
        """Nothing goes on after this."""
        self.services.database.close()

    def adds_school(self) -> School:
        """A tenant whose name and contacts are its own."""
        mark = f"zq{len(self.schools)}qz"
        tenant = self.services.install.add_tenant(f"School {mark}", Nation.ENGLAND)
        school = School(self.services, tenant.id, mark)
        for kind in (ContactKind.LEAD, ContactKind.DEPUTY, ContactKind.HEAD):
            self.services.install.set_contact(tenant.id, kind, f"Contact {mark}, 01632 960001")
        self.services.install.name_children(tenant.id, on=True)
        self.schools.append(school)
        return school

    def adds_host(self, school: School, deployment_id: str) -> int:
        """A platform of a school's own."""
        number = len(self.hosts)
        platform = Platform(self.network, self.clock, {"key-1": self.key}, issuer=f"https://host{number}.example")
        host, _deployment = self.services.install.add_host(school.tenant_id, host_of(platform), deployment_id)
        self.hosts.append((platform, host))
        self._belongs((number, deployment_id), school)
        return number

    def shares_host(self, number: int, school: School, deployment_id: str) -> None:
        """One more deployment of a host that is there already."""
        _platform, host = self.hosts[number]
        self.services.install.add_host(school.tenant_id, replace(host, id=""), deployment_id)
        self._belongs((number, deployment_id), school)

    def activates(self, place: tuple[int, str], school: School) -> None:
        """Accept what has launched and waits."""
        self.services.install.activate(school.tenant_id, self.hosts[place[0]][1].id, place[1])
        self.waiting.remove(place)
        self._belongs(place, school)

    def moves(self, place: tuple[int, str], to: School, browsers: Iterable[Browser]) -> None:
        """A deployment goes to another school; who came from there is signed out."""
        before = self.deployments[place]
        self.moving.move(before.tenant_id, to.tenant_id, self.hosts[place[0]][1].id, place[1])
        self._belongs(place, to)
        for browser in browsers:
            if browser.deployment == place:
                browser.signed_out = True

    def launches(
        self,
        browser: Browser,
        place: tuple[int, str],
        sub: str,
        role: str = "Instructor",
        context: str = "1",
        says: Claims | None = None,
    ) -> TestResponse:
        """A person opens the activity from this deployment, by a login and a signed message."""
        platform, school = self.hosts[place[0]][0], self.deployments.get(place)
        asked = {"iss": platform.issuer, "client_id": "signpost-client", "login_hint": sub, "target_link_uri": LAUNCH}
        begun = browser.client.post("/lti/login", data={**asked, "lti_deployment_id": place[1]})
        login = Login(begun.headers["Location"])
        named = {"sub": sub, "name": f"Person {sub} {school.mark if school else 'nobody'}", ROLES: [MEMBERSHIP + role]}
        changes = _where(platform, place[1], context) | named | (says or {})
        state = parse_qs(urlsplit(login.redirect_url).query)["state"][0]
        form = {"state": state, "id_token": platform.token(login, changes)}  # type: ignore[arg-type]
        answer = browser.client.post("/lti/launch", data=form)
        self._expects(browser, answer, place, sub)
        if school is not None and not says:
            comes_in = role == "Instructor" or (
                role == "Learner" and (school.tenant_id, place[0], context) in self.staff_only
            )
            assert (answer.status_code == 303) == comes_in, f"{role} in {context}: {answer.status_code}"
        return answer

    def marks_staff_only(self, school: School, number: int, context: str) -> None:
        """A course of a school where everybody enrolled is staff."""
        host = self.hosts[number][1]
        self.services.install.mark_staff_only(school.tenant_id, host.id, context, Posting.RECEIPT)
        self.staff_only.add((school.tenant_id, number, context))

    def grants(self, school: School, number: int, sub: str, role: Role) -> None:
        """Name somebody, before or after they have come."""
        self.services.install.grant(school.tenant_id, self.hosts[number][1].id, sub, role)

    @property
    def rows(self) -> Rows:
        """What stands in the database."""
        return Rows(self.services.database)

    def token_of(self, browser: Browser) -> str:
        """The token of this browser's forms."""
        if not browser.token:
            found = TOKEN.search(browser.client.get("/start").get_data(as_text=True))
            browser.token = found[1] if found else ""
        return browser.token

    def _belongs(self, place: tuple[int, str], school: School) -> None:
        self.deployments[place] = school
        school.arrives_from(place, self.hosts[place[0]][1].id)

    def _expects(self, browser: Browser, answer: TestResponse, place: tuple[int, str], sub: str) -> None:
        browser.token = ""
        school = self.deployments.get(place)
        if answer.status_code == 303:
            assert school is not None, "a deployment that is nobody's let somebody in"
            browser.school, browser.deployment, browser.sub, browser.signed_out = school, place, sub, False
        elif school is None and place not in self.waiting:
            self.waiting.append(place)
        elif school is not None:
            # A learner's launch ends the session that was there.
            browser.school = browser.deployment = None


def _where(platform: Platform, deployment_id: str, context: str) -> Claims:
    """What a launch says about the place that it comes from."""
    return {
        DEPLOYMENT: deployment_id,
        TARGET: LAUNCH,
        CONTEXT: {"id": context},
        ENDPOINT: {"lineitem": platform.issuer + "/items/1", "scope": ["score"]},
    }
