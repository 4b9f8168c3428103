"""A school year in numbers, for leads and heads: counts that give no single case away.

Everybody who may see it sees the same numbers, whatever their role: cases for the head alone, and cases that are kept
from somebody, are in none of them. Two people's pages then differ in nothing that could be subtracted. How many such
cases there are is one number beside them, for the head.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..guidance.model import Level
from ..system.clock import Clock
from ..system.database import Database
from ..tenants.model import Role, Staff
from .access import sees_queue
from .counting import Counted, Decided, count_apart, count_year, first_year
from .first_look import Look
from .model import CaseNotFound
from .school_years import SchoolYear, years_back
from .small_numbers import FEWEST, Hidden, Shown, shown_table, shown_total

MOST_YEARS = 5


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
            first = first_year(db, person.tenant_id)
            years = years_back(self._clock.now(), MOST_YEARS, first.start if first else None)
            wanted = year if year is not None and year in years else years[0]
            counted = count_year(db, person.tenant_id, wanted, is_sqlite=self._database.is_sqlite)
            apart = shown_total(count_apart(db, person.tenant_id, wanted)) if person.has(Role.HEAD) else None
        return _overview(wanted, years, counted, apart)


def _overview(
    year: SchoolYear,
    years: tuple[SchoolYear, ...],
    counted: Counted,
    apart: Shown | None,
) -> Overview:
    total = shown_total(counted.number)
    if total is Hidden.FEW:
        return Overview(year, years, total, {}, {}, {}, {}, apart)
    levels = {level: counted.levels[level] for level in reversed(Level)}
    decisions = _decisions(counted.decided, levels)
    return Overview(
        year=year,
        years=years,
        total=total,
        outcomes=shown_table(levels),
        strands=shown_table(counted.strands),
        looks=_looks(counted.looks, decisions),
        decisions=shown_table(decisions),
        apart=apart,
    )


def _decisions(counts: Mapping[Decided, int], levels: Mapping[Level, int]) -> dict[Decided, int]:
    """No ordinary ending leaves a case at "consult". So the two tables could tell a hidden number of each other.

    Where either hides anything, ordinary endings and confirmed outcomes are one number, which says nothing of levels.
    """
    decided = dict(counts)
    if all(number >= FEWEST for number in (*decided.values(), *levels.values())):
        return decided
    together = decided.pop(Decided.CONFIRMED) + decided.pop(Decided.ENDED)
    return {Decided.CONFIRMED_OR_ENDED: together, **decided}


def _looks(counts: Mapping[Look, int], decisions: Mapping[Decided, int]) -> dict[Look, Shown]:
    """What nobody has looked at, nobody has decided. So one table could tell a hidden number of the other.

    Where either hides anything, "later" and "not yet" are one number, which says nothing about decisions.
    """
    apart = dict(counts)
    if any(number < FEWEST for number in (*apart.values(), *decisions.values())):
        apart[Look.LATER_OR_NOT_YET] = apart.pop(Look.LATER) + apart.pop(Look.NOT_YET)
    return shown_table(apart)
