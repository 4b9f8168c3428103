"""Proposing a deletion: when it can be done, and what makes an administrator's page of it old."""

from collections.abc import Callable

import pytest

from lti_tool.cases.erasure_receipts import ErasureReason
from lti_tool.cases.model import Case, CaseChanged, NotNow
from lti_tool.tenants.model import Role
from tests.cases.team import Team
from tests.cases.test_erasing import OFFICER, agrees, places, proposes, version, waiting


@pytest.mark.parametrize("held", [True, False])
def test_a_case_that_is_open_or_on_hold_cannot_be_proposed(team: Team, held: bool) -> None:
    case = team.files() if held else team.decides()
    if held:
        team.holding.hold(case.id, team.lead, version(team, case), "A court may ask.")

    with pytest.raises(NotNow, match="on hold" if held else "Close it first"):
        proposes(team, case)


def held(team: Team, case: Case) -> None:
    team.holding.hold(case.id, team.deputy, version(team, case), "A court may ask.")


def held_and_released(team: Team, case: Case) -> None:
    held(team, case)
    team.holding.release(case.id, team.deputy, version(team, case), "It has not.")


def opened_again(team: Team, case: Case) -> None:
    team.ownership.reopen(case.id, team.deputy, version(team, case), "She has told the nurse more.")


def added_to(team: Team, case: Case) -> None:
    team.conversations.add(case.id, team.reporter, "She told me more.")


def withdrawn(team: Team, case: Case) -> None:
    team.erasures.withdraw(case.id, team.deputy)


def refused(team: Team, _case: Case) -> None:
    team.erasures.refuse(team.person("second", Role.ADMINISTRATOR), waiting(team)[0].id)


def proposed_by_nobody_any_more(team: Team, _case: Case) -> None:
    with team.database.transaction() as db:
        team.book.revoke(db, team.lead, Role.LEAD)


@pytest.mark.parametrize(
    "happens",
    [held, held_and_released, opened_again, added_to, withdrawn, refused, proposed_by_nobody_any_more],
)
def test_what_happens_after_the_proposal_makes_the_administrators_page_old(
    team_on_each: Team, happens: Callable[[Team, Case], None]
) -> None:
    team, case = team_on_each, team_on_each.files()
    proposes(team, case)
    seen = waiting(team)[0].id

    happens(team, case)

    assert waiting(team) == []
    with pytest.raises(NotNow, match="not proposed any more"):
        team.erasures.agree(team.administrator, seen)
    assert team.sees(team.deputy, case.id)
    assert places(team.database, case.reference) == {"cases"}


def test_after_a_refusal_it_can_be_proposed_again_and_the_history_tells_all_of_it(team: Team) -> None:
    case = team.files()
    proposes(team, case)
    team.erasures.refuse(team.administrator, waiting(team)[0].id)
    proposes(team, case, team.deputy)
    team.erasures.withdraw(case.id, team.head)

    told = [(each.kind, each.detail, each.by_staff_id) for each in team.changes(case.id)[-4:]]

    assert told == [
        ("erasure_proposed", {"why": "asked"}, team.lead.id),
        ("erasure_refused", {}, team.administrator.id),
        ("erasure_proposed", {"why": "asked"}, team.deputy.id),
        ("erasure_withdrawn", {}, team.head.id),
    ]
    with pytest.raises(NotNow, match="not proposed"):
        team.erasures.withdraw(case.id, team.lead)


def test_it_is_proposed_once_and_deleted_once(team: Team) -> None:
    case = team.files()
    proposes(team, case)
    with pytest.raises(NotNow, match="proposed already"):
        proposes(team, case, team.deputy)
    seen = waiting(team)[0].id
    agrees(team)

    with pytest.raises(NotNow, match="not proposed any more"):
        team.erasures.agree(team.administrator, seen)


def test_that_the_period_is_over_is_a_reason_only_when_it_is(team: Team) -> None:
    team.keeps_for(12)
    case = team.files()

    with pytest.raises(NotNow, match="not over"):
        proposes(team, case, reason=ErasureReason.PERIOD)
    team.clock.moves_on(days=400)
    proposes(team, case, reason=ErasureReason.PERIOD)

    assert waiting(team)[0].is_over


def test_what_was_opened_by_mistake_can_be_deleted_too(team: Team) -> None:
    case = team.starts(danger="no")
    team.reviews.close(case.id, team.lead, "A slip.")
    proposes(team, case, reason=ErasureReason.MISTAKE)

    assert waiting(team)[0].filed_at is None
    assert agrees(team).reason is ErasureReason.MISTAKE


def test_a_proposal_from_a_page_before_a_change_is_refused(team: Team) -> None:
    case = team.files()
    seen = version(team, case)
    held_and_released(team, case)

    with pytest.raises(CaseChanged):
        team.erasures.propose(case.id, team.lead, seen, OFFICER)
