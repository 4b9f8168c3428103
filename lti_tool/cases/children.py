"""The children of a case. Each has a letter; a name only where the school has allowed names.

All of it is one encrypted piece a child. A correction is an entry of the history too, so that what was said stays said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from string import ascii_uppercase
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..system.clock import Clock
from ..system.crypto import Cipher, Place
from ..system.database import Database
from ..system.ids import Ids
from ..tenants.model import Staff
from ..tenants.tenants import NotFound, Tenants
from .desk import Desk, lay_out_for_lead
from .history import add_event
from .model import Act, Case, CaseChanged, NotNow
from .store import change_case
from .tables_children import children
from .transitions import required_move

TOO_MANY = "This case holds 26 children. Begin another case for the others, and link the two."


class Fact(StrEnum):
    """What can be known of a child, by the name of its field."""

    AGE = "age"
    SHOWN = "shown"
    SENT = "sent"
    RECEIVED = "received"
    CAUSED = "caused"
    HARMED = "harmed"
    SUPPORT = "support"
    WANTS = "wants"
    WANTS_POLICE = "wants_police"
    PARENTS = "parents"
    PARENTS_WHY = "parents_why"
    ADULT = "named_adult"
    PLAN = "safety_plan"
    NAME = "name"
    NUMBER = "number"


# The guide's questions whose options fit each child too.
QUESTIONS = {Fact.AGE: "age", Fact.SUPPORT: "plan"}
# What tells who the child is.
IDENTIFYING = frozenset({Fact.NAME, Fact.NUMBER})


class Parents(StrEnum):
    """Whether parents or carers know."""

    TOLD = "told"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True)
class Child:
    """One child of a case. `facts` are by the names of `Fact`; what is not known is not there."""

    id: str
    label: str
    facts: Mapping[str, str]
    version: int = 0

    def without_names(self) -> Child:
        """The same child, as a school sees it that has not allowed names."""
        return replace(self, facts={name: words for name, words in self.facts.items() if name not in IDENTIFYING})


class ChildLacks(Exception):
    """Something has to be said first. `needs` are in the order of the form."""

    def __init__(self, needs: tuple[Fact, ...]) -> None:
        self.needs = needs
        super().__init__(", ".join(needs))


class Children:
    """Writes down what is known of the children of a case."""

    def __init__(self, database: Database, tenants: Tenants, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._clock = clock
        self._ids = ids

    def of(self, desk: Desk) -> list[Child]:
        """Every child of the case on this desk, by letter. Names only where the school has allowed them."""
        found = self.with_names(desk)
        return found if desk.tenant.children_named else [child.without_names() for child in found]

    def with_names(self, desk: Desk) -> list[Child]:
        """Every child with the names that were ever written down: to keep them off paper, and for no page."""
        with self._database.reading() as db:
            return children_of(db, desk.cipher, desk.case)

    def add(self, case_id: str, person: Staff, version: int, facts: Mapping[str, str]) -> Child:
        """Write down one more child; gives it with its letter.

        Args:
            version: of the case, so that a form sent twice makes one child.
        """
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.CHILD).to
            if desk.case.version != version:
                raise CaseChanged
            child = Child(self._ids.new(), _next_label(db, desk.case), _checked(desk, facts))
            sealed = _seal(desk.cipher, desk.case, child)
            db.execute(children.insert().values(id=child.id, case_id=desk.case.id, label=child.label, facts=sealed))
            now = self._clock.now()
            case = change_case(db, desk.case, status=to, opened_at=desk.case.opened_at or now)
            add_event(db, desk.cipher, case, "child", now, person.id, _told(child, {}))
        return child

    def correct(self, case_id: str, person: Staff, label: str, version: int, facts: Mapping[str, str]) -> None:
        """Write down what is known now in the place of what was known.

        Args:
            version: of the child's entry as the person saw it.
        """
        with self._database.transaction() as db:
            desk = lay_out_for_lead(db, self._tenants, case_id, person)
            to = required_move(desk.sight, desk.case.status, Act.CHILD).to
            before = child_of(children_of(db, desk.cipher, desk.case), label)
            if before.version != version:
                raise CaseChanged
            after = replace(before, facts=_checked(desk, facts), version=version + 1)
            if after.facts == before.facts:
                return
            sealed = _seal(desk.cipher, desk.case, after)
            mine = children.c.id == before.id
            db.execute(children.update().where(mine).values(facts=sealed, version=after.version))
            case = change_case(db, desk.case, status=to)
            add_event(db, desk.cipher, case, "child", self._clock.now(), person.id, _told(after, before.facts))


def children_of(db: Connection, cipher: Cipher, case: Case) -> list[Child]:
    """Every child of a case, by letter, with all that is written down."""
    rows = db.execute(sa.select(children).where(children.c.case_id == case.id).order_by(children.c.label))
    return [_read(cipher, case, row) for row in rows]


def child_of(found: list[Child], label: str) -> Child:
    """The child with this letter. Raises NotFound."""
    child = next((each for each in found if each.label == label), None)
    if child is None:
        raise NotFound("There is no such child in this case.")
    return child


def _checked(desk: Desk, facts: Mapping[str, str]) -> dict[str, str]:
    """What may be kept of what was typed. Raises ChildLacks."""
    kept = {fact.value: facts[fact] for fact in Fact if facts.get(fact)}
    if not desk.tenant.children_named:
        kept = {name: words for name, words in kept.items() if name not in IDENTIFYING}
    lacks = [
        fact for fact, question in QUESTIONS.items() if fact in kept and not desk.guide.option(question, kept[fact])
    ]
    lacks += [] if Fact.AGE in kept else [Fact.AGE]
    lacks += [Fact.PARENTS] if kept.get(Fact.PARENTS, Parents.TOLD) not in set(Parents) else []
    if kept.get(Fact.PARENTS) == Parents.NOT_TOLD and Fact.PARENTS_WHY not in kept:
        lacks.append(Fact.PARENTS_WHY)
    if lacks:
        raise ChildLacks(tuple(lacks))
    return kept


def _told(child: Child, before: Mapping[str, str]) -> dict[str, str]:
    """What the history says: what is new, what it was, and of a name only that it changed."""
    told = {"label": child.label}
    for fact in Fact:
        now, was = child.facts.get(fact, ""), before.get(fact, "")
        if now != was and fact in IDENTIFYING:
            told[fact.value] = "changed"
        elif now != was:
            told[fact.value] = now
            told |= {f"{fact.value} was": was} if was else {}
    return told


def _next_label(db: Connection, case: Case) -> str:
    """The next letter. The caller holds the case."""
    mine = children.c.case_id == case.id
    count = int(db.execute(sa.select(sa.func.count()).select_from(children).where(mine)).scalar_one())
    if count == len(ascii_uppercase):
        raise NotNow(TOO_MANY)
    return ascii_uppercase[count]


def _seal(cipher: Cipher, case: Case, child: Child) -> bytes:
    return cipher.encrypt(json.dumps(dict(child.facts), sort_keys=True), _place(case, child.id))


def _read(cipher: Cipher, case: Case, row: Row[Any]) -> Child:
    return Child(row.id, row.label, json.loads(cipher.decrypt(row.facts, _place(case, row.id))), row.version)


def _place(case: Case, child_id: str) -> Place:
    return Place(case.tenant_id, "children", "facts", child_id)
