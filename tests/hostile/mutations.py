"""Ways to spoil a message. All chance comes from the generator that is passed in, so a seed repeats a run."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote_plus

Pairs = list[tuple[str, str]]
Value = TypeVar("Value")

ODD_TEXT = (
    "",
    " ",
    "\0",
    "a\0b",
    "\r\nSet-Cookie: a=b",
    "\ufeff",
    "\u202eevil",
    "e\u0301" * 200,
    "\U0001f600" * 50,
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "%s%n%x",
    "' OR 1=1 --",
    "../../../etc/passwd",
    "null",
    "-1",
    "9" * 5000,
    "1e400",
    "https://evil.example/",
    "x" * 70_000,
)
# Half a surrogate pair, an overlong slash, a lone continuation, a cut sequence: no text in UTF-8.
NO_TEXT = (b"\xed\xa0\x80", b"\xc0\xaf", b"\x80", b"\xe2\x82", b"\xff\xfe")
ODD_BYTES = (*NO_TEXT, b"\x00", b"%", b"%zz", b"%u0041", b"%00", b"%ED%A0%80", b"&&==&", b"+;=")
ODD_JSON: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    0.1,
    "",
    "\0",
    "\ud800",
    [],
    {},
    [[[[[]]]]],
    {"id": {"id": {"id": 1}}},
    [None, 7, "x"],
    "x" * 5000,
    {"": ""},
)
# For times: past every limit, just past one, and just short of one.
ODD_AMOUNTS = (-(10**9), -86_400, -661, -600, -61, -0.5, 0.5, 59, 61, 86_341, 10**9, 10**30)
CONTENT_TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=\xff",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300,
    "multipart/mixed; boundary=x",
    "application/json",
    "text/plain",
    "text/html; charset=nothing",
    "",
    ";;;=",
    "\x7f/\x7f",
)
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "CONNECT", "FOO", "get")


def spoil_text(chance: random.Random, text: str) -> str:
    """Something odd in the place of, or inside, a value."""
    kind = chance.randrange(6)
    at = chance.randrange(len(text) + 1)
    if kind == 0:
        return chance.choice(ODD_TEXT)
    if kind == 1:
        return text[:at]
    if kind == 2:
        return text[:at] + chance.choice(ODD_TEXT)[:50] + text[at:]
    if kind == 3:
        return text + text
    if kind == 4:
        return text.swapcase()
    return text[:at] + chr(chance.choice((chance.randrange(1, 0x7F), chance.randrange(0xA0, 0xD7FF)))) + text[at + 1 :]


def spoil_pairs(chance: random.Random, pairs: Pairs) -> Pairs:
    """One to three changes to the members of a form: left out, given twice, moved, renamed, spoilt."""
    pairs = list(pairs)
    for _ in range(chance.randint(1, 3)):
        if not pairs:
            pairs = [(chance.choice(ODD_TEXT), chance.choice(ODD_TEXT))]
        at = chance.randrange(len(pairs))
        name, value = pairs[at]
        change = chance.randrange(6)
        if change == 0:
            del pairs[at]
        elif change == 1:
            pairs.append((name, chance.choice((value, spoil_text(chance, value)))))
        elif change == 2:
            chance.shuffle(pairs)
        elif change == 3:
            pairs[at] = (spoil_text(chance, name), value)
        else:
            pairs[at] = (name, spoil_text(chance, value))
    return pairs


def spoil_claims(chance: random.Random, claims: dict[str, Any]) -> dict[str, Any]:
    """One or two claims left out, or changed for anything that JSON can say; inside an object or a list too."""
    claims = dict(claims)
    for _ in range(chance.randint(1, 2)):
        name = chance.choice(list(claims))
        if chance.random() < 0.15:
            del claims[name]
        else:
            claims[name] = _spoil_value(chance, claims[name])
    return claims


def _spoil_value(chance: random.Random, value: Any) -> Any:
    """Something odd in the place of a value, or of a part of it."""
    odd = chance.choice(ODD_JSON)
    if chance.random() < 0.4:
        return odd
    if isinstance(value, dict) and value:
        return {**value, chance.choice(list(value)): odd}
    if isinstance(value, list):
        at = chance.randrange(len(value) + 1)
        return [*value[:at], odd, *value[at:]]
    if isinstance(value, str):
        return spoil_text(chance, value)[:2000]
    return value + chance.choice(ODD_AMOUNTS) if isinstance(value, int | float) else odd


def changed(value: Value, spoil: Callable[[Value], Value]) -> Value:
    """`value`, spoilt until it is another: a spoilt message that is as it was is none."""
    while (spoilt := spoil(value)) == value:
        pass
    return spoilt


def spoil_json(chance: random.Random, value: object) -> bytes:
    """What is not quite JSON, or not in the encoding that it must have."""
    raw = json.dumps(value).encode()
    kind = chance.randrange(5)
    if kind == 0:
        return raw[: chance.randrange(len(raw))]
    if kind == 1:
        return flip(chance, raw)
    if kind == 2:
        return raw[:-1] + b"," + raw[1:]
    if kind == 3:
        return b"[" * 3000 + raw
    return json.dumps(value).encode("utf-16")


def flip(chance: random.Random, raw: bytes) -> bytes:
    """A few bytes changed, or something odd put between them."""
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 4)):
        if changed and chance.random() < 0.6:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        else:
            at = chance.randrange(len(changed) + 1)
            changed[at:at] = chance.choice(ODD_BYTES)
    return bytes(changed)


def as_form(pairs: Pairs) -> bytes:
    """A form as a browser sends it."""
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode()


def spoil_form(chance: random.Random, raw: bytes) -> bytes:
    """A fault in the encoding."""
    spoils: tuple[Callable[[], bytes], ...] = (
        lambda: flip(chance, raw),
        lambda: raw[: chance.randrange(len(raw) + 1)],
        lambda: raw + b"&" + chance.choice(ODD_BYTES) + b"=" + chance.choice(ODD_BYTES),
        lambda: raw.replace(b"=", b"", 1),
    )
    return chance.choice(spoils)()


def as_multipart(pairs: Pairs, boundary: str = "x") -> bytes:
    """The same form as multipart, with a file among its members."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in pairs
    ]
    parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n\xff\r\n')
    return "".join([*parts, f"--{boundary}--\r\n"]).encode("utf-8", "replace")


def odd_header(chance: random.Random) -> dict[str, str]:
    """A header as proxies, scanners and broken clients send it."""
    odd = chance.choice(("", "\xff\xfe", "x" * 4000, "a=b; c", '"', "0", "-5", "evil.example", "%00", "*/*;q=x"))
    names = ("Accept", "Accept-Encoding", "Accept-Language", "Referer", "Origin", "Sec-Fetch-Dest", "Range")
    more = ("Cookie", "If-None-Match", "If-Modified-Since", "X-Forwarded-For", "X-Forwarded-Host", "Authorization")
    return {chance.choice(names + more): odd}
