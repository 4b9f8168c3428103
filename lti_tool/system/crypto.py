"""Encryption at rest: AES-256-GCM under a data key, which is itself wrapped by a master key.

Destroying a wrapped data key destroys everything encrypted under it. Each ciphertext is tied to its place
(owner, table, column, row) as associated data, so that a value copied to another row does not decrypt.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from enum import Enum, auto

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
KEY_ID_BYTES = 8
MARK_SIGNS = 16
VERSION = b"\x01"


class CannotDecrypt(Exception):
    """The key is wrong, the value was altered, or it was moved from its place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ciphertext belongs. Used as associated data."""

    owner: str
    table: str
    column: str
    row: str

    def to_bytes(self) -> bytes:
        # Length prefixes keep ("a", "bc") and ("ab", "c") apart.
        parts = [part.encode() for part in (self.owner, self.table, self.column, self.row)]
        return b"".join([len(part).to_bytes(4) + part for part in parts])


class Cipher:
    """Encrypts text under one data key."""

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)
        self._marking_key = hmac.digest(key, b"signpost mark", "sha256")

    def mark(self, text: str, place: Place) -> str:
        """A few signs by which a text in its place is known again. Without the key they say nothing about it."""
        return hmac.digest(self._marking_key, place.to_bytes() + text.encode(), "sha256").hex()[:MARK_SIGNS]

    def encrypt(self, text: str, place: Place) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + self._aead.encrypt(nonce, text.encode(), place.to_bytes())

    def decrypt(self, blob: bytes, place: Place) -> str:
        if blob[:1] != VERSION:
            raise CannotDecrypt("unknown version of the encrypted value")
        nonce, sealed = blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :]
        try:
            return self._aead.decrypt(nonce, sealed, place.to_bytes()).decode()
        except (InvalidTag, ValueError) as error:
            raise CannotDecrypt("the value does not decrypt in this place") from error


class WrappedBy(Enum):
    """Which of the master keys a wrapped key was wrapped by."""

    NEWEST = auto()
    OLDER = auto()
    NONE = auto()


class MasterKeys:
    """Wraps data keys. The first key wraps; every key can unwrap, so that keys can be rotated."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._keys = {_key_id(key): key for key in keys}
        self._newest = keys[0]

    def __len__(self) -> int:
        """How many master keys there are."""
        return len(self._keys)

    def wrapped_by(self, blob: bytes) -> WrappedBy:
        """Which master key a wrapped key names. Nothing is opened for it."""
        key = self._keys.get(blob[1 : 1 + KEY_ID_BYTES]) if blob[:1] == VERSION else None
        if key is None:
            return WrappedBy.NONE
        return WrappedBy.NEWEST if key == self._newest else WrappedBy.OLDER

    def rewrap(self, blob: bytes, place: Place) -> bytes:
        """The same data key in the same place, wrapped by the newest master key. Raises CannotDecrypt."""
        return self.wrap(self.unwrap(blob, place), place)

    def wrap(self, data_key: bytes, place: Place) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self._newest).encrypt(nonce, data_key, place.to_bytes())
        return VERSION + _key_id(self._newest) + nonce + sealed

    def unwrap(self, blob: bytes, place: Place) -> bytes:
        key = self._keys.get(blob[1 : 1 + KEY_ID_BYTES])
        if blob[:1] != VERSION or key is None:
            raise CannotDecrypt("no master key in SIGNPOST_MASTER_KEYS fits; was one removed too early?")
        rest = blob[1 + KEY_ID_BYTES :]
        try:
            return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], place.to_bytes())
        except (InvalidTag, ValueError) as error:
            raise CannotDecrypt("the wrapped key was altered or moved") from error


def new_data_key() -> bytes:
    """A fresh 256-bit data key."""
    return AESGCM.generate_key(bit_length=KEY_BYTES * 8)


def new_master_key() -> str:
    """A fresh master key as it stands in SIGNPOST_MASTER_KEYS: url-safe base64 of 32 bytes."""
    return base64.urlsafe_b64encode(new_data_key()).decode()


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"signpost master key id" + key).digest()[:KEY_ID_BYTES]
