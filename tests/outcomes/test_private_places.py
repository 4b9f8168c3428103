"""A host's services are called at a private address only where the host itself is."""

from dataclasses import replace

import pytest

from lti_tool.outcomes.connector import Call
from lti_tool.outcomes.ends import ServiceRefused, Why
from lti_tool.outcomes.line_items import LINE_ITEM, RESULT_READ, SCORE
from lti_tool.system.http import Http
from lti_tool.system.settings import Settings
from lti_tool.system.url_rules import UrlRules
from tests.outcomes.office import MOODLE, Office

INSIDE = replace(
    MOODLE,
    issuer="https://moodle.oakfield.internal",
    auth_url="https://login.oakfield.internal:8443/auth",
    token_url="http://moodle.oakfield.internal/token",
)
PRIVATE = frozenset({"moodle.oakfield.internal", "login.oakfield.internal", "moodle.elmwood.internal"})

THEIRS = [
    "https://moodle.oakfield.internal/2/lineitems/1/lineitem",
    "https://MOODLE.oakfield.internal:443/lineitem?a=b",
    "http://moodle.oakfield.internal/lineitem",
    "https://login.oakfield.internal:8443/lineitem",
    # Who anybody can call is not the question here.
    "https://grades.example/lineitem",
]
NOT_THEIRS = [
    "https://moodle.elmwood.internal/2/lineitems/1/lineitem",
    "https://moodle.oakfield.internal:8080/lineitem",
    "https://login.oakfield.internal/lineitem",
    "https://someone@moodle.elmwood.internal/lineitem",
    "https://moodle.elmwood.internal:99999/lineitem",
]


@pytest.fixture
def inside(an_office, far_end) -> Office:
    """An office whose host is on the school's own network, beside another school's."""
    far_end.private = PRIVATE
    return an_office(wanted_host=INSIDE)


@pytest.mark.parametrize("url", THEIRS)
def test_a_service_where_the_host_itself_is_is_called(inside, far_end, url):
    inside.connectors.to(inside.host).call(Call(url, (SCORE,), body=b"{}"))

    assert [call.url for call in far_end.arrived] == [INSIDE.token_url, url]


@pytest.mark.parametrize("body", [b"{}", None])
@pytest.mark.parametrize("url", NOT_THEIRS)
def test_a_service_in_another_private_place_is_not_called_and_no_token_is_asked_for(inside, far_end, url, body):
    with pytest.raises(ServiceRefused) as refusal:
        inside.connectors.to(inside.host).call(Call(url, (SCORE,), body=body))

    assert refusal.value.why is Why.ADDRESS_REFUSED
    assert far_end.arrived == []


def test_a_host_with_public_addresses_reaches_no_private_place(an_office, far_end):
    far_end.private = PRIVATE
    office = an_office(column="https://moodle.elmwood.internal/internal/admin?x=1")
    receipt = office.owes()

    office.deliveries.deliver_due()

    assert far_end.arrived == []
    assert office.end_of(receipt) == ("given_up", "address_refused")


@pytest.mark.parametrize("url", NOT_THEIRS)
@pytest.mark.parametrize("scope", [LINE_ITEM, RESULT_READ])
def test_neither_columns_nor_results_are_read_there(inside, far_end, scope, url):
    with pytest.raises(ServiceRefused):
        inside.connectors.to(inside.host).make_service_request((scope,), url)

    assert far_end.arrived == []


@pytest.mark.parametrize("url", THEIRS[:3])
def test_which_places_may_be_private_is_what_the_settings_name(url):
    settings = Settings("https://signpost.example", "x" * 32, (), private_hosts=PRIVATE)

    assert UrlRules(settings).may_be_private(url)
    assert Http(settings).may_be_private(url)
    assert not Http(settings).may_be_private("https://grades.example/lineitem")
