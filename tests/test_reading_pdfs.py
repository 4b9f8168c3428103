"""The tests' own reader of PDFs: one stream in 256 ends like a line."""

import zlib

from tests.reading_pdfs import unpacked

WORDS = next(words for words in (b"sheet %d" % number for number in range(5000)) if zlib.compress(words)[-1:] == b"\r")


def test_a_stream_whose_last_byte_is_a_carriage_return_is_read_whole() -> None:
    assert unpacked(b"stream\n" + zlib.compress(WORDS) + b"\nendstream").endswith(WORDS)
