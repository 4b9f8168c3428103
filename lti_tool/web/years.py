"""The school year in an address."""

from __future__ import annotations

from flask import request

from ..cases.school_years import SchoolYear


def year_asked_for() -> SchoolYear | None:
    """The school year that the address names; None where it names none."""
    wanted = request.args.get("year", "")
    return SchoolYear(int(wanted)) if wanted.isascii() and wanted.isdecimal() and len(wanted) == 4 else None
