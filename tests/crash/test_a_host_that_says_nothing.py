"""One school's platform takes every call for its keys and never answers: the other schools must not notice."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import pytest

from lti_tool.system.clock import SystemClock
from lti_tool.system.database import Database
from lti_tool.tenants.model import Nation
from tests.host.client import Answered, Asked, tool_over_http
from tests.hostile.doorstep import Begun
from tests.hostile.key_server import KeyServer
from tests.launch.arrivals import host_of
from tests.launch.platform import TARGET, Platform, new_key

from .conftest import SchoolOn
from .school import CrashSchool, login_fields

# The server has four threads.
LAUNCHES = 16
SOON = 3.0


@pytest.fixture
def school(school_on: SchoolOn, sqlite_database: Database) -> Iterator[CrashSchool]:
    with school_on(sqlite_database.url.render_as_string(hide_password=False)) as school:
        yield school


@pytest.fixture
def silent(school: CrashSchool) -> Iterator[Platform]:
    """Another school's platform. Whoever asks for its keys is kept waiting."""
    server = KeyServer()
    platform = Platform(server, SystemClock(), {"key-1": new_key()}, issuer=server.url)  # type: ignore[arg-type]
    tenant = school.services.install.add_tenant("Elmwood College", Nation.ENGLAND)
    school.services.install.add_host(tenant.id, host_of(platform), "1")
    server.says_nothing(platform.jwks_url)
    yield platform
    server.close()


def launch(school: CrashSchool, platform: Platform) -> Answered:
    """One person's login and launch from a platform with which all is well but its keys."""
    ask, target = tool_over_http(), school.host.tool.launch_url
    login = login_fields(school.host) | {"iss": platform.issuer, "client_id": platform.client_id}
    answer = ask(Asked("POST", school.host.tool.login_url, login))
    begun = Begun(None, answer.headers["Location"])  # type: ignore[arg-type]
    token = platform.token(begun, {TARGET: target})  # type: ignore[arg-type]
    return ask(Asked("POST", target, {"state": begun.state, "id_token": token}))


def seconds_until(act: Callable[[], Answered]) -> float:
    """How long it takes to be answered well."""
    began = time.monotonic()
    assert act().status in {200, 303}
    return time.monotonic() - began


def test_sixteen_launches_from_a_silent_host_keep_nobody_else_waiting(school: CrashSchool, silent: Platform) -> None:
    first, second = school.reporters(2, random.Random(0))
    health = Asked("GET", urljoin(school.host.tool.base_url, "/health"))

    with ThreadPoolExecutor(LAUNCHES) as threads:
        launches = [threads.submit(launch, school, silent) for _ in range(LAUNCHES)]
        while not silent.network.asked:
            time.sleep(0.01)
        waits = [seconds_until(lambda: tool_over_http()(health)) for _ in range(5)]
        waits += [seconds_until(lambda: first.reads("/resume")), seconds_until(second.signs_in)]
        answers = [each.result() for each in launches]

    assert max(waits) < SOON, waits
    assert {answer.status for answer in answers} == {403}
    assert len(silent.network.asked) == 1
    assert school.server.log.read_text().count('"keys_unavailable"') >= LAUNCHES
