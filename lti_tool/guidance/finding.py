"""Finds common questions by the words somebody types."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .faq import Faq

LONGEST_QUERY = 200
"""Characters. The rest of a longer query is not looked at."""

# Words of any question at all. They would find everything, and what matters stands beside them.
_SMALL = """
    a about an and any are as at be been by can could did do does for from had has have he her him his how i if in is
    it its me my no not of on one or our s she should so some somebody someone that the their them then there they
    this to us was we what when where which who why will with would you your
"""
SMALL_WORDS = frozenset(_SMALL.split())
# Two letters begin too many words.
SHORTEST_BEGINNING = 3
PLURAL = re.compile(r"(ch|sh|ss|x)es$|(?<!s)s$")


@dataclass(frozen=True)
class Found:
    """What a query found. `whole`: each of them has every word that was asked for."""

    asked: tuple[Faq, ...]
    whole: bool = True


def find(asked: Iterable[Faq], query: str) -> Found:
    """The questions that hold the words of the query, or begin with them; those with most of them where none has all.

    A hit in the question or in its search words comes before one in the answer. Nothing is found for no word.
    """
    wanted = wanted_words(query)
    scored = [(each, *score(each, wanted)) for each in asked]
    most = max((held for _each, held, _early in scored), default=0)
    if not most:
        return Found(())
    best = sorted((row for row in scored if row[1] == most), key=lambda row: -row[2])
    return Found(tuple(each for each, _held, _early in best), whole=most == len(wanted))


def wanted_words(query: str) -> tuple[str, ...]:
    """The words of a query that can tell one question from another."""
    words = dict.fromkeys(words_of(query[:LONGEST_QUERY]))
    telling = tuple(word for word in words if word not in SMALL_WORDS)
    return telling or tuple(words)


def score(asked: Faq, wanted: Iterable[str]) -> tuple[int, int]:
    """How many of these words the question holds anywhere, and how many where they count first."""
    early = words_of(" ".join((asked.question, *asked.search)))
    anywhere = early + words_of(f"{asked.answer} {asked.group}")
    wanted = tuple(wanted)
    return sum(held(word, anywhere) for word in wanted), sum(held(word, early) for word in wanted)


def held(wanted: str, words: Iterable[str]) -> bool:
    """Whether one of the words is this one, its plural, or begins with it."""
    if len(wanted) < SHORTEST_BEGINNING:
        return wanted in words
    stem = singular(wanted)
    return any(word.startswith(wanted) or singular(word).startswith(stem) for word in words)


def singular(word: str) -> str:
    """The word without the ending of a plural. It need not be a word: both sides are cut alike."""
    if len(word) <= SHORTEST_BEGINNING:
        return word
    return word.removesuffix("ies") + "y" if word.endswith("ies") else PLURAL.sub(r"\1", word)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in "'’‘`")
    return tuple(re.findall(r"[a-z0-9]+", plain))
