"""Origins: scheme, host and port of a URL, so that two URLs of one site compare as equal."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

DEFAULT_PORTS = {"https": 443, "http": 80}
# Browsers read a backslash as a slash and drop tabs and newlines; a URL with any of them means two things.
AMBIGUOUS = frozenset("\\") | {chr(code) for code in (*range(0x21), 0x7F)}


# The same few addresses of ours and of the hosts, many times in each launch. It remembers what is true for ever.
@lru_cache(maxsize=1024)
def origin_of(url: str) -> str | None:
    """`https://school.example` or `https://school.example:8443`; None for what is not a plain web address."""
    if not AMBIGUOUS.isdisjoint(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or parts.username is not None:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown_port = "" if port in {None, DEFAULT_PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{host}{shown_port}"


def same_origin(url: str, base_url: str) -> bool:
    """Whether `url` is an address of the site at `base_url`."""
    origin = origin_of(url)
    return origin is not None and origin == origin_of(base_url)
