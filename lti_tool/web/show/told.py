"""What the person who heard first is told to do this minute, on what their own answers say.

Where a member of staff is concerned it is the head who is told, and nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import url_for

from ...cases.desk import Desk
from ...cases.model import Act
from ...cases.transitions import required_move
from ...guidance.guide import Guide
from ...guidance.instruction import instruction
from ...guidance.model import Instruction, Level
from ...tenants.model import ContactKind
from .. import view_parts as part
from ..phones import RESTRICTED_KINDS, phones
from ..views import InterruptionPage

STAY = "Stay with the child, or ask another adult to stay with them."
NOTHING_TO_THEM = "Do not speak about it to the person it concerns, or to other staff."
IF_NOBODY_ANSWERS = (
    "If it is about the head, or they do not answer, telephone the chair of governors.",
    "If nobody answers, telephone the local authority designated officer (LADO). Do not wait.",
)
TO_THE_CHILD = "To the child: you did right to tell me. I will tell you who needs to know."

HEADINGS = {
    Level.EMERGENCY: "Call 999 now",
    Level.REFER_NOW: "Speak to the head this minute",
    Level.MANAGE: "Speak to the head now, before you go back to class",
}
DO = {
    Level.EMERGENCY: (
        "Call 999. Any adult may call. You do not need permission.",
        STAY,
        "Then tell the head, in person or by telephone.",
    ),
    Level.REFER_NOW: ("Stop here. Go to the head, or telephone them.", STAY),
    Level.MANAGE: (
        "Go to the head, or telephone them, before you do anything else.",
        "Tell them what you were told, and where the child is.",
    ),
}
SAY = {
    Level.EMERGENCY: ("To 999: where you are, which child is in danger, and what has just happened.", TO_THE_CHILD),
    Level.REFER_NOW: (
        "To the head: I have been told something that cannot wait. I need you this minute.",
        TO_THE_CHILD,
    ),
    Level.MANAGE: ("To the head: I have been told something that only you may hear. I need you now.", TO_THE_CHILD),
}


def told(desk: Desk) -> Instruction:
    """The instruction that fits what this person knows."""
    return told_on(desk.guide, desk.known, restricted=desk.told_restricted)


def told_on(guide: Guide, answers: Mapping[str, str], *, restricted: bool) -> Instruction:
    """The instruction that fits these answers."""
    found = instruction(guide, answers)
    return _to_the_head(found) if restricted else found


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
    return required_move(desk.sight, desk.case.status, Act.SEND).words(restricted=desk.told_restricted)


def _to_the_head(found: Instruction) -> Instruction:
    return replace(
        found,
        heading=HEADINGS[found.level],
        do=DO[found.level],
        say=SAY[found.level],
        do_not=(NOTHING_TO_THEM, *found.do_not),
        if_nobody_answers=IF_NOBODY_ANSWERS,
        contacts=tuple(kind.value for kind in RESTRICTED_KINDS),
    )


def _set_or_needed(now: Instruction, contacts: Mapping[ContactKind, str]) -> list[ContactKind]:
    """Nobody misses an on-call number that the school does not have; any other that is not set is said so."""
    kinds = [ContactKind(kind) for kind in now.contacts]
    return [kind for kind in kinds if kind is not ContactKind.ON_CALL or kind in contacts]
