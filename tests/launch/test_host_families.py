"""Each family's launches, as it sends them, through the same door as everybody's."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.commands.install import FAMILIES as NAMES
from lti_tool.launch.hosts import FAMILIES, family_of, frame_origins
from lti_tool.launch.refusals import LaunchRefused, Refusal
from lti_tool.launch.roles import Standing, standing
from tests.launch.arrivals import BASE_URL, Arrivals, host_of
from tests.launch.platform import ABSENT, CONTEXT, MEMBERSHIP, RESOURCE_LINK, ROLES, TARGET, Platform, jwk_of

INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"
ASSISTANT = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"
TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
TEACHER, PUPIL = MEMBERSHIP + "Instructor", MEMBERSHIP + "Learner"
BLOCK = "block-v1:Trust+SAFE+2026+type@lti_consumer+block@tool1"

# Family, who it is, the roles that the family sends for them, what they are here.
ROLES_SENT: list[tuple[str, str, list[str], Standing]] = [
    ("moodle", "a teacher who may not edit", [TEACHER], Standing.STAFF),
    ("moodle", "an administrator", [TEACHER, INSTITUTION + "Administrator", SYSTEM + "Administrator"], Standing.STAFF),
    ("moodle", "a pupil", [PUPIL], Standing.LEARNER),
    ("moodle", "a teacher of an old site", ["Instructor"], Standing.STAFF),
    ("canvas", "a teaching assistant", [ASSISTANT, TEACHER], Standing.STAFF),
    ("canvas", "a pupil who teaches elsewhere", [PUPIL, INSTITUTION + "Instructor"], Standing.LEARNER),
    ("canvas", "an administrator who is not enrolled", [INSTITUTION + "Administrator"], Standing.OTHER),
    ("canvas", "Student View", [PUPIL, TEST_USER], Standing.LEARNER),
    ("brightspace", "somebody in an anonymous deployment", [], Standing.OTHER),
    ("open_edx", "staff", [SYSTEM + "None", TEACHER, INSTITUTION + "None"], Standing.STAFF),
    ("open_edx", "a pupil", [INSTITUTION + "None", PUPIL, SYSTEM + "None"], Standing.LEARNER),
]

# What else is peculiar in a token, where a host was measured.
TOKENS: dict[str, dict[str, Any]] = {
    "moodle": {CONTEXT: {"id": "2", "label": "staff", "title": "Staff", "type": ["CourseSection"]}},
    "open_edx": {
        "azp": "signpost-client",
        "given_name": ABSENT,
        "family_name": ABSENT,
        RESOURCE_LINK: {"id": BLOCK},
    },
}


def test_there_is_a_family_for_each_name_that_the_command_takes() -> None:
    assert sorted(family.name for family in FAMILIES) == sorted(NAMES)


@pytest.mark.parametrize(("family", "_who", "roles", "expected"), ROLES_SENT, ids=lambda value: str(value)[:40])
def test_roles_as_the_family_sends_them(
    arrivals: Arrivals, family: str, _who: str, roles: list[str], expected: Standing
) -> None:
    arrivals.change_family(family)

    launch = arrivals.arrive({ROLES: roles, **TOKENS.get(family, {})})

    assert standing(launch.roles, staff_only_course=False) is expected


@pytest.mark.parametrize("family", NAMES)
@pytest.mark.parametrize(
    ("target", "excused"), [(f"{BASE_URL}/lti/launch?practice", True), ("https://evil.example/lti/launch", False)]
)
def test_a_target_may_differ_where_the_family_is_known_to_and_never_lead_elsewhere(
    arrivals: Arrivals, family: str, target: str, excused: bool
) -> None:
    arrivals.change_family(family)
    login = arrivals.login()

    if excused and family == "open_edx":
        assert arrivals.launch(login, {TARGET: target}).sub == "5"
        return
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.launch(login, {TARGET: target})
    assert refusal.value.reason is (Refusal.TARGET_DIFFERS if excused else Refusal.TARGET_NOT_OURS)


@pytest.mark.parametrize(
    ("issuer", "auth_url", "family"),
    [
        ("https://canvas.instructure.com", "https://sso.canvaslms.com/api/lti/authorize_redirect", "canvas"),
        ("https://canvas.beta.instructure.com", "https://sso.beta.canvaslms.com/api/lti/authorize_redirect", "canvas"),
        ("https://canvas.test.instructure.com", "https://sso.test.canvaslms.com/api/lti/authorize_redirect", "canvas"),
        ("https://blackboard.com", "https://developer.blackboard.com/api/v1/gateway/oidcauth", "blackboard"),
        (
            "https://schoology.schoology.com",
            "https://lti-service.svc.schoology.com/lti-service/authorize-redirect",
            "schoology",
        ),
        ("https://moodle.school.example", "https://moodle.school.example/mod/lti/auth.php", "other"),
        ("https://evil.example/blackboard.com", "https://evil.example/auth", "other"),
    ],
)
def test_a_family_is_known_by_an_issuer_that_is_its_alone(
    platform: Platform, issuer: str, auth_url: str, family: str
) -> None:
    assert family_of(host_of(platform, issuer=issuer, auth_url=auth_url)).name == family


@pytest.mark.parametrize(
    ("issuer", "auth_url"),
    [
        ("https://blackboard.com", "https://developer.blackboard.com/api/v1/gateway/oidcauth"),
        ("https://schoology.schoology.com", "https://lti-service.svc.schoology.com/lti-service/authorize-redirect"),
    ],
)
def test_a_schools_own_pages_on_a_shared_host_are_those_it_gives(
    platform: Platform, issuer: str, auth_url: str
) -> None:
    """Their addresses are the vendor's: who may frame us beyond those is never guessed."""
    own = ("https://learn.oakfield.example",)
    host = host_of(platform, issuer=issuer, auth_url=auth_url, frame_origins=own)

    assert frame_origins(host) == own
    assert not [each for each in frame_origins(host_of(platform, issuer=issuer, auth_url=auth_url)) if "*" in each]


def test_brightspace_changes_its_keys_each_hour_and_no_launch_is_lost(
    arrivals: Arrivals, key: rsa.RSAPrivateKey, other_key: rsa.RSAPrivateKey
) -> None:
    arrivals.change_family("brightspace")
    platform = arrivals.platform
    for hour, pair in enumerate([key, other_key, key]):
        platform.kid = f"hour-{hour}"
        platform.keys = {platform.kid: pair}
        published = {"keys": [jwk_of(pair, platform.kid)]}
        arrivals.network.answers(platform.jwks_url, published, cache_control="no-cache, no-store")
        assert arrivals.arrive().sub == "5"
        arrivals.clock.moves_on(hours=1)
