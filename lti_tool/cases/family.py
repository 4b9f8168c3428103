"""What one family is given: of their own child only. Pure rules.

What the child wants, and why parents were not told, stay out of it: they may be meant for others. So does the child's
part in it, which is not for a piece of paper to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .children import Child, Fact

GIVEN = (Fact.NAME, Fact.ADULT, Fact.PLAN)


@dataclass(frozen=True, slots=True)
class Family:
    """What a family is given.

    Attributes:
        left_out: what would have been given, had it not told of another child.
    """

    label: str
    facts: Mapping[Fact, str]
    left_out: tuple[Fact, ...]


def for_family(child: Child, others: Iterable[Child]) -> Family:
    """What the family of `child` is given.

    Args:
        others: every other child of the case, with the names that are written down.
    """
    known = {fact: child.facts[fact] for fact in GIVEN if child.facts.get(fact)}
    others = list(others)
    telling = tuple(fact for fact, words in known.items() if any(tells_of(words, other) for other in others))
    return Family(child.label, {fact: words for fact, words in known.items() if fact not in telling}, telling)


def tells_of(words: str, other: Child) -> bool:
    """Whether words tell of another child: by its letter, its name or its number."""
    name = [part.strip(",.") for part in other.facts.get(Fact.NAME, "").split()]
    signs = [re.escape(sign) for sign in (*name, other.facts.get(Fact.NUMBER, "")) if len(sign) > 1]
    return bool(re.search(_letter(other.label), words) or any(re.search(rf"(?i)\b{sign}\b", words) for sign in signs))


def _letter(label: str) -> str:
    """How a child's letter stands in a sentence. "A" and "I" are words of their own."""
    after_child = rf"\b(?i:child(?:ren)?|pupils?)\s+{label}\b"
    return after_child if label in "AI" else rf"{after_child}|\b{label}\b"
