"""The help in the public guide, as it is; and invented page models of it beside a case."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.show.guide_questions import questions_page
from lti_tool.web.show.guide_toolkit import parents_page, sheet_page, toolkit_page
from lti_tool.web.view_asides import Asides, Belief
from lti_tool.web.view_parts import DANGER, Fact, Link, Section
from lti_tool.web.views_call import CallPage
from lti_tool.web.views_help import Answer, AnswersPage, Place
from tests.web.samples_guide import APP, chosen
from tests.web.samples_lead import ALERT, CHROME, OUTCOME, OVERVIEW, QUESTION
from tests.web.samples_reporter import OUT_OF_HOURS, POLICE, SOCIAL_CARE, STOP

PROFILE = Belief("The profile says 15, so it is a child.", "Adults pose as children.", (OVERVIEW,))
ASKED = (
    Link("Our pupil is 18 and their partner is 16. Does that count?", "/cases/1/questions/adult/answers#faq-pupil_18"),
    Link("A child is being blackmailed. What first?", "/cases/1/outcome/answers#faq-blackmail"),
)
ASIDES = Asides(ASKED, (PROFILE,))
ANSWERS = AnswersPage(
    chrome=CHROME,
    caption="What the guidance asks for",
    back=Link("Back to what the guidance asks for", "/cases/1/outcome"),
    answers=(
        Answer(
            "A child is being blackmailed. What first?",
            "Refer at once. Do not pay, stop contact, and keep the messages. Stay close: there is a risk of suicide.",
            "faq-blackmail",
            "/cases/1/outcome/answers#faq-blackmail",
            (ALERT,),
            (Place("Was any child pressured?", "/cases/1/questions/pressure"), Place("Blackmail for money or images")),
        ),
        Answer(
            "How long will the police keep the phone?",
            "Police decide, and it can be weeks or months.",
            "faq-keep_phone",
            "/cases/1/outcome/answers#faq-keep_phone",
            (OVERVIEW,),
        ),
    ),
    beliefs=(PROFILE,),
)
CALL = CallPage(
    chrome=CHROME,
    reference="7F3K",
    back_url="/cases/1/outcome",
    police="Police: yes, now",
    phones=(DANGER, POLICE, SOCIAL_CARE, OUT_OF_HOURS),
    say=(
        "My name is Priya Nair, and I am safeguarding lead at Seaview School.",
        "I am making a referral. Our reference is 7F3K.",
        "May I have your name and role, and a reference for this call?",
    ),
    children=Section(
        "The children",
        (
            Fact("Child A: age", "13 to 15"),
            Fact("Child A: part in it", "Shown in an image; may have been harmed"),
            Fact("Child A: extra support or a social worker", "Nothing written", known=False),
        ),
    ),
    reasons=Section(
        "Why we are calling",
        (
            Fact("What our guidance asks for", "Refer now"),
            Fact("Was any child pressured?", "Yes, with a demand for money"),
        ),
    ),
    known=Section("What else is known", (Fact("How far has the image gone?", "Only between the two people"),)),
    unknown=("Is there an imbalance between the children?", "Has it stopped, and are those involved co-operating?"),
    told=Section(
        "Who has been told already",
        (
            Fact("Seaview social care", "Dana Whitfield, 10:40, reference SC/77"),
            Fact("Parents or carers of Child A", "Told"),
        ),
    ),
    ask=("What will you do, and by when will you tell me?", "Should the police be told, and who tells them?"),
    blanks=("Name and role of who answered", "Their reference"),
    printed="Printed by Priya Nair on 14 November 2026, 10:58am.",
    record=Link("Record this call", "/cases/1/agencies/add"),
)

with APP.test_request_context():
    HERE = chosen()
    PAGES = {
        "guide-questions": questions_page(HERE, ""),
        "guide-questions-found": questions_page(HERE, "deepfake phone"),
        "guide-questions-nothing": questions_page(HERE, "xylophone"),
        "guide-toolkit": toolkit_page(HERE),
        **{f"guide-sheet-{sheet.id.replace('_', '-')}": sheet_page(HERE, sheet) for sheet in HERE.guide.toolkit},
        **({"guide-parents": parents_page(HERE, HERE.guide.leaflet)} if HERE.guide.leaflet else {}),
        "answers": ANSWERS,
        "call": CALL,
        "question-asides": replace(QUESTION, asides=ASIDES),
        "stop-asides": replace(STOP, asides=ASIDES),
        "outcome-asides": replace(OUTCOME, asides=ASIDES, script_url="/cases/1/call"),
    }
