"""kill -9 of the server while eight people answer: what was acknowledged is there, and nothing is half saved.

A kill shows that an answer is acknowledged after its commit, that a commit holds all of an answer, and that the
next start repairs what was open. It says nothing about a power cut: what the kernel holds survives a killed process.
test_durability.py looks at that.
"""

import os
import random
import time
from threading import Event

import pytest

from lti_tool.system.database import Database

from .case_on_disk import read_cases
from .conftest import SchoolOn
from .reporters import Reporter
from .school import CrashSchool

PEOPLE = 8
SOAK = bool(os.environ.get("SIGNPOST_SOAK"))
KILLS = 200 if SOAK else 5
# A round ends after so many acknowledged answers and a moment more: on a slow machine the clock would say too little.
MOST_ANSWERS = 60
LONGEST_MOMENT = 0.05
PATIENCE = 60


@pytest.mark.soak
@pytest.mark.timeout(0 if SOAK else 300)
def test_a_killed_server_loses_no_answer(database: Database, school_on: SchoolOn) -> None:
    seed = int(os.environ.get("SIGNPOST_SEED", random.randrange(2**32)))
    print(f"SIGNPOST_SEED={seed}")
    chance = random.Random(seed)

    with school_on(database.url.render_as_string(hide_password=False)) as school:
        reporters = school.reporters(PEOPLE, chance)
        for _ in range(KILLS):
            answer_until_killed(school, reporters, chance)
            school.server.start()
            compare(school, reporters)

    assert "Traceback" not in school.server.log.read_text()


def answer_until_killed(school: CrashSchool, reporters: list[Reporter], chance: random.Random) -> None:
    """Everybody answers; at some moment the server is killed."""
    enough = acknowledged(reporters) + chance.randrange(1, MOST_ANSWERS)
    over, late = Event(), time.monotonic() + PATIENCE
    for reporter in reporters:
        reporter.begins_answering(over)
    while acknowledged(reporters) < enough and time.monotonic() < late:
        time.sleep(0.001)
    time.sleep(chance.uniform(0, LONGEST_MOMENT))
    school.server.kill()
    over.set()
    for reporter in reporters:
        reporter.ends()
        assert reporter.surprises == []
    assert acknowledged(reporters) >= enough


def acknowledged(reporters: list[Reporter]) -> int:
    """How many answers everybody together was told were saved."""
    return sum(len(reporter.acknowledged) for reporter in reporters)


def compare(school: CrashSchool, reporters: list[Reporter]) -> None:
    """What people were told against what is there."""
    cases = read_cases(school.services)
    assert set(cases) == {reporter.case_id for reporter in reporters}
    for reporter in reporters:
        on_disk = cases[reporter.case_id]
        assert on_disk.flaws() == []
        unconfirmed = on_disk.answered[len(reporter.acknowledged) :]
        assert on_disk.answered[: len(reporter.acknowledged)] == reporter.acknowledged
        # The server may have been killed between the commit and the reply, once.
        assert unconfirmed in ([], [reporter.in_flight])
        reporter.acknowledged += unconfirmed
        reporter.in_flight = None
