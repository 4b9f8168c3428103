"""What the token says, V10 to V19 (LTI 1.3 Core), row by row. V18, the way back, is in test_way_back.py."""

# ruff: noqa: N802 - a test is named for the row of the checklist that it stands for.

from __future__ import annotations

from typing import Any

import pytest

from lti_tool.launch.refusals import Refusal
from lti_tool.web.session import COOKIE
from tests.hostile.doorstep import OUR_LAUNCH, PERSON, Begun, Doorstep
from tests.hostile.evidence import Leaves, refused, rows_of
from tests.launch.platform import (
    ABSENT,
    CONTEXT,
    DEPLOYMENT,
    LTI,
    MEMBERSHIP,
    MESSAGE_TYPE,
    RESOURCE_LINK,
    ROLES,
    TARGET,
    VERSION,
)

MINUTE, HOUR, DAY = 60, 3600, 86400
US = "signpost-client"
NOT_OURS = (
    "https://evil.example/lti/launch",
    "https://signpost.example.evil.example/",
    "https://evil.example\\@signpost.example/",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("version", [ABSENT, "", "1.3", "1.3.0 ", "1.1", "LTI-1p0", "2.0.0", 1.3])
def test_V10_another_version_is_refused(door: Doorstep, version: Any) -> None:
    refused(door.launches({VERSION: version}), Refusal.VERSION_WRONG)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (ABSENT, Refusal.MESSAGE_TYPE_WRONG),
        ("", Refusal.MESSAGE_TYPE_WRONG),
        ("LtiUnheardOf", Refusal.UNSUPPORTED_MESSAGE),
        ("ltiresourcelinkrequest", Refusal.UNSUPPORTED_MESSAGE),
        ("LtiDeepLinkingResponse", Refusal.UNSUPPORTED_MESSAGE),
        ("LtiReportReviewRequest", Refusal.UNSUPPORTED_MESSAGE),
        ("LtiEulaRequest", Refusal.UNSUPPORTED_MESSAGE),
        ("basic-lti-launch-request", Refusal.UNSUPPORTED_MESSAGE),
    ],
)
def test_V11_a_message_that_we_do_not_answer_is_refused(door: Doorstep, kind: Any, word: Refusal) -> None:
    refused(door.launches({MESSAGE_TYPE: kind}), word)


@pytest.mark.parametrize("deployment", [ABSENT, "", "1" * 256, "1\0"])
def test_V12_a_deployment_must_be_named(door: Doorstep, deployment: Any) -> None:
    refused(door.launches({DEPLOYMENT: deployment}), Refusal.DEPLOYMENT_WRONG)


def test_V12_a_deployment_other_than_the_logins_is_refused(door: Doorstep) -> None:
    refused(door.launches({DEPLOYMENT: "2"}), Refusal.DEPLOYMENT_DIFFERS)


@pytest.mark.parametrize("deployment", ["unheard", "é" * 255, "<b>", "1 "])
def test_V12_an_unknown_deployment_waits_for_an_administrator(door: Doorstep, deployment: str) -> None:
    def attempt() -> Any:
        return door.launches({DEPLOYMENT: deployment}, begun=door.begins(lti_deployment_id=None))

    refused(attempt(), Refusal.DEPLOYMENT_PENDING, Leaves.PENDING_DEPLOYMENT)
    refused(attempt(), Refusal.DEPLOYMENT_PENDING)


def test_V12_a_flood_of_deployments_is_kept_to_twenty(door: Doorstep) -> None:
    attempts = [
        door.launches({DEPLOYMENT: f"flood-{number}"}, begun=door.begins(lti_deployment_id=None))
        for number in range(25)
    ]

    ours = [row for row in rows_of(attempts[-1].after, "deployments") if row["host_id"] == door.host.id]
    assert sorted(row["status"] for row in ours) == ["active"] + ["pending"] * 20
    for attempt in attempts[20:]:
        refused(attempt, Refusal.DEPLOYMENT_PENDING)


@pytest.mark.parametrize(
    ("target", "word"),
    [
        (ABSENT, Refusal.TARGET_WRONG),
        ("", Refusal.TARGET_WRONG),
        *((target, Refusal.TARGET_NOT_OURS) for target in NOT_OURS),
        (OUR_LAUNCH + "/", Refusal.TARGET_DIFFERS),
        (OUR_LAUNCH + "?page=2", Refusal.TARGET_DIFFERS),
    ],
)
def test_V13_a_target_that_is_not_the_logins_is_refused(door: Doorstep, target: Any, word: Refusal) -> None:
    refused(door.launches({TARGET: target}), word)


def open_edx(door: Doorstep) -> Begun:
    """A login at the same host under a client id by which it is an Open edX."""
    door.tool.installs(door.platform, client_id="edx-client", family="open_edx")
    return door.begins(client_id="edx-client")


def test_V13_open_edx_may_name_another_page_of_ours_than_its_login_did(door: Doorstep) -> None:
    attempt = door.launches({TARGET: OUR_LAUNCH + "?block=7"}, begun=open_edx(door))

    assert attempt.status == 303


@pytest.mark.parametrize("target", NOT_OURS)
def test_V13_open_edx_may_not_name_a_page_of_somebody_else(door: Doorstep, target: str) -> None:
    refused(door.launches({TARGET: target}, begun=open_edx(door)), Refusal.TARGET_NOT_OURS)


@pytest.mark.parametrize(
    "link", [ABSENT, {}, {"title": "no id"}, {"id": ""}, {"id": "7" * 256}, {"id": 7}, {"id": None}]
)
def test_V14_a_resource_link_must_have_an_id(door: Doorstep, link: Any) -> None:
    refused(door.launches({RESOURCE_LINK: link}), Refusal.RESOURCE_LINK_WRONG)


@pytest.mark.parametrize("sub", [ABSENT, "", "5" * 256, "é", "5\n", "\0", 5, None])
def test_V15_a_launch_without_a_person_is_refused(door: Doorstep, sub: Any) -> None:
    refused(door.launches({"sub": sub}), Refusal.SUBJECT_WRONG)


@pytest.mark.parametrize("roles", [ABSENT, MEMBERSHIP + "Instructor", [5], [None], [MEMBERSHIP + "Instructor", ["x"]]])
def test_V16_roles_must_be_a_list_of_names(door: Doorstep, roles: Any) -> None:
    refused(door.launches({ROLES: roles}), Refusal.ROLES_WRONG)


def test_V16_no_role_and_unknown_roles_are_a_launch_without_access(door: Doorstep) -> None:
    for roles in ([], ["Helper"], ["http://unheard.example/role#Helper"] * 200, ["#", "/", "::"]):
        attempt = door.launches({ROLES: roles})

        assert attempt.status == 403
        assert "does not have a staff role" in attempt.page


def test_V17_claims_that_we_do_not_know_are_ignored(door: Doorstep) -> None:
    strange = {LTI + "new": [{"a": {}}], "for_user": 7, "auth_time": "now", "acr": None, "": "", "__proto__": {}}

    assert door.launches(strange).status == 303


def test_V19_only_what_is_needed_is_kept(door: Doorstep) -> None:
    endpoint = {"lineitem": "https://school.example/items/1", "scope": ["a"]}
    attempt = door.launches({"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": endpoint})
    after = attempt.after

    assert attempt.status == 303
    # And that somebody came from this school in this week, not who, where nobody had yet: for the page about health.
    assert attempt.changed - {"tenant_weeks"} == {"login_transactions", "staff", "sessions"}
    kept = str(after["staff"]) + str(after["sessions"])
    for personal in ("Okafor", "sam@school.example", "Staff safeguarding", "CourseSection"):
        assert personal not in kept
    assert str(after["sessions"]).count(PERSON) == 0
    assert f"{COOKIE}=" in attempt.cookies


def test_V19_an_accepted_launch_is_logged_without_the_person(door: Doorstep) -> None:
    attempt = door.launches()

    assert [line["event"] for line in attempt.lines] == ["launch accepted"]
    for secret in attempt.secrets:
        assert secret not in attempt.log


def test_V19_a_launch_without_context_names_or_email_signs_in(door: Doorstep) -> None:
    missing = dict.fromkeys(("name", "given_name", "family_name", "email", CONTEXT), ABSENT)

    assert door.launches(missing).status == 303
