"""Invented page models: what a safeguarding professional has confirmed of the guide."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.view_parts import Fact, Link, SourceNote
from lti_tool.web.views_confirming import Confirmation, ConfirmingPage, OpenPoint, Resting
from tests.web import samples_lead, samples_queue
from tests.web.samples_lead import CHROME

HREF = "/guide-sources/england_v1"
OPEN = Confirmation(
    "Not everything in this guide has been confirmed by a safeguarding professional: 3 points are left.", HREF
)
BY = "Dr Amina Yusuf, Designated safeguarding lead, Friday 20 November 2026"
DONE = Confirmation(f"This guide was confirmed by {BY}.", HREF, done=True)
PAGE = ConfirmingPage(
    chrome=CHROME,
    back=Link("Back to the cases", "/cases"),
    guide="England: shared nude images and sexual contact online. Sources read in November 2026.",
    standing=OPEN.words,
    meaning=(
        "What is open was written from what others quote, or from what we know. Check it before you rely on it.",
        "Whoever confirms a point tells your administrator, who records it with their name, role and the date.",
    ),
    left=(
        OpenPoint("Every telephone number in this guide has been called or looked up."),
        OpenPoint(
            "Financially motivated sexual extortion: alert for education settings",
            SourceNote(
                "Financially motivated sexual extortion: alert for education settings, National Crime Agency",
                "We saw this quoted or summarised elsewhere, not in the document itself.",
                "https://saferinternet.org.uk/",
            ),
            (
                Resting("Questions and answers", ("How are the children affected?", "What kind of contact was it?")),
                Resting("Common questions", ("A child is being blackmailed. What first?",)),
            ),
            "See what rests on it (3 places)",
        ),
        OpenPoint(
            "Deferred prosecution: Outcome 22",
            SourceNote(
                "Deferred prosecution: Outcome 22, Youth Justice Legal Centre",
                "We saw this quoted or summarised elsewhere, not in the document itself.",
                "https://yjlc.uk/",
            ),
        ),
    ),
    done=(Fact("Somebody has read Part five of Keeping children safe in education 2026.", BY),),
)

PAGES = {
    "confirming": PAGE,
    "confirming-done": replace(
        PAGE,
        standing=DONE.words,
        meaning=("Nothing is open. If the guide changes, what has changed has to be confirmed again.",),
        left=(),
    ),
    "queue-unconfirmed": replace(samples_queue.PAGES["queue"], confirmation=OPEN),
    "outcome-unconfirmed": replace(samples_lead.PAGES["outcome"], confirmation=OPEN),
    "outcome-confirmed": replace(samples_lead.PAGES["outcome"], confirmation=DONE),
}
