"""What a page costs over the wire: its own bytes, and those of everything a browser fetches for it."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

UNPACKS = {"Accept-Encoding": "gzip, deflate, br"}
# Status line, Server, Date and Connection, which the server adds.
SERVER_LINES = 140
# What a browser fetches or sends to without being asked; a link waits for a click.
FETCHED = re.compile(r"<(?:script|img|link|source|iframe|embed|object)\b[^>]*?\s(?:src|href|srcset|data)=\"([^\"]+)\"")
SENT_TO = re.compile(r"\s(?:action|formaction|ping|poster)=\"([^\"]+)\"")
IN_STYLES = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")
IN_SCRIPTS = re.compile(r"(?:\bfrom|\bimport)\s*\(?\s*[\"']([^\"']+)[\"']")


def wire_bytes(response: TestResponse) -> int:
    """Headers and body as they go over the wire."""
    lines = sum(len(name) + len(value) + 4 for name, value in response.headers)
    return SERVER_LINES + lines + len(response.get_data())


def page(client: FlaskClient, path: str) -> TestResponse:
    """A page as a browser asks for it."""
    return client.get(path, headers=UNPACKS)


def first_view(client: FlaskClient, path: str) -> dict[str, int]:
    """The bytes of a page and of everything it fetches, when nothing has been kept yet."""
    first = page(client, path)
    weights = {path: wire_bytes(first)}
    waiting = list(_own(first, path))
    while waiting:
        asked = waiting.pop()
        if asked not in weights:
            response = page(client, asked)
            assert response.status_code == 200, f"{asked} answers {response.status_code}"
            weights[asked] = wire_bytes(response)
            waiting += _own(response, asked)
    return weights


def elsewhere(response: TestResponse) -> list[str]:
    """Addresses on other origins that a browser would turn to by itself."""
    sent_to = SENT_TO.findall(_text(response)) if response.mimetype == "text/html" else []
    return [address for address in (*fetched(response), *sent_to) if urlsplit(address).netloc]


def fetched(response: TestResponse) -> list[str]:
    """Every address that this page, style sheet or script makes a browser fetch."""
    text = _text(response)
    if response.mimetype == "text/html":
        return FETCHED.findall(text)
    if response.mimetype == "text/css":
        return [address for found in IN_STYLES.findall(text) for address in found if address]
    if response.mimetype == "text/javascript":
        return IN_SCRIPTS.findall(text)
    return []


def _own(response: TestResponse, path: str) -> Iterator[str]:
    return (urljoin(path, address) for address in fetched(response) if not urlsplit(address).netloc)


def _text(response: TestResponse) -> str:
    import gzip

    body = response.get_data()
    return (gzip.decompress(body) if response.content_encoding == "gzip" else body).decode()
