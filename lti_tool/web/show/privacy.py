"""What is held of a member of staff, for an administrator; and what to do about it, for whoever reads cases."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from ...cases.model import Case
from ...guidance.vocabulary import Ours
from ...tenants.model import Staff
from ...tenants.privacy import PrivacyRequest
from .. import view_parts as part
from ..role_words import role_names, whom
from ..view_lists import Entries, Entry
from ..views_messages import RequestPage
from ..views_retention import DeletionsPage
from .reviewing import case_entries
from .words import moment

REQUESTS = "Requests about data"
# What an administrator may not learn is whether there is any of it: a count of reports would tell of a report.
KINDS = (
    "what they reported, in their own words",
    "what else they did in cases: the kind and the time",
    "practice on invented cases",
    "ticks in a gradebook, and e-mails that told them of something",
    "when they were signed in",
)
FILE = (
    "For a copy of all of it, ask whoever runs Signpost for you, and give them the three ids below. "
    "The copy is for your data-protection officer (signpost person export)."
)
HEADS = (
    "Cases about a member of staff are the head’s to look at, so where there is one, the head says that it is settled."
)


def person_page(
    person: Staff, asked: PrivacyRequest | None, chrome: part.Chrome, wrong: str | None = None
) -> RequestPage:
    """For an administrator: the account, and the same words for everybody about all else."""
    open_ = asked is not None and asked.settled_at is None
    return RequestPage(
        chrome=chrome,
        heading="What is held of one person",
        words=(
            *((wrong,) if wrong else ()),
            "No case can be seen from here, nor whether there is one.",
            Ours(
                "When you ask for deletion, your safeguarding leads and the head decide what can go. "
                "What was sent goes only when one of them proposes it and an administrator agrees."
            ),
            FILE,
        ),
        facts=(*_account(person), part.Fact("Deletion", _state(asked))),
        kinds=KINDS,
        action=None if open_ else url_for("privacy.ask", staff_id=person.id),
        act="Ask for deletion",
        back=part.Link("Back", url_for("start.installation")),
    )


def _account(person: Staff) -> tuple[part.Fact, ...]:
    roles = role_names(person.roles) or "None"
    return (
        part.Fact("Account on the platform", person.sub),
        part.Fact("Name", person.name or "Not kept"),
        part.Fact("Roles", roles),
        part.Fact("Has opened Signpost", "Yes" if person.launched else "No"),
        part.Fact("Id of your school", person.tenant_id),
        part.Fact("Id of your platform", person.host_id),
    )


def requests_page(waiting: Iterable[tuple[PrivacyRequest, Staff]], chrome: part.Chrome) -> DeletionsPage:
    """What waits for whoever reads cases."""
    entries = tuple(
        Entry(whom(about), url_for("privacy.request", request_id=each.id), (_asked(each),)) for each, about in waiting
    )
    return DeletionsPage(
        chrome=chrome,
        heading=REQUESTS,
        words=("Somebody asks that what is held of them is deleted. You decide what can go.",),
        lists=(Entries("Waiting", entries, "Nothing waits."),),
        back=part.Link("All cases", url_for("review.queue")),
    )


def request_page(
    found: PrivacyRequest,
    about: Staff,
    cases: Iterable[Case],
    chrome: part.Chrome,
    *,
    may_settle: bool,
    wrong: str | None = None,
) -> RequestPage:
    """One request, for whoever reads cases: where to propose, and what to keep."""
    return RequestPage(
        chrome=chrome,
        heading="Somebody asks for deletion",
        words=(
            *((wrong,) if wrong else ()),
            f"It is about {whom(about)}. {_asked(found)}",
            "Speak to your data-protection officer first. What a child’s safety needs is kept.",
            "Open each case. Where it can go, choose to propose its deletion; an administrator has to agree.",
            "Their name stays in the history of every case that is kept.",
            HEADS,
        ),
        lists=(Entries("What they began or sent, as far as you may see it", case_entries(cases), "Nothing."),),
        action=url_for("privacy.settle", request_id=found.id) if may_settle else None,
        act="This is settled",
        back=part.Link(REQUESTS, url_for("privacy.waiting")),
    )


def _asked(found: PrivacyRequest) -> str:
    return f"An administrator asked {moment(found.asked_at).words}."


def _state(asked: PrivacyRequest | None) -> str:
    if asked is None:
        return "Nobody has asked for it"
    if asked.settled_at is None:
        return Ours(f"Asked for {moment(asked.asked_at).words}. It waits for your leads or the head.")
    return f"Settled {moment(asked.settled_at).words}"
