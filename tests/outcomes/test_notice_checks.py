"""Whether a test of the installation sees that the platform tells us of copied courses."""

from dataclasses import replace

import pytest

from lti_tool.launch.notice_service import COPIED, NoticeService
from lti_tool.outcomes.findings import About, Found
from lti_tool.system.http import CallRefused
from tests.clock import SettableClock
from tests.outcomes.far_end import SECRET, reply
from tests.outcomes.installation import HTML, NO_ANSWER, NOT_KNOWN, OFF, OK, WRONG, Finds, Kind
from tests.outcomes.notice_platform import HANDLER, PATH, SERVICE, NoticePlatform


@pytest.fixture
def platform(clock: SettableClock) -> NoticePlatform:
    return NoticePlatform(clock)


def test_it_is_read_from_the_platform_and_nothing_is_changed_there(finds: Finds, platform: NoticePlatform) -> None:
    assert finds(notice_service=SERVICE)[About.COPIES] == (OFF, Found.COPIES_NOT_ASKED)
    assert platform.handlers == {}

    platform.handlers = {COPIED: HANDLER}
    assert finds(notice_service=SERVICE)[About.COPIES] == (OK, Found.GOOD)
    assert {call.method for call in platform.at(PATH)} == {"GET"}


def test_an_address_that_is_not_ours_does_not_count(finds: Finds, platform: NoticePlatform) -> None:
    platform.handlers = {COPIED: "https://other.example/lti/notices", "LtiHelloWorldNotice": HANDLER}

    assert finds(notice_service=SERVICE)[About.COPIES] == (OFF, Found.COPIES_NOT_ASKED)


@pytest.mark.parametrize(
    ("service", "found"),
    [
        (None, Found.COPIES_NOT_OFFERED),
        (replace(SERVICE, copies=False), Found.COPIES_NOT_OFFERED),
        (replace(SERVICE, granted=False), Found.COPIES_NOT_GRANTED),
        (replace(SERVICE, url="https://stranger.example/"), Found.COPIES_NOT_OFFERED),
    ],
)
def test_what_the_launch_rules_out_is_not_asked(
    finds: Finds, platform: NoticePlatform, service: NoticeService | None, found: Found
) -> None:
    assert finds(notice_service=service)[About.COPIES] == (OFF, found)
    assert not any("stranger" in call.url or call.path == PATH for call in platform.arrived)


@pytest.mark.parametrize(
    ("path", "answer", "kind"),
    [
        (PATH, reply(403, SECRET.encode()), (NOT_KNOWN, Found.UNCLEAR)),
        (PATH, reply(503), (NOT_KNOWN, Found.UNCLEAR)),
        (PATH, HTML, (NOT_KNOWN, Found.UNCLEAR)),
        (PATH, NO_ANSWER, (NOT_KNOWN, Found.NO_ANSWER)),
        (PATH, CallRefused("private"), (WRONG, Found.ADDRESS_REFUSED)),
        ("/token", reply(400, {"error": "invalid_scope"}), (NOT_KNOWN, Found.NO_TOKEN)),
        ("/token", NO_ANSWER, (NOT_KNOWN, Found.NO_TOKEN)),
    ],
)
def test_where_it_cannot_be_read_it_is_not_known(
    finds: Finds, platform: NoticePlatform, path: str, answer: object, kind: Kind
) -> None:
    platform.instead[path] = answer  # type: ignore[assignment]

    assert finds(notice_service=SERVICE)[About.COPIES] == kind
