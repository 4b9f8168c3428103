"""Whether a platform's keys can be read, its clock agrees with ours, and it gives us an access token."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from ..launch.public_keys import NotAKeySet, read_key_set
from ..system.clock import Clock
from ..system.http import CallFailed, CallRefused, Reply
from ..tenants.model import Host
from ..tenants.outside import MOST_SKEW_SECONDS, skew_of
from .connector import JSON, Calls, Connector
from .ends import ServiceRefused, ServiceUnavailable, Why
from .findings import About, Finding, Found, good, unknown, wrong

# At these nobody takes our request for one that they understand.
NOBODY_THERE = frozenset({404, 405, 410})


def keys_and_clock(http: Calls, host: Host, clock: Clock) -> tuple[Finding, Finding]:
    """Both from one look at the platform's key set: launches are checked with it, and its answer is dated."""
    untold = unknown(About.CLOCK, Found.NO_TIME_TOLD)
    try:
        reply = http.get(host.jwks_url, {"Accept": JSON})
    except CallRefused:
        return wrong(About.KEYS, Found.ADDRESS_REFUSED), untold
    except CallFailed:
        return wrong(About.KEYS, Found.NO_ANSWER), untold
    return _keys(reply), _clock(reply, clock.now())


def _keys(reply: Reply) -> Finding:
    if is_busy(reply.status):
        return wrong(About.KEYS, Found.BUSY)
    try:
        keys = read_key_set(json.loads(reply.body)) if reply.status == 200 else None
    except (NotAKeySet, ValueError, RecursionError):
        keys = None
    if keys is None:
        return wrong(About.KEYS, Found.NOT_KEYS)
    return good(About.KEYS) if keys else wrong(About.KEYS, Found.NO_GOOD_KEY)


def _clock(reply: Reply, now: datetime) -> Finding:
    skew = skew_of(reply, now)
    if skew is None:
        return unknown(About.CLOCK, Found.NO_TIME_TOLD)
    agrees = abs(skew) <= MOST_SKEW_SECONDS
    return good(About.CLOCK) if agrees else wrong(About.CLOCK, Found.CLOCKS_DIFFER)


def token(connector: Connector, scopes: Sequence[str]) -> Finding:
    """Whether the token endpoint gives a token for what the launch allows. Others are not asked for."""
    if not scopes:
        return unknown(About.TOKEN, Found.NO_SCOPES)
    try:
        connector.get_access_token(scopes)
    except ServiceRefused as refused:
        return wrong(About.TOKEN, _refused(refused))
    except ServiceUnavailable as unavailable:
        return wrong(About.TOKEN, _unavailable(unavailable.status))
    return good(About.TOKEN)


def _refused(refused: ServiceRefused) -> Found:
    if refused.why is Why.ADDRESS_REFUSED:
        return Found.ADDRESS_REFUSED
    gave_some = refused.status is not None and refused.status < 300
    return Found.FEWER_SCOPES if gave_some else Found.NOT_LET_IN


def _unavailable(status: int | None) -> Found:
    if status is None:
        return Found.NO_ANSWER
    if is_busy(status):
        return Found.BUSY
    # A redirect is not followed: it leads to a page for people.
    return Found.NOT_A_TOKEN if status < 400 or status in NOBODY_THERE else Found.SIGNATURE_REFUSED


def is_busy(status: int) -> bool:
    """Whether a platform says that it would answer at another time."""
    return status in {408, 425, 429} or status >= 500
