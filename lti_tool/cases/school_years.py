"""School years: from 1 September to 31 August, by the school's own clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from ..tenants.hours import LOCAL

FIRST_MONTH = 9


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """The school year that begins in September of `begins`."""

    begins: int

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime(self.begins, FIRST_MONTH, 1, tzinfo=LOCAL).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The first moment of the year after it."""
        return self.after.start

    @property
    def after(self) -> SchoolYear:
        """The year after it."""
        return SchoolYear(self.begins + 1)


def year_of(moment: datetime) -> SchoolYear:
    """The school year in which this moment lies."""
    local = moment.astimezone(LOCAL)
    return SchoolYear(local.year if local.month >= FIRST_MONTH else local.year - 1)


def years_back(now: datetime, most: int, first: datetime | None) -> tuple[SchoolYear, ...]:
    """This year and those before it, newest first, no further back than the year of `first`."""
    this = year_of(now)
    oldest = this if first is None else min(this, year_of(first))
    count = min(most, this.begins - oldest.begins + 1)
    return tuple(SchoolYear(this.begins - back) for back in range(count))
