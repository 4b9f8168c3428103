"""The forms of a lead's work on a case, and of what a reporter adds."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from ..cases.deciding import Response
from .forms import LONGEST_REASON, LONGEST_TEXT, Words, no_link

LONGEST_LINE = 200
STAFF_ID = validate.Regexp(r"[0-9a-f]{32}\Z", error="Select a person")
# What is kept here is read again as one of these, wherever the decision is shown.
RESPONSE = validate.OneOf(["", *Response], error="Select what they answered")
NOT_A_DATE = "Enter a date, such as 30/11/2026"


def line(empty: str | None = None) -> Words:
    """A line of text; with `empty`, one that must be filled in."""
    return _words(empty, LONGEST_LINE)


def text(empty: str | None = None, longest: int = LONGEST_REASON) -> Words:
    """Several lines; with `empty`, some that must be there."""
    return _words(empty, longest)


def _words(empty: str | None, longest: int) -> Words:
    checks: list[Any] = [] if empty is None else [validate.Length(min=1, error=empty)]
    too_long = f"Shorten this to {longest} characters or fewer"
    return Words(longest, load_default="", validate=[*checks, no_link], error_messages={"too_long": too_long})


class Day(fields.Field[date | None]):
    """A date as browsers send it; empty is none."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> date | None:
        if not value:
            return None
        try:
            return date.fromisoformat(str(value)[:10])
        except ValueError as error:
            raise ValidationError(NOT_A_DATE) from error


class Casework(Schema):
    """What is not asked for is not read."""

    class Meta:
        unknown = EXCLUDE


class AskForm(Casework):
    """A question to the reporter."""

    words = text("Write what you need to know")


class ReopenForm(Casework):
    """Why a case is taken up again."""

    words = text("Write what is new")


class AddForm(Casework):
    """What a reporter adds."""

    words = text("Write what you want to add", LONGEST_TEXT)


class DisagreeForm(Casework):
    """That a reporter will make a referral themselves. Why, they need not say."""

    words = text(None, LONGEST_TEXT)


class HandOverForm(Casework):
    """To whom a case is handed."""

    staff = fields.String(load_default="", validate=STAFF_ID)


class AgencyForm(Casework):
    """A call to an agency."""

    agency = line("Enter the agency’s name")
    who = line("Enter who you spoke to, or “not given”")
    when = line("Enter when you spoke to them")
    reference = line()
    said = text()
    chase_on = Day(load_default=None)


class AnswerForm(Casework):
    """What an agency answered later."""

    words = text("Write what they answered")


class DecisionForm(Casework):
    """Every field that a decision may need. Which ones it does need, `cases.deciding` says."""

    outcome = fields.String(load_default="", validate=validate.Length(max=20))
    reason = text()
    agency = line()
    adviser = line()
    adviser_role = line()
    advised_when = line()
    said = text()
    response = fields.String(load_default="", validate=RESPONSE)
    plan = text()
    head_name = line()
    head_when = line()
    review_on = Day(load_default=None)
    sure = fields.String(load_default="", validate=validate.OneOf(("", "yes"), error="Confirm that you have read this"))
