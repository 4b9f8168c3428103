"""Columns of a gradebook: the one we add where an activity has none, and what it holds for a person."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from ..cases.receipts import GradebookPlace
from . import wire
from .connector import Connector
from .ends import ServiceRefused, ServiceUnavailable, Why

_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
LINE_ITEM, LINE_ITEM_READ = f"{_SCOPE}lineitem", f"{_SCOPE}lineitem.readonly"
RESULT_READ, SCORE = f"{_SCOPE}result.readonly", f"{_SCOPE}score"

LINE_ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"

# Everybody in the course can read both.
LABEL, TAG = "Guided activity", "completion"
MOST_PAGES = 5


class LineItemReply(Schema):
    """A line item as a host describes it; the rest of it is not our business."""

    class Meta:
        unknown = EXCLUDE

    id = fields.String(required=True)
    tag = fields.String(load_default=None, allow_none=True)
    resource_id = fields.String(data_key="resourceId", load_default=None, allow_none=True)
    resource_link_id = fields.String(data_key="resourceLinkId", load_default=None, allow_none=True)


class ResultReply(Schema):
    """What a line item holds for one person."""

    class Meta:
        unknown = EXCLUDE

    user_id = fields.Raw(data_key="userId", required=True)
    score = fields.Float(data_key="resultScore", load_default=None, allow_none=True)
    maximum = fields.Float(data_key="resultMaximum", load_default=1.0, allow_none=True)


class LineItems:
    """The line items of one course, as far as the launch allowed us to see them."""

    def __init__(self, connector: Connector, host_id: str, place: GradebookPlace) -> None:
        self._connector = connector
        self._place = place
        # Says nothing to whoever reads it, and is the same each time we look for it.
        spoken = json.dumps([host_id, place.line_items_url, place.resource_link_id])
        self._resource_id = hashlib.sha256(spoken.encode()).hexdigest()[:32]

    def ours(self) -> str | None:
        """The address of our own line item, made now if there is none. None where we may not."""
        if self._place.line_items_url is None or LINE_ITEM not in self._place.scopes:
            return None
        return self._find(self._place.line_items_url) or self._make(self._place.line_items_url)

    def holds_tick(self, line_item_url: str, sub: str) -> bool | None:
        """Whether the person has full marks there, which is all a tick is. None where we may not look."""
        if RESULT_READ not in self._place.scopes:
            return None
        results = wire.with_query(wire.below(line_item_url, "results"), user_id=sub)
        found = self._connector.make_service_request((RESULT_READ,), results, accept=RESULTS_TYPE)
        held = _each(ResultReply(), _list(found["body"]))
        return any(str(result["user_id"]) == sub and _full(result) for result in held)

    def _find(self, line_items_url: str) -> str | None:
        for item in self._listed(line_items_url):
            if self._is_ours(item) and wire.same_origin(item["id"], line_items_url):
                return str(item["id"])
        return None

    def _listed(self, line_items_url: str) -> Iterator[dict[str, Any]]:
        link = self._place.resource_link_id
        wanted = {"tag": TAG} if link is None else {"resource_link_id": link, "tag": TAG}
        page: str | None = wire.with_query(line_items_url, **wanted)
        for _ in range(MOST_PAGES):
            if page is None:
                return
            answer = self._connector.make_service_request(self._scopes(), page, accept=LINE_ITEMS_TYPE)
            yield from _each(LineItemReply(), _list(answer["body"]))
            page = answer["next_page_url"]

    def _is_ours(self, item: Mapping[str, Any]) -> bool:
        if item["resource_id"] == self._resource_id:
            return True
        link = self._place.resource_link_id
        return link is not None and item["resource_link_id"] == link and item["tag"] == TAG

    def _make(self, line_items_url: str) -> str:
        wanted = {"label": LABEL, "scoreMaximum": 1, "resourceId": self._resource_id, "tag": TAG}
        if self._place.resource_link_id is not None:
            wanted["resourceLinkId"] = self._place.resource_link_id
        sent = json.dumps(wanted, separators=(",", ":"))
        made = self._connector.make_service_request(
            self._scopes(), line_items_url, is_post=True, data=sent, content_type=LINE_ITEM_TYPE, accept=LINE_ITEM_TYPE
        )
        for item in _each(LineItemReply(), [made["body"]]):
            if wire.same_origin(item["id"], line_items_url):
                return str(item["id"])
            raise ServiceRefused(Why.ADDRESS_REFUSED)
        # It may be there all the same; the next attempt will find it.
        raise ServiceUnavailable(Why.UNCLEAR)

    def _scopes(self) -> tuple[str, ...]:
        # Moodle wants the reading scope by name even of those who may write.
        return tuple(scope for scope in (LINE_ITEM, LINE_ITEM_READ) if scope in self._place.scopes)


def _list(body: object) -> list[Any]:
    """A list. A page in its place (a sign-in, "back soon") does not say that there is nothing."""
    if not isinstance(body, list):
        raise ServiceUnavailable(Why.UNCLEAR)
    return body


def _each(schema: Schema, listed: list[Any]) -> Iterator[dict[str, Any]]:
    """The entries that make sense; one that does not is nobody's but the host's."""
    for entry in listed:
        try:
            yield schema.load(entry)
        except ValidationError:
            continue


def _full(result: Mapping[str, Any]) -> bool:
    score, maximum = result["score"], result["maximum"] or 1.0
    return score is not None and (score >= maximum or math.isclose(score, maximum))
