"""From a line in a gradebook to what that person has sent: for those who may see it, and for nobody else."""

import pytest

from lti_tool.tenants.model import Role
from tests.launch.platform import ABSENT, ENDPOINT, FOR_USER, MEMBERSHIP, ROLES
from tests.messages.conftest import HOST, THERE, Town

NOTHING = "There is no record for you to open here"


def test_a_lead_is_led_to_the_only_case_that_somebody_sent(town: Town) -> None:
    case = town.school.reports()

    seen = town.reviews("lead", "reporter")

    assert (seen.status, seen.path) == (200, f"/cases/{case.id}")
    assert case.reference in seen.text


def test_of_several_cases_there_is_a_list(town: Town) -> None:
    cases = [town.school.reports() for _ in range(2)]

    seen = town.reviews("head", "reporter")

    assert seen.status == 200
    assert all(case.reference in seen.text and f"/cases/{case.id}" in seen.text for case in cases)


def test_a_list_holds_only_what_its_reader_may_see(town: Town) -> None:
    ordinary, hidden = town.school.reports(), town.school.reports(restricted=True)

    assert town.reviews("lead", "reporter").path == f"/cases/{ordinary.id}"
    assert hidden.reference in town.reviews("head", "reporter").text


def test_practice_a_hidden_case_and_nothing_at_all_look_the_same(town: Town) -> None:
    nothing = town.reviews("lead", "reporter")
    town.school.practised()
    practised = town.reviews("lead", "reporter")
    town.school.reports(restricted=True)
    hidden = town.reviews("lead", "reporter")
    unknown = town.reviews("lead", "nobody-we-know")

    assert NOTHING in nothing.words
    assert nothing.status == practised.status == hidden.status == unknown.status == 404
    assert nothing.words == practised.words == hidden.words == unknown.words


def test_a_case_kept_from_a_lead_is_not_there(town: Town) -> None:
    case = town.school.reports()
    town.school.keeping.keep_from(case.id, town.school.head, town.school.lead.id)

    assert NOTHING in town.reviews("lead", "reporter").words


@pytest.mark.parametrize("sub", ["reporter", "admin", "stranger"])
def test_whoever_reads_no_cases_is_told_the_same(town: Town, sub: str) -> None:
    town.school.reports()

    seen = town.reviews(sub, "reporter")

    assert (seen.status, NOTHING in seen.words) == (404, True)


def test_the_person_themself_is_shown_nothing_by_it(town: Town) -> None:
    case = town.school.reports()
    town.world.grants(town.school, HOST, "reporter", Role.LEAD)

    assert town.reviews("lead", "reporter").path == f"/cases/{case.id}"
    assert NOTHING in town.reviews("reporter", "reporter").words


def test_a_learner_never_gets_there(town: Town) -> None:
    town.school.reports()

    seen = town.reviews("lead", "reporter", **{ROLES: [MEMBERSHIP + "Learner"]})

    assert seen.status == 403
    assert "0800 1111" in seen.text


def test_the_other_schools_lead_sees_nothing_of_the_same_person(town: Town) -> None:
    case = town.school.reports()
    staff = town.school.reporter.id

    seen = town.reviews("lead", "reporter", THERE)

    assert NOTHING in seen.words
    assert NOTHING in seen.goes_to(f"/sent-by/{staff}").words
    assert case.reference not in seen.text


def test_what_was_begun_and_not_sent_is_no_submission(town: Town) -> None:
    town.school.starts(town.school.reporter, danger="no")

    assert NOTHING in town.reviews("lead", "reporter").words


@pytest.mark.parametrize(
    "broken",
    [
        {FOR_USER: ABSENT},
        {FOR_USER: {}},
        {FOR_USER: "reporter"},
        {FOR_USER: {"user_id": 5}},
        {ENDPOINT: ABSENT},
        {ENDPOINT: {"lineitems": "https://host0.example/items", "scope": []}},
    ],
)
def test_without_a_person_or_a_column_it_is_refused(town: Town, broken: dict[str, object]) -> None:
    town.school.reports()

    assert town.reviews("lead", "reporter", **broken).status == 403
