"""The page model of how an installation is, and of a test of it."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at: how it is, and what to change where."""

    title: str
    state: str
    tone: str
    says: str
    change: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What the script tries in this browser, and what is shown of it. Without a script that is the first.

    Attributes:
        shown: each with the word by which the script knows it.
    """

    frame: str
    origins: tuple[str, ...]
    key: str
    shown: tuple[tuple[str, Look], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationPage(part.Page):
    """For an administrator. No case can be seen from it.

    Attributes:
        name: what the document's title says; it has to be neutral.
        act: the words on the button; empty where nothing can be tried now.
        trial: what is tried by the browser itself.
    """

    template = "pages/installation.html"
    name: str
    heading: str
    back: part.Link
    words: tuple[str, ...]
    looks: tuple[Look, ...]
    action: str
    act: str
    note: str = ""
    trial: Trial | None = None

    @property
    def about(self) -> str:
        """The document's title."""
        return self.name
