"""What is in a PDF, for tests: its objects unpacked, and the words of each page. It reads what our printer writes."""

import re
import zlib
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\b(.*?)\nendobj", re.DOTALL)
PACKED = re.compile(rb"/Type /ObjStm")
REFERENCE = rb"(\d+) 0 R"
SHOWN = re.compile(rb"/(\S+) [-\d.]+ Tf|<([0-9A-Fa-f]+)>|(TJ|Tj)\b")
PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")

Objects = dict[int, bytes]


def unpacked(pdf: bytes) -> bytes:
    """The whole file, with every packed part of it opened."""
    return pdf + b"\n".join(_opened(part) for part in STREAM.findall(pdf))


def pages_in(pdf: bytes) -> int:
    """How many pages it has."""
    return len(_pages(_objects(pdf)))


def text_in(pdf: bytes) -> list[str]:
    """The words of each page, in one line."""
    found = _objects(pdf)
    return [" ".join("".join(_shown(found, page)).split()) for page in _pages(found)]


def _opened(part: bytes) -> bytes:
    try:
        # Not `decompress`: the last byte may be a carriage return, which STREAM takes for the end of a line.
        return zlib.decompressobj().decompress(part)
    except zlib.error:
        return b""


def _objects(pdf: bytes) -> Objects:
    """Each object by its number; a stream comes opened after what describes it."""
    found: Objects = {}
    for match in OBJECT.finditer(pdf):
        body = match[2]
        stream = STREAM.search(body)
        opened = _opened(stream[1]) if stream else b""
        found[int(match[1])] = body[: stream.start()] + opened if stream else body
        if PACKED.search(body):
            found |= _packed(body, opened)
    return found


def _packed(body: bytes, opened: bytes) -> Objects:
    """The objects that lie together in one stream: their numbers and places first, then they themselves."""
    first = int(_after(body, rb"/First (\d+)"))
    numbers = [int(each) for each in opened[:first].split()]
    places = [*numbers[1::2], len(opened)]
    return {number: opened[first + places[each] : first + places[each + 1]] for each, number in enumerate(numbers[::2])}


def _pages(found: Objects) -> list[bytes]:
    tree = next(body for body in found.values() if re.search(rb"/Type /Pages\b", body))
    kids = _after(tree, rb"/Kids \[([^\]]*)\]")
    return [found[int(number)] for number in re.findall(REFERENCE, kids)]


def _shown(found: Objects, page: bytes) -> Iterator[str]:
    fonts = _fonts(found, page)
    signs: dict[int, str] = {}
    for font, glyphs, ends in SHOWN.findall(found[int(_after(page, rb"/Contents " + REFERENCE))]):
        if font:
            signs = fonts[font]
        elif glyphs:
            yield "".join(signs.get(int(glyphs[at : at + 4], 16), "") for at in range(0, len(glyphs), 4))
        elif ends:
            yield " "


def _fonts(found: Objects, page: bytes) -> dict[bytes, dict[int, str]]:
    """From the name of each font of a page to its signs, by their glyphs."""
    resources = found[int(_after(page, rb"/Resources " + REFERENCE))]
    named = found[int(_after(resources, rb"/Font " + REFERENCE))]
    return {
        name: _signs(found[int(_after(found[int(number)], rb"/ToUnicode " + REFERENCE))])
        for name, number in re.findall(rb"/(\S+) " + REFERENCE, named)
    }


def _signs(table: bytes) -> dict[int, str]:
    return {int(glyph, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for glyph, sign in PAIR.findall(table)}


def _after(body: bytes, pattern: bytes) -> bytes:
    match = re.search(pattern, body)
    assert match is not None, pattern
    return match[1]
