"""A reporter and a lead at one case: what a lead has answered stands, unless the reporter's answer asks for more.

A lead knows things that the reporter does not. A reporter who comes back to a question, and answers it as they know it,
must not lower what the lead's answer asks for, nor open a restricted case. What they say is kept all the same, and the
leads are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.engine import Connection

from ..guidance.assess import assess
from ..guidance.guide import Guide
from ..guidance.reading import read
from .desk import Desk
from .history import add_event
from .model import Sight
from .restriction import restricting
from .store import change_case


def stands(desk: Desk, question: str, value: str) -> bool:
    """Whether the answers that are there stay as they are, when the person at this desk gives `value`.

    A lead's answer stays a lead's: also where the reporter gives the same, or where it would count no more because of
    what they answer to another question.
    """
    if desk.sight is not Sight.REPORTER or not desk.others:
        return False
    after = {**desk.answers, question: value}
    if question in desk.others and desk.answers[question] == value:
        return True
    no_more = _counted(desk.guide, desk.answers) - _counted(desk.guide, after)
    touches_theirs = question in desk.others or bool(desk.others & no_more)
    return touches_theirs and asks_for_less(desk.guide, desk.answers, after)


def asks_for_less(guide: Guide, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether something that the answers asked for is lost: the outcome, the head alone, an agency, or advice."""
    was, now = assess(guide, before, strict=False), assess(guide, after, strict=False)
    if restricting(before) != restricting(after):
        return restricting(before)
    if was.outcome is not now.outcome:
        return now.outcome < was.outcome
    return not (set(was.flags) <= set(now.flags) and set(was.refer) <= set(now.refer))


def keep_beside(db: Connection, desk: Desk, question: str, value: str, now: datetime) -> Desk:
    """Put the reporter's answer on record beside what stands; as news, but where both say the same."""
    detail, case, there = {"question": question, "to": value}, desk.case, desk.answers.get(question, "")
    if there != value:
        detail["stands"] = there
        case = change_case(db, case, news_at=now)
    add_event(db, desk.cipher, case, "answered", now, case.reporter_id, detail)
    return replace(desk, case=case, own={**desk.own, question: value})


def _counted(guide: Guide, answers: Mapping[str, str]) -> frozenset[str]:
    """The questions whose answers count."""
    return frozenset(read(guide, answers, strict=False).counted)
