"""How many cases of a school year there are of each kind.

The database keeps beside each case in which numbers it is, as the digits of one, and an index by it: it counts those
that are alike, and reads no case. There are some hundreds of such kinds, however many cases there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

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

# By the digits that stand for them.
STRANDS = ("images", "contact", "both", "nk", "other")
# The digit of a case that has not been decided, or whose way or first look was not kept.
NONE = 9
# After the year, a digit each for the level, the level and way of the decision, the strand and the look.
DIGITS = 10**5
# A year and the ones before it, on each database.
MOST_KEPT = 20


class Decided(StrEnum):
    """How it was decided: as the answers asked for, in one of the ordinary endings, or differently."""

    CONFIRMED = "confirmed"
    ENDED = "ended"
    CONFIRMED_OR_ENDED = "confirmed_or_ended"
    OVERRIDDEN = "overridden"
    NOT_YET = "not_yet"


class Kind(NamedTuple):
    """The numbers in which a case is. Its look is None where the database has to work it out."""

    level: Level
    strand: str
    decided: Decided
    look: Look | None


class Counted(NamedTuple):
    """Of the cases that everybody who sees the numbers may see. Every kind is in each, also where there is none."""

    number: int
    levels: Mapping[Level, int]
    strands: Mapping[str, int]
    decided: Mapping[Decided, int]
    looks: Mapping[Look, int]


_DECIDED = (Decided.CONFIRMED, Decided.ENDED, Decided.OVERRIDDEN, Decided.NOT_YET)
# By the digits that stand for them.
_LOOKS = (Look.QUARTER, Look.HOUR, Look.DAY, Look.LATER, Look.NOT_YET)
_WAYS = (Way.CONFIRM, Way.ADVICE_TAKEN, Way.AGENCY_ANSWERED, Way.HANDED_BACK, Way.OVERRIDE)
# Whose year it is. The questions below are put together once and hold nothing of anybody.
_TENANT = sa.bindparam("tenant", type_=sa.String)
_MINE = cases.c.tenant_id == _TENANT
_since, _until = (sa.bindparam(name, type_=sa.Integer) for name in ("since", "until"))
_IN_YEAR = sa.and_(_MINE, cases.c.count_code >= _since, cases.c.count_code < _until)


def count_year(db: Connection, tenant_id: str, year: SchoolYear, *, is_sqlite: bool) -> Counted:
    """What is counted of this school's cases that were sent in this year."""
    levels: dict[Level, int] = dict.fromkeys(Level, 0)
    strands: dict[str, int] = dict.fromkeys(STRANDS, 0)
    decided: dict[Decided, int] = dict.fromkeys(_DECIDED, 0)
    looks: dict[Look, int] = dict.fromkeys(_LOOKS, 0)
    older = 0
    for code, alike in _ALIKE.plain(db, tenant=tenant_id, **_codes_of(year)):
        level, strand, way, look = kind_of(code)
        levels[level] += alike
        strands[strand] += alike
        decided[way] += alike
        if look is None:
            older += alike
        else:
            looks[look] += alike
    if older:
        # From before it was kept, or brought from elsewhere.
        for row in _older_looks(year, is_sqlite=is_sqlite).rows(db, tenant=tenant_id, **_codes_of(year)):
            looks[Look(row.looked)] += row.number
    return Counted(sum(levels.values()), levels, strands, decided, looks)


# What all schools of an installation have among them.
@lru_cache(maxsize=5000)
def kind_of(count_code: int) -> Kind:
    """What `cases.count_code` says."""
    level, decided_level, way, strand, look = (int(digit) for digit in str(count_code % DIGITS).zfill(5))
    stands = level if decided_level == NONE else decided_level
    decided = _decided(level, decided_level, None if way == NONE else _WAYS[way])
    return Kind(Level(stands), STRANDS[strand], decided, None if look == NONE else _LOOKS[look])


def first_year(db: Connection, tenant_id: str) -> SchoolYear | None:
    """Of the cases that are counted, so that no year is offered because of one that is not."""
    first = _FIRST.row(db, tenant=tenant_id)
    return SchoolYear(first.count_code // DIGITS) if first else None


def count_apart(db: Connection, tenant_id: str, year: SchoolYear) -> int:
    """What is in no other number. A case that is kept from a head is not counted for any head: they must not differ."""
    number: int = _APART.rows(db, tenant=tenant_id, start=year.start, end=year.end)[0].number
    return number


def _decided(level: int, decided_level: int, way: Way | None) -> Decided:
    """Whatever has no way is counted by its levels, which cannot tell an ordinary ending."""
    if decided_level == NONE:
        return Decided.NOT_YET
    if way in ENDINGS:
        return Decided.ENDED
    is_confirmed = way is Way.CONFIRM or (way is None and decided_level == level)
    return Decided.CONFIRMED if is_confirmed else Decided.OVERRIDDEN


def _codes_of(year: SchoolYear) -> dict[str, int]:
    return {"since": year.begins * DIGITS, "until": year.after.begins * DIGITS}


_ALIKE = Statement(
    sa.select(cases.c.count_code, sa.func.count().label("number")).where(_IN_YEAR).group_by(cases.c.count_code)
)


@lru_cache(maxsize=MOST_KEPT)
def _older_looks(year: SchoolYear, *, is_sqlite: bool) -> Statement:
    look = looked(year, is_sqlite=is_sqlite).label("looked")
    not_kept = sa.and_(cases.c.opened_at.is_not(None), cases.c.first_look.is_(None))
    older = sa.select(look).where(_IN_YEAR, not_kept).subquery()
    return Statement(sa.select(older.c.looked, sa.func.count().label("number")).group_by(older.c.looked))


_FIRST = Statement(
    sa.select(cases.c.count_code).where(_MINE, cases.c.count_code.is_not(None)).order_by(cases.c.count_code).limit(1)
)


def _apart() -> Statement:
    start, end = (sa.bindparam(name, type_=cases.c.sent_at.type) for name in ("start", "end"))
    heads = sa.select(staff_roles.c.staff_id).where(staff_roles.c.role == Role.HEAD.value)
    from_a_head = sa.exists().where(named_staff.c.case_id == cases.c.id, named_staff.c.staff_id.in_(heads))
    not_counted = sa.and_(_MINE, cases.c.count_code.is_(None), cases.c.sent_at >= start, cases.c.sent_at < end)
    return Statement(
        sa.select(sa.func.count().label("number")).select_from(cases).where(not_counted, sa.not_(from_a_head))
    )


_APART = _apart()
