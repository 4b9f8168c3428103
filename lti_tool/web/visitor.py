"""Who is asking: the signed-in person of this request, with the roles of this moment."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from flask import g, session, url_for
from sqlalchemy.engine import Connection

from ..cases.receipts import GradebookPlace
from ..guidance.guide import Guide
from ..guidance.library import for_nation, in_words
from ..tenants.model import ContactKind, Posting, Role, Staff
from ..tenants.tenants import NotFound
from . import view_parts as part
from .came_from import CameFrom
from .done import done_words
from .headers import framed_by
from .launched import remember, remember_window
from .phones import SchoolContacts, phones
from .role_words import role_words
from .say import speak
from .services import services
from .session import IDLE, LONGEST, ServerSession


class SignedOut(Exception):
    """No session, or it has ended."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person and where they came from."""

    person: Staff
    place: GradebookPlace | None

    @property
    def who(self) -> str:
        """What the strip at the top says."""
        return self.person.name or role_words(self.person)


def sign_in(person: Staff, frame_origins: tuple[str, ...], came_from: CameFrom) -> None:
    """A new session for this launch. Nothing of the token is kept but what the pages need."""
    ours = cast(ServerSession, session)
    ours.renew(overlaps=(ours.get("tenant"), ours.get("staff")) == (person.tenant_id, person.id))
    ours.update(
        tenant=person.tenant_id,
        staff=person.id,
        host=person.host_id,
        deployment=came_from.deployment_id,
        frame_origins=list(frame_origins),
        course=came_from.course,
        elsewhere=came_from.elsewhere,
        # Flask-WTF's. Made now, so that no later page has to write the session only to hold a form.
        csrf_token=_form_token(person),
        place=came_from.place_facts(),
    )
    if came_from.launched is not None:
        remember(ours, came_from.launched)


def take_up(facts: Mapping[str, Any]) -> None:
    """A session that began in a frame goes on here, in place of whatever session this browser had."""
    ours = cast(ServerSession, session)
    ours.renew()
    ours.update(facts)
    remember_window(ours)


def sign_out() -> None:
    """End the session of whoever used this browser before. Somebody else is in front of it now."""
    cast(ServerSession, session).renew()


def visitor() -> Visitor:
    """The signed-in person. Raises SignedOut."""
    if "staff" not in session:
        raise SignedOut
    framed_by(session["frame_origins"])
    here = services()
    with here.database.looking() as db:
        try:
            person = here.staff.get(db, session["tenant"], session["staff"])
        except NotFound as error:
            raise SignedOut from error
        if not _admitted(db, person):
            # For good: they were told so, and the place may come back to their school.
            sign_out()
            raise SignedOut
    place: dict[str, Any] | None = session.get("place")
    kept = None if place is None else GradebookPlace(**{**place, "scopes": tuple(place["scopes"])})
    return Visitor(person, kept)


def _admitted(db: Connection, person: Staff) -> bool:
    """Whether the place that they came from is still their school's: it may have been taken out, or moved."""
    deployments, came_from = services().deployments, session.get("deployment")
    if came_from is None:
        # A version before did not keep it. Its sessions end within hours.
        return deployments.serves(db, person.tenant_id, person.host_id)
    return deployments.admits(db, person.tenant_id, came_from)


def receipt_place(who: Visitor) -> GradebookPlace | None:
    """Where this person's receipt goes: nowhere, unless they came from a staff-only course that wants receipts."""
    if who.place is None or who.place.context_id is None:
        return None
    here = services()
    with here.database.looking() as db:
        course = here.courses.staff_only(db, who.person.tenant_id, who.person.host_id, who.place.context_id)
    return who.place if course is not None and course.posting is Posting.RECEIPT else None


def contacts_of(who: Visitor) -> SchoolContacts:
    """Whom this person's school tells people to telephone."""
    return _school(who)[1]


def guide_of(who: Visitor) -> Guide:
    """The guide that this person's school begins new cases with."""
    return _school(who)[0]


def _school(who: Visitor) -> tuple[Guide, SchoolContacts]:
    """Both, read once for a page, which needs them in several places."""
    if "school" not in g:
        here = services()
        with here.database.looking() as db:
            manner, numbers = here.contacts.with_manner(db, who.person.tenant_id)
        words = speak(manner)
        guide = in_words(for_nation(manner.nation.value).id, words)
        g.school = guide, SchoolContacts(numbers, guide.contacts)
    return cast(tuple[Guide, SchoolContacts], g.school)


def has_head(who: Visitor) -> bool:
    """Whether anybody can open a case about a member of staff of this person's school."""
    here = services()
    with here.database.looking() as db:
        return bool(here.staff.holding(db, who.person.tenant_id, Role.HEAD))


def chrome(who: Visitor, *, first_view: bool = False, restricted: bool = False) -> part.Chrome:
    """What stands around a page for this person. A page about a restricted case does not lead to a lead."""
    (lead,) = phones(contacts_of(who), (ContactKind.LEAD,))
    foot = (part.DANGER, part.NSPCC, lead) if lead.number and not restricted else (part.DANGER, part.NSPCC)
    return part.Chrome(who=who.who, foot=foot, first_view=first_view, time_out=_time_out(), done=done_words())


def _form_token(person: Staff) -> str:
    """What Flask-WTF signs into this person's forms.

    One for all sessions of a person: a page in one frame stays of use when they launch again in another. One for
    each person: a page that somebody has left open cannot act as whoever sits there now.
    """
    secret = services().settings.secret_key.encode()
    return hmac.new(secret, f"forms of {person.tenant_id} {person.id}".encode(), hashlib.sha256).hexdigest()


def _time_out() -> part.TimeOut:
    created = cast(ServerSession, session).created_at
    lived = services().clock.now() - created if created else timedelta()
    left = max(0, int((LONGEST - lived).total_seconds()))
    return part.TimeOut(int(IDLE.total_seconds()), left, url_for("system.stay"))
