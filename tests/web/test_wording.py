"""A school's own words, DSL or DSP, pupil or student: on every page of its staff, and in nothing that they typed."""

from __future__ import annotations

import html
import re
from itertools import product

import pytest

from lti_tool.cases.deciding import Way
from lti_tool.cases.model import Case
from lti_tool.guidance.library import load
from lti_tool.system.database import Database
from lti_tool.tenants.model import Nation, Tenant
from tests.cases.team import EVERYONE
from tests.cases.test_nations import moves_to
from tests.web.signed_in import Site, Tab

TYPED = "She told a pupil, and the pupil told the safeguarding lead."
PUBLIC = ("/guide", "/lti", "/static", "/schemas", "/metrics")
USUAL = re.compile(r"[Ss]afeguarding lead|\b[Pp]upils?\b|\b([Tt]he|[Yy]our|[Aa]) leads?\b")


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def office(site: Site) -> Tab:
    return site.as_(site.team.administrator)


def school(site: Site) -> Tenant:
    with site.database.reading() as db:
        return site.services.tenants.get(db, site.team.tenant.id)


def page(tab: Tab, path: str) -> str:
    answer = tab.gets(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.get_data(as_text=True))


def addresses(site: Site, case: Case) -> list[str]:
    """Every page that names nothing but a case and what the guide knows. Public ones are the same for everybody."""
    known = {
        "case_id": [case.id],
        "slug": [each.id for each in load(case.guide_id).questions],
        "way": [each.value for each in Way],
    }
    adapter = site.app.url_map.bind("localhost")
    return [
        adapter.build(rule.endpoint, dict(zip(sorted(rule.arguments), values, strict=True)))
        for rule in site.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.arguments <= known.keys() and not rule.rule.startswith(PUBLIC)
        for values in product(*(known[name] for name in sorted(rule.arguments)))
    ]


def shown_to(tab: Tab, paths: list[str]) -> dict[str, str]:
    """The pages among these that there are for this person."""
    answers = {path: tab.gets(path) for path in paths}
    pages = {path: each for path, each in answers.items() if (each.status_code, each.mimetype) == (200, "text/html")}
    return {path: html.unescape(each.get_data(as_text=True)) for path, each in pages.items()}


def test_the_administrator_chooses_the_words_and_staff_read_them(site: Site, office: Tab) -> None:
    answer = office.posts("/installation/words", lead="dsl", child="student")

    assert "The words are saved." in page(office, answer.location)
    assert (school(site).lead_word, school(site).child_word) == ("dsl", "student")
    start = page(site.as_(site.team.reporter), "/start")
    assert "Tell your DSL first" in start
    assert "sexual contact with a student online" in start
    assert 'value="dsl" checked' in page(office, "/installation/words")


@pytest.mark.parametrize("role", ["reporter", "lead", "head", "administrator"])
def test_no_page_mixes_the_words(site: Site, office: Tab, role: str) -> None:
    case = site.team.sends(**EVERYONE)
    office.posts("/installation/words", lead="dsp", child="student")
    tab = site.as_(getattr(site.team, role))

    shown = shown_to(tab, addresses(site, case))

    # The form offers them all.
    shown.pop("/installation/words", None)
    assert len(shown) > 8
    assert {path: found for path, said in shown.items() if (found := USUAL.findall(said))} == {}


def test_what_somebody_typed_stays_as_they_wrote_it(site: Site, office: Tab) -> None:
    case = site.team.sends(**(EVERYONE | {"told": TYPED}))

    office.posts("/installation/words", lead="dsl", child="student")

    assert TYPED in page(site.as_(site.team.lead), f"/cases/{case.id}")


@pytest.mark.parametrize("wrong", [{"lead": "teacher"}, {"lead": ""}, {"child": "client"}, {"child": ""}])
def test_a_word_that_is_not_offered_keeps_none(site: Site, office: Tab, wrong: dict[str, str]) -> None:
    answer = office.posts("/installation/words", **({"lead": "dsl", "child": "student"} | wrong))

    assert answer.status_code == 422
    assert "Select one of these words" in answer.get_data(as_text=True)
    assert (school(site).lead_word, school(site).child_word) == (None, None)


def test_where_the_nation_says_who_leads_only_the_children_are_asked_for(site: Site, office: Tab) -> None:
    moves_to(site.team, Nation.SCOTLAND)

    form = page(office, "/installation/words")
    office.posts("/installation/words", lead="dsl", child="student")

    assert 'name="lead"' not in form
    assert "always called: child protection co-ordinator." in form
    assert (school(site).lead_word, school(site).child_word) == (None, "student")


@pytest.mark.parametrize(
    ("nation", "words"),
    [
        (Nation.ENGLAND, "Tell your safeguarding lead first"),
        (Nation.WALES, "Tell your designated safeguarding person first"),
        (Nation.SCOTLAND, "Tell your child protection co-ordinator first"),
        (Nation.NORTHERN_IRELAND, "Tell your designated teacher first"),
    ],
)
def test_who_has_chosen_nothing_reads_the_words_of_their_nation(site: Site, nation: Nation, words: str) -> None:
    moves_to(site.team, nation)

    assert words in page(site.as_(site.team.reporter), "/start")


@pytest.mark.parametrize("role", ["reporter", "lead", "head"])
def test_nobody_but_an_administrator_chooses_them(site: Site, role: str) -> None:
    tab = site.as_(getattr(site.team, role))

    assert tab.gets("/installation/words").status_code == 404
    assert tab.posts("/installation/words", lead="dsl", child="student").status_code == 404
    assert school(site).lead_word is None


def test_what_can_be_read_without_signing_in_is_the_same_for_everybody(site: Site, office: Tab) -> None:
    stranger = site.as_(None)
    before = page(stranger, "/guide")

    office.posts("/installation/words", lead="dsl", child="student")

    assert page(stranger, "/guide") == before
