"""Invented page models: a school year in numbers."""

from __future__ import annotations

from lti_tool.cases.counting import Decided
from lti_tool.cases.first_look import Look
from lti_tool.cases.overview import Overview
from lti_tool.cases.school_years import SchoolYear
from lti_tool.cases.small_numbers import Hidden
from lti_tool.guidance.library import for_nation
from lti_tool.guidance.model import Level
from lti_tool.web.show.overview import numbers_of
from lti_tool.web.view_parts import Link
from lti_tool.web.views_lead import Tab
from lti_tool.web.views_overview import OverviewPage
from tests.web.samples_lead import CHROME

YEARS = (Tab("2026 to 2027", "/overview", current=True), Tab("2025 to 2026", "/overview?year=2025"))
FOUND = Overview(
    year=SchoolYear(2026),
    years=(SchoolYear(2026), SchoolYear(2025)),
    total=87,
    outcomes={
        Level.EMERGENCY: Hidden.FEW,
        Level.REFER_NOW: 31,
        Level.REFER_CSC: Hidden.KEPT,
        Level.CONSULT: 24,
        Level.MANAGE: 19,
    },
    strands={"images": 48, "contact": 21, "both": 18, "nk": Hidden.FEW, "other": Hidden.KEPT},
    looks={Look.QUARTER: 40, Look.HOUR: 22, Look.DAY: 15, Look.LATER_OR_NOT_YET: 10},
    decisions=dict.fromkeys((Decided.CONFIRMED_OR_ENDED, Decided.OVERRIDDEN, Decided.NOT_YET), Hidden.KEPT),
    apart=None,
)
NOTES = (
    "Cases about a member of staff, and cases that are kept from somebody, are not counted here.",
    "A number under 5 is hidden. So is a number from which one could be worked out: it says “not shown”.",
)
PAGE = OverviewPage(
    chrome=CHROME,
    back=Link("Back to the cases", "/cases"),
    years=YEARS,
    year="2026 to 2027",
    total="Cases that were sent: 87.",
    notes=NOTES,
    apart=None,
    tables=numbers_of(FOUND, for_nation("england")),
    csv_url="/overview.csv?year=2026",
)

PAGES = {
    "overview": PAGE,
    "overview-head": OverviewPage(
        chrome=CHROME,
        back=PAGE.back,
        years=YEARS[:1],
        year=PAGE.year,
        total="Cases that were sent: fewer than 5.",
        notes=(NOTES[0], "Nothing more is shown of so few."),
        apart="Counted apart, for the head: fewer than 5.",
        tables=(),
        csv_url=PAGE.csv_url,
    ),
}
