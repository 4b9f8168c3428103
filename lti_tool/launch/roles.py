"""What a person is in the course they come from. Only roles in the course count, and each must be spelt exactly.

Canvas calls a pupil of this course an Instructor of the institution when they teach elsewhere, so institution and
system roles say who somebody is, not what they may see here.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
SUB_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership/"
TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"

STAFF_ROLES = frozenset({"Instructor", "Administrator", "ContentDeveloper", "Manager", "Officer"})
# LTI 1.3 Core, appendix A: the roles in a course. LTI 1.1 had short names, which only ever meant these.
COURSE_ROLES = STAFF_ROLES | {"Learner", "Mentor", "Member"}


class Standing(Enum):
    """What a launch lets a person do."""

    STAFF = "staff"
    LEARNER = "learner"
    OTHER = "other"


def standing(roles: Iterable[str], *, staff_only_course: bool) -> Standing:
    """The least that the roles together allow.

    Args:
        staff_only_course: an administrator marked the course as one where everybody enrolled is staff.
    """
    given = frozenset(roles)
    held = frozenset(role for role in map(_course_role, given) if role is not None)
    if "Learner" in held and not staff_only_course:
        return Standing.LEARNER
    counts_as_staff = STAFF_ROLES | {"Learner"} if staff_only_course else STAFF_ROLES
    # A host's test person is nobody: what they send must not reach a real safeguarding lead.
    if TEST_USER in given or held.isdisjoint(counts_as_staff):
        return Standing.OTHER
    return Standing.STAFF


def runs_course(roles: Iterable[str]) -> bool:
    """Whether a role of theirs in the course is one of those that teach or run it."""
    return any(_course_role(role) in STAFF_ROLES for role in roles)


def is_never_staff(roles: Iterable[str]) -> bool:
    """Whether these roles keep somebody out whatever role we hold for them.

    A role that we hold stands in for a course role that a host does not send; it outweighs none that says who
    somebody is here: a pupil, somebody who watches over one, or a host's test person.
    """
    given = frozenset(roles)
    return TEST_USER in given or any(_principal(role) in {"Learner", "Mentor"} for role in given)


def _principal(role: str) -> str:
    """`Mentor` for every spelling of a mentor's role, sub-roles included; empty for what is no role in a course."""
    name = role.removeprefix(MEMBERSHIP)
    if name in COURSE_ROLES:
        return name
    return role.removeprefix(SUB_ROLE).partition("#")[0] if role.startswith(SUB_ROLE) else ""


def _course_role(role: str) -> str | None:
    """`Instructor` for what makes somebody an instructor of the course; None for what is no role in a course."""
    if role in COURSE_ROLES:
        return role
    if role.startswith(MEMBERSHIP):
        name = role.removeprefix(MEMBERSHIP)
        return name if name in COURSE_ROLES else None
    principal, separator, detail = role.removeprefix(SUB_ROLE).partition("#")
    # Sub-roles of the others are not what their names say: Manager#Observer only looks on.
    is_known = role.startswith(SUB_ROLE) and separator and detail and principal in {"Instructor", "Learner"}
    return principal if is_known else None
