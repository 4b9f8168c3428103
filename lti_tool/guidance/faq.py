"""What staff ask about a guide's subject, and what is often believed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Faq:
    """A question that staff ask, and the answer."""

    id: str
    question: str
    answer: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Misconception:
    """Something often believed, and what is so."""

    id: str
    belief: str
    fact: str
    sources: tuple[str, ...] = ()
