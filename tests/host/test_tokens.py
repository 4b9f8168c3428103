"""The sandbox host gives access tokens as Moodle does."""

import time

import pytest
import requests

from tests.host.settings import LINE_ITEM, RESULT_READ, SCORE


def test_a_token_comes_as_json_that_is_labelled_html(tool):
    answer = tool.ask_token(f"{SCORE} {RESULT_READ}")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.json()["token_type"] == "Bearer"
    assert answer.json()["expires_in"] == 3600
    assert answer.json()["scope"] == f"{SCORE} {RESULT_READ}"


def test_only_what_is_permitted_is_granted(host, tool):
    host.settings.scopes = (SCORE,)

    assert tool.ask_token(f"{LINE_ITEM} {SCORE}").json()["scope"] == SCORE


def test_asking_only_for_what_is_not_permitted_is_an_invalid_scope(tool):
    answer = tool.ask_token("https://purl.imsglobal.org/spec/lti/scope/anything")

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_scope"})


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_there_is_no_leeway_for_a_clock_that_is_ahead(tool, claim):
    answer = tool.ask_token(SCORE, tool.assertion(**{claim: int(time.time()) + 5}))

    assert answer.status_code == 400
    assert answer.json()["error"].startswith(f"Cannot handle token with {claim} prior to ")


def test_an_expired_assertion_is_refused(tool):
    answer = tool.ask_token(SCORE, tool.assertion(exp=int(time.time()) - 1))

    assert (answer.status_code, answer.json()) == (400, {"error": "Expired token"})


def test_an_unknown_client_is_refused(tool):
    answer = tool.ask_token(SCORE, tool.assertion(sub="somebody-else"))

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_client"})


@pytest.mark.parametrize("overrides", [{"aud": None}, {"aud": "https://other.example"}, {"exp": None}, {"iss": "x"}])
def test_audience_issuer_and_a_missing_expiry_are_not_looked_at(tool, overrides):
    assert tool.ask_token(SCORE, tool.assertion(**overrides)).status_code == 200


def test_the_same_assertion_is_good_again(tool):
    assertion = tool.assertion()

    assert [tool.ask_token(SCORE, assertion).status_code for _ in range(2)] == [200, 200]


def test_another_kind_of_grant_is_refused(tool):
    answer = tool.ask_token(SCORE, grant_type="password")

    assert (answer.status_code, answer.json()) == (400, {"error": "unsupported_grant_type"})


@pytest.mark.parametrize("assertion", ["", "a.b", "a.b.c", "\u0000"])
def test_an_assertion_that_is_none_is_refused(tool, assertion):
    answer = tool.ask_token(SCORE, client_assertion=assertion)

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})


def test_the_tools_keys_are_fetched_once_and_again_when_a_signature_fails(tool, tool_key):
    tool.token(SCORE)
    tool.token(SCORE)
    fetched_before = tool.key_fetches
    tool.kid = "mini-2"
    tool.token(SCORE)

    assert (fetched_before, tool.key_fetches) == (1, 2)


def test_a_signature_by_another_key_is_refused(tool, host_key):
    token = tool.assertion()
    tampered = token.rsplit(".", 1)[0] + "." + tool.assertion(jti="2").rsplit(".", 1)[1]

    answer = tool.ask_token(SCORE, tampered)

    assert (answer.status_code, answer.json()) == (400, {"error": "Signature verification failed"})


def test_only_a_post_is_answered(host):
    assert requests.get(host.token_url, timeout=10).status_code == 405
