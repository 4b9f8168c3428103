"""Something new in a case is said at the top of the list, on every part of it, with the way to it."""

import pytest

from lti_tool.tenants.model import Role
from tests.journeys.answers import link, words
from tests.journeys.conftest import QuickSchool
from tests.journeys.test_leads_and_reporters_talk import decides, lead, reporter
from tests.school import Visit

__all__ = ["lead", "reporter"]


@pytest.mark.parametrize("page", ["add", "disagree"])
def test_what_is_added_to_a_decided_case_is_said_at_the_top_of_the_list(
    lead: Visit, reporter: Visit, page: str
) -> None:
    case = f"/cases/{lead.case_id}"
    decides(lead)
    said = "Somebody has added something to 1 decided case."
    assert said not in words(lead.goes_to("/cases"))

    reporter.goes_to(f"{case}/{page}").submits(f"{case}/{page}", words="He is back.")

    assert said in words(lead.goes_to("/cases"))
    lead.goes_to(link(lead, said))
    assert "something new" in words(lead)
    lead.goes_to(case)
    assert said not in words(lead.goes_to("/cases"))


def test_from_any_part_of_the_list_a_line_leads_to_what_cannot_wait(quick_school: QuickSchool) -> None:
    quick_school.opens("reporter").starts().answers(danger="yes")
    lead = quick_school.opens("lead").goes_to("/cases?show=mine")
    said = "1 case cannot wait, and nobody has looked at what is new in it."

    assert link(lead, said) == "/cases?show=waiting"

    lead.goes_to(link(lead, said))
    assert said in words(lead)
    with pytest.raises(AssertionError):
        link(lead, said)


def test_a_case_whose_owner_is_no_lead_any_more_says_that_nobody_has_it(quick_school: QuickSchool, lead: Visit) -> None:
    team, case = quick_school.team, f"/cases/{lead.case_id}"
    deputy = quick_school.opens("deputy")
    assert "With Lead Person." in words(deputy.goes_to(case))

    with team.database.transaction() as db:
        team.book.revoke(db, team.lead, Role.LEAD)

    assert "Nobody yet" in words(deputy.goes_to("/cases?show=nobodys"))
    assert "With Lead Person." not in words(deputy.goes_to(case))
