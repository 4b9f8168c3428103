"""How we get to a host's services: who we say we are, and which tokens we use."""

import threading
from dataclasses import replace
from datetime import timedelta

import jwt
import pytest

from lti_tool.outcomes.connector import Call
from lti_tool.outcomes.ends import Delivered, GivenUp, Retry, ServiceRefused, ServiceUnavailable, Why
from lti_tool.outcomes.line_items import LINE_ITEM, SCORE
from lti_tool.system.http import CallFailed, CallRefused
from lti_tool.tenants.keys import SigningKeys
from tests.clock import START
from tests.outcomes.far_end import SECRET, reply, token
from tests.outcomes.office import MASTER_KEYS, MOODLE, Office

SENDING = Call("https://moodle.test/2/lineitems/1/lineitem/scores", (SCORE,), body=b"{}")


@pytest.fixture
def connector(office):
    return office.connectors.to(office.host)


def test_the_assertion_says_who_we_are_and_is_half_a_minute_old(office, far_end, connector):
    connector.get_access_token([SCORE])

    (call,) = far_end.at("/token")
    with office.database.reading() as db:
        key = office.keys.current(db)
    claims = jwt.decode(
        call.form["client_assertion"],
        key.private_key.public_key(),
        ["RS256"],
        audience=MOODLE.token_url,
        options={"verify_exp": False, "verify_iat": False},
    )
    assert jwt.get_unverified_header(call.form["client_assertion"])["kid"] == key.kid
    assert (claims["iss"], claims["sub"]) == ("signpost", "signpost")
    assert claims["iat"] == int(START.timestamp()) - 30
    assert claims["exp"] - claims["iat"] == 300
    assert call.form["grant_type"] == "client_credentials"
    assert call.form["scope"] == SCORE


def test_a_key_is_made_when_the_first_one_is_needed(sqlite_database, far_end, clock):
    office = Office(sqlite_database, far_end, clock, SigningKeys(MASTER_KEYS, clock))

    office.connectors.to(office.host).get_access_token([SCORE])

    with office.database.reading() as db:
        (public,) = office.keys.public_set(db)["keys"]
    assert jwt.get_unverified_header(far_end.at("/token")[0].form["client_assertion"])["kid"] == public["kid"]


def test_each_assertion_has_an_id_of_its_own(far_end, connector):
    connector.get_access_token([SCORE])
    connector.get_access_token([LINE_ITEM])

    first, second = (call.assertion["jti"] for call in far_end.at("/token"))
    assert first != second


def test_a_host_with_an_audience_of_its_own_is_told_that(an_office, far_end):
    office = an_office(wanted_host=replace(MOODLE, audience="https://audience.test"))

    office.connectors.to(office.host).get_access_token([SCORE])

    assert far_end.at("/token")[0].assertion["aud"] == "https://audience.test"


def test_a_token_is_used_until_a_minute_before_its_end(far_end, connector, clock):
    far_end.tokens = [token("first"), token("second")]

    connector.get_access_token([SCORE])
    clock.moves_on(seconds=3539)
    assert connector.get_access_token([SCORE]) == "first"
    clock.moves_on(seconds=1)
    assert connector.get_access_token([SCORE]) == "second"


def test_one_hosts_token_is_never_anothers(office, far_end):
    far_end.tokens = [token("first"), token("second")]
    other = replace(office.host, id="another host with the same issuer")

    assert office.connectors.to(office.host).get_access_token([SCORE]) == "first"
    assert office.connectors.to(other).get_access_token([SCORE]) == "second"
    assert office.connectors.to(office.host).get_access_token([SCORE]) == "first"


def test_the_order_of_scopes_does_not_matter_and_their_choice_does(far_end, connector):
    far_end.tokens = [token("both"), token("one")]

    assert connector.get_access_token([SCORE, LINE_ITEM]) == "both"
    assert connector.get_access_token([LINE_ITEM, SCORE]) == "both"
    assert connector.get_access_token([SCORE]) == "one"


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_the_host_no_longer_takes_is_renewed_once(office, far_end, connector, status):
    far_end.tokens = [token("stale"), token("fresh")]
    far_end.scores = [reply(status, {"detail": SECRET}), reply()]

    assert connector.call(SENDING).status == 200

    assert [call.headers["Authorization"] for call in far_end.at("/scores")] == ["Bearer stale", "Bearer fresh"]


def test_a_host_that_takes_no_token_is_not_asked_for_ever(far_end, connector):
    far_end.scores = [reply(401)]

    assert connector.call(SENDING).status == 401
    assert len(far_end.at("/scores")) == 2


NO_TOKEN = [
    (reply(400, {"error": "invalid_client"}), ServiceRefused, Why.NOT_AUTHORISED),
    (reply(400, {"error": "invalid_scope"}), ServiceRefused, Why.NOT_AUTHORISED),
    (reply(401, SECRET.encode()), ServiceRefused, Why.NOT_AUTHORISED),
    (token(scope=LINE_ITEM), ServiceRefused, Why.NOT_AUTHORISED),
    (CallRefused("private"), ServiceRefused, Why.ADDRESS_REFUSED),
    (reply(400, {"error": "Expired token"}), ServiceUnavailable, Why.NO_ACCESS_YET),
    (reply(400, {"error": ["invalid_client"]}), ServiceUnavailable, Why.NO_ACCESS_YET),
    (reply(500, b"<html>"), ServiceUnavailable, Why.NO_ACCESS_YET),
    (reply(200, b"<html>"), ServiceUnavailable, Why.NO_ACCESS_YET),
    (reply(200, ["token"]), ServiceUnavailable, Why.NO_ACCESS_YET),
    (reply(200, {"token_type": "Bearer"}), ServiceUnavailable, Why.NO_ACCESS_YET),
    (token("two\r\nlines"), ServiceUnavailable, Why.NO_ACCESS_YET),
    (token("x", float("inf")), ServiceUnavailable, Why.NO_ACCESS_YET),
    (token("x", "soon"), ServiceUnavailable, Why.NO_ACCESS_YET),
    (token("x", scope=[SCORE]), ServiceUnavailable, Why.NO_ACCESS_YET),
    (token(""), ServiceUnavailable, Why.NO_ACCESS_YET),
    (reply(200, b"[" * 100_000), ServiceUnavailable, Why.NO_ACCESS_YET),
    (reply(302, Location="https://elsewhere.test"), ServiceUnavailable, Why.NO_ACCESS_YET),
    (CallFailed("ReadTimeout", sent=True), ServiceUnavailable, Why.NO_ACCESS_YET),
]


@pytest.mark.parametrize(("answer", "kind", "why"), NO_TOKEN)
def test_no_token_is_said_in_a_fixed_word(far_end, connector, answer, kind, why):
    far_end.tokens = [answer]

    with pytest.raises(kind) as raised:
        connector.get_access_token([SCORE])

    assert raised.value.why is why
    assert SECRET not in str(raised.value)


def test_a_busy_token_endpoint_is_left_alone_as_long_as_it_asks(office, far_end):
    far_end.tokens = [reply(429, Retry_After="60")]
    receipt = office.receipt(office.owes())

    end = office.gradebook.post_receipt(office.host, receipt, START)

    assert end == Retry(START + timedelta(minutes=1), Why.NO_ACCESS_YET)


@pytest.mark.parametrize("expires_in", [None, 0, -5, 59, "59"])
def test_a_token_without_a_life_is_used_once(far_end, connector, expires_in):
    far_end.tokens = [token("first", expires_in), token("second", expires_in)]

    assert connector.get_access_token([SCORE]) == "first"
    assert connector.get_access_token([SCORE]) == "second"


def test_a_scope_list_longer_than_asked_is_fine(far_end, connector):
    far_end.tokens = [token(scope=f"{LINE_ITEM} {SCORE}")]

    assert connector.get_access_token([SCORE]) == "token-1"


def test_the_librarys_own_way_out_is_gone(connector):
    assert not hasattr(connector, "_requests_session")


def test_a_failed_request_says_nothing_of_the_platforms_words(office, far_end, connector):
    far_end.listings = [reply(400, {"reason": SECRET})]

    with pytest.raises(ServiceRefused) as raised:
        connector.make_service_request([LINE_ITEM], "https://moodle.test/2/lineitems")

    assert str(raised.value) == "refused (400)"
    assert raised.value.status == 400


def test_two_threads_share_the_tokens(office, far_end):
    receipts = [office.receipt(office.owes(sub)) for sub in ("5", "6", "7", "8")]
    ends = []

    def post(receipt):
        ends.append(office.gradebook.post_receipt(office.host, receipt, START))

    post(receipts[0])
    threads = [threading.Thread(target=post, args=(receipt,)) for receipt in receipts[1:]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ends == [Delivered()] * 4
    assert len(far_end.at("/token")) == 1


def test_a_client_the_host_does_not_know_is_given_up(office, far_end):
    far_end.tokens = [reply(400, {"error": "invalid_client"})]

    end = office.gradebook.post_receipt(office.host, office.receipt(office.owes()), START)

    assert end == GivenUp(Why.NOT_AUTHORISED)
