"""Invented page models: what is opened to be printed."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.view_parts import Fact
from lti_tool.web.views_lead import Call
from lti_tool.web.views_paper import PaperPage
from tests.web.samples_lead import CASE, CHROME, MADE, OUTCOME, QUIET

CALLS = (
    Call(
        "Children’s social care",
        (
            Fact("Who", "Dana Whitfield, duty social worker"),
            Fact("When", "Today at 10:40"),
            Fact("Their reference", "None given", known=False),
            Fact("What they said", "They will ring back before the end of the day."),
        ),
        "Written down by Priya Nair, 14 November 2026, 10:50am",
    ),
)
PAPER = PaperPage(
    chrome=CHROME,
    back_url="/cases/1",
    case=replace(
        CASE,
        sections=tuple(
            replace(each, facts=tuple(replace(fact, change_url=None) for fact in each.facts)) for each in CASE.sections
        ),
        unknown=tuple(replace(each, change_url=None) for each in CASE.unknown),
    ),
    outcome=replace(OUTCOME, confirm=None, decision=MADE),
    calls=CALLS,
)

PAGES = {
    "paper": PAPER,
    "paper-nothing-decided": replace(PAPER, outcome=replace(QUIET, confirm=None), calls=()),
}
