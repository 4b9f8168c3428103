"""A JSON Web Key Set (RFC 7517), read into key objects. A key that we would not trust is left out."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from .fields import Text

FEWEST_BITS = 2048
# A larger one only makes verifying slow; an exponent in use has 17 bits.
MOST_BITS = 8192
MOST_EXPONENT_BITS = 32
LONGEST_NUMBER = 4000
LONGEST_WORD = 1000


class NotAKeySet(Exception):
    """The answer is not a key set at all."""


class _RsaSigningKey(Schema):
    class Meta:
        unknown = EXCLUDE

    kty = fields.String(required=True, validate=validate.Equal("RSA"))
    kid = Text(LONGEST_WORD, required=True)
    use = fields.String(load_default="sig", validate=validate.Equal("sig"))
    alg = fields.String(load_default="RS256", validate=validate.Equal("RS256"))
    key_ops = fields.List(fields.String(), load_default=["verify"], validate=validate.ContainsNoneOf(["encrypt"]))
    n = Text(LONGEST_NUMBER, required=True)
    e = Text(LONGEST_NUMBER, required=True)


_SCHEMA = _RsaSigningKey()


def read_key_set(answer: object) -> dict[str, rsa.RSAPublicKey]:
    """The usable keys by their ids. Raises NotAKeySet."""
    members = answer.get("keys") if isinstance(answer, dict) else None
    if not isinstance(members, list):
        raise NotAKeySet("no list of keys")
    found: dict[str, rsa.RSAPublicKey] = {}
    for member in members:
        usable = _usable(member)
        if usable is not None:
            key_id, key = usable
            found.setdefault(key_id, key)
    return found


def _usable(member: object) -> tuple[str, rsa.RSAPublicKey] | None:
    try:
        read: dict[str, Any] = _SCHEMA.load(member)  # type: ignore[arg-type]
        modulus, exponent = _number(read["n"]), _number(read["e"])
        if not FEWEST_BITS <= modulus.bit_length() <= MOST_BITS or exponent.bit_length() > MOST_EXPONENT_BITS:
            return None
        return read["kid"], rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except (ValidationError, ValueError):
        return None


def _number(text: str) -> int:
    try:
        return int.from_bytes(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except binascii.Error as error:
        raise ValueError("not a number in base64") from error
