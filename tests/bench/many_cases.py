"""Very many cases, quickly: one school's cases are written down, and the database multiplies them.

Of a case that nobody opens there are 7 to 9 entries of its history, 2 answers, and for what is decided a decision, 2
tasks and a receipt. In life there are up to 30 entries and 24 answers. Their words and hashes have the right length and
are the same for all: no page reads them.
"""

import os
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lti_tool.cases.counting import STRANDS
from lti_tool.cases.first_look import first_look
from lti_tool.cases.model import Status
from lti_tool.cases.school_years import year_of
from lti_tool.cases.tables import answers, cases, decisions, events, named_staff, receipts
from lti_tool.cases.tables_tasks import tasks
from lti_tool.guidance.model import Level
from lti_tool.system.database import Database

SEALED = os.urandom(70)
HASH = "0123456789abcdef" * 4
DECIDED = (Status.DECIDED.value, Status.CLOSED.value)
# Of twenty cases of a school.
STATUSES = [Status.STARTED, Status.SENT, *[Status.IN_REVIEW] * 2, *[Status.DECIDED] * 4, *[Status.CLOSED] * 12]
# Each with the statuses of the cases that have come so far.
ENTRIES: list[tuple[str, tuple[str, ...]]]
ENTRIES = [(kind, tuple(each.value for each in Status)) for kind in ("started", *["answered"] * 4, "sent", "opened")]
ENTRIES += [("decided", DECIDED), ("filed", (Status.CLOSED.value,))]
QUESTIONS = ("danger", "told")

# The database works out the last two by itself.
_of_school = {"id", "tenant_id", "reporter_id", "owner_id", "count_code", "counted_as"}
_written, _temporary = sa.MetaData(), {"prefixes": ["TEMPORARY"]}
# The cases of one school, by their number; how many of them each school has; and who reports them, in turn.
_pattern = sa.Table(
    "pattern",
    _written,
    *(sa.Column("number", sa.Integer), sa.Column("half_id", sa.String(16)), sa.Column("is_owned", sa.Boolean)),
    *(sa.Column(each.name, each.type) for each in cases.columns if each.name not in _of_school),
    **_temporary,
)
_schools = sa.Table(
    "schools",
    _written,
    *(sa.Column("tenant_id", sa.String(32)), sa.Column("lead_id", sa.String(32))),
    *(sa.Column("number", sa.Integer), sa.Column("reporters", sa.Integer)),
    **_temporary,
)
_reporters = sa.Table(
    "reporters",
    _written,
    *(sa.Column("tenant_id", sa.String(32)), sa.Column("turn", sa.Integer), sa.Column("staff_id", sa.String(32))),
    **_temporary,
)


@dataclass(frozen=True)
class School:
    """A tenant, the people whom its cases name, and how many cases it is to have."""

    tenant_id: str
    host_id: str
    reporter_ids: tuple[str, ...]
    lead_id: str
    number: int

    def row(self) -> dict[str, Any]:
        plain = {"tenant_id": self.tenant_id, "lead_id": self.lead_id, "number": self.number}
        return plain | {"reporters": len(self.reporter_ids)}

    def people(self) -> Iterator[dict[str, Any]]:
        for turn, staff_id in enumerate(self.reporter_ids):
            yield {"tenant_id": self.tenant_id, "turn": turn, "staff_id": staff_id}


def fill(url: str, schools: Sequence[School]) -> None:
    """Add every school's cases. Those of all lie among one another, as they do in life."""
    database = Database(url)
    with database.engine.connect() as db, _unchecked(db, is_sqlite=database.is_sqlite):
        _written.create_all(db)
        db.execute(sa.insert(_pattern), list(_cases(max(school.number for school in schools))))
        db.execute(sa.insert(_schools), [school.row() for school in schools])
        db.execute(sa.insert(_reporters), [person for school in schools for person in school.people()])
        for table, rows in (_multiplied(), *_belongings(schools[0].host_id)):
            db.execute(table.insert().from_select(list(rows.selected_columns.keys()), rows))
    if not database.is_sqlite:
        # It does so by itself within minutes.
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("VACUUM ANALYZE")
    database.close()


def closed_of(number: int) -> int:
    """How many of so many cases of a school are closed and not restricted, to within a few."""
    return number * STATUSES.count(Status.CLOSED) // len(STATUSES)


@contextmanager
def _unchecked(db: Connection, *, is_sqlite: bool) -> Iterator[None]:
    """What the rows refer to is there, and none is in the way of another. To look it up for each takes long.

    No trigger runs meanwhile either.
    """
    if not is_sqlite:
        db.exec_driver_sql("SET session_replication_role = replica")
        yield
        db.commit()
        return
    for pragma in ("foreign_keys=OFF", "synchronous=OFF", "journal_mode=OFF", "cache_size=-500000"):
        db.exec_driver_sql(f"PRAGMA {pragma}")
    db.exec_driver_sql("BEGIN")
    guards = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _sql in guards:
        db.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _name, sql in guards:
        db.exec_driver_sql(sql)
    db.exec_driver_sql("COMMIT")


def _cases(count: int) -> Iterator[dict[str, Any]]:
    """All of them of this school year: the overview then has to count every one."""
    drawn, now = random.Random(1), datetime.now(UTC)
    begins = year_of(now).start
    for number in range(count):
        yield _case(number, begins + (now - begins) * drawn.random(), drawn)


def _case(number: int, started: datetime, drawn: random.Random) -> dict[str, Any]:
    status, level = STATUSES[number % len(STATUSES)], int(drawn.choice(list(Level)))
    filed = started + timedelta(days=9) if status is Status.CLOSED else None
    opened = None if status in {Status.STARTED, Status.SENT} else started + timedelta(minutes=drawn.randrange(10, 300))
    sent = None if status is Status.STARTED else started + timedelta(minutes=10)
    return {
        "number": number,
        "half_id": f"{drawn.getrandbits(64):016x}",
        "is_owned": opened is not None,
        "reference": f"{number:06d}",
        "guide_id": "england_v1",
        "status": status.value,
        "strand": drawn.choice(STRANDS[:4]),
        "level": level,
        **dict.fromkeys(("restricted", "names_anybody"), number % 50 == 7),
        "interrupted_at": 0,
        "started_at": started,
        "answered_at": started + timedelta(minutes=1),
        "sent_at": sent,
        "first_look": first_look(sent, opened),
        "opened_at": opened,
        "closed_at": filed,
        "version": 12,
        "decided_level": level if status.value in DECIDED else None,
        "next_due_at": started + timedelta(days=3) if status is Status.DECIDED else None,
        "decided_way": "confirm" if status.value in DECIDED else None,
        "filed_at": filed,
        "events_count": sum(status.value in statuses for _kind, statuses in ENTRIES),
        "events_head": HASH,
    }


def _multiplied() -> tuple[sa.Table, sa.Select[Any]]:
    """Every school's cases, from those that are written down."""
    pattern, school, reporter = _pattern.c, _schools.c, _reporters.c
    plain = [each for each in pattern if each.name in cases.c]
    id_ = pattern.half_id.concat(sa.func.substr(school.tenant_id, 1, 16)).label("id")
    owner = sa.case((pattern.is_owned, school.lead_id)).label("owner_id")
    rows = sa.select(id_, school.tenant_id, reporter.staff_id.label("reporter_id"), owner, *plain)
    rows = rows.join_from(_pattern, _schools, pattern.number < school.number)
    theirs = sa.and_(reporter.tenant_id == school.tenant_id, reporter.turn == pattern.number % school.reporters)
    return cases, rows.join(_reporters, theirs).order_by(pattern.number)


def _belongings(host_id: str) -> Iterator[tuple[sa.Table, sa.Select[Any]]]:
    """What belongs to a case, each as a selection from the cases."""
    case, hashes = cases.c, (sa.literal(HASH).label("previous"), sa.literal(HASH).label("hash"))
    of, by, at = case.id.label("case_id"), case.reporter_id.label("by_staff_id"), case.started_at.label("at")
    for number, (kind, statuses) in enumerate(ENTRIES, 1):
        entry = (sa.literal(number).label("number"), sa.literal(kind).label("kind"), _sealed("detail"))
        yield events, sa.select(of, *entry, by, at, *hashes).where(case.status.in_(statuses)).order_by(of)
    for question in QUESTIONS:
        yield answers, sa.select(of, sa.literal(question).label("question"), _sealed("value"), by, at).order_by(of)
    yield named_staff, sa.select(of, case.reporter_id.label("staff_id")).where(case.restricted)
    decided = case.status.in_(DECIDED)
    decision = (case.level.label("outcome"), case.level.label("computed"), case.guide_id, _sealed("reason"))
    yield decisions, sa.select(case.id, of, *decision, by, at).where(decided)
    for letter in "xy":
        id_ = sa.literal(letter).concat(sa.func.substr(case.id, 2)).label("id")
        state = sa.case((case.status == Status.CLOSED.value, "done"), else_="open").label("state")
        yield tasks, sa.select(id_, of, _sealed("action"), state, case.next_due_at.label("due_at")).where(decided)
    place = (sa.literal(host_id).label("host_id"), sa.literal("Reporter").label("sub"))
    posted = (sa.literal([], sa.JSON).label("scopes"), sa.literal("posted").label("state"), at.label("changed_at"))
    yield receipts, sa.select(case.id, case.tenant_id, of, *place, *posted).where(decided)


def _sealed(name: str) -> sa.Label[bytes]:
    return sa.literal(SEALED, sa.LargeBinary).label(name)
