"""Small facts of the wire: addresses with a query, pages, waiting times, JSON that may be anything."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode, urljoin, urlsplit

LINK = re.compile(r"<([^<>]*)>([^<]*)")
# Moodle puts curly quotes around the relation (hosts-measured.md, Line items); others leave quotes out.
NEXT = re.compile(r"\brel\s*=\W*next\b", re.ASCII | re.IGNORECASE)
SECONDS = re.compile(r"[0-9]{1,7}")


def read_json(body: bytes) -> object:
    """What `body` says, or None where it is not JSON. Its media type is not asked: Moodle calls JSON text/html."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def below(url: str, name: str) -> str:
    """`url` with `/name` added to its path, before any query."""
    parts = urlsplit(url)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{name}").geturl()


def with_query(url: str, **wanted: str) -> str:
    """`url` with more in its query."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(wanted)) if part)
    return parts._replace(query=query).geturl()


def same_origin(url: str, other: str) -> bool:
    """Whether both addresses are at one scheme, host and port: a token goes nowhere else."""
    ours, theirs = urlsplit(url), urlsplit(other)
    return (ours.scheme, ours.netloc.lower()) == (theirs.scheme, theirs.netloc.lower())


def next_page(link: str, url: str) -> str | None:
    """The address of the page after `url`, from a Link header however badly it is written."""
    for target, parameters in LINK.findall(link):
        if NEXT.search(parameters):
            page = urljoin(url, html.unescape(target) if "&amp;" in target else target)
            return page if same_origin(page, url) else None
    return None


def names_next(link: str) -> bool:
    """Whether a Link header speaks of a page after this one, wherever that may be."""
    return any(NEXT.search(parameters) for _target, parameters in LINK.findall(link))


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When a Retry-After header allows the next call: seconds, or an HTTP date."""
    value = headers.get("Retry-After", "").strip()
    if SECONDS.fullmatch(value):
        return now + timedelta(seconds=int(value))
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
