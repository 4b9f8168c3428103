"""Rows of cases and answers. Every write is made in a transaction that the caller holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..guidance.model import Level
from ..system.crypto import Cipher, Place
from . import tables
from .model import Case, CaseNotFound, Decision, Status


def insert_case(db: Connection, case: Case) -> None:
    """A new case. Raises IntegrityError when the reference is taken in this tenant."""
    db.execute(tables.cases.insert().values(**_row_of(case)))


def read_case(db: Connection, tenant_id: str, case_id: str, *, to_change: bool = False) -> Case:
    """The case of this tenant. Raises CaseNotFound.

    Args:
        to_change: hold the row until the transaction ends, so that two people cannot overwrite each other.
    """
    query = sa.select(tables.cases).where(tables.cases.c.id == case_id, tables.cases.c.tenant_id == tenant_id)
    row = db.execute(query.with_for_update() if to_change else query).one_or_none()
    if row is None:
        raise CaseNotFound
    return _case(row)


def change_case(db: Connection, case: Case, **changes: Any) -> None:
    """Change columns of a case and count its version."""
    db.execute(
        tables.cases.update().where(tables.cases.c.id == case.id).values(**changes, version=tables.cases.c.version + 1)
    )


def named_in(db: Connection, case_id: str) -> frozenset[str]:
    """Ids of the staff whom this case is about."""
    query = sa.select(tables.named_staff.c.staff_id).where(tables.named_staff.c.case_id == case_id)
    return frozenset(db.execute(query).scalars())


def begun_by(db: Connection, tenant_id: str, staff_id: str, most: int) -> list[Case]:
    """What this person began, newest first."""
    query = (
        sa.select(tables.cases)
        .where(tables.cases.c.tenant_id == tenant_id, tables.cases.c.reporter_id == staff_id)
        .order_by(tables.cases.c.started_at.desc())
        .limit(most)
    )
    return [_case(row) for row in db.execute(query)]


def read_answers(db: Connection, cipher: Cipher, case: Case) -> dict[str, str]:
    """Every answer kept for the case, those that no longer apply included."""
    rows = db.execute(sa.select(tables.answers).where(tables.answers.c.case_id == case.id))
    return {row.question: cipher.decrypt(row.value, _answer_place(case, row.question)) for row in rows}


def keep_answer(
    db: Connection, cipher: Cipher, case: Case, question: str, value: str, by_staff_id: str, at: datetime
) -> None:
    """Keep one answer in the place of the one before. The history keeps both."""
    mine = sa.and_(tables.answers.c.case_id == case.id, tables.answers.c.question == question)
    row = {
        "value": cipher.encrypt(value, _answer_place(case, question)),
        "by_staff_id": by_staff_id,
        "at": at,
    }
    if db.execute(tables.answers.update().where(mine).values(**row)).rowcount == 0:
        db.execute(tables.answers.insert().values(case_id=case.id, question=question, **row))


def insert_decision(db: Connection, cipher: Cipher, decision_id: str, case: Case, decision: Decision) -> None:
    """Keep a decision beside those before it."""
    sealed = cipher.encrypt(decision.reason, _decision_place(case, decision_id))
    db.execute(
        tables.decisions.insert().values(
            id=decision_id,
            case_id=case.id,
            outcome=int(decision.outcome),
            guide_id=decision.guide_id,
            reason=sealed,
            by_staff_id=decision.by_staff_id,
            at=decision.at,
        )
    )


def last_decision(db: Connection, cipher: Cipher, case: Case) -> Decision | None:
    """The decision in force."""
    query = sa.select(tables.decisions).where(tables.decisions.c.case_id == case.id)
    row = db.execute(query.order_by(tables.decisions.c.at.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    reason = cipher.decrypt(row.reason, _decision_place(case, row.id))
    return Decision(Level(row.outcome), row.guide_id, reason, row.by_staff_id, row.at)


def case_of_row(row: Row[Any]) -> Case:
    """The case in a row of the cases table."""
    return _case(row)


def _case(row: Row[Any]) -> Case:
    named = {name: getattr(row, name) for name in Case.__dataclass_fields__}
    return Case(
        **{**named, "status": Status(row.status), "level": Level(row.level), "restricted": bool(row.restricted)}
    )


def _row_of(case: Case) -> dict[str, Any]:
    row = {name: getattr(case, name) for name in Case.__dataclass_fields__}
    return row | {"status": case.status.value, "level": int(case.level)}


def _answer_place(case: Case, question: str) -> Place:
    return Place(case.tenant_id, "answers", "value", f"{case.id}/{question}")


def _decision_place(case: Case, decision_id: str) -> Place:
    return Place(case.tenant_id, "decisions", "reason", decision_id)
