"""What stands small beside a page of a case: questions that come up there, and what is often believed."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part


@dataclass(frozen=True, slots=True)
class Belief:
    """Something often believed, and what is so."""

    belief: str
    fact: str
    sources: tuple[part.SourceNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Asides:
    """What stands small beside a page: questions that come up there, as links, and what is often believed."""

    questions: tuple[part.Link, ...] = ()
    beliefs: tuple[Belief, ...] = ()


NO_ASIDES = Asides()
