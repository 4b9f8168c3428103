"""The claims that every signed token of a host has: whose it is, whom it is for, when it was made, from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, post_load, validate

from .fields import LONGEST_ID, LONGEST_URL, OneOrMore, OptionalMembers, Seconds, Text

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
VERSION = "1.3.0"


@dataclass(frozen=True, slots=True)
class CommonClaims:
    """What every token says. Checked for kind, not yet for truth."""

    issuer: str
    audience: tuple[str, ...]
    authorised_party: str | None
    expires: float
    issued: float
    not_before: float | None
    deployment_id: str
    context_id: str | None


class CommonSchema(Schema):
    """What launches and notices share. A kind of token adds its own; whatever it does not name is left out."""

    class Meta:
        unknown = EXCLUDE

    issuer = Text(LONGEST_URL, data_key="iss", required=True)
    audience = OneOrMore(data_key="aud", required=True)
    authorised_party = Text(LONGEST_ID, data_key="azp", load_default=None)
    expires = Seconds(data_key="exp", required=True)
    issued = Seconds(data_key="iat", required=True)
    not_before = Seconds(data_key="nbf", load_default=None)
    version = Text(LONGEST_ID, data_key=LTI + "version", required=True, validate=validate.Equal(VERSION))
    deployment_id = Text(LONGEST_ID, data_key=LTI + "deployment_id", required=True)
    context = OptionalMembers({"id": Text(LONGEST_ID, required=True)}, data_key=LTI + "context")

    @post_load
    def settle(self, read: dict[str, Any], **_more: Any) -> dict[str, Any]:
        """Without the version, which can be only one, and with the course as its id."""
        del read["version"]
        context = read.pop("context")
        read["context_id"] = None if context is None else context["id"]
        return read
