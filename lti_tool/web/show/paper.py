"""The record of one case as people read it, on the screen, on paper and as PDF."""

from __future__ import annotations

from dataclasses import replace

from flask import url_for

from ...cases.due import day_of
from ...cases.model import Event
from ...guidance.assess import Driver
from ...guidance.model import NOT_KNOWN
from ...guidance.path import Step
from ...guidance.police import police_line
from ...outcomes.record.case_record import CaseRecord
from .. import view_parts as part
from ..role_words import role_words
from ..views_paper import Asked, Judged, NoPdfPage, PaperPage, Worked
from ..views_tasks import TaskCard, TaskGroup
from .agencies import agencies_page
from .case import unknown_part
from .children import children_page
from .history import event_words, person_words
from .local import local_part
from .paper_facts import devices, glance, own_words, parents, reviews
from .paper_signed import decided, sign_off
from .source_notes import source_notes
from .tasks import tasks_page
from .words import moment, month, status

BUSY = (
    "Another PDF is being made. Only one is made at a time.",
    "Wait for a minute, then try again.",
)
FAILED = (
    "The PDF could not be made. Nothing of the case is lost.",
    "Print the page instead: choose “Save as PDF” where you choose the printer.",
    "Tell your administrator. They see why in the log.",
)


def paper_page(record: CaseRecord, chrome: part.Chrome) -> PaperPage:
    """Everything that the case holds, in one flow."""
    case = record.file.desk.case
    return PaperPage(
        chrome=chrome,
        back_url=url_for("review.case", case_id=case.id),
        reference=case.reference,
        made=made_by(record),
        downloads=(
            part.Link("Download as PDF", url_for("paper.pdf", case_id=case.id)),
            part.Link("Download for another program (JSON)", url_for("paper.for_programs", case_id=case.id)),
        ),
        asked=_asked(record),
        judged=_judged(record, chrome),
        worked=_worked(record, chrome),
    )


def made_by(record: CaseRecord) -> str:
    """Who prints it, as what, and when: it stands on each sheet."""
    name, role = record.by.name, role_words(record.by)
    who = f"{name} ({role.lower()})" if name else role
    return f"Printed by {who}, {moment(record.at).words}"


def no_pdf_page(case_id: str, chrome: part.Chrome, *, busy: bool) -> NoPdfPage:
    """What to do where no PDF comes."""
    return NoPdfPage(
        chrome=chrome,
        heading="A PDF is being made already" if busy else "There is no PDF",
        words=BUSY if busy else FAILED,
        print_url=url_for("paper.paper", case_id=case_id),
        back_url=url_for("review.case", case_id=case_id),
    )


def _asked(record: CaseRecord) -> Asked:
    guide, found = record.file.desk.guide, record.assessment
    police, outcome = police_line(guide, found), guide.outcome(found.outcome)
    read = f"{guide.title} ({guide.id}). Sources read in {month(guide.checked)}."
    return Asked(
        glance=tuple(glance(record)),
        own_words=tuple(own_words(record)),
        sections=_chosen(record),
        unknown=tuple(unknown_part(guide, each) for each in record.unknown),
        outcome=outcome.title,
        police=police.text,
        explained=(outcome.timing, guide.timing_note, *((police.note,) if police.note else ()), read),
        reasons=tuple(_reason(record, driver) for driver in found.drivers),
        criteria=tuple(each.title for each in record.criteria),
        local=local_part(record.file.desk),
        notes=_plain(source_notes(guide, tuple(each.id for each in record.sources))),
    )


def _judged(record: CaseRecord, chrome: part.Chrome) -> Judged:
    file = record.file
    calls = agencies_page(file, chrome, day_of(record.at)).calls
    return Judged(
        decision=decided(file, file.decision) if file.decision else None,
        earlier=tuple(decided(file, made) for made in record.earlier),
        sign_off=tuple(sign_off(record)),
        calls=tuple(replace(each, answer_url=None) for each in calls),
    )


def _worked(record: CaseRecord, chrome: part.Chrome) -> Worked:
    file = record.file
    return Worked(
        children=children_page(file.desk, record.children, chrome).children,
        parents=tuple(parents(record)),
        tasks=_tasks(record, chrome),
        devices=tuple(devices(record)),
        reviews=tuple(reviews(record)),
        linked=tuple(f"Case {each.case.reference}: {status(each.case)}" for each in record.linked),
        history=tuple(_happening(record, event) for event in file.history),
    )


def _chosen(record: CaseRecord) -> tuple[part.Section, ...]:
    """The answers that were chosen, by section. What was written by hand stands by itself."""
    grouped: dict[str, list[part.Fact]] = {}
    for step in record.chosen:
        grouped.setdefault(step.question.section, []).append(_fact(step))
    return tuple(part.Section(title, tuple(facts)) for title, facts in grouped.items())


def _fact(step: Step) -> part.Fact:
    return part.Fact(step.question.title, step.label, known=step.value != NOT_KNOWN)


def _reason(record: CaseRecord, driver: Driver) -> part.Reason:
    notes = source_notes(record.file.desk.guide, driver.sources)
    return part.Reason(driver.question.title, driver.option.label, driver.why, _plain(notes))


def _plain(notes: tuple[part.SourceNote, ...]) -> tuple[part.SourceNote, ...]:
    """An address on paper helps nobody."""
    return tuple(replace(note, href=None) for note in notes)


def _tasks(record: CaseRecord, chrome: part.Chrome) -> tuple[TaskGroup, ...]:
    groups = tasks_page(record.file, chrome, record.at).parts
    return tuple(replace(group, cards=tuple(_to_read(card) for card in group.cards)) for group in groups)


def _to_read(card: TaskCard) -> TaskCard:
    return replace(card, done_url=None, change=None)


def _happening(record: CaseRecord, event: Event) -> part.Happening:
    words, by = event_words(record.file, event), person_words(record.file.people, event.by_staff_id)
    return part.Happening(words, by, moment(event.at))
