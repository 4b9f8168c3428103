"""How often somebody may ask: counted by session or host, never so that one person's haste shuts out another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lti_tool.app import create_app_around
from lti_tool.system.database import Database
from lti_tool.web.limits import FREE, Counts, add_limits, neighbourhood
from tests.web.signed_in import Site

LOGIN = {"iss": "https://moodle.test", "client_id": "signpost", "login_hint": "5"}
LOGIN |= {"target_link_uri": "http://localhost/lti/launch"}
ENOUGH = 3
MOST_OF_A_HOST = 10
LIMITS = {"SIGNPOST_PER_SESSION": ENOUGH, "SIGNPOST_PER_ADDRESS": ENOUGH, "SIGNPOST_PER_HOST": MOST_OF_A_HOST}
OURS, STRANGERS = "192.0.2.1", "203.0.113.66"


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    """A tool that lets everybody ask three times a minute, and a host ten times from everywhere."""
    site = Site(sqlite_database)
    site.app.config.update(LIMITS)
    return site


def login(site: Site, **other: str) -> TestResponse:
    return site.as_(None).client.post("/lti/login", data=LOGIN | other)


def logins(client: FlaskClient, count: int, address: str, forwarded: str | None = None) -> list[int]:
    """The answers to so many logins of our host from one address."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answers = [
        client.post("/lti/login", data=LOGIN, environ_base={"REMOTE_ADDR": address}, headers=headers)
        for _ in range(count)
    ]
    return [answer.status_code for answer in answers]


def behind_proxies(site: Site, hops: int) -> FlaskClient:
    """The same tool with so many proxies in front of it."""
    settings = replace(site.services.settings, proxy_hops=hops)
    app = create_app_around(replace(site.services, settings=settings))
    app.config.update(LIMITS)
    return app.test_client()


def test_a_person_who_asks_too_often_is_told_to_wait(site: Site) -> None:
    tab = site.as_(site.team.reporter)
    answers = [tab.gets("/start").status_code for _ in range(ENOUGH)]

    refused = tab.gets("/start")

    assert answers == [200] * ENOUGH
    assert refused.status_code == 429
    page = refused.get_data(as_text=True)
    assert "Too many requests" in page
    assert "Wait for a minute, then try again." in page
    assert "Speak to your safeguarding lead." in page


def test_one_persons_haste_costs_nobody_else_a_page(site: Site) -> None:
    hasty, calm = site.as_(site.team.reporter), site.as_(site.team.colleague)
    for _ in range(ENOUGH + 1):
        hasty.gets("/start")

    assert hasty.gets("/start").status_code == 429
    assert calm.gets("/start").status_code == 200


def test_two_sessions_behind_one_address_are_counted_apart(site: Site) -> None:
    first, second = site.as_(site.team.reporter), site.as_(site.team.reporter)
    for tab in (first, second):
        answers = [tab.client.get("/start", environ_base={"REMOTE_ADDR": "192.0.2.1"}) for _ in range(ENOUGH)]
        assert [answer.status_code for answer in answers] == [200] * ENOUGH


def test_reading_one_page_too_often_leaves_the_others_open(site: Site) -> None:
    tab = site.as_(site.team.lead)
    for _ in range(ENOUGH + 1):
        tab.gets("/cases")

    assert tab.gets("/cases").status_code == 429
    assert tab.gets("/start").status_code == 200


def test_a_flood_of_logins_from_one_host_is_refused_and_another_hosts_are_not(site: Site) -> None:
    statuses = [login(site).status_code for _ in range(ENOUGH + 1)]

    assert statuses == [302] * ENOUGH + [429]
    # Unknown here, and so refused; but counted by itself.
    assert login(site, iss="https://another.test").status_code == 403


def test_a_strangers_flood_in_a_hosts_name_shuts_out_the_strangers_address_only(site: Site) -> None:
    client = site.as_(None).client

    assert logins(client, 50, STRANGERS) == [302] * ENOUGH + [429] * (50 - ENOUGH)
    assert logins(client, ENOUGH, OURS) == [302] * ENOUGH


def test_a_flood_from_many_addresses_ends_where_the_host_has_had_enough(site: Site) -> None:
    client = site.as_(None).client

    answers = [logins(client, 1, f"203.0.113.{number}")[0] for number in range(MOST_OF_A_HOST + 2)]

    assert answers == [302] * MOST_OF_A_HOST + [429] * 2


def test_a_stranger_does_not_choose_an_address(site: Site) -> None:
    client = site.as_(None).client

    answers = [logins(client, 1, STRANGERS, forwarded=f"192.0.2.{number}")[0] for number in range(ENOUGH + 1)]

    assert answers == [302] * ENOUGH + [429]


def test_behind_a_proxy_that_was_named_the_address_is_the_one_that_it_saw(site: Site) -> None:
    client = behind_proxies(site, hops=1)

    flood = [logins(client, 1, "10.0.0.1", f"192.0.2.{number}, {STRANGERS}")[0] for number in range(ENOUGH + 1)]

    assert flood == [302] * ENOUGH + [429]
    assert logins(client, ENOUGH, "10.0.0.1", OURS) == [302] * ENOUGH


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("2001:db8:1:2::5", "2001:db8:1:2:ffff::", True),
        ("2001:db8:1:2::5", "2001:db8:1:3::5", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("", None, True),
        ("192.0.2.1:4711", "unknown", True),
    ],
)
def test_addresses_that_one_sender_has_are_one(one: str | None, other: str | None, same: bool) -> None:
    assert (neighbourhood(one) == neighbourhood(other)) is same


def test_a_flood_of_answers_to_one_login_shuts_out_no_other_login(site: Site) -> None:
    def launch(state: str) -> int:
        answer = site.as_(None).client.post("/lti/launch", data={"state": state, "id_token": "a.b.c"})
        return answer.status_code

    assert [launch("one") for _ in range(ENOUGH + 1)] == [403] * ENOUGH + [429]
    assert launch("another") == 403


def test_what_machines_ask_for_is_never_counted(site: Site) -> None:
    client = site.as_(None).client

    for path in ("/health", "/ready", "/.well-known/jwks.json"):
        assert {client.get(path).status_code for _ in range(ENOUGH * 2)} == {200}, path
    assert {"system.health", "system.ready", "system.keys", "system.static"} <= FREE


def test_too_many_requests_change_nothing(site: Site) -> None:
    tab = site.as_(site.team.reporter)
    token = tab.token
    for _ in range(ENOUGH):
        tab.client.post("/cases", data={"csrf_token": token})

    assert tab.client.post("/cases", data={"csrf_token": token}).status_code == 429
    assert len(site.team.queue_of(site.team.lead)) == 0


def test_the_count_begins_anew_when_its_window_has_passed() -> None:
    now = [0.0]
    counts = Counts(lambda: now[0])
    asked = [counts.one_more(("somebody", "a page"), 60) for _ in range(3)]

    now[0] = 59.9
    still = counts.one_more(("somebody", "a page"), 60)
    now[0] = 60.0
    anew = counts.one_more(("somebody", "a page"), 60)

    assert [*asked, still, anew] == [1, 2, 3, 4, 1]


def test_counts_that_have_ended_are_thrown_away() -> None:
    now = [0.0]
    counts = Counts(lambda: now[0])
    for number in range(1000):
        counts.one_more((str(number), "a page"), 60)

    now[0] = 61.0
    counts.one_more(("last", "a page"), 60)

    assert len(counts._counts) == 1


def test_the_limits_are_far_above_what_a_person_or_a_school_asks() -> None:
    app = Flask("limits")
    add_limits(app)

    assert app.config["SIGNPOST_PER_SESSION"] == 240
    assert app.config["SIGNPOST_PER_ADDRESS"] == 6000
    assert app.config["SIGNPOST_PER_HOST"] == 60_000
