"""What we ask a platform for when it registers us, and what it answers (LTI Dynamic Registration 1.0, 3.5 and 3.6).

As little as does the work: `sub`, a name only where the school wants leads to read names, grades only where it wants
receipts, and to be told of copied courses where it can tell. E-mail addresses, rosters and pictures are never asked
for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from ..tenants.manifest_forms import NOTICE_HANDLERS, SCOPES
from ..tenants.manifests import DESCRIPTION, NAME
from .fields import LONGEST_ID, Text
from .message_types import DATA_PRIVACY, DEEP_LINKING, RESOURCE_LINK, SUBMISSION_REVIEW
from .platform_configuration import Configuration, ConfigurationRefused

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
SUBJECT, NAMES = ("iss", "sub"), ("name", "given_name", "family_name")
PRIVACY_LEVEL = "https://canvas.instructure.com/lti/privacy_level"
VISIBILITY = "https://canvas.instructure.com/lti/visibility"
DEFAULT_ENABLED = "https://canvas.instructure.com/lti/course_navigation/default_enabled"
# Where whoever edits a course chooses a page, as Moodle lists it (hosts-measured.md).
PLACED: Mapping[str, Mapping[str, object]] = {DEEP_LINKING: {"placements": ["ContentArea"]}}
# The same in Canvas; and shown to staff alone in a course's menu, in none before somebody turns it on (lti.md 5.2).
CANVAS_PLACED: Mapping[str, Mapping[str, object]] = {
    RESOURCE_LINK: {"placements": ["course_navigation"], VISIBILITY: "admins", DEFAULT_ENABLED: False},
    DEEP_LINKING: {"placements": ["link_selection", "assignment_selection"]},
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the administrator agreed to.

    Attributes:
        names: whether the platform sends the names of those who open Signpost.
        receipts: whether a receipt goes to the gradebook of a staff-only course.
    """

    names: bool = False
    receipts: bool = True


@dataclass(frozen=True, slots=True)
class Granted:
    """What the platform gave. Some name the deployment at once; others show it at the first launch."""

    client_id: str
    deployment_id: str | None


class _Tool(Schema):
    class Meta:
        unknown = EXCLUDE

    deployment_id = Text(LONGEST_ID, load_default=None, allow_none=True)


class _Answer(Schema):
    class Meta:
        unknown = EXCLUDE

    client_id = Text(LONGEST_ID, required=True)
    tool = fields.Nested(_Tool, data_key=TOOL, load_default=None, allow_none=True)


def request_body(configuration: Configuration, wanted: Wanted, base_url: str) -> bytes:
    """The registration request for this platform."""
    launch = f"{base_url}/lti/launch"
    asked = {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": f"{base_url}/lti/login",
        "redirect_uris": [launch],
        "client_name": NAME,
        "jwks_uri": f"{base_url}/.well-known/jwks.json",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(_scopes(configuration, wanted)),
        TOOL: _tool(configuration, wanted, base_url, launch),
    }
    return json.dumps(asked, separators=(",", ":")).encode()


def read_granted(body: bytes) -> Granted:
    """What is in the platform's answer. Raises ConfigurationRefused, which names the member."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ConfigurationRefused("the platform’s answer", "is not JSON") from error
    if not isinstance(said, dict):
        raise ConfigurationRefused("the platform’s answer", "is not a JSON object")
    try:
        answer = _Answer().load(said)
    except ValidationError as error:
        name = min(map(str, error.messages_dict))
        raise ConfigurationRefused(name, "is missing in the platform’s answer, or not as it should be") from error
    return Granted(answer["client_id"], (answer["tool"] or {}).get("deployment_id"))


def _scopes(configuration: Configuration, wanted: Wanted) -> tuple[str, ...]:
    """A platform that does not know a scope may refuse the whole request, so notices are asked for by name alone."""
    told = (NOTICE_HANDLERS,) if NOTICE_HANDLERS in configuration.scopes else ()
    return (*(SCOPES if wanted.receipts else ()), *told)


def _tool(configuration: Configuration, wanted: Wanted, base_url: str, launch: str) -> dict[str, Any]:
    """The part of it that is about LTI."""
    kinds = _kinds(configuration, wanted)
    asked: dict[str, Any] = {
        # With its port: Moodle compares it with the address of the launch (hosts-measured.md).
        "domain": urlsplit(base_url).netloc,
        "target_link_uri": launch,
        "description": DESCRIPTION,
        "custom_parameters": {},
        "claims": [*SUBJECT, *(NAMES if wanted.names else ())],
        "messages": [
            {"type": kind, "target_link_uri": launch, "label": NAME, **PLACED.get(kind, {})} for kind in kinds
        ],
    }
    if configuration.family == "canvas":
        for message in asked["messages"]:
            message.update(CANVAS_PLACED.get(message["type"], {}))
        asked[PRIVACY_LEVEL] = "name_only" if wanted.names else "anonymous"
    return asked


def _kinds(configuration: Configuration, wanted: Wanted) -> tuple[str, ...]:
    """The kinds of message that we answer and the platform says it sends.

    Every platform sends the first. Moodle lists two (hosts-measured.md), Canvas the same two and others that are not
    ours. One that gives no list, which the standard demands, gets what all of them have.
    """
    listed = configuration.messages
    if listed is None:
        return (RESOURCE_LINK, DEEP_LINKING)
    # A review begins at a tick in a gradebook.
    ours = (DEEP_LINKING, *((SUBMISSION_REVIEW,) if wanted.receipts else ()), DATA_PRIVACY)
    return (RESOURCE_LINK, *(kind for kind in ours if kind in listed))
