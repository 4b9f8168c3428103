"""The claims we read from a token, each checked for its kind. All others are ignored and never kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields

from .common_claims import LTI, CommonClaims, CommonSchema
from .deep_linking import SETTINGS, DeepLinking, DeepLinkingField
from .fields import (
    LONGEST_ID,
    LONGEST_URL,
    OptionalMembers,
    OptionalText,
    OptionalUrl,
    Subject,
    Text,
)
from .notice_service import NOTICE_SERVICE, NoticeService, read_notice_service
from .origins import origin_of
from .refusals import LaunchRefused, Refusal

AGS_ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
NAMES_AND_ROLES = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
LONGEST_NAME = 1000
LONGEST_CUSTOM = 4000

# Which word is logged when this claim is missing or not what it should be. The first match counts.
REFUSALS = {
    "nonce": Refusal.NONCE_WRONG,
    "iss": Refusal.ISSUER_WRONG,
    "aud": Refusal.AUDIENCE_WRONG,
    "azp": Refusal.AUDIENCE_WRONG,
    "exp": Refusal.TIMES_WRONG,
    "iat": Refusal.TIMES_WRONG,
    "nbf": Refusal.TIMES_WRONG,
    LTI + "version": Refusal.VERSION_WRONG,
    LTI + "message_type": Refusal.MESSAGE_TYPE_WRONG,
    LTI + "deployment_id": Refusal.DEPLOYMENT_WRONG,
    LTI + "target_link_uri": Refusal.TARGET_WRONG,
    LTI + "resource_link": Refusal.RESOURCE_LINK_WRONG,
    LTI + "roles": Refusal.ROLES_WRONG,
    SETTINGS: Refusal.DEEP_LINKING_WRONG,
    LTI + "for_user": Refusal.FOR_USER_WRONG,
    "sub": Refusal.SUBJECT_WRONG,
}


@dataclass(frozen=True, slots=True)
class GradebookClaim:
    """Where and how this link may be graded (LTI Assignment and Grade Services 2.0)."""

    line_item_url: str | None
    line_items_url: str | None
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claims(CommonClaims):
    """What a launch's token says. Checked for kind, not yet for truth."""

    nonce: str
    sub: str
    name: str | None
    message_type: str
    target_link_uri: str
    roles: tuple[str, ...]
    resource_link_id: str | None
    gradebook: GradebookClaim | None
    deep_linking: DeepLinking | None
    memberships_url: str | None
    notice_service: NoticeService | None
    for_user: str | None
    return_url: str | None
    locale: str | None
    custom: Mapping[str, str]


_ID = {"id": Text(LONGEST_ID, required=True)}
_PERSON = {"user_id": Subject(required=True)}
_ENDPOINT: Mapping[str, fields.Field[Any]] = {
    "lineitem": OptionalUrl(),
    "lineitems": OptionalUrl(),
    "scope": fields.List(Text(LONGEST_URL), load_default=list),
}
_PRESENTATION = {"return_url": OptionalUrl(), "locale": OptionalText(LONGEST_ID)}


class _ClaimsSchema(CommonSchema):
    nonce = Text(LONGEST_ID, required=True)
    sub = Subject(required=True)
    name = OptionalText(LONGEST_NAME)
    message_type = Text(LONGEST_ID, data_key=LTI + "message_type", required=True)
    target_link_uri = Text(LONGEST_URL, data_key=LTI + "target_link_uri", required=True)
    roles = fields.List(Text(LONGEST_URL), data_key=LTI + "roles", required=True)
    resource_link = OptionalMembers(_ID, data_key=LTI + "resource_link")
    endpoint = OptionalMembers(_ENDPOINT, data_key=AGS_ENDPOINT)
    deep_linking = DeepLinkingField(data_key=SETTINGS)
    memberships = fields.Raw(data_key=NAMES_AND_ROLES, load_default=None)
    notice_service = fields.Raw(data_key=NOTICE_SERVICE, load_default=None)
    for_user = OptionalMembers(_PERSON, data_key=LTI + "for_user")
    presentation = OptionalMembers(_PRESENTATION, data_key=LTI + "launch_presentation")
    custom = fields.Dict(
        keys=Text(LONGEST_ID),
        values=OptionalText(LONGEST_CUSTOM),
        data_key=LTI + "custom",
        load_default=None,
        allow_none=True,
    )


_SCHEMA = _ClaimsSchema()


def read_claims(payload: Mapping[str, Any]) -> Claims:
    """Read the claims. Raises LaunchRefused with the word for the first one that is not usable."""
    try:
        read: dict[str, Any] = _SCHEMA.load(payload)
    except ValidationError as error:
        raise LaunchRefused(_refusal_for(error)) from error
    read["roles"] = tuple(read["roles"])
    link = read.pop("resource_link")
    read["resource_link_id"] = None if link is None else link["id"]
    read["gradebook"] = _gradebook(read.pop("endpoint"))
    read["memberships_url"] = _memberships(read.pop("memberships"))
    read["notice_service"] = read_notice_service(read["notice_service"])
    about = read.pop("for_user")
    read["for_user"] = None if about is None else about["user_id"]
    presentation = read.pop("presentation") or {"return_url": None, "locale": None}
    return Claims(**presentation, **(read | {"custom": _resolved(read["custom"] or {})}))


def _refusal_for(error: ValidationError) -> Refusal:
    wrong = error.messages_dict
    return next((word for claim, word in REFUSALS.items() if claim in wrong), Refusal.CLAIM_MALFORMED)


def _gradebook(endpoint: Mapping[str, Any] | None) -> GradebookClaim | None:
    if endpoint is None:
        return None
    return GradebookClaim(endpoint["lineitem"], endpoint["lineitems"], tuple(endpoint["scope"]))


def _memberships(claim: object) -> str | None:
    """Where the course's list of members is. Nobody is turned away over it: only a test of the installation asks."""
    url = claim.get("context_memberships_url") if isinstance(claim, dict) else None
    return url if isinstance(url, str) and len(url) <= LONGEST_URL and origin_of(url) else None


def _resolved(custom: Mapping[str, str | None]) -> dict[str, str]:
    """Without what the host did not fill in: it sends an unknown `$Variable` back as it stands."""
    return {name: value for name, value in custom.items() if value is not None and not value.startswith("$")}
