"""Invented page models: a lead's work on a case, and what a reporter adds."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.show.decision import LACKS, NO_IMAGE, WHEN
from lti_tool.web.view_forms import Box, Day, FormPage, Group, Line, Pick, Tick
from lti_tool.web.view_parts import Choice, Decision, Fact, Link
from lti_tool.web.views_lead import AgenciesPage, Call, WaysPage
from tests.web.samples_lead import CASE, CHROME, NAMING, OUTCOME
from tests.web.samples_reporter import LATER, LEAD, NOW, SENT, SOCIAL_CARE

WAYS = WaysPage(
    chrome=CHROME,
    reference="7F3K",
    back_url="/cases/1/outcome",
    ways=(
        Choice("/cases/1/decision/advice_taken", "Advice was taken: manage it in school", "An agency advised you."),
        Choice("/cases/1/decision/override", "Decide on a different outcome", "A lower one needs more."),
    ),
)
CHOSEN = Group(
    fields=(
        Pick(
            name="outcome",
            label="Which outcome do you decide on?",
            choices=(
                Choice("EMERGENCY", "Emergency"),
                Choice("REFER_CSC", "Refer to children’s social care"),
                Choice("CONSULT", "Consult", chosen=True),
                Choice("MANAGE", "Manage in school"),
            ),
        ),
        Box(name="reason", label="Why?", hint=f"{NO_IMAGE} For a higher outcome you can leave this empty."),
    )
)
LOWER = Group(
    title="If you decide on a lower outcome",
    words=("The guidance asks for advice from outside the school, the head’s agreement and a safety plan.",),
    fields=(
        Line(name="agency", label="Which agency advised you?"),
        Line(name="adviser", label="Who did you speak to?"),
        Line(name="adviser_role", label="Their role"),
        Line(name="advised_when", label="When?", hint=WHEN),
        Box(name="said", label="What did they say?", hint=NO_IMAGE),
        Line(
            name="head_name",
            label="Who agreed for the school? The head’s name",
            hint="If you are the head, another senior leader or the chair of governors.",
        ),
        Line(name="head_when", label="When did they agree?", hint=WHEN),
        Box(name="plan", label="The safety plan until then", hint=NO_IMAGE),
        Day(
            name="review_on",
            label="When is this looked at again?",
            hint="At the latest on Monday 16 November 2026.",
        ),
    ),
)
ONCE_MORE = Group(
    title="Before you go below a referral",
    words=("A criterion for immediate referral is met:", "An adult is involved, or may be."),
    fields=(Tick(name="sure", label="I have read this, and I still decide on a lower outcome"),),
)
OVERRIDE = FormPage(
    chrome=CHROME,
    name="Your decision",
    caption="Case 7F3K",
    heading="Decide on a different outcome",
    words=(
        "You can always choose a higher outcome. For a lower one the guidance asks for more.",
        "On the answers so far: Refer now. This stays on record.",
    ),
    groups=(CHOSEN, LOWER, ONCE_MORE),
    action="/cases/1/decision/override/3",
    act="Record this decision",
    back=Link("Back", "/cases/1/decision"),
)
MISSING = LACKS | {"outcome": None, "review_on": "Enter a date from today to Monday 16 November 2026"}
LACKING = tuple(
    replace(group, fields=tuple(replace(each, error=MISSING[each.name]) for each in group.fields))
    for group in OVERRIDE.groups
)
AGENCIES = AgenciesPage(
    chrome=CHROME,
    reference="7F3K",
    back_url="/cases/1",
    calls=(
        Call(
            agency="Children’s social care",
            facts=(Fact("Who", "Duty social worker"), Fact("Their reference", "None given", known=False)),
            by="Written down by Priya Nair, 14 November 2026, 10:58am",
            late="They have not answered. Telephone again today.",
            answer_url="/cases/1/agencies/1",
        ),
    ),
    add_url="/cases/1/agencies/add",
)
ADD = FormPage(
    chrome=LATER,
    name="Add something",
    caption="Your report 7F3K",
    heading="Add something",
    words=("If it cannot wait, telephone first.",),
    phones=(LEAD, SOCIAL_CARE),
    groups=(Group(fields=(Box(name="words", label="What do you want to add?", max_length=4000),)),),
    action="/cases/1/add",
    act="Add this",
    back=Link("Back", "/cases/1/sent"),
)
OVERRIDDEN = Decision(
    "Decided differently: Consult",
    "Priya Nair",
    NOW,
    "The police asked us to wait.",
    (
        Fact("The answers asked for", "Refer now"),
        Fact("Because of: Is anyone aged 18 or over involved in any way?", "Yes, a pupil or student aged 18"),
        Fact("Criteria for immediate referral", "An adult is involved, or may be"),
        Fact("Agreed for the school by", "Ruth Adeyemi"),
        Fact("Looked at again on", "Tuesday 24 November 2026"),
    ),
)

PAGES = {
    "ways": WAYS,
    "override": OVERRIDE,
    "override-error": replace(OVERRIDE, groups=LACKING, general_error="The case has changed meanwhile"),
    "agencies": AGENCIES,
    "agencies-none": replace(AGENCIES, calls=()),
    "add": ADD,
    "sent-asked": replace(
        SENT,
        standing=("A safeguarding lead asks you for more.",),
        asked=("When did she tell you?\nWho else was there?",),
        acts=(Link("Look at your answers, and send again", "/cases/1/check"), Link("Add something", "/cases/1/add")),
    ),
    "case-news": replace(
        CASE,
        warnings=("Sam Okafor added (today at 10:42): Another pupil has told me the same.",),
        naming=replace(NAMING, restricted=False),
        close=None,
    ),
    "outcome-overridden": replace(OUTCOME, confirm=None, decision=OVERRIDDEN, earlier=(replace(OVERRIDDEN, facts=()),)),
}
