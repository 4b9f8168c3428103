"""An agreement to delete a school is for its cases as they were: what comes later has to be agreed to as well."""

from collections.abc import Callable

import pytest

from lti_tool.cases.leaving import DeletionRefused
from lti_tool.cases.model import Case
from tests.cases.team import Team
from tests.cases.test_erasing import places
from tests.cases.test_leaving import agreed, deletes


def is_held(team: Team, case: Case) -> None:
    team.holding.hold(case.id, team.head, team.file(case.id, team.head).desk.case.version, "A court asked today.")


def is_open_again(team: Team, case: Case) -> None:
    team.conversations.add(case.id, team.reporter, "It has begun again.")


def another_begins(team: Team, _case: Case) -> None:
    team.starts(danger="yes")


@pytest.mark.parametrize("happens", [is_held, is_open_again, another_begins])
def test_what_happens_to_cases_after_an_agreement_was_not_agreed_to(
    team_on_each: Team, happens: Callable[[Team, Case], None]
) -> None:
    team = team_on_each
    case = team.files()
    agreed(team)
    team.clock.moves_on(minutes=5)
    happens(team, case)

    with pytest.raises(DeletionRefused, match="without --agreed"):
        deletes(team, even_open=True)

    assert team.sees(team.head, case.id)
    team.clock.moves_on(minutes=5)
    assert team.leaving.ask(team.tenant.id, even_open=True).agreed_by is None
    with pytest.raises(DeletionRefused, match="has agreed yet"):
        deletes(team, even_open=True)
    team.leaving.answer(team.head, agrees=True)
    deletes(team, even_open=True)
    assert places(team.database, case.id) == set()


def test_asking_again_keeps_an_agreement_while_nothing_has_changed(team: Team) -> None:
    team.files()
    agreed(team)
    team.clock.moves_on(minutes=5)

    again = team.leaving.ask(team.tenant.id, even_open=False)

    assert again.agreed_by is not None
    assert again.agreed_by.id == team.head.id
