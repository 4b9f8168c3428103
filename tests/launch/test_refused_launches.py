"""What the certification does not try and an attacker would: each row is a token that must be refused, and why."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from structlog.testing import capture_logs

from lti_tool.launch.refusals import LaunchRefused, Refusal
from tests.launch.arrivals import Arrivals
from tests.launch.platform import (
    ABSENT,
    CONTEXT,
    CUSTOM,
    DEEP_LINKING,
    DEPLOYMENT,
    ENDPOINT,
    MESSAGE_TYPE,
    PRESENTATION,
    RESOURCE_LINK,
    ROLES,
    TARGET,
    VERSION,
    Platform,
    deep_linking,
)

MINUTE, HOUR, DAY = 60, 3600, 86400
OUR_LAUNCH = "https://signpost.example/lti/launch"


def reason(run: Callable[[], object]) -> Refusal:
    with pytest.raises(LaunchRefused) as refusal:
        run()
    return refusal.value.reason


ROWS: list[tuple[str, dict[str, Any], Refusal]] = [
    ("wrong audience", {"aud": "another-tool"}, Refusal.AUDIENCE_WRONG),
    ("no audience", {"aud": ABSENT}, Refusal.AUDIENCE_WRONG),
    ("empty audience", {"aud": []}, Refusal.AUDIENCE_WRONG),
    ("audience of numbers", {"aud": [1]}, Refusal.AUDIENCE_WRONG),
    ("several audiences, no authorised party", {"aud": ["signpost-client", "b"]}, Refusal.AUDIENCE_WRONG),
    ("several audiences, another party", {"aud": ["signpost-client", "b"], "azp": "b"}, Refusal.AUDIENCE_WRONG),
    ("one audience, another party", {"azp": "another-tool"}, Refusal.AUDIENCE_WRONG),
    ("authorised party that is no text", {"azp": 5}, Refusal.AUDIENCE_WRONG),
    ("wrong issuer", {"iss": "https://school.example/"}, Refusal.ISSUER_WRONG),
    ("no issuer", {"iss": ABSENT}, Refusal.ISSUER_WRONG),
    ("issuer that is no text", {"iss": {"a": 1}}, Refusal.ISSUER_WRONG),
    ("no nonce", {"nonce": ABSENT}, Refusal.NONCE_WRONG),
    ("nonce that is a number", {"nonce": 7}, Refusal.NONCE_WRONG),
    ("another nonce", {"nonce": "something-else"}, Refusal.NONCE_WRONG),
    ("no expiry", {"exp": ABSENT}, Refusal.TIMES_WRONG),
    ("no time of issue", {"iat": ABSENT}, Refusal.TIMES_WRONG),
    ("expiry that is text", {"exp": "1900000000"}, Refusal.TIMES_WRONG),
    ("expiry that is true", {"exp": True}, Refusal.TIMES_WRONG),
    ("time of issue that is false", {"iat": False}, Refusal.TIMES_WRONG),
    ("expiry without end", {"exp": 10**400}, Refusal.TIMES_WRONG),
    ("not-before that is text", {"nbf": "now"}, Refusal.TIMES_WRONG),
    ("other version", {VERSION: 1.3}, Refusal.VERSION_WRONG),
    ("message type that is a list", {MESSAGE_TYPE: ["LtiResourceLinkRequest"]}, Refusal.MESSAGE_TYPE_WRONG),
    ("unknown message", {MESSAGE_TYPE: "LtiUnheardOf"}, Refusal.UNSUPPORTED_MESSAGE),
    ("deep linking without settings", {MESSAGE_TYPE: "LtiDeepLinkingRequest"}, Refusal.DEEP_LINKING_WRONG),
    (
        "deep linking that returns elsewhere",
        {MESSAGE_TYPE: "LtiDeepLinkingRequest", DEEP_LINKING: deep_linking(deep_link_return_url="https://a.example/")},
        Refusal.DEEP_LINK_RETURN_WRONG,
    ),
    ("review of nobody", {MESSAGE_TYPE: "LtiSubmissionReviewRequest"}, Refusal.FOR_USER_WRONG),
    ("privacy of nobody", {MESSAGE_TYPE: "DataPrivacyLaunchRequest"}, Refusal.FOR_USER_WRONG),
    ("deployment that is a number", {DEPLOYMENT: 1}, Refusal.DEPLOYMENT_WRONG),
    ("deployment that is too long", {DEPLOYMENT: "1" * 256}, Refusal.DEPLOYMENT_WRONG),
    ("deployment with a NUL", {DEPLOYMENT: "1\0"}, Refusal.DEPLOYMENT_WRONG),
    ("deployment with half a character", {DEPLOYMENT: "\ud800"}, Refusal.DEPLOYMENT_WRONG),
    ("deployment other than the login's", {DEPLOYMENT: "2"}, Refusal.DEPLOYMENT_DIFFERS),
    ("no target", {TARGET: ABSENT}, Refusal.TARGET_WRONG),
    ("target elsewhere", {TARGET: "https://evil.example/lti/launch"}, Refusal.TARGET_NOT_OURS),
    ("target that only begins like ours", {TARGET: "https://signpost.example.evil.example/"}, Refusal.TARGET_NOT_OURS),
    ("target with a user name", {TARGET: "https://signpost.example@evil.example/"}, Refusal.TARGET_NOT_OURS),
    ("target with a backslash", {TARGET: "https://signpost.example\\@evil.example/"}, Refusal.TARGET_NOT_OURS),
    ("target over http", {TARGET: "http://signpost.example/lti/launch"}, Refusal.TARGET_NOT_OURS),
    ("target that is a script", {TARGET: "javascript:alert(1)"}, Refusal.TARGET_NOT_OURS),
    ("target other than the login's", {TARGET: OUR_LAUNCH + "?quiz=2"}, Refusal.TARGET_DIFFERS),
    ("no resource link", {RESOURCE_LINK: ABSENT}, Refusal.RESOURCE_LINK_WRONG),
    ("resource link that is text", {RESOURCE_LINK: "7"}, Refusal.RESOURCE_LINK_WRONG),
    ("resource link with a number", {RESOURCE_LINK: {"id": 7}}, Refusal.RESOURCE_LINK_WRONG),
    ("empty resource link id", {RESOURCE_LINK: {"id": ""}}, Refusal.RESOURCE_LINK_WRONG),
    ("empty person", {"sub": ""}, Refusal.SUBJECT_WRONG),
    ("person that is a number", {"sub": 5}, Refusal.SUBJECT_WRONG),
    ("person that is too long", {"sub": "5" * 256}, Refusal.SUBJECT_WRONG),
    ("person beyond ASCII", {"sub": "é"}, Refusal.SUBJECT_WRONG),
    ("person with a newline", {"sub": "5\n"}, Refusal.SUBJECT_WRONG),
    ("no person", {"sub": None}, Refusal.SUBJECT_WRONG),
    ("roles that are text", {ROLES: "Instructor"}, Refusal.ROLES_WRONG),
    ("roles that are null", {ROLES: None}, Refusal.ROLES_WRONG),
    ("roles that are numbers", {ROLES: [1]}, Refusal.ROLES_WRONG),
    ("roles that are an object", {ROLES: {"a": "Instructor"}}, Refusal.ROLES_WRONG),
    ("name that is a list", {"name": ["Sam"]}, Refusal.CLAIM_MALFORMED),
    ("name with half a character", {"name": "\udc00"}, Refusal.CLAIM_MALFORMED),
    ("context that is text", {CONTEXT: "2"}, Refusal.CLAIM_MALFORMED),
    ("context without an id", {CONTEXT: {"title": "x"}}, Refusal.CLAIM_MALFORMED),
    ("gradebook that is a list", {ENDPOINT: []}, Refusal.CLAIM_MALFORMED),
    ("gradebook scopes that are text", {ENDPOINT: {"scope": "a"}}, Refusal.CLAIM_MALFORMED),
    ("gradebook address that is a script", {ENDPOINT: {"lineitem": "javascript:1"}}, Refusal.CLAIM_MALFORMED),
    ("way back that is a script", {PRESENTATION: {"return_url": "javascript:1"}}, Refusal.CLAIM_MALFORMED),
    ("custom that is a list", {CUSTOM: ["a"]}, Refusal.CLAIM_MALFORMED),
    ("custom value that is an object", {CUSTOM: {"a": {}}}, Refusal.CLAIM_MALFORMED),
]


@pytest.mark.parametrize(("changes", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_token_is_refused_for(arrivals: Arrivals, changes: dict[str, Any], expected: Refusal) -> None:
    assert reason(lambda: arrivals.arrive(changes)) is expected
    assert arrivals.pending() == 0


@pytest.mark.parametrize(
    ("issued", "expires", "not_before", "expected"),
    [
        (2 * MINUTE, HOUR, 0, Refusal.TOKEN_FROM_THE_FUTURE),
        (0, HOUR, 2 * MINUTE, Refusal.TOKEN_FROM_THE_FUTURE),
        (-HOUR, HOUR, 0, Refusal.TOKEN_TOO_OLD),
        (-12 * MINUTE, HOUR, 0, Refusal.TOKEN_TOO_OLD),
        (0, -2 * MINUTE, 0, Refusal.TOKEN_EXPIRED),
        (0, DAY + 1, 0, Refusal.TOKEN_LIVES_TOO_LONG),
        (0, 10 * 365 * DAY, 0, Refusal.TOKEN_LIVES_TOO_LONG),
        (0, 10**300, 0, Refusal.TIMES_WRONG),
    ],
)
def test_a_token_is_refused_for_its_times(
    arrivals: Arrivals, issued: int, expires: int, not_before: int, expected: Refusal
) -> None:
    now = int(arrivals.clock.now().timestamp())
    changes = {"iat": now + issued, "exp": now + expires, "nbf": now + not_before}

    assert reason(lambda: arrivals.arrive(changes)) is expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ({"alg": "RS512"}, Refusal.ALGORITHM_NOT_ALLOWED),
        ({"alg": "none"}, Refusal.ALGORITHM_NOT_ALLOWED),
        ({"alg": ABSENT}, Refusal.ALGORITHM_NOT_ALLOWED),
        ({"alg": ["RS256"]}, Refusal.ALGORITHM_NOT_ALLOWED),
        ({"jku": "https://evil.example/jwks"}, Refusal.HEADER_NOT_ALLOWED),
        ({"x5u": "https://evil.example/cert"}, Refusal.HEADER_NOT_ALLOWED),
        ({"jwk": {}}, Refusal.HEADER_NOT_ALLOWED),
        ({"crit": ["b64"], "b64": False}, Refusal.HEADER_NOT_ALLOWED),
        ({"b64": False}, Refusal.HEADER_NOT_ALLOWED),
        ({"kid": 1}, Refusal.KEY_ID_MISSING),
        ({"kid": ""}, Refusal.KEY_ID_MISSING),
        ({"kid": None}, Refusal.KEY_ID_MISSING),
    ],
)
def test_a_token_is_refused_for_its_header(arrivals: Arrivals, header: dict[str, Any], expected: Refusal) -> None:
    assert reason(lambda: arrivals.launch(arrivals.login(), header=header)) is expected


def test_an_unknown_deployment_is_remembered_once_and_refused(stored: Arrivals) -> None:
    logins = [stored.login(lti_deployment_id=None) for _ in range(2)]

    reasons = [reason(partial(stored.launch, login, {DEPLOYMENT: "unheard"})) for login in logins]

    assert reasons == [Refusal.DEPLOYMENT_PENDING] * 2
    assert stored.pending() == 1


def test_deployment_ids_are_case_sensitive(arrivals: Arrivals) -> None:
    with arrivals.database.transaction() as db:
        arrivals.deployments.add(db, arrivals.tenant_id, arrivals.host.id, "Abc")

    login = arrivals.login(lti_deployment_id=None)

    assert reason(lambda: arrivals.launch(login, {DEPLOYMENT: "abc"})) is Refusal.DEPLOYMENT_PENDING


def test_a_host_cannot_use_a_deployment_of_another_host(arrivals: Arrivals, other_key: rsa.RSAPrivateKey) -> None:
    """A deployment id means something on its own host only."""
    other = Platform(arrivals.network, arrivals.clock, {"key-2": other_key}, issuer="https://college.example")
    host = arrivals.other_host(other)
    with arrivals.database.transaction() as db:
        arrivals.deployments.add(db, arrivals.tenant_id, arrivals.host.id, "only-here")

    login = arrivals.login(iss=other.issuer, lti_deployment_id=None)
    token = other.token(login, {DEPLOYMENT: "only-here"})

    assert login.host == host
    assert reason(lambda: arrivals.post(login, token)) is Refusal.DEPLOYMENT_PENDING


def test_open_edx_may_name_another_target_of_ours_but_never_anothers(arrivals: Arrivals) -> None:
    arrivals.change_family("open_edx")

    assert arrivals.arrive({TARGET: OUR_LAUNCH + "?quiz=2"}).target_link_uri.endswith("?quiz=2")
    assert reason(lambda: arrivals.arrive({TARGET: "https://evil.example/"})) is Refusal.TARGET_NOT_OURS


def test_the_log_has_one_line_a_launch_and_nothing_of_the_token(arrivals: Arrivals) -> None:
    with capture_logs() as lines:
        arrivals.arrive()
        assert reason(lambda: arrivals.arrive({"sub": 5})) is Refusal.SUBJECT_WRONG

    accepted, refused = lines
    assert accepted["event"] == "launch accepted"
    assert refused == {
        "event": "launch refused",
        "log_level": "warning",
        "host": arrivals.host.id,
        "refusal": "subject_wrong",
    }
    assert set(accepted) == {"event", "log_level", "host", "deployment", "tenant"}
