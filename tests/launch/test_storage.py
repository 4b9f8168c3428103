"""A login whose binding the host's own page keeps: who may finish it, and with what."""

import re

import pytest

from lti_tool.launch.browser import Browser
from lti_tool.launch.hosts import storage_origins
from lti_tool.launch.login import PendingLogin
from lti_tool.launch.message import Launch
from lti_tool.launch.refusals import LaunchRefused, Refusal
from lti_tool.launch.storage import Deposit, PlatformStorage
from lti_tool.system.ids import RandomIds
from tests.launch.arrivals import Arrivals, host_of
from tests.launch.platform import Platform


def storage_of(arrivals: Arrivals) -> PlatformStorage:
    return PlatformStorage(arrivals.database, arrivals.clock, RandomIds(), arrivals.hosts)


@pytest.fixture
def storage(arrivals: Arrivals) -> PlatformStorage:
    return storage_of(arrivals)


def offered(storage: PlatformStorage, login: PendingLogin) -> Deposit:
    deposit = storage.offer(login.state)
    assert deposit is not None
    return deposit


def launch(arrivals: Arrivals, login: PendingLogin, browser: Browser) -> Launch:
    token = arrivals.platform.token(login)
    return arrivals.launches.verify({"state": login.state, "id_token": token}, browser)


def refused(arrivals: Arrivals, login: PendingLogin, browser: Browser) -> Refusal:
    with pytest.raises(LaunchRefused) as refusal:
        launch(arrivals, login, browser)
    return refusal.value.reason


def test_a_login_is_finished_with_what_the_host_kept(stored: Arrivals) -> None:
    storage = storage_of(stored)
    login = stored.login(lti_storage_target="_parent")
    deposit = offered(storage, login)

    assert stored.logins.resume(login.state, (deposit.binding,)) is not None
    shelf = storage.shelf_of(login.state)
    arrived = launch(stored, login, Browser(stored=deposit.binding))

    assert shelf == deposit.shelf
    assert (shelf.frame, shelf.origins) == ("_parent", ("https://school.example",))
    assert arrived.sub == "5"
    assert refused(stored, login, Browser(stored=deposit.binding)) is Refusal.STATE_SPENT


def test_each_login_has_a_random_name_and_a_random_value(arrivals: Arrivals, storage: PlatformStorage) -> None:
    first, second = (offered(storage, arrivals.login(lti_storage_target="shelf")) for _ in range(2))

    assert re.fullmatch(r"signpost\.[0-9a-f]{32}", first.shelf.key)
    assert first.shelf.key != second.shelf.key
    assert first.binding != second.binding


def test_what_the_cookie_was_to_hold_is_never_given_to_the_host(arrivals: Arrivals, storage: PlatformStorage) -> None:
    login = arrivals.login(lti_storage_target="_parent")

    assert offered(storage, login).binding != login.binding
    assert arrivals.logins.resume(login.state, (login.binding,)) is None


def test_a_wrong_value_finishes_nothing_and_spends_nothing(arrivals: Arrivals, storage: PlatformStorage) -> None:
    login = arrivals.login(lti_storage_target="_parent")
    deposit = offered(storage, login)
    arrivals.logins.resume(login.state, (deposit.binding,))

    for browser in (Browser(), Browser(stored=""), Browser(stored=login.binding), Browser((deposit.binding,))):
        assert refused(arrivals, login, browser) is Refusal.BINDING_NOT_SHOWN
    assert arrivals.consumed() == 0
    assert launch(arrivals, login, Browser(stored=deposit.binding)).sub == "5"


def test_a_login_that_went_by_the_cookie_takes_no_value_from_a_form(arrivals: Arrivals) -> None:
    login = arrivals.login(lti_storage_target="_parent")
    arrivals.logins.resume(login.state, (login.binding,))

    assert refused(arrivals, login, Browser(stored=login.binding)) is Refusal.BINDING_NOT_SHOWN
    assert launch(arrivals, login, Browser((login.binding,))).sub == "5"


def test_a_window_takes_the_login_back_from_the_storage(arrivals: Arrivals, storage: PlatformStorage) -> None:
    login = arrivals.login(lti_storage_target="_parent")
    deposit = offered(storage, login)

    window = arrivals.logins.rebind(login.state, ())
    arrivals.logins.resume(login.state, (window.binding,))

    assert storage.shelf_of(login.state) is None
    assert refused(arrivals, login, Browser(stored=deposit.binding)) is Refusal.BINDING_NOT_SHOWN
    assert launch(arrivals, login, Browser((window.binding,))).sub == "5"


def test_a_login_is_looked_for_only_while_it_waits_for_its_launch(arrivals: Arrivals, storage: PlatformStorage) -> None:
    login = arrivals.login(lti_storage_target="_parent")
    deposit = offered(storage, login)
    assert storage.shelf_of(login.state) is None

    arrivals.logins.resume(login.state, (deposit.binding,))
    assert storage.shelf_of(login.state) is not None

    arrivals.clock.moves_on(minutes=10)
    assert storage.shelf_of(login.state) is None


@pytest.mark.parametrize("state", ["", "unheard", "\ud800", "x" * 5000])
def test_a_state_that_is_none_of_ours_finds_nothing(storage: PlatformStorage, state: str) -> None:
    assert storage.shelf_of(state) is None


def test_a_login_that_is_over_is_offered_nothing(arrivals: Arrivals, storage: PlatformStorage) -> None:
    login = arrivals.login(lti_storage_target="_parent")
    arrivals.logins.resume(login.state, (login.binding,))

    with pytest.raises(LaunchRefused) as refusal:
        storage.offer(login.state)

    assert refusal.value.reason is Refusal.LOGIN_OVER


@pytest.mark.parametrize("target", [None, "a frame", "<script>", "rahmen\u00e4", "fr/me"])
def test_without_a_frame_that_can_be_named_nothing_is_offered(
    arrivals: Arrivals, storage: PlatformStorage, target: str | None
) -> None:
    login = arrivals.login(lti_storage_target=target)

    assert storage.offer(login.state) is None
    assert arrivals.logins.resume(login.state, (login.binding,)) is not None


def test_only_the_site_of_the_authorisation_url_is_told_anything(platform: Platform) -> None:
    host = host_of(platform, auth_url="https://sso.school.example:8443/auth", frame_origins=("https://pages.example",))

    assert storage_origins(host) == ("https://sso.school.example:8443",)


def test_canvas_answers_from_its_sign_on_site(platform: Platform) -> None:
    host = host_of(
        platform,
        issuer="https://canvas.instructure.com",
        auth_url="https://canvas.instructure.com/api/lti/authorize_redirect",
    )

    assert storage_origins(host)[:2] == ("https://canvas.instructure.com", "https://sso.canvaslms.com")
