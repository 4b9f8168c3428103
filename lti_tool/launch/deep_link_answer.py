"""Our answer to a course that asked what to place: a token that we sign (LTI Deep Linking 2.0, 4.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt

from ..tenants.keys import SigningKey
from ..tenants.model import Host
from .common_claims import LTI, VERSION
from .placed import PARAMETER, Placed

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
# Moodle has no leeway at all, and Canvas takes none that is older than five minutes (hosts-measured.md, lti.md 1.4).
ISSUED_BEFORE_NOW = timedelta(seconds=30)
LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Item:
    """One page to place.

    Attributes:
        line_item: its column in the gradebook. None: it gets none.
    """

    page: Placed
    title: str
    line_item: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back.

    Attributes:
        data: what the host wanted back as it is, as JSON. None: nothing.
        error: what the person is told who asked. None: nothing.
    """

    deployment_id: str
    items: Sequence[Item]
    url: str
    opens_window: bool = False
    data: str | None = None
    error: str | None = None


def signed(answer: Answer, host: Host, key: SigningKey, nonce: str, now: datetime) -> str:
    """The token. One audience, so it needs no `azp` (OpenID Connect Core 2)."""
    issued = now - ISSUED_BEFORE_NOW
    claims: dict[str, Any] = {
        "iss": host.client_id,
        "aud": host.issuer,
        "iat": int(issued.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "nonce": nonce,
        LTI + "deployment_id": answer.deployment_id,
        LTI + "message_type": "LtiDeepLinkingResponse",
        LTI + "version": VERSION,
        DL + "content_items": [_content(item, answer) for item in answer.items],
    }
    if answer.data is not None:
        claims[DL + "data"] = json.loads(answer.data)
    if answer.error is not None:
        claims[DL + "errormsg"] = answer.error
    return jwt.encode(claims, key.private_key, algorithm="RS256", headers={"kid": key.kid})


def _content(item: Item, answer: Answer) -> dict[str, Any]:
    """An item. Schoology reads no members but these, and wants what a link carries in `custom`."""
    content: dict[str, Any] = {
        "type": "ltiResourceLink",
        "title": item.title,
        "url": answer.url,
        "custom": {PARAMETER: item.page.value},
    }
    if answer.opens_window:
        content["window"] = {"targetName": "_blank"}
    if item.line_item is not None:
        content["lineItem"] = dict(item.line_item)
    return content
