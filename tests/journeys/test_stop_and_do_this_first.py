"""An answer that cannot wait stops everything, and says what to do and whom to call."""

import pytest

from tests.journeys.answers import first, forms, heading, link, words
from tests.journeys.conftest import QuickSchool
from tests.school import Visit


def chooses(visit: Visit, question: str, value: str) -> Visit:
    """Answer one question and stay on the page that follows."""
    return visit.submits(f"/cases/{visit.case_id}/questions/{question}", choice=value, question=question)


def test_danger_is_asked_first_and_stops_everything(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()
    assert reporter.path.endswith("/questions/danger")

    chooses(reporter, "danger", "yes")

    assert reporter.path.endswith("/first")
    assert heading(reporter) == "Call 999 now"
    assert words(reporter).index("Call 999. Any adult may call.") < words(reporter).index("Priya Nair")
    assert 'href="tel:999"' in reporter.text
    assert 'href="tel:01632960001"' in reporter.text
    assert "Send to the safeguarding lead now" in words(reporter)
    assert link(reporter, "I have done this, continue").endswith("/resume")


def test_the_lead_has_it_before_the_reporter_has_read_the_page(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()

    chooses(reporter, "danger", "yes")

    assert "Emergency" in words(quick_school.opens("lead"))


def test_it_can_be_sent_from_there_and_the_status_says_again_what_to_do(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()
    chooses(reporter, "danger", "yes")

    reporter.submits(forms(reporter)[0])

    assert reporter.path.endswith("/sent")
    assert "Sent. Nobody has opened it yet. Call 999 now. Speak to Priya Nair now." in words(reporter)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("distress", "selfharm"),
        ("adult", "adult_pupil"),
        ("adult", "online_unverified"),
        ("adult", "adult_other"),
        ("pressure", "yes_other"),
        ("pressure", "yes_money"),
        ("spread", "wide"),
        ("spread", "public"),
    ],
)
def test_what_cannot_wait_for_the_other_questions_says_this_minute(
    quick_school: QuickSchool, question: str, value: str
) -> None:
    answers = first(10)
    before = {name: answers[name] for name in list(answers)[: list(answers).index(question)]}
    reporter = quick_school.opens("reporter").starts().answers(**before)

    chooses(reporter, question, value)

    assert reporter.path.endswith("/first")
    assert heading(reporter) == "Speak to a safeguarding lead this minute"
    assert "If no lead or deputy answers, telephone the head." in words(reporter)
    assert "01632 960010" in words(reporter)


def test_it_comes_once_for_each_urgency(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(2))

    for question, value, stops in (
        ("distress", "selfharm", True),
        ("adult", "adult_other", False),
        ("pressure", "yes_money", False),
        ("danger", "yes", True),
        ("danger", "no", False),
        ("danger", "yes", False),
    ):
        chooses(reporter, question, value)
        assert reporter.path.endswith("/first") is stops, (question, value)
        reporter.goes_to(f"/cases/{reporter.case_id}/resume")


def test_it_comes_though_a_lead_has_answered_something_worse_meanwhile(quick_school: QuickSchool) -> None:
    # What the lead knows must neither show in a reporter's pages nor take away what the reporter has to be told.
    reporter = quick_school.opens("reporter").starts().answers(**first(2))
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}/resume")
    lead.answers(distress="coping", adult="no", pressure="no", capacity="yes")

    chooses(reporter, "distress", "serious")
    assert not reporter.path.endswith("/first")
    chooses(reporter, "adult", "online_unverified")
    assert reporter.path.endswith("/first")


def test_a_lead_is_shown_what_to_do_instead_of_being_told_to_find_a_lead(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10)).sends()
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}/resume")

    chooses(lead, "capacity", "yes")

    assert lead.path.endswith("/outcome")
    assert "Refer now" in words(lead)
    lead.goes_to(link(lead, "Back to the case")).goes_to(link(lead, "Answer the rest"))
    assert lead.path.endswith("/questions/age")
    assert "helpful for the referral, not needed to make it" in words(lead)
    chooses(lead, "age", "under_10")
    assert lead.path.endswith("/questions/content")


def test_the_numbers_to_call_are_above_every_question(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()
    for question, value in first(10).items():
        page = reporter.text
        assert page.index('href="tel:999"') < page.index("<h1"), question
        assert page.index('href="tel:01632960001"') < page.index("<h1"), question
        assert "Send what I have" in page
        assert "Do not look at any image" in page
        reporter.answers(**{question: value})
