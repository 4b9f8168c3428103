"""Who has practised in a school year, as a page and as a spreadsheet."""

from __future__ import annotations

from flask import url_for

from ...cases.school_years import SchoolYear
from ...cases.training import Trained, TrainingYear
from .. import view_parts as part
from ..views_lead import Tab
from ..views_practice import TrainedRow, TrainingPage
from .words import moment, school_year

NAMELESS = "Member of staff"


def training_page(found: TrainingYear, chrome: part.Chrome) -> TrainingPage:
    """The leads' page."""
    return TrainingPage(
        chrome=chrome,
        back=part.Link("Back to practice", url_for("practice.choose")),
        year=school_year(found.year),
        years=tuple(_tab(each, found.year) for each in found.years),
        rows=tuple(_row(each) for each in found.trained),
        csv_url=url_for("training.sheet", year=found.year.begins),
    )


def training_rows(found: TrainingYear) -> list[tuple[str, ...]]:
    """The rows of the spreadsheet, its heading first."""
    heading = ("Name", "Cases finished", "Last finished on", "School year")
    year = school_year(found.year)
    return [heading, *((_name(each), str(each.times), f"{moment(each.last).iso:.10}", year) for each in found.trained)]


def _tab(year: SchoolYear, current: SchoolYear) -> Tab:
    return Tab(school_year(year), url_for("training.who", year=year.begins), year == current)


def _row(each: Trained) -> TrainedRow:
    return TrainedRow(_name(each), str(each.times), moment(each.last))


def _name(each: Trained) -> str:
    return each.person.name or NAMELESS
