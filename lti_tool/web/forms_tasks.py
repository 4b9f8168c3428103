"""The forms of working off a case and closing it."""

from __future__ import annotations

from marshmallow import fields, validate

from ..cases.task import TaskState
from .forms_casework import Casework, Day, line, text

WHOEVER = "case"


class TaskForm(Casework):
    """What became of a task, who does it and by when."""

    state = fields.String(
        load_default="",
        validate=validate.OneOf([state.value for state in TaskState], error="Select what has become of it"),
    )
    note = text()
    staff = fields.String(
        load_default="", validate=validate.Regexp(rf"(?:{WHOEVER}|[0-9a-f]{{32}})\Z", error="Select a person")
    )
    due_on = Day(load_default=None)
    next_on = Day(load_default=None)


class FilingForm(Casework):
    """That a case is closed. What that needs, `cases.filing` says."""

    rest = text()
    filed = fields.String(load_default="", validate=validate.Length(max=3))
    where = line()
