"""One question to a course's list of members (LTI Names and Role Provisioning Services 2.0): what is this person there?

The list is read page by page until the person is found, and nothing of it is kept: not a name, not an id, not a count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from ..launch.roles import learns
from ..system.clock import Clock
from ..system.http import Reply
from . import wire
from .connector import Call, Connector
from .ends import ServiceUnavailable, Why

MEMBERSHIP_READ = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
MEMBERSHIPS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"

# Schoology gives a hundred at most.
PER_PAGE = 100
MOST_PAGES = 20
MOST_BYTES = 1024 * 1024
LONGEST = timedelta(seconds=8)


class Membership(Enum):
    """What somebody is in a course, as far as its list says."""

    LEARNER = "learner"
    OTHER = "other"
    ABSENT = "absent"
    TOO_LONG = "too_long"


class MemberReply(Schema):
    """What is read of a member. Their name and address are never looked at."""

    class Meta:
        unknown = EXCLUDE

    user_id = fields.Raw(required=True)
    roles = fields.List(fields.String(), load_default=list)
    status = fields.String(load_default="Active", allow_none=True)


_MEMBER = MemberReply()


def membership(connector: Connector, memberships_url: str, sub: str, clock: Clock) -> Membership:
    """What the person with this `sub` is in the course.

    Raises:
        ServiceUnavailable: the list cannot be read now.
        ServiceRefused: we may not read it.
    """
    ends, read = clock.now() + LONGEST, 0
    page: str | None = wire.with_query(memberships_url, limit=str(PER_PAGE))
    for _ in range(MOST_PAGES):
        if page is None:
            return Membership.ABSENT
        if clock.now() >= ends:
            break
        reply = _page(connector, page)
        found = next((each for each in _members(reply) if str(each["user_id"]) == sub), None)
        if found is not None:
            return _what(found)
        read += len(reply.body)
        page = _after(reply, page)
        if page is not None and read >= MOST_BYTES:
            break
    return Membership.ABSENT if page is None else Membership.TOO_LONG


def _page(connector: Connector, page: str) -> Reply:
    reply = connector.call(Call(page, (MEMBERSHIP_READ,), MEMBERSHIPS_TYPE))
    if not 200 <= reply.status <= 299:
        raise connector.failure(reply)
    return reply


def _after(reply: Reply, page: str) -> str | None:
    """The next page. One that we do not call means that we have not seen everybody."""
    link = reply.headers.get("Link", "")
    following = wire.next_page(link, page)
    if following is None and wire.names_next(link):
        raise ServiceUnavailable(Why.UNCLEAR, reply.status)
    return following


def _members(reply: Reply) -> Iterator[dict[str, Any]]:
    """The entries that make sense. A page in place of a list (a sign-in, "back soon") does not say that it is empty."""
    body = wire.read_json(reply.body)
    listed = body.get("members") if isinstance(body, dict) else None
    if not isinstance(listed, list):
        raise ServiceUnavailable(Why.UNCLEAR, reply.status)
    for entry in listed:
        try:
            yield _MEMBER.load(entry)
        except ValidationError:
            continue


def _what(member: dict[str, Any]) -> Membership:
    if member["status"] not in {None, "Active"}:
        return Membership.ABSENT
    return Membership.LEARNER if learns(member["roles"]) else Membership.OTHER
