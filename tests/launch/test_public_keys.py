"""Which keys of a host's key set are used, and which are left out."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.public_keys import NotAKeySet, read_key_set
from tests.launch.platform import ABSENT, jwk_of, new_key


@pytest.mark.parametrize("answer", [None, [], "keys", 7, {}, {"keys": None}, {"keys": {}}])
def test_what_holds_no_list_of_keys_is_no_key_set(answer: object) -> None:
    with pytest.raises(NotAKeySet):
        read_key_set(answer)


@pytest.mark.parametrize(
    "member",
    [
        {},
        7,
        None,
        "key",
        {"kty": "RSA", "kid": "key-1"},
        {"kty": "RSA", "kid": "key-1", "n": 5, "e": "AQAB"},
        {"kty": "RSA", "kid": "key-1", "n": "!!", "e": "AQAB"},
        {"kty": "RSA", "kid": "key-1", "n": "", "e": ""},
        {"kty": "RSA", "kid": "key-1", "n": "A" * 342, "e": "AQAB"},
        {"kty": "RSA", "kid": ["key-1"], "n": "AQAB", "e": "AQAB"},
        {"kty": "oct", "kid": "key-1", "k": "AAAA"},
    ],
)
def test_a_key_that_is_none_does_not_spoil_the_others(key: rsa.RSAPrivateKey, member: object) -> None:
    assert read_key_set({"keys": [member, jwk_of(key, "key-1")]}) == {"key-1": key.public_key()}


@pytest.mark.parametrize(
    "changes",
    [
        {"use": "enc"},
        {"kty": "EC"},
        {"alg": "RS512"},
        {"key_ops": ["encrypt"]},
        {"e": "AQ"},
        {"e": "Ag"},
        {"e": "AAAA"},
        {"e": "_____________w"},
        {"n": "_" * 2000},
    ],
)
def test_a_key_that_cannot_be_trusted_is_left_out(key: rsa.RSAPrivateKey, changes: dict[str, Any]) -> None:
    assert read_key_set({"keys": [jwk_of(key, "key-1", **changes)]}) == {}


def test_a_key_of_1024_bits_is_left_out() -> None:
    assert read_key_set({"keys": [jwk_of(new_key(1024), "key-1")]}) == {}


@pytest.mark.parametrize("changes", [{}, {"use": ABSENT}, {"alg": ABSENT}, {"key_ops": ["verify"]}, {"x5c": ["A"]}])
def test_a_key_may_leave_its_use_out(key: rsa.RSAPrivateKey, changes: dict[str, Any]) -> None:
    assert read_key_set({"keys": [jwk_of(key, "key-1", **changes)]}) == {"key-1": key.public_key()}


def test_the_first_of_two_keys_with_one_id_counts(key: rsa.RSAPrivateKey, other_key: rsa.RSAPrivateKey) -> None:
    assert read_key_set({"keys": [jwk_of(key, "a"), jwk_of(other_key, "a")]}) == {"a": key.public_key()}
