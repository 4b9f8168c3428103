"""kill -9 of the worker while it tells people: everybody hears, and nobody twice who was noted as told."""

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from lti_tool.cases.tables_notices import notices_told
from lti_tool.system.clock import SystemClock
from lti_tool.system.database import Database
from lti_tool.tenants.model import Role
from tests.outcomes.doomed_worker import PATIENCE, worker
from tests.outcomes.mail_server import SENDER, MailServer, Slow, Step
from tests.outcomes.post_room import DEPUTY, LEAD, PostRoom

KILLS = 40 if os.environ.get("SIGNPOST_SOAK") else 3
DEPUTIES = 8


def environment(server: MailServer) -> dict[str, str]:
    return {
        "SIGNPOST_SMTP_HOST": "127.0.0.1",
        "SIGNPOST_SMTP_PORT": str(server.port),
        "SIGNPOST_SMTP_SECURITY": "none",
        "SIGNPOST_MAIL_FROM": SENDER,
    }


def noted(room: PostRoom) -> int:
    with room.database.reading() as db:
        return len(db.execute(notices_told.select()).all())


def waits_for(true: object, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.005)


def test_who_was_told_before_the_kill_is_not_told_again(
    database: Database, mailserver: MailServer, tmp_path: Path
) -> None:
    room, log = PostRoom(database, mailserver, SystemClock()), tmp_path / "worker.log"
    mailserver.plan(Step.RCPT, Slow(60), to=DEPUTY)
    room.team.sends(danger="no", strand="images")

    with worker(database, log, **environment(mailserver)):
        waits_for(lambda: noted(room) == 1, log)
    assert mailserver.new() == [LEAD]
    mailserver.plans.clear()
    room.leases_run_out()
    with worker(database, log, **environment(mailserver)):
        waits_for(lambda: len(mailserver.arrived) == 2, log)

    assert mailserver.new() == [DEPUTY]


@pytest.mark.timeout(900)
def test_a_kill_at_any_moment_costs_one_message_at_most(
    sqlite_database: Database, mailserver: MailServer, tmp_path: Path
) -> None:
    room, log = PostRoom(sqlite_database, mailserver, SystemClock()), tmp_path / "worker.log"
    addresses = {LEAD, DEPUTY, *(f"deputy{number}@school.example" for number in range(DEPUTIES))}
    for number in range(DEPUTIES):
        room.writes_to(room.team.person(f"deputy {number}", Role.DEPUTY), f"deputy{number}@school.example")
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    print(f"seed {seed}")

    for _ in range(KILLS):
        case = room.team.sends(danger="no", strand="images")
        mailserver.plan(Step.AFTER, Slow(0.03), times=len(addresses))
        with worker(sqlite_database, log, **environment(mailserver)):
            waits_for(lambda: len(mailserver.arrived) > mailserver.seen + chance.randint(0, DEPUTIES), log)
            time.sleep(chance.uniform(0, 0.05))
        room.leases_run_out()
        room.deliveries.deliver_due()
        heard = Counter(mailserver.new())
        assert set(heard) == addresses
        assert heard.total() <= len(addresses) + 1
        room.team.file(case.id)
