"""The lead's list."""

from __future__ import annotations

from datetime import datetime

from flask import url_for

from ...cases.model import Case, Status
from ...guidance.model import Level
from ...tenants.model import Role, Staff
from .. import view_parts as part
from ..views_lead import QueuePage
from ..visitor import role_words
from .words import CARE, LEVELS, age, moment, status

FINISHED = {Status.DECIDED, Status.CLOSED}


def queue_page(
    cases: list[tuple[Case, Staff]], person: Staff, chrome: part.Chrome, now: datetime, *, has_head: bool
) -> QueuePage:
    """Every case that this person may see."""
    urgent = sum(case.level >= Level.REFER_NOW and case.status not in FINISHED for case, _ in cases)
    notices = []
    if urgent:
        notices.append(f"{urgent} waiting at Emergency or Refer now. Open {'it' if urgent == 1 else 'them'} first.")
    if person.has(Role.HEAD):
        notices.append("Cases about a member of staff are shown to you only.")
    if not has_head:
        notices.append(
            "No head is set. A case about a member of staff can then be opened by nobody: ask your administrator."
        )
    return QueuePage(
        chrome=chrome,
        rows=tuple(_row(case, sender, now) for case, sender in cases),
        notices=tuple(notices),
        report_url=url_for("start.start"),
    )


def _row(case: Case, sender: Staff, now: datetime) -> part.CaseRow:
    return part.CaseRow(
        reference=case.reference,
        href=url_for("review.case", case_id=case.id),
        level=LEVELS[case.level],
        care=CARE[case.level],
        waiting=age(case.waiting_since, now),
        since=moment(case.waiting_since),
        sender=sender.name or role_words(sender),
        status=status(case),
        restricted=case.restricted,
    )
