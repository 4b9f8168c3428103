"""What is in a PDF, for tests: its objects unpacked."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def unpacked(pdf: bytes) -> bytes:
    """The whole file, with every packed part of it opened."""
    return pdf + b"\n".join(_opened(part) for part in STREAM.findall(pdf))


def pages_in(pdf: bytes) -> int:
    """How many pages it has."""
    return len(re.findall(rb"/Type /Page\b", unpacked(pdf)))


def _opened(part: bytes) -> bytes:
    try:
        return zlib.decompress(part)
    except zlib.error:
        return b""
