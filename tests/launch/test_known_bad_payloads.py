"""The twelve known bad payloads of 1EdTech's certification (LTI 1.3 certification guide, 6.1.1), each refused."""

import jwt
import pytest

from lti_tool.launch.refusals import LaunchRefused, Refusal
from tests.launch.arrivals import Arrivals
from tests.launch.platform import ABSENT, DEPLOYMENT, LTI, MESSAGE_TYPE, RESOURCE_LINK, ROLES, VERSION

DAY = 24 * 60 * 60


def refused(arrivals: Arrivals, changes: dict[str, object], header: dict[str, object] | None = None) -> Refusal:
    """Launch, be refused, and leave nothing behind but the consumed login."""
    login = arrivals.login()
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.launch(login, changes, header)
    assert refusal.value.host_id == arrivals.host.id
    assert (arrivals.consumed(), arrivals.pending()) == (1, 0)
    return refusal.value.reason


def test_1_no_key_id(arrivals: Arrivals) -> None:
    assert refused(arrivals, {}, {"kid": ABSENT}) is Refusal.KEY_ID_MISSING


def test_2_incorrect_key_id(arrivals: Arrivals) -> None:
    assert refused(arrivals, {}, {"kid": "imsreferencekey"}) is Refusal.KEY_UNKNOWN


def test_3_wrong_lti_version(arrivals: Arrivals) -> None:
    assert refused(arrivals, {VERSION: "11.3"}) is Refusal.VERSION_WRONG


def test_4_no_lti_version(arrivals: Arrivals) -> None:
    assert refused(arrivals, {VERSION: ABSENT}) is Refusal.VERSION_WRONG


def test_5_invalid_lti_message(arrivals: Arrivals) -> None:
    """A well-signed token that is no LTI 1.3 launch at all."""
    login = arrivals.login()
    token = jwt.encode({"name": "badltilaunch"}, arrivals.platform.keys["key-1"], "RS256", {"kid": "key-1"})

    with pytest.raises(LaunchRefused):
        arrivals.post(login, token)


def test_6_missing_lti_claims(arrivals: Arrivals) -> None:
    lti = {name: ABSENT for name in arrivals.platform.claims(arrivals.login()) if name.startswith(LTI)}

    with pytest.raises(LaunchRefused):
        arrivals.launch(arrivals.login(), lti)


@pytest.mark.parametrize(("issued", "expires"), [(-2 * DAY, -DAY), (DAY, 2 * DAY), (0, -DAY), (-2 * DAY, 60)])
def test_7_timestamps_incorrect(arrivals: Arrivals, issued: int, expires: int) -> None:
    now = int(arrivals.clock.now().timestamp())

    reason = refused(arrivals, {"iat": now + issued, "exp": now + expires})

    assert reason in {Refusal.TOKEN_EXPIRED, Refusal.TOKEN_TOO_OLD, Refusal.TOKEN_FROM_THE_FUTURE}


def test_8_message_type_claim_missing(arrivals: Arrivals) -> None:
    assert refused(arrivals, {MESSAGE_TYPE: ABSENT}) is Refusal.MESSAGE_TYPE_WRONG


def test_9_role_claim_missing(arrivals: Arrivals) -> None:
    assert refused(arrivals, {ROLES: ABSENT}) is Refusal.ROLES_WRONG


def test_10_deployment_id_claim_missing(arrivals: Arrivals) -> None:
    assert refused(arrivals, {DEPLOYMENT: ABSENT}) is Refusal.DEPLOYMENT_WRONG


def test_11_resource_link_id_missing(arrivals: Arrivals) -> None:
    assert refused(arrivals, {RESOURCE_LINK: ABSENT}) is Refusal.RESOURCE_LINK_WRONG
    assert_refused_again(arrivals, {RESOURCE_LINK: {"title": "without an id"}})


def test_12_user_id_missing(arrivals: Arrivals) -> None:
    assert refused(arrivals, {"sub": ABSENT}) is Refusal.SUBJECT_WRONG


def assert_refused_again(arrivals: Arrivals, changes: dict[str, object]) -> None:
    with pytest.raises(LaunchRefused):
        arrivals.arrive(changes)
