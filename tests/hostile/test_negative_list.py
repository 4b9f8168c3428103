"""Attacks that 1EdTech's certification does not try: each through HTTP, each refused with its own word."""
# ruff: noqa: N802 - a test is named for the row of the checklist that it stands for.

from __future__ import annotations

import hashlib
import hmac
import json

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.refusals import Refusal
from lti_tool.tenants.model import Nation, Role
from tests.hostile.doorstep import OUR_LAUNCH, PERSON, Doorstep
from tests.hostile.evidence import LOGINS, Leaves, refused, rows_of
from tests.launch.platform import ABSENT, DEPLOYMENT, ROLES, TARGET, base64_url, new_key

MINUTE, HOUR = 60, 3600
NEIGHBOURS = "elmwood-1"


def test_N01_wrong_audience(door: Doorstep) -> None:
    refused(door.launches({"aud": "another-tool"}), Refusal.AUDIENCE_WRONG)


def test_N02_audience_list_without_azp(door: Doorstep) -> None:
    refused(door.launches({"aud": ["another-tool", "signpost-client"]}), Refusal.AUDIENCE_WRONG)


def test_N03_wrong_azp(door: Doorstep) -> None:
    refused(door.launches({"azp": "another-tool"}), Refusal.AUDIENCE_WRONG)


def test_N04_algorithm_none_without_a_signature(door: Doorstep) -> None:
    begun = door.begins()
    header, payload = {"alg": "none", "kid": "key-1"}, door.platform.claims(begun)
    unsigned = ".".join([*(base64_url(json.dumps(part).encode()) for part in (header, payload)), ""])

    refused(door.posts(begun, unsigned), Refusal.TOKEN_MALFORMED)
    refused(door.launches(header={"alg": "none"}), Refusal.ALGORITHM_NOT_ALLOWED)


def test_N04_no_signature_under_the_right_algorithm(door: Doorstep) -> None:
    begun = door.begins()
    header, payload, _signature = door.platform.token(begun).split(".")

    refused(door.posts(begun, f"{header}.{payload}."), Refusal.TOKEN_MALFORMED)
    begun = door.begins()
    header, payload, _signature = door.platform.token(begun).split(".")
    refused(door.posts(begun, f"{header}.{payload}.AA"), Refusal.SIGNATURE_WRONG)


@pytest.mark.parametrize("form", [serialization.PublicFormat.SubjectPublicKeyInfo, serialization.PublicFormat.PKCS1])
def test_N05_hs256_with_the_public_key_as_the_secret(
    door: Doorstep, key: rsa.RSAPrivateKey, form: serialization.PublicFormat
) -> None:
    secret = key.public_key().public_bytes(serialization.Encoding.PEM, form)
    begun = door.begins()
    parts = {"alg": "HS256", "kid": "key-1"}, door.platform.claims(begun)
    signed = ".".join(base64_url(json.dumps(part).encode()) for part in parts)
    token = f"{signed}.{base64_url(hmac.digest(secret, signed.encode(), hashlib.sha256))}"

    refused(door.posts(begun, token), Refusal.ALGORITHM_NOT_ALLOWED)


def test_N06_rs512_even_if_the_host_publishes_it(door: Doorstep) -> None:
    door.platform.publish(alg="RS512")

    refused(door.launches(header={"alg": "RS512"}), Refusal.ALGORITHM_NOT_ALLOWED)


def test_N07_a_key_for_encryption(door: Doorstep) -> None:
    door.platform.publish(use="enc")

    refused(door.launches(), Refusal.KEYS_UNAVAILABLE)


def test_N08_a_key_of_1024_bits(door: Doorstep) -> None:
    door.platform.keys = {"key-1": new_key(1024)}
    door.platform.publish()

    refused(door.launches(), Refusal.KEYS_UNAVAILABLE)


def test_N09_an_unknown_issuer(door: Doorstep) -> None:
    refused(door.knocks(iss="https://unheard.example"), Refusal.UNKNOWN_HOST, Leaves.NOTHING)
    refused(door.launches({"iss": "https://unheard.example"}), Refusal.ISSUER_WRONG)


def test_N10_state_missing(door: Doorstep) -> None:
    begun = door.begins()

    refused(door.posts(begun, door.platform.token(begun), state=None), Refusal.STATE_MISSING, Leaves.NOTHING)


def test_N11_state_used_again(door: Doorstep) -> None:
    begun = door.begins()
    token = door.platform.token(begun)
    assert door.posts(begun, token).status == 303

    refused(door.posts(begun, token), Refusal.STATE_SPENT, Leaves.NOTHING)
    refused(door.launches(begun=begun), Refusal.STATE_SPENT, Leaves.NOTHING)


def test_N12_state_of_another_browser(door: Doorstep) -> None:
    attacker, victim = door.begins(), door.begins()

    attempt = door.posts(attacker, door.platform.token(attacker), victim.browser)

    refused(attempt, Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)


def test_N13_nonce_missing(door: Doorstep) -> None:
    refused(door.launches({"nonce": ABSENT}), Refusal.NONCE_WRONG)


def test_N14_nonce_used_again(door: Doorstep) -> None:
    first = door.begins()
    assert door.launches(begun=first).status == 303

    second = door.begins(first.browser)

    refused(door.launches({"nonce": first.asked["nonce"]}, begun=second), Refusal.NONCE_WRONG)


def test_N15_nonce_of_another_state(door: Doorstep) -> None:
    first = door.begins()
    second = door.begins(first.browser)

    refused(door.launches({"nonce": first.asked["nonce"]}, begun=second), Refusal.NONCE_WRONG)


def test_N16_a_login_at_one_school_and_the_token_of_another(door: Doorstep, college: Doorstep) -> None:
    begun = door.begins()

    refused(door.posts(begun, college.platform.token(begun)), Refusal.ISSUER_WRONG)


def test_N16_a_school_that_signs_in_the_name_of_another(door: Doorstep, college: Doorstep) -> None:
    begun = door.begins()
    claims = {"iss": door.platform.issuer}

    refused(door.posts(begun, college.platform.token(begun, claims)), Refusal.KEY_UNKNOWN)
    begun = door.begins()
    named = college.platform.token(begun, claims, {"kid": "key-1"})
    refused(door.posts(begun, named), Refusal.SIGNATURE_WRONG)


def test_N17_a_deployment_of_another_school(door: Doorstep, college: Doorstep) -> None:
    tenant = college.tool.tenant_id
    college.tool.services.install.add_host(tenant, college.host, "college-only")

    attempt = door.launches({DEPLOYMENT: "college-only"}, begun=door.begins(lti_deployment_id=None))

    refused(attempt, Refusal.DEPLOYMENT_PENDING, Leaves.PENDING_DEPLOYMENT)


@pytest.fixture
def neighbour(door: Doorstep) -> str:
    """Another school on the same host, with a deployment of its own."""
    tenant = door.tool.services.install.add_tenant("Elmwood College", Nation.WALES)
    door.tool.services.install.add_host(tenant.id, door.host, NEIGHBOURS)
    return tenant.id


@pytest.mark.usefixtures("neighbour")
def test_N17_the_deployment_of_a_school_on_the_same_host_where_the_login_named_ours(door: Doorstep) -> None:
    refused(door.launches({DEPLOYMENT: NEIGHBOURS}), Refusal.DEPLOYMENT_DIFFERS)


def test_N17_without_a_hint_the_launch_leads_to_the_deployments_own_school_only(door: Doorstep, neighbour: str) -> None:
    door.tool.services.install.grant(door.tool.tenant_id, door.host.id, PERSON, Role.LEAD)
    begun = door.begins(lti_deployment_id=None)

    attempt = door.launches({DEPLOYMENT: NEIGHBOURS}, begun=begun)

    assert attempt.response.headers["Location"].startswith("/start")
    added = [row for row in rows_of(attempt.after, "staff") if row not in rows_of(attempt.before, "staff")]
    assert [row["tenant_id"] for row in added] == [neighbour]
    assert door.tool.asks(begun.browser, "GET", "/cases").status == 404


@pytest.mark.usefixtures("neighbour")
def test_N17_our_lead_is_nobody_in_the_other_school(door: Doorstep) -> None:
    door.tool.services.install.grant(door.tool.tenant_id, door.host.id, PERSON, Role.LEAD)

    attempt = door.launches({DEPLOYMENT: NEIGHBOURS, ROLES: []}, begun=door.begins(lti_deployment_id=None))

    assert attempt.status == 403
    assert attempt.changed == {LOGINS}
    assert door.launches({ROLES: []}).status == 303


def test_N18_a_deployment_other_than_the_logins(door: Doorstep) -> None:
    door.tool.services.install.add_host(door.tool.tenant_id, door.host, "2")

    refused(door.launches({DEPLOYMENT: "2"}), Refusal.DEPLOYMENT_DIFFERS)


def test_N19_a_target_other_than_the_logins(door: Doorstep) -> None:
    refused(door.launches({TARGET: OUR_LAUNCH + "?elsewhere=1"}), Refusal.TARGET_DIFFERS)


def test_N20_a_target_that_is_not_ours(door: Doorstep) -> None:
    refused(door.launches({TARGET: "https://evil.example/lti/launch"}), Refusal.TARGET_NOT_OURS)


def test_N21_issued_two_minutes_from_now(door: Doorstep) -> None:
    now = int(door.tool.clock.now().timestamp())

    refused(door.launches({"iat": now + 2 * MINUTE, "exp": now + HOUR}), Refusal.TOKEN_FROM_THE_FUTURE)


def test_N22_issued_an_hour_ago(door: Doorstep) -> None:
    now = int(door.tool.clock.now().timestamp())

    refused(door.launches({"iat": now - HOUR, "exp": now + HOUR}), Refusal.TOKEN_TOO_OLD)


def test_N23_no_expiry(door: Doorstep) -> None:
    refused(door.launches({"exp": ABSENT}), Refusal.TIMES_WRONG)
