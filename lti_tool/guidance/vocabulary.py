"""The words a school uses for whoever leads on safeguarding and for the children it teaches.

They replace those of our own texts: a guide's, a story's, a page's. What a person typed is never touched, nor is the
title of a source. A school chooses between words that are true in its nation; which one leads there is a fact, and no
choice.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T")

LEADS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "lead": ("safeguarding lead", "lead"),
        "dsl": ("DSL", "DSL"),
        "dsp": ("DSP", "DSP"),
        "person": ("designated safeguarding person", "safeguarding person"),
        "coordinator": ("child protection co-ordinator", "co-ordinator"),
        "teacher": ("designated teacher", "designated teacher"),
    }
)
"""What the person can be called, where it is said in full and where it is said for short."""
CHILDREN = ("pupil", "student")
LEADS_IN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "england": ("lead", "dsl", "dsp"),
        "wales": ("person", "dsp"),
        "scotland": ("coordinator",),
        "northern_ireland": ("teacher",),
    }
)
"""By nation, what can be chosen; the first holds unless another is."""

# Sources keep the titles their publishers gave them; an id is a name for programs, and so is any other word that
# stands alone in a guide.
AS_IT_IS = frozenset({"id", "sources", "nation", "extends"})
_FULL = (
    r"(?:designated )?safeguarding lead|designated safeguarding person|child protection co-ordinator|designated teacher"
)
# "Lead" is a verb as well, and pastoral leads are other people.
_VERB_BEFORE = "".join(f"(?<!{word} )" for word in ("would", "ways", "answers", "answer", "it", "who", "astoral"))
_VERB_AFTER = r"(?! (?:to|off|on|back|somewhere|safeguarding)\b)"
_FOUND = re.compile(
    rf"\b(?:(?P<full>(?i:{_FULL}))|{_VERB_BEFORE}(?P<short>[Ll]ead)|(?P<child>[Pp]upil))(?P<many>s?)\b"
    rf"(?(short){_VERB_AFTER})"
)


class Ours(str):
    """A text of ours that names the lead or a pupil, so that a page can say it in the words of its school.

    What is put together from one, as by an f-string, is an ordinary text again and stays as it is.
    """

    __slots__ = ()

    def __str__(self) -> str:
        """Itself: an exception whose message it is hands it on."""
        return self


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one school says: keys of LEADS and CHILDREN."""

    lead: str = "lead"
    child: str = "pupil"

    def say(self, text: str) -> str:
        """This text of ours in these words."""
        return text if self == USUAL else _said(text, self)


USUAL = Vocabulary()


def vocabulary(nation: str, lead: str | None, child: str | None) -> Vocabulary:
    """What a school in this nation says. A word that cannot be chosen there counts as none."""
    offered = LEADS_IN.get(nation, LEADS_IN["england"])
    return Vocabulary(
        lead if lead is not None and lead in offered else offered[0],
        child if child is not None and child in CHILDREN else CHILDREN[0],
    )


def spoken(told: T, words: Vocabulary) -> T:
    """A guide, a story or a part of one, in these words. Its ids, rules and sources are the same."""
    return told if words == USUAL else _spoken(told, words)


def _spoken(value: Any, words: Vocabulary) -> Any:
    if type(value) is str:
        return words.say(value) if " " in value else value
    if isinstance(value, tuple):
        return tuple(_spoken(inner, words) for inner in value)
    if isinstance(value, Mapping):
        return {key: _spoken(inner, words) for key, inner in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        kept = {each.name: getattr(value, each.name) for each in fields(value) if each.name not in AS_IT_IS}
        return replace(value, **{name: _spoken(inner, words) for name, inner in kept.items()})
    return value


@lru_cache(maxsize=4096)
def _said(text: str, words: Vocabulary) -> str:
    return _FOUND.sub(lambda found: _instead(found, words), text)


def _instead(found: re.Match[str], words: Vocabulary) -> str:
    full, short = LEADS[words.lead]
    word = full if found["full"] else short if found["short"] else words.child
    said = word + found["many"]
    return said[0].upper() + said[1:] if found.group()[0].isupper() else said
