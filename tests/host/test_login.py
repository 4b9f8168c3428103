"""The sandbox host lets a tool in exactly as strictly as Moodle does."""

import json

import pytest

from tests.host import HttpLaunch, LaunchForm, LaunchStopped, SandboxHost
from tests.host.client import Asked
from tests.host.school import SCIENCE, STAFF_COURSE


def test_a_login_starts_with_a_posted_form_of_six_fields(host, browser):
    login = browser.begin("reporter", STAFF_COURSE)

    assert login.url == host.tool.login_url
    assert list(login.fields) == [
        "iss",
        "target_link_uri",
        "login_hint",
        "lti_message_hint",
        "client_id",
        "lti_deployment_id",
    ]
    assert (login.fields["iss"], login.fields["login_hint"]) == (host.issuer, host.people["reporter"].sub)
    assert set(json.loads(login.fields["lti_message_hint"])) == {"cmid", "launchid"}


def test_the_target_of_a_login_is_the_activitys_own_address(host, browser):
    host.targets[STAFF_COURSE] = f"{host.tool.base_url}/lti/launch?activity=practice"

    login = browser.begin("reporter", STAFF_COURSE)

    assert login.fields["target_link_uri"].endswith("/lti/launch?activity=practice")


def test_the_answer_is_a_form_with_the_token_and_the_state_as_it_was(host, browser, tool):
    tool.asks = {"state": "<a&\"b'>"}

    form = browser.fields("reporter", STAFF_COURSE)

    assert form.url == host.tool.launch_url
    assert set(form.fields) == {"id_token", "state"}
    assert form.fields["state"] == "<a&\"b'>"


def test_a_state_is_not_needed(browser, tool):
    tool.asks = {"state": None}

    assert set(browser.fields("reporter", STAFF_COURSE).fields) == {"id_token"}


def test_the_request_may_be_posted(host, browser, tool):
    login = browser.begin("reporter", STAFF_COURSE)

    page = browser.ask(Asked("POST", host.auth_url, asked_by(host, login)))

    assert "id_token" in page.text


@pytest.mark.parametrize(
    ("asks", "error"),
    [
        ({"client_id": "somebody-else"}, {"error": "unauthorized_client"}),
        ({"login_hint": "6"}, {"error": "access_denied"}),
        ({"prompt": "login"}, {"error": "invalid_request", "error_description": "Invalid prompt"}),
        ({"response_mode": None}, {"error": "invalid_request", "error_description": "Invalid response_mode"}),
        ({"response_mode": "query"}, {"error": "invalid_request", "error_description": "Invalid response_mode"}),
    ],
    ids=json.dumps,
)
def test_some_errors_are_told_to_the_tool(browser, tool, asks, error):
    tool.asks = asks

    assert browser.fields("reporter", STAFF_COURSE).fields == {**error, "state": "the state"}


def test_prompt_may_be_left_out(browser, tool):
    tool.asks = {"prompt": None}

    assert "id_token" in browser.fields("reporter", STAFF_COURSE).fields


@pytest.mark.parametrize(
    "asks",
    [
        {"redirect_uri": "http://127.0.0.1:1/elsewhere"},
        {"nonce": None},
        {"lti_message_hint": None},
        {"lti_message_hint": "not JSON"},
        {"lti_message_hint": '{"launchid":"ltilaunch1_0"}'},
        {"scope": "openid profile"},
        {"scope": None},
        {"response_type": "code"},
        {"login_hint": None},
    ],
    ids=json.dumps,
)
def test_other_errors_are_a_page_of_the_host_and_the_tool_hears_nothing(browser, tool, asks):
    tool.asks = asks

    with pytest.raises(LaunchStopped) as stopped:
        browser.fields("reporter", STAFF_COURSE)

    assert stopped.value.page.status == 404
    assert "Invalid request" in stopped.value.page.text


def test_a_redirect_uri_with_a_query_added_is_another_one(host, browser, tool):
    tool.asks = {"redirect_uri": f"{host.tool.launch_url}?a=b"}

    with pytest.raises(LaunchStopped):
        browser.fields("reporter", STAFF_COURSE)


def test_a_message_hint_is_good_once(browser: HttpLaunch):
    login = browser.begin("reporter", STAFF_COURSE)
    browser.answer(login)

    with pytest.raises(LaunchStopped) as stopped:
        browser.answer(login)

    assert stopped.value.page.status == 404


def test_a_hint_is_spent_by_a_request_that_was_refused(browser, tool):
    login = browser.begin("reporter", STAFF_COURSE)
    tool.asks = {"client_id": "somebody-else"}
    browser.answer(login)
    tool.asks = {}

    with pytest.raises(LaunchStopped):
        browser.answer(login)


def test_a_hint_is_no_good_in_another_visit(browser):
    login = browser.begin("reporter", STAFF_COURSE)
    browser.begin("lead", STAFF_COURSE)

    with pytest.raises(LaunchStopped):
        browser.answer(login)


def test_without_the_session_cookie_the_host_posts_the_request_to_itself(host, browser, tool):
    login = browser.begin("reporter", STAFF_COURSE)
    stranger = HttpLaunch(host, browser._tool)

    page = stranger.ask(Asked("POST", host.auth_url, asked_by(host, login)))

    assert page.status == 200
    assert 'name="repost"' in page.text
    assert browser.ask(Asked("POST", host.auth_url, {**asked_by(host, login), "repost": "1"})).status == 200


def test_somebody_who_is_not_enrolled_begins_nothing(browser):
    with pytest.raises(LaunchStopped) as stopped:
        browser.begin("pupil", STAFF_COURSE)

    assert stopped.value.page.status == 403


def test_a_site_administrator_opens_every_course(browser):
    assert browser.begin("administrator", SCIENCE).fields["login_hint"] == "2"


def asked_by(host: SandboxHost, login: LaunchForm) -> dict[str, str]:
    """What a tool asks for after this login."""
    return {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "client_id": host.client_id,
        "redirect_uri": host.tool.launch_url,
        "login_hint": login.fields["login_hint"],
        "lti_message_hint": login.fields["lti_message_hint"],
        "nonce": "n",
    }
