"""Registration asks a platform for what it says that it has, and for nothing that it does not."""

from typing import Any

import pytest

from tests.registration.installer import Installer
from tests.registration.platforms import PLATFORM, TOOL, Brightspace, Canvas, Moodle, Platform

NOTICES = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"


def scopes(platform: Platform) -> list[str]:
    return str(platform.registered[-1]["scope"]).split()


def test_canvas_is_asked_for_notices_of_copied_courses(installer: Installer, canvas: Canvas) -> None:
    consent = installer.looks(canvas).get_data(as_text=True)
    installer.agrees(canvas)

    assert "That a course was copied" in consent
    assert NOTICES in scopes(canvas)
    assert len(scopes(canvas)) == 4


def test_they_are_asked_for_without_receipts_too(installer: Installer, canvas: Canvas) -> None:
    installer.agrees(canvas, receipts=False)

    assert scopes(canvas) == [NOTICES]


def test_moodle_does_not_name_the_scope_and_is_not_asked(installer: Installer, moodle: Moodle) -> None:
    installer.agrees(moodle)

    assert NOTICES not in scopes(moodle)


@pytest.mark.parametrize("said", [None, 7, "openid", {}, [7, None, {"scope": NOTICES}], [NOTICES + "2"]])
def test_a_list_of_scopes_that_cannot_be_read_stops_nothing(
    installer: Installer, brightspace: Brightspace, said: Any
) -> None:
    brightspace.spoils = lambda configuration: configuration.update(scopes_supported=said)

    assert installer.agrees(brightspace).status_code == 200
    assert len(scopes(brightspace)) == 3


LINK, PLACING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
REVIEW, PRIVACY = "LtiSubmissionReviewRequest", "DataPrivacyLaunchRequest"


def kinds(platform: Platform) -> list[str]:
    return [each["type"] for each in platform.registered[-1][TOOL]["messages"]]


def lists(platform: Platform, said: Any) -> None:
    """What it says of the messages that it sends."""
    platform.spoils = lambda configuration: configuration[PLATFORM].update(messages_supported=said)


def test_moodle_is_asked_for_the_two_that_it_lists(installer: Installer, moodle: Moodle) -> None:
    installer.agrees(moodle)

    assert kinds(moodle) == [LINK, PLACING]
    assert moodle.knows_all(moodle.registered[-1])


def test_canvas_is_asked_for_nothing_that_is_not_ours(installer: Installer, canvas: Canvas) -> None:
    installer.agrees(canvas)

    assert kinds(canvas) == [LINK, PLACING]
    assert canvas.knows_all(canvas.registered[-1])


def test_brightspace_is_asked_for_the_two_that_it_lists(installer: Installer, brightspace: Brightspace) -> None:
    installer.agrees(brightspace)

    assert kinds(brightspace) == [LINK, PLACING]
    assert brightspace.knows_all(brightspace.registered[-1])


def test_a_platform_without_deep_linking_is_not_asked_for_it(installer: Installer, canvas: Canvas) -> None:
    lists(canvas, [{"type": LINK}])

    assert installer.agrees(canvas).status_code == 200
    assert kinds(canvas) == [LINK]


@pytest.mark.parametrize(
    ("receipts", "wanted"), [(True, [LINK, PLACING, REVIEW, PRIVACY]), (False, [LINK, PLACING, PRIVACY])]
)
def test_whatever_else_we_answer_is_asked_for_where_it_is_listed(
    installer: Installer, moodle: Moodle, receipts: bool, wanted: list[str]
) -> None:
    listed = ("LtiStartProctoring", PRIVACY, REVIEW, PLACING, LINK)
    lists(moodle, [{"type": kind, "placements": 7} for kind in listed])

    installer.agrees(moodle, receipts=receipts)

    assert kinds(moodle) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (None, [LINK, PLACING]),
        ("LtiDeepLinkingRequest", [LINK, PLACING]),
        ({PLACING: {}}, [LINK, PLACING]),
        (7, [LINK, PLACING]),
        ([], [LINK]),
        ([None, 7, {"kind": PLACING}, {"type": [PLACING]}], [LINK]),
        ([LINK, PLACING], [LINK, PLACING]),
        ([{"type": PLACING.lower()}], [LINK]),
    ],
)
def test_what_cannot_be_read_asks_for_no_more_than_all_platforms_have(
    installer: Installer, moodle: Moodle, said: Any, wanted: list[str]
) -> None:
    lists(moodle, said)

    assert installer.agrees(moodle).status_code == 200
    assert kinds(moodle) == wanted


def test_a_platform_that_says_nothing_of_its_product_is_asked_for_what_all_have(
    installer: Installer, moodle: Moodle
) -> None:
    moodle.spoils = lambda configuration: configuration.pop(PLATFORM)

    assert installer.agrees(moodle).status_code == 200
    assert kinds(moodle) == [LINK, PLACING]
