"""The forms about what platforms and administrators ask outside of a launch."""

from __future__ import annotations

from marshmallow import fields, validate

from .forms_casework import Casework

STAFF_ONLY, ORDINARY = "staff-only", "ordinary"


class CopyForm(Casework):
    """What a copied course is."""

    answer = fields.String(
        load_default="", validate=validate.OneOf((STAFF_ONLY, ORDINARY), error="Select who is in this course")
    )
