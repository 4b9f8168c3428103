"""The login: what a host must say, where the browser is sent, and how a pending login is taken up again."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from lti_tool.launch.login import PendingLogin
from lti_tool.launch.refusals import LaunchRefused, Refusal
from lti_tool.launch.tables import login_transactions
from lti_tool.tenants.tables import hosts as hosts_table
from tests.launch.arrivals import Arrivals, host_of
from tests.launch.platform import asked_in


def refused(arrivals: Arrivals, **changes: Any) -> Refusal:
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.login(**changes)
    assert arrivals.logins_kept() == 0
    return refusal.value.reason


def test_the_browser_is_sent_to_the_host_with_our_question(arrivals: Arrivals) -> None:
    login = arrivals.login(login_hint="5 & 6", lti_message_hint='{"cmid":2}')

    asked = asked_in(login)

    assert login.redirect_url.startswith("https://school.example/auth?")
    assert len(asked.pop("nonce")) >= 22
    assert asked.pop("state") == login.state
    assert asked == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": "signpost-client",
        "redirect_uri": "https://signpost.example/lti/launch",
        "login_hint": "5 & 6",
        "lti_message_hint": '{"cmid":2}',
    }


def test_a_message_hint_that_was_not_given_is_not_sent(arrivals: Arrivals) -> None:
    assert "lti_message_hint" not in asked_in(arrivals.login(lti_message_hint=None))


def test_a_query_in_the_hosts_address_is_kept(arrivals: Arrivals) -> None:
    _change_auth_url(arrivals, "https://school.example/auth?tenant=5&scope=all")

    query = parse_qs(urlsplit(arrivals.login().redirect_url).query)

    assert query["tenant"] == ["5"]
    assert query["scope"] == ["openid"]


def test_state_and_nonce_are_new_each_time(arrivals: Arrivals) -> None:
    first, second = arrivals.login(), arrivals.login()

    assert first.state != second.state
    assert asked_in(first)["nonce"] != asked_in(second)["nonce"]


@pytest.mark.parametrize("missing", ["iss", "login_hint", "target_link_uri"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_login_without_its_parameters_is_refused(arrivals: Arrivals, missing: str, value: str | None) -> None:
    assert refused(arrivals, **{missing: value}) is Refusal.LOGIN_MALFORMED


@pytest.mark.parametrize("name", ["iss", "client_id", "login_hint", "target_link_uri", "lti_deployment_id"])
def test_a_parameter_given_twice_is_refused(arrivals: Arrivals, name: str) -> None:
    assert refused(arrivals, **{name: ["5", "5"]}) is Refusal.LOGIN_MALFORMED
    assert refused(arrivals, **{name: []}) is Refusal.LOGIN_MALFORMED


@pytest.mark.parametrize("value", ["a\0b", "\ud800", "x" * 9000])
@pytest.mark.parametrize("name", ["iss", "client_id", "login_hint", "lti_message_hint", "lti_storage_target"])
def test_a_parameter_that_cannot_be_kept_is_refused(arrivals: Arrivals, name: str, value: str) -> None:
    assert refused(arrivals, **{name: value}) is Refusal.LOGIN_MALFORMED


def test_parameters_come_as_lists_and_others_are_ignored(arrivals: Arrivals) -> None:
    login = arrivals.login(
        iss=["https://school.example"], canvas_region=["eu", "us"], redirect_uri="https://evil.example"
    )

    assert asked_in(login)["redirect_uri"] == "https://signpost.example/lti/launch"


def test_an_unknown_host_is_refused(stored: Arrivals) -> None:
    assert refused(stored, iss="https://school.example/") is Refusal.UNKNOWN_HOST
    assert refused(stored, client_id="another") is Refusal.UNKNOWN_HOST


def test_the_client_id_may_be_left_out_when_there_is_only_one(arrivals: Arrivals) -> None:
    assert asked_in(arrivals.login(client_id=None))["client_id"] == "signpost-client"


def test_the_client_id_may_not_be_left_out_when_there_are_two(arrivals: Arrivals) -> None:
    with arrivals.database.transaction() as db:
        arrivals.hosts.add(db, host_of(arrivals.platform, client_id="second-client"))

    assert refused(arrivals, client_id=None) is Refusal.UNKNOWN_HOST


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/lti/launch",
        "//evil.example/",
        "/lti/launch",
        "https://signpost.example:8443/",
        "http://signpost.example/",
        "https://signpost.example.evil.example/",
        "https://evil.example\\@signpost.example/",
        "https://a@signpost.example/",
        "https://[signpost.example/",
        "https://signpost.example:99999/",
        "javascript:alert(1)",
    ],
)
def test_a_target_elsewhere_is_refused(arrivals: Arrivals, target: str) -> None:
    assert refused(arrivals, target_link_uri=target) is Refusal.TARGET_NOT_OURS


@pytest.mark.parametrize("target", ["https://SIGNPOST.example/lti/launch", "https://signpost.example:443/a?b=c"])
def test_a_target_of_ours_may_be_any_page(arrivals: Arrivals, target: str) -> None:
    assert arrivals.login(target_link_uri=target).state


def test_a_browser_keeps_its_binding_and_gets_a_new_one_for_what_is_none(arrivals: Arrivals) -> None:
    first = arrivals.login()

    assert arrivals.login(first.binding).binding == first.binding
    for odd in ("", "short", "x" * 44, first.binding + "\n", "é" * 43):
        assert arrivals.login(odd).binding not in {odd, first.binding}
        assert arrivals.login(odd, first.binding).binding == first.binding


def test_neither_state_nor_binding_is_stored(stored: Arrivals) -> None:
    login = stored.login()

    with stored.database.reading() as db:
        kept = str(db.execute(sa.select(login_transactions)).one())

    assert login.state not in kept
    assert login.binding not in kept


def test_the_login_is_taken_up_once_by_the_browser_it_is_bound_to(stored: Arrivals) -> None:
    login = stored.login()

    assert stored.logins.resume(login.state, ()) is None
    assert stored.logins.resume(login.state, ("another",)) is None
    assert stored.logins.resume("unheard", (login.binding,)) is None
    assert stored.logins.resume(login.state, (login.binding,)) == login.redirect_url
    assert stored.logins.resume(login.state, (login.binding,)) is None
    assert stored.launch(login).sub == "5"


def test_the_hosts_hint_is_forgotten_when_it_has_been_used(stored: Arrivals) -> None:
    login = stored.login()
    stored.logins.resume(login.state, (login.binding,))

    with stored.database.reading() as db:
        assert db.execute(sa.select(login_transactions.c.redirect_url)).scalar_one() is None


def test_a_new_window_takes_the_pending_login_over(stored: Arrivals) -> None:
    framed = stored.login()

    window = stored.logins.rebind(framed.state, ())

    assert (window.state, window.host) == (framed.state, framed.host)
    assert window.binding != framed.binding
    assert stored.logins.resume(framed.state, (framed.binding,)) is None
    assert stored.logins.resume(window.state, (window.binding,)) == window.redirect_url
    assert stored.launch(window).sub == "5"


def test_a_window_with_a_binding_keeps_it(arrivals: Arrivals) -> None:
    earlier, framed = arrivals.login(), arrivals.login()

    assert arrivals.logins.rebind(framed.state, (earlier.binding,)).binding == earlier.binding


def test_a_login_that_went_to_the_host_cannot_be_taken_over(stored: Arrivals) -> None:
    login = stored.login()
    stored.logins.resume(login.state, (login.binding,))

    assert _over(stored, login) is Refusal.LOGIN_OVER
    assert _over(stored, replace(login, state="unheard")) is Refusal.LOGIN_OVER


def test_an_expired_login_is_neither_resumed_nor_taken_over(arrivals: Arrivals) -> None:
    login = arrivals.login()
    arrivals.clock.moves_on(minutes=10)

    assert arrivals.logins.resume(login.state, (login.binding,)) is None
    assert _over(arrivals, login) is Refusal.LOGIN_OVER


def test_the_host_of_a_pending_login_is_known_until_it_has_been_asked(stored: Arrivals) -> None:
    login = stored.login()
    assert stored.logins.host_of(login.state) == stored.host

    stored.logins.resume(login.state, (login.binding,))

    with pytest.raises(LaunchRefused) as refusal:
        stored.logins.host_of(login.state)
    assert refusal.value.reason is Refusal.LOGIN_OVER


def test_a_refused_login_is_logged_without_what_it_said(arrivals: Arrivals) -> None:
    with capture_logs() as lines:
        refused(arrivals, target_link_uri="https://evil.example/")

    assert [line["refusal"] for line in lines] == ["target_not_ours"]
    assert "evil" not in str(lines)


def test_secrets_do_not_show_in_a_pending_logins_repr(arrivals: Arrivals) -> None:
    login = arrivals.login()

    assert login.state not in repr(login)
    assert login.binding not in repr(login)


def _over(arrivals: Arrivals, login: PendingLogin) -> Refusal:
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.logins.rebind(login.state, (login.binding,))
    return refusal.value.reason


def _change_auth_url(arrivals: Arrivals, url: str) -> None:
    with arrivals.database.transaction() as db:
        db.execute(hosts_table.update().values(auth_url=url))
