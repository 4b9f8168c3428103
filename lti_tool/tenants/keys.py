"""Our signing keys: what we sign with, and what hosts fetch from /.well-known/jwks.json."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

import sqlalchemy as sa
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.crypto import MasterKeys, Place
from . import tables

KEY_BITS = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key as an object: parsing a PEM takes a hundred times as long as signing does."""

    kid: str
    private_key: rsa.RSAPrivateKey = field(repr=False)


class SigningKeys:
    """Makes, keeps and publishes our signing keys. Each private key is parsed once a process."""

    def __init__(self, master_keys: MasterKeys, clock: Clock) -> None:
        self._master_keys = master_keys
        self._clock = clock
        self._parsed: dict[str, SigningKey] = {}

    def current(self, db: Connection) -> SigningKey | None:
        """The newest key, which signs."""
        newest = sa.select(tables.signing_keys).order_by(tables.signing_keys.c.created_at.desc()).limit(1)
        row = db.execute(newest).one_or_none()
        if row is None:
            return None
        if row.kid not in self._parsed:
            der = self._master_keys.unwrap(row.private_key, _place(row.kid))
            private_key = serialization.load_der_private_key(der, password=None)
            if not isinstance(private_key, rsa.RSAPrivateKey):
                raise TypeError("a signing key that is not RSA")
            self._parsed[row.kid] = SigningKey(row.kid, private_key)
        return self._parsed[row.kid]

    def add(self, db: Connection) -> SigningKey:
        """A new key. From now on it is the current one."""
        private_key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
        jwk = _public_jwk(private_key.public_key())
        kid = str(jwk["kid"])
        der = private_key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        wrapped = self._master_keys.wrap(der, _place(kid))
        db.execute(
            tables.signing_keys.insert().values(
                kid=kid, private_key=wrapped, public_jwk=jwk, created_at=self._clock.now()
            )
        )
        return SigningKey(kid, private_key)

    def public_set(self, db: Connection) -> dict[str, list[dict[str, str]]]:
        """The JWK Set (RFC 7517) of all our public keys, newest first."""
        rows = db.execute(sa.select(tables.signing_keys.c.public_jwk).order_by(tables.signing_keys.c.created_at.desc()))
        return {"keys": [dict(jwk) for jwk in rows.scalars()]}


def _public_jwk(key: rsa.RSAPublicKey) -> dict[str, str]:
    """RFC 7517, with the RFC 7638 thumbprint as key id."""
    numbers = key.public_numbers()
    required = {"e": _base64_number(numbers.e), "kty": "RSA", "n": _base64_number(numbers.n)}
    canonical = json.dumps(required, sort_keys=True, separators=(",", ":")).encode()
    kid = urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()
    return {**required, "kid": kid, "alg": "RS256", "use": "sig"}


def _base64_number(number: int) -> str:
    return urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8)).rstrip(b"=").decode()


def _place(kid: str) -> Place:
    return Place("signpost", "signing_keys", "private_key", kid)
