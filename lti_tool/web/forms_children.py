"""The forms of the children of a case, and of cases that belong together."""

from __future__ import annotations

from marshmallow import fields, validate

from ..cases.children import Parents
from .forms_casework import Casework, line, text

SELECT = "Select one of the answers"


def tick() -> fields.String:
    """A box that is ticked or is not."""
    return fields.String(load_default="", validate=validate.OneOf(("", "yes"), error=SELECT))


def option() -> fields.String:
    """One of the guide's options; which ones there are, the guide says."""
    return fields.String(load_default="", validate=validate.Regexp(r"[0-9a-z_]{0,20}\Z", error=SELECT))


class ChildForm(Casework):
    """What is known of one child. Names are read only where they may be kept: `cases.children` sees to it."""

    age = option()
    shown = tick()
    sent = tick()
    received = tick()
    caused = tick()
    harmed = tick()
    support = option()
    wants = text()
    wants_police = text()
    parents = fields.String(
        load_default="", validate=validate.OneOf(("", *(each.value for each in Parents)), error=SELECT)
    )
    parents_why = text()
    named_adult = line()
    safety_plan = text()
    name = line()
    number = line()


class LinkForm(Casework):
    """The reference of another case."""

    reference = line("Enter the other case’s reference")
