"""Who gets in with which roles (LTI 1.3 Core, appendix A): through HTTP, in a course that is not staff-only."""

from __future__ import annotations

import pytest

from lti_tool.tenants.model import Posting, Role
from lti_tool.web.session import COOKIE
from tests.hostile.doorstep import PERSON, Doorstep
from tests.hostile.evidence import Attempt
from tests.launch.platform import CONTEXT, LTI, MEMBERSHIP, ROLES
from tests.launch.test_roles import INSTITUTION, SUB, SYSTEM, TEST_USER

M = MEMBERSHIP
SCOPE_MENTOR = LTI + "role_scope_mentor"

STAFF = [
    [M + "Instructor"],
    ["Instructor"],
    [M + "Administrator"],
    [SUB + "Instructor#TeachingAssistant", M + "Instructor"],
    [M + "Instructor", SYSTEM + "None", INSTITUTION + "None"],
    [M + "Mentor", M + "Instructor"],
]
LEARNERS = [
    [M + "Learner"],
    ["Learner"],
    [M + "Learner", M + "Instructor"],
    [M + "Learner", INSTITUTION + "Instructor"],
    [SUB + "Learner#GuestLearner"],
    [SUB + "Learner#Instructor"],
]
NOBODY: list[list[str]] = [
    [],
    [M + "Mentor"],
    [INSTITUTION + "Administrator"],
    [INSTITUTION + "Instructor", INSTITUTION + "Staff"],
    [SYSTEM + "SysAdmin"],
    [TEST_USER],
    [M + "Instructor", TEST_USER],
    ["http://purl.imsglobal.org/vocab/lis/v2/anything#Instructor"],
    ["https://evil.example/#Instructor"],
    [M + "instructor"],
    [M + "Instructor "],
    [SUB + "Mentor#Instructor"],
    [SUB + "Manager#Observer"],
    ["Instructor#TeachingAssistant"],
    ["TransientUser", "Observer"],
]


def left_nothing(attempt: Attempt) -> bool:
    """Nothing was stored but the login, used up."""
    return attempt.changed == {"login_transactions"}


@pytest.mark.parametrize("roles", STAFF)
def test_staff_of_the_course_are_signed_in(door: Doorstep, roles: list[str]) -> None:
    attempt = door.launches({ROLES: roles})

    assert attempt.status == 303
    assert f"{COOKIE}=" in attempt.cookies


@pytest.mark.parametrize("roles", LEARNERS)
def test_a_pupil_gets_the_calm_page_and_nothing_is_stored(door: Doorstep, roles: list[str]) -> None:
    attempt = door.launches({ROLES: roles})

    assert attempt.status == 403
    assert "0800 1111" in attempt.page
    assert f"{COOKIE}=" not in attempt.cookies.replace(f"{COOKIE}=;", "")
    assert left_nothing(attempt)


@pytest.mark.parametrize("roles", NOBODY)
def test_who_has_no_staff_role_in_the_course_is_told_so_and_nothing_is_stored(door: Doorstep, roles: list[str]) -> None:
    attempt = door.launches({ROLES: roles})

    assert attempt.status == 403
    assert "does not have a staff role" in attempt.page
    assert left_nothing(attempt)


@pytest.mark.parametrize(
    ("roles", "reason"),
    [*((roles, "learner") for roles in LEARNERS), *((roles, "no_staff_role") for roles in NOBODY)],
)
def test_that_somebody_was_turned_away_is_in_the_log_and_who_it_was_is_not(
    door: Doorstep, roles: list[str], reason: str
) -> None:
    attempt = door.launches({ROLES: roles})

    assert [line["event"] for line in attempt.lines] == ["launch accepted", "launch turned away"]
    assert (attempt.lines[1]["reason"], attempt.lines[1]["host"]) == (reason, door.host.id)
    assert not [secret for secret in attempt.secrets if secret in attempt.log]


def test_staff_without_a_role_can_read_out_the_reference_of_that_line(door: Doorstep) -> None:
    attempt = door.launches({ROLES: []})

    assert f"<strong>{attempt.lines[1]['incident']}</strong>" in attempt.page


def test_a_pupil_is_shown_no_reference(door: Doorstep) -> None:
    attempt = door.launches({ROLES: ["Learner"]})

    assert "incident" not in attempt.log
    assert "reference" not in attempt.page.lower()


@pytest.mark.parametrize(
    ("roles", "reason"), [([], "no_staff_role"), ([M + "Mentor"], "no_staff_role"), ([M + "Learner"], "learner")]
)
def test_the_children_whom_a_mentor_looks_after_give_no_role(door: Doorstep, roles: list[str], reason: str) -> None:
    """`role_scope_mentor` names people; it is no right to anything."""
    attempt = door.launches({ROLES: roles, SCOPE_MENTOR: [PERSON, "child-5521"]})

    assert attempt.status == 403
    assert left_nothing(attempt)
    assert attempt.lines[1]["reason"] == reason
    assert "child-5521" not in attempt.log + attempt.page


def test_staff_who_are_mentors_too_are_signed_in_and_the_children_are_not_kept(door: Doorstep) -> None:
    attempt = door.launches({ROLES: [M + "Instructor"], SCOPE_MENTOR: ["child-5521"]})

    assert attempt.status == 303
    assert "child-5521" not in str(attempt.after)


def test_a_role_that_we_hold_lets_a_person_in_without_one_in_the_course(door: Doorstep) -> None:
    door.tool.services.install.grant(door.tool.tenant_id, door.host.id, PERSON, Role.LEAD)

    assert door.launches({ROLES: []}).status == 303
    assert door.launches({ROLES: [INSTITUTION + "Administrator"]}).status == 303


@pytest.mark.parametrize("roles", [[M + "Learner"], [M + "Learner", M + "Instructor"], [M + "Instructor", TEST_USER]])
def test_a_role_that_we_hold_lets_no_pupil_and_no_test_person_in(door: Doorstep, roles: list[str]) -> None:
    door.tool.services.install.grant(door.tool.tenant_id, door.host.id, PERSON, Role.LEAD)

    assert door.launches({ROLES: roles}).status == 403


def test_a_role_held_at_one_host_is_nothing_at_another(door: Doorstep, college: Doorstep) -> None:
    college.tool.services.install.grant(college.tool.tenant_id, college.host.id, PERSON, Role.LEAD)

    assert door.launches({ROLES: []}).status == 403


def test_a_course_of_the_same_id_at_another_host_is_not_staff_only(door: Doorstep, college: Doorstep) -> None:
    college.tool.services.install.mark_staff_only(college.tool.tenant_id, college.host.id, "2", Posting.OFF)

    assert door.launches({ROLES: ["Learner"], CONTEXT: {"id": "2"}}).status == 403
    assert college.launches({ROLES: ["Learner"], CONTEXT: {"id": "2"}}).status == 303
