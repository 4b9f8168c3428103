"""One case for paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from flask import url_for

from ...cases.children import Child
from ...cases.due import day_of
from ...cases.review import CaseFile
from ...tenants.model import Staff
from .. import view_parts as part
from ..phones import Contacts
from ..views_paper import PaperPage
from ..views_tasks import TaskCard
from .agencies import agencies_page
from .answers import sections
from .case import case_page
from .children import children_page
from .outcome import outcome_page
from .tasks import tasks_page


def paper_page(
    file: CaseFile,
    children: Iterable[Child],
    chrome: part.Chrome,
    contacts: Contacts,
    now: datetime,
    person: Staff,
) -> PaperPage:
    """All that the pages of a case show, in one flow and with nothing to press."""
    case = case_page(file, chrome, now, person)
    groups = tasks_page(file, chrome, now).parts
    calls = agencies_page(file, chrome, day_of(now)).calls
    return PaperPage(
        chrome=chrome,
        back_url=url_for("review.case", case_id=file.desk.case.id),
        case=replace(
            case,
            sections=sections(file.desk, change=False),
            unknown=tuple(replace(each, change_url=None) for each in case.unknown),
        ),
        outcome=outcome_page(file, chrome, contacts, now),
        calls=tuple(replace(each, answer_url=None) for each in calls),
        children=children_page(file.desk, children, chrome).children,
        tasks=tuple(replace(group, cards=tuple(_to_read(card) for card in group.cards)) for group in groups),
    )


def _to_read(card: TaskCard) -> TaskCard:
    return replace(card, done_url=None, change=None)
