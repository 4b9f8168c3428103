"""Addresses, pages and waiting times as hosts write them."""

from datetime import timedelta

import pytest

from lti_tool.outcomes import wire
from tests.clock import START

ITEMS = "https://host.test/Items?type_id=1"


@pytest.mark.parametrize(
    ("url", "scores"),
    [
        ("https://host.test/lineitem", "https://host.test/lineitem/scores"),
        ("https://host.test/lineitem/", "https://host.test/lineitem/scores"),
        ("https://host.test/lineitem?type_id=1&x=/a", "https://host.test/lineitem/scores?type_id=1&x=/a"),
        ("https://Host.test/LineItem%2F1?Page=BookMark", "https://Host.test/LineItem%2F1/scores?Page=BookMark"),
    ],
)
def test_a_path_grows_before_its_query_and_keeps_its_case(url, scores):
    assert wire.below(url, "scores") == scores


@pytest.mark.parametrize(
    "link",
    [
        '<https://host.test/Items?p=Two>; rel="next"',
        "<https://host.test/Items?p=Two>;rel=next",
        "<https://host.test/Items?p=Two>; REL='Next'",
        '<https://host.test/a>; rel="prev", <https://host.test/Items?p=Two>; title="x"; rel="next", <b>; rel="last"',
        '</Items?p=Two>; rel="next"',
        '<https://HOST.test/Items?p=Two>; rel="next"',
    ],
)
def test_the_next_page_is_found_however_it_is_written(link):
    assert wire.next_page(link, ITEMS).lower() == "https://host.test/items?p=two"
    assert "p=Two" in wire.next_page(link, ITEMS)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "nonsense",
        '<https://host.test/a>; rel="prev"',
        '<https://host.test/a>; rel="nextish"',
        '<https://elsewhere.test/Items>; rel="next"',
        '<http://host.test/Items>; rel="next"',
    ],
)
def test_there_is_no_next_page(link):
    assert wire.next_page(link, ITEMS) is None


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["<", "rel=", "rel =", "<a>;", " ", "rel=\t "])
def test_a_header_made_to_take_for_ever_does_not(piece):
    assert wire.next_page("<a>; rel=" + piece * 20_000, ITEMS) is None


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("0", timedelta()),
        ("90", timedelta(seconds=90)),
        ("Mon, 23 Nov 2026 09:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 09:05:00 -0000", timedelta(minutes=5)),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, wait):
    assert wire.retry_after({"Retry-After": value}, START) == START + wait


@pytest.mark.parametrize("value", ["", "-5", "1.5", "soon", "9" * 40, "٣", "Mon, 99 Nov 2026 99:05:00 GMT"])
def test_retry_after_that_is_neither_says_nothing(value):
    assert wire.retry_after({"Retry-After": value}, START) is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe\x00", b"[" * 200_000, b'{"a":'])
def test_what_is_not_json_is_none(body):
    assert wire.read_json(body) is None
