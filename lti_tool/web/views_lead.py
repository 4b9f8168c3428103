"""The page models for a lead, the head or an administrator."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part
from lti_tool.web.view_forms import Field
from lti_tool.web.views_roles import RoleNews

USUAL_ORDER = "Every case is here from its first answer. The most serious come first, then the longest waiting."


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Somebody whom a restricted case is kept from, and the value that lets them see it again."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Naming:
    """The form that keeps a case from somebody: whom it is about, or who is related to a child in it."""

    action: str
    choices: tuple[part.Choice, ...]
    undo_action: str
    kept_out: tuple[KeptOut, ...] = ()
    error: str | None = None
    restricted: bool = True


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the lead's list."""

    reference: str
    href: str
    level: str
    care: part.Care
    waiting: str
    since: part.Moment
    sender: str
    status: str
    restricted: bool = False
    owner: str = ""
    new: bool = False
    """Nobody has opened it, or something was added since."""
    overdue: bool = False
    """A task, or an agency's answer, should have been there by now."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the list, and whether it is the one shown."""

    words: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One call to an agency."""

    agency: str
    facts: tuple[part.Fact, ...]
    by: str
    late: str | None = None
    answer_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysPage(part.Page):
    """In which way somebody decides. Each choice's value is where it leads."""

    template = "pages/ways.html"
    subject = "Your decision"
    reference: str
    back_url: str
    ways: tuple[part.Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenciesPage(part.Page):
    """Whom somebody spoke to about one case."""

    template = "pages/agencies.html"
    subject = "Agencies"
    reference: str
    back_url: str
    calls: tuple[Call, ...]
    add_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage(part.Page):
    """The lead's list."""

    template = "pages/queue.html"
    subject = "Cases"
    wide = True
    rows: tuple[CaseRow, ...]
    urgent: str | None = None
    """Cases at Emergency or Refer now with something that nobody has looked at. It stands above everything."""
    urgent_url: str | None = None
    """Where they are listed, unless it is here."""
    added: str | None = None
    """Decided cases to which somebody has added something since."""
    added_url: str | None = None
    notices: tuple[str, ...] = ()
    tabs: tuple[Tab, ...] = ()
    empty: str = "There are no cases here."
    order: str = USUAL_ORDER
    newer: str | None = None
    older: str | None = None
    report_url: str | None = None
    more: tuple[part.Link, ...] = ()
    """Pages for leads that are about no one case."""
    roles: RoleNews | None = None


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
    more: tuple[part.Link, ...] = ()
    """What else can be done with the case, beside answering and deciding."""
    linked: tuple[part.Link, ...] = ()
    """Cases that belong to this one, of those that the person may see."""
    take: part.Link | None = None
    """A form without fields: the button's words, and where it posts."""
    warnings: tuple[str, ...] = ()
    naming: Naming | None = None
    close: part.ReasonForm | None = None
    printed: str | None = None

    @property
    def wrong(self) -> str | None:
        return next((form.error for form in (self.close, self.naming) if form and form.error), None)

    @property
    def wrong_field(self) -> str:
        """Where the error summary leads."""
        return "staff" if self.naming and self.naming.error else "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmForm:
    """Confirming what the answers require: the fields, and where other ways lead."""

    action: str
    fields: tuple[Field, ...]
    otherwise: part.Link
    general_error: str | None = None

    @property
    def problems(self) -> tuple[part.Problem, ...]:
        """Everything that has to be put right."""
        general = (part.Problem(self.general_error, "main"),) if self.general_error else ()
        return general + tuple(part.Problem(each.error, each.name) for each in self.fields if each.error)


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
    warnings: tuple[str, ...] = ()
    confirm: ConfirmForm | None = None
    decision: part.Decision | None = None
    tasks_link: part.Link | None = None
    earlier: tuple[part.Decision, ...] = ()
    print_url: str | None = None
    printed: str | None = None

    @property
    def problems(self) -> tuple[part.Problem, ...]:
        """What has to be put right in the form."""
        return self.confirm.problems if self.confirm else ()

    @property
    def wrong(self) -> str | None:
        return self.problems[0].words if self.problems else None


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
    deletions_url: str
