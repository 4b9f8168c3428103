"""The sandbox host takes an answer of a tool exactly as strictly as Moodle does."""

import time
from typing import Any

import jwt
import pytest

from tests.host.school import EDITING_TEACHER, SCIENCE, TEACHER

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
RETURN = f"/mod/lti/contentitem_return.php?course={SCIENCE}&id=1"
ITEM = {"type": "ltiResourceLink", "title": "Quiz", "url": "http://tool/quiz", "custom": {"quiz": "1"}}


@pytest.fixture
def teacher(host):
    visitor = host.app.test_client()
    visitor.post("/as/reporter")
    return visitor


def answer(host, tool, *, kid=True, items=(ITEM,), **changes: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": host.client_id,
        "iat": now - 30,
        "exp": now + 60,
        LTI + "message_type": "LtiDeepLinkingResponse",
        DL + "content_items": list(items),
    }
    return jwt.encode(claims | changes, tool.key, "RS256", headers={"kid": tool.kid} if kid else None)


def test_the_question_is_moodles(host):
    person, course = host.people["reporter"], host.school.courses[SCIENCE]

    launch = host.messages.placing(person, course, {}, host.tool.launch_url)
    asked = launch._deep_linking_launch_data[DL + "deep_linking_settings"]

    assert asked["deep_link_return_url"] == host.url + RETURN
    assert asked["accept_types"] == ["ltiResourceLink"]
    assert asked["accept_presentation_document_targets"] == ["frame", "iframe", "window"]
    assert (asked["accept_multiple"], asked["auto_create"]) == (True, False)
    assert "data" not in asked


def test_an_answer_becomes_an_activity_when_the_teacher_saves_it(host, tool, teacher):
    page = teacher.post(RETURN, data={"JWT": answer(host, tool, items=[{**ITEM, "lineItem": {"scoreMaximum": 1}}])})
    assert "Save and return to course" in page.get_data(as_text=True)
    assert host.school.courses[SCIENCE].placed == []

    teacher.post(f"/course/{SCIENCE}/save")

    (activity,) = host.school.courses[SCIENCE].placed
    assert (activity.title, activity.url, activity.custom) == ("Quiz", "http://tool/quiz", {"quiz": "1"})
    assert [item.label for item in host.gradebook.of_link(SCIENCE, activity.id)] == ["Quiz"]


def test_no_items_are_a_cancelled_choice(host, tool, teacher):
    page = teacher.post(RETURN, data={"JWT": answer(host, tool, items=())}).get_data(as_text=True)

    assert "Nothing was added" in page
    assert "alert" not in page


def test_an_error_message_is_shown_to_the_teacher(host, tool, teacher):
    token = answer(host, tool, items=(), **{DL + "errormsg": "Not here, please"})

    assert "Not here, please" in teacher.post(RETURN, data={"JWT": token}).get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"iss": "https://tool.example"}, "Consumer key is incorrect."),
        ({"iat": 600}, "not yet valid"),
        ({"exp": -5}, "expired"),
        ({"kid": False}, "kid must be set"),
        ({LTI + "message_type": "LtiResourceLinkRequest"}, "Deep Linking Response"),
    ],
)
def test_an_answer_is_refused_for(host, tool, teacher, changes, words):
    # Times are seconds from now: when the tests were collected is long ago.
    now = int(time.time())
    changes = {name: now + value if name in {"iat", "exp"} else value for name, value in changes.items()}

    page = teacher.post(RETURN, data={"JWT": answer(host, tool, **changes)})

    assert page.status_code == 404
    assert words in page.get_data(as_text=True)


def test_who_may_not_edit_never_gets_as_far_as_the_tool(host, teacher):
    person, course = host.people["reporter"], host.school.courses[SCIENCE]
    begin = f"/mod/lti/contentitem.php?course={SCIENCE}"
    assert teacher.get(begin).status_code == 200

    host.school.enrol(person, course, TEACHER)
    assert teacher.get(begin).status_code == 403

    host.school.enrol(person, course, EDITING_TEACHER)
    assert teacher.get(begin).status_code == 200
