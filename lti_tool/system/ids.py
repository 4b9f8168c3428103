"""Random ids and tokens, passed in so that tests can choose them."""

from __future__ import annotations

import hashlib
import secrets
from typing import Protocol

# Crockford's alphabet: no I, L, O or U, so that a reference can be read out over the telephone.
REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 6


class Ids(Protocol):
    """Where new ids come from."""

    def new(self) -> str:
        """A random 128-bit id, 32 hexadecimal characters."""
        ...

    def token(self) -> str:
        """A random 256-bit secret for cookies, states and nonces, url-safe."""
        ...

    def reference(self) -> str:
        """A short reference that a person can read out. Not unique by itself."""
        ...

    def number_below(self, limit: int) -> int:
        """A random whole number, at least 0 and less than the limit."""
        ...


class RandomIds:
    """Ids from the operating system's random source."""

    def new(self) -> str:
        return secrets.token_hex(16)

    def token(self) -> str:
        return secrets.token_urlsafe(32)

    def reference(self) -> str:
        return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))

    def number_below(self, limit: int) -> int:
        return secrets.randbelow(limit)


def hash_of(token: str) -> str:
    """How a token is stored, so that whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
