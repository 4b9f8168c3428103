"""Registration asks a platform for what it says that it has, and for nothing that it does not."""

from typing import Any

import pytest

from tests.registration.installer import Installer
from tests.registration.platforms import Brightspace, Canvas, Moodle, Platform

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
