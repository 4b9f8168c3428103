"""A school's overlay as a TOML file: read whole, or refused with the line of everything that is wrong."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from marshmallow import Schema, ValidationError, fields, post_load, validate

from .columns import Several, agencies
from .guide import Guide
from .model import Level, Raised
from .overlay import PAGES, Floor, LocalLink, Overlay
from .overlay_rules import Fault, Place, misfits

LONGEST_FILE, MOST_LINES, LONGEST_LINE, LONGEST_ADDRESS = 32_000, 600, 300, 2000
AT_LINE = re.compile(r"at line (\d+)")
DEFAULT_REFER = {
    Level.REFER_CSC: ("social_care",),
    Level.REFER_NOW: ("social_care",),
    Level.EMERGENCY: ("999", "social_care"),
}


class OverlayRefused(Exception):
    """An overlay that cannot be used. Each line of the message names a line of the file and what to do."""


def read_overlay(text: str, guide: Guide) -> Overlay:
    """The overlay in this file, sound for this guide. Raises OverlayRefused."""
    overlay = open_overlay(text)
    found = misfits(guide, overlay)
    if found:
        raise OverlayRefused(_told(text, found))
    return overlay


def open_overlay(text: str) -> Overlay:
    """The overlay in this file, whatever the guide. An empty file is an empty overlay. Raises OverlayRefused."""
    if len(text) > LONGEST_FILE or text.count("\n") > MOST_LINES:
        raise OverlayRefused(f"The file is longer than {LONGEST_FILE} characters or {MOST_LINES} lines.")
    try:
        return _made(SCHEMA.load(tomllib.loads(text)))
    except ValueError as error:
        # TOML's reader says so of what is not TOML, and of a number too long to be one.
        at = AT_LINE.search(str(error))
        line = at[1] if at else str(text.count("\n") + 1)
        raise OverlayRefused(f"line {line}: this is not TOML: {error}") from error
    except RecursionError as error:
        raise OverlayRefused("The file nests too deeply.") from error
    except ValidationError as error:
        raise OverlayRefused(_told(text, tuple(_faults(error.messages)))) from error


class OnDay(fields.Field[date]):
    """A date of TOML, or the same in quotes."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ValidationError("is not a date. Write it as 2026-09-01.") from error


class Words(fields.String):
    """One line of words."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        words = str(super()._deserialize(value, *args, **kwargs)).strip()
        if not words or len(words) > LONGEST_LINE or not words.isprintable():
            raise ValidationError(f"has to have 1 to {LONGEST_LINE} signs, on one line.")
        return words


def check_https(url: str) -> None:
    """Raise ValidationError for what is no plain https address."""
    try:
        parts = urlsplit(url)
        known = parts.scheme == "https" and "." in (parts.hostname or "") and parts.username is None
        # Asked for, because it is looked at only then.
        known = known and (parts.port is None or parts.port > 0)
    except ValueError:
        known = False
    if not known or not url.isascii() or not url.isprintable() or set(url) & set(" \"'<>\\^`{|}"):
        raise ValidationError("is not an https address. A link may lead to nothing else.")


class LinkSchema(Schema):
    """`[[links]]`"""

    title = Words(required=True)
    url = fields.String(required=True, validate=[validate.Length(max=LONGEST_ADDRESS), check_https])
    where = Several(
        fields.String(validate=validate.OneOf(PAGES, error=f"names no page. Use: {', '.join(PAGES)}.")),
        validate=validate.Length(min=1, error="names no page."),
    )

    @post_load
    def make(self, found: dict[str, Any], **_: Any) -> LocalLink:
        """Build the value."""
        return LocalLink(**found)


class FloorSchema(Schema):
    """`[[floors]]`"""

    question = Words(required=True)
    option = Words(required=True)
    floor = fields.Enum(Level, required=True)
    refer = agencies()
    owner = Words(required=True)
    date = OnDay(required=True)
    reason = Words(required=True)

    @post_load
    def make(self, found: dict[str, Any], **_: Any) -> Floor:
        """Build the value."""
        by = Raised(found["reason"], found["owner"], found["date"])
        refer = found.get("refer") or DEFAULT_REFER.get(found["floor"], ())
        return Floor(found["question"], found["option"], found["floor"], refer, by)


class OverlaySchema(Schema):
    """The whole file"""

    links = Several(fields.Nested(LinkSchema), load_default=())
    floors = Several(fields.Nested(FloorSchema), load_default=())


SCHEMA = OverlaySchema()
MISSING = {
    "owner": "owner is missing. Say who decided it: name and role.",
    "date": "date is missing. Say when it was decided.",
    "reason": "reason is missing. Say why, in one sentence.",
}


def _made(found: Mapping[str, Any]) -> Overlay:
    return Overlay(found["links"], found["floors"])


def _faults(messages: Any, place: Place = ()) -> Iterator[Fault]:
    """Each fault that marshmallow found, with its place."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _faults(inner, place if key == "_schema" else (*place, key))
        return
    name = next((key for key in reversed(place) if isinstance(key, str)), "the file")
    for message in messages:
        if message == "Missing data for required field.":
            yield Fault(place, MISSING.get(name, f"{name} is missing."))
        elif message == "Unknown field.":
            yield Fault(place, f"{name} does not belong here.")
        else:
            yield Fault(place, f"{name}: {message}")


def _told(text: str, found: tuple[Fault, ...]) -> str:
    """The faults in the order of the file, each with its line."""
    parsed = list(_prefixes(text))
    lines = [(_line_of(parsed, fault.place), fault.reason) for fault in found]
    return "\n".join(f"line {line}: {reason}" if line else reason for line, reason in sorted(lines))


def _prefixes(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """What the file holds up to the end of each line, where that can be read by itself.

    TOML's reader does not say on which line a value stands. It has to be the one after which the value is there.
    """
    lines = text.split("\n")
    for count in range(1, len(lines) + 1):
        try:
            yield count, tomllib.loads("\n".join(lines[:count]))
        except ValueError:
            continue


def _line_of(parsed: list[tuple[int, Mapping[str, Any]]], place: Place) -> int:
    """The line on which this stands or, where it is missing, on which that begins in which it should stand."""
    while place:
        for line, table in parsed:
            if _holds(table, place):
                return line
        place = place[:-1]
    return 0


def _holds(table: Any, place: Place) -> bool:
    for key in place:
        try:
            table = table[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True
