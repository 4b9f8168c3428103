"""What a host tells by itself: believed as a launch is, and a copied course waits for an administrator."""

from typing import Any

import pytest

from tests.launch.platform import ABSENT, CONTEXT, DEPLOYMENT, LTI, MEMBERSHIP, ROLES, Platform, new_key
from tests.messages.conftest import HERE, HOST, THERE, Tab, Town

MINUTE, DAY = 60, 86400
KIND = LTI + "notice"


def told(kind: str) -> dict[str, Any]:
    return {KIND: {"id": "a", "timestamp": "2026-11-23T09:00:00Z", "type": kind}}


def waiting(town: Town) -> list[str]:
    return sorted(town.world.rows.ids_of(town.school)["course_copies"])


def administrator(town: Town) -> Tab:
    return town.opens("admin", "LtiResourceLinkRequest", None)


def learner_comes_in(town: Town, context: str) -> bool:
    says = {ROLES: [MEMBERSHIP + "Learner"], CONTEXT: {"id": context}}
    return town.opens("somebody", "LtiResourceLinkRequest", None, **says).status == 200


@pytest.fixture
def staffroom(town: Town) -> Town:
    """Course 1 is staff-only."""
    town.world.marks_staff_only(town.school, HOST, "1")
    return town


def test_a_copy_of_a_staff_only_course_waits_and_lets_no_learner_in(staffroom: Town) -> None:
    assert staffroom.tells(staffroom.notice()).status_code == 204

    assert len(waiting(staffroom)) == 1
    assert not learner_comes_in(staffroom, "2")
    page = administrator(staffroom).goes_to("/installation")
    assert "Copied courses wait for your answer" in page.words


def test_once_an_administrator_has_said_so_the_copy_is_staff_only_and_posts_alike(staffroom: Town) -> None:
    staffroom.tells(staffroom.notice())
    (copy,) = waiting(staffroom)
    admin = administrator(staffroom)

    assert "Course 2" in admin.goes_to(f"/courses/{copy}").words
    assert "receipts" in admin.words
    assert admin.sends(f"/courses/{copy}", answer="staff-only").path == "/courses"

    assert learner_comes_in(staffroom, "2")
    assert admin.goes_to(f"/courses/{copy}").status == 404
    with staffroom.world.services.database.reading() as db:
        here = (staffroom.school.tenant_id, staffroom.school.host_id)
        assert staffroom.world.services.courses.staff_only(db, *here, "2").posting == "receipt"


def test_a_copy_with_pupils_stays_an_ordinary_course(staffroom: Town) -> None:
    staffroom.tells(staffroom.notice())
    (copy,) = waiting(staffroom)
    admin = administrator(staffroom)

    assert admin.sends(f"/courses/{copy}").status == 422
    assert admin.sends(f"/courses/{copy}", answer="ordinary").path == "/courses"

    assert not learner_comes_in(staffroom, "2")
    assert staffroom.tells(staffroom.notice(jti="n-2")).status_code == 204
    assert "Nothing waits" in admin.goes_to("/courses").words


@pytest.mark.parametrize("sub", ["reporter", "lead", "head"])
def test_only_an_administrator_answers(staffroom: Town, sub: str) -> None:
    staffroom.tells(staffroom.notice())
    (copy,) = waiting(staffroom)
    tab = staffroom.opens(sub, "LtiResourceLinkRequest", None)

    assert tab.goes_to("/courses").status == 404
    assert tab.goes_to(f"/courses/{copy}").status == 404
    assert tab.sends(f"/courses/{copy}", answer="staff-only").status == 404
    assert not learner_comes_in(staffroom, "2")


def test_a_copy_of_an_ordinary_course_is_nothing_to_us(staffroom: Town) -> None:
    assert staffroom.tells(staffroom.notice(**{LTI + "origin_contexts": ["7"]})).status_code == 204
    assert staffroom.tells(staffroom.notice(jti="n-2", **{LTI + "origin_contexts": ABSENT})).status_code == 204

    assert waiting(staffroom) == []


def test_another_schools_course_of_the_same_number_carries_nothing_over(staffroom: Town) -> None:
    assert staffroom.tells(staffroom.notice(**{DEPLOYMENT: THERE[1]})).status_code == 204

    assert staffroom.world.rows.ids_of(staffroom.other)["course_copies"] == set()
    assert waiting(staffroom) == []


def test_a_notice_counts_once(staffroom: Town) -> None:
    token = staffroom.notice()

    assert staffroom.tells(token).status_code == 204
    assert staffroom.tells(token).status_code == 403
    assert staffroom.tells(staffroom.notice(jti=ABSENT)).status_code == 204
    assert staffroom.tells(staffroom.notice(jti=ABSENT)).status_code == 403


def test_what_is_known_of_old_notices_is_forgotten(staffroom: Town) -> None:
    staffroom.tells(staffroom.notice())
    notices = staffroom.world.services.notices

    assert notices.forget_old() == 0
    staffroom.world.clock.moves_on(minutes=4)
    assert notices.forget_old() == 1


def test_a_host_may_try_whether_we_answer(town: Town) -> None:
    assert town.tells(town.notice(**told("LtiHelloWorldNotice"), **{CONTEXT: ABSENT})).status_code == 204


def _now(town: Town) -> int:
    return int(town.world.clock.now().timestamp())


@pytest.mark.parametrize(
    "broken",
    [
        {"iss": "https://stranger.example"},
        {"iss": ABSENT},
        {"aud": "another-tool"},
        {"aud": ["signpost-client", "b"]},
        {"azp": "another-tool"},
        {"exp": ABSENT},
        {"iat": ABSENT},
        {DEPLOYMENT: "d9"},
        {DEPLOYMENT: ABSENT},
        {LTI + "version": "1.1"},
        {KIND: ABSENT},
        {KIND: {"type": "LtiContextCopyNotice"}},
        {CONTEXT: ABSENT},
        {LTI + "origin_contexts": "1"},
        {LTI + "origin_contexts": ["1"] * 101},
        told("LtiUnheardOfNotice"),
        told("LtiAssetProcessorSubmissionNotice"),
    ],
)
def test_what_is_not_whole_or_not_known_is_refused(staffroom: Town, broken: dict[str, Any]) -> None:
    answer = staffroom.tells(staffroom.notice(**broken))

    assert answer.status_code == 403
    assert set(answer.get_json()) == {"error", "reference"}
    assert waiting(staffroom) == []


@pytest.mark.parametrize(
    ("made", "lasts"), [(-11 * MINUTE - 1, DAY), (-5 * MINUTE, MINUTE), (2 * MINUTE, 60), (0, 2 * DAY)]
)
def test_one_that_is_too_old_or_lives_too_long_is_refused(staffroom: Town, made: int, lasts: int) -> None:
    now = _now(staffroom)

    assert staffroom.tells(staffroom.notice(iat=now + made, exp=now + made + lasts)).status_code == 403


def test_one_that_another_key_has_signed_is_refused(staffroom: Town) -> None:
    platform = staffroom.world.hosts[HOST][0]
    stranger = Platform(
        staffroom.world.network, staffroom.world.clock, {"key-1": new_key()}, issuer="https://x.example"
    )
    right, platform.keys = platform.keys, stranger.keys
    token = staffroom.notice()
    platform.keys = right

    assert staffroom.tells(token).status_code == 403
    assert waiting(staffroom) == []


def test_all_of_a_request_count_or_none(staffroom: Town) -> None:
    answer = staffroom.tells(staffroom.notice(), staffroom.notice(jti="n-2", aud="another-tool"))

    assert answer.status_code == 403
    assert waiting(staffroom) == []


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"notices": 5}', b'{"notices": []}', b'{"notices": [{"jwt": 5}]}', b"\xff"]
)
def test_what_cannot_be_read_is_refused(town: Town, body: bytes) -> None:
    client = town.world.app.test_client()

    assert client.post("/lti/notices", data=body, content_type="application/json").status_code == 400
    assert client.post("/lti/notices", data=body, content_type="text/plain").status_code == 400
    assert client.get("/lti/notices").status_code == 405


def test_a_notice_signs_nobody_in(staffroom: Town) -> None:
    answer = staffroom.tells(staffroom.notice())

    assert "Set-Cookie" not in answer.headers
    assert staffroom.world.deployments[HERE] is staffroom.school
