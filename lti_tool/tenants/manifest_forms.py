"""What a finished manifest must look like. Each is checked before anybody is given it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from marshmallow import Schema, ValidationError, fields, validate

_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
# What receipts need (outcomes/line_items.py). Nobody's names, and nothing else of a course.
SCOPES = (f"{_AGS}lineitem", f"{_AGS}score", f"{_AGS}result.readonly")
# To be told when a course is copied (launch/notice_service.py). It reads nothing.
NOTICE_HANDLERS = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"

_LINK = "{http://www.imsglobal.org/xsd/imslticc_v1p3}cartridge_basiclti_link"
_BLTI = "{http://www.imsglobal.org/xsd/imsbasiclti_v1p0}"
# The order is part of the form (the XSD of IMS Common Cartridge 1.3).
_ELEMENTS = ("title", "description", "secure_launch_url", "icon", "vendor")

# Several may stand in one field, some platforms want them in JSON.
_ADDRESS = re.compile(r"[a-z]+://[^\s\"]+")
_LINE = validate.Regexp(r"[^\r\n]{1,500}\Z")


class MustNotBeGiven(Exception):
    """A manifest is not what a platform takes. The message says where."""


class _Field(Schema):
    """One field of a platform's form. An empty value says: leave it empty."""

    field = fields.String(required=True, validate=_LINE)
    value = fields.String(required=True, validate=validate.Length(max=500))


class _FieldSheet(Schema):
    """For platforms where an administrator fills in a form: its fields, in its order."""

    platform = fields.String(required=True, validate=_LINE)
    fields_ = fields.List(
        fields.Nested(_Field), required=True, data_key="fields", validate=validate.Length(min=5, max=40)
    )


class _Navigation(Schema):
    """A link in a course's menu, for staff, and off until somebody turns it on."""

    placement = fields.String(required=True, validate=validate.Equal("course_navigation"))
    message_type = fields.String(required=True, validate=validate.Equal("LtiResourceLinkRequest"))
    target_link_uri = fields.String(required=True, validate=_LINE)
    text = fields.String(required=True, validate=_LINE)
    default = fields.String(required=True, validate=validate.Equal("disabled"))
    visibility = fields.String(required=True, validate=validate.Equal("admins"))
    window_target = fields.String(required=True, data_key="windowTarget", validate=validate.Equal("_blank"))


class _Selection(Schema):
    """Where a teacher chooses which page of ours to place."""

    placement = fields.String(required=True, validate=validate.OneOf(("link_selection", "assignment_selection")))
    message_type = fields.String(required=True, validate=validate.Equal("LtiDeepLinkingRequest"))
    target_link_uri = fields.String(required=True, validate=_LINE)
    text = fields.String(required=True, validate=_LINE)
    selection_width = fields.Integer(required=True, strict=True, validate=validate.Equal(800))
    selection_height = fields.Integer(required=True, strict=True, validate=validate.Equal(600))


class _Settings(Schema):
    text = fields.String(required=True, validate=_LINE)
    icon_url = fields.String(required=True, validate=_LINE)
    placements = fields.Tuple(
        (fields.Nested(_Navigation), fields.Nested(_Selection), fields.Nested(_Selection)), required=True
    )


class _Extension(Schema):
    domain = fields.String(required=True, validate=_LINE)
    tool_id = fields.String(required=True, validate=_LINE)
    platform = fields.String(required=True, validate=validate.Equal("canvas.instructure.com"))
    privacy_level = fields.String(required=True, validate=validate.OneOf(("anonymous", "name_only")))
    settings = fields.Nested(_Settings, required=True)


class _CanvasKey(Schema):
    """Canvas's own configuration of an LTI key."""

    title = fields.String(required=True, validate=_LINE)
    description = fields.String(required=True, validate=_LINE)
    oidc_initiation_url = fields.String(required=True, validate=_LINE)
    target_link_uri = fields.String(required=True, validate=_LINE)
    scopes = fields.List(fields.String(validate=validate.OneOf((*SCOPES, NOTICE_HANDLERS))), required=True)
    extensions = fields.List(fields.Nested(_Extension), required=True, validate=validate.Length(equal=1))
    public_jwk_url = fields.String(required=True, validate=_LINE)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a platform finds us. An address of somebody else's would send launches there.

    Attributes:
        needed: without one of them no launch arrives.
        icon: for the eye alone.
    """

    needed: frozenset[str]
    icon: str


def field_sheet(text: str, ours: Addresses) -> dict[str, Any]:
    """A sheet of fields, read and checked. Raises MustNotBeGiven."""
    return _checked(_FieldSheet(), text, ours)


def canvas_key(text: str, ours: Addresses) -> dict[str, Any]:
    """Canvas's JSON, read and checked. Raises MustNotBeGiven."""
    return _checked(_CanvasKey(), text, ours)


def cartridge(text: str, launch_url: str) -> None:
    """A Common Cartridge link. It is ours, so a plain parser reads it. Raises MustNotBeGiven."""
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - never anybody else's
    except ElementTree.ParseError as error:
        raise MustNotBeGiven("the link is not XML") from error
    if root.tag != _LINK or [child.tag for child in root] != [f"{_BLTI}{name}" for name in _ELEMENTS]:
        raise MustNotBeGiven("the link has other elements than a cartridge's, or in another order")
    if root.findtext(f"{_BLTI}secure_launch_url") != launch_url:
        raise MustNotBeGiven("the link leads somewhere else")


def _checked(schema: Schema, text: str, ours: Addresses) -> dict[str, Any]:
    try:
        read: dict[str, Any] = json.loads(text)
        schema.load(read)
    except (ValueError, ValidationError) as error:
        raise MustNotBeGiven(f"the manifest is not well formed: {error}") from error
    named = {url for part in _texts(read) for url in _ADDRESS.findall(part)}
    if strange := named - ours.needed - {ours.icon, *SCOPES, NOTICE_HANDLERS}:
        raise MustNotBeGiven(f"the manifest names an address that is not ours: {min(strange)}")
    if missing := ours.needed - named:
        raise MustNotBeGiven(f"the manifest lacks {min(missing)}")
    return read


def _texts(part: object) -> Iterator[str]:
    """Every text in it, however deep."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from _texts(each)
