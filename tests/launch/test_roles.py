"""Who counts as staff. The table is for a safeguarding lead to approve."""

import pytest

from lti_tool.launch.roles import Standing, is_never_staff, standing

M = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
SUB = "http://purl.imsglobal.org/vocab/lis/v2/membership/"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"
TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"

STAFF, LEARNER, OTHER = Standing.STAFF, Standing.LEARNER, Standing.OTHER

# Roles, standing in any course, standing in a course where everybody enrolled is staff.
TABLE: list[tuple[list[str], Standing, Standing]] = [
    ([M + "Instructor"], STAFF, STAFF),
    ([M + "Administrator"], STAFF, STAFF),
    ([M + "ContentDeveloper"], STAFF, STAFF),
    ([M + "Manager"], STAFF, STAFF),
    ([M + "Officer"], STAFF, STAFF),
    ([SUB + "Instructor#TeachingAssistant"], STAFF, STAFF),
    ([SUB + "Instructor#TeachingAssistant", M + "Instructor"], STAFF, STAFF),
    ([M + "Learner"], LEARNER, STAFF),
    ([SUB + "Learner#GuestLearner"], LEARNER, STAFF),
    ([M + "Learner", M + "Instructor"], LEARNER, STAFF),
    ([M + "Instructor", SUB + "Learner#NonCreditLearner"], LEARNER, STAFF),
    ([M + "Mentor"], OTHER, OTHER),
    ([M + "Member"], OTHER, OTHER),
    ([M + "Mentor", M + "Instructor"], STAFF, STAFF),
    ([], OTHER, OTHER),
    # Short names count as roles in the course.
    (["Instructor"], STAFF, STAFF),
    (["Learner"], LEARNER, STAFF),
    (["Learner", M + "Instructor"], LEARNER, STAFF),
    (["Mentor"], OTHER, OTHER),
    # Canvas: a pupil of this course who teaches elsewhere.
    ([M + "Learner", INSTITUTION + "Instructor"], LEARNER, STAFF),
    # Who somebody is at the institution or in the system gives nothing here.
    ([INSTITUTION + "Administrator"], OTHER, OTHER),
    ([INSTITUTION + "Instructor", INSTITUTION + "Staff"], OTHER, OTHER),
    ([SYSTEM + "Administrator", SYSTEM + "SysAdmin"], OTHER, OTHER),
    ([INSTITUTION + "Learner"], OTHER, OTHER),
    # Moodle's site administrator, and Open edX's padding.
    ([M + "Instructor", INSTITUTION + "Administrator", SYSTEM + "Administrator"], STAFF, STAFF),
    ([SYSTEM + "None", INSTITUTION + "None", M + "Instructor"], STAFF, STAFF),
    # A host's test person is never staff.
    ([M + "Instructor", TEST_USER], OTHER, OTHER),
    ([M + "Learner", TEST_USER], LEARNER, OTHER),
    ([TEST_USER], OTHER, OTHER),
    # Nothing is guessed from how a role ends, begins or is spelt.
    (["http://evil.example/vocab#Instructor"], OTHER, OTHER),
    (["http://purl.imsglobal.org/vocab/lis/v2/anything#Instructor"], OTHER, OTHER),
    ([SUB + "Learner#Instructor"], LEARNER, STAFF),
    ([SUB + "Mentor#Instructor"], OTHER, OTHER),
    ([SUB + "Manager#Observer"], OTHER, OTHER),
    ([SUB + "Administrator#ExternalSupport"], OTHER, OTHER),
    ([SUB + "Instructor#"], OTHER, OTHER),
    ([SUB + "Instructor"], OTHER, OTHER),
    ([M + "instructor"], OTHER, OTHER),
    ([M + "Instructor "], OTHER, OTHER),
    (["INSTRUCTOR"], OTHER, OTHER),
    (["#Instructor"], OTHER, OTHER),
    (["Instructor#TeachingAssistant"], OTHER, OTHER),
    (["urn:lti:role:ims/lis/Instructor"], OTHER, OTHER),
    ([M], OTHER, OTHER),
    ([SUB], OTHER, OTHER),
    ([""], OTHER, OTHER),
]


@pytest.mark.parametrize(("roles", "anywhere", "_staff_only"), TABLE)
def test_standing_in_any_course(roles: list[str], anywhere: Standing, _staff_only: Standing) -> None:
    assert standing(roles, staff_only_course=False) is anywhere


@pytest.mark.parametrize(("roles", "_anywhere", "staff_only"), TABLE)
def test_standing_in_a_staff_only_course(roles: list[str], _anywhere: Standing, staff_only: Standing) -> None:
    assert standing(roles, staff_only_course=True) is staff_only


# Roles, and whether they keep somebody out whom we gave a role ourselves.
NEVER_STAFF: list[tuple[list[str], bool]] = [
    ([], False),
    ([SYSTEM + "Administrator"], False),
    ([INSTITUTION + "Administrator", INSTITUTION + "Learner"], False),
    ([M + "Member"], False),
    ([M + "Instructor"], False),
    ([M + "instructor"], False),
    (["http://evil.example/vocab#Learner"], False),
    ([M + "Learner"], True),
    ([SUB + "Learner#GuestLearner"], True),
    (["Learner"], True),
    ([M + "Mentor"], True),
    (["Mentor"], True),
    ([SUB + "Mentor#Advisor"], True),
    ([M + "Mentor", SYSTEM + "Administrator"], True),
    ([TEST_USER], True),
    ([M + "Instructor", TEST_USER], True),
]


@pytest.mark.parametrize(("roles", "never"), NEVER_STAFF)
def test_who_is_kept_out_whatever_role_we_hold_for_them(roles: list[str], never: bool) -> None:
    assert is_never_staff(roles) is never
