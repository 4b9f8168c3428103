"""The history is a chain: whole after any work, and broken where somebody went past the application."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lti_tool.cases import tables
from lti_tool.cases.chain import Broken, Flaw, Link, Verified, verify
from lti_tool.cases.history import add_event
from lti_tool.system.database import Database
from lti_tool.tenants.tenants import NotFound
from tests.cases.tampering import Outside, past_the_guards
from tests.cases.team import EVERYONE, LEAD, Team
from tests.cases.test_at_once import at_once

EVENTS = tables.events


@pytest.fixture
def team(team_on_each: Team) -> Team:
    return team_on_each


def verdict(team: Team, tenant_id: str | None = None) -> Verified | Broken:
    with team.database.reading() as db:
        return verify(db, tenant_id)


def entries(db: Connection, case_id: str) -> list[Any]:
    return list(db.execute(sa.select(EVENTS).where(EVENTS.c.case_id == case_id).order_by(EVENTS.c.number)))


def hash_as_documented(row: Any) -> str:
    """Written once more, without our code: what was hashed must be hashed so for ever."""
    at = row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
    detail = None if row.detail is None else row.detail.hex()
    parts = [row.case_id, row.number, row.kind, detail, row.by_staff_id, at, row.previous]
    return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


def test_each_entry_follows_the_one_before_and_the_case_knows_the_last(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.completes(case.id, team.lead, EVERYONE | LEAD)
    team.confirms(case.id, team.lead, team.file(case.id).desk.case.version, "Agreed with the head.")
    team.starts(team.colleague, danger="yes")

    with team.database.reading() as db:
        rows = entries(db, case.id)
        kept = db.execute(sa.select(tables.cases).where(tables.cases.c.id == case.id)).one()
        every = db.execute(sa.select(sa.func.count()).select_from(EVENTS)).scalar_one()
    assert [row.previous for row in rows] == ["", *[row.hash for row in rows[:-1]]]
    assert [row.hash for row in rows] == [hash_as_documented(row) for row in rows]
    assert (kept.events_count, kept.events_head) == (len(rows), rows[-1].hash)
    assert verdict(team) == Verified(every, 2)


def test_an_entrys_hash_is_the_one_that_was_written_down() -> None:
    """Whoever has to change it breaks every chain that there is."""
    at = datetime(2026, 11, 14, 11, 58, 3, 4, tzinfo=timezone(timedelta(hours=1)))

    entry = Link("0123", 2, "answered", b"\x01\xff", None, at, "ab")

    assert entry.hash() == "74c921262eda5bab8857c5681a91136f01741befa403e66e242184d3ef521ba4"


def changes(db: Connection, case_id: str, of: int, /, **values: Any) -> None:
    mine = sa.and_(EVENTS.c.case_id == case_id, EVENTS.c.number == of)
    assert db.execute(EVENTS.update().where(mine).values(**values)).rowcount == 1


def cuts(db: Connection, case_id: str, *numbers: int) -> None:
    db.execute(EVENTS.delete().where(EVENTS.c.case_id == case_id, EVENTS.c.number.in_(numbers)))


def forges(db: Connection, case_id: str, number: int, **values: Any) -> None:
    """Change an entry by somebody who has read how its hash is made."""
    row = entries(db, case_id)[number - 1]
    names = ("case_id", "number", "kind", "detail", "by_staff_id", "at", "previous")
    link = Link(**{name: getattr(row, name) for name in names} | values)
    changes(db, case_id, number, **values, hash=link.hash())


def swaps(db: Connection, case_id: str, one: int, other: int) -> None:
    changes(db, case_id, one, number=99)
    changes(db, case_id, other, number=one)
    changes(db, case_id, 99, number=other)


def closes_the_gap(db: Connection, case_id: str) -> None:
    cuts(db, case_id, 2)
    for number in (3, 4):
        changes(db, case_id, number, number=number - 1)


def adds(db: Connection, case_id: str, number: int) -> None:
    last = entries(db, case_id)[-1]
    link = Link(case_id, number, "sent", None, last.by_staff_id, last.at, last.hash)
    row = {name: getattr(link, name) for name in ("case_id", "number", "kind", "by_staff_id", "at", "previous")}
    db.execute(EVENTS.insert().values(**row, hash=link.hash()))


# The case has four entries: started, two answers, sent.
TAMPERING: dict[str, tuple[Callable[[Connection, str], None], int, Flaw]] = {
    "other words": (lambda db, case: changes(db, case, 2, detail=b"\x01other"), 2, Flaw.CHANGED),
    "no words": (lambda db, case: changes(db, case, 2, detail=None), 2, Flaw.CHANGED),
    "another kind": (lambda db, case: changes(db, case, 4, kind="added"), 4, Flaw.CHANGED),
    "nobody's": (lambda db, case: changes(db, case, 1, by_staff_id=None), 1, Flaw.CHANGED),
    "another hash": (lambda db, case: changes(db, case, 3, hash="0" * 64), 3, Flaw.CHANGED),
    "a moment later": (
        lambda db, case: changes(db, case, 3, at=entries(db, case)[2].at + timedelta(microseconds=1)),
        3,
        Flaw.CHANGED,
    ),
    "rewritten with its hash": (lambda db, case: forges(db, case, 2, kind="sent"), 3, Flaw.OUT_OF_ORDER),
    "the last rewritten with its hash": (lambda db, case: forges(db, case, 4, kind="added"), 4, Flaw.CHANGED),
    "one cut out": (lambda db, case: cuts(db, case, 2), 2, Flaw.MISSING),
    "the first cut off": (lambda db, case: cuts(db, case, 1), 1, Flaw.MISSING),
    "the last cut off": (lambda db, case: cuts(db, case, 4), 4, Flaw.MISSING),
    "all cut out": (lambda db, case: cuts(db, case, 1, 2, 3, 4), 1, Flaw.MISSING),
    "two swapped": (lambda db, case: swaps(db, case, 2, 3), 2, Flaw.OUT_OF_ORDER),
    "cut out and numbered anew": (closes_the_gap, 2, Flaw.OUT_OF_ORDER),
    "one added": (lambda db, case: adds(db, case, 5), 5, Flaw.ADDED),
    "one put before": (lambda db, case: adds(db, case, 0), 1, Flaw.OUT_OF_ORDER),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found_and_the_first_entry_that_does_not_fit_is_named(team: Team, how: str) -> None:
    tampers, number, flaw = TAMPERING[how]
    team.sends(team.colleague, danger="no", strand="images")
    case = team.sends(danger="no", strand="images")
    before = verdict(team)

    with past_the_guards(team.database) as db:
        tampers(db, case.id)

    assert before == Verified(8, 2)
    assert verdict(team) == Broken(case.id, number, flaw)


@pytest.mark.parametrize("how", ["the last cut off", "one added", "one cut out", "the last rewritten with its hash"])
def test_who_goes_on_with_a_case_that_was_tampered_with_can_and_hides_nothing(team: Team, how: str) -> None:
    tampers, _, _ = TAMPERING[how]
    case = team.sends(danger="no", strand="images")
    with past_the_guards(team.database) as db:
        tampers(db, case.id)

    team.conversations.add(case.id, team.reporter, "One thing more.")

    found = verdict(team)
    assert isinstance(found, Broken)
    assert found.case_id == case.id


@pytest.mark.parametrize(
    "garbage", ["number = 'many'", "kind = x'00ff'", "at = 'yesterday'", "at = 7", "detail = 'plain'", "detail = 9"]
)
def test_what_is_not_even_an_entry_is_named_too(sqlite_database: Database, garbage: str) -> None:
    """SQLite keeps anything in any column."""
    team = Team(sqlite_database)
    case = team.sends(danger="no")
    with past_the_guards(team.database) as db:
        db.exec_driver_sql(f"UPDATE events SET {garbage} WHERE number = 2")

    found = verdict(team)

    assert isinstance(found, Broken)
    assert (found.case_id, found.number) in {(case.id, 2), (case.id, 3)}


def test_an_entry_whose_case_was_taken_away_is_named(sqlite_database: Database) -> None:
    team = Team(sqlite_database)
    case = team.sends(danger="no")
    outside = Outside(team.database)
    outside.says("PRAGMA foreign_keys = OFF")
    outside.says("DROP TRIGGER no_deletion_of_cases")

    outside.says("DELETE FROM cases")

    assert verdict(team) == Broken(case.id, 1, Flaw.WITHOUT_CASE)
    outside.close()


def test_one_tenants_cases_are_verified_alone(team: Team) -> None:
    other = team.another()
    case, broken = team.sends(danger="no"), other.sends(danger="no")
    with past_the_guards(team.database) as db:
        cuts(db, broken.id, 2)

    assert verdict(team, team.tenant.id) == Verified(3, 1)
    assert verdict(team, other.tenant.id) == verdict(team) == Broken(broken.id, 2, Flaw.MISSING)
    with pytest.raises(NotFound):
        verdict(team, case.id)


def test_whoever_works_on_a_case_at_once_keeps_one_chain(team: Team) -> None:
    case = team.sends(danger="no", strand="images")
    people = [team.lead, team.deputy, team.head]

    ends = at_once(
        *[lambda who=who: team.file(case.id, who) for who in people],
        *[lambda who=who: team.answers(case.id, who, distress="coping", adult="no") for who in people],
        *[lambda n=n: team.conversations.add(case.id, team.reporter, f"And {n}.") for n in range(3)],
    )

    assert not [end for end in ends if isinstance(end, Exception)]
    with team.database.reading() as db:
        rows = entries(db, case.id)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert verdict(team) == Verified(len(rows), 1)


def test_a_transaction_that_is_taken_back_leaves_the_chain_as_it_was(team: Team) -> None:
    case = team.sends(danger="no")

    def adds_and_fails() -> None:
        with team.database.transaction() as db:
            cipher = team.tenants.cipher(db, case.tenant_id)
            add_event(db, cipher, case, "added", team.clock.now(), team.reporter.id, {"words": "Never said."})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        adds_and_fails()
    assert verdict(team) == Verified(3, 1)
