"""Sheets to print: what to say, what to do with a device, whom to report to, and the leaflet for parents."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_TABLE = 30
"""Rows that a table to fill in may have: a sheet is two pages at most."""


@dataclass(frozen=True)
class SheetPart:
    """What stands under one heading of a sheet.

    Attributes:
        words: paragraphs.
        say: sentences that somebody can say as they stand.
        steps: what to do, in this order.
        avoid: what not to say or do.
        blanks: lines to fill in by hand, by what belongs there.
        columns: the head of a table to fill in by hand, with `rows` empty rows.
    """

    title: str
    words: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One or two pages of A4. `use` says who takes it, and when."""

    id: str
    title: str
    use: str
    parts: tuple[SheetPart, ...]


def cited_in(sheet: Sheet) -> tuple[str, ...]:
    """The sources of a sheet, each once, in the order of first mention."""
    return tuple(dict.fromkeys(source for part in sheet.parts for source in part.sources))


def sheet_of(sheets: Iterable[Sheet], sheet_id: str) -> Sheet | None:
    """The sheet of this id, or None."""
    return next((sheet for sheet in sheets if sheet.id == sheet_id), None)
