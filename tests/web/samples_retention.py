"""Invented page models: holds, what is due for deletion, and deleting."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.view_forms import Box, FormPage, Group, Pick
from lti_tool.web.view_lists import Entries, Entry
from lti_tool.web.view_parts import Choice, Chrome, Fact, Link
from lti_tool.web.views_retention import DeletionsPage, ErasureReceiptPage
from tests.web.samples_lead import CHROME
from tests.web.samples_reporter import TIME_OUT

ADMINISTRATOR = Chrome(who="Lee Marsh, administrator", time_out=TIME_OUT)
CASE = Link("Back to the case", "/cases/1")
KEEP = Box(
    name="words",
    label="Why must it be kept?",
    hint="Do not describe any image. Where somebody described one, write [image].",
)
HOLD = FormPage(
    chrome=CHROME,
    name="On hold",
    caption="Case 7F3K",
    heading="Put this case on hold",
    words=("A case on hold cannot be deleted, whatever the school’s period says.",),
    groups=(Group(fields=(KEEP,)),),
    action="/cases/1/hold/3",
    act="Put this case on hold",
    back=CASE,
)
WHY = Pick(
    name="reason",
    label="Why can it be deleted?",
    choices=(
        Choice("retention", "The school’s period for this case is over"),
        Choice("asked", "The school’s data-protection officer asked for it"),
        Choice("mistake", "It was opened by mistake"),
    ),
)
FOR_GOOD = "What is deleted cannot be brought back. A receipt stays that says nothing of what was in it."
ERASE = replace(
    HOLD,
    name="Propose a deletion",
    heading="Propose to delete this case",
    words=("It is deleted once an administrator agrees.", FOR_GOOD),
    groups=(Group(fields=(WHY,)),),
    action="/cases/1/erase/3",
    act="Propose to delete this case",
)
PROPOSED = replace(
    ERASE,
    name="A proposed deletion",
    heading="This case is proposed for deletion",
    words=("The school’s period for this case is over. Proposed by Tom Ellery, Saturday 14 November 2026 at 10:40.",),
    groups=(),
    action="/cases/1/erase/withdraw",
    act="Take the proposal back",
)
RECEIPT = Entry("Case B81T", "/deletions/receipts/1", ("Deleted Saturday 14 November 2026 at 10:40",))
TOLD = (
    "On file since Wednesday 14 November 2001 at 09:30.",
    "The school’s period is over.",
    "Proposed by Priya Nair.",
)
DUE = DeletionsPage(
    chrome=CHROME,
    heading="Due for deletion",
    words=("The school’s own policy decides how long a case is kept. Signpost does not know how old a child is.",),
    lists=(
        Entries("Due now", (Entry("Case 7F3K", "/cases/1", TOLD[:1]), Entry("Case M2QX", "/cases/2", TOLD[:1])), ""),
        Entries("Receipts of what you asked for", (RECEIPT,), ""),
    ),
    back=Link("All cases", "/cases"),
)
WAITING = replace(
    DUE,
    chrome=ADMINISTRATOR,
    heading="Deletions",
    words=("A lead or the head proposes to delete a case. It is deleted only when an administrator agrees.",),
    lists=(
        Entries("Waiting for an administrator", (Entry("Case 7F3K", "/deletions/1", TOLD),), ""),
        Entries("Your receipts", (RECEIPT,), ""),
    ),
    back=Link("Back", "/installation"),
)
ANSWER = Pick(
    name="answer",
    label="Your answer",
    choices=(Choice("agree", "I agree: delete it now, for good"), Choice("refuse", "I do not agree: it is kept")),
)
DECIDE = replace(
    PROPOSED,
    chrome=ADMINISTRATOR,
    heading="Do you agree that this case is deleted?",
    words=(*TOLD, FOR_GOOD),
    groups=(Group(fields=(ANSWER,)),),
    action="/deletions/1",
    act="Continue",
    back=Link("Back to deletions", "/deletions"),
)
LEAVING = replace(
    DECIDE,
    chrome=CHROME,
    name="Deleting this school",
    caption="Seaview School",
    heading="Do you agree that everything of this school is deleted?",
    words=(
        "Whoever runs Signpost for you asked this on Saturday 14 November 2026 at 10:40.",
        "Every case goes, with its history and all that was answered, and so do the names of staff. It cannot be "
        "brought back.",
        "Cases that are still open or on hold now may be deleted with it. If one of them is needed, do not agree.",
        "Make sure first that each case is in the school’s own child-protection record.",
    ),
    groups=(
        Group(
            fields=(
                replace(
                    ANSWER,
                    choices=(
                        Choice("agree", "I agree: everything of this school can be deleted"),
                        Choice("refuse", "I do not agree: everything is kept"),
                    ),
                ),
            )
        ),
    ),
    action="/leaving",
    back=Link("All cases", "/cases"),
)

PAGES = {
    "leaving": LEAVING,
    "hold": HOLD,
    "hold-error": replace(HOLD, groups=(Group(fields=(replace(KEEP, error="Write why it must be kept"),)),)),
    "erase": ERASE,
    "erase-error": replace(ERASE, groups=(Group(fields=(replace(WHY, error="Select why it can be deleted"),)),)),
    "erase-proposed": PROPOSED,
    "due": DUE,
    "due-none": replace(
        DUE, lists=(Entries("Due now", (), "Nothing is due."), Entries("Receipts", (), "You have no receipts."))
    ),
    "deletions": WAITING,
    "deletion": DECIDE,
    "deletion-error": replace(DECIDE, groups=(Group(fields=(replace(ANSWER, error="Select whether you agree"),)),)),
    "erasure-receipt": ErasureReceiptPage(
        chrome=ADMINISTRATOR,
        facts=(
            Fact("What was deleted", "Case B81T"),
            Fact("Why", "The school’s period for this case is over"),
            Fact("When", "Saturday 14 November 2026 at 10:40"),
            Fact("Who asked", "Priya Nair, number 0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
            Fact("Who agreed", "Lee Marsh, number 9f8e7d6c5b4a39281706f5e4d3c2b1a0"),
            Fact("Entries of its history", "42"),
            Fact("Last hash of its history", "3f1c" * 16),
            Fact("Hash of this receipt", "b70e" * 16),
            Fact("Number of this receipt", "5d41402abc4b2a76b9719d911017c592"),
        ),
        back=Link("Back to deletions", "/deletions"),
        printed="Printed by Lee Marsh on Saturday 14 November 2026 at 10:58.",
    ),
}
