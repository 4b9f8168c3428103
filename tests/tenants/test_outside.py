"""`signpost doctor` on the network: ourselves through the proxy, each host's addresses, and the clocks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from lti_tool.administration import Administration
from lti_tool.system.database import Database
from lti_tool.system.http import CallFailed, CallRefused, Reply
from lti_tool.tenants.doctor import Finding
from lti_tool.tenants.model import Host, Tenant
from lti_tool.tenants.outside import Outside
from tests.clock import START, SettableClock
from tests.tenants.conftest import with_url

KEYS = {"keys": [{"kty": "RSA"}]}


@dataclass
class Network:
    """The network's other end: what answers at which address."""

    answers: dict[str, Reply | Exception] = field(default_factory=dict)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        answer = self.answers.get(url, CallFailed("no connection", sent=False))
        if isinstance(answer, Exception):
            raise answer
        return answer


def says(what: object, at: datetime = START, status: int = 200, **headers: str) -> Reply:
    return Reply(status, {"Date": format_datetime(at, usegmt=True), **headers}, json.dumps(what).encode())


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here can differ between the two kinds."""
    return sqlite_database


@pytest.fixture
def network(moodle: Host) -> Network:
    """Everything is as it should be."""
    return Network(
        {
            "https://signpost.example.org/health": says({"status": "ok", "https": True}),
            moodle.jwks_url: says(KEYS),
            moodle.token_url: says({"error": "invalid_request"}, status=400),
        }
    )


@pytest.fixture
def outside(office: Administration, network: Network) -> Outside:
    settings = replace(office.settings, base_url="https://signpost.example.org", allow_loopback_http=False)
    return Outside(network, office.database, office.hosts, settings, SettableClock())  # type: ignore[arg-type]


def problems(outside: Outside) -> list[Finding]:
    return [finding for finding in outside.examine() if not finding.ok]


def test_a_server_and_a_host_that_answer_are_no_problem(outside: Outside) -> None:
    assert problems(outside) == []
    assert [finding.what.rpartition(": ")[2] for finding in outside.examine()] == [
        "base URL",
        "proxy hops",
        "key set",
        "clock",
        "token URL",
    ]


def test_a_base_url_at_which_nothing_answers_is_named(outside: Outside, network: Network) -> None:
    del network.answers["https://signpost.example.org/health"]

    (problem,) = problems(outside)

    assert problem.what == "base URL"
    assert "https://signpost.example.org/health" in problem.advice


def test_a_base_url_that_cannot_be_called_from_here_is_no_reason_to_leave_out_the_rest(
    outside: Outside, network: Network, moodle: Host
) -> None:
    network.answers["https://signpost.example.org/health"] = CallRefused("its address is private")

    ours, *others = outside.examine()

    assert (ours.what, ours.ok) == ("base URL", False)
    assert "Open /health in a browser" in ours.advice
    assert [finding.what for finding in others if finding.ok] == [
        f"host {moodle.id}: {what}" for what in ("key set", "clock", "token URL")
    ]


def test_a_base_url_at_which_something_else_answers_is_named(outside: Outside, network: Network) -> None:
    network.answers["https://signpost.example.org/health"] = says(["welcome"])

    assert [problem.what for problem in problems(outside)] == ["base URL"]


def test_a_proxy_that_hides_https_is_named_with_the_variable(outside: Outside, network: Network) -> None:
    network.answers["https://signpost.example.org/health"] = says({"status": "ok", "https": False})

    (problem,) = problems(outside)

    assert problem.what == "proxy hops"
    assert "SIGNPOST_PROXY_HOPS" in problem.advice


@pytest.mark.parametrize("answer", [says("<html>"), says({"keys": 1}), says(KEYS, status=404)], ids=str)
def test_a_host_that_answers_without_keys_is_named(
    outside: Outside, network: Network, moodle: Host, answer: Reply
) -> None:
    network.answers[moodle.jwks_url] = answer

    (problem,) = problems(outside)

    assert problem.what == f"host {moodle.id}: key set"


@pytest.mark.parametrize("trouble", [CallFailed("slow", sent=True), CallRefused("its address is private")], ids=repr)
def test_a_host_that_cannot_be_reached_is_named(
    outside: Outside, network: Network, moodle: Host, trouble: Exception
) -> None:
    network.answers[moodle.jwks_url] = trouble

    assert [problem.what for problem in problems(outside)] == [f"host {moodle.id}: key set"]


@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 405, 500, 503])
def test_a_token_url_that_says_anything_at_all_is_there(
    outside: Outside, network: Network, moodle: Host, status: int
) -> None:
    network.answers[moodle.token_url] = Reply(status, {}, b"<html>")

    assert problems(outside) == []


@pytest.mark.parametrize("trouble", [CallFailed("slow", sent=True), CallRefused("its address is private")], ids=repr)
def test_a_token_url_that_cannot_be_reached_is_named(
    outside: Outside, network: Network, moodle: Host, trouble: Exception
) -> None:
    network.answers[moodle.token_url] = trouble

    (problem,) = problems(outside)

    assert problem.what == f"host {moodle.id}: token URL"
    assert "does not answer" in problem.advice or "address is private" in problem.advice


def test_one_host_that_is_down_says_nothing_against_another(
    office: Administration, oakfield: Tenant, outside: Outside, network: Network, moodle: Host
) -> None:
    away = {name: f"https://canvas.school.example/{name}" for name in ("auth_url", "token_url", "jwks_url")}
    canvas = office.install.add_host(oakfield.id, with_url(issuer="https://canvas.school.example", **away), "1")[0]

    found = {finding.what: finding.ok for finding in outside.examine() if finding.what.startswith("host")}

    assert found == {
        f"host {moodle.id}: key set": True,
        f"host {moodle.id}: clock": True,
        f"host {moodle.id}: token URL": True,
        f"host {canvas.id}: key set": False,
        f"host {canvas.id}: token URL": False,
    }


@pytest.mark.parametrize("seconds", [-90, 31, 3600])
def test_clocks_that_differ_are_named_with_by_how_much(
    outside: Outside, network: Network, moodle: Host, seconds: int
) -> None:
    network.answers[moodle.jwks_url] = says(KEYS, START + timedelta(seconds=seconds))

    (problem,) = problems(outside)

    assert problem.what == f"host {moodle.id}: clock"
    assert f"{abs(seconds)} seconds" in problem.advice


def test_clocks_that_differ_by_half_a_minute_are_good_enough(outside: Outside, network: Network, moodle: Host) -> None:
    network.answers[moodle.jwks_url] = says(KEYS, START + timedelta(seconds=30))

    assert problems(outside) == []


def test_keys_from_a_cache_are_dated_when_the_cache_got_them(outside: Outside, network: Network, moodle: Host) -> None:
    network.answers[moodle.jwks_url] = says(KEYS, START - timedelta(hours=2), Age="7200")

    assert problems(outside) == []


def test_a_cache_does_not_hide_that_clocks_differ(outside: Outside, network: Network, moodle: Host) -> None:
    network.answers[moodle.jwks_url] = says(KEYS, START, Age="90")

    (problem,) = problems(outside)

    assert problem.what == f"host {moodle.id}: clock"
    assert "90 seconds" in problem.advice


@pytest.mark.parametrize("age", ["", "soon", "-90", "9" * 5000, "٣٠٠", "90, 90"])
def test_an_age_that_is_none_is_not_counted(outside: Outside, network: Network, moodle: Host, age: str) -> None:
    network.answers[moodle.jwks_url] = says(KEYS, Age=age)

    assert problems(outside) == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Date": ""},
        {"Date": "yesterday"},
        {"Date": "Mon, 23 Nov 99999999999 09:05:00 GMT"},
        {"Date": "Mon, 99 Nov 2026 09:05:00 GMT"},
        {"Date": "Mon, 23 Nov 2026 09:05:00 -0000"},
        {"Date": "Mon, 23 Nov 2026 09:05:00 +999999999999"},
    ],
    ids=lambda headers: headers.get("Date", "none"),
)
def test_an_answer_without_a_date_says_nothing_about_the_clock(
    outside: Outside, network: Network, moodle: Host, headers: dict[str, str]
) -> None:
    network.answers[moodle.jwks_url] = Reply(200, headers, json.dumps(KEYS).encode())

    found = [finding.what for finding in outside.examine() if finding.what.startswith("host")]

    assert problems(outside) == []
    assert found == [f"host {moodle.id}: key set", f"host {moodle.id}: token URL"]
