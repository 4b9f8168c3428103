"""Common questions for anybody: all of them, each with its sources, and a search that needs no script."""

from __future__ import annotations

import logging
import re
from html import unescape
from urllib.parse import quote

import pytest

from lti_tool.guidance.library import load
from lti_tool.system.database import Database
from tests.web.signed_in import Site

GUIDE = load("england_v1")
ANCHOR = re.compile(r'<section class="sp-answer" id="faq-([a-z0-9_]+)">')


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def page(site: Site, query: str | None = None) -> str:
    address = "/guide/questions" if query is None else f"/guide/questions?q={quote(query)}"
    answer = site.as_(None).gets(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_every_question_is_there_with_its_answer_and_a_link_to_itself(site: Site) -> None:
    shown = unescape(page(site))

    assert sorted(ANCHOR.findall(shown)) == sorted(each.id for each in GUIDE.faq)
    for each in GUIDE.faq:
        assert f'<a href="/guide/questions#faq-{each.id}">{each.question}</a>' in shown
        assert each.answer in shown


def test_each_says_how_far_its_sources_were_checked_and_when(site: Site) -> None:
    shown = unescape(page(site))

    for each in GUIDE.faq:
        start = shown.index(f'id="faq-{each.id}"')
        own = shown[start : shown.index("</section>", start)]
        for source in GUIDE.cited(each.sources):
            assert source.title in own
            assert f"{GUIDE.labels[source.label.value]} Looked at in November 2026." in own


def test_each_says_where_it_comes_up(site: Site) -> None:
    shown = unescape(page(site))
    own = shown[shown.index('id="faq-pupil_18"') :]

    place = '<a href="/guide/flowchart#question-adult">Is anyone aged 18 or over involved in any way?</a>'
    assert place in own[: own.index("</section>")]


def test_each_place_is_in_the_chart(site: Site) -> None:
    chart = site.as_(None).gets("/guide/flowchart").get_data(as_text=True)
    places = re.findall(r'href="/guide/flowchart#([^"]+)"', page(site))

    assert len(places) > 40
    assert {place for place in places if f'id="{place}"' not in chart} == set()


def test_what_is_often_believed_is_put_right(site: Site) -> None:
    shown = unescape(page(site))

    for each in GUIDE.misconceptions:
        assert each.belief in shown
        assert each.fact in shown


def test_a_search_shows_what_it_finds_and_nothing_else(site: Site) -> None:
    shown = page(site, "Deepfakes")

    assert ANCHOR.findall(shown) == ["ai"]
    assert "1 answer" in shown
    assert 'href="/guide/questions"' in shown


def test_a_search_says_where_it_found_only_some_of_the_words(site: Site) -> None:
    assert "No answer has all of those words." in page(site, "deepfake xylophone")


@pytest.mark.parametrize("query", ["xylophone", "?!", "a" * 5000, "\x00", "%", "' OR 1=1", "\ud83d\ude00"])
def test_where_nothing_is_found_it_says_what_to_do_and_shows_all(site: Site, query: str) -> None:
    shown = page(site, query.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))

    assert "Try one word" in shown
    assert "ask your safeguarding lead" in shown
    assert len(ANCHOR.findall(shown)) == len(GUIDE.faq)


@pytest.mark.parametrize("query", ["", "   "])
def test_looking_for_nothing_shows_all_and_complains_of_nothing(site: Site, query: str) -> None:
    shown = page(site, query)

    assert "Try one word" not in shown
    assert len(ANCHOR.findall(shown)) == len(GUIDE.faq)


def test_what_was_typed_stands_escaped_in_its_field_and_nowhere_else(site: Site) -> None:
    typed = 'zebra"><script>alert(1)</script>'
    shown = page(site, typed)

    assert shown.count("zebra") == 1
    assert 'value="zebra&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in shown


@pytest.mark.parametrize("bad", ["q=%ff%fe", "q", "q=a&q=b", "nation=england&q=%00"])
def test_a_query_that_is_none_breaks_nothing(site: Site, bad: str) -> None:
    assert site.as_(None).gets(f"/guide/questions?{bad}").status_code == 200


def test_nothing_of_the_query_is_logged(
    site: Site, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        page(site, "zebra")

    said = capsys.readouterr()
    assert "zebra" not in caplog.text + said.out + said.err


def test_a_search_for_another_nation_stays_with_it(site: Site) -> None:
    answer = site.as_(None).gets("/guide/questions?nation=wales&q=deepfake").get_data(as_text=True)

    assert '<input type="hidden" name="nation" value="wales">' in answer
    assert 'href="/guide/questions?nation=wales"' in answer
