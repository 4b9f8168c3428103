"""What a reporter adds is read before a lead decides, and a form keeps only what it offers."""

import pytest

from lti_tool.cases.model import Case
from lti_tool.cases.store import read_case
from tests.journeys.answers import words
from tests.journeys.conftest import QuickSchool
from tests.journeys.test_leads_and_reporters_talk import at, lead, only_form, reporter
from tests.school import Visit

__all__ = ["lead", "reporter"]


def stored(school: QuickSchool, visit: Visit) -> Case:
    """The case as it lies there. Nobody has looked at it for this."""
    with school.services.database.reading() as db:
        return read_case(db, school.team.tenant.id, visit.case_id)


def test_what_a_page_does_not_show_stays_new_and_nothing_is_decided_before_it_is_read(
    quick_school: QuickSchool, lead: Visit, reporter: Visit
) -> None:
    lead.goes_to(at(lead, "decision/override"))
    override = only_form(lead, "/decision/override/")
    reporter.goes_to(at(reporter, "add")).submits(at(reporter, "add"), words="She says she will run away tonight.")
    for page in ("decision/override", "hand-over", "links", "children", "agencies", "ask"):
        lead.goes_to(at(lead, page))
        assert stored(quick_school, lead).news_at is not None, page
    newest = f"{override.rsplit('/', 1)[0]}/{stored(quick_school, lead).version}"

    lead.goes_to(at(lead, "decision/override")).submits(newest, outcome="REFER_NOW", reason="As asked.")

    assert lead.last.status_code == 409
    assert "Something was added that you have not read." in words(lead)
    assert "She says she will run away tonight." in words(lead.goes_to(at(lead, "outcome")))
    lead.goes_to(at(lead, "decision/override"))
    lead.submits(only_form(lead, "/decision/override/"), outcome="REFER_NOW", reason="As asked.")
    assert quick_school.team.file(lead.case_id).decision is not None


@pytest.mark.parametrize("wrong", [{"response": "bogus"}, {"sure": "no"}])
def test_an_option_that_a_form_does_not_offer_is_not_kept(
    quick_school: QuickSchool, lead: Visit, wrong: dict[str, str]
) -> None:
    lead.goes_to(at(lead, "decision/override"))

    lead.submits(only_form(lead, "/decision/override/"), outcome="REFER_NOW", reason="I would not wait.", **wrong)

    assert lead.last.status_code == 422
    assert quick_school.team.file(lead.case_id).decision is None
    assert lead.goes_to(at(lead, "outcome")).last.status_code == 200
