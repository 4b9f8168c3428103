"""A browser that shows several bindings: frames that loaded at once have left them."""

from dataclasses import replace

import pytest

from lti_tool.launch.login import PendingLogin
from lti_tool.launch.message import Launch
from lti_tool.launch.refusals import LaunchRefused, Refusal
from lti_tool.launch.storage import PlatformStorage
from lti_tool.system.ids import RandomIds
from tests.launch.arrivals import Arrivals


def launch(stored: Arrivals, login: PendingLogin, *shown: str) -> Launch:
    return stored.post(login, stored.platform.token(login), *shown)


def refused(stored: Arrivals, login: PendingLogin, *shown: str) -> Refusal:
    with pytest.raises(LaunchRefused) as refusal:
        launch(stored, login, *shown)
    return refusal.value.reason


def test_a_login_goes_on_with_one_of_them(arrivals: Arrivals) -> None:
    first, second = arrivals.login(), arrivals.login()

    assert arrivals.login(first.binding, second.binding).binding == first.binding


def test_a_window_takes_a_login_over_with_one_of_them(arrivals: Arrivals) -> None:
    framed, first, second = arrivals.login(), arrivals.login(), arrivals.login()

    assert arrivals.logins.rebind(framed.state, (first.binding, second.binding)).binding == first.binding


def test_a_login_is_taken_up_with_any_of_them(stored: Arrivals) -> None:
    login, other, third = stored.login(), stored.login(), stored.login()

    assert stored.logins.resume(login.state, (other.binding, third.binding)) is None
    assert stored.logins.resume(login.state, (other.binding, login.binding)) == login.redirect_url


def test_what_is_bound_to_any_of_them_is_launched_and_nothing_else(stored: Arrivals) -> None:
    first, second, third = stored.login(), stored.login(), stored.login()
    shown = (first.binding, second.binding)

    assert launch(stored, second, *shown).sub == "5"
    assert launch(stored, first, *shown).sub == "5"
    assert refused(stored, third, *shown) is Refusal.BINDING_NOT_SHOWN
    # Not used up: the browser to which it belongs may still come.
    assert stored.launch(third).sub == "5"


def test_each_login_is_launched_once(stored: Arrivals) -> None:
    login = stored.login()
    shown = (stored.login().binding, login.binding)
    launch(stored, login, *shown)

    assert refused(stored, login, *shown) is Refusal.STATE_SPENT
    assert refused(stored, replace(login, state="unheard"), *shown) is Refusal.STATE_UNKNOWN


def test_a_login_that_the_host_keeps_is_launched_with_none_of_them(stored: Arrivals) -> None:
    kept = stored.login(lti_storage_target="_parent")
    deposit = PlatformStorage(stored.database, stored.clock, RandomIds(), stored.hosts).offer(kept.state)
    assert deposit is not None

    assert refused(stored, kept, stored.login().binding, deposit.binding) is Refusal.BINDING_NOT_SHOWN
