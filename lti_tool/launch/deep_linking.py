"""A course asks which pages to place in it: what it will take, and where the answer goes (LTI Deep Linking 2.0)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load

from ..tenants.model import Host
from .fields import LONGEST_URL, NotGiven, Text
from .hosts import return_origins
from .origins import origin_of
from .refusals import LaunchRefused, Refusal
from .way_back import is_among

SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
LTI_LINK = "ltiResourceLink"
PLAIN = re.compile(r"https?://[a-z0-9._:\[\]-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class DeepLinking:
    """What the host takes, and where our answer goes.

    Attributes:
        data: what the host wants back as it is. None: it sent nothing, and nothing goes back.
    """

    return_url: str
    accept_types: tuple[str, ...]
    targets: tuple[str, ...]
    several: bool
    line_item: bool
    data: str | None = field(default=None, repr=False)

    @property
    def takes_links(self) -> bool:
        """Whether a page of ours can be placed at all."""
        return LTI_LINK in self.accept_types


class _Flag(fields.Field[bool]):
    """True or false, and no word for either. Absent and null mean false."""

    def __init__(self, **options: Any) -> None:
        super().__init__(load_default=False, allow_none=True, **options)

    def deserialize(self, value: Any, attr: str | None = None, data: NotGiven = None, **more: Any) -> bool:
        """Null is false."""
        return bool(super().deserialize(value, attr, data, **more))

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("must be true or false")
        return value


class _Opaque(fields.Field[str]):
    """Text that is the host's own business: any at all, and empty is not the same as absent."""

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("must be text")
        return value


class _SettingsSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    return_url = Text(LONGEST_URL, data_key="deep_link_return_url", required=True)
    accept_types = fields.List(Text(LONGEST_URL), required=True)
    targets = fields.List(Text(LONGEST_URL), data_key="accept_presentation_document_targets", load_default=list)
    several = _Flag(data_key="accept_multiple")
    line_item = _Flag(data_key="accept_lineitem")
    data = _Opaque(load_default=None, allow_none=True)

    @post_load
    def settings(self, read: Mapping[str, Any], **_more: Any) -> DeepLinking:
        """The members that we use."""
        return DeepLinking(
            return_url=read["return_url"],
            accept_types=tuple(read["accept_types"]),
            targets=tuple(read["targets"]),
            several=read["several"],
            line_item=read["line_item"],
            data=read["data"],
        )


_SCHEMA = _SettingsSchema()


class DeepLinkingField(fields.Field[DeepLinking | None]):
    """The claim, where a message has it. Null means the same as absent."""

    def __init__(self, **options: Any) -> None:
        super().__init__(load_default=None, allow_none=True, **options)

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> DeepLinking:
        settings: DeepLinking = _SCHEMA.load(value)
        return settings


def check_return(settings: DeepLinking, host: Host) -> None:
    """The answer goes to the host itself, as its own addresses do. Raises LaunchRefused.

    Every origin of a host was checked when it was added: https, or plain http where that is allowed.
    """
    origin = origin_of(settings.return_url)
    # It will stand in a header, where some signs that a name may hold begin something new.
    if origin is None or not PLAIN.fullmatch(origin) or not is_among(origin, return_origins(host)):
        raise LaunchRefused(Refusal.DEEP_LINK_RETURN_WRONG)
