"""A case moved on, or is not theirs any more: everything that they typed is on the page that says so."""

import pytest

from tests.journeys.answers import first, forms, heading, words
from tests.journeys.conftest import QuickSchool
from tests.school import Visit

TYPED = {
    "reason": "Social care asked us to wait.\nThey will ring on Friday.",
    "agency": "Seaview social care",
    "adviser": "Dana Whitfield",
    "adviser_role": "Duty manager",
    "advised_when": "10:40 today",
    "said": "Keep her <at home> & ring us.",
    "head_name": "Helen Marsh",
    "head_when": "11:05",
    "plan": "She stays with the nurse.",
    "review_on": "2026-11-24",
}
NAMED = (
    "Your reasons: Social care asked us to wait. They will ring on Friday.",
    "Agency: Seaview social care",
    "Who you spoke to: Dana Whitfield",
    "Their role: Duty manager",
    "When you spoke to them: 10:40 today",
    "What they said: Keep her <at home> & ring us.",
    "Who agreed for the school: Helen Marsh",
    "When they agreed: 11:05",
    "The plan: She stays with the nurse.",
    "When it is looked at again: 2026-11-24",
)


@pytest.fixture
def reporter(quick_school: QuickSchool) -> Visit:
    return quick_school.opens("reporter").starts().answers(**first(10)).sends()


@pytest.fixture
def deputy(quick_school: QuickSchool, reporter: Visit) -> Visit:
    """With the form for a different outcome open."""
    return quick_school.opens("deputy").goes_to(f"/cases/{reporter.case_id}/decision/override")


def override(visit: Visit) -> str:
    return next(path for path in forms(visit) if "/decision/override/" in path)


def sends_all(visit: Visit) -> str:
    """Sends the form with every field filled in; what the page then says."""
    visit.submits(override(visit), outcome="MANAGE", sure="yes", **TYPED)
    return words(visit)


def test_of_a_decision_that_somebody_else_has_made(quick_school: QuickSchool, reporter: Visit, deputy: Visit) -> None:
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}/outcome")
    lead.submits(next(path for path in forms(lead) if "/decisions/" in path), reason="Advice taken.")

    said = sends_all(deputy)

    assert deputy.last.status_code == 409
    assert "Copy it before you leave this page." in said
    for each in NAMED:
        assert each in said
    assert "<at home>" not in deputy.text
    # Marks and picks are no words.
    for each in ("MANAGE", "Sure", "Csrf"):
        assert each not in said


def test_of_a_case_that_has_become_the_heads_alone(quick_school: QuickSchool, reporter: Visit, deputy: Visit) -> None:
    head = quick_school.opens("head").goes_to(f"/cases/{reporter.case_id}/questions/adult")
    head.submits(head.path, choice="adult_staff", question="adult")

    said = sends_all(deputy)

    assert deputy.last.status_code == 404
    assert heading(deputy) == "Page not found"
    for each in NAMED:
        assert each in said


def test_a_case_that_never_was_answers_the_same_form_with_the_same_page(
    quick_school: QuickSchool, reporter: Visit, deputy: Visit
) -> None:
    form, token = override(deputy), deputy.csrf_token
    head = quick_school.opens("head").goes_to(f"/cases/{reporter.case_id}/questions/adult")
    head.submits(head.path, choice="adult_staff", question="adult")

    pages = [
        deputy.submits(form.replace(reporter.case_id, case_id), csrf_token=token, **TYPED).text
        for case_id in (reporter.case_id, "f" * 32)
    ]

    assert deputy.last.status_code == 404
    assert pages[0] == pages[1]
    assert "She stays with the nurse." in pages[0]


def test_a_form_without_its_token_is_given_nothing_back(reporter: Visit, deputy: Visit) -> None:
    deputy.submits(override(deputy), csrf_token="", **TYPED)

    assert deputy.last.status_code == 400
    assert "She stays with the nurse." not in deputy.text
