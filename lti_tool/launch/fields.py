"""Marshmallow fields for what comes from outside. They refuse what a later step could stumble over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, missing

from .origins import origin_of

# PostgreSQL cannot store a NUL, and nothing can encode half of a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
PRINTABLE_ASCII = re.compile(r"[\x20-\x7e]+")
LONGEST_URL = 2000
LONGEST_ID = 255
# The end of the year 9999, where Python's calendar ends too.
LAST_SECOND = 253402300800

NotGiven = Mapping[str, Any] | None


class Text(fields.String):
    """A string of 1 to `most` characters."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(**options)
        self._most = most

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> str:
        if not isinstance(value, str) or not 0 < len(value) <= self._most or UNSTORABLE.search(value):
            raise ValidationError(f"must be text of 1 to {self._most} characters")
        return value


class OptionalText(Text):
    """A string that may be left out. Null and empty mean the same as absent."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(most, load_default=None, allow_none=True, **options)

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> Any:
        return None if value == "" else super()._deserialize(value, attr, data, **more)


class OptionalUrl(OptionalText):
    """A web address that may be left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(LONGEST_URL, **options)

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> Any:
        url = super()._deserialize(value, attr, data, **more)
        if url is not None and origin_of(url) is None:
            raise ValidationError("must be a web address")
        return url


class OptionalMembers(fields.Field[dict[str, Any] | None]):
    """An object of which these members are read. Null means the same as absent.

    A schema inside a schema would do, but four of them are a third of the reading of a token.
    """

    def __init__(self, members: Mapping[str, fields.Field[Any]], **options: Any) -> None:
        super().__init__(load_default=None, allow_none=True, **options)
        self._members = members

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError("must be an object")
        return {name: each.deserialize(value.get(name, missing), name, value) for name, each in self._members.items()}


class Subject(Text):
    """A person's id on their host: printable ASCII (OpenID Connect Core 2)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(LONGEST_ID, **options)

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> str:
        sub = super()._deserialize(value, attr, data, **more)
        if not PRINTABLE_ASCII.fullmatch(sub):
            raise ValidationError("must be printable ASCII")
        return sub


class Seconds(fields.Field[float]):
    """A NumericDate (RFC 7519): seconds since 1970, whole or not."""

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> float:
        # A bool is an int to Python, but not to JSON. NaN and what is too large to calculate with fail the comparison.
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LAST_SECOND:
            raise ValidationError("must be a number of seconds")
        return value


class OneOrMore(fields.Field[tuple[str, ...]]):
    """A string or a list of strings, as `aud` may be."""

    def _deserialize(self, value: Any, attr: str | None, data: NotGiven, **more: Any) -> tuple[str, ...]:
        values = value if isinstance(value, list) else [value]
        if not values or not all(isinstance(one, str) for one in values):
            raise ValidationError("must be a string or a list of strings")
        return tuple(values)
