"""The faults that a test plans are what the tool meets, and nothing else changes."""

import pytest
import requests

from tests.host.faults import (
    BAD_GATEWAY,
    FORBIDDEN,
    RESET_AFTER_THE_WRITE,
    RESET_BEFORE_THE_WRITE,
    SIGN_IN_PAGE,
    UNAUTHORISED,
    Meanwhile,
    Service,
    Slow,
    after_the_write,
    too_many_requests,
)
from tests.host.moodle import LINE_ITEMS_TYPE, SCORE_TYPE
from tests.host.school import EDITING_TEACHER, STAFF_COURSE
from tests.host.settings import LINE_ITEM, RESULT_READ, SCORE
from tests.host.test_scores import ITEM, NOON, later, score


@pytest.fixture
def post(host, tool):
    url = host.messages.line_item_url(host.school.courses[STAFF_COURSE], ITEM, "/scores")
    headers = {"Authorization": f"Bearer {tool.token(SCORE)}", "Content-Type": SCORE_TYPE}
    return lambda **members: requests.post(url, score(**members).encode(), headers=headers, timeout=10)


@pytest.mark.parametrize(
    ("fault", "status", "kind"),
    [
        (UNAUTHORISED, 401, "application/json"),
        (FORBIDDEN, 403, "application/json"),
        (BAD_GATEWAY, 502, "text/html"),
        (SIGN_IN_PAGE, 200, "text/html"),
    ],
)
def test_another_answer_is_given_and_nothing_is_kept(host, post, fault, status, kind):
    host.faults.plan(Service.SCORES, fault)

    answer = post()

    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (status, kind)
    assert host.grade("5", STAFF_COURSE) is None
    assert host.scores == []


def test_another_answer_may_come_after_the_write(host, post):
    host.faults.plan(Service.SCORES, after_the_write(BAD_GATEWAY))

    assert post().status_code == 502

    assert host.grade("5", STAFF_COURSE).score == 10
    assert [arrival.status for arrival in host.scores] == [200]


@pytest.mark.parametrize(("fault", "kept"), [(RESET_BEFORE_THE_WRITE, 0), (RESET_AFTER_THE_WRITE, 1)])
def test_a_connection_ends_without_an_answer(host, post, fault, kept):
    host.faults.plan(Service.SCORES, fault)

    with pytest.raises(requests.exceptions.ConnectionError):
        post()

    assert len(host.scores) == kept


@pytest.mark.parametrize(("again", "header"), [(90, "90"), (NOON, "Mon, 23 Nov 2026 12:00:00 GMT")])
def test_too_many_requests_says_when_to_come_again(host, post, again, header):
    host.faults.plan(Service.SCORES, too_many_requests(again))

    answer = post()

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, header)


def test_a_slow_host_does_what_it_always_does(host, post):
    host.faults.plan(Service.SCORES, Slow(0.3))

    answer = post()

    assert answer.elapsed.total_seconds() >= 0.3
    assert (answer.status_code, host.grade("5", STAFF_COURSE).score) == (200, 10)


def test_something_changes_just_before_the_host_looks(host, post):
    course, reporter = host.school.courses[STAFF_COURSE], host.people["reporter"]
    host.faults.plan(Service.SCORES, Meanwhile(lambda: host.school.enrol(reporter, course, EDITING_TEACHER)))

    assert post().status_code == 400


def test_faults_come_one_after_the_other_and_then_end(host, post):
    host.faults.plan(Service.SCORES, BAD_GATEWAY, times=2)
    host.faults.plan(Service.SCORES, FORBIDDEN)

    assert [post(timestamp=later(second)).status_code for second in range(5)] == [502, 502, 403, 200, 200]
    assert host.faults.requests[Service.SCORES] == 5


def test_a_fault_without_a_number_lasts_until_it_is_cleared(host, post):
    host.faults.plan(Service.SCORES, BAD_GATEWAY, times=None)
    before = {post().status_code for _ in range(3)}

    host.faults.clear()

    assert (before, post().status_code) == ({502}, 200)


def test_each_service_has_faults_of_its_own(host, tool, post):
    course = host.school.courses[STAFF_COURSE]
    items, column = host.messages.line_items_url(course), host.messages.line_item_url(course, ITEM)
    token = {"Authorization": f"Bearer {tool.token(f'{LINE_ITEM} {RESULT_READ}')}", "Accept": LINE_ITEMS_TYPE}
    host.faults.plan(Service.LINE_ITEMS, BAD_GATEWAY, times=2)
    host.faults.plan(Service.RESULTS, FORBIDDEN)
    host.faults.plan(Service.TOKEN, SIGN_IN_PAGE)

    assert post().status_code == 200
    assert [requests.get(url, headers=token, timeout=10).status_code for url in (items, column)] == [502, 502]
    assert requests.get(column.replace("?", "/results?"), headers=token, timeout=10).status_code == 403
    assert "Log in" in tool.ask_token(SCORE).text
