"""Invented page models: what a school adds to its guide, and numbers that nobody has set."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.view_parts import Care, Check, Link, Reason
from lti_tool.web.views_local import Local, LocalFloor
from tests.web.samples_casework import AGENCIES
from tests.web.samples_lead import ALERT, OUTCOME
from tests.web.samples_lead import PAGES as LEADS
from tests.web.samples_paper import PAPER
from tests.web.samples_queue import PAGES as LISTS
from tests.web.samples_reporter import DISTRESS, LEAD

LINKS = (
    Link("Local safeguarding procedures", "https://procedures.example.org/oakfield"),
    Link("Referral form of children’s social care", "https://council.example.org/refer"),
)
AGE = "How old is the youngest child involved?"
FLOORS = tuple(
    LocalFloor(
        AGE,
        answer,
        "Refer to children’s social care",
        "Our partnership refers every child under 13.",
        "Jo Ode, chair of the safeguarding partnership, 1 September 2026",
    )
    for answer in ("10 to 12", "Under 10")
)
LOCAL = Local(version="Version 2, loaded on Tuesday 3 November 2026 at 09:10.", floors=FLOORS, links=LINKS)
RAISED = replace(
    OUTCOME,
    police="Police: not on these answers alone. Ask children’s social care, and record what they say",
    care=Care.ACT_TODAY,
    outcome="Refer to children’s social care",
    reasons=(
        Reason(
            AGE,
            "10 to 12",
            "Raised by your school: Our partnership refers every child under 13 (Jo Ode, chair of the safeguarding "
            "partnership, 1 September 2026). A child under 13 cannot consent in law.",
            (ALERT,),
        ),
    ),
    local=LOCAL,
)

PAGES = {
    "outcome-local": RAISED,
    "agencies-local": replace(AGENCIES, links=LINKS),
    "paper-local": replace(PAPER, asked=replace(PAPER.asked, local=LOCAL)),
    "admin-ready": replace(LEADS["admin"], checks=(Check("All required telephone numbers are set", True),)),
    "queue-not-ready": replace(
        LISTS["queue"],
        notices=(
            "Signpost is not ready for real use. Ask your administrator to set these numbers: "
            "Children’s social care, out of hours; Local authority designated officer (LADO).",
        ),
    ),
    "question-unset": replace(DISTRESS, phones=(replace(LEAD, number=None, name=None),)),
}
