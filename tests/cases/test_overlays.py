"""What a school adds to its guide: undecided cases follow at once and say so, decided ones keep what they had."""

import pytest
import sqlalchemy as sa

from lti_tool.cases.decisions import computed_level
from lti_tool.cases.local import Local, keep
from lti_tool.cases.model import Case, CaseChanged
from lti_tool.cases.overlays import OverlayRefused
from lti_tool.cases.tables_overlays import tenant_overlays
from lti_tool.guidance.model import Level
from lti_tool.guidance.overlay import NO_OVERLAY
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import EVERYONE, LEAD, Team
from tests.cases.test_notices import due, first
from tests.guidance.local import UNDER_13S

LINKS = UNDER_13S[: UNDER_13S.index("[[floors]]")]
AT_ONCE = UNDER_13S.replace("REFER_CSC", "REFER_NOW")
ELEVEN = {"age": "10_12"}


def loads(team: Team, text: str = UNDER_13S) -> int:
    return team.overlays.load(team.tenant.id, text).followed


def complete(team: Team, **answers: str) -> Case:
    """A case in which everything is answered, and nothing is decided."""
    case = team.sends(**EVERYONE)
    return team.answers(case.id, team.lead, **(LEAD | answers)).case


def listed(team: Team, case: Case) -> Level:
    """Its level in the lead's list."""
    return next(each.level for each in team.queues.of(team.lead).cases if each.id == case.id)


def computed(team: Team, case: Case) -> Level:
    """What the answers ask for on its page."""
    return computed_level(team.file(case.id).desk)


def floors(team: Team, case: Case) -> list[dict[str, str]]:
    return [dict(event.detail) for event in team.file(case.id, team.head).history if event.kind == "floors"]


def test_an_undecided_case_follows_at_once_on_its_page_and_in_the_list(team_on_each: Team) -> None:
    team = team_on_each
    case, older = complete(team, **ELEVEN), complete(team)
    assert listed(team, case) is computed(team, case) is Level.CONSULT

    assert loads(team) == 2

    assert listed(team, case) is computed(team, case) is Level.REFER_CSC
    assert listed(team, older) is computed(team, older) is Level.MANAGE
    assert floors(team, case) == [{"from": "CONSULT", "to": "REFER_CSC"}]
    assert floors(team, older) == [{"from": "MANAGE", "to": "MANAGE"}]


def test_a_case_is_assessed_with_the_floors_in_force_when_it_is_answered(team_on_each: Team) -> None:
    loads(team_on_each)

    case = complete(team_on_each, **ELEVEN)

    assert listed(team_on_each, case) is computed(team_on_each, case) is Level.REFER_CSC
    assert floors(team_on_each, case) == []


def test_a_case_that_begins_asks_at_once_for_what_the_school_asks_when_nothing_is_known(team: Team) -> None:
    loads(team, UNDER_13S.replace("10_12", "nk"))

    assert team.starts().level is Level.REFER_CSC


def test_when_floors_are_taken_away_undecided_cases_follow_and_say_so(team_on_each: Team) -> None:
    team = team_on_each
    loads(team)
    case = complete(team, **ELEVEN)

    loads(team, "")

    assert listed(team, case) is computed(team, case) is Level.CONSULT
    assert floors(team, case) == [{"from": "REFER_CSC", "to": "CONSULT"}]


def test_a_decided_case_keeps_the_floors_that_it_was_decided_with(team_on_each: Team) -> None:
    team = team_on_each
    loads(team)
    raised, plain = team.decides(**ELEVEN), team.decides()
    before = team.file(raised.id).desk

    loads(team, "")
    closed = team.files_this(plain)

    after = team.file(raised.id).desk
    assert (after.case.level, after.case.decided_level) == (Level.REFER_CSC, Level.REFER_CSC)
    assert computed(team, raised) is Level.REFER_CSC
    assert (after.guide, after.local) == (before.guide, before.local)
    assert team.file(closed.id).desk.local == before.local
    assert floors(team, raised) == floors(team, closed) == []


def test_a_decision_names_the_version_of_the_floors_that_it_was_made_with(team: Team) -> None:
    plain = team.decides()
    loads(team)
    loads(team, AT_ONCE)

    raised = team.decides()

    assert team.file(raised.id).decisions[0].record["local"] == "2"
    assert "local" not in team.file(plain.id).decisions[0].record


def test_a_case_that_is_opened_again_follows_and_says_so(team_on_each: Team) -> None:
    team = team_on_each
    case = team.decides(**ELEVEN)
    loads(team)
    assert computed(team, case) is Level.CONSULT

    team.ownership.reopen(case.id, team.lead, case.version, "A second child.")

    assert listed(team, case) is computed(team, case) is Level.REFER_CSC
    assert floors(team, case) == [{"from": "CONSULT", "to": "REFER_CSC"}]


def test_a_closed_case_that_its_reporter_adds_to_follows_and_says_so(team_on_each: Team) -> None:
    team = team_on_each
    case = team.files(**ELEVEN)
    loads(team)

    team.conversations.add(case.id, team.reporter, "He has sent it on.")

    assert listed(team, case) is computed(team, case) is Level.REFER_CSC
    assert floors(team, case) == [{"from": "CONSULT", "to": "REFER_CSC"}]


def test_an_opened_case_that_has_become_urgent_is_news_and_calls_again(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    team.file(case.id)
    team.answers(case.id, team.lead, **(LEAD | ELEVEN))

    loads(team, AT_ONCE)

    assert next(each for each in team.queues.of(team.lead).cases if each.id == case.id).news_at == team.clock.now()
    assert due(team)[-1] == (f"{case.id}/2", True)


def test_a_case_that_is_not_sent_calls_once_it_has_become_urgent(team: Team) -> None:
    case = team.starts(danger="no")
    assert due(team) == []

    loads(team, AT_ONCE.replace("10_12", "nk"))

    assert due(team) == [(first(case), True)]


def test_a_form_made_before_the_floors_changed_decides_nothing(team: Team) -> None:
    case = complete(team, **ELEVEN)
    version = team.file(case.id).desk.case.version
    loads(team)

    with pytest.raises(CaseChanged):
        team.confirms(case.id, team.lead, version, "As the answers ask.")


def test_new_links_alone_change_no_case(team_on_each: Team) -> None:
    team = team_on_each
    case = complete(team, **ELEVEN)
    loads(team)
    before = team.file(case.id).desk.case

    assert loads(team, UNDER_13S.replace("/oakfield", "/oakfield/2027")) == 0

    after = team.file(case.id).desk.case
    assert (after.version, after.level, after.news_at) == (before.version, before.level, before.news_at)
    assert len(floors(team, case)) == 1
    assert team.overlays.of(team.tenant.id).links[0].url.endswith("/oakfield/2027")


def test_links_alone_leave_every_outcome_as_it_was(team: Team) -> None:
    case = complete(team, **ELEVEN)

    assert loads(team, LINKS) == 0
    assert computed(team, case) is Level.CONSULT


def test_what_is_refused_leaves_the_one_in_force(team_on_each: Team) -> None:
    team = team_on_each
    case = complete(team, **ELEVEN)
    loads(team)
    before = team.overlays.in_force(team.tenant.id)

    with pytest.raises(OverlayRefused, match="line 15: it lowers age > 10_12"):
        loads(team, UNDER_13S.replace("REFER_CSC", "MANAGE"))

    assert team.overlays.in_force(team.tenant.id) == before
    assert computed(team, case) is Level.REFER_CSC
    assert len(floors(team, case)) == 1


def test_every_version_stays(team: Team) -> None:
    for text in (UNDER_13S, "", UNDER_13S):
        loads(team, text)

    with team.database.reading() as db:
        numbers = db.execute(sa.select(tenant_overlays.c.number).order_by(tenant_overlays.c.number)).scalars().all()
    assert numbers == [1, 2, 3]


def test_one_schools_floors_are_not_anothers(team_on_each: Team) -> None:
    team, other = team_on_each, team_on_each.another()
    theirs = complete(other, **ELEVEN)

    loads(team)

    assert other.overlays.of(other.tenant.id) == NO_OVERLAY
    assert listed(other, theirs) is computed(other, theirs) is Level.CONSULT
    with pytest.raises(NotFound):
        team.overlays.load("oakfield", UNDER_13S)


def test_nothing_of_it_can_be_read_in_the_database(team: Team) -> None:
    loads(team)

    with team.database.reading() as db:
        [sealed] = db.execute(sa.select(tenant_overlays.c.text)).scalars()
    assert b"Jo Ode" not in sealed


def test_the_doctor_says_where_what_a_school_adds_does_not_fit_the_newest_guide(team: Team) -> None:
    assert team.overlays.examine() == []
    loads(team)
    assert [(each.what, each.ok) for each in team.overlays.examine()] == [
        (f"tenant {team.tenant.id}: local overlay", True)
    ]

    with team.database.transaction() as db:
        cipher = team.tenants.cipher(db, team.tenant.id)
        keep(db, cipher, team.tenant.id, Local("f" * 32, 2, team.clock.now(), UNDER_13S.replace("10_12", "11")))

    [finding] = team.overlays.examine()
    assert not finding.ok
    assert "signpost guide overlay" in finding.advice
    assert "age has no option '11'" in finding.advice
