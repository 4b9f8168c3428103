"""What a session remembers of how its browser came in, for a test of the installation."""

import json

import pytest
import sqlalchemy as sa

from lti_tool.launch.browser import Way
from lti_tool.launch.claims import read_claims
from lti_tool.web.tables import sessions
from tests.school import STAFF_COURSE, School
from tests.storage.framed import Framed, Reader
from tests.storage.test_tickets import OUR_OWN

MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"


def ways(school: School) -> set[str]:
    """The ways that the sessions remember."""
    with school.services.database.reading() as db:
        kept = db.execute(sa.select(sessions.c.facts)).scalars()
        return {json.loads(facts)["launched"]["way"] for facts in kept}


def test_a_binding_that_the_host_kept_is_remembered_and_then_the_window(school: School, framed: Framed) -> None:
    arrival = framed.arrives().headers["Location"]
    assert ways(school) == {Way.STORED}

    ticket = Reader(framed.opens(arrival).text).button
    school.app.test_client().get(ticket, headers=OUR_OWN)

    assert ways(school) == {Way.STORED, Way.STORED_THEN_WINDOW}


@pytest.mark.parametrize(
    ("claim", "kept"),
    [
        ({"context_memberships_url": "https://school.example/members?page=A"}, "https://school.example/members?page=A"),
        ({"context_memberships_url": "javascript:1"}, None),
        ({"context_memberships_url": 7}, None),
        ({}, None),
        ([], None),
        ("https://school.example/members", None),
        (None, None),
    ],
)
def test_nobody_is_turned_away_over_the_address_of_a_list(school: School, claim: object, kept: str | None) -> None:
    said = school.host.claims_for("reporter", STAFF_COURSE) | {MEMBERS: claim, "iat": 1, "exp": 2}

    assert read_claims(said).memberships_url == kept
