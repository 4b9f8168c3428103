"""What a course says when it asks which pages to place in it, and what of it is believed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lti_tool.launch.deep_linking import DeepLinking, check_return
from lti_tool.launch.hosts import FAMILIES, return_origins
from lti_tool.launch.message import Launch
from lti_tool.launch.message_types import MESSAGE_TYPES
from lti_tool.launch.refusals import LaunchRefused, Refusal
from tests.launch.arrivals import Arrivals, host_of
from tests.launch.platform import ABSENT, DEEP_LINKING, MESSAGE_TYPE, RESOURCE_LINK, Platform, deep_linking

ASKING = {MESSAGE_TYPE: "LtiDeepLinkingRequest", RESOURCE_LINK: ABSENT}


def ask(arrivals: Arrivals, **changes: Any) -> Launch:
    return arrivals.arrive({**ASKING, DEEP_LINKING: deep_linking(**changes)})


def settings(arrivals: Arrivals, **changes: Any) -> DeepLinking:
    read = ask(arrivals, **changes).deep_linking
    assert read is not None
    return read


def test_a_course_may_ask_for_pages_without_a_link_of_its_own(arrivals: Arrivals) -> None:
    read = settings(arrivals)

    assert read.return_url == "https://school.example/return?course=2"
    assert (read.takes_links, read.several, read.line_item, read.data) == (True, True, False, None)
    assert read.targets == ("frame", "iframe", "window")


def test_what_a_course_leaves_out_it_does_not_take(arrivals: Arrivals) -> None:
    read = settings(arrivals, accept_multiple=ABSENT, accept_presentation_document_targets=ABSENT)

    assert (read.several, read.line_item, read.targets) == (False, False, ())


def test_a_course_that_takes_no_links_to_tools_is_answered_all_the_same(arrivals: Arrivals) -> None:
    assert not settings(arrivals, accept_types=["file", "html"]).takes_links
    assert not settings(arrivals, accept_types=[]).takes_links


@pytest.mark.parametrize("data", ["", "csrf:7", "ça va – 你好 \U0001f600", "a\0b", "\ud800", '{"a": 1}', "x" * 8000])
def test_what_the_host_wants_back_may_be_any_text(arrivals: Arrivals, data: str) -> None:
    assert settings(arrivals, data=data).data == data


@pytest.mark.parametrize("member", ["deep_link_return_url", "accept_types"])
def test_nothing_is_placed_without_knowing_where_or_what(arrivals: Arrivals, member: str) -> None:
    with pytest.raises(LaunchRefused) as refusal:
        ask(arrivals, **{member: ABSENT})

    assert refusal.value.reason is Refusal.DEEP_LINKING_WRONG


@pytest.mark.parametrize(
    "url",
    [
        "http://school.example/return",
        "https://other.example/return",
        "https://school.example.evil.example/",
        "https://school.example:8443/return",
        "https://school.example@evil.example/",
        "https://evil.example\\@school.example/",
        "https://school.example/\nreturn",
        "//school.example/return",
        "/return",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_an_answer_goes_nowhere_but_to_the_host(arrivals: Arrivals, url: str) -> None:
    with pytest.raises(LaunchRefused) as refusal:
        ask(arrivals, deep_link_return_url=url)

    assert refusal.value.reason is Refusal.DEEP_LINK_RETURN_WRONG


def test_an_answer_goes_to_where_a_school_of_a_shared_host_has_its_pages(platform: Platform) -> None:
    canvas = host_of(platform, family="canvas")
    check_return(returning_to("https://hill.instructure.com/courses/1/deep_linking_response"), canvas)

    for url in (
        "https://instructure.com.evil.example/",
        "https://a;script-src.instructure.com/",
        "http://hill.instructure.com",
    ):
        with pytest.raises(LaunchRefused):
            check_return(returning_to(url), canvas)


def test_an_answer_goes_to_the_hosts_own_addresses_wherever_it_frames_us(platform: Platform) -> None:
    host = replace(host_of(platform, frame_origins=("https://pages.example",)), auth_url="https://service.example/auth")

    assert return_origins(host) == ("https://pages.example", "https://school.example", "https://service.example")
    check_return(returning_to("https://service.example/return"), host)


@pytest.mark.parametrize("family", FAMILIES)
def test_no_family_takes_answers_over_plain_http(platform: Platform, family: Any) -> None:
    origins = return_origins(host_of(platform, family=family.name))

    assert all(origin.startswith("https://") for origin in origins)


def test_each_kind_of_message_needs_what_a_launch_knows() -> None:
    known = {name for kind in MESSAGE_TYPES.values() for name in kind.needs}

    assert known <= set(Launch.__dataclass_fields__)


def test_a_link_needs_no_settings_and_settings_no_link(arrivals: Arrivals) -> None:
    assert arrivals.arrive({DEEP_LINKING: deep_linking()}).message_type == "LtiResourceLinkRequest"
    assert ask(arrivals).resource_link_id is None


def test_asking_for_pages_answers_a_login_once(stored: Arrivals) -> None:
    login = stored.login()
    token = stored.platform.token(login, {**ASKING, DEEP_LINKING: deep_linking()})
    stored.post(login, token)

    with pytest.raises(LaunchRefused) as refusal:
        stored.post(login, token)

    assert refusal.value.reason is Refusal.STATE_SPENT


def returning_to(url: str) -> DeepLinking:
    return DeepLinking(url, ("ltiResourceLink",), (), several=False, line_item=False)
