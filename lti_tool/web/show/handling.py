"""What else can be done with a case, and what is new in it."""

from __future__ import annotations

from flask import url_for

from ...cases.model import Act
from ...cases.review import CaseFile
from ...cases.transitions import move
from .. import view_parts as part
from .history import event_words, person_words
from .retention import keeping_acts
from .tasks import tasks_link
from .words import moment

SAID = frozenset({"asked", "added", "disagreed", "sent_again", "decided"})
PAGES = {
    Act.ASK: "conversation.ask_form",
    Act.HAND_OVER: "handling.hand_over_form",
    Act.REOPEN: "handling.reopen_form",
    Act.FILE: "filing.form",
}


def more_acts(file: CaseFile) -> tuple[part.Link, ...]:
    """Everything that this person may do beside answering and deciding."""
    desk = file.desk
    links = [tasks_link(file)] if file.tasks else []
    links.append(part.Link("The path of this case", url_for("path.path", case_id=desk.case.id)))
    links.append(part.Link("Agencies", url_for("agencies.calls", case_id=desk.case.id)))
    links.append(part.Link("Children", url_for("children.children", case_id=desk.case.id)))
    links.append(part.Link("Linked cases", url_for("links.links", case_id=desk.case.id)))
    for act, page in PAGES.items():
        allowed = move(desk.sight, desk.case.status, act)
        if allowed is not None:
            links.append(part.Link(allowed.label, url_for(page, case_id=desk.case.id)))
    links += keeping_acts(file)
    links.append(part.Link("Print this case", url_for("paper.paper", case_id=desk.case.id)))
    return tuple(links)


def news_words(file: CaseFile) -> tuple[str, ...]:
    """What the reporter has said since somebody last asked, newest last: nobody should have to look for it."""
    said = [event for event in file.history if event.kind in SAID or "stands" in event.detail]
    last = max((place for place, event in enumerate(said) if event.kind in {"asked", "decided"}), default=-1)
    words = []
    for event in said[last + 1 :]:
        by, at = person_words(file.people, event.by_staff_id), moment(event.at).words
        if event.kind == "disagreed":
            words.append(f"{by} disagrees and will make a referral ({at}). {event.detail.get('words', '')}".strip())
        elif event.kind == "added":
            words.append(f"{by} added ({at}): {event.detail['words']}")
        elif event.kind == "answered":
            words.append(f"{by} sees it differently ({at}). {event_words(file, event)}.")
    return tuple(words)
