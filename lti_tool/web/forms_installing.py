"""The forms of an administrator: telephone numbers and rules."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from ..guidance.vocabulary import CHILDREN
from ..tenants.model import ContactKind
from .forms import Words
from .forms_casework import Casework

LONGEST_CONTACT = 200
MOST_YEARS = 100
NO_WORD = "Select one of these words"
NOT_A_TIME = "Enter a time, such as 08:30"
NOT_MONTHS = f"Enter whole months from 1 to {MOST_YEARS * 12}, or leave it empty"


def contacts_form() -> Schema:
    """A line for each kind of contact; an empty one is set no more."""
    too_long = {"too_long": f"Shorten this to {LONGEST_CONTACT} characters or fewer"}
    lines: dict[str, Any] = {
        kind.value: Words(LONGEST_CONTACT, load_default="", error_messages=too_long, validate=_one_line)
        for kind in ContactKind
    }
    return Casework.from_dict(lines)()


def _one_line(text: str) -> None:
    if "\n" in text or "\t" in text:
        raise ValidationError("Write this in one line")


def words_form(leads: Collection[str]) -> Schema:
    """One word for the children, and one for whoever leads where more than one is offered."""
    asked = {"child": CHILDREN, **({"lead": tuple(leads)} if len(leads) > 1 else {})}
    lines: dict[str, Any] = {
        name: fields.String(required=True, validate=validate.OneOf(words, error=NO_WORD))
        for name, words in asked.items()
    }
    return Casework.from_dict(lines)()


class Clock(fields.Field[time]):
    """A time of day, as 08:30."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> time:
        try:
            return time.fromisoformat(str(value).strip()).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError as error:
            raise ValidationError(NOT_A_TIME) from error


class Months(fields.Field[int | None]):
    """A number of months; empty is none."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST_YEARS * 12):
            raise ValidationError(NOT_MONTHS)
        return int(text)


class RulesForm(Casework):
    """What the school decides about its cases, and when it is open."""

    months = Months(load_default=None)
    begins = Clock(required=True)
    ends = Clock(required=True)
    children_named = fields.String(load_default="", validate=validate.OneOf(("", "yes")))
