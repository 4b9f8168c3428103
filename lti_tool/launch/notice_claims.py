"""The claims of a notice, each checked for its kind. All others are ignored and never kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from .claims import LTI, VERSION
from .fields import LONGEST_ID, LONGEST_URL, OneOrMore, OptionalMembers, OptionalText, Seconds, Text
from .refusals import LaunchRefused, Refusal

MOST_ORIGINS = 100
_NOTICE = {"id": Text(LONGEST_ID, required=True), "type": Text(LONGEST_ID, required=True)}


@dataclass(frozen=True, slots=True)
class NoticeClaims:
    """What a notice says. Checked for kind, not yet for truth."""

    issuer: str
    audience: tuple[str, ...]
    authorised_party: str | None
    expires: float
    issued: float
    not_before: float | None
    deployment_id: str
    token_id: str | None
    notice_id: str
    kind: str
    context_id: str | None
    origins: tuple[str, ...]


class _NoticeSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    issuer = Text(LONGEST_URL, data_key="iss", required=True)
    audience = OneOrMore(data_key="aud", required=True)
    authorised_party = Text(LONGEST_ID, data_key="azp", load_default=None)
    expires = Seconds(data_key="exp", required=True)
    issued = Seconds(data_key="iat", required=True)
    not_before = Seconds(data_key="nbf", load_default=None)
    token_id = OptionalText(LONGEST_ID, data_key="jti")
    version = Text(LONGEST_ID, data_key=LTI + "version", required=True, validate=validate.Equal(VERSION))
    deployment_id = Text(LONGEST_ID, data_key=LTI + "deployment_id", required=True)
    notice = OptionalMembers(_NOTICE, data_key=LTI + "notice")
    context = OptionalMembers({"id": Text(LONGEST_ID, required=True)}, data_key=LTI + "context")
    origins = fields.List(
        Text(LONGEST_ID),
        data_key=LTI + "origin_contexts",
        load_default=list,
        validate=validate.Length(max=MOST_ORIGINS),
    )


_SCHEMA = _NoticeSchema()


def read_notice(payload: Mapping[str, Any]) -> NoticeClaims:
    """Read the claims. Raises LaunchRefused."""
    try:
        read: dict[str, Any] = _SCHEMA.load(payload)
    except ValidationError as error:
        raise LaunchRefused(Refusal.CLAIM_MALFORMED) from error
    del read["version"]
    told, context = read.pop("notice"), read.pop("context")
    if told is None:
        raise LaunchRefused(Refusal.MESSAGE_TYPE_WRONG)
    read["context_id"] = None if context is None else context["id"]
    read["origins"] = tuple(read["origins"])
    return NoticeClaims(**read, notice_id=told["id"], kind=told["type"])
