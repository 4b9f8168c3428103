"""The order in which answers are given does not matter, through the real store."""

import itertools
import random

import pytest

from lti_tool.guidance.assess import assess
from lti_tool.guidance.library import load
from tests.cases.team import EVERYONE, LEAD, Team

# What a lead changes afterwards, in every order: the answers pull the outcome up and down.
CHANGES = {"danger": "yes", "adult": "adult_other", "age": "under_10", "content": "act"}


def test_answers_changed_in_any_order_end_in_the_same_outcome(team: Team) -> None:
    case = team.starts(team.lead)
    team.completes(case.id, team.lead, EVERYONE | LEAD)
    before = {name: (EVERYONE | LEAD)[name] for name in CHANGES}

    ends = set()
    for order in list(itertools.permutations(CHANGES))[::3]:
        team.answers(case.id, team.lead, **before)
        team.answers(case.id, team.lead, **{name: CHANGES[name] for name in order})
        kept = team.assessments.read(case.id, team.lead)
        ends.add((kept.case.level, kept.case.strand, tuple(sorted(kept.answers.items()))))

    assert len(ends) == 1


@pytest.mark.parametrize("seed", range(3))
def test_the_row_always_says_what_the_answers_require(team: Team, seed: int) -> None:
    chance = random.Random(seed)
    guide = load("england_v1")
    case = team.starts(team.head)
    for _ in range(25):
        desk = team.assessments.read(case.id, team.head)
        if desk.path.exit is not None:
            team.answers(case.id, team.head, strand="nk")
            continue
        question = chance.choice(desk.path.reachable)
        kept = team.answers(case.id, team.head, **{question.id: chance.choice(question.options).id}).case

        answers = team.assessments.read(case.id, team.head).answers
        assert kept.level is assess(guide, answers, strict=False).outcome
