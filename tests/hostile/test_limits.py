"""Too much of everything: bodies, members, cookies, headers. It is refused with a page, and costs no time."""

from __future__ import annotations

import time
from typing import Any

import pytest
from werkzeug.routing import Rule

from lti_tool.app import MOST_BYTES
from lti_tool.launch.refusals import Refusal
from lti_tool.web.addresses import Id128
from lti_tool.web.binding import BINDING, NAMES
from lti_tool.web.session import COOKIE
from tests.hostile.doorstep import BASE_URL, Begun, Doorstep, Tool, binding_of
from tests.hostile.evidence import Attempt, Leaves, refused

A_MOMENT = 2.0
# What gunicorn reads of one, unless it is told otherwise.
LONGEST_HEADER = 8190
REFERER = {"Referer": BASE_URL + "/"}
SIGNED_OUT_OR_IN = ("nobody", "reporter")


def posted_routes(tool: Tool) -> list[str]:
    """Every address that takes a form, filled in."""
    nobody = "0" * 32
    filled = {"slug": "danger", "version": 1, "way": "override", "role": "lead"}
    with tool.app.test_request_context(base_url=BASE_URL):
        adapter = tool.app.create_url_adapter(None) or tool.app.url_map.bind("signpost.example")
        rules = [rule for rule in tool.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
        return sorted(
            adapter.build(
                rule.endpoint,
                {name: nobody if _is_id(rule, name) else filled.get(name, "x") for name in rule.arguments},
                method="POST",
            )
            for rule in rules
        )


def _is_id(rule: Rule, name: str) -> bool:
    return isinstance(rule._converters.get(name), Id128)


@pytest.fixture
def signed_in(door: Doorstep) -> Any:
    begun = door.begins()
    assert door.launches(begun=begun).status == 303
    return begun.browser


@pytest.mark.parametrize("who", SIGNED_OUT_OR_IN)
@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_body_that_is_too_long_gets_a_page_on_every_route(
    door: Doorstep, signed_in: Any, who: str, content_type: str
) -> None:
    browser = signed_in if who == "reporter" else door.tool.browser()
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' if "x" in content_type[-1:] else b"text="
    paths = posted_routes(door.tool)
    assert len(paths) >= 9

    for path in paths:
        more = {"data": body + b"x" * MOST_BYTES, "content_type": content_type, "headers": REFERER}
        attempt = door.tool.asks(browser, "POST", path, **more)

        assert attempt.status == 413, path
        assert "<h1" in attempt.page
        assert attempt.changed <= {"sessions"}, path


def test_a_body_as_long_as_allowed_is_read(door: Doorstep) -> None:
    filler = "x" * (MOST_BYTES - 2000)

    assert door.knocks(padding=filler).status == 302


def test_a_form_of_many_members_is_refused_or_read_in_a_moment(door: Doorstep) -> None:
    many = "&".join(f"a{number}=" for number in range(15_000)).encode()
    parts = b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' for _ in range(MOST_BYTES // 60))
    started = time.monotonic()

    for data, content_type in ((many, "application/x-www-form-urlencoded"), (parts, "multipart/form-data; boundary=x")):
        attempt = door.tool.asks(door.tool.browser(), "POST", "/lti/login", data=data, content_type=content_type)
        assert attempt.status in {400, 413}
        assert attempt.changed == set()

    assert time.monotonic() - started < A_MOMENT


@pytest.mark.parametrize(
    ("declared", "word"),
    [*((short, Refusal.STATE_MISSING) for short in ("0", "5", "-1", "abc", "")), (str(10**20), Refusal.BODY_TOO_LARGE)],
)
def test_a_lying_length_is_no_way_in(door: Doorstep, declared: str, word: Refusal) -> None:
    begun = door.begins()
    token = door.platform.token(begun)
    lying = {"CONTENT_LENGTH": declared}

    attempt = door.tool.asks(
        begun.browser,
        "POST",
        "/lti/launch",
        token,
        begun.state,
        data=f"state={begun.state}&id_token={token}".encode(),
        content_type="application/x-www-form-urlencoded",
        environ_overrides=lying,
    )

    refused(attempt, word, Leaves.NOTHING)
    assert door.posts(begun, token).status == 303


def test_a_thousand_logins_leave_one_cookie_in_the_browser(door: Doorstep) -> None:
    browser = door.tool.browser()

    for _ in range(100):
        door.begins(browser)

    assert len(browser._cookies) == 1
    assert door.launches(begun=door.begins(browser)).status == 303


def test_fifteen_hundred_state_cookies_neither_slow_nor_break_a_launch(door: Doorstep) -> None:
    """What another tool on the same site, or an attacker beside us, may have left in the browser.

    Served by gunicorn we never see that many: it refuses a header beyond 8 KB itself, with a 431 of its own.
    """
    begun = door.begins()
    flood = {f"lti1p3-state-{number:08x}": f"state-{number:08x}" for number in range(1500)}
    started = time.monotonic()

    assert shows(door, begun, {**flood, BINDING: binding_of(begun.browser)}).status == 303
    assert time.monotonic() - started < A_MOMENT


def test_a_browser_with_as_many_bindings_as_there_are_names_launches_its_own_logins_only(door: Doorstep) -> None:
    begun = door.begins()
    others = {name: f"{number:043}" for number, name in enumerate(sorted(NAMES))}
    assert len(others) == 65
    assert len(cookie_header({**others, COOKIE: "x" * 43})) < LONGEST_HEADER

    refused(shows(door, begun, others), Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)
    assert shows(door, begun, {**others, f"{BINDING}-63": binding_of(begun.browser)}).status == 303


def test_a_flood_of_bindings_is_cut_at_the_names_there_are(door: Doorstep) -> None:
    begun = door.begins()
    flood = {f"{BINDING}-{number}": f"{number:043}" for number in range(200)}
    odd = [f"{BINDING}{end}" for end in ("-", "-64", "-07", "--1", "-1a", "-\u0661", "0")]
    ours = binding_of(begun.browser)
    started = time.monotonic()

    for name in odd:
        refused(shows(door, begun, {**flood, name: ours}), Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)
    assert shows(door, begun, {**flood, f"{BINDING}-7": ours}).status == 303
    assert time.monotonic() - started < A_MOMENT


def cookie_header(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def shows(door: Doorstep, begun: Begun, cookies: dict[str, str]) -> Attempt:
    """Launch in a browser with these cookies and no others."""
    bare = door.tool.app.test_client(use_cookies=False)
    form = {"state": begun.state, "id_token": door.platform.token(begun)}
    raw = {"HTTP_COOKIE": cookie_header(cookies).encode().decode("latin-1")}
    return door.tool.asks(bare, "POST", "/lti/launch", begun.state, data=form, environ_overrides=raw)


@pytest.mark.parametrize("name", [BINDING, f"{BINDING}-7", COOKIE])
@pytest.mark.parametrize("value", ["", "x" * 60_000, "\xff\xfe", '"', "a\\000b", "é", "a=b=c", " " * 500])
def test_an_odd_cookie_is_no_cookie(door: Doorstep, name: str, value: str) -> None:
    bare = door.tool.app.test_client(use_cookies=False)
    raw = {"HTTP_COOKIE": f"{name}={value}".encode().decode("latin-1")}

    assert door.tool.asks(bare, "GET", "/start", environ_overrides=raw).status == 403
    begun = door.begins()
    attempt = door.tool.asks(
        bare,
        "POST",
        "/lti/launch",
        begun.state,
        data={"state": begun.state, "id_token": door.platform.token(begun)},
        environ_overrides=raw,
    )
    refused(attempt, Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)


def test_a_cookie_given_twice_is_the_first_or_none(door: Doorstep) -> None:
    """An attacker on a sibling site can add a cookie, never replace one whose name begins with __Host-."""
    begun = door.begins()
    assert binding_of(begun.browser)
    bare = door.tool.app.test_client(use_cookies=False)
    form = {"state": begun.state, "id_token": door.platform.token(begun)}

    twice = f"{BINDING}={'x' * 43}; {BINDING}={'y' * 43}"
    attempt = door.tool.asks(bare, "POST", "/lti/launch", begun.state, data=form, headers={"Cookie": twice})
    refused(attempt, Refusal.BINDING_NOT_SHOWN, Leaves.NOTHING)

    assert "__Host-" in BINDING
    assert "__Host-" in COOKIE


@pytest.mark.parametrize("host", ["evil.example", "signpost.example:99999", "a b", "[::1", "\xff", "x" * 5000])
def test_no_address_of_ours_is_built_from_the_requests_host(door: Doorstep, host: str) -> None:
    overrides = {"HTTP_HOST": host}

    attempt = door.tool.asks(door.tool.browser(), "POST", "/lti/login", data=door.usual, environ_overrides=overrides)

    assert attempt.status in {302, 400}
    assert "evil.example" not in str(attempt.response.headers) + attempt.page
