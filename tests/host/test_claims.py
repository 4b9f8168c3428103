"""The sandbox host says about people and courses what Moodle says, and no more."""

from typing import Any

import jwt
import pytest
import requests

from tests.host import SandboxHost
from tests.host.school import EDITING_TEACHER, SCIENCE, STAFF_COURSE, STUDENT

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
IDENTITY = {"name", "given_name", "family_name", "email"}


def test_a_token_is_signed_for_the_tool_and_lives_a_minute(host, browser):
    token = browser.fields("reporter", STAFF_COURSE).fields["id_token"]

    claims = verified(host, token)

    assert jwt.get_unverified_header(token)["alg"] == "RS256"
    assert claims["aud"] == host.client_id
    assert claims["exp"] == claims["iat"] + 60
    assert claims["nonce"] == "the nonce"
    assert "azp" not in claims


def test_the_message_is_a_resource_link_of_a_moodle_course(host):
    claims = host.claims_for("reporter", STAFF_COURSE)

    assert claims[f"{CLAIM}message_type"] == "LtiResourceLinkRequest"
    assert claims[f"{CLAIM}version"] == "1.3.0"
    assert claims[f"{CLAIM}deployment_id"] == "1"
    assert claims[f"{CLAIM}context"]["id"] == STAFF_COURSE
    assert claims[f"{CLAIM}context"]["type"] == ["CourseSection"]
    assert claims[f"{CLAIM}resource_link"] == {"id": "1", "title": "Staff guide", "description": ""}
    assert claims[f"{CLAIM}tool_platform"]["product_family_code"] == "moodle"
    assert claims[f"{CLAIM}launch_presentation"]["document_target"] == "iframe"
    assert claims[f"{CLAIM}custom"]["link_setting_url"].endswith("/links/{link_id}/custom")


def test_nobody_is_named_unless_the_school_chose_so(host):
    unnamed = host.claims_for("reporter", STAFF_COURSE)
    host.privacy(names=True)
    named = host.claims_for("reporter", STAFF_COURSE)
    host.privacy(names=True, emails=True)
    addressed = host.claims_for("reporter", STAFF_COURSE)

    assert not IDENTITY & set(unnamed)
    assert "user_username" not in unnamed[f"{CLAIM}ext"]
    assert (named["name"], named["given_name"], named["family_name"]) == ("Sam Okafor", "Sam", "Okafor")
    assert named[f"{CLAIM}ext"]["user_username"] == "sam.okafor"
    assert "email" not in named
    assert addressed["email"] == "sam.okafor@school.example"


@pytest.mark.parametrize(
    ("person", "course", "roles"),
    [
        ("reporter", STAFF_COURSE, [f"{MEMBERSHIP}Learner"]),
        ("head", STAFF_COURSE, [f"{MEMBERSHIP}Learner"]),
        ("reporter", SCIENCE, [f"{MEMBERSHIP}Instructor"]),
        ("colleague", SCIENCE, [f"{MEMBERSHIP}Instructor"]),
        ("pupil", SCIENCE, [f"{MEMBERSHIP}Learner"]),
        (
            "administrator",
            SCIENCE,
            [
                f"{MEMBERSHIP}Instructor",
                "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator",
                "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator",
            ],
        ),
    ],
)
def test_roles_are_those_of_the_course(host, person, course, roles):
    assert host.claims_for(person, course)[f"{CLAIM}roles"] == roles


def test_a_teacher_who_is_a_student_too_launches_as_instructor_alone(host):
    reporter, science = host.people["reporter"], host.school.courses[SCIENCE]
    host.school.enrol(reporter, science, EDITING_TEACHER, STUDENT)

    assert host.claims_for("reporter", SCIENCE)[f"{CLAIM}roles"] == [f"{MEMBERSHIP}Instructor"]


def test_a_graded_activity_names_its_line_item_and_an_ungraded_one_does_not(host):
    graded = host.claims_for("reporter", STAFF_COURSE)[AGS]
    host.set_graded(STAFF_COURSE, False)
    ungraded = host.claims_for("reporter", STAFF_COURSE)[AGS]

    assert graded["lineitem"].endswith("/lineitem?type_id=1")
    assert graded["lineitems"].endswith("/lineitems?type_id=1")
    assert len(graded["scope"]) == 4
    assert set(ungraded) == {"scope", "lineitems"}


def test_a_test_can_tamper_with_claims_and_sign_them(host):
    claims = host.claims_for("reporter", STAFF_COURSE)

    token = host.sign(claims, sub="6", without=["exp"])

    assert verified(host, token)["sub"] == "6"
    assert "exp" not in verified(host, token)
    assert "kid" not in jwt.get_unverified_header(host.sign(claims, header={}))


def test_a_rotated_key_has_another_id(host):
    before = published(host)
    host.rotate_key()

    assert published(host)["kid"] != before["kid"]


def published(host: SandboxHost) -> dict[str, Any]:
    """The host's one public key."""
    (key,) = requests.get(host.jwks_url, timeout=10).json()["keys"]
    return dict(key)


def verified(host: SandboxHost, token: str) -> dict[str, Any]:
    """The claims, checked against the key the host publishes under the token's key id."""
    key = published(host)
    assert jwt.get_unverified_header(token)["kid"] == key["kid"]
    return jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], audience=host.client_id)
