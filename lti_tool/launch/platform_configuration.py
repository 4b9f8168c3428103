"""What a platform says of itself, and whether it may: an OpenID configuration (LTI Dynamic Registration 1.0, 3.4).

A "platform" could name the issuer of another one, bring keys of its own, and sign launches into somebody else's school.
So the issuer must be on the host that the configuration was read from, and every address on the issuer's own, but for
the few hosts on which a vendor serves all of its schools.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from ..system.url_rules import CallRefused, UrlRules, place_of
from .fields import LONGEST_URL, OptionalText, Text
from .host_rules import audience_fits, is_canvas_cloud, is_of_issuer
from .hosts.canvas import CANVAS

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")

# By what a platform calls its product; what is not here has no peculiarities.
FAMILIES = {
    "moodle": "moodle",
    "canvas": "canvas",
    "desire2learn": "brightspace",
    "d2l": "brightspace",
    "brightspace": "brightspace",
    "blackboardlearn": "blackboard",
    "blackboard": "blackboard",
    "schoology": "schoology",
    "sakailms.org": "sakai",
    "sakai": "sakai",
}


class ConfigurationRefused(Exception):
    """The configuration cannot be used. `field` is the member that is wrong; `why` says what is wrong with it."""

    def __init__(self, field: str, why: str) -> None:
        self.field, self.why = field, why
        super().__init__(f"{field}: {why}")


class _Product(Schema):
    class Meta:
        unknown = EXCLUDE

    product_family_code = OptionalText(100)
    messages = fields.Raw(data_key="messages_supported", load_default=None)


class _Configuration(Schema):
    class Meta:
        unknown = EXCLUDE

    issuer = Text(LONGEST_URL, required=True)
    authorization_endpoint = Text(LONGEST_URL, required=True)
    token_endpoint = Text(LONGEST_URL, required=True)
    jwks_uri = Text(LONGEST_URL, required=True)
    registration_endpoint = Text(LONGEST_URL, required=True)
    authorization_server = OptionalText(LONGEST_URL)
    scopes = fields.Raw(data_key="scopes_supported", load_default=None)
    product = fields.Nested(_Product, data_key=PLATFORM, allow_none=True, load_default=None)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a platform says of itself that we use. Its addresses are such that we may call them.

    Attributes:
        audience: whom a token request is for, if it says so.
        scopes: those that it names. It may give others.
        messages: the kinds of message that it says it sends; None where it gives no list.
    """

    issuer: str
    auth_url: str
    token_url: str
    jwks_url: str
    registration_url: str
    audience: str | None
    family: str | None
    scopes: frozenset[str]
    messages: frozenset[str] | None


def read_configuration(body: bytes, read_from: str, rules: UrlRules) -> Configuration:
    """The configuration in this answer. Raises ConfigurationRefused, which names the member.

    Args:
        read_from: the address that answered.
    """
    said = _loaded(body)
    for name in ("issuer", *ADDRESSES):
        _check_address(name, said[name], rules)
    _check_issuer(said["issuer"], read_from)
    for name in ADDRESSES:
        _check_host(name, said[name], said["issuer"])
    audience = said["authorization_server"]
    if audience is not None and not audience_fits(audience, said["issuer"], said["token_endpoint"]):
        raise ConfigurationRefused("authorization_server", "is on another host than the issuer and the token endpoint")
    return Configuration(
        issuer=said["issuer"],
        auth_url=said["authorization_endpoint"],
        token_url=said["token_endpoint"],
        jwks_url=said["jwks_uri"],
        registration_url=said["registration_endpoint"],
        audience=audience,
        family=_family(said["product"], said["issuer"]),
        scopes=_texts(said["scopes"]),
        messages=_messages(said["product"]),
    )


def _loaded(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ConfigurationRefused("the configuration", "is not JSON") from error
    if not isinstance(said, dict):
        raise ConfigurationRefused("the configuration", "is not a JSON object")
    try:
        return dict(_Configuration().load(said))
    except ValidationError as error:
        name = min(map(str, error.messages_dict))
        raise ConfigurationRefused(name, "is missing" if name not in said else "is not as it should be") from error


def _check_address(name: str, url: str, rules: UrlRules) -> None:
    try:
        rules.check(url)
        if len(url) > LONGEST_URL or "#" in url:
            raise CallRefused("not a plain address")
    except CallRefused as error:
        raise ConfigurationRefused(name, f"cannot be used: {error}") from error


def _check_issuer(issuer: str, read_from: str) -> None:
    if place_of(issuer) == place_of(read_from):
        return
    if issuer in CANVAS.issuers and is_canvas_cloud(place_of(read_from)[0]):
        return
    raise ConfigurationRefused("issuer", "is on another host than the configuration itself")


def _check_host(name: str, url: str, issuer: str) -> None:
    if not is_of_issuer(url, issuer, gives_tokens=name == "token_endpoint"):
        raise ConfigurationRefused(name, "is on another host than the issuer")


def _texts(listed: object) -> frozenset[str]:
    """The texts in a list. Whatever else is said there is nobody's reason to refuse a platform."""
    return frozenset(each for each in listed if isinstance(each, str)) if isinstance(listed, list) else frozenset()


def _messages(product: dict[str, Any] | None) -> frozenset[str] | None:
    """The standard has an object for each kind (3.4), with its `type`; a bare word means the same."""
    listed = (product or {}).get("messages")
    if not isinstance(listed, list):
        return None
    return _texts([each.get("type") if isinstance(each, dict) else each for each in listed])


def _family(product: dict[str, Any] | None, issuer: str) -> str | None:
    if issuer in CANVAS.issuers:
        return CANVAS.name
    code = (product or {}).get("product_family_code") or ""
    return FAMILIES.get(code.lower())
