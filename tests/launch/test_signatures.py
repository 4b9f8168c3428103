"""Only the host's own key, used in the one way we allow, makes a token good."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.refusals import LaunchRefused, Refusal
from tests.launch.arrivals import Arrivals
from tests.launch.platform import base64_url, new_key


def reason(run: Callable[[], object]) -> Refusal:
    with pytest.raises(LaunchRefused) as refusal:
        run()
    return refusal.value.reason


def test_our_public_key_does_not_pass_as_a_shared_secret(arrivals: Arrivals, key: rsa.RSAPrivateKey) -> None:
    pem = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    login = arrivals.login()
    header = base64_url(json.dumps({"alg": "HS256", "kid": "key-1"}).encode())
    signed = f"{header}.{base64_url(json.dumps(arrivals.platform.claims(login)).encode())}"
    token = f"{signed}.{base64_url(hmac.digest(pem, signed.encode(), hashlib.sha256))}"

    assert reason(lambda: arrivals.post(login, token)) is Refusal.ALGORITHM_NOT_ALLOWED


def test_a_token_without_a_signature_is_refused(arrivals: Arrivals) -> None:
    login = arrivals.login()
    head, body, _signature = arrivals.platform.token(login).split(".")

    assert reason(lambda: arrivals.post(login, f"{head}.{body}.")) is Refusal.TOKEN_MALFORMED


def test_a_token_signed_with_another_key_is_refused(arrivals: Arrivals, other_key: rsa.RSAPrivateKey) -> None:
    login = arrivals.login()
    token = jwt.encode(arrivals.platform.claims(login), other_key, "RS256", {"kid": "key-1"})

    assert reason(lambda: arrivals.post(login, token)) is Refusal.SIGNATURE_WRONG


def test_a_token_changed_after_signing_is_refused(arrivals: Arrivals) -> None:
    login = arrivals.login()
    head, _body, signature = arrivals.platform.token(login).split(".")
    body = base64_url(json.dumps(arrivals.platform.claims(login, {"sub": "6"})).encode())

    assert reason(lambda: arrivals.post(login, f"{head}.{body}.{signature}")) is Refusal.SIGNATURE_WRONG


@pytest.mark.parametrize("changes", [{"use": "enc"}, {"kty": "EC"}, {"alg": "RS512"}, {"key_ops": ["encrypt"]}])
def test_a_key_that_is_not_for_signing_is_not_used(arrivals: Arrivals, changes: dict[str, Any]) -> None:
    arrivals.platform.publish(**changes)

    assert reason(arrivals.arrive) is Refusal.KEYS_UNAVAILABLE


def test_a_key_of_1024_bits_is_not_used(arrivals: Arrivals) -> None:
    arrivals.platform.keys["key-1"] = new_key(1024)
    arrivals.platform.publish()

    assert reason(arrivals.arrive) is Refusal.KEYS_UNAVAILABLE
