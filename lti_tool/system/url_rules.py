"""Which addresses are called at all: https, and plain http only to hosts that may have it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .settings import LOOPBACK, Settings

# A name in ASCII (an international one in its xn-- form), or an address. Nothing else may reach a header of ours.
HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")

PORTS = {"https": 443, "http": 80}


class CallRefused(Exception):
    """The call was not made: the address is not one that we call."""


def place_of(url: str) -> tuple[str, int | None]:
    """The host and the port that `url` leads to. Raises CallRefused."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise CallRefused("not a URL") from error


class UrlRules:
    """Says whether an address may be called. It looks at the text alone and asks no name server."""

    def __init__(self, settings: Settings) -> None:
        self._allow_loopback_http = settings.allow_loopback_http
        self.private = settings.private_hosts | (LOOPBACK if settings.allow_loopback_http else frozenset())

    def may_be_private(self, url: str) -> bool:
        """Whether `url` leads to a host that was named as one with a private address. Raises CallRefused."""
        return place_of(url)[0] in self.private

    def check(self, url: str) -> None:
        """Raise CallRefused unless `url` is https (or plain http to a host that may have it)."""
        if not url.isprintable() or " " in url:
            raise CallRefused("not a URL")
        host, _port = place_of(url)
        parts = urlsplit(url)
        plain_allowed = (self._allow_loopback_http and host in LOOPBACK) or host in self.private
        if parts.scheme != "https" and not (parts.scheme == "http" and plain_allowed):
            raise CallRefused("only https is called")
        if parts.username is not None or not HOST.fullmatch(host):
            raise CallRefused("no host that can be called, or a user name in the URL")
