"""Cases that belong together: seen by those who may see both, and by nobody else."""

import pytest

from lti_tool.cases.links import NoSuchCase
from lti_tool.cases.model import Case, CaseNotFound, NotNow
from lti_tool.tenants.model import Role, Staff
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import EVERYONE, Team
from tests.cases.test_at_once import at_once


def linked(team: Team, case: Case, person: Staff | None = None) -> list[str]:
    return [each.case.id for each in team.file(case.id, person or team.lead).linked]


def test_two_cases_are_linked_by_reference_and_each_shows_the_other(team_on_each: Team) -> None:
    team = team_on_each
    one, other, third = (team.sends(**EVERYONE) for _ in range(3))

    team.links.link(one.id, team.lead, other.reference)
    team.clock.moves_on(minutes=1)
    team.links.link(one.id, team.deputy, third.reference)

    assert linked(team, one) == [other.id, third.id]
    assert linked(team, other) == linked(team, third) == [one.id]


@pytest.mark.parametrize("typed", [str.lower, lambda words: f"  {words[:3]} {words[3:]} "])
def test_a_reference_is_read_as_it_was_meant(team: Team, typed) -> None:
    one, other = team.sends(**EVERYONE), team.sends(**EVERYONE)

    team.links.link(one.id, team.lead, typed(other.reference))

    assert linked(team, one) == [other.id]


def test_linking_twice_and_from_both_sides_at_once_is_one_link(team_on_each: Team) -> None:
    team = team_on_each
    for _ in range(4):
        one, other = team.starts(danger="no"), team.starts(team.colleague, danger="no")

        ends = at_once(
            lambda one=one, other=other: team.links.link(one.id, team.lead, other.reference),
            lambda one=one, other=other: team.links.link(other.id, team.deputy, one.reference),
        )
        team.links.link(one.id, team.lead, other.reference)

        assert ends == [None, None]
        assert linked(team, one) == [other.id]
        for case in (one, other):
            team.reviews.close(case.id, team.lead, "By mistake.")


def test_what_does_not_exist_and_what_one_may_not_see_are_the_same(team: Team) -> None:
    case, about_staff, elsewhere = team.sends(**EVERYONE), team.restricted(), team.another().sends(**EVERYONE)
    kept = team.sends(**EVERYONE)
    team.keeping.keep_from(kept.id, team.head, team.lead.id)

    for reference in ("000000", "", case.reference, about_staff.reference, elsewhere.reference, kept.reference):
        with pytest.raises(NoSuchCase):
            team.links.link(case.id, team.lead, reference)

    assert linked(team, case) == []


def test_a_link_to_a_restricted_case_is_the_heads_alone(team: Team) -> None:
    case, about_staff = team.sends(**EVERYONE), team.restricted()
    before, history = team.file(case.id), team.changes(case.id)

    team.links.link(case.id, team.head, about_staff.reference)

    assert linked(team, case, team.head) == [about_staff.id]
    assert linked(team, about_staff, team.head) == [case.id]
    after = team.file(case.id)
    assert (after.linked, team.changes(case.id), after.desk.case) == ([], history, before.desk.case)


def test_a_link_is_hidden_from_the_moment_in_which_the_other_case_becomes_restricted(team: Team) -> None:
    case, other = team.sends(**EVERYONE), team.sends(**EVERYONE)
    team.links.link(case.id, team.lead, other.reference)

    team.answers(other.id, team.head, adult="adult_staff")

    assert linked(team, case) == []
    assert linked(team, case, team.head) == [other.id]
    assert about_it(team, case, other) == []


def about_it(team: Team, case: Case, other: Case) -> list[str]:
    """What a lead can read of the other case in this one's file."""
    file = team.file(case.id)
    words = str([(event.kind, event.detail) for event in file.history]) + str(
        [each.name for each in file.people.values()]
    )
    return [sign for sign in (other.id, other.reference) if sign in words]


def test_a_link_to_a_case_that_is_kept_from_somebody_does_not_show_to_them(team: Team) -> None:
    case, other = team.sends(**EVERYONE), team.sends(**EVERYONE)
    team.links.link(case.id, team.deputy, other.reference)

    team.keeping.keep_from(other.id, team.head, team.lead.id)

    assert linked(team, case) == []
    assert linked(team, case, team.deputy) == [other.id]


def test_ones_own_report_is_no_case_to_link_once_it_is_for_the_head_alone(team: Team) -> None:
    case = team.sends(**EVERYONE)
    own = team.starts(team.lead, danger="no", strand="images", distress="coping", adult="adult_staff")

    with pytest.raises(NoSuchCase):
        team.links.link(case.id, team.lead, own.reference)


def test_a_link_is_taken_away_by_somebody_who_sees_it_and_can_be_made_again(team: Team) -> None:
    case, other = team.sends(**EVERYONE), team.sends(**EVERYONE)
    team.links.link(case.id, team.lead, other.reference)
    link = team.file(case.id).linked[0].id

    team.links.unlink(other.id, team.deputy, link)
    assert linked(team, case) == []
    with pytest.raises(NotFound):
        team.links.unlink(case.id, team.lead, link)
    team.links.link(case.id, team.lead, other.reference)

    assert linked(team, case) == [other.id]


def test_nobody_takes_away_a_link_that_they_do_not_see(team: Team) -> None:
    case, about_staff, third = team.sends(**EVERYONE), team.restricted(), team.sends(**EVERYONE)
    team.links.link(case.id, team.head, about_staff.reference)
    link = team.file(case.id, team.head).linked[0].id

    for person, seen in ((team.lead, case), (team.head, third)):
        with pytest.raises(NotFound):
            team.links.unlink(seen.id, person, link)

    assert linked(team, case, team.head) == [about_staff.id]


def test_who_has_no_list_links_nothing_and_a_closed_case_is_opened_first(team: Team) -> None:
    case, other = team.sends(**EVERYONE), team.starts(team.colleague, danger="no")
    for nobody in (team.reporter, team.colleague, team.administrator, team.another().head):
        with pytest.raises(CaseNotFound):
            team.links.link(case.id, nobody, other.reference)

    team.reviews.close(other.id, team.lead, "By mistake.")
    with pytest.raises(NotNow):
        team.links.link(other.id, team.lead, case.reference)
    team.links.link(case.id, team.lead, other.reference)

    assert linked(team, case) == [other.id]


def test_a_person_who_loses_their_role_loses_the_links(team: Team) -> None:
    case, other = team.sends(**EVERYONE), team.restricted()
    deputy_head = team.person("deputy head", Role.LEAD)

    team.links.link(case.id, team.head, other.reference)

    assert linked(team, case, deputy_head) == []
