"""The lead's list: every case that a person may see, the most urgent first, then the one that has waited longest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from ..guidance.model import Level
from ..system.database import Database
from ..system.statement import Statement
from ..tenants.model import LEADS, Role, Staff
from ..tenants.staff import StaffBook
from ..tenants.tables import staff_roles
from . import tables, tables_tasks
from .access import sees_queue
from .model import Case, CaseNotFound, Status
from .store import case_of_row
from .task import TaskState

# A lead reads the top; more rows make every look at the list slower, and the rest is a click away.
PAGE = 20
UNDECIDED = (Status.STARTED, Status.SENT, Status.IN_REVIEW, Status.NEEDS_DETAIL)
# By name and not as "all but closed": an index then passes over what is closed.
OPEN = (*UNDECIDED, Status.DECIDED)


class Show(StrEnum):
    """Which part of the list somebody looks at."""

    WAITING = "waiting"
    MINE = "mine"
    NOBODYS = "nobodys"
    DECIDED = "decided"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list.

    Attributes:
        urgent: undecided cases at Emergency or Refer now with something that nobody has looked at; counted over all
            pages.
        added: decided cases with something that nobody has looked at since it was added; counted likewise.
        more: whether there is another page after this one.
    """

    cases: tuple[Case, ...]
    people: Mapping[str, Staff]
    urgent: int
    added: int
    more: bool


class Queues:
    """Lists of cases. A case that somebody may not see is in none of theirs, nor in a count."""

    def __init__(self, database: Database, staff: StaffBook) -> None:
        self._database = database
        self._staff = staff

    def of(self, person: Staff, show: Show = Show.WAITING, page: int = 1) -> Listed:
        """One page of this person's list. Raises CaseNotFound for somebody who has none."""
        if not sees_queue(person):
            raise CaseNotFound
        whose = {"tenant": person.tenant_id, "person": person.id}
        is_head = person.has(Role.HEAD)
        with self._database.reading() as db:
            rows = _listing(show, is_head=is_head).rows(db, **whose, before=(page - 1) * PAGE)
            cases = tuple(case_of_row(row) for row in rows[:PAGE])
            ((urgent,),) = _urgent(is_head=is_head).rows(db, **whose)
            ((added,),) = _added(is_head=is_head).rows(db, **whose)
            ids = {case.reporter_id for case in cases} | {case.owner_id for case in cases if case.owner_id}
            people = self._staff.several(db, person.tenant_id, ids)
        return Listed(cases, people, urgent, added, more=len(rows) > PAGE)


# Whose list it is. The questions below are put together once and hold nothing of anybody.
_TENANT, _PERSON = (sa.bindparam(name, type_=sa.String) for name in ("tenant", "person"))


@cache
def _listing(show: Show, *, is_head: bool) -> Statement:
    """One page of a list, and one row more where another page follows."""
    order, table = _order(show), tables.cases

    def page_of(columns: Any) -> sa.Select[Any]:
        shown = sa.select(columns).where(_shown(_seen(is_head=is_head), show)).order_by(*order)
        return shown.limit(PAGE + 1).offset(sa.bindparam("before", type_=sa.Integer))

    if show is not Show.WAITING:
        return Statement(page_of(table))
    # What everybody sees first is chosen from an index alone; then the cases of the page are read, and no other.
    page = page_of(table.c.id).subquery()
    return Statement(sa.select(table).join(page, page.c.id == table.c.id).order_by(*order))


def seen_by(person: Staff) -> sa.ColumnElement[bool]:
    """What this person may see of what has begun, for another list than this one."""
    return _seen(is_head=person.has(Role.HEAD), tenant=person.tenant_id, who=person.id)


def _seen(*, is_head: bool, tenant: Any = _TENANT, who: Any = _PERSON) -> sa.ColumnElement[bool]:
    """What the person may see of what has begun. The same rule as `access.sight`, for a whole list."""
    table, named = tables.cases, tables.named_staff
    kept_from = sa.exists().where(named.c.case_id == table.c.id, named.c.staff_id == who)
    begun = sa.or_(table.c.answered_at.is_not(None), table.c.sent_at.is_not(None))
    conditions = [table.c.tenant_id == tenant, begun, sa.not_(kept_from)]
    if not is_head:
        conditions.append(table.c.restricted.is_(False))
    return sa.and_(*conditions)


def _shown(seen: sa.ColumnElement[bool], show: Show) -> sa.ColumnElement[bool]:
    table = tables.cases
    undecided = table.c.status.in_([status.value for status in UNDECIDED])
    match show:
        case Show.WAITING:
            return sa.and_(seen, undecided)
        case Show.MINE:
            mine = sa.or_(table.c.owner_id == _PERSON, _given())
            return sa.and_(seen, table.c.status.in_([status.value for status in OPEN]), mine)
        case Show.NOBODYS:
            return sa.and_(seen, undecided, sa.not_(_has_owner()))
        case Show.DECIDED:
            return sa.and_(seen, table.c.status == Status.DECIDED.value)
        case Show.CLOSED:
            return sa.and_(seen, table.c.status == Status.CLOSED.value)


def _has_owner() -> sa.ColumnElement[bool]:
    """That somebody has it who may still see it. The same rule as `access.still_has`, for a whole list."""
    table, held = tables.cases, staff_roles
    reads = sa.or_(
        held.c.role == Role.HEAD.value,
        sa.and_(table.c.restricted.is_(False), held.c.role.in_(sorted(role.value for role in LEADS))),
    )
    return sa.exists().where(held.c.staff_id == table.c.owner_id, reads)


def _given() -> sa.ColumnElement[bool]:
    """That something in it is the person's to do."""
    table = tables_tasks.tasks
    is_open = table.c.state == TaskState.OPEN.value
    return sa.exists().where(table.c.case_id == tables.cases.c.id, table.c.owner_id == _PERSON, is_open)


def _order(show: Show) -> tuple[sa.ColumnElement[Any], ...]:
    table = tables.cases
    if show is Show.CLOSED:
        return (table.c.closed_at.desc(), table.c.id)
    waiting = sa.func.coalesce(table.c.sent_at, table.c.answered_at)
    if show is Show.DECIDED:
        return (table.c.next_due_at.is_(None), table.c.next_due_at, waiting, table.c.id)
    return (table.c.level.desc(), waiting, table.c.id)


@cache
def _urgent(*, is_head: bool) -> Statement:
    table = tables.cases
    unseen = sa.and_(
        _seen(is_head=is_head),
        table.c.status.in_([status.value for status in UNDECIDED]),
        table.c.level >= int(Level.REFER_NOW),
        sa.or_(table.c.opened_at.is_(None), table.c.news_at.is_not(None)),
    )
    return Statement(sa.select(sa.func.count()).select_from(table).where(unseen))


@cache
def _added(*, is_head: bool) -> Statement:
    """What is decided stands in a part of the list of its own, where nobody looks for something new."""
    table = tables.cases
    new = sa.and_(_shown(_seen(is_head=is_head), Show.DECIDED), table.c.news_at.is_not(None))
    return Statement(sa.select(sa.func.count()).select_from(table).where(new))
