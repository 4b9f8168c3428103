"""The history of a case in words, and the people in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ...cases.deciding import Way
from ...cases.following import FLOORS
from ...cases.model import Event
from ...cases.review import CaseFile
from ...guidance.model import Kind, Level
from ...tenants.model import Staff
from ..role_words import role_words
from .child_words import entry_words, title_of
from .words import day

EVENTS = {
    "started": "Started",
    "sent": "Sent",
    "sent_again": "Sent again",
    "opened": "Opened for the first time",
    "read_news": "Read what was added",
    "read": "Read",
    "printed": "Opened to print",
    "taken_as_pdf": "Asked for the record as PDF",
    "taken_as_json": "Took the record as a file for another program",
    "read_out": "Opened what to say in a call",
    "exported": "Exported",
    "imported": "Brought here from another installation",
    "restricted": "Restricted: only the head can see it",
    "unrestricted": "No longer restricted",
    "named": "Kept from somebody",
    "unnamed": "No longer kept from somebody",
    "take": "Took this case",
    "disagreed": "Disagrees, and will make a referral",
    "erasure_withdrawn": "Took back the proposal to delete this case",
    "erasure_refused": "Did not agree that this case is deleted",
}
NO_ANSWER = "No answer yet"
TASKS = {
    "task_done": "Done",
    "task_not_needed": "Not needed",
    "task_reopened": "Still to do after all",
    "task_noted": "Noted",
    "task_given": "Given to whoever has the case",
    "task_moved": "Moved",
}
ERASURE_REASONS = {
    "retention": "the school’s period is over",
    "asked": "the data-protection officer asked",
    "mistake": "opened by mistake",
}
SAID = {
    "asked": "Asked the reporter",
    "added": "Added",
    "disagreed": "Disagrees, and will make a referral",
    "closed": "Closed",
    "reopened": "Opened again",
    "held": "Put on hold",
    "released": "Taken off hold",
}


def person_words(people: Mapping[str, Staff], staff_id: str | None) -> str:
    """A person as the history names them."""
    person = people.get(staff_id or "")
    return "Signpost" if person is None else person.name or role_words(person)


def first_sentence(text: str) -> str:
    """Enough of an action to know which one is meant."""
    return text.split(". ", 1)[0].rstrip(".")


def event_words(file: CaseFile, event: Event) -> str:
    """One entry, as people read it."""
    words = event.detail.get("words") or event.detail.get("reason")
    if event.kind in SAID and words:
        return f"{SAID[event.kind]}: {words}"
    worded = WORDED.get(event.kind)
    return worded(file, event) if worded else EVENTS.get(event.kind) or SAID.get(event.kind, event.kind)


def _decided_words(file: CaseFile, event: Event) -> str:
    guide, way = file.desk.guide, event.detail.get("way", Way.CONFIRM)
    outcome = guide.name_of(Level[event.detail["outcome"]])
    if way == Way.CONFIRM:
        return f"Confirmed: {outcome}"
    if way == Way.OVERRIDE:
        computed = guide.name_of(Level[event.detail["computed"]])
        return f"Decided: {outcome}. The answers asked for: {computed}"
    return f"Recorded the end: {outcome}"


def _answer_words(file: CaseFile, event: Event) -> str:
    guide = file.desk.guide
    question = guide.question(event.detail["question"])
    if question is None or question.kind is Kind.TEXT:
        return f"Wrote: {question.title if question else event.detail['question']}"
    labels = {option.id: option.label for option in question.options}
    now = labels.get(event.detail["to"], event.detail["to"])
    if "stands" in event.detail:
        there = labels.get(event.detail["stands"], event.detail["stands"]) or NO_ANSWER
        return f"Answered “{question.title}”: {now}. “{there}” stands, because the answers then ask for more"
    if "from" not in event.detail:
        return f"Answered “{question.title}”: {now}"
    before = labels.get(event.detail["from"], event.detail["from"])
    return f"Changed “{question.title}” from “{before}” to “{now}”"


def _handed_over(file: CaseFile, event: Event) -> str:
    return f"Handed over to {person_words(file.people, event.detail['to'])}"


def _agency_answered(_file: CaseFile, event: Event) -> str:
    return f"Wrote down the answer of {event.detail['agency']}: {event.detail['words']}"


def _task_words(file: CaseFile, event: Event) -> str:
    """What became of a task, and which one."""
    said, to = TASKS[event.kind], event.detail.get("to")
    if to and event.kind == "task_given":
        said = f"Given to {person_words(file.people, to)}"
    elif to:
        said = f"Now due on {day(date.fromisoformat(to))}"
    note = event.detail.get("note")
    about = first_sentence(file.desk.guide.action(event.detail["action"]).text)
    return f"{said}: {about}. {note}" if note else f"{said}: {about}"


def _filed_words(_file: CaseFile, event: Event) -> str:
    rest = event.detail.get("rest")
    filed = f"Closed. Filed in the child-protection record: {event.detail['where']}"
    return f"{filed}. Not everything is done, because: {rest}" if rest else filed


def _floors_words(file: CaseFile, event: Event) -> str:
    """The school's own floors changed under the answers; a level that fell is said as plainly as one that rose."""
    before, now = (file.desk.guide.name_of(Level[event.detail[name]]) for name in ("from", "to"))
    said = "The school changed where it asks for more than the guide. The answers"
    return (
        f"{said} ask for as much as before: {now}" if before == now else f"{said} now ask for: {now}. Before: {before}"
    )


WORDED: Mapping[str, Callable[[CaseFile, Event], str]] = {
    "answered": _answer_words,
    "decided": _decided_words,
    "hand_over": _handed_over,
    "consulted": lambda _file, event: f"Wrote down a call to {event.detail['agency']}",
    "agency_answered": _agency_answered,
    "filed": _filed_words,
    FLOORS: _floors_words,
    "printed_for_family": lambda _file, event: f"Opened to print for the family of {title_of(event.detail['label'])}",
    "erasure_proposed": lambda _file, event: f"Proposed to delete this case: {ERASURE_REASONS[event.detail['why']]}",
    "child": lambda file, event: entry_words(file.desk.guide, event.detail),
    **dict.fromkeys(TASKS, _task_words),
}
