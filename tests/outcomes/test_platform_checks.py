"""What a test of the installation finds at a platform: its token endpoint, its keys, its clock."""

from dataclasses import replace

import pytest

from lti_tool.outcomes.findings import About, Found
from lti_tool.outcomes.line_items import SCORE
from lti_tool.system.http import CallFailed, CallRefused
from tests.launch.platform import jwk_of, new_key
from tests.outcomes.far_end import SECRET, reply, token
from tests.outcomes.installation import HTML, NO_ANSWER, NOT_KNOWN, OK, PLACE, WRONG, Finds, Kind
from tests.outcomes.strict_platform import KEY_SET, StrictPlatform

TOKENS = [
    (reply(401, {"error": SECRET}), Found.NOT_LET_IN),
    (reply(400, {"error": "invalid_client"}), Found.NOT_LET_IN),
    (reply(400, {"error": "Cannot handle token with iat prior to 2026"}), Found.SIGNATURE_REFUSED),
    # Open edX says so of an assertion that is too old or too new.
    (reply(400, {"error": "unidentified_error"}), Found.SIGNATURE_REFUSED),
    (reply(404, SECRET.encode()), Found.NOT_A_TOKEN),
    (HTML, Found.NOT_A_TOKEN),
    (reply(200, {"token_type": "Bearer"}), Found.NOT_A_TOKEN),
    (reply(302, b"", Location="https://moodle.test/login"), Found.NOT_A_TOKEN),
    (reply(503, SECRET.encode()), Found.BUSY),
    (reply(429), Found.BUSY),
    (token("good", scope=SCORE), Found.FEWER_SCOPES),
    (NO_ANSWER, Found.NO_ANSWER),
    (CallFailed("the answer took too long", sent=True), Found.NO_ANSWER),
    (CallRefused("a private address"), Found.ADDRESS_REFUSED),
]


@pytest.mark.parametrize(("answer", "found"), TOKENS)
def test_what_the_token_endpoint_does_wrong_is_named(
    finds: Finds, platform: StrictPlatform, answer: object, found: Found
) -> None:
    platform.instead["/token"] = answer  # type: ignore[assignment]

    result = finds(learner=True)

    assert result[About.TOKEN] == (WRONG, found)
    assert result[About.KEYS] == (OK, Found.GOOD)
    assert result[About.BROWSER][0] is OK
    assert result[About.RECEIPT] == (WRONG, Found.WOULD_NOT_BE_TAKEN)


def test_without_a_token_the_column_is_not_judged(finds: Finds, platform: StrictPlatform) -> None:
    platform.instead["/token"] = NO_ANSWER

    assert finds()[About.COLUMN] == (NOT_KNOWN, Found.NO_TOKEN)


def test_only_what_the_launch_allows_is_asked_for(finds: Finds, platform: StrictPlatform) -> None:
    finds(place=replace(PLACE, scopes=(SCORE, "https://school.example/another")), learner=True)

    assert [call.form["scope"] for call in platform.at("/token")] == [SCORE]


def test_a_kept_token_says_nothing_of_now(finds: Finds, platform: StrictPlatform) -> None:
    finds(learner=True)
    platform.instead["/token"] = NO_ANSWER

    assert finds(learner=True)[About.TOKEN] == (WRONG, Found.NO_ANSWER)


KEYS = [
    (NO_ANSWER, Found.NO_ANSWER),
    (CallRefused("a private address"), Found.ADDRESS_REFUSED),
    (HTML, Found.NOT_KEYS),
    (reply(403, SECRET.encode()), Found.NOT_KEYS),
    (reply(502), Found.BUSY),
    (reply(200, {"keys": []}), Found.NO_GOOD_KEY),
    (reply(200, {"keys": [jwk_of(new_key(1024), "small")]}), Found.NO_GOOD_KEY),
    (reply(200, [KEY_SET]), Found.NOT_KEYS),
]


@pytest.mark.parametrize(("answer", "found"), KEYS)
def test_what_is_wrong_with_the_keys_is_named(
    finds: Finds, platform: StrictPlatform, answer: object, found: Found
) -> None:
    platform.instead["/certs"] = answer  # type: ignore[assignment]

    result = finds(learner=True)

    assert result[About.KEYS] == (WRONG, found)
    assert result[About.CLOCK] == (NOT_KNOWN, Found.NO_TIME_TOLD)
    assert result[About.RECEIPT] == (OK, Found.WOULD_BE_TAKEN)


@pytest.mark.parametrize(("ahead", "kind"), [(29, (OK, Found.GOOD)), (-31, (WRONG, Found.CLOCKS_DIFFER))])
def test_the_platforms_clock_is_compared_with_ours(
    finds: Finds, platform: StrictPlatform, ahead: int, kind: Kind
) -> None:
    platform.ahead = ahead

    assert finds()[About.CLOCK] == kind
