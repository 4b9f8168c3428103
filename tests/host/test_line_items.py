"""The sandbox host keeps line items and shows results as Moodle does."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from tests.host import SandboxHost
from tests.host.gradebook import Grade
from tests.host.mini_tool import MiniTool
from tests.host.moodle import LINE_ITEM_TYPE, LINE_ITEMS_TYPE, RESULTS_TYPE
from tests.host.school import STAFF_COURSE
from tests.host.settings import LINE_ITEM, LINE_ITEM_READ, RESULT_READ

AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
RECEIPT = {"label": "Guided activity", "scoreMaximum": 1, "resourceId": "guide", "tag": "completion"}

Ask = Callable[..., requests.Response]


@pytest.fixture
def items_url(host: SandboxHost) -> str:
    return host.messages.line_items_url(host.school.courses[STAFF_COURSE])


@pytest.fixture
def item_url(host: SandboxHost) -> str:
    return host.messages.line_item_url(host.school.courses[STAFF_COURSE], "1")


@pytest.fixture
def ask(tool: MiniTool) -> Ask:
    token = tool.token(f"{LINE_ITEM} {LINE_ITEM_READ} {RESULT_READ}")

    def send(method: str, url: str, accept: str = "*/*", **more: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}", "Accept": accept, "Content-Type": LINE_ITEM_TYPE}
        return requests.request(method, url, headers=headers, timeout=10, **more)

    return send


def test_line_items_are_listed_only_under_their_own_media_type(ask, items_url):
    listed = ask("GET", items_url, LINE_ITEMS_TYPE)
    refused = ask("GET", items_url, "*/*")

    assert listed.status_code == 200
    assert listed.headers["Content-Type"] == LINE_ITEMS_TYPE
    assert [item["label"] for item in listed.json()] == ["Staff guide"]
    assert (refused.status_code, refused.reason) == (400, "No context or unsupported content type")


def test_a_line_item_is_made_changed_and_removed(ask, items_url):
    made = ask("POST", items_url, json=RECEIPT)
    address = made.json()["id"]
    changed = ask("PUT", address, json={**RECEIPT, "label": "Another label"})
    shown = ask("GET", address, LINE_ITEM_TYPE)
    removed = ask("DELETE", address)

    assert (made.status_code, made.headers["Content-Type"]) == (201, LINE_ITEM_TYPE)
    assert made.json() == {"id": address, **RECEIPT}
    assert changed.status_code == 200
    assert shown.json()["label"] == "Another label"
    assert (removed.status_code, removed.text) == (204, "")
    assert ask("GET", address).status_code == 404


@pytest.mark.parametrize("body", [{}, {"label": "x"}, {"label": "x", "scoreMaximum": 0}, [1], None])
def test_a_line_item_that_lacks_something_is_refused(ask, items_url, body):
    assert ask("POST", items_url, json=body).status_code == 400


def test_another_media_type_makes_nothing(tool, items_url):
    headers = {"Authorization": f"Bearer {tool.token(LINE_ITEM)}"}

    assert requests.post(items_url, json=RECEIPT, headers=headers, timeout=10).status_code == 400


def test_reading_needs_either_scope_and_writing_the_wide_one(tool, items_url):
    headers = {"Authorization": f"Bearer {tool.token(LINE_ITEM_READ)}", "Accept": LINE_ITEMS_TYPE}

    assert requests.get(items_url, headers=headers, timeout=10).status_code == 200
    headers["Content-Type"] = LINE_ITEM_TYPE
    assert requests.post(items_url, json=RECEIPT, headers=headers, timeout=10).status_code == 401


@pytest.mark.parametrize(("name", "value"), [("resource_id", "guide"), ("tag", "completion")])
def test_the_list_is_filtered(ask, items_url, name, value):
    ask("POST", items_url, json=RECEIPT)

    found = ask("GET", items_url, LINE_ITEMS_TYPE, params={name: value}).json()

    assert [item["label"] for item in found] == ["Guided activity"]
    assert ask("GET", items_url, LINE_ITEMS_TYPE, params={name: "other"}).json() == []


def test_an_activitys_items_are_found_by_its_link(ask, items_url):
    ask("POST", items_url, json=RECEIPT)

    found = ask("GET", items_url, LINE_ITEMS_TYPE, params={"resource_link_id": "1"}).json()

    assert [item["label"] for item in found] == ["Staff guide"]


def test_the_link_to_the_next_page_is_malformed(ask, items_url):
    ask("POST", items_url, json=RECEIPT)

    first = ask("GET", items_url, LINE_ITEMS_TYPE, params={"limit": 1})
    link = first.headers["Link"].encode("latin-1").decode()
    second = ask("GET", link[1:].split(">")[0].replace("&amp;", "&"), LINE_ITEMS_TYPE)

    assert "&amp;" in link
    assert link.endswith("; rel=\u201cnext\u201d")
    assert [item["label"] for item in second.json()] == ["Guided activity"]
    assert "Link" not in second.headers


def test_a_second_item_on_a_link_leaves_the_launch_with_none(host, ask, items_url):
    ask("POST", items_url, json={**RECEIPT, "resourceLinkId": "1"})

    assert "lineitem" not in host.claims_for("reporter", STAFF_COURSE)[AGS]


def test_removing_an_activitys_own_item_takes_its_column_away(host, ask, item_url):
    assert ask("DELETE", item_url).status_code == 204
    assert host.gradebook.of_course(STAFF_COURSE) == []
    assert "lineitem" not in host.claims_for("reporter", STAFF_COURSE)[AGS]


def test_results_are_shown_and_can_be_asked_for_by_user(host, ask, item_url):
    item = host.gradebook.items["1"]
    for sub, held in (("5", 10.0), ("6", None)):
        host.gradebook.record(item, sub, Grade(held, 10, "", datetime(2026, 11, 23, tzinfo=UTC)))
    results_url = item_url.replace("?", "/results?")

    every = ask("GET", results_url, RESULTS_TYPE)
    one = ask("GET", results_url, RESULTS_TYPE, params={"user_id": "5"}).json()

    assert every.headers["Content-Type"] == RESULTS_TYPE
    assert [result["userId"] for result in every.json()] == ["5", "6"]
    assert "resultScore" not in every.json()[1]
    assert [(result["resultScore"], result["resultMaximum"]) for result in one] == [(10, 10)]
    assert ask("GET", results_url).status_code == 400
