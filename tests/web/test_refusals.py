"""Pages that say no: who may frame them, and what they leave as it was."""

import pytest

from lti_tool.launch.login import Logins, PendingLogin
from lti_tool.system.database import Database
from tests.web.signed_in import ORIGIN, Site

NOWHERE = "f" * 32


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def test_a_refusal_is_framed_by_the_persons_own_host_and_by_nobody_else(site: Site) -> None:
    signed_in = site.as_(site.team.lead)
    for response in (signed_in.gets("/nowhere"), signed_in.gets(f"/cases/{NOWHERE}"), signed_in.client.post("/cases")):
        assert f"frame-ancestors {ORIGIN}" in response.headers["Content-Security-Policy"]

    assert "frame-ancestors *" in site.as_(None).gets("/cases").headers["Content-Security-Policy"]


def test_a_refused_launch_is_shown_in_any_hosts_frame_whoever_was_signed_in_before(site: Site) -> None:
    response = site.as_(site.team.lead).client.post("/lti/launch", data={"state": "x"})

    assert response.status_code == 400
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("repeated", ["state", "id_token", "error"])
def test_a_launch_that_gives_something_twice_is_refused_before_anything_is_read(site: Site, repeated: str) -> None:
    pending = begin(site.services.logins)
    given = {"state": [pending.state], "id_token": ["a.b.c"]}
    given[repeated] = ["one", *given.get(repeated, ["two"])]
    client = site.as_(None).client
    client.set_cookie("__Host-signpost-browser", pending.binding, domain="localhost")

    response = client.post("/lti/launch", data=given)

    assert response.status_code == 400
    assert "Open this again from your course" in response.get_data(as_text=True)
    # The login was not used up: the true answer may still come.
    assert site.services.logins.resume(pending.state, (pending.binding,))


def begin(logins: Logins) -> PendingLogin:
    return logins.begin(
        {
            "iss": "https://moodle.test",
            "client_id": "signpost",
            "login_hint": "5",
            "target_link_uri": "http://localhost/lti/launch",
        },
        (),
    )
