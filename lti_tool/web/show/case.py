"""One case, for a lead or the head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from ...cases.access import still_has
from ...cases.due import day_of
from ...cases.model import Act, Event
from ...cases.review import CaseFile
from ...cases.transitions import move
from ...guidance.guide import Guide
from ...guidance.model import Kind, Level
from ...guidance.unknowns import Unknown, what_would_raise
from ...outcomes.words import can_try_again, describe
from ...tenants.model import Staff
from .. import view_parts as part
from ..role_words import role_words, whom
from ..views_lead import CasePage, KeptOut, Naming
from .agencies import late_words
from .answers import NOTHING_WRITTEN, sections
from .handling import more_acts, news_words
from .history import event_words, person_words
from .links import linked_links
from .retention import keeping_words
from .tasks import overdue_words
from .words import moment, status


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was wrong with a form on a page: `confirm`, `close` or `naming`."""

    form: str
    error: str
    typed: str = ""

    def of(self, form: str) -> tuple[str | None, str]:
        """The error and the words typed, if they are that form's."""
        return (self.error, self.typed) if self.form == form else (None, "")


NOTHING_WRONG = Wrong("", "")


def case_page(
    file: CaseFile,
    chrome: part.Chrome,
    now: datetime,
    person: Staff,
    to_name: Iterable[Staff] = (),
    wrong: Wrong = NOTHING_WRONG,
    changed: str | None = None,
) -> CasePage:
    """Everything a lead needs to go on with a case.

    Args:
        person: who looks.
        to_name: from whom this case can be kept.
        changed: what to say of somebody else's work at the same moment.
    """
    warnings = news_words(file) + late_words(file, day_of(now)) + overdue_words(file, now)
    return replace(
        _to_read(file, chrome, now),
        warnings=(changed, *warnings) if changed else warnings,
        try_again_url=_try_again_url(file),
        acts=_acts(file, can_answer=may_answer(file)),
        more=more_acts(file),
        linked=linked_links(file),
        take=_take(file, person),
        naming=_naming(file, to_name, *wrong.of("naming")) if may_name(file) else None,
        close=_close(file, *wrong.of("close")),
    )


def _to_read(file: CaseFile, chrome: part.Chrome, now: datetime) -> CasePage:
    """The case as it stands, without what can be done with it."""
    desk = file.desk
    return CasePage(
        chrome=chrome,
        reference=desk.case.reference,
        status=status(desk.case),
        back_url=url_for("review.queue"),
        standing=_standing(file),
        reported=_reported(file),
        sections=sections(desk, change=may_answer(file)),
        unknown=unknown_parts(file),
        delivery=_delivery(file),
        history=tuple(_happening(file, event) for event in reversed(file.history)),
        printed=printed_by(chrome, now),
    )


def may_answer(file: CaseFile) -> bool:
    """Whether this person may still answer."""
    return move(file.desk.sight, file.desk.case.status, Act.ANSWER) is not None


def may_name(file: CaseFile) -> bool:
    """Whether this person may keep the case from somebody."""
    return move(file.desk.sight, file.desk.case.status, Act.NAME) is not None


def printed_by(chrome: part.Chrome, now: datetime) -> str:
    """The line at the end of a printed page."""
    return f"Printed by {chrome.who} on {moment(now).words}."


def _standing(file: CaseFile) -> tuple[str, ...]:
    case = file.desk.case
    guide = file.desk.guide
    lines = [f"On the answers so far: {guide.name_of(case.level)}."]
    if file.decision is not None:
        by = person_words(file.people, file.decision.by_staff_id)
        lines.append(f"Decided by {by}: {guide.name_of(file.decision.outcome)}.")
    if case.owner_id is not None and still_has(case, file.people[case.owner_id]):
        lines.append(f"With {person_words(file.people, case.owner_id)}.")
    if case.restricted:
        lines.append("This case concerns a member of staff. Only the head can see it.")
    return (*lines, *keeping_words(file))


def _reported(file: CaseFile) -> tuple[part.Fact, ...]:
    """What the reporter wrote. A lead reads it; they do not write it."""
    desk = file.desk
    reporter = file.people[desk.case.reporter_id]
    facts = [part.Fact("Who reported it", reporter.name or role_words(reporter))]
    for question in desk.guide.questions:
        if question.kind is Kind.TEXT:
            words = desk.answers.get(question.id, "")
            facts.append(part.Fact(question.title, words or NOTHING_WRITTEN, known=bool(words)))
    return tuple(facts)


def unknown_part(guide: Guide, unknown: Unknown, url: str | None = None) -> part.Unknown:
    """A question that nobody can answer yet, and which answer would raise the outcome to what."""
    raises = [f"“{each.option.label}”: {guide.name_of(each.outcome)}" for each in unknown.raises]
    return part.Unknown(unknown.question.title, "This would raise it. " + "; ".join(raises) if raises else None, url)


def unknown_parts(file: CaseFile) -> tuple[part.Unknown, ...]:
    """What nobody knows yet, and which answer would raise the outcome to what."""
    desk, can_answer = file.desk, may_answer(file)
    found = []
    for unknown in what_would_raise(desk.guide, desk.answers):
        reachable = can_answer and desk.path.question(unknown.question.id) is not None
        url = url_for("assessment.ask", case_id=desk.case.id, slug=unknown.question.id) if reachable else None
        found.append(unknown_part(desk.guide, unknown, url))
    return tuple(found)


def _delivery(file: CaseFile) -> str:
    case = file.desk.case
    newest = file.receipts[-1] if file.receipts else None
    return describe(newest, lambda at: moment(at).words, restricted=case.restricted, sent=case.sent_at is not None)


def _try_again_url(file: CaseFile) -> str | None:
    newest = file.receipts[-1] if file.receipts else None
    allowed = can_try_again(newest, restricted=file.desk.case.restricted)
    return url_for("review.try_again", case_id=file.desk.case.id) if allowed else None


def _naming(file: CaseFile, to_name: Iterable[Staff], error: str | None, _typed: str) -> Naming:
    case_id = file.desk.case.id
    return Naming(
        restricted=file.desk.case.restricted,
        action=url_for("review.keep_from", case_id=case_id),
        choices=tuple(part.Choice(each.id, whom(each)) for each in to_name if each.id not in file.named),
        undo_action=url_for("review.show_again", case_id=case_id),
        kept_out=tuple(KeptOut(id_, whom(file.people[id_])) for id_ in sorted(file.named)),
        error=error,
    )


def _acts(file: CaseFile, *, can_answer: bool) -> tuple[part.Link, ...]:
    desk = file.desk
    outcome = part.Link("See what the guidance asks for", url_for("outcome.show_outcome", case_id=desk.case.id))
    if not can_answer or desk.path.next_question is None:
        return (outcome,)
    rest = part.Link("Answer the rest", url_for("assessment.resume", case_id=desk.case.id))
    # A referral is made first; the rest of the questions are only helpful for it.
    return (outcome, rest) if desk.case.level >= Level.REFER_NOW else (rest, outcome)


def _take(file: CaseFile, person: Staff) -> part.Link | None:
    case, allowed = file.desk.case, move(file.desk.sight, file.desk.case.status, Act.TAKE)
    if allowed is None or case.owner_id == person.id:
        return None
    return part.Link(allowed.label, url_for("handling.take", case_id=case.id, version=case.version))


def _close(file: CaseFile, error: str | None, typed: str) -> part.ReasonForm | None:
    desk = file.desk
    if move(desk.sight, desk.case.status, Act.CLOSE) is None:
        return None
    return part.ReasonForm(url_for("review.close", case_id=desk.case.id, version=desk.case.version), typed, error)


def _happening(file: CaseFile, event: Event) -> part.Happening:
    words = event_words(file, event)
    return part.Happening(words, person_words(file.people, event.by_staff_id), moment(event.at))
