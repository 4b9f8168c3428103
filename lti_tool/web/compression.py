"""Fewer bytes over the wire: pages are compressed as they leave, built files have been already.

Compression beside a secret can give the secret away to somebody who may choose part of the page and count its bytes
(BREACH). Here nobody may: the session cookie is partitioned, so a foreign page cannot make the browser send it, and no
page repeats a parameter of its request. What a form shows again was posted with the session's own token.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

from flask import request, send_from_directory
from flask.wrappers import Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

COMPRESSED = frozenset({"text/html", "application/json"})
# Below this the headers of the answer weigh more than what is gained.
FEWEST_BYTES = 600
# Measured on a question page of 6,115 bytes: 2,155 are left, in a tenth of a millisecond. Level 9 leaves 2,152; level 1
# leaves 2,344 and is not twice as fast.
LEVEL = 6


def compress(response: Response) -> Response:
    """Compress a page or an answer in JSON, if this browser unpacks it. Registered for after every request."""
    if "Location" in response.headers or response.mimetype not in COMPRESSED or response.direct_passthrough:
        # Nobody reads the page of an answer that leads elsewhere.
        return response
    response.vary.add("Accept-Encoding")
    plain = response.get_data()
    # Something with an ETag would need another one for each encoding; nothing of ours that changes has one.
    as_it_is = len(plain) < FEWEST_BYTES or "Content-Encoding" in response.headers or "ETag" in response.headers
    if not as_it_is and unpacks_gzip():
        response.set_data(gzip.compress(plain, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def built_file(folder: Path, name: str, seconds: int) -> Response:
    """A file of `folder`, compressed if it lies there so and the browser unpacks it."""
    packed = f"{name}.gz"
    if unpacks_gzip() and (folder / packed).is_file():
        response = send_from_directory(folder, packed, mimetype=guess_type(name)[0], max_age=seconds)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = send_from_directory(folder, name, max_age=seconds)
    response.vary.add("Accept-Encoding")
    return response


def unpacks_gzip() -> bool:
    """Whether the browser said so. Silence means no."""
    return _accepts_gzip(request.headers.get("Accept-Encoding", ""))


# Browsers say one of a few things.
@lru_cache(maxsize=64)
def _accepts_gzip(header: str) -> bool:
    return parse_accept_header(header, Accept)["gzip"] > 0
