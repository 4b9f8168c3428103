"""The two sites, and computers that nobody has used before."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from playwright.sync_api import Browser, Page

from lti_tool.app import build, create_app_around
from lti_tool.launch.jwks import KeySets
from lti_tool.launch.message import Launches
from lti_tool.system.database import Database
from lti_tool.tenants.deployments import Deployments
from lti_tool.tenants.model import Nation
from lti_tool.web.services import Services
from tests.browser.two_sites.servers import RESOLVER, Cookies, Site, certificate
from tests.browser.two_sites.sites import PATIENCE, Sites
from tests.browser.two_sites.storage_platform import StoragePlatform
from tests.ids import NumbersInTurn
from tests.launch.platform import Network, new_key
from tests.school import settings_for
from tests.web.gallery import CHROMIUM, QUIET_FLAGS

WINDOW = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    """The host's. Making one takes longer than a test."""
    return new_key()


@pytest.fixture
def sites(sqlite_database: Database, tmp_path: Path, key: RSAPrivateKey) -> Iterator[Sites]:
    context, network = certificate(tmp_path), Network()
    with Site(context).serving() as school, Site(context).serving() as ours:
        base_url = f"https://tool.example:{ours.port}"
        services = _services(sqlite_database, base_url, network)
        cookies = Cookies(create_app_around(services))
        platform = StoragePlatform(school.port, base_url, network, key)
        school.answer, ours.answer = platform.app, cookies
        tenant = services.install.add_tenant("Oakfield School", Nation.ENGLAND)
        services.install.add_host(tenant.id, platform.host, "1")
        yield Sites(platform, cookies, services)
        services.database.close()


def _services(database: Database, base_url: str, network: Network) -> Services:
    """The real collaborators. Only the host's keys come from the test: its name is known to no name server."""
    url = database.url.render_as_string(hide_password=False)
    settings = replace(
        settings_for(url, base_url), private_hosts=frozenset({"platform.test"}), allow_loopback_http=False
    )
    built = build(settings)
    deployments = Deployments(built.clock, built.ids)
    key_sets = KeySets(network, built.clock)
    launches = Launches(built.database, built.clock, built.hosts, deployments, key_sets, settings)
    return replace(built, launches=launches, ids=NumbersInTurn())


@pytest.fixture(scope="module")
def careful(chromium: Browser) -> Iterator[Browser]:
    """Chromium as it is when third-party cookies are off, with the test's sites on this machine."""
    flags = [*QUIET_FLAGS, RESOLVER, "--test-third-party-cookie-phaseout"]
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=flags)
    yield browser
    browser.close()


@pytest.fixture
def computer(careful: Browser) -> Iterator[Callable[..., Page]]:
    """A computer nobody has used before."""
    contexts = []

    def new(*, script: bool = True) -> Page:
        context = careful.new_context(viewport=WINDOW, java_script_enabled=script, ignore_https_errors=True)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def page(computer: Callable[..., Page]) -> Page:
    return computer()


@pytest.fixture
def lossy(sites: Sites) -> Sites:
    """Frames of the tool keep nothing from now on."""
    sites.cookies.lost = True
    return sites
