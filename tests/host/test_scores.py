"""The sandbox host takes and refuses scores as Moodle does."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.host import SandboxHost
from tests.host.mini_tool import MiniTool
from tests.host.moodle import SCORE_TYPE
from tests.host.school import EDITING_TEACHER, SCIENCE, STAFF_COURSE, STUDENT
from tests.host.settings import RESULT_READ, SCORE

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ITEM = "1"

Post = Callable[..., requests.Response]


@pytest.fixture
def scores_url(host: SandboxHost) -> str:
    return host.messages.line_item_url(host.school.courses[STAFF_COURSE], ITEM, "/scores")


@pytest.fixture
def post(tool: MiniTool, scores_url: str) -> Post:
    token = tool.token(SCORE)

    def send(body: str | None = None, content_type: str = SCORE_TYPE, **members: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": content_type}
        return requests.post(scores_url, (body or score(**members)).encode(), headers=headers, timeout=10)

    return send


def score(**members: Any) -> str:
    """A final score of one out of one for the reporter, with some members replaced or (None) left out."""
    whole = {
        "userId": "5",
        "scoreGiven": 1,
        "scoreMaximum": 1,
        "timestamp": NOON.isoformat(),
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }
    kept = {name: value for name, value in {**whole, **members}.items() if value is not None}
    return json.dumps(kept, separators=(",", ":"))


def test_acceptance_is_an_empty_body(host, post):
    answer = post()

    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["Content-Type"] == SCORE_TYPE
    assert host.grade("5", STAFF_COURSE).score == 10


@pytest.mark.parametrize("sub", ["2", "999"], ids=["an editing teacher", "nobody"])
def test_a_refusal_says_the_whole_posted_score_on_the_status_line(host, tool, scores_url, sub):
    body = score(userId=sub)

    status, reason, text = on_the_wire(tool, scores_url, body)

    assert (status, reason, text) == (400, f"Incorrect score received{body}", "[]")
    assert host.grade(sub, STAFF_COURSE) is None


def test_letters_outside_ascii_survive_on_the_status_line(tool, scores_url):
    body = json.dumps({"userId": "2", "comment": "Zoë"}, ensure_ascii=False)

    _, reason, _ = on_the_wire(tool, scores_url, body)

    assert reason.encode("latin-1").decode() == f"Incorrect score received{body}"


def test_a_refusal_of_a_score_with_a_line_break_looks_like_a_success(host, post):
    answer = post(body=json.dumps(json.loads(score(userId="2")), indent=1))

    assert (answer.status_code, answer.text) == (200, "[]")
    assert host.grade("2", STAFF_COURSE) is None


def test_a_teacher_is_gradable_where_the_site_says_so_or_where_they_are_a_student_too(host, post):
    refused = post(userId="2").status_code
    host.settings.graded_roles.add(EDITING_TEACHER)
    taken = post(userId="2").status_code
    host.settings.graded_roles = {STUDENT}
    host.school.enrol(host.people["administrator"], host.school.courses[STAFF_COURSE], EDITING_TEACHER, STUDENT)

    assert (refused, taken) == (400, 200)
    assert post(userId="2", timestamp=later(5)).status_code == 200


def test_an_equal_or_earlier_second_is_refused(post):
    words = "Refusing score with an earlier timestamp for item 1 and user 5"
    post(timestamp="2026-11-23T12:00:00.100Z")

    same_second = post(timestamp="2026-11-23T12:00:00.900Z")
    earlier = post(timestamp=later(-1))

    assert (same_second.status_code, same_second.reason) == (409, words)
    assert (earlier.status_code, earlier.reason) == (409, words)
    assert post(timestamp=later(1)).status_code == 200


def test_a_timestamp_in_the_future_is_taken_and_blocks_what_comes_before_it(post):
    assert post(timestamp=later(7200)).status_code == 200
    assert post(timestamp=later(60)).status_code == 409


@pytest.mark.parametrize("timestamp", ["2026-11-23T12:00:00Z", "2026-11-23T12:00:00.123Z", "2026-11-23T12:00:00+00:00"])
def test_every_usual_way_to_write_a_time_is_taken(post, timestamp):
    assert post(timestamp=timestamp).status_code == 200


@pytest.mark.parametrize(
    "members",
    [
        {"activityProgress": None},
        {"gradingProgress": None},
        {"timestamp": None},
        {"timestamp": "yesterday"},
        {"timestamp": "2026-11-23T12:00:00"},
        {"userId": None},
        {"scoreMaximum": None},
        {"scoreGiven": "many"},
    ],
    ids=str,
)
def test_a_score_that_lacks_something_is_refused(post, members):
    answer = post(**members)

    assert answer.status_code == 400
    assert answer.reason == f"Incorrect score received{score(**members)}"


@pytest.mark.parametrize("body", ["not JSON", "[]", "null", '"text"'])
def test_a_body_that_is_no_score_is_refused(post, body):
    assert post(body=body).status_code == 400


@pytest.mark.parametrize("members", [{"userId": 5}, {"scoreGiven": "1"}, {"activityProgress": "Odd"}, {"more": [1]}])
def test_moodle_is_easy_about_numbers_words_and_further_members(post, members):
    assert post(**members).status_code == 200


@pytest.mark.parametrize(("given", "maximum", "held"), [(4, 5, 8), (6, 5, 10), (0, 5, 0)])
def test_a_score_is_scaled_to_the_column_and_capped(host, post, given, maximum, held):
    post(scoreGiven=given, scoreMaximum=maximum)

    assert host.grade("5", STAFF_COURSE).score == held


@pytest.mark.parametrize(
    "members", [{"gradingProgress": "Pending"}, {"gradingProgress": "NotReady"}, {"scoreGiven": None}]
)
def test_anything_that_is_not_final_erases_the_grade(host, post, members):
    post()

    answer = post(timestamp=later(5), **members)

    assert (answer.status_code, answer.text) == (200, "")
    assert host.grade("5", STAFF_COURSE) is None


def test_a_comment_is_kept(host, post):
    post(comment="Seen")

    assert host.grade("5", STAFF_COURSE).comment == "Seen"


def test_another_media_type_finds_nobody_to_take_it(post):
    answer = post(content_type="application/json")

    assert answer.status_code == 400
    assert answer.reason.startswith("No handler found for /2/lineitems/1/lineitem/scores")
    assert post(content_type=f"{SCORE_TYPE}; charset=utf-8").status_code == 200


def test_a_user_id_that_is_not_a_number_kills_the_host(post):
    assert post(userId="teacher-5").status_code == 502


def test_a_token_without_the_scope_is_refused(tool, scores_url):
    for authorisation in (f"Bearer {tool.token(RESULT_READ)}", "Bearer nonsense", "", "Basic x"):
        headers = {"Authorization": authorisation, "Content-Type": SCORE_TYPE}
        answer = requests.post(scores_url, score(), headers=headers, timeout=10)

        assert answer.status_code == 401
        assert set(answer.json()) == {"status", "reason", "request"}


def test_a_column_of_another_course_is_not_found(tool, host):
    url = host.messages.line_item_url(host.school.courses[SCIENCE], ITEM, "/scores")
    headers = {"Authorization": f"Bearer {tool.token(SCORE)}", "Content-Type": SCORE_TYPE}

    assert requests.post(url, score(), headers=headers, timeout=10).status_code == 404


def test_every_arrival_is_kept_for_the_test_to_look_at(host, post):
    post()
    post(userId="2")

    assert [(arrival.item_id, arrival.status) for arrival in host.scores] == [(ITEM, 200), (ITEM, 400)]
    assert host.scores[0].body == score()


def later(seconds: int) -> str:
    """A time so many seconds after noon."""
    return (NOON + timedelta(seconds=seconds)).isoformat()


def on_the_wire(tool: MiniTool, url: str, body: str) -> tuple[int, str, str]:
    """Status, reason phrase and body as they arrive."""
    parts = urlsplit(url)
    line = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    headers = {"Authorization": f"Bearer {tool.token(SCORE)}", "Content-Type": SCORE_TYPE}
    line.request("POST", f"{parts.path}?{parts.query}", body.encode(), headers)
    answer = line.getresponse()
    return answer.status, answer.reason, answer.read().decode()
