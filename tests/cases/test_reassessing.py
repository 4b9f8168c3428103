"""How many open cases another guide would judge differently: counts only, and nothing of any single case."""

from dataclasses import replace

import pytest

from lti_tool.cases.reassessing import Reassessing
from lti_tool.cases.small_numbers import Hidden
from lti_tool.guidance.library import load
from lti_tool.guidance.model import Level
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import EVERYONE, LEAD, Team
from tests.guidance.local import UNDER_13S

OLD = load("england_v1")
CALM, CONSULT = EVERYONE | LEAD, EVERYONE | LEAD | {"spread": "few"}
MANAGED, RAISED = (Level.MANAGE, Level.MANAGE), (Level.CONSULT, Level.REFER_NOW)


def raising(question_id, option_id, floor):
    def raised(question):
        rows = tuple(replace(each, floor=floor) if each.id == option_id else each for each in question.options)
        return replace(question, options=rows) if question.id == question_id else question

    return replace(OLD, id="england_v2", questions=tuple(raised(each) for each in OLD.questions))


NEW = raising("spread", "few", Level.REFER_NOW)


def begins(team: Team, answers: dict[str, str], count: int) -> list[str]:
    """Cases of the lead's own with these answers."""
    return [team.completes(team.assessments.start(team.lead).id, team.lead, answers).case.id for _ in range(count)]


def compared(team: Team, new=NEW, old=OLD):
    return Reassessing(team.database, team.tenants).compare(team.tenant.id, old, new)


def test_cases_are_counted_by_what_they_are_and_would_be(team_on_each: Team) -> None:
    begins(team_on_each, CALM, 6)
    begins(team_on_each, CONSULT, 9)

    found = compared(team_on_each)

    # The smaller of the two stays hidden, or the pairs that no case has could be worked out.
    assert (found.total, found.same) == (15, Hidden.KEPT)
    assert found.different[RAISED] == 9


def test_no_small_number_is_told(team_on_each: Team) -> None:
    begins(team_on_each, CALM, 9)
    begins(team_on_each, CONSULT, 2)

    found = compared(team_on_each)

    # With the total known, the other number would tell the small one.
    assert found.total == 11
    assert not isinstance(found.same, int)
    assert [each for each in found.different.values() if isinstance(each, int)] == []


def test_of_a_handful_of_cases_nothing_is_told(team_on_each: Team) -> None:
    begins(team_on_each, CONSULT, 4)

    found = compared(team_on_each)

    assert (found.total, found.same, found.different) == (Hidden.FEW, Hidden.KEPT, {})


def test_what_is_for_the_head_alone_or_kept_from_somebody_is_in_no_number(team_on_each: Team) -> None:
    team = team_on_each
    begins(team, CALM, 5)
    first, *_ = begins(team, CONSULT, 7)
    before = compared(team)

    team.restricted()
    assert compared(team) == before

    team.keeping.keep_from(first, team.head, team.deputy.id)
    assert compared(team).total == 11


def test_closed_cases_other_guides_and_other_schools_are_not_counted(team_on_each: Team) -> None:
    team = team_on_each
    begins(team, CALM, 6)
    before = compared(team)

    team.files()
    other = team.another()
    begins(other, CONSULT, 6)

    assert compared(team) == before
    assert compared(team, old=replace(OLD, id="england_v0")).total is Hidden.FEW
    assert compared(other).total == 6


def test_nothing_is_written(team_on_each: Team) -> None:
    team = team_on_each
    [case_id, *_] = begins(team, CONSULT, 6)
    before = team.changes(case_id, team.head)

    compared(team)

    assert team.changes(case_id, team.head) == before


def test_a_school_that_is_not_there_is_said_by_name(team_on_each: Team) -> None:
    with pytest.raises(NotFound):
        Reassessing(team_on_each.database, team_on_each.tenants).compare("f" * 32, OLD, NEW)


def test_floors_that_the_school_has_raised_count_for_both_guides(team_on_each: Team) -> None:
    """What the new guide asks for, this school asks for already."""
    team = team_on_each
    text = UNDER_13S.replace('"age"', '"spread"').replace('"10_12"', '"few"').replace("REFER_CSC", "REFER_NOW")
    team.overlays.load(team.tenant.id, text)
    begins(team, CALM, 6)
    begins(team, CONSULT, 9)

    found = compared(team)

    # Of the same cases without its floors, nine would have come out differently.
    assert (found.total, found.different[RAISED]) == (15, Hidden.KEPT)
