"""Invented page models: everything a reporter, a pupil or a stranger can see."""

from __future__ import annotations

from lti_tool.web.view_parts import (
    CHILDLINE,
    DANGER,
    NSPCC,
    Choice,
    Chrome,
    EarlierCase,
    Fact,
    Link,
    Moment,
    Phone,
    TimeOut,
)
from lti_tool.web.view_parts import Section as Part
from lti_tool.web.views import (
    CheckPage,
    ChoicePage,
    InterruptionPage,
    LearnerPage,
    MessagePage,
    NewWindowPage,
    NoAccessPage,
    OtherPage,
    RefusedPage,
    StartPage,
    StatusPage,
    TextPage,
)

LEAD = Phone("Safeguarding lead", "01632 960101", "Priya Nair")
DEPUTY = Phone("Deputy lead", "01632 960102", "Tom Ellery")
HEAD = Phone("Head", "01632 960103", "Ruth Adeyemi")
SOCIAL_CARE = Phone("Children’s social care", "01632 960110", note="Monday to Friday, 8:30am to 5pm")
OUT_OF_HOURS = Phone("Children’s social care, out of hours", "01632 960111")
LADO = Phone("Local authority designated officer (LADO)", None)
POLICE = Phone("Police", "101", note="999 if anyone is in danger")
TEAM = (LEAD, DEPUTY, HEAD)

TIME_OUT = TimeOut(idle_seconds=1800, left_seconds=28800, stay_url="/stay")
FIRST = Chrome(who="Sam Okafor", foot=(DANGER, NSPCC, LEAD), first_view=True, time_out=TIME_OUT)
LATER = Chrome(who="Sam Okafor", foot=(DANGER, NSPCC, LEAD), time_out=TIME_OUT)
STRANGER = Chrome(signed_in=False, first_view=True)
PUPIL = Chrome(signed_in=False, first_view=True, foot=(DANGER, CHILDLINE))

NOW = Moment("14 November 2026, 10:42am", "2026-11-14T10:42:00+00:00")
YESTERDAY = Moment("13 November 2026, 3:20pm", "2026-11-13T15:20:00+00:00")
WORDS = "She told me at break.\n\nShe said: “He sent [image] to the group and now everyone has it.”"

DISTRESS = ChoicePage(
    chrome=LATER,
    question_id="distress",
    section="Safety first",
    question="How are the children affected, including any child who may have caused harm?",
    action="/cases/1/questions/distress",
    back_url="/cases/1/questions/strand",
    help=("Ask how they are, not what the image shows.",),
    hint="Choose the most serious that applies to any child.",
    phones=(LEAD, DEPUTY),
    send_url="/cases/1/send",
    choices=(
        Choice("none", "Not noticeably"),
        Choice("coping", "Upset but safe and supported"),
        Choice("serious", "Serious impact that needs more than school can offer"),
        Choice("selfharm", "Signs of recent or current self-harm or suicidal thoughts"),
        Choice("nk", "Not known yet", hint="Nobody has been able to ask."),
    ),
)

DANGER_NOW = {
    "chrome": LATER,
    "question_id": "danger",
    "section": "Safety first",
    "question": "Is any child in immediate danger, or could they be in the next few hours?",
    "action": "/cases/1/questions/danger",
    "back_url": "/",
    "help": (
        "This includes a child who has said they will end their life, is missing, or is being threatened now.",
        "If yes, call 999 before going on.",
    ),
    "phones": (LEAD, DEPUTY),
    "send_url": "/cases/1/send",
}
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"), Choice("nk", "Not known yet"))

TOLD = {
    "chrome": LATER,
    "question_id": "told",
    "section": "What you were told",
    "question": "What were you told, in the child’s words?",
    "action": "/cases/1/questions/told",
    "back_url": "/cases/1/questions/reach",
    "help": ("Write what was said. Where the child described the image, write [image].",),
    "hint": "Leave it empty if nothing was said to you.",
    "phones": (LEAD,),
    "send_url": "/cases/1/send",
}

FACTS = (
    Part(
        "Safety first",
        (
            Fact("Is any child in immediate danger?", "No", "/cases/1/questions/danger"),
            Fact("How are the children affected?", "Upset but safe and supported", "/cases/1/questions/distress"),
        ),
    ),
    Part(
        "What you know",
        (
            Fact("Is anyone aged 18 or over involved?", "Not known yet", "/cases/1/questions/adult", known=False),
            Fact("What were you told, in the child’s words?", WORDS, "/cases/1/questions/told"),
        ),
    ),
)

STOP = InterruptionPage(
    chrome=LATER,
    heading="Speak to a safeguarding lead this minute",
    do=(
        "Stay with the child, or ask a colleague to stay with them.",
        "Telephone or go to the safeguarding lead now.",
        "If nobody answers, telephone children’s social care yourself.",
    ),
    say=("“A child needs you this minute. It is about an image.”", "“I am with them in room 12.”"),
    do_not=(
        "Do not look at any image, or ask to be sent or shown one.",
        "Do not delete anything, or ask a child to.",
        "Do not promise to keep it secret.",
    ),
    phones=(LEAD, DEPUTY, SOCIAL_CARE),
    continue_url="/cases/1/questions/adult",
    send_url="/cases/1/send",
)

CALL_999 = InterruptionPage(
    chrome=LATER,
    heading="Call 999 now",
    do=("Call 999.", "Stay with the child.", "Ask a colleague to find the safeguarding lead or the head."),
    say=("“A child at our school is in danger now.”",),
    do_not=("Do not finish this form first.",),
    phones=(DANGER, LEAD, HEAD),
    continue_url="/cases/1/questions/strand",
)

SENT = StatusPage(
    chrome=LATER,
    heading="Sent",
    standing=("Sent. Nobody has opened it yet. Speak to Priya Nair now.",),
    reference="7F3K",
    at=NOW,
    phones=TEAM,
    next_steps=(
        "Keep what you know to yourself and the safeguarding team.",
        "A lead will speak to you today. They may ask you to write down more.",
        "If you hear anything new, tell them at once.",
    ),
)

OPENED = StatusPage(
    chrome=FIRST,
    heading="Your report",
    standing=("A safeguarding lead has opened it.", "They will speak to you if they need to know more."),
    reference="7F3K",
    at=NOW,
    phones=TEAM,
    more=Link("Change or add to what you sent", "/cases/1/check"),
)

EARLIER = StartPage(
    chrome=FIRST,
    phones=(LEAD, Phone("Deputy lead", None), HEAD),
    start_url="/cases",
    unfinished=(EarlierCase("Report started 14 November, 10:31am", "Not sent", NOW, "/cases/2"),),
    sent=(EarlierCase("Report of 13 November", "Sent: nobody has opened it yet", YESTERDAY, "/cases/1"),),
)

ENDED = MessagePage(
    chrome=STRANGER,
    heading="You have been signed out",
    advice=("Open this again from your course to carry on.", "Answers you continued from are saved."),
)
MISSING = MessagePage(
    chrome=LATER,
    heading="Page not found",
    advice=("There is nothing here that you can open.",),
    reference="K4D2-88",
    link=Link("Go to the start", "/"),
)

PAGES = {
    "start": StartPage(chrome=FIRST, phones=TEAM, start_url="/cases"),
    "start-again": EARLIER,
    "danger": ChoicePage(**DANGER_NOW, choices=YES_NO),
    "danger-error": ChoicePage(
        **DANGER_NOW, choices=YES_NO, error="Select whether any child is in immediate danger, or “Not known yet”"
    ),
    "question-choice": DISTRESS,
    "question-text": TextPage(**TOLD),
    "question-text-error": TextPage(**TOLD, typed=WORDS, max_length=4000, error="Write 4,000 characters or fewer"),
    "interruption": STOP,
    "interruption-999": CALL_999,
    "check": CheckPage(chrome=LATER, sections=FACTS, back_url="/x", send_url="/cases/1/send", phones=(LEAD,)),
    "sent": SENT,
    "opened": OPENED,
    "other": OtherPage(chrome=LATER, back_url="/cases/1/questions/strand", phones=TEAM),
    "learner": LearnerPage(chrome=PUPIL),
    "no-access": NoAccessPage(chrome=STRANGER, reference="K4D2-88"),
    "refused": RefusedPage(chrome=STRANGER, reference="K4D2-88QF"),
    "message-ended": ENDED,
    "message-404": MISSING,
    "new-window": NewWindowPage(chrome=STRANGER, href="/lti/continue"),
}
