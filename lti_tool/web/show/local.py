"""What a school adds to its guide, in words: the floors that it has raised, and its own links."""

from __future__ import annotations

from ...cases.desk import Desk
from ...guidance.guide import Guide
from ...guidance.overlay import Overlay, RaisedAnswer, raised_answers
from .. import view_parts as part
from ..views_local import Local, LocalFloor
from .words import date_words, moment

ONLY_MESSAGES = " where there are only messages"


def local_part(desk: Desk, links: tuple[part.Link, ...] = ()) -> Local:
    """Which floors of this case are the school's own, whatever was answered, and the links for its page."""
    floors = tuple(_floor(desk.guide, each) for each in raised_answers(desk.guide))
    if desk.local is None or not floors:
        return Local(links=links)
    version = f"Version {desk.local.number}, loaded on {moment(desk.local.loaded_at).words}."
    return Local(version=version, floors=floors, links=links)


def local_links(overlay: Overlay, page: str) -> tuple[part.Link, ...]:
    """The school's own links for this page."""
    return tuple(part.Link(link.title, link.url) for link in overlay.links_on(page))


def _floor(guide: Guide, found: RaisedAnswer) -> LocalFloor:
    return LocalFloor(
        question=found.question.title,
        answer=found.option.label,
        asks_for=guide.name_of(found.floor) + (ONLY_MESSAGES if found.only_in_messages else ""),
        reason=found.by.reason,
        by=f"{found.by.owner}, {date_words(found.by.on)}",
    )
