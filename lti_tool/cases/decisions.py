"""Recording what a person decided. Decisions stand beside one another; none replaces the one before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..guidance.assess import assess, criteria_met
from ..guidance.model import Criterion, Level
from ..system.clock import Clock
from ..system.crypto import Cipher, Place
from ..system.database import Database
from ..system.ids import Ids
from ..tenants.model import Staff
from ..tenants.tenants import Tenants
from . import tables
from .checklist import draw_up
from .deciding import Choice, Need, Way, check, decided
from .desk import Desk, lay_out_for_lead
from .due import day_of
from .grounds import grounds, own_floors
from .history import add_event
from .model import Act, Case, CaseChanged, Decision
from .next_due import next_due
from .store import change_case
from .transitions import required_move


class Decisions:
    """What somebody decides about a case: the outcome of the answers, an ordinary ending, or something else."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock
        self._ids = ids

    def record(self, case_id: str, person: Staff, version: int, choice: Choice) -> Case:
        """Record a decision.

        Args:
            version: of the case as the person saw it.

        Raises:
            CaseChanged: somebody changed the case meanwhile; look again.
            WayNotOpen: this way does not fit what the answers require now.
            DecisionLacks: something has to be written down first.
        """
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.DECIDE).to
            # Nobody ends what somebody has added to since and nobody has read.
            if desk.case.version != version or desk.case.news_at is not None:
                raise CaseChanged
            now, computed = self._clock.now(), computed_level(desk)
            check(choice, computed, immediate=bool(criteria_of(desk)), today=day_of(now))
            decision = _decision(desk, choice, computed, person, now)
            _insert(db, desk, self._ids.new(), decision)
            draw_up(db, desk, decision, self._ids)
            case = change_case(db, desk.case, status=to, **_changes(db, desk, decision))
            told = {"outcome": decision.outcome.name, "computed": computed.name, "way": choice.way.value}
            add_event(db, desk.cipher, case, "decided", now, person.id, told)
        return case


def computed_level(desk: Desk) -> Level:
    """What the answers require."""
    return assess(desk.guide, desk.answers, strict=False).outcome


def criteria_of(desk: Desk) -> tuple[Criterion, ...]:
    """The criteria for immediate referral that the answers meet."""
    return criteria_met(desk.guide, desk.answers)


def decisions_of(db: Connection, cipher: Cipher, case: Case) -> list[Decision]:
    """Every decision, oldest first. The last one is in force."""
    query = sa.select(tables.decisions).where(tables.decisions.c.case_id == case.id)
    rows = db.execute(query.order_by(tables.decisions.c.at, tables.decisions.c.id))
    return [_read(cipher, case, row) for row in rows]


def _changes(db: Connection, desk: Desk, decision: Decision) -> dict[str, Any]:
    return {
        "opened_at": desk.case.opened_at or decision.at,
        "decided_level": decision.outcome,
        "decided_way": decision.way,
        # Whoever decides about a case that nobody had taken, has it.
        "owner_id": desk.case.owner_id or decision.by_staff_id,
        "next_due_at": next_due(db, desk.case.id),
        # It keeps the floors that it was decided with, whatever the school loads later.
        "overlay_id": desk.local.id if desk.local else None,
    }


def _decision(desk: Desk, choice: Choice, computed: Level, person: Staff, now: datetime) -> Decision:
    record = {name: words for name, words in choice.given.items() if words and name != Need.REASON}
    return Decision(
        outcome=decided(choice, computed),
        guide_id=desk.guide.id,
        reason=choice.given.get(Need.REASON, ""),
        by_staff_id=person.id,
        at=now,
        computed=computed,
        way=choice.way,
        record=record | grounds(desk.guide, desk.answers) | own_floors(desk.local),
    )


def _insert(db: Connection, desk: Desk, decision_id: str, decision: Decision) -> None:
    sealed = desk.cipher.encrypt(decision.reason, _place(desk.case, decision_id, "reason"))
    record = desk.cipher.encrypt(_as_text(decision.record), _place(desk.case, decision_id, "record"))
    db.execute(
        tables.decisions.insert().values(
            id=decision_id,
            case_id=desk.case.id,
            outcome=int(decision.outcome),
            computed=int(decision.computed),
            way=decision.way,
            guide_id=decision.guide_id,
            reason=sealed,
            record=record,
            by_staff_id=decision.by_staff_id,
            at=decision.at,
        )
    )


def _read(cipher: Cipher, case: Case, row: Row[Any]) -> Decision:
    record: dict[str, str] = {}
    if row.record:
        record = json.loads(cipher.decrypt(row.record, _place(case, row.id, "record")))
    return Decision(
        outcome=Level(row.outcome),
        guide_id=row.guide_id,
        reason=cipher.decrypt(row.reason, _place(case, row.id, "reason")),
        by_staff_id=row.by_staff_id,
        at=row.at,
        computed=Level(row.computed),
        way=Way(row.way),
        record=record,
    )


def _as_text(record: Mapping[str, str]) -> str:
    return json.dumps(dict(record), separators=(",", ":"), sort_keys=True)


def _place(case: Case, decision_id: str, column: str) -> Place:
    return Place(case.tenant_id, "decisions", column, decision_id)
