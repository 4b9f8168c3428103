"""Launches from a platform that is not ours (lti1p3platform, behind the sandbox host), over real HTTP."""

from collections.abc import Iterator

import pytest

from lti_tool.launch.browser import Browser
from lti_tool.launch.jwks import KeySets
from lti_tool.launch.login import Logins, PendingLogin
from lti_tool.launch.message import Launch, Launches
from lti_tool.launch.refusals import LaunchRefused, Refusal
from lti_tool.launch.roles import Standing, standing
from lti_tool.system.clock import SystemClock
from lti_tool.system.crypto import MasterKeys, new_data_key
from lti_tool.system.database import Database
from lti_tool.system.http import Http
from lti_tool.system.ids import RandomIds
from lti_tool.system.settings import Settings
from lti_tool.tenants.deployments import Deployments
from lti_tool.tenants.hosts import Hosts
from lti_tool.tenants.model import Host, Nation
from lti_tool.tenants.tenants import Tenants
from tests.host import HttpLaunch, LaunchForm, SandboxHost
from tests.host.client import Answered, Asked
from tests.host.school import STAFF_COURSE

BASE_URL = "http://localhost:8999"


class Tool:
    """Our two rooms behind the addresses that the sandbox host knows."""

    def __init__(self, database: Database, host: SandboxHost) -> None:
        clock, ids = SystemClock(), RandomIds()
        settings = Settings(BASE_URL, "x" * 32, (), allow_loopback_http=True)
        hosts, deployments = Hosts(clock, ids), Deployments(clock, ids)
        urls = (host.auth_url, host.token_url, host.jwks_url)
        with database.transaction() as db:
            tenant = Tenants(MasterKeys((new_data_key(),)), clock, ids).add(db, "Hill School", Nation.ENGLAND)
            known = hosts.add(db, Host("", host.issuer, host.client_id, *urls, None, "moodle", ()))
            deployments.add(db, tenant.id, known.id, host.deployment_id)
        self._logins = Logins(database, clock, ids, hosts, settings)
        self._launches = Launches(database, clock, hosts, deployments, KeySets(Http(settings), clock), settings)
        self._pending: PendingLogin | None = None
        host.install(BASE_URL)

    def answer(self, asked: Asked) -> Answered:
        """The login."""
        self._pending = self._logins.begin(asked.fields, ())
        url = self._logins.resume(self._pending.state, (self._pending.binding,))
        return Answered(asked.url, 302, {"Location": str(url)}, "")

    def takes(self, form: LaunchForm) -> Launch:
        """The launch, posted by the browser that began the login."""
        assert self._pending is not None
        return self._launches.verify(form.fields, Browser((self._pending.binding,)))


@pytest.fixture
def school() -> Iterator[SandboxHost]:
    with SandboxHost() as started:
        yield started


@pytest.fixture
def tool(sqlite_database: Database, school: SandboxHost) -> Tool:
    return Tool(sqlite_database, school)


def test_a_reporter_arrives_from_the_staff_course(school: SandboxHost, tool: Tool) -> None:
    launch = tool.takes(HttpLaunch(school, tool.answer).fields("reporter", STAFF_COURSE))

    assert launch.sub == school.people["reporter"].sub
    assert launch.context_id == STAFF_COURSE
    assert launch.name is None
    assert launch.gradebook is not None
    assert launch.gradebook.line_item_url is not None
    assert standing(launch.roles, staff_only_course=True) is Standing.STAFF


def test_the_host_changes_its_key_between_two_launches(school: SandboxHost, tool: Tool) -> None:
    browser = HttpLaunch(school, tool.answer)
    tool.takes(browser.fields("reporter", STAFF_COURSE))
    school.rotate_key()

    assert tool.takes(browser.fields("lead", STAFF_COURSE)).sub == school.people["lead"].sub


def test_the_form_posted_twice_arrives_once(school: SandboxHost, tool: Tool) -> None:
    form = HttpLaunch(school, tool.answer).fields("reporter", STAFF_COURSE)
    tool.takes(form)

    with pytest.raises(LaunchRefused) as refusal:
        tool.takes(form)

    assert refusal.value.reason is Refusal.STATE_SPENT


def test_a_login_for_somebody_else_is_turned_away_by_the_host(school: SandboxHost, tool: Tool) -> None:
    browser = HttpLaunch(school, tool.answer)
    login = browser.begin("reporter", STAFF_COURSE)
    form = browser.answer(LaunchForm(login.url, login.fields | {"login_hint": school.people["head"].sub}))

    with pytest.raises(LaunchRefused) as refusal:
        tool.takes(form)

    assert refusal.value.reason is Refusal.HOST_ACCESS_DENIED
