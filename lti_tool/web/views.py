"""The page models: one frozen dataclass a page, holding what is shown and nothing that decides."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage(part.Page):
    """The reporter's first page: tell a person first."""

    template = "pages/start.html"
    subject = "Start"
    phones: tuple[part.Phone, ...]
    start_url: str
    unfinished: tuple[part.EarlierCase, ...] = ()
    sent: tuple[part.EarlierCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage(part.Page):
    """One question. `send_url` is set for reporters, who may send what they have at any point."""

    question_id: str
    section: str
    question: str
    action: str
    back_url: str
    help: tuple[str, ...] = ()
    hint: str | None = None
    reminder: str = part.REMINDER
    phones: tuple[part.Phone, ...] = ()
    note: str | None = None
    send_url: str | None = None
    error: str | None = None

    @property
    def about(self) -> str:
        return self.question

    @property
    def wrong(self) -> str | None:
        return self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePage(QuestionPage):
    """A question answered by one of several choices. The form's field is `choice`."""

    template = "pages/choice.html"
    choices: tuple[part.Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage(QuestionPage):
    """A question answered in the person's own words. The form's field is `text`."""

    template = "pages/text.html"
    typed: str = ""
    max_length: int = 4000
    rows: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptionPage(part.Page):
    """An answer that means: stop and do this first."""

    template = "pages/interruption.html"
    subject = "Do this first"
    heading: str
    do: tuple[str, ...]
    say: tuple[str, ...]
    do_not: tuple[str, ...]
    phones: tuple[part.Phone, ...]
    continue_url: str
    send_url: str | None = None
    send_label: str = "Send to the safeguarding lead now"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(part.Page):
    """The reporter's answers before sending."""

    template = "pages/check.html"
    subject = "Check your answers"
    sections: tuple[part.Section, ...]
    back_url: str
    send_url: str
    phones: tuple[part.Phone, ...] = ()
    send_label: str = "Send to the safeguarding lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage(part.Page):
    """What became of a report, for the person who made it."""

    template = "pages/status.html"
    subject = "Your report"
    heading: str
    standing: tuple[str, ...]
    reference: str
    at: part.Moment
    phones: tuple[part.Phone, ...]
    next_steps: tuple[str, ...] = ()
    more: part.Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPage(part.Page):
    """The exit page: what happened is not what this guide is for."""

    template = "pages/other.html"
    subject = "Tell your safeguarding lead"
    back_url: str
    phones: tuple[part.Phone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage(part.Page):
    """The lead's list."""

    template = "pages/queue.html"
    subject = "Reports"
    wide = True
    rows: tuple[part.CaseRow, ...]
    notices: tuple[str, ...] = ()
    report_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage(part.Page):
    """One case, for a lead."""

    template = "pages/case.html"
    subject = "One report"
    reference: str
    status: str
    back_url: str
    standing: tuple[str, ...]
    reported: tuple[part.Fact, ...]
    sections: tuple[part.Section, ...]
    unknown: tuple[part.Unknown, ...]
    delivery: str
    history: tuple[part.Happening, ...]
    acts: tuple[part.Link, ...] = ()
    close: part.ReasonForm | None = None
    notice: str | None = None
    printed: str | None = None

    @property
    def wrong(self) -> str | None:
        return self.close.error if self.close else None


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
    phones: tuple[part.Phone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerPage(part.Page):
    """A pupil followed the link. Nothing is stored."""

    template = "pages/learner.html"
    subject = "Help for you"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAccessPage(part.Page):
    """A valid launch by somebody without a staff role in the course."""

    template = "pages/no_access.html"
    subject = "You cannot open this here"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage(part.Page):
    """A launch that was not accepted. It says what to do, never why in detail."""

    template = "pages/refused.html"
    subject = "Open this again from your course"
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage(part.Page):
    """Something did not work: what, and what to do."""

    template = "pages/message.html"
    heading: str
    advice: tuple[str, ...]
    reference: str | None = None
    link: part.Link | None = None

    @property
    def about(self) -> str:
        return self.heading


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWindowPage(part.Page):
    """The browser kept no cookie in the frame: open the same login in its own window."""

    template = "pages/new_window.html"
    subject = "Open in a new window"
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminPage(part.Page):
    """For the person who installed the tool. No case can be seen from here."""

    template = "pages/admin.html"
    subject = "Installation"
    school: str
    checks: tuple[part.Check, ...]
