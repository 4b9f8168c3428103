"""Every sentence a guide shows to people, and whether it is plain enough for somebody in a hurry."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from .guide import Guide
from .messages import Elsewhere
from .model import Source

LONGEST_SENTENCE = 25
"""Words."""

NOT_PROSE = frozenset({"id", "unanswered", "display", "asks_first", "sources", "contacts", "when", "any", "only_if"})
# Search words are what people type, not what we say.
NOT_SHOWN = frozenset({"search", "at", "refer", "if_telling", "unless_telling", "nation", "checked", "extends"})
# Which parts of the guide its poster takes.
TAKEN = frozenset({"danger", "tell", "contacts_if_set"})

BANNED = re.compile(
    r"""
    !                                                       # nobody is being congratulated
    | \b(?:
        victims? | offenders? | perpetrators? | guilty | culprits?      # nobody is labelled
      | sext | sexts | sexted | sexting | child\s+porn\w* | revenge\s+porn\w*   # search words only
      | aggravated | experimental | low[- ]risk | high[- ]risk          # nor is a case
      | illicit | ensures? | ensur(?:ed|ing) | liais\w+ | utili[sz]\w+ | statutory\s+services | consider\s+a
      | approved\s+by | safe\s+to\s+ignore | no\s+risk | (?:the|our|this)\s+flowchart
      | upload\w* | attach\w*
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words that label a child, claim too much, or get in the way."""

ASKS_FOR_IMAGERY = re.compile(
    r"\bdescribe (?:what|the image|it)\b|\bwhat (?:does|did) (?:it|the image) show", re.IGNORECASE
)
FORBIDS = re.compile(r"\b(?:do not|never|not)\b", re.IGNORECASE)


def prose(guide: Guide) -> Iterator[tuple[str, str]]:
    """Every text of the guide that people read, with its place. What others published keeps the title they gave it."""
    yield from texts(guide, guide.id)


def texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The texts inside a value, each with its place."""
    if isinstance(value, Source | Elsewhere):
        return
    if type(value) is str:
        yield place, value
    elif is_dataclass(value):
        yield from inside(value, place)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value, 1):
            yield from texts(inner, f"{place} > {getattr(inner, 'id', number)}")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(inner, f"{place} > {key}")


def inside(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The texts in the fields that people read."""
    for field in fields(value):
        if field.name not in NOT_PROSE | NOT_SHOWN | TAKEN:
            yield from texts(getattr(value, field.name), f"{place} > {field.name}")


def faults(text: str) -> Iterator[str]:
    """What is wrong with a text."""
    for sentence in sentences(text):
        length = len(sentence.split())
        if length > LONGEST_SENTENCE:
            yield f"a sentence of {length} words, more than {LONGEST_SENTENCE}: {sentence}"
        if ASKS_FOR_IMAGERY.search(sentence) and not FORBIDS.search(sentence):
            yield f"asks what an image shows: {sentence}"
    yield from (f"the word {found.group()!r} is not used here" for found in BANNED.finditer(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text. A full stop inside a web address or a number ends nothing."""
    return [sentence for sentence in re.split(r"(?<=[.?])\s+", text) if sentence]
