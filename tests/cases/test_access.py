"""Who sees a case, and as whom. The table is for the safeguarding lead and the head to approve."""

import pytest

from lti_tool.cases.access import sees_queue, sight
from lti_tool.cases.model import Case, Sight, Status
from lti_tool.guidance.model import Level
from lti_tool.tenants.model import Role, Staff
from tests.clock import START

REPORTER, LEAD, HEAD, NONE = Sight.REPORTER, Sight.LEAD, Sight.HEAD, None


def person(staff_id: str, *roles: Role, tenant: str = "oakfield") -> Staff:
    return Staff(staff_id, tenant, "host", f"sub-{staff_id}", None, frozenset(roles))


def case(*, restricted: bool) -> Case:
    return Case(
        id="case",
        tenant_id="oakfield",
        reference="7F3K",
        guide_id="england_v1",
        status=Status.SENT,
        strand="images",
        level=Level.CONSULT,
        restricted=restricted,
        interrupted_at=0,
        reporter_id="sam",
        started_at=START,
        answered_at=START,
        sent_at=START,
        opened_at=None,
        closed_at=None,
        version=1,
    )


# Who, whether they began the case, an ordinary case, a restricted one, and one that is about them.
TABLE = [
    ((), True, REPORTER, REPORTER, NONE),
    ((), False, NONE, NONE, NONE),
    ((Role.REPORTER,), False, NONE, NONE, NONE),
    ((Role.ADMINISTRATOR,), False, NONE, NONE, NONE),
    ((Role.ADMINISTRATOR,), True, REPORTER, REPORTER, NONE),
    ((Role.LEAD,), False, LEAD, NONE, NONE),
    ((Role.LEAD,), True, LEAD, REPORTER, NONE),
    ((Role.DEPUTY,), False, LEAD, NONE, NONE),
    ((Role.DEPUTY,), True, LEAD, REPORTER, NONE),
    ((Role.LEAD, Role.DEPUTY, Role.ADMINISTRATOR), False, LEAD, NONE, NONE),
    ((Role.HEAD,), False, HEAD, HEAD, NONE),
    ((Role.HEAD,), True, HEAD, HEAD, NONE),
    ((Role.HEAD, Role.LEAD), False, HEAD, HEAD, NONE),
]


@pytest.mark.parametrize(("roles", "began", "ordinary", "restricted", "about_them"), TABLE)
def test_as_whom_a_person_sees_a_case(
    roles: tuple[Role, ...], began: bool, ordinary: Sight | None, restricted: Sight | None, about_them: Sight | None
) -> None:
    who = person("sam" if began else "other", *roles)

    assert sight(case(restricted=False), who, frozenset()) is ordinary
    assert sight(case(restricted=True), who, frozenset()) is restricted
    assert sight(case(restricted=True), who, frozenset({who.id})) is about_them
    assert sight(case(restricted=False), who, frozenset({who.id})) is None


@pytest.mark.parametrize("roles", [(), *[(role,) for role in Role], tuple(Role)])
def test_nobody_of_another_school_sees_it_whatever_their_role(roles: tuple[Role, ...]) -> None:
    for who in (person("sam", *roles, tenant="elmwood"), person("other", *roles, tenant="elmwood")):
        assert sight(case(restricted=False), who, frozenset()) is None
        assert sight(case(restricted=True), who, frozenset()) is None


@pytest.mark.parametrize(
    ("role", "has_list"),
    [(Role.LEAD, True), (Role.DEPUTY, True), (Role.HEAD, True), (Role.ADMINISTRATOR, False), (Role.REPORTER, False)],
)
def test_who_has_a_list_of_cases(role: Role, has_list: bool) -> None:
    assert sees_queue(person("other", role)) is has_list
    assert sees_queue(person("other")) is False
