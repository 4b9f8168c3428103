"""Requests as no browser sends them: broken lines, huge headers, bad chunks, bodies cut short, and any bytes at all."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.hostile.mutations import flip

# Stands in every request, where its address, a header or its body is; it may stand nowhere else.
SECRET = b"state-5b1e9c77"
HOST = b"Host: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
PARTS = b"Content-Type: multipart/form-data; boundary=x\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
ADDRESSES = (b"/lti/launch", b"/lti/login", b"/lti/login/return", b"/cases", b"/start", b"/health", b"/nowhere")

LINES = (
    b"",
    b"\r\n\r\n\r\n",
    SECRET,
    b"\x00\xff\x13 " + SECRET + b" \x80",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + SECRET,
    b"GET /lti/login?state=" + SECRET,
    b"GET /lti/login?state=" + SECRET + b" HTTP/9.9",
    b"GET /lti/login?state=" + SECRET + b" HTTP/1",
    b"GET /lti/login?state=" + SECRET + b" HTTP/1.1 HTTP/1.1",
    b"GET /lti/login?state=" + SECRET + b"\x00 HTTP/1.1",
    b"GET /lti/login?state=\xff\xfe" + SECRET + b" HTTP/1.1",
    b"GET  /lti/login?state=" + SECRET + b"  HTTP/1.1",
    b"GET\t/lti/login?state=" + SECRET + b"\tHTTP/1.1",
    b"GET /lti/login?state=" + SECRET + b"#fragment HTTP/1.1",
    b"GET http://[::1/" + SECRET + b" HTTP/1.1",
    b"GET //" + SECRET + b"//.. HTTP/1.1",
    b"GET " + SECRET + b" HTTP/1.1",
    b"GET /%zz%00%ff%c0%af" + SECRET + b" HTTP/1.1",
    b"GET /" + SECRET * 600 + b" HTTP/1.1",
    b"GET /lti/login?" + b"a=b&" * 3000 + SECRET + b" HTTP/1.1",
    b"get /" + SECRET + b" HTTP/1.1",
    b"G\x00T /" + SECRET + b" HTTP/1.1",
    b"X" * 5000 + b" /" + SECRET + b" HTTP/1.1",
    b"PRI * HTTP/2.0\r\n\r\nSM" + SECRET,
    b"OPTIONS * HTTP/1.1",
    b"CONNECT " + SECRET + b":443 HTTP/1.1",
    b"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nGET /" + SECRET + b" HTTP/1.1",
)
HEADERS = (
    b"X-Long: " + SECRET * 6000,
    b"X-Many: a\r\n" * 3000 + b"X: " + SECRET,
    b"Cookie: " + SECRET + b"\x00",
    b"Cookie: __Host-signpost=" + SECRET * 400,
    b"Cookie: " + b"a=b; " * 1000 + SECRET,
    b"X: " + SECRET + b"\n continued",
    b"X: a\r\n folded " + SECRET,
    b"X\x80: " + SECRET,
    b": " + SECRET,
    SECRET,
    b"X : " + SECRET,
    b"Host: " + SECRET + b"\r\nHost: other",
    b"Host: \xff[::" + SECRET,
    b"Content-Length: " + SECRET,
    b"Content-Length: -1\r\nX: " + SECRET,
    b"Content-Length: 1, 2\r\nX: " + SECRET,
    b"Content-Length: " + b"9" * 5000 + b"\r\nX: " + SECRET,
    b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\nX: " + SECRET,
    b"Transfer-Encoding: gzip, " + SECRET,
    b"Transfer-Encoding: chunked, chunked\r\nX: " + SECRET,
    b"Expect: " + SECRET,
    b"Expect: 100-continue\r\nContent-Length: 400\r\nX: " + SECRET,
    b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: " + SECRET,
    b"SCRIPT_NAME: /" + SECRET,
    b"PATH_INFO: /" + SECRET,
    b"X-Forwarded-Proto: https\r\nX-Forwarded-Ssl: off\r\nX: " + SECRET,
    b"X-Forwarded-For: " + SECRET + b"\r\nForwarded: for=" + SECRET,
    b"Range: bytes=" + SECRET + b"\r\nIf-Modified-Since: " + SECRET,
    b"Accept-Encoding: " + SECRET + b";q=" + b"9" * 400,
    b"Authorization: Bearer " + SECRET + b"\xff",
)
CHUNKS = (
    b"",
    b"zz\r\nstate=" + SECRET,
    b"-5\r\nstate=" + SECRET,
    b"3\r\nstate=" + SECRET + b"\r\n0\r\n\r\n",
    b"f" * 40 + b"\r\nstate=" + SECRET,
    b"40\r\nstate=" + SECRET,
    b'3;a="' + SECRET + b"\r\na=b\r\n0\r\n\r\n",
    b"3;" + SECRET * 2000 + b"\r\na=b\r\n0\r\n\r\n",
    b"3\na=b\n0\n\n" + SECRET,
    b"3\r\na=b\r\n0\r\n" + SECRET + b"\r\n\r\n",
    b"3\r\na=b\r\n0\r\nX: " + SECRET * 6000 + b"\r\n\r\n",
    b"\x00\r\n" + SECRET,
    b"1\r\na\r\n" * 4000 + SECRET,
    b"0\r\n\r\nGET /" + SECRET + b" HTTP/1.1\r\n\r\n",
    b"0\r\n\r\n\x00\xff" + SECRET,
)
BODIES = (
    b"state=" + SECRET,
    b"state=" + SECRET + b"\x00&id_token=\x00",
    b"\x00" * 400 + SECRET,
    b"%" * 400 + SECRET,
    b"&=" * 2000 + SECRET,
    b"\xff\xfe\x80" * 100 + SECRET,
    b"--x\r\nContent-Disposition: form-data; name=state\r\n\r\n" + SECRET,
    b"--x\r\n" + SECRET * 300,
)
MUTATED = 120


def requests(chance: random.Random) -> Iterator[bytes]:
    """About two hundred of them, the same for the same generator."""
    yield from (line + b"\r\n" + HOST + b"\r\n" for line in LINES)
    for header in HEADERS:
        yield b"POST " + chance.choice(ADDRESSES) + b" HTTP/1.1\r\n" + HOST + FORM + header + b"\r\n\r\n"
    for chunks in CHUNKS:
        kind = chance.choice((FORM, PARTS))
        yield b"POST " + chance.choice(ADDRESSES[:4]) + b" HTTP/1.1\r\n" + HOST + kind + CHUNKED + b"\r\n" + chunks
    for body in BODIES:
        yield _posting(chance, body, len(body) * chance.choice((1, 1, 3)))
    for _ in range(MUTATED):
        whole = b"".join(_posting(chance, body, len(body)) for body in chance.sample(BODIES, chance.randint(1, 2)))
        yield flip(chance, whole) if chance.random() < 0.7 else flip(chance, whole)[: chance.randrange(len(whole))]
    yield from (b"\x00" * 100_000, bytes(range(256)) * 40, b"GET " * 20_000)


def _posting(chance: random.Random, body: bytes, length: int) -> bytes:
    """An ordinary request but for its body, and perhaps for how much of it was announced."""
    address, kind = chance.choice(ADDRESSES), chance.choice((FORM, PARTS))
    head = b"POST " + address + b"?state=" + SECRET + b" HTTP/1.1\r\n" + HOST + kind
    if chance.random() < 0.5:
        return head + CHUNKED + b"\r\n%x\r\n" % length + body + b"\r\n0\r\n\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % length + body
