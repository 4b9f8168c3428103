"""The page models of an administrator's work: people and roles, courses, platforms. No case is on any of them."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part
from lti_tool.web.view_forms import Line, Pick
from lti_tool.web.view_lists import Entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing, and a button that changes it. The button's words say which, for whoever hears only them."""

    words: str
    facts: tuple[str, ...] = ()
    act: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Office(part.Page):
    """What every page here has: the way back, and what was wrong with what was sent."""

    back: part.Link
    problem: part.Problem | None = None

    @property
    def problems(self) -> tuple[part.Problem, ...]:
        return (self.problem,) if self.problem else ()

    @property
    def wrong(self) -> str | None:
        return self.problem.words if self.problem else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(_Office):
    """Who has a role, what waits, who else could have one, and one-time codes."""

    template = "pages/people.html"
    subject = "People"
    words: tuple[str, ...]
    lists: tuple[Entries, ...]
    role: Pick
    code_action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(_Office):
    """One person: the roles they have, what can be given, and where they are written to."""

    template = "pages/person.html"
    subject = "A person"
    heading: str
    roles: tuple[Act, ...]
    empty: str
    give: Pick | None
    give_words: tuple[str, ...]
    give_action: str
    address: Line | None
    address_action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OncePage(part.Page):
    """Something secret that is shown once: a code, or an invitation."""

    template = "pages/once.html"
    subject = "Shown once"
    back: part.Link | None = None
    heading: str
    secret: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursesPage(_Office):
    """The courses where everybody enrolled is staff, and the course that this person came from."""

    template = "pages/courses.html"
    subject = "Courses"
    words: tuple[str, ...]
    this: Pick | None
    this_action: str
    no_course: str
    marked: tuple[Act, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformsPage(_Office):
    """Where Signpost is installed, a deployment to accept, and how to install it somewhere else."""

    template = "pages/platforms.html"
    subject = "Platforms"
    places: tuple[Entries, ...]
    elsewhere: tuple[str, ...] = ()
    """What to know where the platform leads back to an address that is none of its own."""
    copies: Act
    """Being told of copied courses. Without words on its button there is none: the launch offered nothing to ask."""
    deployment: Line
    accept_action: str
    accept_words: tuple[str, ...]
    invite_words: tuple[str, ...]
    invite_action: str
    manifests: tuple[part.Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestPage(part.Page):
    """What is entered on one platform, in the order in which it asks for it, or the text that is pasted."""

    template = "pages/manifest.html"
    subject = "What to enter"
    back: part.Link
    heading: str
    words: tuple[str, ...]
    fields: tuple[part.Fact, ...]
    pasted: str | None
    downloads: tuple[part.Link, ...]
