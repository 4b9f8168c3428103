"""The record of a case for another program. Names of levels, states and kinds are ours; words are the guide's."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ...cases.access import still_has
from ...cases.consultations import Consultation
from ...cases.grounds import CRITERIA, DRIVERS, criteria_in, drivers_in
from ...cases.model import Decision, Event
from ...cases.review import GIVEN
from ...cases.task import Task
from ...guidance.guide import Guide
from ...guidance.model import NOT_KNOWN
from ...guidance.overlay import RaisedAnswer, raised_answers
from ...guidance.path import Step
from ...guidance.police import police_line
from ...guidance.unknowns import Unknown
from ...tenants.model import Staff
from .case_form import VERSION, record_schema
from .case_record import CaseRecord

# Entries of which nobody is told whom they are about.
ABOUT_SOMEBODY = ("named", "unnamed")
TIMES = ("started", "answered", "sent", "opened", "closed", "filed")

Written = dict[str, Any]


def as_json(record: CaseRecord) -> str:
    """The whole record, in the form that `/schemas/` publishes."""
    return json.dumps(record_schema().dump(_record(record)), indent=1, ensure_ascii=False)


def _record(record: CaseRecord) -> Written:
    file = record.file
    return {
        **_about(record),
        "own_words": [
            {"question": each.question.title, "words": each.words, "by_reporter": each.by_reporter}
            for each in record.own_words
        ],
        "said_later": [_said(record, each) for each in record.said_later],
        "answers": [_answer(step) for step in record.chosen],
        "not_known": [_not_known(each) for each in record.unknown],
        "outcome": _outcome(record),
        "decisions": [_decision(record, made) for made in file.decisions],
        "agencies": [_call(record, call) for call in file.consultations],
        "children": [{"label": child.label, "facts": dict(child.facts)} for child in record.children],
        "tasks": [_task(record, task) for task in file.tasks],
        "linked": [{"reference": each.case.reference, "status": each.case.status.value} for each in record.linked],
        "history": [_entry(record, event) for event in file.history],
        "sources": _sources(record),
    }


def _about(record: CaseRecord) -> Written:
    """Which case it is, whose, and since when."""
    file, case, guide = record.file, record.file.desk.case, record.file.desk.guide
    owner = file.people.get(case.owner_id or "")
    return {
        "version": VERSION,
        "made": {"by": _person(record.by), "at": record.at},
        "school": file.desk.tenant.name,
        "reference": case.reference,
        "status": case.status.value,
        "restricted": case.restricted,
        "guide": {"id": guide.id, "nation": guide.nation, "title": guide.title, "sources_read": guide.checked},
        "reported_by": _person(file.people[case.reporter_id]),
        "times": {name: getattr(case, f"{name}_at") for name in TIMES},
        "with": _person(owner) if owner is not None and still_has(case, owner) else None,
        "filed_where": record.filed_where,
        "on_hold": _hold(record),
    }


def _person(person: Staff) -> Written:
    return {"name": person.name or None, "roles": sorted(role.value for role in person.roles)}


def _known(record: CaseRecord, staff_id: str | None) -> Written | None:
    person = record.file.people.get(staff_id or "")
    return None if person is None else _person(person)


def _hold(record: CaseRecord) -> Written | None:
    if record.held is None:
        return None
    by = _known(record, record.held.by_staff_id)
    return {"since": record.held.at, "by": by, "why": record.held.detail["words"]}


def _said(record: CaseRecord, event: Event) -> Written:
    return {"words": event.detail["words"], "by": _known(record, event.by_staff_id), "at": event.at}


def _answer(step: Step) -> Written:
    return {
        "section": step.question.section,
        **_chosen(step.question.id, step.question.title, step.value, step.label),
        "known": step.value != NOT_KNOWN,
    }


def _chosen(question_id: str, question: str, answer_id: str, answer: str) -> Written:
    return {"question_id": question_id, "question": question, "answer_id": answer_id, "answer": answer}


def _not_known(unknown: Unknown) -> Written:
    raises = [{"answer": each.option.label, "outcome": each.outcome.name} for each in unknown.raises]
    return {"question": unknown.question.title, "would_raise": raises}


def _outcome(record: CaseRecord) -> Written:
    guide, found = record.file.desk.guide, record.assessment
    outcome = guide.outcome(found.outcome)
    return {
        "level": found.outcome.name,
        "title": outcome.title,
        "timing": outcome.timing,
        "police": police_line(guide, found).text,
        "refer_to": [guide.agencies[agency] for agency in found.refer],
        "drivers": [
            _chosen(each.question.id, each.question.title, each.option.id, each.option.label)
            | {"why": each.why, "sources": list(each.sources)}
            for each in found.drivers
        ],
        "criteria": [each.title for each in record.criteria],
        "local_floors": [_local_floor(each) for each in raised_answers(guide)],
    }


def _local_floor(found: RaisedAnswer) -> Written:
    """A floor that the school has raised, and whose decision that was."""
    return {
        "question_id": found.question.id,
        "answer_id": found.option.id,
        "level": found.floor.name,
        "only_in_messages": found.only_in_messages,
        "owner": found.by.owner,
        "decided_on": found.by.on,
        "reason": found.by.reason,
    }


def _decision(record: CaseRecord, made: Decision) -> Written:
    guide, met = record.file.desk.guide, criteria_in(made.record)
    return {
        "level": made.outcome.name,
        "answers_asked_for": made.computed.name,
        "way": made.way,
        "in_force": made is record.file.decision,
        "guide": made.guide_id,
        "reason": made.reason,
        "by": _known(record, made.by_staff_id),
        "at": made.at,
        "written": {name: words for name, words in made.record.items() if name not in {DRIVERS, CRITERIA}},
        "because_of": [_of_old(guide, *pair) for pair in drivers_in(made.record)],
        "criteria": None if met is None else _titles(guide, met),
    }


def _of_old(guide: Guide, question_id: str, option_id: str) -> Written:
    """In the guide's words; an id that the guide does not know stands for itself."""
    question, option = guide.question(question_id), guide.option(question_id, option_id)
    asked, answered = question.title if question else question_id, option.label if option else option_id
    return _chosen(question_id, asked, option_id, answered)


def _titles(guide: Guide, ids: Iterable[str]) -> list[str]:
    titles = {each.id: each.title for each in guide.criteria}
    return [titles.get(each, each) for each in ids]


def _call(record: CaseRecord, call: Consultation) -> Written:
    return {
        **{name: call.told.get(name) for name in ("agency", "who", "when", "reference", "said")},
        "answer": call.answer,
        "answered_at": call.answered_at,
        "ask_again_on": call.chase_on,
        "by": _known(record, call.by_staff_id),
        "at": call.at,
    }


def _task(record: CaseRecord, task: Task) -> Written:
    action = record.file.desk.guide.action(task.action)
    return {
        "action_id": action.id,
        "action": action.text,
        "who": action.who,
        "when": action.when,
        "state": task.state.value,
        "is_review": action.again is not None,
        "due_at": task.due_at,
        "owner": _known(record, task.owner_id),
        "note": task.note,
        "ended_by": _known(record, task.ended_by_staff_id),
        "ended_at": task.ended_at,
    }


def _entry(record: CaseRecord, event: Event) -> Written:
    detail = {} if event.kind in ABOUT_SOMEBODY else dict(event.detail)
    if event.kind in GIVEN and "to" in detail:
        given = record.file.people.get(detail["to"])
        detail["to"] = (given.name if given else "") or ""
    by = _known(record, event.by_staff_id)
    return {"number": event.number, "what": event.kind, "detail": detail, "by": by, "at": event.at}


def _sources(record: CaseRecord) -> list[Written]:
    guide = record.file.desk.guide
    plain = ("id", "title", "publisher", "date", "url", "checked")
    return [
        {name: getattr(each, name) for name in plain}
        | {"label": each.label.value, "label_means": guide.labels[each.label.value]}
        for each in record.sources
    ]
