"""The public guide: the same for everybody, whoever they are and whether or not the database is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from lti_tool.guidance.library import load
from lti_tool.guidance.model import Kind, Strand
from lti_tool.system.database import Database
from lti_tool.tenants.model import Nation
from lti_tool.web.public import is_public
from lti_tool.web.show.guide import NATIONS
from tests.cases.team import EVERYONE
from tests.told import told_to_any_database
from tests.web.signed_in import Site


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def addresses(site: Site) -> list[str]:
    """Every page of the guide that has an address without a place in it."""
    rules = [rule for rule in site.app.url_map.iter_rules() if is_public(rule.rule) and not rule.arguments]
    return sorted(rule.rule for rule in rules)


@pytest.fixture
def asked(site: Site) -> Iterator[list[str]]:
    """What the database is asked while the test runs."""
    said: list[str] = []

    with told_to_any_database(lambda _connection, statement: said.append(statement)):
        yield said


def test_anybody_reads_the_same_and_no_cookie_is_set(site: Site) -> None:
    team = site.team
    case = team.sends(**EVERYONE)
    readers = [site.as_(who) for who in (None, team.reporter, team.lead, team.head, team.administrator)]

    assert "/guide" in addresses(site)
    for path in addresses(site):
        answers = [tab.gets(path) for tab in readers]
        assert {each.status_code for each in answers} == {200}, path
        assert len({each.get_data() for each in answers}) == 1, path
        assert not any("Set-Cookie" in each.headers for each in answers), path
        for private in (case.reference, case.id, team.tenant.name, "Lead Person"):
            assert private not in answers[2].get_data(as_text=True), path


def test_nothing_is_asked_of_the_database(site: Site, asked: list[str]) -> None:
    lead = site.as_(site.team.lead)
    lead.gets("/start")
    assert asked, "a page of a person's own asks it"
    asked.clear()

    for path in addresses(site):
        assert lead.gets(path).status_code == 200
    assert asked == []


def test_it_may_stand_in_a_platforms_frame_and_changes_nothing(site: Site) -> None:
    for path in addresses(site):
        answer = site.as_(None).gets(path)
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        # A search asks for a page like a link does.
        for control in ('method="post"', "csrf_token", "formaction"):
            assert control not in answer.get_data(as_text=True), path


def test_each_page_says_which_guide_it_is_and_leads_to_every_other(site: Site) -> None:
    for path in addresses(site):
        page = site.as_(None).gets(path).get_data(as_text=True)
        assert "England, version 1. Sources read in November 2026." in page
        for other in addresses(site):
            assert f'href="{other}"' in page, (path, other)
        assert page.count(' aria-current="page"') >= 1


@pytest.mark.parametrize("nation", [each for each in Nation if each is not Nation.ENGLAND])
def test_another_nation_is_told_that_the_guide_is_not_its_own_and_stays_chosen(site: Site, nation: Nation) -> None:
    index = site.as_(None).gets(f"/guide?nation={nation.value}").get_data(as_text=True)
    linked = [path for path in addresses(site) if f'href="{path}?nation={nation.value}"' in index]
    assert {"/guide", "/guide/flowchart", "/guide/factors"} <= set(linked)
    for path in linked:
        answer = site.as_(None).gets(f"{path}?nation={nation.value}")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200, path
        assert f"No guide for {NATIONS[nation]} has been written yet: use your national guidance" in page
        assert "The rules here were written for England." in page
        assert f'href="/guide?nation={nation.value}"' in page


@pytest.mark.parametrize("asked_for", ["france", "", "England", "../england", "england_v1", "%00", "%ff", "x" * 3000])
def test_any_other_nation_is_a_page_that_says_which_there_are(site: Site, asked_for: str) -> None:
    for path in addresses(site):
        answer = site.as_(None).gets(f"{path}?nation={asked_for}")
        assert answer.status_code == 404, path
        page = answer.get_data(as_text=True)
        assert "Choose one of: England, Wales, Scotland, Northern Ireland." in page
        assert not asked_for or asked_for == "England" or asked_for not in page


def test_a_flood_from_one_address_shuts_out_that_address_alone(site: Site) -> None:
    site.app.config["SIGNPOST_PER_READERS"] = 5
    client = site.as_(site.team.lead).client

    def reads(address: str) -> int:
        return client.get("/guide", environ_overrides={"REMOTE_ADDR": address}).status_code

    assert [reads("192.0.2.1") for _ in range(6)] == [200] * 5 + [429]
    assert reads("192.0.2.2") == 200
    assert client.get("/start", environ_overrides={"REMOTE_ADDR": "192.0.2.1"}).status_code == 200


def test_the_police_message_is_told_with_its_source_and_no_claim_on_the_original(site: Site) -> None:
    page = site.as_(None).gets("/guide").get_data(as_text=True)

    for words in (
        "put the safety, welfare and education of the children involved first",
        "A police response is not always needed",
        "restore what was harmed",
        "secure evidence early",
        "fairly and in proportion",
        "That is not a conviction",
        "or that no record will stay",
        "Reporting Online Flowchart",
        "Safe4Me Toolkit",
        "We have not seen that flowchart",
        "have not checked or endorsed this guide",
        "Hampshire and Isle of Wight Constabulary, Safe4Me",
    ):
        assert words in page, words


@pytest.mark.parametrize("strand", ["images", "contact", "both"])
def test_the_chart_of_each_strand_is_a_page_and_another_is_none(site: Site, strand: str) -> None:
    page = site.as_(None).gets(f"/guide/flowchart?strand={strand}").get_data(as_text=True)
    asked = {question.id for question in load("england_v1").in_strand(Strand(strand)) if question.kind is Kind.CHOICE}

    assert set(re.findall(r'id="question-([^"]+)"', page)) == asked
    assert re.findall(r'id="outcome-([^"]+)"', page) == ["emergency", "refer_now", "refer_csc", "consult", "manage"]
    answer = site.as_(None).gets(f"/guide/flowchart?strand={strand}s")
    assert answer.status_code == 404
    assert "Choose one of: Everything, Images, Messages and contact only." in answer.get_data(as_text=True)


def test_a_chart_keeps_the_nation_from_strand_to_strand(site: Site) -> None:
    page = site.as_(None).gets("/guide/flowchart?nation=wales").get_data(as_text=True)

    assert 'href="/guide/flowchart?nation=wales&amp;strand=images"' in page


def test_the_factors_stand_in_two_lists_each_with_its_source_and_how_far_it_was_checked(site: Site) -> None:
    page = site.as_(None).gets("/guide/factors").get_data(as_text=True)
    manage, refer, advice = (page.index(f'id="{name}"') for name in ("manage", "refer", "advice"))

    assert manage < refer < advice
    assert "“Agreed and welcome”" in page[manage:refer]
    for words in ("“Posted publicly, or on an adult site”", "Tell: Police<", "With messages alone, and no image"):
        assert words in page[refer:advice], words
    assert "“It might”" in page[advice:]
    items = page[manage : page.index("Where this comes from")].split('class="sp-factors__item"')[1:]
    assert len(items) > 60
    for item in items:
        assert re.search(r"Source \d+</a> \((read|second-hand|not checked)\)", item), item
