"""What the person who heard first is told to do this minute, on what their own answers say.

Where a member of staff is concerned it is the head who is told, and nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from ...cases.desk import Desk
from ...cases.model import Act
from ...cases.transitions import required_move
from ...guidance.guide import Guide
from ...guidance.instruction import about_staff, instruction
from ...guidance.model import Instruction, Level
from ...tenants.model import ContactKind
from .. import view_parts as part
from ..phones import RESTRICTED_KINDS, phones
from ..say import say
from ..views import InterruptionPage


def told(desk: Desk) -> Instruction:
    """The instruction that fits what this person knows."""
    return told_on(desk.guide, desk.known, restricted=desk.told_restricted)


def told_on(guide: Guide, answers: Mapping[str, str], *, restricted: bool) -> Instruction:
    """The instruction that fits these answers."""
    found = instruction(guide, answers)
    return about_staff(found, tuple(kind.value for kind in RESTRICTED_KINDS)) if restricted else found


def interruption_page(desk: Desk, chrome: part.Chrome, contacts: Mapping[ContactKind, str]) -> InterruptionPage:
    """Stop: do this first."""
    now = told(desk)
    danger = (part.DANGER,) if now.level is Level.EMERGENCY else ()
    return InterruptionPage(
        chrome=chrome,
        heading=now.heading,
        do=now.do + now.if_nobody_answers,
        say=now.say,
        do_not=now.do_not,
        phones=danger + phones(contacts, _set_or_needed(now, contacts)),
        continue_url=url_for("assessment.resume", case_id=desk.case.id),
        send_url=url_for("sending.send", case_id=desk.case.id),
        send_label=f"{send_label(desk)} now",
    )


def send_label(desk: Desk) -> str:
    """What the button that sends says: to whom."""
    return say(required_move(desk.sight, desk.case.status, Act.SEND).words(restricted=desk.told_restricted))


def _set_or_needed(now: Instruction, contacts: Mapping[ContactKind, str]) -> list[ContactKind]:
    """Nobody misses an on-call number that the school does not have; any other that is not set is said so."""
    kinds = [ContactKind(kind) for kind in now.contacts]
    return [kind for kind in kinds if kind is not ContactKind.ON_CALL or kind in contacts]
