"""A signed token (JWT, RFC 7519), taken apart as strictly as the standard allows."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from .refusals import LaunchRefused, Refusal

ALGORITHM = "RS256"
MOST_BYTES = 64 * 1024
LONGEST_KEY_ID = 1000
BASE64_URL = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
# They would let the sender choose the key, or the meaning of the token.
REFUSED_HEADERS = frozenset({"crit", "b64", "jku", "x5u", "jwk"})


@dataclass(frozen=True, slots=True)
class Token:
    """A token whose form is right. Nothing in it is to be believed before its signature is verified."""

    text: str = field(repr=False)
    key_id: str
    header: Mapping[str, Any] = field(repr=False)
    payload: Mapping[str, Any] = field(repr=False)


def read_token(text: str) -> Token:
    """Take a token apart. Raises LaunchRefused."""
    if len(text) > MOST_BYTES:
        raise LaunchRefused(Refusal.TOKEN_TOO_LARGE)
    parts = text.split(".")
    if len(parts) != 3:
        raise LaunchRefused(Refusal.TOKEN_MALFORMED)
    header, payload = _object_in(parts[0]), _object_in(parts[1])
    _decoded(parts[2])
    return Token(text, _key_id_in(header), header, payload)


def check_signature(token: Token, key: rsa.RSAPublicKey) -> None:
    """Raise LaunchRefused unless `key` verifies the token."""
    signed, _, signature = token.text.rpartition(".")
    try:
        key.verify(_decoded(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise LaunchRefused(Refusal.SIGNATURE_WRONG) from error


def _key_id_in(header: Mapping[str, Any]) -> str:
    # The algorithm is ours to choose: never the token's, never the key set's alone.
    if header.get("alg") != ALGORITHM:
        raise LaunchRefused(Refusal.ALGORITHM_NOT_ALLOWED)
    if not REFUSED_HEADERS.isdisjoint(header):
        raise LaunchRefused(Refusal.HEADER_NOT_ALLOWED)
    key_id = header.get("kid")
    if not isinstance(key_id, str) or not 0 < len(key_id) <= LONGEST_KEY_ID:
        raise LaunchRefused(Refusal.KEY_ID_MISSING)
    return key_id


def _object_in(part: str) -> dict[str, Any]:
    try:
        found = json.loads(
            _decoded(part).decode("utf-8"), object_pairs_hook=_without_repeats, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise LaunchRefused(Refusal.TOKEN_MALFORMED) from error
    if not isinstance(found, dict):
        raise LaunchRefused(Refusal.TOKEN_MALFORMED)
    return found


def _decoded(part: str) -> bytes:
    if not BASE64_URL.fullmatch(part):
        raise LaunchRefused(Refusal.TOKEN_MALFORMED)
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except binascii.Error as error:
        raise LaunchRefused(Refusal.TOKEN_MALFORMED) from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that names a member twice means one thing to one reader and another to the next."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member is named twice")
    return members


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")
