"""The page models for the children of a case, and for cases that belong together."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part
from lti_tool.web.view_forms import Line


@dataclass(frozen=True, slots=True)
class ChildCard:
    """What is known of one child."""

    title: str
    facts: tuple[part.Fact, ...]
    change_url: str | None
    print_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildrenPage(part.Page):
    """Every child of one case."""

    template = "pages/children.html"
    subject = "Children"
    reference: str
    back_url: str
    children: tuple[ChildCard, ...]
    add: part.Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPage(part.Page):
    """What one family is given: of their own child only, and nothing of the case."""

    template = "pages/family.html"
    subject = "For one family"
    title_words: str
    back_url: str
    school: str
    facts: tuple[part.Fact, ...]
    phones: tuple[part.Phone, ...]
    help: tuple[part.Phone, ...]
    before: tuple[str, ...]
    """What whoever hands it over has to know first. Not printed."""
    printed: str


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """Another case that this person may see."""

    link: part.Link
    by: str
    undo_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksPage(part.Page):
    """The cases that belong to this one."""

    template = "pages/links.html"
    subject = "Linked cases"
    reference: str
    back_url: str
    cases: tuple[LinkedCase, ...]
    field: Line | None = None
    action: str | None = None
    general_error: str | None = None

    @property
    def problems(self) -> tuple[part.Problem, ...]:
        """What has to be put right in the form."""
        general = (part.Problem(self.general_error, "main"),) if self.general_error else ()
        wrong = self.field.error if self.field else None
        return (*general, part.Problem(wrong, "reference")) if wrong else general

    @property
    def wrong(self) -> str | None:
        return self.problems[0].words if self.problems else None
