"""Every outgoing call: a size cap, a deadline, no redirects, and never to a private address by accident.

The address is resolved once, checked, and connected to, so that a name cannot answer differently the second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import requests

from .address_guard import AddressRefused, Door, GuardedAdapter, Resolve, resolved
from .settings import Settings
from .url_rules import CallRefused, UrlRules

__all__ = ["CallFailed", "CallRefused", "Http", "Patience", "Reply"]

USER_AGENT = "Signpost (LTI 1.3 tool)"
# Nothing that we ask for is worth a compressed answer, whose true size shows only when it is unpacked.
HEADERS = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
DEFAULT_MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take, in seconds: to connect, between two bytes, and altogether."""

    connect: float = 3.05
    read: float = 8.0
    total: float = 15.0


PATIENCE = Patience()
TOO_LONG = "the answer took too long"


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
    """Calls to other machines. One per process and kind of patience; connections are kept.

    Args:
        trusted: a file of certificates to trust in place of the public ones.
        resolve: gives the addresses of a host.
    """

    def __init__(
        self,
        settings: Settings,
        patience: Patience = PATIENCE,
        trusted: Path | None = None,
        resolve: Resolve = resolved,
    ) -> None:
        self._rules = UrlRules(settings)
        self._patience = patience
        self._trusted = str(trusted) if trusted else True
        self._adapter = GuardedAdapter(Door(self._rules.private, resolve))

    def get(self, url: str, headers: Mapping[str, str] | None = None, most_bytes: int = DEFAULT_MOST_BYTES) -> Reply:
        """GET `url`. Raises CallRefused, CallFailed."""
        return self._call("GET", url, headers or {}, None, most_bytes)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], most_bytes: int = DEFAULT_MOST_BYTES) -> Reply:
        """POST `body` to `url`. Raises CallRefused, CallFailed."""
        return self._call("POST", url, headers, body, most_bytes)

    def put(self, url: str, body: bytes, headers: Mapping[str, str], most_bytes: int = DEFAULT_MOST_BYTES) -> Reply:
        """PUT `body` to `url`. Raises CallRefused, CallFailed."""
        return self._call("PUT", url, headers, body, most_bytes)

    def may_be_private(self, url: str) -> bool:
        """Whether `url` leads to a host that may have a private address. Raises CallRefused."""
        return self._rules.may_be_private(url)

    def _call(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, most: int) -> Reply:
        self._rules.check(url)
        with self._adapter.call_within(self._patience.total) as deadline:
            try:
                request = requests.Request(method, url, {**HEADERS, **headers}, data=body).prepare()
                reply = self._answer(request, most)
            except AddressRefused as error:
                raise CallRefused(str(error)) from error
            except requests.exceptions.ConnectTimeout as error:
                raise CallFailed("no connection in time", sent=False) from error
            except requests.exceptions.RequestException as error:
                reason = TOO_LONG if deadline.passed else type(error).__name__
                raise CallFailed(reason, sent=not _failed_to_connect(error)) from error
        if deadline.passed:
            # A connection that was cut can look like one that has ended.
            raise CallFailed(TOO_LONG, sent=True)
        return reply

    def _answer(self, request: requests.PreparedRequest, most: int) -> Reply:
        # Without a requests.Session: it would keep cookies, read proxies, passwords and certificates from the
        # environment, and swallow the whole body of a redirect before anybody could count it.
        seconds = (self._patience.connect, self._patience.read)
        with self._adapter.send(request, stream=True, timeout=seconds, verify=self._trusted) as response:
            return Reply(response.status_code, response.headers, _read(response, most))


def _read(response: requests.Response, most: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(16 * 1024):
        body += chunk
        if len(body) > most:
            raise CallFailed("the answer is too large", sent=True)
    return bytes(body)


def _failed_to_connect(error: Exception) -> bool:
    return "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
