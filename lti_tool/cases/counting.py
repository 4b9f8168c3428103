"""How many cases of a school year there are of each kind. The database counts all kinds in one pass over one index.

Rows would take most of a page's time, and so would groups: a case is in one of hundreds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..guidance.model import Level
from ..system.statement import Statement
from ..tenants.model import Role
from ..tenants.tables import staff_roles
from .deciding import ENDINGS, Way
from .first_look import Look, looked
from .school_years import SchoolYear
from .tables import cases, named_staff

STRANDS = ("images", "contact", "both", "nk", "other")
# A year and the ones before it, on each database.
MOST_KEPT = 20


class Decided(StrEnum):
    """How it was decided: as the answers asked for, in one of the ordinary endings, or differently."""

    CONFIRMED = "confirmed"
    ENDED = "ended"
    CONFIRMED_OR_ENDED = "confirmed_or_ended"
    OVERRIDDEN = "overridden"
    NOT_YET = "not_yet"


class Counted(NamedTuple):
    """Of the cases that everybody who sees the numbers may see. Every kind is in each, also where there is none."""

    number: int
    levels: Mapping[Level, int]
    strands: Mapping[str, int]
    decided: Mapping[Decided, int]
    looks: Mapping[Look, int]


_NAMED = sa.exists().where(named_staff.c.case_id == cases.c.id)
_COMMON = sa.and_(cases.c.restricted.is_(False), sa.not_(_NAMED))
_LEVEL = sa.func.coalesce(cases.c.decided_level, cases.c.level)
_way = cases.c.decided_way
# Whatever has no way is counted by its levels, which cannot tell an ordinary ending. The rest is overridden.
_DECIDED = {
    Decided.CONFIRMED: sa.or_(
        _way == Way.CONFIRM.value, sa.and_(_way.is_(None), cases.c.decided_level == cases.c.level)
    ),
    Decided.ENDED: sa.or_(*(_way == way.value for way in ENDINGS)),
    Decided.NOT_YET: cases.c.decided_level.is_(None),
}
_KEPT_LOOKS = (Look.QUARTER, Look.HOUR, Look.DAY, Look.LATER)
_NOT_KEPT = sa.and_(cases.c.opened_at.is_not(None), cases.c.first_look.is_(None))
# Whose year it is. The questions below are put together once and hold nothing of anybody.
_TENANT = sa.bindparam("tenant", type_=sa.String)


def count_year(db: Connection, tenant_id: str, year: SchoolYear, *, is_sqlite: bool) -> Counted:
    """What is counted of this school's cases that were sent in this year."""
    numbers = iter(_all_kinds(year).rows(db, tenant=tenant_id)[0])
    number, not_kept = next(numbers), next(numbers)
    looks = dict(zip((*_KEPT_LOOKS, Look.NOT_YET), numbers, strict=False))
    if not_kept:
        # From before it was kept, or brought from elsewhere.
        for row in _older_looks(year, is_sqlite=is_sqlite).rows(db, tenant=tenant_id):
            looks[Look(row.looked)] += row.number
    levels, strands, decided = (dict(zip(names, numbers, strict=False)) for names in (Level, STRANDS, _DECIDED))
    not_yet = decided.pop(Decided.NOT_YET)
    overridden = number - not_yet - sum(decided.values())
    decided |= {Decided.OVERRIDDEN: overridden, Decided.NOT_YET: not_yet}
    return Counted(number, levels, strands, decided, looks)


def first_sent(db: Connection, tenant_id: str) -> datetime | None:
    """Of the cases that are counted, so that no year is offered because of one that is not."""
    first = _FIRST_SENT.row(db, tenant=tenant_id)
    return first.sent_at if first else None


def count_apart(db: Connection, tenant_id: str, year: SchoolYear) -> int:
    """What is in no other number. A case that is kept from a head is not counted for any head: they must not differ."""
    number: int = _apart(year).rows(db, tenant=tenant_id)[0].number
    return number


def _sent_in(year: SchoolYear) -> sa.ColumnElement[bool]:
    return sa.and_(cases.c.tenant_id == _TENANT, cases.c.sent_at >= year.start, cases.c.sent_at < year.end)


def _numbers_of(column: Any, values: Iterable[Any]) -> list[sa.ColumnElement[int]]:
    return [_number_where(column == value) for value in values]


def _number_where(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count().filter(condition)


@lru_cache(maxsize=MOST_KEPT)
def _all_kinds(year: SchoolYear) -> Statement:
    numbers = (
        sa.func.count(),
        _number_where(_NOT_KEPT),
        *_numbers_of(cases.c.first_look, [look.value for look in _KEPT_LOOKS]),
        _number_where(cases.c.opened_at.is_(None)),
        *_numbers_of(_LEVEL, [int(level) for level in Level]),
        *_numbers_of(cases.c.strand, STRANDS),
        *(_number_where(condition) for condition in _DECIDED.values()),
    )
    labelled = (number.label(f"number_{place}") for place, number in enumerate(numbers))
    return Statement(sa.select(*labelled).select_from(cases).where(_sent_in(year), _COMMON))


@lru_cache(maxsize=MOST_KEPT)
def _older_looks(year: SchoolYear, *, is_sqlite: bool) -> Statement:
    look = looked(year, is_sqlite=is_sqlite).label("looked")
    older = sa.select(look).where(_sent_in(year), _COMMON, _NOT_KEPT).subquery()
    return Statement(sa.select(older.c.looked, sa.func.count().label("number")).group_by(older.c.looked))


_FIRST_SENT = Statement(
    sa.select(cases.c.sent_at)
    .where(cases.c.tenant_id == _TENANT, cases.c.sent_at.is_not(None), _COMMON)
    .order_by(cases.c.sent_at)
    .limit(1)
)


@lru_cache(maxsize=MOST_KEPT)
def _apart(year: SchoolYear) -> Statement:
    heads = sa.select(staff_roles.c.staff_id).where(staff_roles.c.role == Role.HEAD.value)
    from_a_head = sa.exists().where(named_staff.c.case_id == cases.c.id, named_staff.c.staff_id.in_(heads))
    mine = sa.and_(_sent_in(year), sa.not_(_COMMON), sa.not_(from_a_head))
    return Statement(sa.select(sa.func.count().label("number")).select_from(cases).where(mine))
