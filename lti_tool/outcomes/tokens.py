"""Access tokens: what a token endpoint answers, and the tokens that are still good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from ..system.http import Reply
from . import wire
from .ends import ServiceRefused, ServiceUnavailable, Why

# A token that dies on the way is as bad as none.
MARGIN = timedelta(seconds=60)
LONGEST = 24 * 60 * 60
FOR_GOOD = frozenset({"invalid_client", "invalid_scope", "unauthorized_client", "unsupported_grant_type"})


class TokenReply(Schema):
    """A token endpoint's answer (RFC 6749, 5.1)."""

    class Meta:
        unknown = EXCLUDE

    # Printable ASCII only: it goes into a header.
    access_token = fields.String(required=True, validate=validate.Regexp(r"[!-~]{1,16384}\Z"))
    expires_in = fields.Integer(load_default=0, allow_none=True)
    scope = fields.String(load_default=None, allow_none=True)


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token and how long it may be used. Never logged, never stored."""

    text: str = field(repr=False)
    good_until: datetime


class AccessTokens:
    """The tokens of every host, one cache a process, keyed by our id of the host: an issuer may be many schools'."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, tuple[str, ...]], AccessToken] = {}
        self._lock = Lock()

    def find(self, host_id: str, scopes: Iterable[str], now: datetime) -> str | None:
        """A token for exactly these scopes that is good for a while yet."""
        with self._lock:
            token = self._kept.get((host_id, tuple(sorted(scopes))))
        return token.text if token is not None and now < token.good_until else None

    def keep(self, host_id: str, scopes: Iterable[str], token: AccessToken) -> None:
        """Keep a token in place of the one before."""
        with self._lock:
            self._kept[host_id, tuple(sorted(scopes))] = token

    def forget(self, host_id: str, scopes: Iterable[str]) -> None:
        """Drop a token that the host no longer takes."""
        with self._lock:
            self._kept.pop((host_id, tuple(sorted(scopes))), None)


def read_token(reply: Reply, wanted: Iterable[str], now: datetime) -> AccessToken:
    """The token in a token endpoint's answer.

    Raises:
        ServiceUnavailable: there is none at the moment.
        ServiceRefused: we get none, or not for the scopes we need.
    """
    if not 200 <= reply.status <= 299:
        raise _failure(reply, now)
    try:
        # An answer that is not an object fails here too.
        token: dict[str, Any] = TokenReply().load(wire.read_json(reply.body))  # type: ignore[arg-type]
    except ValidationError as error:
        raise ServiceUnavailable(Why.NO_ACCESS_YET, reply.status) from error
    # An endpoint that names no scope has granted what was asked for.
    if token["scope"] is not None and not set(wanted) <= set(token["scope"].split()):
        raise ServiceRefused(Why.NOT_AUTHORISED, reply.status)
    lifetime = timedelta(seconds=min(max(token["expires_in"] or 0, 0), LONGEST))
    return AccessToken(token["access_token"], now + lifetime - MARGIN)


def _failure(reply: Reply, now: datetime) -> ServiceRefused | ServiceUnavailable:
    body = wire.read_json(reply.body)
    error = body.get("error") if isinstance(body, dict) else None
    if reply.status in {401, 403} or (isinstance(error, str) and error in FOR_GOOD):
        return ServiceRefused(Why.NOT_AUTHORISED, reply.status)
    # Also where the host could not fetch our keys, or its clock or ours is wrong: that passes or gets mended.
    return ServiceUnavailable(Why.NO_ACCESS_YET, reply.status, wire.retry_after(reply.headers, now))
