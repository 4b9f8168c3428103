"""The nine valid launches of 1EdTech's certification, by a teacher and by a student, and what a launch keeps."""

from dataclasses import asdict

import pytest

from lti_tool.launch.message import Launch
from lti_tool.launch.roles import Standing, standing
from tests.launch.arrivals import Arrivals
from tests.launch.platform import ABSENT, CONTEXT, CUSTOM, ENDPOINT, MEMBERSHIP, PRESENTATION, ROLES

TEACHER, STUDENT = MEMBERSHIP + "Instructor", MEMBERSHIP + "Learner"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
NO_NAMES = dict.fromkeys(("name", "given_name", "family_name"), ABSENT)
NO_EMAIL = {"email": ABSENT}

KINDS = {
    "normal": {},
    "multiple roles": {"more": [INSTITUTION + "Staff", INSTITUTION + "Student"]},
    "short role": {"short": True},
    "unknown role": {"roles": ["http://purl.imsglobal.org/vocab/lis/v2/uknownrole/unknown#Helper"]},
    "no role": {"roles": []},
    "email only": NO_NAMES,
    "names only": NO_EMAIL,
    "no personal information": NO_NAMES | NO_EMAIL,
    "email without context": NO_NAMES | {CONTEXT: ABSENT},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [TEACHER, STUDENT], ids=["teacher", "student"])
def test_each_valid_launch_is_accepted(arrivals: Arrivals, role: str, kind: str) -> None:
    changes = dict(KINDS[kind])
    roles = [role.removeprefix(MEMBERSHIP) if changes.pop("short", False) else role, *changes.pop("more", [])]
    roles = changes.pop("roles", roles)

    launch = arrivals.arrive({ROLES: roles} | changes)

    assert (launch.tenant_id, launch.sub) == (arrivals.tenant_id, "5")
    assert launch.roles == tuple(roles)
    assert _standing(launch) is _expected(role, roles)


def test_a_launch_keeps_only_what_is_needed(arrivals: Arrivals) -> None:
    launch = arrivals.arrive()

    kept = str(asdict(launch))

    assert launch.name == "Sam Okafor"
    assert "Staff safeguarding" not in kept
    assert "sam@school.example" not in kept
    assert "Sam" not in repr(launch)


def test_the_gradebook_is_read(arrivals: Arrivals) -> None:
    endpoint = {"lineitems": "https://school.example/items?type_id=1", "scope": ["a", "b"], "extra": 1}

    launch = arrivals.arrive({ENDPOINT: endpoint})

    assert launch.gradebook is not None
    assert launch.gradebook.line_items_url == "https://school.example/items?type_id=1"
    assert (launch.gradebook.line_item_url, launch.gradebook.scopes) == (None, ("a", "b"))


def test_a_custom_value_that_the_host_did_not_fill_in_counts_as_absent(arrivals: Arrivals) -> None:
    launch = arrivals.arrive({CUSTOM: {"guide": "england", "lead": "$Person.unknown", "empty": "", "none": None}})

    assert launch.custom == {"guide": "england"}


def test_the_way_back_and_the_language_are_read(arrivals: Arrivals) -> None:
    presentation = {"return_url": "https://school.example/back", "locale": "cy", "document_target": "iframe"}

    launch = arrivals.arrive({PRESENTATION: presentation})

    assert (launch.return_url, launch.locale) == ("https://school.example/back", "cy")


def test_what_may_be_left_out_may_be_empty(arrivals: Arrivals) -> None:
    launch = arrivals.arrive({"name": "", CONTEXT: None, ENDPOINT: None, PRESENTATION: {"return_url": ""}})

    assert (launch.name, launch.context_id, launch.gradebook, launch.return_url) == (None, None, None, None)


def test_an_audience_of_several_is_fine_when_we_are_the_authorised_party(arrivals: Arrivals) -> None:
    assert arrivals.arrive({"aud": ["another", "signpost-client"], "azp": "signpost-client"}).sub == "5"
    assert arrivals.arrive({"aud": ["signpost-client"]}).sub == "5"


@pytest.mark.parametrize("shift", [-60, 60, -600])
def test_clocks_may_differ_by_a_minute(arrivals: Arrivals, shift: int) -> None:
    now = int(arrivals.clock.now().timestamp())

    assert arrivals.arrive({"iat": now + shift, "exp": now - 59, "nbf": now + 60}).sub == "5"


def test_unknown_claims_are_ignored(arrivals: Arrivals) -> None:
    assert arrivals.arrive({"https://purl.example/claim/new": [{}], "for_user": 7}).sub == "5"


def _standing(launch: Launch) -> Standing:
    return standing(launch.roles, staff_only_course=False)


def _expected(role: str, roles: list[str]) -> Standing:
    if not roles or "unknown#" in roles[0]:
        return Standing.OTHER
    return Standing.STAFF if role == TEACHER else Standing.LEARNER
