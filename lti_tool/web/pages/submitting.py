"""What follows a form of one page: it is right and kept, or it comes back with what was typed and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response

from ...cases.model import CaseChanged
from ...system.database import NOT_NOW
from ..errors import not_saved
from ..forms import Sheet
from ..show.words import CHANGED
from . import see_other

# The page with the form as it was filled in, what is wrong with all of it, and the status. It looks at the case anew.
Again = Callable[[Sheet | None, str | None, int], Response]


def submit(sheet: Sheet, again: Again, keep: Callable[[Mapping[str, Any]], object], then: str) -> Response:
    """Keep what the form says and go on, or show it again.

    Args:
        keep: asks the collaborator. What it raises beside CaseChanged and a database's trouble is the caller's.
        then: where a form that was kept leads.
    """
    if sheet.errors:
        return again(sheet, None, 422)
    try:
        keep(sheet.values)
    except CaseChanged:
        return again(sheet, CHANGED, 409)
    except NOT_NOW as error:
        return again(sheet, not_saved(error), 503)
    return see_other(then)
