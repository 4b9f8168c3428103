"""What a reporter is told of what they sent. Never more than whether somebody has it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from ...cases.desk import Desk
from ...cases.model import Case, Status
from ...guidance.model import Level
from ...guidance.vocabulary import Ours
from ...tenants.model import ContactKind
from .. import view_parts as part
from ..phones import first_phones
from ..say import say
from ..views import StatusPage
from .told import told
from .words import moment

NEXT = (
    Ours("A safeguarding lead opens what you sent and decides what happens."),
    "They will ask you for more if they need it.",
    "Do not look for more information, and do not question a child.",
    "Open this activity again at any time to see whether somebody has opened it.",
)
NEXT_RESTRICTED = (
    "Only the head may open what you sent.",
    "Telephone the head now. If it is about the head, telephone the next in the list of numbers.",
    "Do not speak about it to the person it concerns, or to other staff.",
)
NEW_TO_THE_HEAD = "The head has not opened what is new in it yet."
NO_HEAD = "No head is set in Signpost, so nobody can open it here. Telephone: do not wait for this page."


def status_words(case: Case, *, restricted: bool) -> tuple[str, ...]:
    """Where the case stands, for the person who reported it.

    Args:
        restricted: whether they are told that it is for the head alone.
    """
    reader, is_seen = "The head" if restricted else say("A safeguarding lead"), _is_seen(case, restricted=restricted)
    if case.status is Status.STARTED:
        return (f"Not sent yet. {f'{reader} has already looked at it.' if is_seen else 'Finish it or send it.'}",)
    if case.status is Status.CLOSED:
        return (f"{reader} has closed it.",)
    if case.status is Status.NEEDS_DETAIL:
        return (f"{reader} asks you for more.",)
    if case.owner_id is not None:
        return (f"{reader} has taken it.",)
    if is_seen:
        return (f"{reader} has opened it.",)
    return ("Sent. Nobody has opened it yet." if case.opened_at is None else NEW_TO_THE_HEAD,)


def _is_seen(case: Case, *, restricted: bool) -> bool:
    """Whether somebody who may open it has. A lead may have opened it before it was the head's: then it is news."""
    return case.opened_at is not None and not (restricted and case.news_at is not None)


def status_page(
    desk: Desk,
    chrome: part.Chrome,
    contacts: Mapping[ContactKind, str],
    *,
    has_head: bool,
    asked: tuple[str, ...] = (),
) -> StatusPage:
    """The page after sending, and whenever the reporter looks again.

    Args:
        asked: what the leads asked the reporter since they last sent something.
    """
    case, restricted = desk.told, desk.told_restricted
    who_to_tell = first_phones(contacts, restricted=restricted)
    return StatusPage(
        chrome=chrome,
        heading=_heading(case, restricted=restricted),
        standing=_standing(desk, who_to_tell, has_head=has_head),
        reference=case.reference,
        at=moment(case.sent_at or case.started_at),
        phones=who_to_tell,
        next_steps=NEXT_RESTRICTED if restricted else NEXT,
        asked=asked,
        acts=_acts(case),
        more=part.Link("Report something else", url_for("start.start")),
    )


def _standing(desk: Desk, who_to_tell: tuple[part.Phone, ...], *, has_head: bool) -> tuple[str, ...]:
    case, restricted = desk.told, desk.told_restricted
    standing = status_words(case, restricted=restricted)
    if not _is_seen(case, restricted=restricted) and case.status is not Status.CLOSED:
        standing += (*_what_now(desk), _speak_to(who_to_tell, restricted=restricted))
    return (*standing, NO_HEAD) if restricted and not has_head else standing


def _acts(case: Case) -> tuple[part.Link, ...]:
    """What the reporter can still do."""
    links = []
    if case.status is Status.NEEDS_DETAIL:
        links.append(part.Link("Look at your answers, and send again", url_for("sending.check", case_id=case.id)))
    links.append(part.Link("Add something", url_for("conversation.add_form", case_id=case.id)))
    links.append(part.Link("I disagree, I will refer", url_for("conversation.disagree_form", case_id=case.id)))
    return tuple(links)


def _heading(case: Case, *, restricted: bool) -> str:
    if _is_seen(case, restricted=restricted) or case.status is Status.CLOSED:
        return "What you sent"
    return "Sent. Now telephone the head" if restricted else "Sent. Now speak to them"


def _what_now(desk: Desk) -> tuple[str, ...]:
    """The instruction again, where it cannot wait: somebody who pressed Send may not have seen its page."""
    now = told(desk)
    return (f"{now.heading}.",) if now.level >= Level.REFER_NOW else ()


def _speak_to(who: tuple[part.Phone, ...], *, restricted: bool) -> str:
    if restricted:
        return "Telephone the head now. Do not wait."
    return f"Speak to {who[0].name or say('a safeguarding lead')} now."
