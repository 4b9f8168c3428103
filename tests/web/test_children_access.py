"""To whom the children and the links of a case do not exist. Every route, with children and links that are there."""

from lti_tool.cases.model import Case
from lti_tool.tenants.model import Role, Staff
from tests.cases.team import EVERYONE, Team
from tests.cases.test_children import FACTS, adds
from tests.web.signed_in import Site
from tests.web.test_children_pages import site, text

__all__ = ["site"]

NOWHERE = "f" * 32
ABOUT_STAFF = EVERYONE | {"adult": "adult_staff"}


def prepared(team: Team) -> tuple[Case, Case, str]:
    """An ordinary case and one about a member of staff, each with a child, and the link between them."""
    ordinary, about_staff = team.sends(**EVERYONE), team.sends(**ABOUT_STAFF)
    for case in (ordinary, about_staff):
        adds(team, case)
    team.links.link(ordinary.id, team.head, about_staff.reference)
    return ordinary, about_staff, team.file(ordinary.id, team.head).linked[0].id


def nobodies(team: Team, *cases: Case) -> list[Staff]:
    elsewhere = team.another()
    elsewhere.names_children()
    named = team.person("named head", Role.HEAD, Role.LEAD)
    for case in cases:
        team.keeping.keep_from(case.id, team.head, named.id)
    return [team.reporter, team.colleague, team.administrator, elsewhere.lead, elsewhere.head, named]


def test_for_everybody_else_they_are_not_there(site: Site) -> None:
    team = site.team
    ordinary, about_staff, link = prepared(team)
    people = nobodies(team, ordinary, about_staff)
    before = [team.kinds(case.id) for case in (ordinary, about_staff)]

    pairs = [(person, case) for person in people for case in (ordinary, about_staff)]
    for person, case in [*pairs, (team.lead, about_staff), (team.deputy, about_staff)]:
        tab, here = site.as_(person), f"/cases/{case.id}"
        reads = ("/children", "/children/add", "/children/A", "/children/A/print", "/links")
        forms = {"/children/add/1": FACTS, "/children/A/0": FACTS, f"/links/{link}/undo": {}}
        forms["/links"] = {"reference": ordinary.reference}
        for path in reads:
            response, nothing = tab.gets(here + path), tab.gets(f"/cases/{NOWHERE}{path}")
            assert (response.status_code, response.get_data()) == (404, nothing.get_data()), (person.sub, path)
        for path, fields in forms.items():
            response, nothing = tab.posts(here + path, **fields), tab.posts(f"/cases/{NOWHERE}{path}", **fields)
            assert (response.status_code, response.get_data()) == (404, nothing.get_data()), (person.sub, path)

    assert [team.kinds(case.id) for case in (ordinary, about_staff)] == before
    assert len(team.file(ordinary.id, team.head).linked) == 1


def test_a_link_to_a_restricted_case_shows_to_the_head_and_leaves_no_sign_for_a_lead(site: Site) -> None:
    team = site.team
    ordinary, about_staff, link = prepared(team)
    lead, head = site.as_(team.lead), site.as_(team.head)

    for path in ("", "/links"):
        assert about_staff.reference in text(head.gets(f"/cases/{ordinary.id}{path}"))
        for sign in (about_staff.reference, about_staff.id, link):
            assert sign not in lead.gets(f"/cases/{ordinary.id}{path}").get_data(as_text=True)
    assert lead.posts(f"/cases/{ordinary.id}/links/{link}/undo").status_code == 404
    refused = lead.posts(f"/cases/{ordinary.id}/links", reference=about_staff.reference)
    unknown = lead.posts(f"/cases/{ordinary.id}/links", reference="ZZZZZZ")

    assert refused.status_code == unknown.status_code == 422
    assert text(refused).replace(about_staff.reference, "") == text(unknown).replace("ZZZZZZ", "")


def test_a_child_that_is_not_in_the_case_is_not_there(site: Site) -> None:
    ordinary, _about_staff, _link = prepared(site.team)
    lead = site.as_(site.team.lead)

    for label in ("B", "a", "AA", "add2", "%41%41"):
        for path in (label, f"{label}/print"):
            assert lead.gets(f"/cases/{ordinary.id}/children/{path}").status_code == 404, path
    assert lead.posts(f"/cases/{ordinary.id}/children/B/0", **FACTS).status_code == 404
