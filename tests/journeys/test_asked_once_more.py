"""Going below a referral that cannot wait: the page says what is met and asks once more before anything is kept."""

import re

import pytest

from lti_tool.cases.model import Status
from lti_tool.guidance.model import Level
from tests.cases.team import EVERYONE
from tests.journeys.answers import stands_in, words
from tests.journeys.conftest import QuickSchool
from tests.journeys.test_leads_and_reporters_talk import LOWER
from tests.journeys.test_ordinary_endings import form_of
from tests.school import Visit
from tests.web.samples_casework import OVERRIDE

MET = "A child was pressured, tricked or blackmailed, or could not freely agree."
ASKED = "I have read this, and I still decide on a lower outcome"
CHOSEN = LOWER | {"outcome": "CONSULT"}


@pytest.fixture
def lead(quick_school: QuickSchool) -> Visit:
    """The lead, at a different outcome for a case in which a child was pressured."""
    case = quick_school.team.sends(**(EVERYONE | {"pressure": "yes_other"}))
    return quick_school.opens("lead").goes_to(f"/cases/{case.id}/decision/override")


def test_a_lower_outcome_is_asked_for_once_more_and_nothing_is_kept_before(
    quick_school: QuickSchool, lead: Visit
) -> None:
    form = form_of(lead)

    for unconfirmed in ({}, {"sure": ""}):
        lead.submits(form, **(CHOSEN | unconfirmed))

        assert lead.last.status_code == 422
        said = words(lead)
        assert said.index(MET) < said.index(ASKED)
        assert "Confirm that you have read this" in said
        assert {name: stands_in(lead, name) for name in CHOSEN} == CHOSEN
        assert stands_in(lead, "sure") == ""

    file = quick_school.team.file(lead.case_id)
    assert (file.decision, file.desk.case.status) == (None, Status.IN_REVIEW)
    assert list(file.tasks) == []


def test_a_lower_outcome_that_was_confirmed_is_kept_with_what_was_asked(quick_school: QuickSchool, lead: Visit) -> None:
    form = form_of(lead)
    lead.submits(form, **CHOSEN)

    lead.submits(form, **(CHOSEN | {"sure": "yes"}))

    assert lead.path == f"/cases/{lead.case_id}/outcome"
    decision = quick_school.team.file(lead.case_id).decision
    assert decision is not None
    assert (decision.outcome, decision.computed) == (Level.CONSULT, Level.REFER_NOW)
    said = words(lead)
    assert "Decided differently: Consult" in said
    assert "The answers asked for Refer now" in said
    assert "Asked once more, because a criterion for immediate referral was met" in said


def test_where_no_criterion_is_met_nobody_is_asked_once_more(quick_school: QuickSchool) -> None:
    case = quick_school.team.sends(**EVERYONE)
    lead = quick_school.opens("lead").goes_to(f"/cases/{case.id}/decision/override")
    assert ASKED not in words(lead)

    lead.submits(form_of(lead), **(CHOSEN | {"outcome": "MANAGE"}))

    assert lead.path == f"/cases/{case.id}/outcome"


def test_the_sample_that_people_look_at_asks_what_the_page_asks(lead: Visit) -> None:
    for group in OVERRIDE.groups:
        for words_of_group in filter(None, (group.title, *group.words[:1])):
            assert words_of_group in words(lead)
    labels = [each.label for group in OVERRIDE.groups for each in group.fields]
    places = [words(lead).index(label) for label in labels]

    assert places == sorted(places)
    assert set(re.findall(r'<(?:input|textarea)[^>]*\sname="(\w+)"', lead.text)) - {"csrf_token"} == {
        each.name for group in OVERRIDE.groups for each in group.fields
    }
