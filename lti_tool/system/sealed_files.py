"""Files sealed with a passphrase for the way to somewhere else: AES-256-GCM under a key that scrypt makes of it.

A file is a mark, a version, a salt, and pieces of 64 KiB. Each piece is sealed under its number and whether it is the
last, with what stands before the pieces as associated data: so none can be changed, left out, moved or cut off.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MARK = b"signpost sealed\n"
VERSION = b"\x01"
SALT_BYTES = 16
HEAD_BYTES = len(MARK) + len(VERSION) + SALT_BYTES
PIECE_BYTES = 64 * 1024
TAG_BYTES = 16
SHORTEST_PASSPHRASE = 12

# Of version 1. They are fixed and not read from the file, so that no file can ask for more work or memory (128 MiB).
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**17, 8, 1


class CannotUnseal(Exception):
    """The file does not open. The message says why as far as that can be known, and what to do."""


class Sealing:
    """What is written here goes into `out` sealed. `close` writes the last piece; without it the file does not open."""

    def __init__(self, out: BinaryIO, passphrase: str) -> None:
        head = MARK + VERSION + os.urandom(SALT_BYTES)
        self._out, self._pieces = out, _Pieces(head, passphrase)
        self._waiting = bytearray()
        out.write(head)

    def write(self, data: bytes) -> int:
        """Take bytes; what fills a piece is sealed at once."""
        self._waiting += data
        # One piece is kept back: it may be the last.
        while len(self._waiting) > PIECE_BYTES:
            self._out.write(self._pieces.seal(bytes(self._waiting[:PIECE_BYTES]), last=False))
            del self._waiting[:PIECE_BYTES]
        return len(data)

    def flush(self) -> None:
        """Pass on what is sealed."""
        self._out.flush()

    def close(self) -> None:
        """Seal the last piece."""
        self._out.write(self._pieces.seal(bytes(self._waiting), last=True))


def unseal(source: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """What is in a sealed file, piece by piece. Use none of it before the last has come.

    Raises:
        CannotUnseal: no sealed file, a newer one, another passphrase, or it was changed or cut off.
    """
    head = source.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES or not head.startswith(MARK):
        raise CannotUnseal("This is not a file that Signpost has sealed. Give the file as `--to` named it.")
    if not head.startswith(MARK + VERSION):
        raise CannotUnseal("This file was sealed by a newer version of Signpost. Install that version.")
    pieces = _Pieces(head, passphrase)
    sealed = source.read(PIECE_BYTES + TAG_BYTES)
    while True:
        following = source.read(PIECE_BYTES + TAG_BYTES)
        yield pieces.open(sealed, last=not following)
        if not following:
            return
        sealed = following


class _Pieces:
    def __init__(self, head: bytes, passphrase: str) -> None:
        # The same passphrase typed on another machine may come as other signs.
        typed = unicodedata.normalize("NFC", passphrase).encode()
        salt = head[-SALT_BYTES:]
        key = Scrypt(salt=salt, length=32, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P).derive(typed)
        self._aead, self._head, self._number = AESGCM(key), head, 0

    def seal(self, data: bytes, *, last: bool) -> bytes:
        return self._aead.encrypt(self._nonce(last=last), data, self._head)

    def open(self, data: bytes, *, last: bool) -> bytes:
        first = self._number == 0
        try:
            return self._aead.decrypt(self._nonce(last=last), data, self._head)
        except (InvalidTag, ValueError) as error:
            if first:
                raise CannotUnseal(
                    "The passphrase is not the one of this file, or the file was changed or cut off. "
                    "Try the passphrase again; then copy the file again."
                ) from error
            raise CannotUnseal("The file was changed or cut off on its way. Copy it again.") from error

    def _nonce(self, *, last: bool) -> bytes:
        # The salt is new for each file and so is the key: a number is never used twice under one.
        number, self._number = self._number, self._number + 1
        return number.to_bytes(11) + bytes([last])
