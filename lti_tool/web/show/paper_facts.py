"""The parts of a record that are lines of a question and what is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...cases.access import still_has
from ...cases.children import Fact
from ...cases.task import Task, TaskState
from ...guidance.vocabulary import Ours
from ...outcomes.record.case_record import STAFF_SAW, CaseRecord
from ...tenants.model import Staff
from .. import view_parts as part
from ..role_words import role_words, within
from .answers import NOTHING_WRITTEN
from .child_words import fact_words, title_of
from .history import first_sentence, person_words
from .tasks import action_of, due_words
from .words import moment, status

NOT_YET = "Not yet"
NOT_ASKED = "Not answered yet"
ENDED = {TaskState.DONE: "Done", TaskState.NOT_NEEDED: "Not needed"}
TIMES = (("Began", "started_at"), (Ours("Sent to the leads"), "sent_at"), (Ours("First opened by a lead"), "opened_at"))


def glance(record: CaseRecord) -> Iterator[part.Fact]:
    """What somebody who opens the file wants to know first."""
    file, case = record.file, record.file.desk.case
    yield part.Fact("School", file.desk.tenant.name)
    yield part.Fact("State", status(case))
    if case.restricted:
        yield part.Fact("Who may see it", "The head alone: it concerns a member of staff.")
    yield part.Fact("Who reported it", _named(file.people[case.reporter_id]))
    for title, name in TIMES:
        yield _time(title, getattr(case, name))
    owner = file.people.get(case.owner_id or "")
    if owner is not None and still_has(case, owner):
        yield part.Fact("Who has the case", _named(owner))
    yield part.Fact("What the answers ask for", file.desk.guide.name_of(record.assessment.outcome))
    if file.decision is None:
        yield part.Fact("What was decided", "Nothing is decided now", known=False)
    else:
        yield part.Fact("What was decided", file.desk.guide.name_of(file.decision.outcome))
    yield _time("Closed", case.closed_at)
    if record.filed_where:
        yield part.Fact("Filed in the child-protection record", record.filed_where)
    if record.held is not None:
        by = person_words(file.people, record.held.by_staff_id)
        words = f"Since {moment(record.held.at).words}, by {by}: {record.held.detail['words']}"
        yield part.Fact("On hold: not to be deleted", words)


def own_words(record: CaseRecord) -> Iterator[part.Fact]:
    """What somebody wrote themself. A lead may have put the reporter's words right; the history says when."""
    for each in record.own_words:
        title = each.question.title if each.by_reporter else f"{each.question.title} (changed since; see the history)"
        yield part.Fact(title, each.words or NOTHING_WRITTEN, known=bool(each.words))
    for event in record.said_later:
        by = person_words(record.file.people, event.by_staff_id)
        yield part.Fact(f"Added by {by}, {moment(event.at).words}", event.detail["words"])


def parents(record: CaseRecord) -> Iterator[part.Fact]:
    """Of each child, whether those at home know, and why not."""
    for child in record.parents:
        told = fact_words(record.file.desk.guide, Fact.PARENTS, child.facts[Fact.PARENTS])
        why = child.facts.get(Fact.PARENTS_WHY)
        yield part.Fact(title_of(child.label), f"{told}. {why}" if why else told)


def devices(record: CaseRecord) -> Iterator[part.Fact]:
    """What is known of staff and images, and what was done about devices."""
    saw, question = record.staff_saw, record.file.desk.guide.question(STAFF_SAW)
    if saw is not None:
        yield part.Fact(saw.question.title, saw.label)
    elif question is not None:
        yield part.Fact(question.title, NOT_ASKED, known=False)
    for task in record.of_devices:
        yield _task(record, task)


def reviews(record: CaseRecord) -> Iterator[part.Fact]:
    """Each review, and when it was or is to be."""
    for task in record.reviews:
        yield _task(record, task)


def _task(record: CaseRecord, task: Task) -> part.Fact:
    about = first_sentence(action_of(record.file, task).text)
    if task.is_open:
        return part.Fact(about, f"Due {due_words(task.due_at)}" if task.due_at else "No date is set", known=False)
    by = person_words(record.file.people, task.ended_by_staff_id)
    at = f", {moment(task.ended_at).words}" if task.ended_at else ""
    note = f". {task.note}" if task.note else ""
    return part.Fact(about, f"{ENDED[task.state]}: {by}{at}{note}")


def _named(person: Staff) -> str:
    return f"{person.name} ({within(role_words(person))})" if person.name else role_words(person)


def _time(title: str, at: datetime | None) -> part.Fact:
    return part.Fact(title, moment(at).words if at else NOT_YET, known=at is not None)
