"""What a decision asks for becomes tasks."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.engine import Connection

from ..guidance.advice import BELOW, actions_decided
from ..guidance.assess import assess
from ..guidance.model import Action
from ..system.ids import Ids
from .deciding import Need, Way
from .desk import Desk
from .due import due_at, end_of
from .model import Decision
from .task import Task, TaskState, insert_task, tasks_of


def draw_up(db: Connection, desk: Desk, decision: Decision, ids: Ids) -> None:
    """Tasks for what was decided, in the transaction of the decision.

    A second decision adds what is new. What is there stays, also what is done: it was done for this case.
    """
    there = tasks_of(db, desk.cipher, desk.case, desk.guide)
    for action in _wanted(desk, decision):
        same = [task for task in there if task.action == action.id]
        # A review is held once more for every decision; one that is coming is enough.
        if not same or (_is_review(desk, action) and not any(task.is_open for task in same)):
            task = Task(ids.new(), action.id, TaskState.OPEN, _due(desk, action, decision), owner_id=None)
            insert_task(db, desk.cipher, desk.case, task)


def _wanted(desk: Desk, decision: Decision) -> tuple[Action, ...]:
    assessment = assess(desk.guide, desk.answers, strict=False)
    overridden = decision.way == Way.OVERRIDE
    return actions_decided(desk.guide, assessment, decision.outcome, overridden=overridden).do


def _is_review(desk: Desk, action: Action) -> bool:
    return action.again is not None or action.id in _below(desk)


def _due(desk: Desk, action: Action, decision: Decision) -> datetime | None:
    review_on = decision.record.get(Need.REVIEW_ON)
    if review_on and action.id in _below(desk):
        return end_of(date.fromisoformat(review_on))
    return due_at(action.within, decision.at)


def _below(desk: Desk) -> frozenset[str]:
    """The actions whose date comes with the decision."""
    part = desk.guide.part(BELOW)
    return frozenset(action.id for action in part.do) if part else frozenset()
