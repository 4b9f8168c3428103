"""Invented page models: what somebody sent, copied courses, and requests about data."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.show.privacy import FILE, HEADS, KINDS
from lti_tool.web.view_forms import FormPage, Group, Pick
from lti_tool.web.view_lists import Entries, Entry
from lti_tool.web.view_parts import Choice, Fact, Link
from lti_tool.web.views_messages import CopiesPage, RequestPage
from lti_tool.web.views_retention import DeletionsPage, SentByPage
from tests.web.samples_lead import CHROME
from tests.web.samples_lead import PAGES as LEADS
from tests.web.samples_retention import ADMINISTRATOR

SENT = (
    Entry("Case 7F3K2M", "/cases/1", ("Sent Saturday 14 November 2026 at 10:40.",)),
    Entry("Case M2QX41", "/cases/2", ("Sent Monday 9 November 2026 at 9:05.",)),
)
SENT_BY = SentByPage(
    chrome=CHROME,
    heading="Cases from one person",
    words=("Only cases that you may see are listed here.",),
    lists=(Entries("What they sent", SENT, ""),),
    back=Link("All cases", "/cases"),
)
FROM = "Copied from course 4711, Monday 23 November 2026 at 09:00."
COPIES = CopiesPage(
    chrome=ADMINISTRATOR,
    heading="Copied courses",
    words=("A copy of a staff-only course is an ordinary course until you have answered.",),
    lists=(Entries("Waiting for your answer", (Entry("Course 4890", "/courses/1", (FROM,)),), ""),),
    back=Link("Back", "/installation"),
)
WHO = Pick(
    name="answer",
    label="Who is enrolled?",
    choices=(
        Choice("staff-only", "Everybody enrolled is staff, and always will be"),
        Choice("ordinary", "There are or may be pupils in it"),
    ),
)
COPY = FormPage(
    chrome=ADMINISTRATOR,
    name="A copied course",
    caption="Course 4890",
    heading="Who is in this course?",
    words=(
        FROM,
        "The numbers are those of your platform. Look into the course there before you answer.",
        "In a staff-only course everybody can report, also whom your platform calls a learner. "
        "A pupil there would be taken for staff.",
        "Its gradebook then gets receipts, as that of the course it was copied from.",
    ),
    groups=(Group(fields=(WHO,)),),
    action="/courses/1",
    act="Continue",
    back=Link("Back", "/courses"),
)
ACCOUNT = (
    Fact("Account on the platform", "5"),
    Fact("Name", "Sam Okafor"),
    Fact("Roles", "None"),
    Fact("Has opened Signpost", "Yes"),
    Fact("Id of your school", "0f" * 16),
    Fact("Id of your platform", "1e" * 16),
)
PERSON = RequestPage(
    chrome=ADMINISTRATOR,
    heading="What is held of one person",
    words=(
        "No case can be seen from here, nor whether there is one.",
        "When you ask for deletion, your safeguarding leads and the head decide what can go. "
        "What was sent goes only when one of them proposes it and an administrator agrees.",
        FILE,
    ),
    facts=(*ACCOUNT, Fact("Deletion", "Nobody has asked for it")),
    kinds=KINDS,
    action="/people/1",
    act="Ask for deletion",
    back=Link("Back", "/installation"),
)
ASKED = "Asked for Monday 23 November 2026 at 09:00. It waits for your leads or the head."
REQUESTS = DeletionsPage(
    chrome=CHROME,
    heading="Requests about data",
    words=("Somebody asks that what is held of them is deleted. You decide what can go.",),
    lists=(Entries("Waiting", (Entry("Sam Okafor", "/requests/1", ("Asked Monday 23 November 2026.",)),), ""),),
    back=Link("All cases", "/cases"),
)
REQUEST = RequestPage(
    chrome=CHROME,
    heading="Somebody asks for deletion",
    words=(
        "It is about Sam Okafor. An administrator asked Monday 23 November 2026 at 09:00.",
        "Speak to your data-protection officer first. What a child’s safety needs is kept.",
        "Open each case. Where it can go, choose to propose its deletion; an administrator has to agree.",
        "Their name stays in the history of every case that is kept.",
        HEADS,
    ),
    lists=(Entries("What they began or sent, as far as you may see it", SENT, ""),),
    action="/requests/1",
    act="This is settled",
    back=Link("Requests about data", "/requests"),
)
NONE = Entries("What they began or sent, as far as you may see it", (), "Nothing.")
PAGES = {
    "sent-by": SENT_BY,
    "copies": COPIES,
    "copies-none": replace(COPIES, lists=(Entries("Waiting for your answer", (), "Nothing waits."),)),
    "copy": COPY,
    "copy-error": replace(COPY, groups=(Group(fields=(replace(WHO, error="Select who is in this course"),)),)),
    "admin-copies": replace(LEADS["admin"], copies_url="/courses"),
    "person": PERSON,
    "person-asked": replace(PERSON, facts=(*ACCOUNT, Fact("Deletion", ASKED)), action=None),
    "requests": REQUESTS,
    "request": REQUEST,
    "request-lead": replace(REQUEST, lists=(NONE,), action=None),
}
