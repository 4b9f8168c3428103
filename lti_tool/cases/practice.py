"""Practice on invented cases: the same questions, in a table of their own, and the same receipt at the end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..guidance.guide import Guide
from ..guidance.library import for_nation, in_words
from ..guidance.model import Audience, Kind
from ..guidance.path import Path, walk
from ..guidance.stories import Story, StoryBook, stories_in_words
from ..system.clock import Clock
from ..system.crypto import Cipher, Place
from ..system.database import Database
from ..system.ids import Ids
from ..tenants.model import Staff, Tenant
from ..tenants.tenants import Tenants
from .assessment import OptionNotOffered, QuestionNotAsked
from .local import words_of
from .model import CaseNotFound, NotNow
from .receipts import GradebookPlace, Receipt, Receipts
from .tables_practice import practices
from .unseen import check_unchanged

FINISHED = "This practice is finished. To practise again, choose a story."
UNFINISHED = "There are still questions to answer. Go back to your practice."


@dataclass(frozen=True, slots=True)
class Practice:
    """One person's way through one story."""

    id: str
    tenant_id: str
    staff_id: str
    story: str
    guide_id: str
    started_at: datetime
    sent_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True)
class Rehearsal:
    """A practice laid out: its story, its answers, and the receipt that is owed for it."""

    practice: Practice
    tenant: Tenant
    guide: Guide
    story: Story
    answers: Mapping[str, str]
    receipt: Receipt | None
    cipher: Cipher

    @property
    def nation(self) -> str:
        """Where the story is set."""
        return self.story.nation or self.tenant.nation.value

    @property
    def audience(self) -> Audience:
        """Whose questions are asked: a reporter's until it was sent, then a lead's."""
        return Audience.EVERYONE if self.practice.sent_at is None else Audience.LEAD

    @cached_property
    def path(self) -> Path:
        """Where the answers lead."""
        return walk(self.guide, self.answers, self.audience)


class Practices:
    """What somebody does to practise. A practice is its owner's alone: for everybody else it does not exist."""

    def __init__(self, database: Database, tenants: Tenants, receipts: Receipts, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._tenants = tenants
        self._receipts = receipts
        self._clock = clock
        self._ids = ids

    def book(self, person: Staff) -> StoryBook:
        """The stories that this person can choose from."""
        with self._database.reading() as db:
            return _book(self._tenants.get(db, person.tenant_id))

    def of(self, person: Staff) -> list[Practice]:
        """What this person has practised, newest first."""
        query = sa.select(practices).where(practices.c.staff_id == person.id)
        with self._database.reading() as db:
            return [_practice(row) for row in db.execute(query.order_by(practices.c.started_at.desc()))]

    def start(self, person: Staff, story_id: str) -> Practice:
        """Begin a story, or go on with it. Raises CaseNotFound for a story that there is not."""
        with self._database.transaction() as db:
            tenant, cipher = self._tenants.with_cipher(db, person.tenant_id)
            book = _book(tenant)
            if book.story(story_id) is None:
                raise CaseNotFound
            begun = db.execute(_unfinished(person, book.guide, story_id)).first()
            if begun is not None:
                return _practice(begun)
            practice = Practice(
                self._ids.new(), tenant.id, person.id, story_id, book.guide, self._clock.now(), None, None
            )
            db.execute(practices.insert().values(**_row_of(practice), answers=_sealed(cipher, practice, {})))
        return practice

    def read(self, practice_id: str, person: Staff) -> Rehearsal:
        """The practice of this person. Raises CaseNotFound."""
        with self._database.reading() as db:
            return self._lay_out(db, practice_id, person)

    def answer(self, practice_id: str, person: Staff, question: str, value: str, was: str | None = None) -> Rehearsal:
        """Keep one answer and say where it leads.

        Args:
            was: the mark of the answer that the page showed; None where there was no page.

        Raises:
            CaseNotFound, NotNow, QuestionNotAsked, OptionNotOffered;
            AnswerChanged: it was answered meanwhile in another tab, and differently.
        """
        with self._database.transaction() as db:
            before = self._to_change(db, practice_id, person)
            _check_offered(before, question, value)
            standing = before.answers.get(question, "")
            check_unchanged(before.cipher, practice_id, question, standing=standing, wanted=value, was=was)
            answers = {**before.answers, question: value}
            _change(db, practice_id, answers=_sealed(before.cipher, before.practice, answers))
        return replace(before, answers=answers)

    def send(self, practice_id: str, person: Staff) -> None:
        """End the reporter's part. Sending twice is the same as once."""
        with self._database.transaction() as db:
            rehearsal = self._to_change(db, practice_id, person)
            if rehearsal.practice.sent_at is None:
                _change(db, practice_id, sent_at=self._clock.now())

    def finish(self, practice_id: str, person: Staff, place: GradebookPlace | None) -> None:
        """End the practice once every question has been answered. Finishing twice is the same as once.

        Args:
            place: where a receipt would go; None where nothing is posted.
        """
        with self._database.transaction() as db:
            rehearsal = self._lay_out(db, practice_id, person, to_change=True)
            if rehearsal.practice.finished_at is not None:
                return
            if rehearsal.practice.sent_at is None or rehearsal.path.next_question is not None:
                raise NotNow(UNFINISHED)
            now = self._clock.now()
            _change(db, practice_id, finished_at=now)
            if place is not None:
                self._receipts.owe_for_practice(db, practice_id, person, place, now)

    def _to_change(self, db: Connection, practice_id: str, person: Staff) -> Rehearsal:
        rehearsal = self._lay_out(db, practice_id, person, to_change=True)
        if rehearsal.practice.finished_at is not None:
            raise NotNow(FINISHED)
        return rehearsal

    def _lay_out(self, db: Connection, practice_id: str, person: Staff, *, to_change: bool = False) -> Rehearsal:
        mine = sa.and_(practices.c.id == practice_id, practices.c.staff_id == person.id)
        query = sa.select(practices).where(mine, practices.c.tenant_id == person.tenant_id)
        row = db.execute(query.with_for_update() if to_change else query).one_or_none()
        if row is None:
            raise CaseNotFound
        practice = _practice(row)
        tenant, cipher = self._tenants.with_cipher(db, practice.tenant_id)
        guide = in_words(practice.guide_id, words_of(tenant))
        story = stories_in_words(practice.guide_id, words_of(tenant)).story(practice.story)
        if story is None:
            raise CaseNotFound
        answers = json.loads(cipher.decrypt(row.answers, _place(practice)))
        answers["nation"] = story.nation or tenant.nation.value
        receipt = self._receipts.of_practice(db, practice.id) if practice.finished_at else None
        return Rehearsal(practice, tenant, guide, story, answers, receipt, cipher)


def _book(tenant: Tenant) -> StoryBook:
    return stories_in_words(for_nation(tenant.nation.value).id, words_of(tenant))


def _unfinished(person: Staff, guide_id: str, story_id: str) -> sa.Select[Any]:
    same = sa.and_(practices.c.guide_id == guide_id, practices.c.story == story_id)
    return sa.select(practices).where(practices.c.staff_id == person.id, same, practices.c.finished_at.is_(None))


def _check_offered(rehearsal: Rehearsal, question_id: str, value: str) -> None:
    question = rehearsal.path.question(question_id)
    if question is None:
        raise QuestionNotAsked
    if question.kind is Kind.CHOICE and question.option(value) is None:
        raise OptionNotOffered


def _change(db: Connection, practice_id: str, **changes: Any) -> None:
    db.execute(practices.update().where(practices.c.id == practice_id).values(**changes))


def _practice(row: Row[Any]) -> Practice:
    return Practice(**{name: getattr(row, name) for name in Practice.__dataclass_fields__})


def _row_of(practice: Practice) -> dict[str, Any]:
    return {name: getattr(practice, name) for name in Practice.__dataclass_fields__}


def _sealed(cipher: Cipher, practice: Practice, answers: Mapping[str, str]) -> bytes:
    return cipher.encrypt(json.dumps(dict(answers), separators=(",", ":"), sort_keys=True), _place(practice))


def _place(practice: Practice) -> Place:
    return Place(practice.tenant_id, "practices", "answers", practice.id)
