"""Invented page models: working off a case, and closing it."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.web.view_forms import Box, Day, FormPage, Group, Line, Pick, Tick
from lti_tool.web.view_parts import Choice, Link
from lti_tool.web.views_lead import QueuePage
from lti_tool.web.views_tasks import TaskCard, TaskGroup, TasksPage
from tests.web.samples_lead import CASE, CHROME
from tests.web.samples_queue import ROWS

TELEPHONE = TaskCard(
    words="Telephone children’s social care, then send the written referral the same day. Out of hours, use the "
    "emergency duty team.",
    about="Telephone children’s social care, then send the written referral the same day",
    facts=("Safeguarding lead · Today", "Due by the end of Friday 13 November 2026. With Priya Nair."),
    overdue=True,
    done_url="/cases/1/actions/1/done/0",
    change=Link("Not needed, note, person or date", "/cases/1/actions/1"),
)
REVIEW = TaskCard(
    words="Review the plan, and record what social care decided. If you disagree, use your local escalation route.",
    about="Review the plan, and record what social care decided",
    facts=("Safeguarding lead · Within 5 school days", "Due by the end of Friday 20 November 2026. With Tom Ellery."),
    change=Link("Record this review", "/cases/1/actions/2"),
)
TEACH = replace(
    TELEPHONE,
    words="Tell the child about Childline, 0800 1111, and about Report Remove for an image of themselves.",
    about="Tell the child about Childline, 0800 1111, and about Report Remove for an image of themselves",
    facts=("Safeguarding lead · When the child is safe", "No date is set. With Priya Nair."),
    overdue=False,
)
DONE = replace(
    TEACH,
    words="Hold a first review meeting with the staff who need to know.",
    about="Hold a first review meeting with the staff who need to know",
    facts=("Safeguarding lead · The same day", "Done: Priya Nair, Saturday 14 November 2026 at 10:58"),
    note="Head of year 10 and the nurse. Notes are in the file.",
    done_url=None,
    change=Link("Change", "/cases/1/actions/3"),
)
TASKS = TasksPage(
    chrome=CHROME,
    reference="7F3K",
    back_url="/cases/1",
    late=(
        "Children’s social care should have answered by now. They have not answered. Telephone again today, and ask "
        "for a manager if you get no answer.",
    ),
    agencies_url="/cases/1/agencies",
    parts=(
        TaskGroup("Overdue", (TELEPHONE,)),
        TaskGroup("To do", (REVIEW, TEACH)),
        TaskGroup("Done or not needed", (DONE,)),
    ),
    notes=(
        "What is due today is due today at weekends and in the holidays too.",
        "School days leave out Saturdays and Sundays only.",
    ),
    file=Link("Close this case", "/cases/1/file"),
)
STATE = Pick(
    name="state",
    label="What has become of it?",
    choices=(Choice("open", "Still to do", chosen=True), Choice("done", "Done"), Choice("not_needed", "Not needed")),
)
NOTE = Box(name="note", label="A note, or why it is not needed", hint="For example: telephoned at 10:40.")
NEXT = Day(name="next_on", label="If it is done: when is the next review?", hint="For example, before half-term.")
OWNER = Pick(
    name="staff",
    label="Who does it?",
    choices=(Choice("case", "Whoever has the case", chosen=True), Choice("a", "Priya Nair"), Choice("b", "Tom Ellery")),
)
DUE = Day(
    name="due_on", label="By the end of which day?", hint="School holidays are not known here.", typed="2026-11-20"
)
TASK = FormPage(
    chrome=CHROME,
    name="One task",
    caption="Case 7F3K",
    heading="Change a task",
    words=(REVIEW.words, "Safeguarding lead: Within 5 school days. Due by the end of Friday 20 November 2026."),
    groups=(Group(fields=(STATE, NEXT, NOTE, OWNER, DUE)),),
    action="/cases/1/actions/2/0",
    act="Save",
    back=Link("Back to the tasks", "/cases/1/actions"),
)
REST = Group(
    title="What is not done",
    words=("Telephone children’s social care, then send the written referral the same day",),
    fields=(Box(name="rest", label="Why can the case be closed without this?", hint="One reason for all of it."),),
)
TICK = Tick(name="filed", label="It is filed in the child-protection record", hint="Signpost is not that record.")
WHERE = Line(name="where", label="Where is it filed?", hint="For example, the name of the system.")
FILE = FormPage(
    chrome=CHROME,
    name="Close a case",
    caption="Case 7F3K",
    heading="Close this case",
    words=("This case leaves the lists of what is open. If something is new, open it again.",),
    groups=(REST, Group(title="On file", fields=(TICK, WHERE))),
    action="/cases/1/file/3",
    act="Close this case",
    back=Link("Back to the case", "/cases/1"),
)
WRONG_FILE = (
    replace(REST, fields=(replace(REST.fields[0], error="Write why the case can be closed without it"),)),
    Group(
        title="On file",
        fields=(
            replace(TICK, error="Tick this once it is in the record"),
            replace(WHERE, error="Enter where it is filed"),
        ),
    ),
)

PAGES = {
    "tasks": TASKS,
    "tasks-none": replace(TASKS, parts=(), notes=(), late=(), file=None),
    "tasks-changed": replace(TASKS, error="Somebody else has changed this task. Look at it again", late=()),
    "task": TASK,
    "task-error": replace(
        TASK,
        groups=(
            Group(
                fields=(
                    STATE,
                    replace(NEXT, error="Enter the day of the next review"),
                    replace(NOTE, error="Write why it is not needed"),
                    OWNER,
                    replace(DUE, error="Enter today or a day to come", typed="2026-11-01"),
                )
            ),
        ),
    ),
    "file": FILE,
    "file-error": replace(FILE, groups=WRONG_FILE),
    "queue-overdue": QueuePage(
        chrome=CHROME,
        rows=tuple(replace(row, overdue=row is ROWS[0], status="Decided") for row in ROWS),
        order="What is overdue or due first comes first.",
    ),
    "case-overdue": replace(CASE, warnings=("2 tasks are overdue. Open “Tasks”.",), close=None),
}
