"""A school year in numbers: as a page with charts, and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import url_for

from ...cases.counting import Decided
from ...cases.first_look import Look
from ...cases.overview import Overview
from ...cases.school_years import SchoolYear
from ...cases.small_numbers import Hidden, Shown
from ...guidance.guide import Guide
from .. import view_parts as part
from ..views_lead import Tab
from ..views_overview import Chart, NumberRow, Numbers, OverviewPage
from .words import school_year

HIDDEN = {Hidden.FEW: "fewer than 5", Hidden.KEPT: "not shown"}
NOT_COUNTED = (
    "Cases about a member of staff, and cases that are kept from somebody, are not counted here.",
    "Nor are cases that were never sent. Practice is never counted.",
)
HOW_HIDDEN = (
    "A number under 5 is hidden. So is a number from which one could be worked out: it says “not shown”.",
    "Two of these pages from different days can give away more than one. Share no more than one a term.",
)
NOTHING_MORE = "Nothing more is shown of so few."
LATER_WORDS = ("“Later” and “not yet” are one number while any number here or under “Decision” is under 5.",)
ENDING_WORDS = ("An ordinary ending: advice was taken, social care answered, or an agency handed the case back.",)
TOGETHER_WORDS = (
    "Ordinary endings are counted with decisions “as the answers asked for” "
    "while any number here or under “Outcome” is under 5.",
)

STRANDS = {
    "images": "Images",
    "contact": "Messages or contact, no image",
    "both": "Both",
    "nk": "Not known yet",
    "other": "Something else",
}
LOOKS = {
    Look.QUARTER: "Under 15 minutes",
    Look.HOUR: "Under an hour",
    Look.DAY: "The same day",
    Look.LATER: "Later",
    Look.NOT_YET: "Not yet",
    Look.LATER_OR_NOT_YET: "Later, or not yet",
}
DECISIONS = {
    Decided.CONFIRMED: "As the answers asked for",
    Decided.ENDED: "An ordinary ending",
    Decided.CONFIRMED_OR_ENDED: "As asked for, or an ordinary ending",
    Decided.OVERRIDDEN: "Decided differently",
    Decided.NOT_YET: "Not decided yet",
}

# In the chart's own units: a row with its words, from where its bar lies, and how long and how high that is.
ROW, BAR, LONGEST, HIGH = 46, 21, 280, 16

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class _Counted:
    name: str
    heading: str
    column: str
    rows: tuple[tuple[str, Shown], ...]
    words: tuple[str, ...] = ()


def overview_page(found: Overview, chrome: part.Chrome, guide: Guide) -> OverviewPage:
    """The page for leads and heads."""
    tables = numbers_of(found, guide)
    return OverviewPage(
        chrome=chrome,
        back=part.Link("Back to the cases", url_for("review.queue")),
        years=tuple(_tab(each, found.year) for each in found.years),
        year=school_year(found.year),
        total=f"Cases that were sent: {number_words(found.total)}.",
        notes=NOT_COUNTED + (HOW_HIDDEN if tables else (NOTHING_MORE,)),
        apart=None if found.apart is None else f"Counted apart, for the head: {number_words(found.apart)}.",
        tables=tables,
        csv_url=url_for("overview.sheet", year=found.year.begins),
    )


def numbers_of(found: Overview, guide: Guide) -> tuple[Numbers, ...]:
    """The tables of a year with their charts; none where the total is hidden."""
    return tuple(_numbers(each) for each in _counted(found, guide))


def overview_rows(found: Overview, guide: Guide) -> list[tuple[str, ...]]:
    """The rows of the spreadsheet, its heading first. The same numbers as on the page."""
    year = school_year(found.year)
    rows: list[tuple[str, ...]] = [("School year", "What is counted", "Which", "Cases")]
    rows.append((year, "Cases that were sent", "All", number_words(found.total)))
    for each in _counted(found, guide):
        rows += [(year, each.heading, label, number_words(number)) for label, number in each.rows]
    if found.apart is not None:
        rows.append((year, "Counted apart, for the head", "All", number_words(found.apart)))
    return rows


def number_words(number: Shown) -> str:
    """A number as it stands in a table."""
    return HIDDEN[number] if isinstance(number, Hidden) else str(number)


def _counted(found: Overview, guide: Guide) -> tuple[_Counted, ...]:
    if isinstance(found.total, Hidden):
        return ()
    levels = {level: guide.name_of(level) for level in found.outcomes}
    return (
        _Counted("outcome", "Outcome", "Outcome, decided or asked for so far", _named(found.outcomes, levels)),
        _Counted("strand", "What was reported", "What was reported", _named(found.strands, STRANDS)),
        _Counted("look", "From sending to the first look", "Time", _named(found.looks, LOOKS), _look_words(found)),
        _Counted("decision", "Decision", "Decision", _named(found.decisions, DECISIONS), _decided_words(found)),
    )


def _look_words(found: Overview) -> tuple[str, ...]:
    return LATER_WORDS if Look.LATER_OR_NOT_YET in found.looks else ()


def _decided_words(found: Overview) -> tuple[str, ...]:
    return ENDING_WORDS + (TOGETHER_WORDS if Decided.CONFIRMED_OR_ENDED in found.decisions else ())


def _named(numbers: Mapping[Key, Shown], words: Mapping[Key, str]) -> tuple[tuple[str, Shown], ...]:
    return tuple((words[name], number) for name, number in numbers.items())


def _numbers(counted: _Counted) -> Numbers:
    rows = tuple(NumberRow(label, number_words(number)) for label, number in counted.rows)
    return Numbers(counted.heading, counted.words, counted.column, rows, _chart(counted))


def _chart(counted: _Counted) -> Chart | None:
    # Only what is shown sets the scale: a hidden number must not be read off the others.
    largest = max((number for _label, number in counted.rows if isinstance(number, int)), default=None)
    if largest is None:
        return None
    return Chart(
        id=f"chart-{counted.name}",
        title=f"Bar chart. {counted.heading}: the table below holds the same numbers.",
        height=ROW * len(counted.rows),
        bars="".join(
            f"M0 {place * ROW + BAR}h{round(LONGEST * number / largest)}v{HIGH}H0z"
            for place, (_label, number) in enumerate(counted.rows)
            if isinstance(number, int)
        ),
    )


def _tab(year: SchoolYear, current: SchoolYear) -> Tab:
    return Tab(school_year(year), url_for("overview.year", year=year.begins), year == current)
