"""Rows of cases and answers. Every write is made in a transaction that the caller holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..guidance.model import Level
from ..system.crypto import Cipher, Place
from ..system.statement import Statement
from . import tables
from .first_look import first_look
from .model import Answer, Case, CaseNotFound, Status

_FIELDS = tuple(Case.__dataclass_fields__)
_of_row = attrgetter(*_FIELDS)
# What says how soon somebody looked.
LOOKED_BY = ("sent_at", "opened_at")

_the_case = sa.select(tables.cases).where(
    tables.cases.c.id == sa.bindparam("case_id"), tables.cases.c.tenant_id == sa.bindparam("tenant_id")
)
_CASE, _CASE_TO_CHANGE = Statement(_the_case), Statement(_the_case.with_for_update())
_NAMED = Statement(
    sa.select(tables.named_staff.c.staff_id).where(tables.named_staff.c.case_id == sa.bindparam("case_id"))
)
_ANSWERS = Statement(sa.select(tables.answers).where(tables.answers.c.case_id == sa.bindparam("case_id")))
_KEPT = ("value", "by_staff_id", "at")
_INSERT_ANSWER = Statement(
    tables.answers.insert().values({name: sa.bindparam(name) for name in ("case_id", "question", *_KEPT)})
)
_CHANGE_ANSWER = Statement(
    tables.answers.update()
    .where(
        tables.answers.c.case_id == sa.bindparam("of_case"), tables.answers.c.question == sa.bindparam("to_question")
    )
    .values({name: sa.bindparam(name) for name in _KEPT})
)


def insert_case(db: Connection, case: Case) -> None:
    """A new case. Raises IntegrityError when the reference is taken in this tenant."""
    db.execute(tables.cases.insert().values(**_row_of(case)))


def read_case(db: Connection, tenant_id: str, case_id: str, *, to_change: bool = False) -> Case:
    """The case of this tenant. Raises CaseNotFound.

    Args:
        to_change: hold the row until the transaction ends, so that two people cannot overwrite each other.
    """
    row = (_CASE_TO_CHANGE if to_change else _CASE).row(db, case_id=case_id, tenant_id=tenant_id)
    if row is None:
        raise CaseNotFound
    return _case(row)


def change_case(db: Connection, case: Case, **changes: Any) -> Case:
    """Change a case and count its version; give it as it now is. The caller holds the row."""
    changed = replace(case, **changes, version=case.version + 1)
    row = _row_of(changed)
    wanted = {name: row[name] for name in (*changes, "version")}
    if not changes.keys().isdisjoint(LOOKED_BY):
        wanted["first_look"] = first_look(changed.sent_at, changed.opened_at)
    _changing(frozenset(wanted)).run(db, of_case=case.id, **wanted)
    return changed


def keep_interruption(db: Connection, case_id: str, urgency: int) -> None:
    """Remember the highest instruction that was shown. No change to the case: a form of a lead's stays good."""
    lower = sa.and_(tables.cases.c.id == case_id, tables.cases.c.interrupted_at < urgency)
    db.execute(tables.cases.update().where(lower).values(interrupted_at=urgency))


def named_in(db: Connection, case_id: str) -> frozenset[str]:
    """Ids of the staff whom this case is about."""
    return frozenset(row.staff_id for row in _NAMED.rows(db, case_id=case_id))


def begun_by(db: Connection, tenant_id: str, staff_id: str, most: int) -> list[Case]:
    """What this person began, newest first."""
    query = (
        sa.select(tables.cases)
        .where(tables.cases.c.tenant_id == tenant_id, tables.cases.c.reporter_id == staff_id)
        .order_by(tables.cases.c.started_at.desc())
        .limit(most)
    )
    return [_case(row) for row in db.execute(query)]


def unsent_of(db: Connection, tenant_id: str, staff_id: str) -> list[Case]:
    """What this person began, answered something in, and has not sent."""
    table = tables.cases
    theirs = sa.and_(table.c.tenant_id == tenant_id, table.c.reporter_id == staff_id)
    query = sa.select(table).where(theirs, table.c.status == Status.STARTED.value, table.c.answered_at.is_not(None))
    return [_case(row) for row in db.execute(query)]


def read_answers(db: Connection, cipher: Cipher, case: Case) -> dict[str, Answer]:
    """Every answer kept for the case, those that no longer apply included."""
    rows = _ANSWERS.rows(db, case_id=case.id)
    return {
        row.question: Answer(cipher.decrypt(row.value, _answer_place(case, row.question)), row.by_staff_id)
        for row in rows
    }


def keep_answer(
    db: Connection, cipher: Cipher, case: Case, question: str, value: str, by_staff_id: str, at: datetime
) -> None:
    """Keep one answer in the place of the one before. The history keeps both."""
    row = {
        "value": cipher.encrypt(value, _answer_place(case, question)),
        "by_staff_id": by_staff_id,
        "at": at,
    }
    if _CHANGE_ANSWER.run(db, of_case=case.id, to_question=question, **row) == 0:
        _INSERT_ANSWER.run(db, case_id=case.id, question=question, **row)


def case_of_row(row: Row[Any]) -> Case:
    """The case in a row of the cases table."""
    return _case(row)


# Each act changes the same few columns each time.
@cache
def _changing(columns: frozenset[str]) -> Statement:
    changed: dict[str, Any] = {name: sa.bindparam(name) for name in sorted(columns)}
    return Statement(tables.cases.update().where(tables.cases.c.id == sa.bindparam("of_case")).values(changed))


def _case(row: Row[Any]) -> Case:
    named = dict(zip(_FIELDS, _of_row(row), strict=True))
    decided = None if row.decided_level is None else Level(row.decided_level)
    plain = {"status": Status(row.status), "level": Level(row.level), "restricted": bool(row.restricted)}
    return Case(**{**named, **plain, "decided_level": decided})


def _row_of(case: Case) -> dict[str, Any]:
    row = {name: getattr(case, name) for name in Case.__dataclass_fields__}
    decided = None if case.decided_level is None else int(case.decided_level)
    return row | {"status": case.status.value, "level": int(case.level), "decided_level": decided}


def _answer_place(case: Case, question: str) -> Place:
    return Place(case.tenant_id, "answers", "value", f"{case.id}/{question}")
