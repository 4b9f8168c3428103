"""A form as a page shows it: its fields in order, each with what was typed and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from lti_tool.web import view_parts as part


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What every field has. `kind` is the macro in components/fields.html that shows it."""

    kind: ClassVar[str]
    name: str
    label: str
    hint: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Field):
    """A line of text."""

    kind = "line"
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Line):
    """A date. Browsers give it as 2026-11-30, whatever they show."""

    kind = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Field):
    """Several lines of text."""

    kind = "box"
    typed: str = ""
    max_length: int = 2000
    rows: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Field):
    """One choice out of several. Nothing is chosen before a person chooses."""

    kind = "pick"
    choices: tuple[part.Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Field):
    """Any of several choices."""

    kind = "several"
    choices: tuple[part.Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Field):
    """One thing that is so, or is not."""

    kind = "tick"
    ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields under a heading of their own, with what explains them."""

    title: str | None = None
    words: tuple[str, ...] = ()
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage(part.Page):
    """A page that is one form. `subject` names the page in neutral words, for the browser's history."""

    template = "pages/form.html"
    name: str
    caption: str | None = None
    heading: str
    words: tuple[str, ...] = ()
    groups: tuple[Group, ...]
    action: str
    act: str
    back: part.Link
    phones: tuple[part.Phone, ...] = ()
    general_error: str | None = None
    """What is wrong with no one field: the case has changed, or nothing could be saved."""
    problems: tuple[part.Problem, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        wrong = [part.Problem(each.error, each.name) for group in self.groups for each in group.fields if each.error]
        general = [part.Problem(self.general_error, "main")] if self.general_error else []
        object.__setattr__(self, "problems", tuple(general + wrong))

    @property
    def about(self) -> str:
        return self.name

    @property
    def wrong(self) -> str | None:
        return self.problems[0].words if self.problems else None
