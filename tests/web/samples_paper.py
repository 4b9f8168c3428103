"""Invented page models: the record of a case, and where no PDF of it could be made."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.show.paper import BUSY, FAILED
from lti_tool.web.view_parts import Decision, Fact, Link, Moment
from lti_tool.web.views_lead import Call
from lti_tool.web.views_paper import Asked, Judged, NoPdfPage, PaperPage, Worked
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
GLANCE = (
    Fact("School", "Oakfield School"),
    Fact("State", "Closed"),
    Fact("Who reported it", "Sam Okafor (member of staff)"),
    Fact("Began", "Friday 13 November 2026 at 09:12"),
    Fact("Sent to the leads", "Friday 13 November 2026 at 09:31"),
    Fact("First opened by a lead", "Friday 13 November 2026 at 09:40"),
    Fact("Who has the case", "Priya Nair (safeguarding lead)"),
    Fact("What the answers ask for", "Consult"),
    Fact("What was decided", "Manage in school"),
    Fact("Closed", "Not yet", known=False),
)
EARLIER = Decision(
    words="Outcome confirmed: Consult",
    by="Priya Nair",
    at=Moment("Friday 13 November 2026 at 10:15", "2026-11-13T10:15:00+00:00"),
    reason="",
    facts=(Fact("Reasons, also for not referring", "We ask the advice line before we decide."),),
)
ASKED = Asked(
    glance=GLANCE,
    own_words=(
        *CASE.reported[1:],
        Fact("Added by Sam Okafor, Friday 13 November 2026 at 11:02", "Her friend knows of it too."),
    ),
    sections=tuple(
        replace(each, facts=tuple(replace(fact, change_url=None) for fact in each.facts)) for each in CASE.sections
    ),
    unknown=tuple(replace(each, change_url=None) for each in CASE.unknown),
    outcome=OUTCOME.outcome,
    police=OUTCOME.police,
    explained=(*OUTCOME.timing, OUTCOME.guide),
    reasons=tuple(
        replace(each, sources=tuple(replace(note, href=None) for note in each.sources)) for each in OUTCOME.reasons
    ),
    criteria=("An adult is involved",),
    notes=tuple(dict.fromkeys(replace(note, href=None) for reason in OUTCOME.reasons for note in reason.sources)),
)
JUDGED = Judged(
    decision=MADE,
    earlier=(EARLIER,),
    sign_off=(
        Fact("Decided by", "Priya Nair, Friday 13 November 2026 at 15:10"),
        Fact("Agreed for the school by", "Helen Marsh, today at 15:00"),
    ),
    calls=CALLS,
)
WORKED = Worked(
    children=(replace(CHILD, change_url=None),),
    parents=(Fact("Child A", "Told. Priya Nair, by telephone at 14:00"),),
    tasks=(TaskGroup("To do", (replace(TEACH, done_url=None, change=None),)),),
    devices=(
        Fact("Has any member of staff seen, copied, saved or forwarded an image?", "Seen only"),
        Fact(
            "Record who saw it, when and how",
            "Done: Priya Nair, Friday 13 November 2026 at 10:05. Mr Hall saw it by accident.",
        ),
    ),
    reviews=(Fact("Hold the review", "Due by the end of Friday 20 November 2026", known=False),),
    linked=("Case M2QX: In review",),
    history=CASE.history,
)
PAPER = PaperPage(
    chrome=CHROME,
    back_url="/cases/1",
    reference="7F3K",
    made="Printed by Priya Nair (safeguarding lead), Saturday 14 November 2026 at 10:42",
    downloads=(
        Link("Download as PDF", "/cases/1/record.pdf"),
        Link("Download for another program (JSON)", "/cases/1/record.json"),
    ),
    asked=ASKED,
    judged=JUDGED,
    worked=WORKED,
)
EMPTY = replace(
    PAPER,
    asked=replace(
        ASKED,
        sections=(),
        unknown=(),
        outcome=QUIET.outcome,
        police=QUIET.police,
        reasons=(),
        criteria=(),
        notes=(),
    ),
    judged=Judged(decision=None, earlier=(), sign_off=(), calls=()),
    worked=replace(WORKED, children=(), parents=(), tasks=(), devices=(), reviews=(), linked=()),
)


def no_pdf(heading: str, words: tuple[str, ...]) -> NoPdfPage:
    return NoPdfPage(chrome=CHROME, heading=heading, words=words, print_url="/cases/1/print", back_url="/cases/1")


PAGES = {
    "paper": PAPER,
    "paper-nothing-decided": EMPTY,
    "no-pdf-busy": no_pdf("A PDF is being made already", BUSY),
    "no-pdf": no_pdf("There is no PDF", FAILED),
}
