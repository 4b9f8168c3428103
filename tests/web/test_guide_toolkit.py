"""The sheets of the toolkit and the leaflet, for anybody and for paper."""

from __future__ import annotations

from html import unescape

import pytest

from lti_tool.guidance.library import load
from lti_tool.guidance.toolkit import cited_in
from lti_tool.system.database import Database
from tests.web.signed_in import Site

GUIDE = load("england_v1")


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def page(site: Site, address: str) -> str:
    answer = site.as_(None).gets(address)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def test_the_toolkit_leads_to_every_sheet(site: Site) -> None:
    shown = page(site, "/guide/toolkit")

    for sheet in GUIDE.toolkit:
        assert f'<a href="/guide/toolkit/{sheet.id}">{sheet.title}</a>' in shown
        assert sheet.use in shown


@pytest.mark.parametrize("sheet", GUIDE.toolkit, ids=lambda sheet: sheet.id)
def test_a_sheet_holds_all_that_the_guide_says_with_its_sources(site: Site, sheet) -> None:
    shown = page(site, f"/guide/toolkit/{sheet.id}")

    for each in sheet.parts:
        for words in (each.title, *each.words, *each.say, *each.steps, *each.avoid, *each.blanks, *each.columns):
            assert words in shown, words
    for source in GUIDE.cited(cited_in(sheet)):
        assert source.title in shown
        assert GUIDE.labels[source.label.value] in shown
    assert 'id="print"' in shown


def test_the_log_is_an_empty_table_to_fill_in_by_hand(site: Site) -> None:
    shown = page(site, "/guide/toolkit/device")

    assert shown.count("<td></td>") == 8 * 5
    assert "<input" not in shown


def test_the_public_script_for_a_call_is_blank(site: Site) -> None:
    case = site.team.sends(danger="no")
    answer = site.as_(site.team.lead).gets("/guide/toolkit/call").get_data(as_text=True)

    assert case.reference not in answer
    assert answer == site.as_(None).gets("/guide/toolkit/call").get_data(as_text=True)


@pytest.mark.parametrize("sheet_id", ["poster", "CHILD", "..%2fchild", "%00", "x" * 2000])
def test_a_sheet_that_is_not_there_is_a_page_that_says_so(site: Site, sheet_id: str) -> None:
    answer = site.as_(None).gets(f"/guide/toolkit/{sheet_id}")

    assert answer.status_code == 404
    assert "<h1" in answer.get_data(as_text=True)


def test_the_leaflet_is_for_families_and_tells_of_no_case(site: Site) -> None:
    shown = page(site, "/guide/parents")

    for words in ("Your child is not to blame.", "0800 1111", "Report Remove", "CEOP", "0808 800 5000"):
        assert words in shown
    assert "sp-sheet--leaflet" in shown
