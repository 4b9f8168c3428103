"""The page models for a lead, the head or an administrator."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Somebody whom a restricted case is kept from, and the value that lets them see it again."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Naming:
    """The head's form: whom a restricted case is about."""

    action: str
    choices: tuple[part.Choice, ...]
    undo_action: str
    kept_out: tuple[KeptOut, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage(part.Page):
    """The lead's list."""

    template = "pages/queue.html"
    subject = "Cases"
    wide = True
    rows: tuple[part.CaseRow, ...]
    notices: tuple[str, ...] = ()
    report_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage(part.Page):
    """One case, for a lead."""

    template = "pages/case.html"
    subject = "One case"
    reference: str
    status: str
    back_url: str
    standing: tuple[str, ...]
    reported: tuple[part.Fact, ...]
    sections: tuple[part.Section, ...]
    unknown: tuple[part.Unknown, ...]
    delivery: str
    history: tuple[part.Happening, ...]
    try_again_url: str | None = None
    acts: tuple[part.Link, ...] = ()
    naming: Naming | None = None
    close: part.ReasonForm | None = None
    notice: str | None = None
    printed: str | None = None

    @property
    def wrong(self) -> str | None:
        return next((form.error for form in (self.close, self.naming) if form and form.error), None)

    @property
    def wrong_field(self) -> str:
        """Where the error summary leads."""
        return "staff" if self.naming and self.naming.error else "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePage(part.Page):
    """What the guidance asks for on these answers, and the person's decision."""

    template = "pages/outcome.html"
    subject = "What the guidance asks for"
    reference: str
    back_url: str
    police: str
    police_note: tuple[str, ...]
    care: part.Care
    outcome: str
    timing: tuple[str, ...]
    phones: tuple[part.Phone, ...]
    tasks: tuple[part.Task, ...]
    do_not: tuple[str, ...]
    reasons: tuple[part.Reason, ...]
    unknown: tuple[part.Unknown, ...]
    guide: str
    confirm: part.ReasonForm | None = None
    decision: part.Decision | None = None
    printed: str | None = None

    @property
    def wrong(self) -> str | None:
        return self.confirm.error if self.confirm else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedPage(part.Page):
    """Only the head may see this case now: telephone, and do not wait."""

    template = "pages/restricted.html"
    subject = "Telephone now"
    standing: tuple[str, ...]
    phones: tuple[part.Phone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminPage(part.Page):
    """For the person who installed the tool. No case can be seen from here."""

    template = "pages/admin.html"
    subject = "Installation"
    school: str
    checks: tuple[part.Check, ...]
