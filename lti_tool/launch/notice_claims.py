"""The claims of a notice, each checked for its kind. All others are ignored and never kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, validate

from .common_claims import LTI, CommonClaims, CommonSchema
from .fields import LONGEST_ID, OptionalMembers, OptionalText, Text
from .refusals import LaunchRefused, Refusal

MOST_ORIGINS = 100
_NOTICE = {"id": Text(LONGEST_ID, required=True), "type": Text(LONGEST_ID, required=True)}


@dataclass(frozen=True, slots=True)
class NoticeClaims(CommonClaims):
    """What a notice says. Checked for kind, not yet for truth."""

    token_id: str | None
    notice_id: str
    kind: str
    origins: tuple[str, ...]


class _NoticeSchema(CommonSchema):
    token_id = OptionalText(LONGEST_ID, data_key="jti")
    notice = OptionalMembers(_NOTICE, data_key=LTI + "notice")
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
    told = read.pop("notice")
    if told is None:
        raise LaunchRefused(Refusal.MESSAGE_TYPE_WRONG)
    read["origins"] = tuple(read["origins"])
    return NoticeClaims(**read, notice_id=told["id"], kind=told["type"])
