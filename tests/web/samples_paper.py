"""Invented page models: what is opened to be printed."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.view_parts import Fact, Link
from lti_tool.web.views_lead import Call
from lti_tool.web.views_paper import PaperPage
from lti_tool.web.views_tasks import TaskGroup
from tests.web.samples_children import CHILD
from tests.web.samples_lead import CASE, CHROME, MADE, OUTCOME, QUIET
from tests.web.samples_tasks import TEACH

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
        linked=(Link("Case M2QX: In review", "/cases/2"),),
        sections=tuple(
            replace(each, facts=tuple(replace(fact, change_url=None) for fact in each.facts)) for each in CASE.sections
        ),
        unknown=tuple(replace(each, change_url=None) for each in CASE.unknown),
    ),
    outcome=replace(OUTCOME, confirm=None, decision=MADE),
    calls=CALLS,
    children=(replace(CHILD, change_url=None),),
    tasks=(TaskGroup("To do", (replace(TEACH, done_url=None, change=None),)),),
)

PAGES = {
    "paper": PAPER,
    "paper-nothing-decided": replace(PAPER, outcome=replace(QUIET, confirm=None), calls=(), children=(), tasks=()),
}
