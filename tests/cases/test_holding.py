"""Holds: a case that must be kept, who says so and why."""

import pytest

from lti_tool.cases.filing import Filed
from lti_tool.cases.model import Case, CaseChanged, CaseNotFound, NotNow
from lti_tool.tenants.model import Staff
from tests.cases.at_rest import stored
from tests.cases.team import Team
from tests.clock import START

WHY = "The Walrus inquiry has asked us to keep it"


def version(team: Team, case: Case) -> int:
    return team.file(case.id, team.head).desk.case.version


def holds(team: Team, case: Case, person: Staff | None = None) -> Case:
    return team.holding.hold(case.id, person or team.lead, version(team, case), WHY)


def test_a_hold_and_its_end_are_entries_of_the_history_with_their_reasons(team_on_each: Team) -> None:
    team = team_on_each
    case = team.files()

    held = holds(team, case)
    released = team.holding.release(case.id, team.deputy, held.version, "It has ended.")

    assert (held.held_at, held.status, released.held_at) == (START, case.status, None)
    told = [(each.kind, each.detail, each.by_staff_id) for each in team.changes(case.id)[-2:]]
    assert told == [
        ("held", {"words": WHY}, team.lead.id),
        ("released", {"words": "It has ended."}, team.deputy.id),
    ]


def test_the_reason_lies_encrypted(team_on_each: Team) -> None:
    holds(team_on_each, team_on_each.files())

    assert b"Walrus" not in stored(team_on_each.database)


def test_what_is_on_hold_is_not_due(team: Team) -> None:
    team.keeps_for(1)
    case = team.files()
    team.clock.moves_on(days=60)
    held = holds(team, case)
    assert team.retention.due(team.lead) == []

    team.holding.release(case.id, team.lead, held.version, "It has ended.")

    assert [each.id for each in team.retention.due(team.lead)] == [case.id]


def test_a_case_can_be_put_on_hold_while_it_is_open_and_stays_so_when_it_is_closed(team: Team) -> None:
    case = team.decides()
    held = holds(team, case)
    team.clock.moves_on(days=1)

    filed = team.filing.file(case.id, team.lead, held.version, Filed(on_file=True, where="CP file", rest="It is over."))

    assert (held.held_at, filed.held_at) == (START, START)


def test_it_is_put_on_hold_once_and_taken_off_once(team: Team) -> None:
    case = team.files()
    with pytest.raises(NotNow, match="not on hold"):
        team.holding.release(case.id, team.lead, version(team, case), "It has ended.")
    holds(team, case)

    with pytest.raises(NotNow, match="on hold already"):
        holds(team, case, team.deputy)


def test_a_form_from_before_a_change_changes_nothing(team: Team) -> None:
    case = team.files()
    seen = version(team, case)
    team.ownership.reopen(case.id, team.lead, seen, "The school nurse has told us more.")

    with pytest.raises(CaseChanged):
        team.holding.hold(case.id, team.deputy, seen, WHY)

    assert team.file(case.id).desk.case.held_at is None


def test_of_a_case_about_a_member_of_staff_only_the_head_says_so(team: Team) -> None:
    case = team.files(adult="adult_staff", person=team.head)

    for nobody in (team.lead, team.deputy, team.reporter, team.administrator, team.another().head):
        with pytest.raises(CaseNotFound):
            holds(team, case, nobody)

    assert holds(team, case, team.head).held_at == START
