"""Invented page models: everything a lead, a head or an administrator can see."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.done import WORDS as DONE
from lti_tool.web.show.admin import INSTALLATION_PAGES
from lti_tool.web.view_forms import Box
from lti_tool.web.view_parts import (
    DANGER,
    NSPCC,
    Care,
    Check,
    Choice,
    Chrome,
    Decision,
    Fact,
    Happening,
    Link,
    Reason,
    ReasonForm,
    SourceNote,
    Task,
    Unknown,
)
from lti_tool.web.views import ChoicePage
from lti_tool.web.views_admin import AdminPage
from lti_tool.web.views_lead import (
    CasePage,
    ConfirmForm,
    KeptOut,
    Naming,
    OutcomePage,
    RestrictedPage,
)
from tests.web.samples_reporter import (
    FACTS,
    HEAD,
    LADO,
    LEAD,
    NOW,
    OUT_OF_HOURS,
    POLICE,
    SOCIAL_CARE,
    TIME_OUT,
    WORDS,
    YES_NO,
    YESTERDAY,
)

CHROME = Chrome(who="Priya Nair, safeguarding lead", foot=(DANGER, NSPCC, LEAD), time_out=TIME_OUT)
OVERVIEW = SourceNote(
    "Sharing nudes and semi-nudes: overview, UKCIS, March 2024",
    "We read part of the document.",
    "https://www.gov.uk/government/publications/sharing-nudes-and-semi-nudes-how-to-respond-to-an-incident-overview",
)
ALERT = SourceNote("Financially motivated extortion alert, NCA, April 2024", "We saw this quoted elsewhere.")
UNCHECKED = SourceNote(
    "Sharing nudes and semi-nudes: full advice, UKCIS, March 2024", "Not yet checked against the document."
)

QUESTION = ChoicePage(
    chrome=CHROME,
    question_id="power",
    section="Aggravating factors",
    question="Is there an imbalance between the children?",
    action="/cases/1/questions/power",
    back_url="/cases/1/questions/motive",
    help=("Think of age or development, disability, status, or a position of responsibility.",),
    note="This answer is helpful for the referral, not needed to make it.",
    phones=(SOCIAL_CARE, OUT_OF_HOURS),
    choices=(*YES_NO[:1], Choice("marked", "Yes, marked", chosen=True), *YES_NO[1:]),
)

CASE = CasePage(
    chrome=CHROME,
    reference="7F3K",
    status="Sent",
    back_url="/queue",
    standing=("Sent 12 minutes ago. You are the first to open it.", "Speak to Sam Okafor now."),
    reported=(
        Fact("Who", "Sam Okafor"),
        Fact("How to reach them", "Room 12, extension 214"),
        Fact("Where the child is, and who is with them", "In the medical room with Mrs Hale"),
        Fact("What they were told", WORDS),
    ),
    sections=FACTS,
    unknown=(
        Unknown("Is anyone aged 18 or over involved in any way?", change_url="/cases/1/questions/adult"),
        Unknown("How far has the image gone?", change_url="/cases/1/questions/spread"),
    ),
    delivery="Nothing is posted for this case: the course is not marked as staff only.",
    history=(
        Happening("Started", "Sam Okafor", YESTERDAY),
        Happening("Sent to the safeguarding lead", "Sam Okafor", NOW),
        Happening("Opened", "Priya Nair", NOW),
    ),
    take=Link("Take this case", "/cases/1/take/3"),
    more=(Link("Agencies", "/cases/1/agencies"), Link("Ask the reporter for more", "/cases/1/ask")),
    acts=(
        Link("Answer the rest", "/cases/1/questions/adult"),
        Link("See what the guidance asks for", "/cases/1/outcome"),
    ),
    close=ReasonForm("/cases/1/close"),
    printed="Case 7F3K. Printed by Priya Nair on 14 November 2026, 10:58am.",
)

RESTRICTED_CHROME = replace(CHROME, who="Ruth Adeyemi", foot=(DANGER, NSPCC))
NAMING = Naming(
    action="/cases/1/named",
    choices=(Choice("a", "Priya Nair"), Choice("b", "Tom Ellery"), Choice("c", "Member of staff, account 10")),
    undo_action="/cases/1/unnamed",
    kept_out=(KeptOut("d", "Dana Whitfield"),),
)

TASKS = (
    Task("Telephone the police. Use 101, online reporting or your agreed safer schools route.",
         "Safeguarding lead, or any staff if unavailable", "Immediately", (UNCHECKED,), "Refer now"),
    Task("Make a referral to children’s social care, and follow it up in writing.", "Safeguarding lead",
         "At the same time", (OVERVIEW, ALERT), "Refer now"),
    Task("Keep messages, usernames and web addresses as written notes, never as pictures of the image.",
         "Safeguarding lead", "Today", part="In every case"),
)  # fmt: skip

CONFIRM = ConfirmForm(
    action="/cases/1/confirm",
    fields=(Box(name="reason", label="Why do you agree with this outcome?", hint="Do not describe any image."),),
    otherwise=Link("Decide or end it in another way", "/cases/1/decision"),
)

OUTCOME = OutcomePage(
    chrome=CHROME,
    reference="7F3K",
    back_url="/cases/1",
    police="Police: yes, now",
    police_note=(
        "Telling the police is not asking for a prosecution.",
        "Police put the child’s safety, welfare and education first.",
        "They must record a crime. That is not a conviction. Do not promise an outcome.",
    ),
    care=Care.ACT_NOW,
    outcome="Refer now, to the police and children’s social care",
    timing=("Immediately, within the hour.", "Do not wait for the answers that are still missing."),
    phones=(POLICE, SOCIAL_CARE, OUT_OF_HOURS, LADO),
    tasks=TASKS,
    do_not=(
        "Do not view, copy, print, share, store or save any image.",
        "Do not delete anything, or ask a child to, before the police advise.",
    ),
    reasons=(
        Reason(
            "Was any child pressured, threatened, tricked, bribed, groomed or blackmailed?",
            "Yes, with a demand for money, gift cards or more images",
            "Blackmail of a child is a reason to refer at once. It is linked with a risk of suicide.",
            (ALERT, UNCHECKED),
        ),
    ),
    unknown=(
        Unknown("Is any child in immediate danger?", "“Yes” would raise this to 999.", "/cases/1/questions/danger"),
    ),
    guide="Based on the England guide, version 1, of November 2026.",
    confirm=CONFIRM,
    printed="Case 7F3K. Printed by Priya Nair on 14 November 2026, 10:58am.",
)

MADE = Decision(
    "Refer now: confirmed",
    "Priya Nair",
    NOW,
    "The demand for money is in the messages.\nPolice reference 1234 of today.",
)
QUIET = replace(
    OUTCOME,
    police="Police: not on these answers",
    care=Care.MONITOR,
    outcome="Manage in school",
    timing=("Make a plan within 1 to 2 school days, and set a review date.",),
    phones=(HEAD,),
    reasons=(),
    unknown=(),
)

PAGES = {
    "lead-question": QUESTION,
    "case": CASE,
    "case-changed": replace(CASE, chrome=replace(CASE.chrome, done=DONE["taken"]), acts=CASE.acts[1:], close=None),
    "case-close-error": replace(CASE, close=ReasonForm("/cases/1/close", "", "Write why it was opened by mistake")),
    "case-receipt-given-up": replace(
        CASE,
        delivery="Receipt: given up. The platform refused it. "
        "An administrator can check the activity’s settings on the platform, then try again.",
        try_again_url="/cases/1/receipt",
        close=None,
    ),
    "case-restricted": replace(CASE, chrome=RESTRICTED_CHROME, naming=NAMING, close=None),
    "case-restricted-error": replace(
        CASE,
        chrome=RESTRICTED_CHROME,
        naming=replace(NAMING, error="Select the member of staff whom it is about"),
        close=None,
    ),
    "outcome": OUTCOME,
    "outcome-error": replace(
        OUTCOME,
        confirm=replace(CONFIRM, fields=(replace(CONFIRM.fields[0], error="Write your reasons"),)),
    ),
    "outcome-today": replace(
        OUTCOME, police="Police: not decided. Take advice first", care=Care.ACT_TODAY, outcome="Take advice"
    ),
    "outcome-decided": replace(QUIET, confirm=None, decision=replace(MADE, words="Manage in school: confirmed")),
    "restricted": RestrictedPage(
        chrome=RESTRICTED_CHROME,
        standing=("It may concern somebody who works with children. Only the head can open it, and nothing is lost.",),
        phones=(HEAD, LADO, SOCIAL_CARE),
    ),
    "admin": AdminPage(
        pages=tuple(Link(words, "/installation") for words in INSTALLATION_PAGES.values()),
        test_url="/installation/test",
        chrome=Chrome(who="Lee Marsh, administrator", first_view=True, time_out=TIME_OUT),
        school="Seaview School",
        checks=(
            Check("Safeguarding lead and a telephone number", True),
            Check("Children’s social care, in and out of hours", True),
            Check("LADO", False, "Set it under: Telephone numbers"),
        ),
    ),
}
