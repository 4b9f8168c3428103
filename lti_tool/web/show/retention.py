"""Holds, and what is due for deletion."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from ...cases.desk import Desk
from ...cases.erasure_receipts import ErasureReceipt
from ...cases.model import Act, Case
from ...cases.review import CaseFile
from ...cases.transitions import move, required_move
from ...guidance.vocabulary import Ours
from .. import view_parts as part
from ..forms import Sheet
from ..view_forms import Box, FormPage, Group
from ..view_lists import Entries, Entry
from ..views_retention import DeletionsPage
from .casework import NO_IMAGE
from .erasing import receipt_entries
from .history import person_words
from .words import moment

KEEP = "A case on hold cannot be deleted, whatever the school’s period says."
PERIOD = "The school’s own policy decides how long a case is kept. Signpost does not know how old a child is."
BY_TWO = Ours("Nothing is deleted by itself: a lead proposes it on the page of the case, an administrator agrees.")
NONE_SET = "Nothing is due. A case is due once your school’s period is over; your administrator sets it."


def hold_page(desk: Desk, chrome: part.Chrome, sheet: Sheet | None = None, general: str | None = None) -> FormPage:
    """Say that a case must be kept."""
    words = (KEEP, "Put it on hold when an inquiry, a court, the police or a complaint may still ask for it.")
    return _page(desk, chrome, Act.HOLD, "Why must it be kept?", words, sheet, general)


def release_page(desk: Desk, chrome: part.Chrome, sheet: Sheet | None = None, general: str | None = None) -> FormPage:
    """Say that it need not be kept any more."""
    words = (KEEP, "Once it is off hold it can be deleted when two people agree.")
    return _page(desk, chrome, Act.RELEASE, "Why need it not be kept any more?", words, sheet, general)


def _page(
    desk: Desk,
    chrome: part.Chrome,
    act: Act,
    label: str,
    words: tuple[str, ...],
    sheet: Sheet | None,
    general: str | None,
) -> FormPage:
    case_id, title = desk.case.id, required_move(desk.sight, desk.case.status, act).label
    typed, error = (sheet.typed["words"], sheet.errors.get("words")) if sheet else ("", None)
    return FormPage(
        chrome=chrome,
        name="On hold",
        caption=f"Case {desk.case.reference}",
        heading=title,
        words=words,
        groups=(Group(fields=(Box(name="words", label=label, hint=NO_IMAGE, typed=typed, error=error),)),),
        action=url_for(f"retention.{act.value}", case_id=case_id, version=desk.case.version),
        act=title,
        back=part.Link("Back to the case", url_for("review.case", case_id=case_id)),
        general_error=general,
    )


def keeping_acts(file: CaseFile) -> tuple[part.Link, ...]:
    """Hold it, or take it off hold; and propose to delete it, or look at the proposal."""
    desk, case = file.desk, file.desk.case
    acts = [(Act.HOLD, "retention.hold_form")] if case.held_at is None else [(Act.RELEASE, "retention.release_form")]
    if case.held_at is None:
        acts.append((Act.ERASE, "erasing.form"))
    allowed = [(move(desk.sight, case.status, act), page) for act, page in acts]
    links = [part.Link(each.label, url_for(page, case_id=case.id)) for each, page in allowed if each is not None]
    if file.proposal is not None:
        links[-1] = part.Link("Look at the proposal to delete this case", links[-1].href)
    return tuple(links)


def keeping_words(file: CaseFile) -> tuple[str, ...]:
    """That it is on hold, by whom and why; that somebody has proposed to delete it."""
    lines = []
    if file.desk.case.held_at is not None:
        held = next(each for each in reversed(file.history) if each.kind == "held")
        by = person_words(file.people, held.by_staff_id)
        lines.append(f"On hold since {moment(held.at).words}, by {by}: {held.detail['words']}")
    if file.proposal is not None:
        by, at = person_words(file.people, file.proposal.asked_by), moment(file.proposal.at).words
        lines.append(f"{by} proposed to delete this case ({at}). An administrator has to agree.")
    return tuple(lines)


def due_page(
    due: Iterable[Case], receipts: Iterable[ErasureReceipt], chrome: part.Chrome, *, is_set: bool
) -> DeletionsPage:
    """The leads' list of what is due, and the receipts of what they asked for."""
    entries = tuple(
        Entry(f"Case {case.reference}", url_for("review.case", case_id=case.id), (_filed_words(case),)) for case in due
    )
    return DeletionsPage(
        chrome=chrome,
        heading="Due for deletion",
        words=(PERIOD, BY_TWO),
        lists=(
            Entries("Due now", entries, "Nothing that you can see is due." if is_set else NONE_SET),
            Entries("Receipts of what you asked for", receipt_entries(receipts), "You have no receipts."),
        ),
        back=part.Link("All cases", url_for("review.queue")),
    )


def _filed_words(case: Case) -> str:
    return f"On file since {moment(case.filed_at).words}" if case.filed_at else "Not on file"
