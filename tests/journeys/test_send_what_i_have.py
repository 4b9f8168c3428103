"""From every page a reporter can send what they have, and nothing that stands on the page is lost."""

import pytest

from tests.journeys.answers import first, heading, title, typed, words
from tests.journeys.conftest import QuickSchool
from tests.school import Visit


def sends_with(visit: Visit, **fields: str) -> Visit:
    """Press "Send what I have" on the question's page."""
    question = visit.path.rpartition("/")[2]
    return visit.submits(f"/cases/{visit.case_id}/send", question=question, **fields)


def kept(school: QuickSchool, case_id: str) -> dict[str, str]:
    return dict(school.team.assessments.read(case_id, school.team.head).answers)


@pytest.mark.parametrize("place", range(10))
def test_what_is_chosen_or_typed_on_the_page_is_sent_with_it(quick_school: QuickSchool, place: int) -> None:
    answers = first(10)
    question, value = list(answers.items())[place]
    reporter = quick_school.opens("reporter").starts()
    case_id = reporter.case_id
    if place:
        reporter.answers(**first(place))

    sends_with(reporter, **{"text" if place > 6 else "choice": value})

    assert reporter.path.endswith("/sent")
    assert kept(quick_school, case_id) == first(place + 1) | {"nation": "england"}
    assert question in kept(quick_school, case_id)


def test_a_page_without_a_choice_holds_nothing_up(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(3))
    case_id = reporter.case_id

    sends_with(reporter)

    assert "Sent. Nobody has opened it yet." in words(reporter)
    assert "adult" not in kept(quick_school, case_id)
    assert "Sent, not opened" in words(quick_school.opens("lead"))


def test_even_a_report_without_any_answer_reaches_the_lead(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()

    sends_with(reporter)

    assert "Sent, not opened" in words(quick_school.opens("lead"))


def test_a_choice_that_is_not_offered_is_left_out_and_holds_nothing_up(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()
    case_id = reporter.case_id

    sends_with(reporter, choice="perhaps")

    assert reporter.path.endswith("/sent")
    assert "danger" not in kept(quick_school, case_id)


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("It is at https://example.org/x.jpg, she said", "Take out the link"),
        ("x" * 4001, "Shorten this to 4000 characters or fewer"),
    ],
)
@pytest.mark.parametrize("button", ["questions/told", "send"])
def test_words_that_cannot_be_kept_come_back_as_they_were_typed(
    quick_school: QuickSchool, written: str, error: str, button: str
) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(9))
    case_id = reporter.case_id

    reporter.submits(f"/cases/{case_id}/{button}", question="told", text=written)

    assert reporter.last.status_code == 422
    assert error in words(reporter)
    assert title(reporter).startswith("Error: ")
    assert typed(reporter) == written
    assert "told" not in kept(quick_school, case_id)

    reporter.submits(f"/cases/{case_id}/send", question="told", text="She said he has it.")

    assert reporter.path.endswith("/sent")
    assert kept(quick_school, case_id)["told"] == "She said he has it."


def test_sending_again_with_another_answer_changes_nothing(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()
    case_id, token = reporter.case_id, reporter.csrf_token
    sends_with(reporter, choice="no")

    reporter.submits(f"/cases/{case_id}/send", csrf_token=token, question="danger", choice="yes")

    assert reporter.path.endswith("/sent")
    assert kept(quick_school, case_id)["danger"] == "no"


def test_an_answer_after_sending_is_refused_and_says_to_whom_to_speak(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()
    case_id, token = reporter.case_id, reporter.csrf_token
    sends_with(reporter, choice="no")

    reporter.submits(f"/cases/{case_id}/questions/danger", csrf_token=token, choice="yes", question="danger")

    assert reporter.last.status_code == 409
    assert heading(reporter) == "That cannot be done now"
    assert "telephone: the numbers are there" in words(reporter)
    assert kept(quick_school, case_id)["danger"] == "no"


def test_a_lead_cannot_send_and_nothing_of_the_form_is_kept(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(1))
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}/resume")

    lead.submits(f"/cases/{reporter.case_id}/send", question="danger", choice="yes")

    assert lead.last.status_code == 409
    assert kept(quick_school, reporter.case_id)["danger"] == "no"
