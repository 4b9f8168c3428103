"""The words for being told by a platform when a course is copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ...outcomes.installation_places import Topic, place
from ...outcomes.subscribing import Ended
from ..views_installing import Act
from .registering import place as host_of

COPIED = "When a course is copied"
TELL = "Tell Signpost when a course is copied"
WHY = (
    "A copy of a staff-only course is an ordinary course: in it, a learner is not taken for staff.",
    "If your platform tells Signpost of it, the copy waits for your answer under Installation.",
)
BY_HAND = "Otherwise mark a copy yourself, under Staff-only courses and receipts."
HERE = "This asks {}, from where you opened Signpost. It may be done again at any time."
_LATER = "Try again in some minutes. If it stays so, tell the platform’s administrator."
_ALLOW = "Allow it, open Signpost again from your course, and try again."

# What is so, and what to do.
WORDS: Mapping[Ended, tuple[str, str]] = MappingProxyType(
    {
        Ended.NO_SERVICE: (
            "Your platform did not offer this when you opened Signpost.",
            "Canvas and Brightspace do, once it is allowed there. Moodle and Open edX do not have it.",
        ),
        Ended.NO_COPIES: ("Your platform tells tools of other things, and not of copied courses.", ""),
        Ended.NOT_GRANTED: ("Your platform can tell of copied courses, and does not allow it to Signpost yet.", _ALLOW),
        Ended.ELSEWHERE: (
            "Your platform named an address that is none of its own, so Signpost does not call it.",
            "If it is yours, ask whoever runs Signpost to add it: signpost host frame-origin.",
        ),
        Ended.RUNNING: ("Signpost is asking another platform at this moment.", "Try again in half a minute."),
        Ended.ADDRESS_REFUSED: (
            "Signpost does not call your platform’s address: it is not https, or it is a private one.",
            "Whoever runs Signpost can name its host in SIGNPOST_PRIVATE_HOSTS.",
        ),
        Ended.NO_TOKEN: ("Your platform gave Signpost no token for this.", _ALLOW),
        Ended.NOT_ALLOWED: ("Your platform did not let Signpost in.", _ALLOW),
        Ended.NOT_THERE: (
            "Your platform answered that there is nothing at the address that it had named.",
            "Open Signpost again from your course, and try again.",
        ),
        Ended.NOT_TAKEN: (
            "Your platform did not take Signpost’s address.",
            "Compare the tool’s domain there with the address of this page. They must be the same.",
        ),
        Ended.BUSY: ("Your platform is busy or being looked after.", _LATER),
        Ended.NO_ANSWER: ("Your platform did not answer in time. It may have heard.", _LATER),
        Ended.UNCLEAR: ("Your platform gave an answer that Signpost does not understand.", _LATER),
    }
)
ALLOWED_THERE = frozenset({Ended.NO_SERVICE, Ended.NOT_GRANTED, Ended.NO_TOKEN, Ended.NOT_ALLOWED})
WITHOUT = frozenset({"moodle", "open_edx"})


@dataclass(frozen=True, slots=True)
class Copies:
    """Whether the platform that somebody came from can be asked, and what came of asking it.

    Attributes:
        family: the kind of platform, as `launch.hosts` names it.
        standing: why it cannot be asked; None where it can.
        ended: how asking it has just ended, unless it was done.
    """

    issuer: str
    family: str
    standing: Ended | None = None
    ended: Ended | None = None

    def shown(self, action: str) -> Act:
        """What the page says, and the button where there is something to ask."""
        why_not = self.ended or self.standing
        asks = () if self.standing else (HERE.format(host_of(self.issuer)),)
        facts = (*WHY, *(self._refusal(why_not) if why_not else ()), *asks)
        return Act(words=COPIED, facts=facts, act="" if self.standing else TELL, action=action)

    @property
    def problem(self) -> str | None:
        """What has just gone wrong."""
        return WORDS[self.ended][0] if self.ended else None

    def _refusal(self, ended: Ended) -> tuple[str, ...]:
        """Why the platform does not tell us, what to do, and where."""
        there = ended in ALLOWED_THERE and self.family not in WITHOUT
        where = f"Where: {place(Topic.NOTICES, self.family)}." if there else ""
        return tuple(filter(None, (*WORDS[ended], where, BY_HAND)))
