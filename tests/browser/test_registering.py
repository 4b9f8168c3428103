"""An administrator installs Signpost from the platform's own page, in a frame or a window, and types no command."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from werkzeug import Request, Response

from tests.registration.platforms import Brightspace, Moodle, Platform, serving
from tests.school import School

pytestmark = pytest.mark.browser

HEARS = """
<!doctype html><title>Platform</title><p id="heard"></p>
<script>
  // Our pages also say how high they are.
  addEventListener("message", (event) => {
    if (event.data.subject.endsWith("close")) document.getElementById("heard").textContent = JSON.stringify(event.data);
  });
</script>
"""


def admin_page(platform: Platform, address: str, *, in_frame: bool) -> None:
    """The platform's page, which opens ours in a frame of its own or in a window."""
    opened = platform.opens(address).replace("&", "&amp;")
    base = address.split("/lti/", maxsplit=1)[0]
    body = f'<iframe src="{base}{opened}" width="700" height="900"></iframe>'
    link = f'<a href="{base}{opened}" target="_blank" rel="opener">Register</a>'

    def page(_request: Request) -> Response:
        return Response(HEARS + (body if in_frame else link), 200, mimetype="text/html")

    platform.answers["/admin"] = page


@pytest.fixture
def invitation(school: School) -> str:
    registering = school.services.registering
    with school.services.database.transaction() as db:
        token, _invite = registering.invites.make(db, school.tenant_id)
    return f"{school.services.settings.base_url}/lti/register/{token}"


@pytest.fixture
def moodle() -> Iterator[Platform]:
    with serving(Moodle()) as platform:
        yield platform


@pytest.fixture
def brightspace() -> Iterator[Platform]:
    with serving(Brightspace()) as platform:
        yield platform


def test_in_moodles_frame_the_page_above_is_told_to_close_it(
    computer: Callable[..., Page], invitation: str, moodle: Platform
) -> None:
    admin_page(moodle, invitation, in_frame=True)
    page = computer()
    page.goto(f"{moodle.url}/admin")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Add Signpost to 127.0.0.1")

    frame.get_by_role("button", name="Agree and register").click()

    expect(page.locator("#heard")).to_have_text('{"subject":"org.imsglobal.lti.close"}')
    expect(frame.get_by_text("You can close this page.")).to_be_visible()
    assert len(moodle.registered) == 1


def test_in_a_window_the_page_that_opened_it_is_told(
    computer: Callable[..., Page], invitation: str, brightspace: Platform
) -> None:
    admin_page(brightspace, invitation, in_frame=False)
    page = computer()
    page.goto(f"{brightspace.url}/admin")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Register").click()

    opened.value.get_by_role("button", name="Agree and register").click()

    expect(page.locator("#heard")).to_have_text('{"subject":"org.imsglobal.lti.close"}')
    expect(opened.value.get_by_text("You can close this page.")).to_be_visible()


def test_without_scripts_it_is_registered_all_the_same(
    computer: Callable[..., Page], invitation: str, moodle: Platform
) -> None:
    page = computer(script=False)
    page.goto(invitation.split("/lti/", maxsplit=1)[0] + moodle.opens(invitation))

    page.get_by_label("Send the names of staff").check()
    page.get_by_role("button", name="Agree and register").click()

    expect(page.get_by_role("heading", name="Signpost is registered")).to_be_visible()
    assert moodle.registered[0]["https://purl.imsglobal.org/spec/lti-tool-configuration"]["claims"][2:] == [
        "name",
        "given_name",
        "family_name",
    ]
