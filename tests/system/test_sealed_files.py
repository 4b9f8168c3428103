"""A sealed file opens with its passphrase and whole, or not at all."""

import io
import os
from collections.abc import Callable

import pytest

from lti_tool.system.sealed_files import HEAD_BYTES, PIECE_BYTES, TAG_BYTES, CannotUnseal, Sealing, unseal

PASSPHRASE = "four plain words together"
SEALED_PIECE = PIECE_BYTES + TAG_BYTES


def sealed(data: bytes, passphrase: str = PASSPHRASE) -> bytes:
    out = io.BytesIO()
    sealing = Sealing(out, passphrase)
    # In bites that fit no piece.
    for start in range(0, len(data), 50_001):
        sealing.write(data[start : start + 50_001])
    sealing.close()
    return out.getvalue()


def opened(data: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return b"".join(unseal(io.BytesIO(data), passphrase))


@pytest.fixture(scope="module")
def three_pieces() -> bytes:
    return sealed(bytes(2 * PIECE_BYTES + 5))


@pytest.mark.parametrize("length", [0, PIECE_BYTES, PIECE_BYTES + 1])
def test_what_was_sealed_comes_out(length: int) -> None:
    data = os.urandom(length)

    assert opened(sealed(data)) == data


def test_the_same_is_never_sealed_in_the_same_way() -> None:
    one, other = sealed(b"the same"), sealed(b"the same")

    assert one[:17] == other[:17]
    assert one[17:33] != other[17:33]
    assert b"the same" not in one


def test_a_passphrase_is_the_same_however_its_signs_are_put_together() -> None:
    assert opened(sealed(b"words", "caf\u00e9 au lait"), "cafe\u0301 au lait") == b"words"


def piece(data: bytes, number: int) -> bytes:
    start = HEAD_BYTES + number * SEALED_PIECE
    return data[start : start + SEALED_PIECE]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: HEAD_BYTES + SEALED_PIECE],
        lambda data: data[: HEAD_BYTES + 2 * SEALED_PIECE],
        lambda data: data[:-1],
        lambda data: data + b"\x00",
        lambda data: data[:HEAD_BYTES] + piece(data, 1) + piece(data, 0) + piece(data, 2),
        lambda data: data[:HEAD_BYTES] + piece(data, 0) + piece(data, 2),
        lambda data: data[:HEAD_BYTES] + piece(data, 0) + piece(data, 0) + piece(data, 1) + piece(data, 2),
        lambda data: data[:HEAD_BYTES],
    ],
    ids=[
        "first alone",
        "without the last",
        "a byte less",
        "a byte more",
        "changed places",
        "one less",
        "one twice",
        "no",
    ],
)
def test_pieces_that_are_missing_or_moved_are_found(three_pieces: bytes, spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(CannotUnseal):
        opened(spoil(three_pieces))


def test_a_bit_in_any_part_of_a_file_counts() -> None:
    data = sealed(b"x")
    # Each try costs as much as a passphrase: one place in each part of the file stands for all.
    places = [0, 16, 20, HEAD_BYTES, len(data) - 1]

    for place in places:
        with pytest.raises(CannotUnseal):
            opened(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
