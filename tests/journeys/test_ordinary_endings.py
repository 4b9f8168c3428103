"""The three ordinary endings: each asks for what it needs, keeps what was typed, and stands on record."""

from dataclasses import dataclass

import pytest

from lti_tool.cases.deciding import Way
from lti_tool.guidance.model import Level
from tests.cases.team import EVERYONE
from tests.cases.team import LEAD as REST
from tests.journeys.answers import forms, heading, link, stands_in, words
from tests.journeys.conftest import QuickSchool
from tests.school import Visit

HEAD = {"head_name": "Ruth Adeyemi", "head_when": "today at 11:15"}
ADVICE = {
    "agency": "Seaview social care",
    "adviser": "Dana Whitfield",
    "advised_when": "today at 10:40",
    "said": "Your school can manage this.",
}


@dataclass(frozen=True)
class Ending:
    """One ordinary ending.

    Attributes:
        answers: what leads to the outcome that it fits, beside those of a case to be managed in school.
        link: its words on the page of all ways.
        fields: all that it demands, filled in.
        errors: what is said where one of them is missing.
        shown: what stands on record beside what was typed.
        outcome: what is decided.
    """

    way: Way
    answers: dict[str, str]
    link: str
    fields: dict[str, str]
    errors: dict[str, str]
    shown: tuple[str, ...]
    outcome: Level


ENDINGS = (
    Ending(
        Way.ADVICE_TAKEN,
        {"confidence": "no"},
        "Advice was taken: manage it in school",
        ADVICE | {"reason": "They know the family."} | HEAD,
        {
            "agency": "Enter the agency’s name",
            "adviser": "Enter who you spoke to",
            "advised_when": "Enter when you spoke to them",
            "said": "Write what they said",
            "reason": "Write your reasons",
            "head_name": "Enter who agreed",
            "head_when": "Enter when they agreed",
        },
        ("On record: Manage in school", "The answers asked for Consult"),
        Level.MANAGE,
    ),
    Ending(
        Way.AGENCY_ANSWERED,
        {"plan": "social_worker"},
        "Children’s social care has answered",
        {
            "agency": "Seaview social care",
            "response": "early_help",
            "advised_when": "today at 10:40",
            "plan": "Early help begins on Monday.",
        },
        {
            "agency": "Enter the agency’s name",
            "response": "Select what they answered",
            "advised_when": "Enter when you spoke to them",
            "plan": "Write the plan that follows",
        },
        ("On record: Refer to children’s social care", "Their answer Early help"),
        Level.REFER_CSC,
    ),
    Ending(
        Way.HANDED_BACK,
        {"pressure": "yes_other"},
        "The agency has handed it back to us",
        ADVICE | {"plan": "Both are seen by the nurse each day."},
        {
            "agency": "Enter the agency’s name",
            "adviser": "Enter who you spoke to",
            "advised_when": "Enter when you spoke to them",
            "said": "Write what they said",
            "plan": "Write the plan that follows",
        },
        ("On record: Refer now",),
        Level.REFER_NOW,
    ),
)
EVERY_ENDING = pytest.mark.parametrize("ending", ENDINGS, ids=[each.way.value for each in ENDINGS])


def arrives_at(school: QuickSchool, ending: Ending) -> Visit:
    """The lead, who came to the form of this ending from the outcome of a case that it fits."""
    answers = EVERYONE | REST | ending.answers
    case = school.team.sends(**{name: answers[name] for name in EVERYONE})
    school.team.completes(case.id, school.team.lead, answers)
    lead = school.opens("lead").goes_to(f"/cases/{case.id}/outcome")
    lead.goes_to(link(lead, "Decide or end it in another way"))
    return lead.goes_to(link(lead, ending.link))


def form_of(lead: Visit) -> str:
    """Where the form of a decision leads."""
    (found,) = {path for path in forms(lead) if "/decision/" in path}
    return found


@EVERY_ENDING
def test_an_ending_without_one_of_its_fields_comes_back_as_it_was_typed(
    quick_school: QuickSchool, ending: Ending
) -> None:
    lead = arrives_at(quick_school, ending)
    assert heading(lead) == ending.link
    form = form_of(lead)
    assert set(ending.errors) == set(ending.fields)

    for missing, error in ending.errors.items():
        typed = ending.fields | {missing: ""}
        lead.submits(form, **typed)

        assert lead.last.status_code == 422
        said = words(lead)
        # Each error is said at the top and at its field.
        assert [each for each in ending.errors.values() if each in said] == [error]
        assert {name: stands_in(lead, name) for name in typed} == typed

    file = quick_school.team.file(lead.case_id)
    assert file.decision is None
    assert "decided" not in quick_school.team.kinds(lead.case_id)


@EVERY_ENDING
def test_an_ending_with_all_of_them_stands_on_the_outcome_and_on_paper(
    quick_school: QuickSchool, ending: Ending
) -> None:
    lead = arrives_at(quick_school, ending)

    lead.submits(form_of(lead), **ending.fields)

    assert lead.path == f"/cases/{lead.case_id}/outcome"
    decision = quick_school.team.file(lead.case_id).decision
    assert decision is not None
    assert (decision.way, decision.outcome) == (ending.way, ending.outcome)
    typed = [text for name, text in ending.fields.items() if name != "response"]
    for page in (lead, lead.goes_to(f"/cases/{lead.case_id}/print")):
        said = words(page)
        for text in (ending.link, *ending.shown, *typed):
            assert text in said, text


@EVERY_ENDING
def test_an_ending_is_offered_only_where_it_fits(quick_school: QuickSchool, ending: Ending) -> None:
    lead = arrives_at(quick_school, ending)

    offered = words(lead.goes_to(f"/cases/{lead.case_id}/decision"))

    assert [each.link for each in ENDINGS if each.link in offered] == [ending.link]
    for other in (each for each in ENDINGS if each is not ending):
        lead.submits(form_of(lead.goes_to(f"/cases/{lead.case_id}/decision/{other.way}")), **other.fields)
        assert lead.last.status_code == 409
        assert "Go back and choose again" in words(lead)
    assert quick_school.team.file(lead.case_id).decision is None


def test_an_answer_that_nobody_offered_is_not_kept(quick_school: QuickSchool) -> None:
    (answered,) = [each for each in ENDINGS if each.way is Way.AGENCY_ANSWERED]
    lead = arrives_at(quick_school, answered)

    lead.submits(form_of(lead), **(answered.fields | {"response": "perhaps"}))

    assert lead.last.status_code == 422
    assert "Select what they answered" in words(lead)
    assert quick_school.team.file(lead.case_id).decision is None
