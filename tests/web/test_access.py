"""Every route, with every kind of person, against every kind of case.

What somebody may not see must look exactly like what does not exist: the same status, the same page.
"""

import re
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from lti_tool.tenants.hosts import Hosts
from lti_tool.tenants.model import Role, Staff
from lti_tool.web.addresses import Id128
from lti_tool.web.public import is_public
from tests.cases.team import EVERYONE, Team
from tests.web.signed_in import ORIGIN, Site, Tab, another_host

NOWHERE = "f" * 32

PLACE = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")

# What any of the forms could ask for.
FIELDS = {"question": "danger", "choice": "yes", "text": "Words.", "reason": "A reason.", "staff": "0" * 32}

# What a reporter may use on a case of their own. Everything else is for leads: for a reporter it is not there.
REPORTERS = {
    "assessment.resume",
    "assessment.ask",
    "assessment.save",
    "assessment.first",
    "assessment.elsewhere",
    "helping.at_question",
    "helping.at_instruction",
    "sending.check",
    "sending.send",
    "sending.sent",
    "conversation.add_form",
    "conversation.add",
    "conversation.disagree_form",
    "conversation.disagree",
    "review.case",
}
# Anybody may ask these, signed in or not; what they say is nobody's.
PUBLIC = {"system.health", "system.ready", "system.keys", "system.static", "schemas.record"}
# And the guide, which has tests of its own (test_guide_pages.py).

# For a machine that has a token (test_metrics.py). For everybody else there is none.
FOR_MACHINES = {"metrics.show"}

# Who sees what, by the name of the person: an ordinary case of the reporter's, and one about a member of staff.
SEES = {
    "reporter": (True, True),
    "colleague": (False, False),
    "lead": (True, False),
    "deputy": (True, False),
    "head": (True, True),
    "administrator": (False, False),
    "a lead elsewhere on the host": (False, False),
    "a head elsewhere on the host": (False, False),
    "a lead on another host": (False, False),
    "everything at once elsewhere": (False, False),
}


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def people(site: Site) -> dict[str, Staff]:
    team = site.team
    same_host = team.another()
    with site.database.transaction() as db:
        host = Hosts(team.clock, team.ids).add(db, another_host(2))
    other_host = Team(site.database, team.clock, team.ids, host)
    return {
        "reporter": team.reporter,
        "colleague": team.colleague,
        "lead": team.lead,
        "deputy": team.deputy,
        "head": team.head,
        "administrator": team.administrator,
        "a lead elsewhere on the host": same_host.lead,
        "a head elsewhere on the host": same_host.head,
        "a lead on another host": other_host.lead,
        "everything at once elsewhere": same_host.person("everything", *Role),
    }


@pytest.fixture
def cases(site: Site) -> tuple[Case, Case]:
    """An ordinary case and one about a member of staff, neither of them sent: most can be done to such a one."""
    ordinary = site.team.starts(**EVERYONE)
    return ordinary, site.team.starts(**(EVERYONE | {"adult": "adult_staff"}))


def routes(site: Site, *, of_a_case: bool) -> Iterator[tuple[Rule, str]]:
    """Every route with each of its methods."""
    for rule in site.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if ("case_id" in rule.arguments) is of_a_case:
                yield rule, method


def address(rule: Rule, case_id: str) -> str:
    """A route's address with something in each of its places."""
    ids = {name: NOWHERE for name, kind in rule._converters.items() if isinstance(kind, Id128)}
    places = {"slug": "danger", "version": "1", "name": "app.css", "way": "override", "label": "A"}
    places |= {"guide_id": "england_v1"} | ids | {"case_id": case_id}
    return PLACE.sub(lambda found: places.get(found[1], "x"), rule.rule)


def ask(tab: Tab, rule: Rule, method: str, case_id: str) -> TestResponse:
    if method == "GET":
        return tab.gets(address(rule, case_id))
    return tab.posts(address(rule, case_id), **FIELDS)


def shown(response: TestResponse) -> tuple[int, str, str | None]:
    """All that tells one answer from another."""
    return response.status_code, response.get_data(as_text=True), response.headers.get("Location")


@pytest.mark.parametrize("name", SEES)
def test_what_a_person_may_not_see_is_the_same_as_what_does_not_exist(
    site: Site, people: dict[str, Staff], cases: tuple[Case, Case], name: str
) -> None:
    tab, walked = site.as_(people[name]), 0
    before = [site.team.kinds(case.id) for case in cases]

    for rule, method in routes(site, of_a_case=True):
        nothing = ask(tab, rule, method, NOWHERE)
        assert nothing.status_code == 404, (rule, method)
        # What they typed comes back to them, and is all that does.
        assert ("Your reasons: A reason." in nothing.get_data(as_text=True)) == (method == "POST"), (rule, method)
        for case, sees in zip(cases, SEES[name], strict=True):
            is_theirs = sees and (name != "reporter" or rule.endpoint in REPORTERS)
            if not is_theirs:
                assert shown(ask(tab, rule, method, case.id)) == shown(nothing), (rule, method)
                walked += 1

    assert walked >= {"head": 0, "reporter": 10, "lead": 15, "deputy": 15}.get(name, 30)
    assert [site.team.kinds(case.id) for case in cases] == before


@pytest.mark.parametrize("name", [name for name, sees in SEES.items() if any(sees)])
def test_what_a_person_may_see_never_breaks(
    site: Site, people: dict[str, Staff], cases: tuple[Case, Case], name: str
) -> None:
    tab = site.as_(people[name])
    for rule, method in routes(site, of_a_case=True):
        for case, sees in zip(cases, SEES[name], strict=True):
            if sees and (name != "reporter" or rule.endpoint in REPORTERS):
                response = ask(tab, rule, method, case.id)
                # Not now (409) and not like this (422) are answers; a page that is not there, after closing, as well.
                assert response.status_code in {200, 303, 404, 409, 422}, (rule, method, response.status_code)


def test_a_signed_out_browser_is_told_the_same_for_every_case(site: Site, cases: tuple[Case, Case]) -> None:
    tab = site.as_(None)
    for rule, method in routes(site, of_a_case=True):
        answers = {shown(ask(tab, rule, method, case_id)) for case_id in (NOWHERE, *(case.id for case in cases))}
        assert len(answers) == 1, (rule, method)
        assert answers.pop()[0] == (403 if method == "GET" else 400), (rule, method)


def test_somebody_named_in_a_case_finds_nothing_of_it(site: Site, cases: tuple[Case, Case]) -> None:
    team, restricted = site.team, cases[1]
    other_head = team.person("other head", Role.HEAD, Role.LEAD)
    team.keeping.keep_from(restricted.id, team.head, other_head.id)
    tab = site.as_(other_head)

    for rule, method in routes(site, of_a_case=True):
        nothing = ask(tab, rule, method, NOWHERE)
        assert shown(ask(tab, rule, method, restricted.id)) == shown(nothing), (rule, method)
    assert restricted.reference not in tab.gets("/cases").get_data(as_text=True)


@pytest.mark.parametrize("case_id", ["abc", "F" * 32, "f" * 31, "f" * 33, "%00" * 32, "../" + NOWHERE, "-1", "1"])
def test_an_id_that_is_none_is_a_page_that_is_none(site: Site, case_id: str) -> None:
    response = site.as_(site.team.lead).gets(f"/cases/{case_id}")

    assert response.status_code == 404
    assert "Page not found" in response.get_data(as_text=True)


def test_no_page_of_anybodys_breaks_and_nobody_reads_a_list_that_is_not_theirs(
    site: Site, people: dict[str, Staff], cases: tuple[Case, Case]
) -> None:
    for name, who in [*people.items(), ("nobody", None)]:
        tab = site.as_(who)
        for rule, method in routes(site, of_a_case=False):
            response = ask(tab, rule, method, NOWHERE)
            assert response.status_code < 500, (name, rule, method)
            words = response.get_data(as_text=True)
            for case, sees in zip(cases, SEES.get(name, (False, False)), strict=True):
                may_read = sees and (name, rule.endpoint) in LISTS
                assert (case.reference in words or case.id in words) <= may_read, (name, rule, method)


# Where the id or the reference of a case may stand: on its reporter's first page, and on a lead's list.
LISTS = {("reporter", "start.start"), *[(name, "review.queue") for name in ("lead", "deputy", "head")]}


def test_a_signed_out_browser_opens_nothing_but_what_is_public(site: Site) -> None:
    tab = site.as_(None)
    for rule, method in routes(site, of_a_case=False):
        response = ask(tab, rule, method, NOWHERE)
        if rule.endpoint in FOR_MACHINES:
            assert response.status_code == 404
        elif rule.endpoint not in PUBLIC and not rule.rule.startswith("/lti/") and not is_public(rule.rule):
            assert response.status_code == (403 if method == "GET" else 400), (rule, method)


@pytest.mark.parametrize("token", [None, "", "a-token", "somebody else's"])
def test_a_form_without_its_own_token_changes_nothing(site: Site, cases: tuple[Case, Case], token: str | None) -> None:
    team, tab = site.team, site.as_(site.team.head)
    given = FIELDS | ({} if token is None else {"csrf_token": token})
    if token == "somebody else's":
        given["csrf_token"] = site.as_(team.lead).token
    before = [team.kinds(case.id) for case in cases]

    every = [*routes(site, of_a_case=True), *routes(site, of_a_case=False)]
    ours = [rule for rule, method in every if method == "POST" and not rule.rule.startswith("/lti/")]
    for rule in ours:
        assert tab.client.post(address(rule, cases[0].id), data=given).status_code == 400, rule

    assert len(ours) >= 8
    assert [team.kinds(case.id) for case in cases] == before
    assert len(team.queue_of(team.head)) == 2


def test_every_page_says_it_is_not_to_be_kept_nor_framed_by_others(site: Site, cases: tuple[Case, Case]) -> None:
    tab = site.as_(site.team.head)
    for rule, method in routes(site, of_a_case=True):
        if method == "GET":
            headers = tab.gets(address(rule, cases[0].id)).headers
            assert headers["Cache-Control"] == "no-store", rule
            assert "default-src 'none'" in headers["Content-Security-Policy"], rule
            assert f"frame-ancestors {ORIGIN}" in headers["Content-Security-Policy"], rule
