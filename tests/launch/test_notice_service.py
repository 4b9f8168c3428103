"""Where a host takes subscriptions to its notices, as a launch says; and that nobody is turned away over it."""

from dataclasses import replace
from typing import Any

import pytest

from lti_tool.launch.notice_service import COPIED, NOTICE_SERVICE, NoticeService
from lti_tool.tenants.manifest_forms import NOTICE_HANDLERS
from lti_tool.web.launched import NOTHING, recalled, remember
from tests.launch.arrivals import Arrivals

URL = "https://school.example/api/lti/notice-handlers/106?a=1"
# As Canvas documents it.
CANVAS: dict[str, Any] = {
    "service_versions": ["1.0"],
    "platform_notification_service_url": URL,
    "scope": [NOTICE_HANDLERS],
    "notice_types_supported": ["LtiHelloWorldNotice", "LtiAssetProcessorSubmissionNotice", COPIED],
}
OFFERED = NoticeService(URL, granted=True, copies=True)


def arrives(arrivals: Arrivals, claim: object) -> NoticeService | None:
    return arrivals.arrive({NOTICE_SERVICE: claim}).notice_service


def test_what_canvas_sends_is_read(arrivals: Arrivals) -> None:
    assert arrives(arrivals, CANVAS) == OFFERED


def test_most_launches_offer_nothing(arrivals: Arrivals) -> None:
    assert arrivals.arrive().notice_service is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"scope": []}, replace(OFFERED, granted=False)),
        ({"scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/score", 7]}, replace(OFFERED, granted=False)),
        ({"notice_types_supported": ["LtiHelloWorldNotice"]}, replace(OFFERED, copies=False)),
        ({"scope": None, "notice_types_supported": None, "service_versions": None}, OFFERED),
        ({"scope": NOTICE_HANDLERS, "notice_types_supported": {}, "service_versions": "1.0"}, OFFERED),
        ({"service_versions": ["1.0", "2.0"]}, OFFERED),
        ({"service_versions": ["2.0"]}, None),
        ({"extra": {"deep": [1]}}, OFFERED),
    ],
)
def test_only_a_list_without_it_says_no(
    arrivals: Arrivals, changes: dict[str, Any], says: NoticeService | None
) -> None:
    assert arrives(arrivals, CANVAS | changes) == says


UNUSABLE = (
    *(None, "", 7, [], "javascript:1", "/relative", "https://school.example/\x00", "https://school.example/\ud800"),
    *("https://school.example/ü", "https://a:b@school.example/", "https://school.example/" + "x" * 2000),
)


@pytest.mark.parametrize("url", UNUSABLE)
def test_an_address_that_cannot_be_used_is_as_good_as_none(arrivals: Arrivals, url: object) -> None:
    assert arrives(arrivals, CANVAS | {"platform_notification_service_url": url}) is None


@pytest.mark.parametrize("claim", [None, 7, "1.0", [], ["a"], {}, True])
def test_nobody_is_turned_away_over_a_claim_of_the_wrong_kind(arrivals: Arrivals, claim: object) -> None:
    assert arrives(arrivals, claim) is None


def test_a_session_remembers_it_and_one_from_before_has_none() -> None:
    session: dict[str, Any] = {}

    remember(session, replace(NOTHING, notice_service=OFFERED))
    assert recalled(session).notice_service == OFFERED
    del session["launched"]["notice_service"]
    assert recalled(session).notice_service is None
