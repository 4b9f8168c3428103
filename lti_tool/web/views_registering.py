"""The page models for whoever installs Signpost on a platform by an invitation."""

from __future__ import annotations

from dataclasses import dataclass

from . import view_parts as part
from .view_forms import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage(part.Page):
    """An invitation that was opened in a browser: where to paste it, and what to do where that is not possible."""

    template = "pages/invitation.html"
    subject = "Register Signpost on your platform"
    school: str
    pasted: tuple[str, ...]
    by_hand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage(part.Page):
    """What the platform is asked for, before it is asked.

    Attributes:
        seal: what the platform put into the address, signed: the form brings it back unchanged.
    """

    template = "pages/register.html"
    subject = "Add Signpost to your platform"
    school: str
    platform: str
    given: tuple[str, ...]
    never: tuple[str, ...]
    afterwards: tuple[str, ...]
    fields: tuple[Field, ...]
    action: str
    seal: str
    problem: str | None = None

    @property
    def wrong(self) -> str | None:
        return self.problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredPage(part.Page):
    """It is done: what is still to do on the platform. Its script tells the platform's page to close this one."""

    template = "pages/registered.html"
    subject = "Signpost is registered"
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledPage(part.Page):
    """Everything is installed, and nobody looks after it yet: whoever did it becomes the first administrator.

    Attributes:
        not_accepted: what to do where a deployment id was typed wrongly; nobody can put it right from within.
        not_opened: the same for issuer and client id, which `facts` repeats.
    """

    template = "pages/installed.html"
    subject = "Signpost is installed"
    school: str
    words: tuple[str, ...]
    action: str
    seal: str
    not_accepted: tuple[str, ...]
    deployment: Field
    accept_action: str
    not_opened: tuple[str, ...]
    facts: tuple[part.Fact, ...]

    @property
    def wrong(self) -> str | None:
        return self.deployment.error


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptPage(part.Page):
    """A platform that could not name its deployment: an administrator types it once."""

    template = "pages/accept.html"
    subject = "Accept where Signpost is installed"
    school: str
    platform: str
    steps: tuple[str, ...]
    field: Field
    action: str
    seal: str

    @property
    def wrong(self) -> str | None:
        return self.field.error
