"""V18: the way back to the course. Only a verified token names it, and only the host's own pages are ever linked."""
# ruff: noqa: N802 - a test is named for the row of the checklist that it stands for.

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from lti_tool.launch.refusals import Refusal
from lti_tool.launch.way_back import way_back
from tests.hostile.doorstep import Doorstep
from tests.hostile.evidence import Attempt, Leaves, refused
from tests.launch.platform import DEPLOYMENT, MESSAGE_TYPE, PRESENTATION, RESOURCE_LINK, ROLES

WORDS = "Go back to your course"


def link_in(attempt: Attempt) -> str | None:
    found = re.search(rf'<a href="([^"]*)">{WORDS}</a>', attempt.page)
    return unescape(found[1]) if found else None


def from_page(door: Doorstep, path: str = "/course/7?tab=2#here") -> dict[str, Any]:
    return {PRESENTATION: {"return_url": door.platform.issuer + path}}


def test_V18_a_refusal_after_verification_offers_the_way_back_with_the_reference(door: Doorstep) -> None:
    attempt = door.launches({MESSAGE_TYPE: "LtiUnheardOf", **from_page(door)})

    refused(attempt, Refusal.UNSUPPORTED_MESSAGE)
    link = urlsplit(str(link_in(attempt)))
    told = parse_qs(link.query)
    reference = next(line["incident"] for line in attempt.lines if "incident" in line)
    assert f"{link.scheme}://{link.netloc}{link.path}" == door.platform.issuer + "/course/7"
    assert (told["tab"], link.fragment) == (["2"], "here")
    assert told["lti_errormsg"] == [f"Signpost could not open. Reference: {reference}"]
    assert reference in told["lti_errorlog"][0]
    assert set(told) == {"tab", "lti_errormsg", "lti_errorlog"}


def test_V18_a_deployment_that_waits_offers_it_too(door: Doorstep) -> None:
    attempt = door.launches({DEPLOYMENT: "new", **from_page(door)}, begun=door.begins(lti_deployment_id=None))

    refused(attempt, Refusal.DEPLOYMENT_PENDING, Leaves.PENDING_DEPLOYMENT)
    assert str(link_in(attempt)).startswith(door.platform.issuer + "/course/7?")


@pytest.mark.parametrize("roles", [["Learner"], []])
def test_V18_who_is_turned_away_may_go_back_and_the_host_hears_nothing(door: Doorstep, roles: list[str]) -> None:
    attempt = door.launches({ROLES: roles, **from_page(door)})

    assert attempt.status == 403
    assert link_in(attempt) == door.platform.issuer + "/course/7?tab=2#here"


@pytest.mark.parametrize(
    "changes", [{"nonce": "another"}, {"aud": "another"}, {"exp": 1}, {RESOURCE_LINK: 7}, {"sub": "é"}]
)
def test_V18_a_token_that_is_not_verified_names_no_way(door: Doorstep, changes: dict[str, Any]) -> None:
    attempt = door.launches({**changes, **from_page(door)})

    assert attempt.status == 403
    assert link_in(attempt) is None


def test_V18_a_token_with_a_wrong_signature_names_no_way(door: Doorstep) -> None:
    begun = door.begins()
    header, payload, _signature = door.platform.token(begun, {MESSAGE_TYPE: "x", **from_page(door)}).split(".")

    attempt = door.posts(begun, f"{header}.{payload}.{'A' * 342}")

    refused(attempt, Refusal.SIGNATURE_WRONG)
    assert link_in(attempt) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "http://127.0.0.1/",
        "http://127.0.0.1:1/",
        "https://127.0.0.1.evil.example/",
        "http://user@127.0.0.1/",
    ],
)
def test_V18_another_origin_is_never_linked(door: Doorstep, url: str) -> None:
    for changes in ({MESSAGE_TYPE: "LtiUnheardOf"}, {ROLES: ["Learner"]}, {ROLES: []}):
        attempt = door.launches({**changes, PRESENTATION: {"return_url": url}})

        assert attempt.status == 403
        assert link_in(attempt) is None
        assert "evil.example" not in attempt.page + str(attempt.response.headers)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "/course", "data:text/html,x", "\\\\evil"])
def test_V18_what_is_no_web_address_is_refused(door: Doorstep, url: str) -> None:
    refused(door.launches({PRESENTATION: {"return_url": url}}), Refusal.CLAIM_MALFORMED)


def test_V18_a_way_back_is_escaped(door: Doorstep) -> None:
    attempt = door.launches({ROLES: [], PRESENTATION: {"return_url": door.platform.issuer + '/"><script>alert(1)'}})

    assert "<script>alert(1)" not in attempt.page
    assert link_in(attempt) == door.platform.issuer + '/"><script>alert(1)'


def test_V18_a_page_with_a_way_back_is_framed_by_that_host_only(door: Doorstep) -> None:
    with_way = door.launches({MESSAGE_TYPE: "LtiUnheardOf", **from_page(door)})
    without = door.launches({MESSAGE_TYPE: "LtiUnheardOf"})

    origin = "http://" + urlsplit(door.platform.issuer).netloc
    assert f"frame-ancestors {origin}" in with_way.response.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in without.response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://school.instructure.com/courses/1", True),
        ("https://a.b.instructure.com/", True),
        ("https://canvas.instructure.com/", True),
        ("https://instructure.com.evil.example/", False),
        ("https://evilinstructure.com/", False),
        ("http://school.instructure.com/", False),
        ("https://school.instructure.com:8443/", False),
    ],
)
def test_V18_canvas_leads_back_to_any_school_of_its_cloud(door: Doorstep, url: str, linked: bool) -> None:
    issuer = "https://canvas.instructure.com"
    host = door.tool.installs(door.platform, issuer=issuer, auth_url=issuer + "/auth", client_id=url)

    assert (way_back(host, url) is not None) is linked
