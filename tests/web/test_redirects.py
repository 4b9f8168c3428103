"""No redirect of ours leads to a host that the request named."""

import pytest
from flask import Flask

from lti_tool.system.database import Database
from tests.cases.team import EVERYONE
from tests.web.signed_in import Site

ELSEWHERE = "elsewhere.example"
ODD = ["", "//", "//elsewhere.example", "//elsewhere.example/..", "/lti//", "/cases//x", "\\\\elsewhere.example"]


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def addresses(app: Flask) -> list[str]:
    """Every address there is, and each with one of its slashes twice, or one more at its end."""
    with app.test_request_context():
        filled = {"case_id": "0" * 32, "version": 1}
        rules = list(app.url_map.iter_rules())
        adapter = app.url_map.bind("localhost")
        plain = {
            adapter.build(rule.endpoint, {name: filled.get(name, "x") for name in rule.arguments}, method=method)
            for rule in rules
            for method in (rule.methods or set()) & {"GET", "POST"}
        }
    doubled = {path[:at] + "/" + path[at:] for path in plain for at, sign in enumerate(path) if sign == "/"}
    return sorted(plain | doubled | {path + "/" for path in plain} | set(ODD))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", [None, "reporter"])
def test_whatever_the_request_calls_its_host_it_is_in_no_redirect(site: Site, who: str | None, method: str) -> None:
    client = site.as_(getattr(site.team, who) if who else None).client
    asked = addresses(site.app)
    cookies = "; ".join(f"{each.key}={each.value}" for each in client._cookies.values())
    assert len(asked) > 100

    for path in asked:
        # As it comes off the wire: the client would take two slashes for the beginning of a host.
        wire = {"PATH_INFO": path, "HTTP_HOST": ELSEWHERE, "HTTP_COOKIE": cookies}
        answer = client.open("/", method=method, query_string={"iss": "a"}, environ_overrides=wire)
        assert answer.status_code < 500, path
        assert ELSEWHERE not in answer.headers.get("Location", ""), path


def test_an_address_with_a_slash_too_many_is_no_page(site: Site) -> None:
    case = site.team.starts(**EVERYONE)
    tab = site.as_(site.team.reporter)

    for path in ("/lti//login", f"/cases//{case.id}/check", f"/cases/{case.id}//check"):
        answer = tab.gets(path)
        assert answer.status_code == 404, path
        assert "Location" not in answer.headers
