"""An administrator asks the platform that they came from to tell Signpost of copied courses, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from werkzeug import Request, Response

from lti_tool.launch.notice_service import COPIED, NoticeService
from lti_tool.system.database import Database
from lti_tool.tenants.manifest_forms import NOTICE_HANDLERS
from lti_tool.tenants.tables import hosts
from lti_tool.web.launched import NOTHING
from tests.outcomes.far_end import SECRET
from tests.registration.platforms import Platform, serving
from tests.web.signed_in import Site, Tab
from tests.web.test_installing_pages import came_from, text

PAGE, ASK = "/installation/platforms", "/installation/platforms/copies"
BUTTON = "Tell Signpost when a course is copied"
PATH = "/api/lti/notice-handlers/106"


class Notifying(Platform):
    """It wants a token for this scope alone, and JSON by PUT."""

    kept: str | None = None

    def answer(self, request: Request) -> Response:
        if request.path in self.answers:
            return self.answers[request.path](request)
        if request.path == "/token" and request.form["scope"] == NOTICE_HANDLERS:
            return _json(200, {"access_token": "good", "expires_in": 60, "scope": NOTICE_HANDLERS})
        bearer = request.headers.get("Authorization") == "Bearer good"
        if (request.path, request.method, request.mimetype) != (PATH, "PUT", "application/json") or not bearer:
            return _json(401, {"errors": SECRET})
        said = request.get_json()
        self.kept = said["handler"] if said["notice_type"] == COPIED else None
        return _json(200, said)


def _json(status: int, body: object) -> Response:
    return Response(json.dumps(body), status, mimetype="application/json")


@pytest.fixture
def platform() -> Iterator[Notifying]:
    with serving(Notifying()) as platform:
        yield platform  # type: ignore[misc]


@pytest.fixture
def site(database: Database, platform: Notifying) -> Site:
    """The school's platform is the one on this machine."""
    site = Site(database)
    assert site.team.host is not None
    here = {"issuer": platform.url, "auth_url": f"{platform.url}/auth", "token_url": f"{platform.url}/token"}
    with database.transaction() as db:
        db.execute(hosts.update().where(hosts.c.id == site.team.host.id).values(**here))
    return site


def launched(site: Site, platform: Platform, **changes: Any) -> Tab:
    """An administrator whose launch offered the service."""
    service = replace(NoticeService(platform.url + PATH, granted=True, copies=True), **changes)
    return came_from(site, launched=asdict(replace(NOTHING, notice_service=service)))  # type: ignore[arg-type]


def test_the_button_has_the_platform_keep_our_address_and_the_page_says_so(site: Site, platform: Notifying) -> None:
    tab = launched(site, platform)
    assert BUTTON in text(tab.gets(PAGE))

    answer = tab.posts(ASK)

    assert (answer.status_code, answer.location) == (303, f"{PAGE}?done=copies")
    assert platform.kept == "http://localhost/lti/notices"
    assert "Your platform now tells Signpost when a course is copied." in text(tab.gets(answer.location))


@pytest.mark.parametrize(
    ("path", "answer", "says"),
    [
        ("/token", (400, "invalid_scope"), "Your platform gave Signpost no token for this."),
        (PATH, (401, SECRET), "Your platform did not let Signpost in."),
        (PATH, (403, SECRET), "Your platform did not let Signpost in."),
        (PATH, (404, SECRET), "there is nothing at the address"),
        (PATH, (400, SECRET), "Your platform did not take Signpost’s address."),
        (PATH, (500, SECRET), "Your platform is busy or being looked after."),
        (PATH, (200, f"<!doctype html><title>{SECRET}</title>"), "an answer that Signpost does not understand"),
    ],
)
def test_each_refusal_is_said_in_words_of_ours(
    site: Site, platform: Notifying, path: str, answer: tuple[int, str], says: str
) -> None:
    body = json.dumps({"error": answer[1]}) if path == "/token" else answer[1]
    platform.answers[path] = lambda _request: Response(body, answer[0])

    page = launched(site, platform).posts(ASK)

    assert page.status_code == 422
    assert says in text(page)
    assert "Otherwise mark a copy yourself" in text(page)
    assert BUTTON in text(page)
    assert SECRET not in text(page)


def test_where_the_platform_is_away_the_page_says_so(site: Site, platform: Notifying) -> None:
    tab = launched(site, platform, url="http://127.0.0.1:9" + PATH)
    with site.database.transaction() as db:
        db.execute(hosts.update().values(issuer="http://127.0.0.1:9"))

    assert "Your platform did not answer in time." in text(tab.posts(ASK))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"granted": False}, "does not allow it to Signpost yet"),
        ({"copies": False}, "not of copied courses"),
        ({"url": "https://stranger.example/notices"}, "an address that is none of its own"),
    ],
)
def test_where_the_launch_rules_it_out_there_is_no_button(
    site: Site, platform: Notifying, changes: dict[str, Any], says: str
) -> None:
    tab = launched(site, platform, **changes)

    for page in (tab.gets(PAGE), tab.posts(ASK)):
        assert says in text(page)
        assert BUTTON not in text(page)
    assert platform.kept is None


def test_where_the_launch_offered_nothing_the_page_says_what_to_do(site: Site, platform: Notifying) -> None:
    tab = site.as_(site.team.administrator)

    for page in (tab.gets(PAGE), tab.posts(ASK)):
        assert "Your platform did not offer this when you opened Signpost." in text(page)
        assert "Otherwise mark a copy yourself" in text(page)
        assert BUTTON not in text(page)


def test_only_an_administrator_may_ask(site: Site, platform: Notifying) -> None:
    for person in (site.team.reporter, site.team.lead, site.team.head):
        assert site.as_(person).posts(ASK).status_code == 404
    assert platform.kept is None


def test_a_post_without_the_forms_token_asks_nobody(site: Site, platform: Notifying) -> None:
    assert launched(site, platform).posts(ASK, csrf_token="none").status_code == 400
    assert platform.kept is None
