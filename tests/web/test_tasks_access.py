"""To whom the tasks of a case do not exist. Every route, with the ids of tasks that are there."""

from lti_tool.tenants.model import Role, Staff
from tests.cases.team import Team
from tests.web.signed_in import Site
from tests.web.test_tasks_pages import form, place, site, text

__all__ = ["site"]

NOWHERE = "f" * 32


def who_sees_nothing(team: Team) -> list[Staff]:
    elsewhere = team.another()
    named = team.person("named head", Role.HEAD, Role.LEAD)
    return [team.reporter, team.colleague, team.administrator, elsewhere.lead, elsewhere.head, named]


def test_for_everybody_else_a_task_and_a_closing_are_not_there(site: Site) -> None:
    team = site.team
    ordinary, about_staff = team.decides(), team.decides(adult="adult_staff", person=team.head)
    *outside, named = who_sees_nothing(team)
    for case in (ordinary, about_staff):
        team.keeping.keep_from(case.id, team.head, named.id)
    before = [team.changes(case.id, team.head) for case in (ordinary, about_staff)]

    nobody = [(person, case) for person in (*outside, named) for case in (ordinary, about_staff)]
    for person, case in [*nobody, (team.lead, about_staff), (team.deputy, about_staff)]:
        task, tab = place(team, case, "all_meeting"), site.as_(person)
        for path in (f"/cases/{case.id}/actions", task, f"/cases/{case.id}/file"):
            response, nothing = tab.gets(path), tab.gets(path.replace(case.id, NOWHERE))
            assert (response.status_code, response.get_data()) == (404, nothing.get_data()), (person.sub, path)
        for path, fields in ((f"{task}/done/0", {}), (f"{task}/0", form()), (f"/cases/{case.id}/file/1", {})):
            response, nothing = tab.posts(path, **fields), tab.posts(path.replace(case.id, NOWHERE), **fields)
            assert (response.status_code, response.get_data()) == (404, nothing.get_data()), (person.sub, path)

    assert [team.changes(case.id, team.head) for case in (ordinary, about_staff)] == before


def test_a_restricted_case_that_is_overdue_shows_in_nobody_elses_list(site: Site) -> None:
    case = site.team.decides(adult="adult_staff", person=site.team.head)
    site.team.clock.moves_on(days=3)

    for show in ("waiting", "mine", "nobodys", "decided", "closed"):
        said = text(site.as_(site.team.lead).gets(f"/cases?show={show}"))
        assert case.reference not in said
        assert "Overdue" not in said
    assert "Overdue" in text(site.as_(site.team.head).gets("/cases?show=decided"))
