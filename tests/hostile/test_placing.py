"""A course asks which pages to place: who may answer, with what, how often, and where the answer goes."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa

from lti_tool.launch.refusals import Refusal
from lti_tool.launch.tables import deep_links
from lti_tool.tenants.model import Posting, Role
from tests.hostile.doorstep import BASE_URL, OUR_LAUNCH, Doorstep
from tests.hostile.evidence import refused
from tests.hostile.placing import DL, asks, grants, marks_staff_only
from tests.launch.platform import ABSENT, CONTEXT, LTI, MEMBERSHIP, ROLES

INSTRUCTOR, LEARNER = MEMBERSHIP + "Instructor", MEMBERSHIP + "Learner"
DATA: list[Any] = ["csrf:7", "", "ça va – 你好 \U0001f600", "a\0b", "</script><b>", '"', {"course": [1, None]}, 0, None]


def items(claims: dict[str, Any]) -> list[dict[str, Any]]:
    return list(claims[DL + "content_items"])


def test_the_answer_says_all_that_a_host_checks(door: Doorstep) -> None:
    now = int(door.tool.clock.now().timestamp())

    claims = asks(door).answers("start")

    assert claims.pop("nonce")
    assert claims == {
        "iss": "signpost-client",
        "aud": door.platform.issuer,
        "iat": now - 30,
        "exp": now + 300,
        LTI + "deployment_id": "1",
        LTI + "message_type": "LtiDeepLinkingResponse",
        LTI + "version": "1.3.0",
        DL + "content_items": [
            {
                "type": "ltiResourceLink",
                "title": "Signpost: Start",
                "url": OUR_LAUNCH,
                "custom": {"signpost_page": "start"},
            }
        ],
    }


@pytest.mark.parametrize("data", DATA)
def test_what_the_host_wants_back_goes_back_as_it_is(door: Doorstep, data: Any) -> None:
    asked = asks(door, data=data)

    # Not so much as a letter of it, nor where the answer goes, is in a form that a browser could change.
    assert "csrf:7" not in asked.looks().get_data(as_text=True)
    assert "/return" not in asked.looks().get_data(as_text=True)
    assert asked.answers("guide")[DL + "data"] == data


def test_what_was_not_sent_does_not_go_back(door: Doorstep) -> None:
    assert DL + "data" not in asks(door).answers("guide")
    asked = asks(door)
    assert DL + "data" not in asked.claims(asked.cancels())


def test_several_pages_are_placed_where_the_course_takes_several(door: Doorstep) -> None:
    chosen = [item["custom"]["signpost_page"] for item in items(asks(door).answers("practice", "queue", "start"))]

    assert chosen == ["start", "queue", "practice"]


@pytest.mark.parametrize(
    ("several", "pages"),
    [
        (True, []),
        (False, []),
        (False, ["start", "guide"]),
        (True, ["start", "start"]),
        (True, ["start", "cases"]),
        (True, ["Start"]),
        (True, [""]),
        (True, ["x" * 5000]),
    ],
)
def test_a_choice_that_is_none_comes_back_with_what_to_do(door: Doorstep, several: bool, pages: list[str]) -> None:
    asked = asks(door, accept_multiple=several)

    page = asked.places(*pages)

    assert page.status_code == 422
    assert "Select" in page.get_data(as_text=True)
    assert len(items(asked.answers("start"))) == 1


def test_who_cancels_sends_an_empty_answer_without_an_error(door: Doorstep) -> None:
    asked = asks(door)

    claims = asked.claims(asked.cancels())

    assert items(claims) == []
    assert DL + "errormsg" not in claims


def test_a_course_that_takes_no_links_gets_nothing_and_is_told_why(door: Doorstep) -> None:
    asked = asks(door, accept_types=["html", "file"])

    assert "does not take links to tools" in asked.looks().get_data(as_text=True)
    assert asked.places("start").status_code == 422
    claims = asked.claims(asked.cancels())
    assert items(claims) == []
    assert claims[DL + "errormsg"].startswith("Signpost can only be placed")


def test_an_answer_is_sent_once(door: Doorstep) -> None:
    asked = asks(door)
    asked.answers("start")

    for again in (asked.places("start"), asked.cancels(), asked.looks()):
        assert again.status_code == 404
        assert "Start again from your course" in again.get_data(as_text=True)


def test_an_answer_cannot_wait_for_ever(door: Doorstep) -> None:
    asked = asks(door)
    token = asked.csrf_token()
    for _ in range(4):
        door.tool.clock.moves_on(minutes=8)
        asked.csrf_token()

    assert asked.places("start", token=token).status_code == 404
    door.tool.services.deep_links.forget_old()
    with door.tool.services.database.reading() as db:
        assert db.execute(sa.select(sa.func.count()).select_from(deep_links)).scalar_one() == 0


def test_nobody_else_can_answer(door: Doorstep, college: Doorstep) -> None:
    asked, other, colleague = asks(door), asks(college), asks(door, {"sub": "somebody-else"})

    for stranger in (other, colleague):
        page = stranger.browser.get(asked.path, base_url=BASE_URL)
        assert page.status_code == 404
        assert asked.places("start", browser=stranger.browser, token=stranger.csrf_token()).status_code == 404
    assert len(items(asked.answers("start"))) == 1


def test_a_form_from_elsewhere_places_nothing(door: Doorstep) -> None:
    asked = asks(door)

    assert asked.places("start", token="wrong").status_code == 400
    assert asked.places("start", browser=door.tool.browser()).status_code == 400
    assert len(items(asked.answers("start"))) == 1


def test_the_page_that_posts_goes_to_the_host_and_nowhere_else(door: Doorstep) -> None:
    asked = asks(door)
    before = asked.looks()

    page = asked.places("start")

    origin = door.platform.issuer.rpartition("/")[0]
    assert "form-action 'self';" in before.headers["Content-Security-Policy"]
    assert f"form-action 'self' {origin};" in page.headers["Content-Security-Policy"]
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    # Or the browser would say that the form comes from nowhere.
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "csrf_token" not in unescape(page.get_data(as_text=True)).split('<form id="send"')[1].split("</form>")[0]


@pytest.mark.parametrize("url", ["https://evil.example/", "http://evil.example/", "javascript:alert(1)", "", "//x", 7])
def test_a_question_that_returns_elsewhere_is_refused(door: Doorstep, url: Any) -> None:
    word = Refusal.DEEP_LINK_RETURN_WRONG if isinstance(url, str) and url else Refusal.DEEP_LINKING_WRONG

    refused(asks(door, deep_link_return_url=url).attempt, word)


@pytest.mark.parametrize("roles", [[LEARNER], [INSTRUCTOR, LEARNER], [MEMBERSHIP + "Mentor"], []])
def test_a_pupil_or_a_parent_places_nothing(door: Doorstep, roles: list[str]) -> None:
    assert asks(door, {ROLES: roles}).attempt.status == 403


def test_a_reporter_of_a_staff_course_places_nothing_but_its_leads_do(door: Doorstep) -> None:
    marks_staff_only(door)
    turned_away = asks(door, {ROLES: [LEARNER]}).attempt
    assert turned_away.status == 403
    assert "You cannot place this" in turned_away.page
    assert turned_away.lines[1]["reason"] == "may_not_place"

    grants(door, Role.LEAD)

    assert len(items(asks(door, {ROLES: [LEARNER]}).answers("queue"))) == 1


@pytest.mark.parametrize(
    ("posting", "takes", "course", "expected"),
    [
        (Posting.RECEIPT, True, "2", {"start", "practice"}),
        (Posting.RECEIPT, False, "2", set()),
        (Posting.RECEIPT, ABSENT, "2", set()),
        (Posting.OFF, True, "2", set()),
        (Posting.RECEIPT, True, "3", set()),
        (Posting.RECEIPT, True, None, set()),
    ],
)
def test_a_link_brings_a_column_only_into_a_staff_course_that_wants_receipts(
    door: Doorstep, posting: Posting, takes: Any, course: str | None, expected: set[str]
) -> None:
    marks_staff_only(door, posting)
    context = {CONTEXT: ABSENT if course is None else {"id": course}}

    placed = items(asks(door, context, accept_lineitem=takes).answers("start", "queue", "guide", "practice"))

    columns = {item["custom"]["signpost_page"]: item["lineItem"] for item in placed if "lineItem" in item}
    assert set(columns) == expected
    for column in columns.values():
        assert column == {"label": "Guided activity", "scoreMaximum": 1, "tag": "completion"}


def test_a_course_that_shows_links_in_windows_alone_gets_them_so(door: Doorstep) -> None:
    (item,) = items(asks(door, accept_presentation_document_targets=["window"]).answers("guide"))

    assert item["window"] == {"targetName": "_blank"}
