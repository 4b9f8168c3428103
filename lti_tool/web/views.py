"""The page models for a reporter, a pupil or a stranger: one frozen dataclass a page, that holds what is shown."""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.web import view_parts as part
from lti_tool.web.view_asides import NO_ASIDES, Asides
from lti_tool.web.views_roles import RoleNews

from ..guidance.vocabulary import Ours


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage(part.Page):
    """The reporter's first page: tell a person first."""

    template = "pages/start.html"
    subject = "Start"
    phones: tuple[part.Phone, ...]
    start_url: str
    unfinished: tuple[part.EarlierCase, ...] = ()
    sent: tuple[part.EarlierCase, ...] = ()
    practice: part.Link | None = None
    code: part.Link | None = None
    roles: RoleNews | None = None


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
    was: str = ""
    """The mark of the answer shown, so that nobody replaces somebody else's unseen."""
    asides: Asides = NO_ASIDES

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
    send_label: str = Ours("Send to the safeguarding lead now")
    asides: Asides = NO_ASIDES


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(part.Page):
    """The reporter's answers before sending."""

    template = "pages/check.html"
    subject = "Check your answers"
    sections: tuple[part.Section, ...]
    back_url: str
    send_url: str
    phones: tuple[part.Phone, ...] = ()
    send_label: str = Ours("Send to the safeguarding lead")
    to_tell: str = Ours("the lead")


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
    asked: tuple[str, ...] = ()
    """What the leads want to know."""
    acts: tuple[part.Link, ...] = ()
    more: part.Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPage(part.Page):
    """The exit page: what happened is not what this guide is for."""

    template = "pages/other.html"
    subject = Ours("Tell your safeguarding lead")
    back_url: str
    phones: tuple[part.Phone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerPage(part.Page):
    """A pupil followed the link. Nothing is stored."""

    template = "pages/learner.html"
    subject = "Help for you"
    course_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAccessPage(part.Page):
    """A valid launch by somebody without a staff role in the course."""

    template = "pages/no_access.html"
    subject = "You cannot open this here"
    reference: str
    course_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage(part.Page):
    """A launch that was not accepted. It says what to do, never why in detail."""

    template = "pages/refused.html"
    subject = "Open this again from your course"
    reference: str
    course_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage(part.Page):
    """Something did not work: what, and what to do."""

    template = "pages/message.html"
    heading: str
    advice: tuple[str, ...]
    reference: str | None = None
    link: part.Link | None = None
    course_url: str | None = None
    typed: str | None = None
    """What the reader wrote and we could not keep."""

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
class TicketPage(NewWindowPage):
    """The session has no cookie in the frame: a ticket takes it into its own window."""

    template = "pages/ticket.html"


@dataclass(frozen=True, slots=True)
class AskHost:
    """What the script asks the host's page (LTI Platform Storage), and the form that it then posts to `action`."""

    subject: str
    frame: str
    origins: tuple[str, ...]
    key: str
    action: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoragePage(NewWindowPage):
    """The host's page is asked to keep what the browser did not. Until it has, this is the page for a new window."""

    template = "pages/storage.html"
    ask: AskHost


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageReturnPage(part.Page):
    """The host's page is asked for what it kept. Until it answers, this is a plain refusal."""

    template = "pages/storage_return.html"
    subject = "Open this again from your course"
    ask: AskHost
