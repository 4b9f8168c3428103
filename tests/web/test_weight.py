"""How much goes over the wire, and that nothing is asked of anybody else."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response

from lti_tool.system.database import Database
from tests.bench.journey_pages import walk_through
from tests.bench.weight import elsewhere, first_view, page, wire_bytes
from tests.school import School, school_with

MOST_AT_FIRST = 60_000
MOST_LATER = 8_000


@pytest.fixture
def school(sqlite_database: Database) -> Iterator[School]:
    with school_with(str(sqlite_database.url)) as school:
        yield school


def test_the_first_view_weighs_at_most_60_kilobytes(school: School) -> None:
    weights = first_view(school.opens("reporter").client, "/start?first=")

    assert len(weights) == 5, f"page, styles, two scripts, icon: {list(weights)}"
    assert sum(weights.values()) <= MOST_AT_FIRST, weights


def test_each_later_page_weighs_at_most_8_kilobytes_and_asks_nobody_else(school: School) -> None:
    stops = list(walk_through(school))
    pages = {stop.path: page(stop.client, stop.path) for stop in stops}

    assert len(pages) > 20
    heavy = {path: wire_bytes(answer) for path, answer in pages.items() if wire_bytes(answer) > MOST_LATER}
    assert heavy == {}
    assert [address for answer in pages.values() for address in elsewhere(answer)] == []


@pytest.mark.parametrize(
    ("mimetype", "text"),
    [
        ("text/html", '<img alt="" src="https://elsewhere.example/a.png">'),
        ("text/html", '<form action="//elsewhere.example/">'),
        ("text/css", "a{background:url(https://elsewhere.example/a.png)}"),
        ("text/javascript", 'import("https://elsewhere.example/a.js")'),
    ],
)
def test_a_request_to_somebody_else_would_be_noticed(mimetype: str, text: str) -> None:
    app = Flask(__name__)
    app.add_url_rule("/bad", view_func=lambda: Response(text, mimetype=mimetype))

    assert len(elsewhere(page(app.test_client(), "/bad"))) == 1
