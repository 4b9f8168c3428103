"""The few forms that a value of an export can have. Each is written in one way only, and read back from that alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any


@dataclass(frozen=True, slots=True)
class Form:
    """One form.

    Attributes:
        called: how a refusal names it.
        schema: it as JSON Schema.
        read: from JSON; raises ValueError or OverflowError.
        write: into JSON.
    """

    called: str
    schema: dict[str, Any]
    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = lambda value: value


def text(longest: int, pattern: str | None = None) -> Form:
    """Text that both databases can keep."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or len(value) > longest or "\x00" in value:
            raise ValueError
        if pattern is not None and re.fullmatch(pattern, value) is None:
            raise ValueError
        # Half a pair of signs is no UTF-8: UnicodeEncodeError is a ValueError.
        value.encode()
        return value

    schema: dict[str, Any] = {"type": "string", "maxLength": longest}
    return Form("text as it has to be here", schema | ({"pattern": pattern} if pattern else {}), read)


def one_of(words: Iterable[str]) -> Form:
    """One of a few words."""
    known = list(words)

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise ValueError
        return value

    return Form("a word that this version knows", {"enum": known}, read)


def number(least: int, most: int) -> Form:
    """A whole number."""

    def read(value: Any) -> int:
        # To Python, true is a number.
        if type(value) is not int or not least <= value <= most:
            raise ValueError
        return value

    return Form("a whole number in its bounds", {"type": "integer", "minimum": least, "maximum": most}, read)


def flag() -> Form:
    """True or false."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError
        return value

    return Form("true or false", {"type": "boolean"}, read, bool)


def moment() -> Form:
    """A moment in UTC, to the microsecond: what the hash of an entry covers must come back to the same."""

    def write(value: datetime) -> str:
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def read(value: Any) -> datetime:
        found = datetime.fromisoformat(_string(value))
        if found.tzinfo is None or write(found) != value:
            raise ValueError
        return found

    return Form("a moment in UTC", {"type": "string", "format": "date-time"}, read, write)


def on_day() -> Form:
    """A day."""

    def read(value: Any) -> date:
        found = date.fromisoformat(_string(value))
        if found.isoformat() != value:
            raise ValueError
        return found

    return Form("a day", {"type": "string", "format": "date"}, read, date.isoformat)


def time_of_day() -> Form:
    """A time of day where the school is."""

    def read(value: Any) -> time:
        found = time.fromisoformat(_string(value))
        if found.tzinfo is not None or found.isoformat() != value:
            raise ValueError
        return found

    pattern = {"type": "string", "pattern": r"^\d\d:\d\d:\d\d(\.\d{6})?$"}
    return Form("a time of day", pattern, read, time.isoformat)


def text_list(longest: int) -> Form:
    """A list of texts."""
    each = text(longest)

    def read(value: Any) -> list[str]:
        if not isinstance(value, list):
            raise ValueError
        return [each.read(one) for one in value]

    return Form("a list of texts", {"type": "array", "items": each.schema}, read, list)


def map_of_texts(longest: int) -> Form:
    """Texts by their names."""
    each = text(longest)

    def read(value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            raise ValueError
        return {each.read(name): each.read(words) for name, words in value.items()}

    return Form("texts by their names", {"type": "object", "additionalProperties": each.schema}, read, dict)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value
