"""A school year in numbers, for leads and heads: counts that give no single case away.

Everybody who may see it sees the same numbers, whatever their role: cases for the head alone, and cases that are kept
from somebody, are in none of them. Two people's pages then differ in nothing that could be subtracted. How many such
cases there are is one number beside them, for the head.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..guidance.model import Level
from ..system.clock import Clock
from ..system.database import Database
from ..system.statement import Statement
from ..tenants.model import Role, Staff
from ..tenants.tables import staff_roles
from .access import sees_queue
from .deciding import ENDINGS, Way
from .first_look import Look, looked
from .model import CaseNotFound
from .school_years import SchoolYear, years_back
from .small_numbers import FEWEST, Hidden, Shown, shown_table, shown_total
from .tables import cases, named_staff

MOST_YEARS = 5
STRANDS = ("images", "contact", "both", "nk", "other")


class Decided(StrEnum):
    """How it was decided: as the answers asked for, in one of the ordinary endings, or differently."""

    CONFIRMED = "confirmed"
    ENDED = "ended"
    CONFIRMED_OR_ENDED = "confirmed_or_ended"
    OVERRIDDEN = "overridden"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Overview:
    """One school year. The tables are empty where the total is hidden.

    Attributes:
        years: those that can be chosen, newest first.
        apart: cases for the head alone and cases kept from somebody; None for whoever is not told.
    """

    year: SchoolYear
    years: tuple[SchoolYear, ...]
    total: Shown
    outcomes: Mapping[Level, Shown]
    strands: Mapping[str, Shown]
    looks: Mapping[Look, Shown]
    decisions: Mapping[Decided, Shown]
    apart: Shown | None


class Overviews:
    """Counts the cases of a school year. Numbers leave here only as they may be shown."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, person: Staff, year: SchoolYear | None = None) -> Overview:
        """That year, or this one. Raises CaseNotFound for somebody who has no list of cases."""
        if not sees_queue(person):
            raise CaseNotFound
        with self._database.reading() as db:
            years = years_back(self._clock.now(), MOST_YEARS, _first_sent(db, person.tenant_id))
            wanted = year if year is not None and year in years else years[0]
            whose = {"tenant": person.tenant_id}
            counted = _counted(wanted, is_sqlite=self._database.is_sqlite).rows(db, **whose)
            apart = shown_total(_apart(wanted).rows(db, **whose)[0].number) if person.has(Role.HEAD) else None
        return _overview(wanted, years, counted, apart)


_NAMED = sa.exists().where(named_staff.c.case_id == cases.c.id)
_COMMON = sa.and_(cases.c.restricted.is_(False), sa.not_(_NAMED))
_OUTCOME = sa.func.coalesce(cases.c.decided_level, cases.c.level)
# Whatever has no way is counted by its levels, which cannot tell an ordinary ending.
_DECIDED = sa.case(
    (cases.c.decided_level.is_(None), Decided.NOT_YET.value),
    (cases.c.decided_way.in_([way.value for way in ENDINGS]), Decided.ENDED.value),
    (cases.c.decided_way == Way.CONFIRM.value, Decided.CONFIRMED.value),
    (cases.c.decided_way == Way.OVERRIDE.value, Decided.OVERRIDDEN.value),
    (cases.c.decided_level == cases.c.level, Decided.CONFIRMED.value),
    else_=Decided.OVERRIDDEN.value,
)


# Whose year it is. The questions below are put together once and hold nothing of anybody.
_TENANT = sa.bindparam("tenant", type_=sa.String)


def _sent_in(year: SchoolYear) -> sa.ColumnElement[bool]:
    return sa.and_(cases.c.tenant_id == _TENANT, cases.c.sent_at >= year.start, cases.c.sent_at < year.end)


@lru_cache(maxsize=MOST_YEARS * 2)
def _counted(year: SchoolYear, *, is_sqlite: bool) -> Statement:
    """How many cases there are of each kind. The database counts: rows would take most of the page's time."""
    kinds = (
        _OUTCOME.label("outcome"),
        cases.c.strand,
        _DECIDED.label("decided"),
        looked(year, is_sqlite=is_sqlite).label("looked"),
    )
    kept = sa.select(*kinds).where(_sent_in(year), _COMMON).subquery()
    return Statement(sa.select(*kept.c, sa.func.count().label("number")).group_by(*kept.c))


_FIRST_SENT = Statement(
    sa.select(cases.c.sent_at)
    .where(cases.c.tenant_id == _TENANT, cases.c.sent_at.is_not(None), _COMMON)
    .order_by(cases.c.sent_at)
    .limit(1)
)


def _first_sent(db: Connection, tenant_id: str) -> datetime | None:
    """Of the cases that are counted, so that no year is offered because of one that is not."""
    first = _FIRST_SENT.row(db, tenant=tenant_id)
    return first.sent_at if first else None


@lru_cache(maxsize=MOST_YEARS * 2)
def _apart(year: SchoolYear) -> Statement:
    """What is in no other number. A case that is kept from a head is not counted for any head: they must not differ."""
    heads = sa.select(staff_roles.c.staff_id).where(staff_roles.c.role == Role.HEAD.value)
    from_a_head = sa.exists().where(named_staff.c.case_id == cases.c.id, named_staff.c.staff_id.in_(heads))
    mine = sa.and_(_sent_in(year), sa.not_(_COMMON), sa.not_(from_a_head))
    return Statement(sa.select(sa.func.count().label("number")).select_from(cases).where(mine))


def _overview(
    year: SchoolYear,
    years: tuple[SchoolYear, ...],
    counted: Sequence[Any],
    apart: Shown | None,
) -> Overview:
    total = shown_total(sum(row.number for row in counted))
    if total is Hidden.FEW:
        return Overview(year, years, total, {}, {}, {}, {}, apart)
    outcome, strand, decided, looks = (_sums(counted, column) for column in range(4))
    levels = {level: outcome[int(level)] for level in reversed(Level)}
    decisions = _decisions(decided, levels)
    return Overview(
        year=year,
        years=years,
        total=total,
        outcomes=shown_table(levels),
        strands=shown_table({each: strand[each] for each in STRANDS}),
        looks=_looks(looks, decisions),
        decisions=shown_table(decisions),
        apart=apart,
    )


def _sums(counted: Sequence[Any], column: int) -> Counter[Any]:
    """How many cases there are of each value of this one column. The last column is their number."""
    sums: Counter[Any] = Counter()
    for row in counted:
        sums[row[column]] += row[-1]
    return sums


def _decisions(counts: Counter[str], levels: Mapping[Level, int]) -> dict[Decided, int]:
    """No ordinary ending leaves a case at "consult". So the two tables could tell a hidden number of each other.

    Where either hides anything, ordinary endings and confirmed outcomes are one number, which says nothing of levels.
    """
    decided: dict[Decided, int] = {
        each: counts[each.value] for each in Decided if each is not Decided.CONFIRMED_OR_ENDED
    }
    if all(number >= FEWEST for number in (*decided.values(), *levels.values())):
        return decided
    together = decided.pop(Decided.CONFIRMED) + decided.pop(Decided.ENDED)
    return {Decided.CONFIRMED_OR_ENDED: together, **decided}


def _looks(counts: Counter[str], decisions: Mapping[Decided, int]) -> dict[Look, Shown]:
    """What nobody has looked at, nobody has decided. So one table could tell a hidden number of the other.

    Where either hides anything, "later" and "not yet" are one number, which says nothing about decisions.
    """
    apart = {each: counts[each.value] for each in (Look.QUARTER, Look.HOUR, Look.DAY, Look.LATER, Look.NOT_YET)}
    if any(number < FEWEST for number in (*apart.values(), *decisions.values())):
        apart[Look.LATER_OR_NOT_YET] = apart.pop(Look.LATER) + apart.pop(Look.NOT_YET)
    return shown_table(apart)
