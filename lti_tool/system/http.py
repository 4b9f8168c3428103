"""Every outgoing call: a size cap, a deadline, no redirects, and never to a private address by accident.

The address is resolved once, checked, and connected to, so that a name cannot answer differently the second time.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from .address_guard import AddressRefused, GuardedAdapter
from .settings import LOOPBACK, Settings

USER_AGENT = "Signpost (LTI 1.3 tool)"
CONNECT_SECONDS = 3.05
READ_SECONDS = 8.0
TOTAL_SECONDS = 15.0
DEFAULT_MOST_BYTES = 256 * 1024


class CallRefused(Exception):
    """The call was not made: the address is not one that we call."""


class CallFailed(Exception):
    """The call was made or tried and gave no usable answer.

    Attributes:
        sent: whether the other side may have acted on it.
    """

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `reason` and `body` may hold anything the other side likes: never log them."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Http:
    """Calls to other machines. One per process; connections are kept."""

    def __init__(self, settings: Settings) -> None:
        self._allow_loopback_http = settings.allow_loopback_http
        self._private = settings.private_hosts | (LOOPBACK if settings.allow_loopback_http else frozenset())
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["User-Agent"] = USER_AGENT
        adapter = GuardedAdapter(self._private)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def get(self, url: str, headers: Mapping[str, str] | None = None, most_bytes: int = DEFAULT_MOST_BYTES) -> Reply:
        """GET `url`. Raises CallRefused, CallFailed."""
        return self._call("GET", url, headers or {}, None, most_bytes)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], most_bytes: int = DEFAULT_MOST_BYTES) -> Reply:
        """POST `body` to `url`. Raises CallRefused, CallFailed."""
        return self._call("POST", url, headers, body, most_bytes)

    def check_url(self, url: str) -> None:
        """Raise CallRefused unless `url` is https (or loopback http where that is allowed)."""
        try:
            parts = urlsplit(url)
            host, _port = parts.hostname, parts.port
        except ValueError as error:
            raise CallRefused("not a URL") from error
        plain_allowed = self._allow_loopback_http and host in LOOPBACK
        plain_allowed = plain_allowed or (host or "") in self._private
        if parts.scheme != "https" and not (parts.scheme == "http" and plain_allowed):
            raise CallRefused("only https is called")
        if not host or parts.username is not None:
            raise CallRefused("no host, or a user name in the URL")

    def _call(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, most: int) -> Reply:
        self.check_url(url)
        deadline = time.monotonic() + TOTAL_SECONDS
        try:
            with self._session.request(
                method,
                url,
                headers=dict(headers),
                data=body,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                return Reply(response.status_code, response.headers, _read(response, most, deadline))
        except requests.exceptions.ConnectTimeout as error:
            raise CallFailed("no connection in time", sent=False) from error
        except requests.exceptions.RequestException as error:
            if refusal := _refusal_in(error):
                raise refusal from error
            raise CallFailed(type(error).__name__, sent=not _failed_to_connect(error)) from error


def _read(response: requests.Response, most: int, deadline: float) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(16 * 1024):
        body += chunk
        if len(body) > most:
            raise CallFailed("the answer is too large", sent=True)
        if time.monotonic() > deadline:
            raise CallFailed("the answer took too long", sent=True)
    return bytes(body)


def _refusal_in(error: BaseException) -> CallRefused | None:
    """The guard's own refusal, which requests and urllib3 wrap several times."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, AddressRefused):
            return CallRefused(str(seen))
        reason = getattr(seen.args[0], "reason", None) if seen.args else None
        seen = reason if isinstance(reason, BaseException) else seen.__context__
    return None


def _failed_to_connect(error: requests.exceptions.RequestException) -> bool:
    return "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
