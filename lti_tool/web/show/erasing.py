"""Deleting a case: what a lead proposes, what an administrator is shown, and the receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask import url_for

from ...cases.erasing import Waiting
from ...cases.erasure_receipts import ErasureReason, ErasureReceipt
from ...cases.model import Act
from ...cases.retention import is_over
from ...cases.review import CaseFile
from ...cases.transitions import required_move
from ...guidance.vocabulary import Ours
from ...tenants.model import Role, Staff
from .. import view_parts as part
from ..forms import Sheet
from ..forms_retention import AGREE, REFUSE
from ..role_words import whom
from ..view_forms import FormPage, Group, Pick
from ..view_lists import Entries, Entry
from ..views_retention import DeletionsPage, ErasureReceiptPage
from .words import moment

REASONS = {
    ErasureReason.PERIOD: "The school’s period for this case is over",
    ErasureReason.OFFICER: "The school’s data-protection officer asked for it",
    ErasureReason.MISTAKE: "It was opened by mistake",
    ErasureReason.TENANT: "Everything of this school was deleted",
}
FOR_GOOD = "What is deleted cannot be brought back. A receipt stays that says nothing of what was in it."
SOMEBODY = "Somebody who is not known here any more"


def erase_page(
    file: CaseFile, chrome: part.Chrome, now: datetime, sheet: Sheet | None = None, general: str | None = None
) -> FormPage:
    """Propose to delete the case; or, where that is done, take the proposal back."""
    if file.proposal is not None:
        return _withdraw_page(file, chrome, general)
    desk = file.desk
    chosen, error = (sheet.typed["reason"], sheet.errors.get("reason")) if sheet else ("", None)
    reasons = [ErasureReason.OFFICER, ErasureReason.MISTAKE]
    if is_over(desk.case, desk.tenant.retention_months, now):
        reasons.insert(0, ErasureReason.PERIOD)
    choices = tuple(part.Choice(each.value, REASONS[each], chosen=each.value == chosen) for each in reasons)
    return FormPage(
        chrome=chrome,
        name="Propose a deletion",
        caption=f"Case {desk.case.reference}",
        heading="Propose to delete this case",
        words=(
            "It is deleted once an administrator agrees. They are told its reference, since when it is on file, "
            "whether the school’s period is over, and that it was you who proposed it; nothing of what is in it.",
            FOR_GOOD,
            "If an inquiry, a court, the police or a complaint may still ask for it, put it on hold instead.",
        ),
        groups=(Group(fields=(Pick(name="reason", label="Why can it be deleted?", choices=choices, error=error),)),),
        action=url_for("erasing.propose", case_id=desk.case.id, version=desk.case.version),
        act=required_move(desk.sight, desk.case.status, Act.ERASE).label,
        back=part.Link("Back to the case", url_for("review.case", case_id=desk.case.id)),
        general_error=general,
    )


def _withdraw_page(file: CaseFile, chrome: part.Chrome, general: str | None) -> FormPage:
    case = file.desk.case
    assert file.proposal is not None
    return FormPage(
        chrome=chrome,
        name="A proposed deletion",
        caption=f"Case {case.reference}",
        heading="This case is proposed for deletion",
        words=(
            f"{REASONS[file.proposal.reason]}. Proposed by {whom(file.people[file.proposal.asked_by])}, "
            f"{moment(file.proposal.at).words}.",
            "An administrator has to agree. Until then you can take the proposal back.",
        ),
        groups=(),
        action=url_for("erasing.withdraw", case_id=case.id),
        act="Take the proposal back",
        back=part.Link("Back to the case", url_for("review.case", case_id=case.id)),
        general_error=general,
    )


def waiting_page(waiting: Iterable[Waiting], receipts: Iterable[ErasureReceipt], chrome: part.Chrome) -> DeletionsPage:
    """What waits for an administrator, and the receipts of what they agreed to."""
    entries = tuple(
        Entry(f"Case {each.reference}", url_for("erasing.decide_form", proposal_id=each.id), waiting_words(each))
        for each in waiting
    )
    return DeletionsPage(
        chrome=chrome,
        heading="Deletions",
        words=(Ours("A lead or the head proposes to delete a case. It is deleted only when an administrator agrees."),),
        lists=(
            Entries("Waiting for an administrator", entries, "Nothing waits."),
            Entries("Your receipts", receipt_entries(receipts), "You have no receipts."),
        ),
        back=part.Link("Back", url_for("start.installation")),
    )


def decide_page(
    waiting: Waiting, chrome: part.Chrome, sheet: Sheet | None = None, general: str | None = None
) -> FormPage:
    """One proposal, for an administrator."""
    chosen, error = (sheet.typed["answer"], sheet.errors.get("answer")) if sheet else ("", None)
    choices = (
        part.Choice(AGREE, "I agree: delete it now, for good", chosen=chosen == AGREE),
        part.Choice(REFUSE, "I do not agree: it is kept", chosen=chosen == REFUSE),
    )
    return FormPage(
        chrome=chrome,
        name="A proposed deletion",
        caption=f"Case {waiting.reference}",
        heading="Do you agree that this case is deleted?",
        words=(
            *waiting_words(waiting),
            "Speak to whoever proposed it first. If a court, an inquiry or a complaint may still ask for it, "
            "do not agree.",
            FOR_GOOD,
        ),
        groups=(Group(fields=(Pick(name="answer", label="Your answer", choices=choices, error=error),)),),
        action=url_for("erasing.decide", proposal_id=waiting.id),
        act="Continue",
        back=part.Link("Back to deletions", url_for("erasing.waiting")),
        general_error=general,
    )


def waiting_words(waiting: Waiting) -> tuple[str, ...]:
    """All that an administrator is told."""
    filed = f"On file since {moment(waiting.filed_at).words}." if waiting.filed_at else "Never put on file."
    over = "The school’s period is over." if waiting.is_over else "The school’s period is not over, or none is set."
    return filed, over, f"Proposed by {whom(waiting.asked_by)}."


def receipt_entries(receipts: Iterable[ErasureReceipt]) -> tuple[Entry, ...]:
    """The newest first."""
    found = [
        Entry(_what(each), url_for("erasing.receipt", receipt_id=each.id), (f"Deleted {moment(each.at).words}",))
        for each in receipts
    ]
    return tuple(reversed(found))


def receipt_page(
    receipt: ErasureReceipt, people: Mapping[str, Staff], chrome: part.Chrome, reader: Staff, printed: str
) -> ErasureReceiptPage:
    """One receipt. A name can be read for as long as the person is known here; the account's number always."""
    is_administrator = reader.has(Role.ADMINISTRATOR) and receipt.agreed_by == reader.id
    back = "erasing.waiting" if is_administrator else "retention.due"
    return ErasureReceiptPage(
        chrome=chrome,
        facts=(
            part.Fact("What was deleted", _what(receipt)),
            part.Fact("Why", REASONS[receipt.reason]),
            part.Fact("When", moment(receipt.at).words),
            part.Fact("Who asked", _who(people, receipt.asked_by)),
            part.Fact("Who agreed", _who(people, receipt.agreed_by)),
            part.Fact("Entries of its history", str(receipt.entries)),
            part.Fact("Last hash of its history", receipt.head),
            part.Fact("Hash of this receipt", receipt.kept_hash),
            part.Fact("Number of this receipt", receipt.id),
        ),
        back=part.Link("Back to deletions", url_for(back)),
        printed=printed,
    )


def _what(receipt: ErasureReceipt) -> str:
    return "Everything of this school" if receipt.reference is None else f"Case {receipt.reference}"


def _who(people: Mapping[str, Staff], staff_id: str) -> str:
    known = people.get(staff_id)
    return f"{whom(known) if known else SOMEBODY}, number {staff_id}"
