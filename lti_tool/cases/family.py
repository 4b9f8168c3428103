"""What one family is given: of their own child only. Pure rules.

What the child wants, and why parents were not told, stay out of it: they may be meant for others. So does the child's
part in it, which is not for a piece of paper to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .children import Child, Fact

GIVEN = (Fact.NAME, Fact.ADULT, Fact.PLAN)
# Letters and digits that belong together.
SAME = re.compile(r"[^\W_]+")
# These look like an apostrophe and count as letters.
APOSTROPHES = str.maketrans(dict.fromkeys("\u02b9\u02bb\u02bc\u02be\u02bf", "'"))
# Accents, and signs that take no room, as Unicode calls them.
UNSEEN = {"Mn", "Mc", "Me", "Cf"}
# "Children C, D and B". Each part can be read in one way only, or long words would take for ever.
AND_OTHERS = r"(?:[a-z](?:, ?|,? (?:and|or) | ?[&/] ?)){0,26}"


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
    """Whether words tell of another child: by its letter, its name or a part of it, or its number.

    Rather once too often: what is left out is said to the lead, who can put it in other words.
    """
    words, name = plain(words), plain(other.facts.get(Fact.NAME, "")).casefold()
    # One letter alone is an initial. Parts stand together too, however they are joined: "Anne-Marie", "O'Brien".
    number = plain(other.facts.get(Fact.NUMBER, "")).casefold()
    signs = [SAME.findall(sign) for sign in (name, *name.split(), number)]
    signs += [[part] for part in SAME.findall(name)]
    found = [_standing(r"[\W_]*".join(sign)) for sign in signs if len("".join(sign)) > 1]
    return bool(re.search(_letter(other.label), words)) or any(re.search(each, words.casefold()) for each in found)


def plain(words: str) -> str:
    """Words in the spelling in which they are compared: no accents or unseen signs, one apostrophe, one space."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", words).translate(APOSTROPHES))
    seen = "".join(each for each in letters if unicodedata.category(each) not in UNSEEN)
    return " ".join(seen.split())


def _letter(label: str) -> str:
    """How a child's letter stands in a sentence. "A" and "I" are words of their own, and so is a small letter."""
    after_child = _standing(rf"(?i:(?:child(?:ren)?|pupils?)[ :(_-]+{AND_OTHERS}{label})")
    return after_child if label in "AI" else f"{after_child}|{_standing(label)}"


def _standing(pattern: str) -> str:
    r"""A pattern that is no part of a longer word. `\b` would want a letter at either end."""
    return rf"(?<![^\W_])(?:{pattern})(?![^\W_])"
