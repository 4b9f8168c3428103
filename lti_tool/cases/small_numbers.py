"""Hiding small numbers in a table whose total is known, so that nothing hidden can be worked out.

The rule:

1. A total under 5 is all that is said, and not even what it is.
2. A table without a number under 5 is shown as it is.
3. Otherwise every number under 5 is hidden ("few"), and with them the smallest of the others, with all that equal it
   ("kept"). Else the total minus the rest would be the small number.
4. If that leaves nothing to show, or if it still leaves only one number that the kept ones can have, the whole table is
   hidden, and nothing says which of its numbers are small.

Why it is enough, even for a reader who knows the rule, the total, and which numbers are few: by 4 there are two numbers
that the kept ones can have, each making up the total with some few ones. So no kept number is certain, and no few one.
Either way the rule gives the same table, because what it looks at in 4 is only what the reader sees: the total, what is
shown, and that a kept number is smaller than every number shown. Of a table that is all hidden many are possible. The
tests go through every small table.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

FEWEST = 5
Name = TypeVar("Name")


class Hidden(StrEnum):
    """A number that is not shown: under 5, or kept back so that another one stays hidden."""

    FEW = "few"
    KEPT = "kept"


Shown = int | Hidden


def shown_total(count: int) -> Shown:
    """A number that belongs to no table."""
    return count if count >= FEWEST else Hidden.FEW


def shown_table(counts: Mapping[Name, int]) -> dict[Name, Shown]:
    """The numbers of one table as they may be shown."""
    if all(count >= FEWEST for count in counts.values()):
        return dict(counts)
    large = sorted(count for count in counts.values() if count >= FEWEST)
    kept = [count for count in large if count == large[0]]
    if len(kept) == len(large) or not _leaves_open(counts, kept, large[len(kept)]):
        return dict.fromkeys(counts, Hidden.KEPT)
    return {name: _shown(count, kept[0]) for name, count in counts.items()}


def _shown(count: int, kept: int) -> Shown:
    if count < FEWEST:
        return Hidden.FEW
    return Hidden.KEPT if count == kept else count


def _leaves_open(counts: Mapping[Name, int], kept: list[int], smallest_shown: int) -> bool:
    """Whether the kept numbers, which are all the same, could be another number for all that is shown."""
    few = [count for count in counts.values() if count < FEWEST]
    hidden = sum(few) + sum(kept)
    most = min(smallest_shown - 1, hidden // len(kept))
    # Rounded up: the few ones cannot make up more.
    least = max(FEWEST, -(((FEWEST - 1) * len(few) - hidden) // len(kept)))
    return most > least
