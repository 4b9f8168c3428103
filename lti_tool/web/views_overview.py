"""The page model of a school year in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lti_tool.web import view_parts as part
from lti_tool.web.views_lead import Tab


class NumberRow(NamedTuple):
    """A row of a table: what is counted, and how many, in words where the number is hidden."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of a table, in units of their own: at 320 pixels one of them is about a pixel.

    Attributes:
        bars: the outline of them all. Where a number is hidden there is none.
    """

    id: str
    title: str
    height: int
    bars: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table with its chart."""

    heading: str
    words: tuple[str, ...]
    column: str
    rows: tuple[NumberRow, ...]
    chart: Chart | None
    """None where every number is hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage(part.Page):
    """A school year in numbers."""

    template = "pages/overview.html"
    subject = "The year in numbers"
    back: part.Link
    years: tuple[Tab, ...]
    year: str
    total: str
    notes: tuple[str, ...]
    apart: str | None
    tables: tuple[Numbers, ...]
    csv_url: str
