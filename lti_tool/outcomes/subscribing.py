"""Asks a platform to tell us when a course is copied (LTI Platform Notification Service 1.0).

One call, which may be made as often as somebody likes: the platform keeps one address for each kind of notice. Nothing
is kept here. Whether the platform tells us can be read from it at any time.
"""

from __future__ import annotations

import json
import threading
from enum import StrEnum

from ..launch.hosts import service_origins
from ..launch.notice_service import COPIED, NoticeService
from ..launch.origins import origin_of
from ..launch.way_back import is_among
from ..system.http import Reply
from ..system.log import get_logger
from ..tenants.manifest_forms import NOTICE_HANDLERS
from ..tenants.model import Host
from . import wire
from .connector import Call, Connector
from .ends import AnswerLost, ServiceRefused, ServiceUnavailable, Why
from .hurry import Hurry
from .platform_checks import NOBODY_THERE, is_busy

SCOPES = (NOTICE_HANDLERS,)


class Ended(StrEnum):
    """How it ended. Fixed words only; never anything that a platform said."""

    DONE = "done"
    # Before anything is called.
    NO_SERVICE = "no_service"
    NO_COPIES = "no_copies"
    NOT_GRANTED = "not_granted"
    ELSEWHERE = "elsewhere"
    RUNNING = "running"
    # What the platform did.
    ADDRESS_REFUSED = "address_refused"
    NO_TOKEN = "no_token"  # noqa: S105 — a word for what is not there
    NOT_ALLOWED = "not_allowed"
    NOT_THERE = "not_there"
    NOT_TAKEN = "not_taken"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    UNCLEAR = "unclear"


class Subscribing:
    """The button of an administrator. One at a time, because each holds one of the server's few threads.

    Args:
        hurry: because a person waits.
        handler: the address of ours that notices are posted to.
    """

    def __init__(self, hurry: Hurry, handler: str) -> None:
        self._hurry = hurry
        self._handler = handler
        self._running = threading.Lock()

    def ask(self, host: Host, service: NoticeService | None) -> Ended:
        """Subscribe to the notices of the host that this launch came from."""
        if service is None:
            return Ended.NO_SERVICE
        if (why_not := obstacle(host, service)) is not None:
            return why_not
        if not self._running.acquire(blocking=False):
            return Ended.RUNNING
        try:
            ended = self._asked(host, service)
        finally:
            self._running.release()
        get_logger().info("notices asked for", host=host.id, reason=ended.value)
        return ended

    def _asked(self, host: Host, service: NoticeService) -> Ended:
        _http, connectors = self._hurry.begin()
        connector = connectors.to(host)
        body = json.dumps({"notice_type": COPIED, "handler": self._handler}, separators=(",", ":")).encode()
        try:
            reply = connector.call(Call(service.url, SCOPES, body=body, puts=True))
            if 200 <= reply.status <= 299 and not _is_ours(wire.read_json(reply.body), self._handler):
                # A page for people is answered with 200 too. What the platform lists counts.
                return Ended.DONE if subscribed(connector, service, self._handler) else Ended.UNCLEAR
        except ServiceRefused as refused:
            return Ended.ADDRESS_REFUSED if refused.why is Why.ADDRESS_REFUSED else Ended.NO_TOKEN
        except ServiceUnavailable as unavailable:
            return _unavailable(unavailable)
        return _of(reply)


def obstacle(host: Host, service: NoticeService) -> Ended | None:
    """Why nothing needs to be called: the launch itself says that it cannot work."""
    if not is_among(origin_of(service.url), service_origins(host)):
        return Ended.ELSEWHERE
    if not service.copies:
        return Ended.NO_COPIES
    return None if service.granted else Ended.NOT_GRANTED


def subscribed(connector: Connector, service: NoticeService, handler: str) -> bool | None:
    """Whether the platform says that it tells us of copied courses; None where its answer makes no sense.

    Raises:
        ServiceRefused, ServiceUnavailable: there is no answer.
    """
    reply = connector.call(Call(service.url, SCOPES))
    said = wire.read_json(reply.body) if 200 <= reply.status <= 299 else None
    listed = said.get("notice_handlers") if isinstance(said, dict) else None
    return any(_is_ours(each, handler) for each in listed) if isinstance(listed, list) else None


def _is_ours(said: object, handler: str) -> bool:
    return isinstance(said, dict) and (said.get("notice_type"), said.get("handler")) == (COPIED, handler)


def _of(reply: Reply) -> Ended:
    if 200 <= reply.status <= 299:
        return Ended.DONE
    if reply.status in {401, 403}:
        return Ended.NOT_ALLOWED
    if reply.status in NOBODY_THERE:
        return Ended.NOT_THERE
    if is_busy(reply.status):
        return Ended.BUSY
    # A redirect leads to a page for people.
    return Ended.UNCLEAR if reply.status < 400 else Ended.NOT_TAKEN


def _unavailable(unavailable: ServiceUnavailable) -> Ended:
    if isinstance(unavailable, AnswerLost) or unavailable.status is None:
        return Ended.NO_ANSWER
    return Ended.BUSY if is_busy(unavailable.status) else Ended.NO_TOKEN
