"""The lead's list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from ...cases.access import still_has
from ...cases.model import Case
from ...cases.queue import Listed, Show
from ...guidance.library import load
from ...tenants.model import Role, Staff
from .. import view_parts as part
from ..role_words import role_words
from ..views_lead import USUAL_ORDER, CaseRow, QueuePage, Tab
from ..views_roles import RoleNews
from .leaving import LEAVING
from .poster import POSTER
from .practice import PRACTISE
from .privacy import REQUESTS
from .words import CARE, age, moment, status

TABS = {
    Show.WAITING: "Waiting for a decision",
    Show.MINE: "Mine",
    Show.NOBODYS: "Nobody’s yet",
    Show.DECIDED: "Decided, not closed",
    Show.CLOSED: "Closed",
}
DUE = "See what is due for deletion"
EMPTY = {
    Show.WAITING: "Nothing is waiting. A case appears here as soon as somebody gives a first answer.",
    Show.MINE: "You have taken no case, and no task was given to you.",
    Show.NOBODYS: "Somebody has taken each case.",
    Show.DECIDED: "No decided case is still open.",
    Show.CLOSED: "No case is closed.",
}
ORDERS = {
    Show.MINE: "Cases that you have, and cases with a task of yours. The most serious come first.",
    Show.DECIDED: "What is overdue or due first comes first.",
    Show.CLOSED: "What was closed last comes first.",
}


@dataclass(frozen=True, slots=True)
class Also:
    """What stands beside the list.

    Attributes:
        has_head: whether anybody can open a case about a member of staff.
        due: how many cases that this person may see are due for deletion.
        not_set: the required telephone numbers that nobody has set, in words.
        requests: whether somebody asks that what is held of them goes.
        leaving: whether somebody asks whether everything of the school can be deleted.
        old_guide: what to know of the guide that new cases are assessed with, where it is old.
    """

    has_head: bool
    due: int = 0
    leaving: bool = False
    requests: bool = False
    not_set: tuple[str, ...] = ()
    old_guide: str | None = None


def queue_page(
    listed: Listed,
    person: Staff,
    chrome: part.Chrome,
    now: datetime,
    also: Also,
    *,
    show: Show = Show.WAITING,
    number: int = 1,
    roles: RoleNews | None = None,
) -> QueuePage:
    """One page of the cases that this person may see."""
    return QueuePage(
        chrome=chrome,
        rows=tuple(_row(case, listed, now) for case in listed.cases),
        urgent=_urgent(listed.urgent),
        urgent_url=_elsewhere(Show.WAITING, show, number),
        added=_added(listed.added),
        added_url=_elsewhere(Show.DECIDED, show, number),
        notices=_notices(person, also),
        tabs=tuple(Tab(words, url_for("review.queue", show=each.value), each is show) for each, words in TABS.items()),
        empty=EMPTY[show],
        order=ORDERS.get(show, USUAL_ORDER),
        newer=url_for("review.queue", show=show.value, page=number - 1) if number > 1 else None,
        older=url_for("review.queue", show=show.value, page=number + 1) if listed.more else None,
        report_url=url_for("start.start"),
        more=_more(person, also),
        roles=roles,
    )


def _notices(person: Staff, also: Also) -> tuple[str, ...]:
    notices = [also.old_guide] if also.old_guide else []
    if person.has(Role.HEAD):
        notices.append("Cases about a member of staff are shown to you only.")
    if also.not_set:
        unset = "; ".join(also.not_set)
        notices.append(f"Signpost is not ready for real use. Ask your administrator to set these numbers: {unset}.")
    if not also.has_head:
        notices.append(
            "No head is set. A case about a member of staff can then be opened by nobody: ask your administrator."
        )
    return tuple(notices)


def _more(person: Staff, also: Also) -> tuple[part.Link, ...]:
    asked = [part.Link(f"{LEAVING}: agree or refuse", url_for("leaving.form"))] if also.leaving else []
    asked += [part.Link(REQUESTS, url_for("privacy.waiting"))] if also.requests else []
    links = (
        part.Link(PRACTISE, url_for("practice.choose")),
        part.Link("See who has practised", url_for("training.who")),
        part.Link("See the year in numbers", url_for("overview.year")),
        part.Link("See who can read cases", url_for("roles.everybody")),
        part.Link(POSTER, url_for("poster.school")),
        part.Link(f"{DUE} ({also.due})" if also.due else DUE, url_for("retention.due")),
    )
    # Their first page is this one, also for somebody who is an administrator as well.
    waiting = part.Link("See deletions that wait for an administrator", url_for("erasing.waiting"))
    return (*asked, *links, waiting) if person.has(Role.ADMINISTRATOR) else (*asked, *links)


def _urgent(count: int) -> str | None:
    if not count:
        return None
    return (
        "1 case cannot wait, and nobody has looked at what is new in it."
        if count == 1
        else f"{count} cases cannot wait, and nobody has looked at what is new in them."
    )


def _added(count: int) -> str | None:
    if not count:
        return None
    return f"Somebody has added something to {count} decided {'case' if count == 1 else 'cases'}."


def _elsewhere(where: Show, show: Show, number: int) -> str | None:
    """A link to the first page of a part of the list; none on that page."""
    return None if show is where and number == 1 else url_for("review.queue", show=where.value)


def _row(case: Case, listed: Listed, now: datetime) -> CaseRow:
    level = case.level if case.decided_level is None else case.decided_level
    sender = listed.people[case.reporter_id]
    owner = listed.people.get(case.owner_id or "")
    return CaseRow(
        reference=case.reference,
        href=url_for("review.case", case_id=case.id),
        level=load(case.guide_id).name_of(level),
        care=CARE[level],
        waiting=age(case.waiting_since, now),
        since=moment(case.waiting_since),
        sender=sender.name or role_words(sender),
        status=status(case),
        restricted=case.restricted,
        owner=(owner.name or role_words(owner)) if owner and still_has(case, owner) else "Nobody yet",
        new=case.opened_at is None or case.news_at is not None,
        overdue=case.is_overdue(now),
    )
