"""What a session remembers of its launch for an administrator's pages, and for nothing else."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from flask import request

from ..launch.browser import Browser, Way
from ..launch.message import Launch
from ..launch.notice_service import NoticeService
from ..launch.roles import learns
from ..tenants.model import Role, Staff
from .services import services

FACTS = "launched"


@dataclass(frozen=True, slots=True)
class Launched:
    """A launch, without a word about who it was.

    Attributes:
        memberships_url: the course's list of members, where the host offers one.
        learner: whether the host called the person a learner.
        ahead: how many seconds the host's clock was ahead of ours when the launch arrived; what it took on its way
            counts as behind.
        way: how the browser tied it to its login; None where the browser does not say whether it is in a frame.
        storage_target: the frame of the host in which it offers to keep values, if it offers that.
        notice_service: where the host takes subscriptions to its notices, if it offers that.

    Of a session that began before anything was remembered, all is None.
    """

    context_id: str | None
    memberships_url: str | None
    learner: bool | None
    ahead: int | None
    way: Way | None
    storage_target: str | None = None
    notice_service: NoticeService | None = None


_PLAIN = tuple(each.name for each in fields(Launched) if each.name != "notice_service")
NOTHING = Launched(None, None, None, None, None)


def launched_by(verified: Launch, browser: Browser) -> Launched:
    """What is worth remembering of this request's launch."""
    return Launched(
        context_id=verified.context_id,
        memberships_url=verified.memberships_url,
        learner=learns(verified.roles),
        ahead=round(verified.issued - services().clock.now().timestamp()),
        way=_way(browser),
        storage_target=verified.storage_target,
        notice_service=verified.notice_service,
    )


def note_week(person: Staff) -> None:
    """Note that somebody has launched. An administrator who tries it out does not show that it works for others."""
    if not person.has(Role.ADMINISTRATOR):
        services().weeks.launched(person.tenant_id)


def _way(browser: Browser) -> Way | None:
    if browser.stored is not None:
        return Way.STORED
    shown_in = request.headers.get("Sec-Fetch-Dest")
    if shown_in is None:
        return None
    return Way.COOKIE_IN_FRAME if shown_in == "iframe" else Way.COOKIE_IN_WINDOW


def remember(session: MutableMapping[str, Any], launched: Launched) -> None:
    """Keep it in the session, where it ends with the session."""
    service = launched.notice_service
    facts = {name: getattr(launched, name) for name in _PLAIN}
    session[FACTS] = facts | {"notice_service": None if service is None else asdict(service)}


def remember_window(session: MutableMapping[str, Any]) -> None:
    """The session has gone on in a window of its own, because its cookie was lost in the frame."""
    if FACTS in session:
        session[FACTS] = session[FACTS] | {"way": Way.STORED_THEN_WINDOW.value}


def recalled(session: MutableMapping[str, Any]) -> Launched:
    """What was kept."""
    kept = session.get(FACTS)
    if kept is None:
        return NOTHING
    service = kept.get("notice_service")
    whole = {"way": kept["way"] and Way(kept["way"]), "notice_service": service and NoticeService(**service)}
    return Launched(**{**kept, **whole})
