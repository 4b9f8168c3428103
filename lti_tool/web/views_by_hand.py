"""The page models for whoever registers Signpost by hand, on a platform that does not register tools by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import view_parts as part
from .view_forms import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHandPlatformsPage(part.Page):
    """Which platform it is."""

    template = "pages/by_hand_platforms.html"
    subject = "Add Signpost by hand"
    back: part.Link
    school: str
    platforms: tuple[part.Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHandPage(part.Page):
    """What is asked for, what to enter on one platform, and a form for what that gives back.

    Attributes:
        where: the place in the platform's own menus, and who has done what there already.
        names: what the values say about names, and the page with the other ones; None where there is no choice.
        facts: what is entered, in the platform's order; or `pasted`, a text.
    """

    template = "pages/by_hand.html"
    subject = "Add Signpost by hand"
    back: part.Link
    platform: str
    school: str
    given: tuple[str, ...]
    never: tuple[str, ...]
    where: tuple[str, ...]
    names: tuple[str, part.Link] | None
    facts: tuple[part.Fact, ...]
    pasted: str | None
    receipts: str
    guide: part.Link
    then: tuple[str, ...]
    fields: tuple[Field, ...]
    action: str
    seal: str
    general_error: str | None = None
    problems: tuple[part.Problem, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        wrong = [part.Problem(each.error, each.name) for each in self.fields if each.error]
        general = [part.Problem(self.general_error, "typed")] if self.general_error else []
        object.__setattr__(self, "problems", tuple(general + wrong))

    @property
    def wrong(self) -> str | None:
        return self.problems[0].words if self.problems else None
