"""Invented page models: the lead's list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lti_tool.web.view_parts import Care
from lti_tool.web.views_lead import CaseRow, QueuePage, Tab
from tests.web.samples_lead import CHROME
from tests.web.samples_reporter import NOW, YESTERDAY

TABS = (
    Tab("Waiting for a decision", "/cases?show=waiting", current=True),
    Tab("Mine", "/cases?show=mine"),
    Tab("Nobody’s yet", "/cases?show=nobodys"),
    Tab("Decided, not closed", "/cases?show=decided"),
    Tab("Closed", "/cases?show=closed"),
)


def row(reference: str, number: int, level: str, care: Care, waiting: str, *more: str, **rest: Any) -> CaseRow:
    """One line of the list."""
    since = YESTERDAY if "day" in waiting else NOW
    return CaseRow(reference, f"/cases/{number}", level, care, waiting, since, *more, **rest)


ROWS = (
    row("7F3K", 1, "Refer now", Care.ACT_NOW, "12 minutes", "Sam Okafor", "Sent", owner="Nobody yet", new=True),
    row(
        "M2QX",
        2,
        "Take advice today",
        Care.ACT_TODAY,
        "2 hours",
        "Aoife Byrne",
        "Started, not sent",
        owner="Priya Nair",
    ),
    row("B81T", 3, "Manage in school", Care.MONITOR, "1 day", "Jo Lindqvist", "Decided", owner="Tom Ellery"),
)

PAGES = {
    "queue": QueuePage(
        chrome=replace(CHROME, first_view=True),
        rows=ROWS,
        urgent="1 case cannot wait, and nobody has looked at what is new in it.",
        tabs=TABS,
        older="/cases?page=2",
        report_url="/start",
    ),
    "queue-head": QueuePage(
        chrome=CHROME,
        rows=(replace(ROWS[0], restricted=True), *ROWS[1:]),
        notices=("Cases about a member of staff are shown to you only.",),
    ),
    "queue-mine": QueuePage(
        chrome=CHROME,
        rows=ROWS[1:2],
        urgent="1 case cannot wait, and nobody has looked at what is new in it.",
        urgent_url="/cases?show=waiting",
        added="Somebody has added something to 2 decided cases.",
        added_url="/cases?show=decided",
        tabs=(replace(TABS[0], current=False), replace(TABS[1], current=True), *TABS[2:]),
    ),
    "queue-empty": QueuePage(chrome=CHROME, rows=()),
}
