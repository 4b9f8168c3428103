"""`signpost doctor` on the network: ourselves through the proxy, each host's key set, and the clocks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from lti_tool.app import Administration
from lti_tool.system.database import Database
from lti_tool.system.http import CallFailed, CallRefused, Reply
from lti_tool.tenants.doctor import Finding
from lti_tool.tenants.model import Host
from lti_tool.tenants.outside import Outside
from tests.clock import START, SettableClock

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


def says(what: object, at: datetime = START, status: int = 200) -> Reply:
    return Reply(status, {"Date": format_datetime(at, usegmt=True)}, json.dumps(what).encode())


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here can differ between the two kinds."""
    return sqlite_database


@pytest.fixture
def network(moodle: Host) -> Network:
    """Everything is as it should be."""
    return Network(
        {"https://signpost.example.org/health": says({"status": "ok", "https": True}), moodle.jwks_url: says(KEYS)}
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
    ]


def test_a_base_url_at_which_nothing_answers_is_named(outside: Outside, network: Network) -> None:
    del network.answers["https://signpost.example.org/health"]

    (problem,) = problems(outside)

    assert problem.what == "base URL"
    assert "https://signpost.example.org/health" in problem.advice


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
