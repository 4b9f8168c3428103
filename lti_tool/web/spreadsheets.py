"""Rows as a file that a spreadsheet opens, with nothing in it that the spreadsheet would carry out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

# A field that begins so is taken for a formula; some programs take the wide signs for the same.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Without it Excel reads UTF-8 as something else.
BYTE_ORDER_MARK = "\ufeff"


def harmless(field: str) -> str:
    """The field as text, whatever it begins with."""
    return f"'{field}" if field.startswith(BEGINS_A_FORMULA) else field


def spreadsheet(rows: Iterable[Sequence[str]], name: str) -> Response:
    """A download of these rows. `name` says what the file is, never of whom."""
    text = io.StringIO()
    csv.writer(text).writerows([harmless(field) for field in row] for row in rows)
    response = Response(BYTE_ORDER_MARK + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
