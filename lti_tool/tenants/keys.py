"""Our signing keys: what we sign with, and what hosts fetch from /.well-known/jwks.json."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.crypto import MasterKeys, Place
from . import tables
from .key_times import Life, Stage, lives, published, signing

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
        """The key that signs now: the newest that hosts have had time to see."""
        keys = tables.signing_keys.c
        wrapped = {row.kid: row for row in db.execute(sa.select(keys.kid, keys.created_at, keys.private_key))}
        life = signing(lives((row.kid, row.created_at) for row in wrapped.values()), self._clock.now())
        if life is None:
            return None
        if life.kid not in self._parsed:
            der = self._master_keys.unwrap(wrapped[life.kid].private_key, _place(life.kid))
            private_key = serialization.load_der_private_key(der, password=None)
            if not isinstance(private_key, rsa.RSAPrivateKey):
                raise TypeError("a signing key that is not RSA")
            self._parsed[life.kid] = SigningKey(life.kid, private_key)
        return self._parsed[life.kid]

    def lives(self, db: Connection) -> list[Life]:
        """The life of every key that there is, newest first."""
        keys = tables.signing_keys.c
        return lives((row.kid, row.created_at) for row in db.execute(sa.select(keys.kid, keys.created_at)))

    def add(self, db: Connection) -> SigningKey:
        """A new key, published from now on. It signs later, unless it is the only one (`key_times`)."""
        private_key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
        jwk = _public_jwk(private_key.public_key())
        kid = str(jwk["kid"])
        der = private_key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        wrapped = self._master_keys.wrap(der, _place(kid))
        row = {"kid": kid, "private_key": wrapped, "public_jwk": jwk, "created_at": self._after_all(db)}
        db.execute(tables.signing_keys.insert().values(**row))
        return SigningKey(kid, private_key)

    def take_turn(self, db: Connection) -> None:
        """Wait until nobody else changes keys. SQLite has one writer at a time anyway."""
        db.execute(sa.select(tables.signing_keys.c.kid).with_for_update())

    def forget_gone(self, db: Connection) -> int:
        """Destroy the keys that no host needs any more, and say how many they were."""
        now = self._clock.now()
        return self._forget(db, [life.kid for life in self.lives(db) if life.stage(now) is Stage.GONE])

    def forget_all_but(self, db: Connection, kid: str) -> int:
        """Destroy every other key at once, and say how many they were."""
        return self._forget(db, [life.kid for life in self.lives(db) if life.kid != kid])

    def public_set(self, db: Connection) -> dict[str, list[dict[str, str]]]:
        """The JWK Set (RFC 7517) of the public keys that a host may need, newest first."""
        keys = tables.signing_keys.c
        rows = {row.kid: row for row in db.execute(sa.select(keys.kid, keys.created_at, keys.public_jwk))}
        needed = published(lives((row.kid, row.created_at) for row in rows.values()), self._clock.now())
        return {"keys": [dict(rows[life.kid].public_jwk) for life in needed]}

    def wrapped(self, db: Connection) -> dict[str, bytes]:
        """Every private key by its id, wrapped as its row keeps it."""
        keys = tables.signing_keys.c
        return {row.kid: row.private_key for row in db.execute(sa.select(keys.kid, keys.private_key))}

    def rewrap(self, db: Connection, kid: str, wrapped: bytes) -> bool:
        """Wrap a key with the newest master key. False: it is not what it was. Raises CannotDecrypt."""
        mine = tables.signing_keys.c.kid == kid, tables.signing_keys.c.private_key == wrapped
        anew = self._master_keys.rewrap(wrapped, _place(kid))
        return bool(db.execute(tables.signing_keys.update().where(*mine).values(private_key=anew)).rowcount)

    def _after_all(self, db: Connection) -> datetime:
        """The time now; or right after the newest key, where a clock that was put back would make it an old one."""
        newest = db.execute(sa.select(sa.func.max(tables.signing_keys.c.created_at))).scalar_one()
        now = self._clock.now()
        return now if newest is None else max(now, newest + timedelta(microseconds=1))

    def _forget(self, db: Connection, kids: list[str]) -> int:
        for kid in kids:
            db.execute(tables.signing_keys.delete().where(tables.signing_keys.c.kid == kid))
            self._parsed.pop(kid, None)
        return len(kids)


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
