"""What a gradebook's answer makes of a receipt."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from lti_tool.outcomes.ends import Delivered, GivenUp, NotGradable, Retry, Why
from lti_tool.outcomes.line_items import LINE_ITEM, RESULT_READ, SCORE
from lti_tool.system.http import CallFailed, CallRefused
from tests.clock import START
from tests.outcomes.far_end import SECRET, holds_tick, reply
from tests.outcomes.office import COLUMN, MOODLE

LOST = CallFailed("ReadTimeout", sent=True)
DOWN = CallFailed("NewConnectionError", sent=False)


def post(office, receipt_id=None, tried_before=False):
    receipt = office.receipt(receipt_id or office.owes())
    before = START if tried_before else None
    return office.gradebook.post_receipt(office.host, replace(receipt, scored_at=before), START)


def test_the_tick_is_compact_and_says_nothing_else(office, far_end):
    assert post(office) == Delivered()

    (call,) = far_end.at("/scores")
    assert call.url == "https://moodle.test/2/lineitems/1/lineitem/scores?type_id=1"
    assert call.headers["Content-Type"] == "application/vnd.ims.lis.v1.score+json"
    assert call.body == (
        b'{"userId":"5","scoreGiven":1,"scoreMaximum":1,"activityProgress":"Completed",'
        b'"gradingProgress":"FullyGraded","timestamp":"2026-11-23T09:00:00.000+00:00"}'
    )


def test_canvas_is_asked_to_keep_what_is_there(an_office, far_end):
    office = an_office(wanted_host=replace(MOODLE, family="canvas"))

    post(office)

    (score,) = far_end.sent_scores
    wanted = {"new_submission": False, "preserve_score": True}
    assert score["https://canvas.instructure.com/lti/submission"] == wanted


ACCEPTED = [
    reply(200),
    reply(200, b"\n"),
    reply(201, {"userId": "5", "scoreGiven": 1, "timestamp": "2026-11-23T09:00:00Z"}),
    reply(200, {"resultUrl": "https://canvas.test/results/1"}),
    reply(202),
    reply(204),
]


@pytest.mark.parametrize("answer", ACCEPTED)
def test_an_acceptance(office, far_end, answer):
    far_end.scores = [answer]

    assert post(office) == Delivered()


ENDS = [
    (reply(400, []), NotGradable()),
    (reply(422, {"errors": SECRET}), NotGradable()),
    (reply(200, []), GivenUp(Why.REFUSED)),
    (reply(400, {"errors": SECRET}), GivenUp(Why.REFUSED)),
    (reply(400, SECRET.encode()), GivenUp(Why.REFUSED)),
    (reply(415), GivenUp(Why.REFUSED)),
    (reply(401), GivenUp(Why.NOT_AUTHORISED)),
    (reply(403), GivenUp(Why.NOT_AUTHORISED)),
    (reply(500), Retry(None, Why.BUSY)),
    (reply(502, b"<html>"), Retry(None, Why.BUSY)),
    (reply(504), Retry(None, Why.BUSY)),
    (reply(200, b"<html>Sign in</html>"), Retry(None, Why.UNCLEAR)),
    (reply(302, Location="https://moodle.test/login"), Retry(None, Why.UNCLEAR)),
    (reply(409), Retry(None, Why.LATER_TIMESTAMP)),
    (reply(400, {"timestamp": ["later, please"]}), Retry(None, Why.LATER_TIMESTAMP)),
    (reply(429, Retry_After="120"), Retry(START + timedelta(minutes=2), Why.BUSY)),
    (reply(503, Retry_After="Mon, 23 Nov 2026 10:00:00 GMT"), Retry(START + timedelta(hours=1), Why.BUSY)),
    (reply(503, Retry_After="soon"), Retry(None, Why.BUSY)),
    (DOWN, Retry(None, Why.UNREACHABLE)),
    (CallRefused("private"), GivenUp(Why.ADDRESS_REFUSED)),
]


@pytest.mark.parametrize(("answer", "end"), ENDS)
def test_every_other_answer_has_one_end(office, far_end, answer, end):
    far_end.scores = [answer]

    assert post(office) == end


def test_a_lost_answer_is_settled_by_looking(office, far_end):
    far_end.scores, far_end.results = [LOST], [holds_tick()]

    assert post(office) == Delivered()

    (look,) = far_end.at("/results", "GET")
    assert look.url == "https://moodle.test/2/lineitems/1/lineitem/results?type_id=1&user_id=5"
    assert look.headers["Accept"] == "application/vnd.ims.lis.v2.resultcontainer+json"


NO_TICK = [
    reply(200, []),
    reply(200, [{"userId": "5"}]),
    reply(200, [{"userId": "5", "resultScore": 0, "resultMaximum": 10}]),
    reply(200, [{"userId": "6", "resultScore": 10, "resultMaximum": 10}]),
    reply(200, ["nonsense", {"resultScore": 10}, {"userId": "5", "resultScore": "ten"}]),
    reply(200, b"<html>"),
    reply(403),
    reply(500),
    LOST,
]


@pytest.mark.parametrize("results", NO_TICK)
def test_a_lost_answer_is_tried_again_where_no_tick_is_seen(office, far_end, results):
    far_end.scores, far_end.results = [LOST], [results]

    assert isinstance(post(office), Retry)


def test_a_conflict_on_a_retry_means_that_the_first_post_arrived(office, far_end):
    far_end.scores, far_end.results = [reply(409)], [holds_tick()]

    assert post(office, tried_before=True) == Delivered()


def test_a_conflict_on_a_retry_with_another_score_there_needs_a_later_timestamp(office, far_end):
    far_end.scores = [reply(409)]

    assert post(office, tried_before=True) == Retry(None, Why.LATER_TIMESTAMP)


def test_a_conflict_on_a_retry_counts_as_delivered_where_results_may_not_be_read(an_office, far_end):
    office = an_office(scopes=(SCORE,))
    far_end.scores = [reply(409)]

    assert post(office, tried_before=True) == Delivered(Why.CONFLICT_WITHOUT_RESULTS)
    assert far_end.at("/results", "GET") == []


def test_a_conflict_is_not_called_delivered_while_results_cannot_be_read_for_now(office, far_end):
    far_end.scores, far_end.results = [reply(409)], [reply(503)]

    assert post(office, tried_before=True) == Retry(None, Why.BUSY)


def test_nothing_is_posted_without_the_scope_for_it(an_office, far_end):
    office = an_office(scopes=(LINE_ITEM, RESULT_READ))

    assert post(office) == GivenUp(Why.NOT_AUTHORISED)
    assert far_end.arrived == []


def test_a_column_is_made_where_the_activity_has_none(an_office, far_end):
    office = an_office(column=None)
    far_end.makings = [reply(201, {"id": COLUMN, "label": "Guided activity"})]

    assert post(office) == Delivered()

    (look,), (made,) = far_end.at("/lineitems", "GET"), far_end.at("/lineitems")
    assert look.url == "https://moodle.test/2/lineitems?type_id=1&resource_link_id=1&tag=completion"
    assert look.headers["Accept"] == "application/vnd.ims.lis.v2.lineitemcontainer+json"
    assert made.headers["Content-Type"] == "application/vnd.ims.lis.v2.lineitem+json"
    sent = json.loads(made.body)
    assert len(sent.pop("resourceId")) == 32
    assert sent == {"label": "Guided activity", "scoreMaximum": 1, "tag": "completion", "resourceLinkId": "1"}


def test_our_column_is_found_again_on_a_later_page_of_a_badly_written_list(an_office, far_end):
    office = an_office(column=None)
    other = {"id": "https://moodle.test/2/lineitems/8/lineitem", "tag": "completion", "resourceLinkId": "7"}
    ours = {"id": COLUMN, "tag": "completion", "resourceLinkId": "1", "resourceId": None}
    # Curly quotes in UTF-8, read as Latin-1, and an escaped ampersand: what Moodle sends.
    link = "<https://moodle.test/2/lineitems?type_id=1&amp;from=Two>; rel=\u201cnext\u201d".encode().decode("latin-1")
    far_end.listings = [reply(200, [other, "nonsense", {"id": 7}], Link=link), reply(200, [ours])]

    assert post(office) == Delivered()

    assert far_end.at("/lineitems", "GET")[1].url == "https://moodle.test/2/lineitems?type_id=1&from=Two"
    assert far_end.at("/lineitems") == []


def test_a_list_that_never_ends_is_left(an_office, far_end):
    office = an_office(column=None)
    far_end.listings = [reply(200, [], Link='<https://moodle.test/2/lineitems?page=1>; rel="next"')]

    post(office)

    assert len(far_end.at("/lineitems", "GET")) == 5


def test_a_token_goes_to_no_other_site_because_a_list_says_so(an_office, far_end):
    office = an_office(column=None)
    elsewhere = {"id": "https://elsewhere.test/lineitem", "tag": "completion", "resourceLinkId": "1"}
    far_end.listings = [reply(200, [elsewhere], Link='<https://elsewhere.test/>; rel="next"')]
    far_end.makings = [reply(201, elsewhere)]

    assert post(office) == GivenUp(Why.ADDRESS_REFUSED)
    assert {call.url.split("/")[2] for call in far_end.arrived} == {"moodle.test"}


@pytest.mark.parametrize("places", [{"columns": None}, {"scopes": (SCORE,)}])
def test_without_a_column_and_without_leave_to_make_one_it_is_given_up(an_office, far_end, places):
    office = an_office(column=None, **places)

    assert post(office) == GivenUp(Why.NO_LINE_ITEM)


def test_a_deleted_column_is_replaced_by_ours(office, far_end):
    far_end.scores = [reply(404), reply()]
    far_end.makings = [reply(201, {"id": "https://moodle.test/2/lineitems/9/lineitem?type_id=1"})]

    assert post(office) == Delivered()
    assert [call.path for call in far_end.at("/scores")] == [
        "/2/lineitems/1/lineitem/scores",
        "/2/lineitems/9/lineitem/scores",
    ]


def test_a_deleted_column_without_another_is_given_up(office, far_end):
    far_end.scores, far_end.makings = [reply(404)], [reply(403)]

    assert post(office) == GivenUp(Why.LINE_ITEM_GONE)
    assert len(far_end.at("/scores")) == 1


def test_our_column_deleted_at_that_moment_is_not_chased(office, far_end):
    far_end.scores = [reply(404)]
    far_end.makings = [reply(201, {"id": "https://moodle.test/2/lineitems/9/lineitem?type_id=1"})]

    assert post(office) == GivenUp(Why.LINE_ITEM_GONE)
    assert len(far_end.at("/scores")) == 2
