"""What leads do with a case, and what they are told when somebody else was quicker."""

from lti_tool.guidance.library import load
from lti_tool.tenants.model import Posting
from tests.journeys.answers import LEAD, first, forms, heading, link, typed, words
from tests.journeys.conftest import QuickSchool
from tests.school import STAFF_COURSE, School, Visit


def decision_form(visit: Visit) -> str:
    return next(path for path in forms(visit) if "/decisions/" in path)


def opens_outcome(school: QuickSchool, person: str, case_id: str) -> Visit:
    return school.opens(person).goes_to(f"/cases/{case_id}/outcome")


def test_the_outcome_says_what_to_do_part_by_part_with_who_and_when(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10, pressure="yes_money", danger="yes")).sends()

    lead = opens_outcome(quick_school, "lead", reporter.case_id)

    said = words(lead)
    place = 0
    for each in ("Police: 999 now", "Emergency", "01632 960010", "What to do", "Refer now", "In every case"):
        place = said.index(each, place)
    for each in ("If a child is being blackmailed", "What not to do", "Why", "What is not known", "Your decision"):
        assert each in said


def test_answers_that_change_meanwhile_stop_the_decision_and_keep_what_was_typed(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(9))
    lead = opens_outcome(quick_school, "lead", reporter.case_id)
    form = decision_form(lead)
    reporter.answers(told="She said there is more.")

    lead.submits(form, reason="It looks calm to me.")

    assert lead.last.status_code == 409
    assert "The answers have changed since you opened this page." in words(lead)
    assert typed(lead) == "It looks calm to me."
    assert decision_form(lead) != form
    lead.submits(decision_form(lead), reason=typed(lead))
    assert "Outcome confirmed" in words(lead)


def test_the_second_lead_to_decide_is_told_that_it_is_done(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10)).sends()
    lead = opens_outcome(quick_school, "lead", reporter.case_id)
    deputy = opens_outcome(quick_school, "deputy", reporter.case_id)

    lead.submits(decision_form(lead), reason="Advice taken from social care.")
    deputy.submits(decision_form(deputy), reason="I would wait.")

    assert deputy.last.status_code == 409
    assert "A decision has already been recorded." in words(deputy)
    assert "Copy it before you leave this page." in words(deputy)
    assert "I would wait." in words(deputy)
    deputy.goes_to(f"/cases/{reporter.case_id}/outcome")
    assert "Advice taken from social care." in words(deputy)
    assert "I would wait." not in words(deputy)
    assert [path for path in forms(deputy) if "/decisions/" in path] == []


def test_a_decision_needs_a_reason_in_words(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10)).sends()
    lead = opens_outcome(quick_school, "lead", reporter.case_id)

    for reason, error in (
        ({}, "Write your reasons"),
        ({"reason": " \n "}, "Write your reasons"),
        ({"reason": "See https://example.org/x"}, "Take out the link"),
        ({"reason": "x" * 2001}, "Shorten this to 2000 characters or fewer"),
    ):
        lead.submits(decision_form(lead), **reason)
        assert lead.last.status_code == 422
        assert error in words(lead)
        assert typed(lead) == reason.get("reason", "")
    assert quick_school.team.file(reporter.case_id).decision is None


def test_a_case_opened_by_mistake_is_closed_with_a_reason_and_its_reporter_is_told(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(1))
    lead = quick_school.opens("lead")
    lead.goes_to(link(lead, "Open"))
    close = next(path for path in forms(lead) if "/close/" in path)

    lead.submits(close)
    assert lead.last.status_code == 422
    assert "Enter your reason" in words(lead)
    lead.submits(close, reason="Opened to try it out.")

    assert "Closed" in words(lead)
    assert "A safeguarding lead has closed it." in words(reporter.goes_to(f"/cases/{reporter.case_id}/resume"))
    assert "Opened to try it out." not in reporter.text


def test_a_case_that_has_become_an_emergency_is_not_closed_from_a_page_made_before(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(1))
    lead = quick_school.opens("lead")
    lead.goes_to(link(lead, "Open"))
    close = next(path for path in forms(lead) if "/close/" in path)
    reporter.goes_to(f"/cases/{reporter.case_id}/questions/danger")
    reporter.submits(reporter.path, choice="yes", question="danger")

    lead.submits(close, reason="Opened to try it out.")

    assert lead.last.status_code == 409
    assert "The case has changed since you opened this page." in words(lead)
    assert "Opened to try it out." in lead.text
    assert quick_school.team.file(reporter.case_id).desk.case.closed_at is None


def test_a_case_that_was_sent_cannot_be_closed_as_a_mistake_even_without_a_reason(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(1)).sends()
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}")
    assert "Close this case" not in words(lead)
    token = lead.goes_to("/start").csrf_token
    version = quick_school.team.file(reporter.case_id).desk.case.version

    for reason in ({}, {"reason": "Not wanted."}):
        lead.submits(f"/cases/{reporter.case_id}/close/{version}", csrf_token=token, **reason)
        assert lead.last.status_code == 409


def test_a_lead_reports_something_themself_and_decides_on_it(quick_school: QuickSchool) -> None:
    lead = quick_school.opens("lead")
    lead.goes_to(link(lead, "Report something yourself")).starts()
    assert "Nothing is waiting." in words(quick_school.opens("deputy"))

    lead.answers(danger="no", strand="contact", distress="coping")

    assert "Send what I have" not in lead.text
    assert "In review" in words(quick_school.opens("deputy"))
    outcome = lead.goes_to(f"/cases/{lead.case_id}/outcome")
    outcome.submits(decision_form(outcome), reason="Advice line called.")
    assert "Outcome confirmed: Consult" in words(outcome)


def test_the_history_says_who_answered_what_and_when(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10)).sends()
    quick_school.team.clock.moves_on(minutes=10)
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}")
    lead.goes_to(link(lead, "the answer to: How are the children affected")).answers(distress="serious")

    said = words(lead.goes_to(f"/cases/{reporter.case_id}")).split("What has happened")[1]

    labels = {option.id: option.label for option in load("england_v1").question("distress").options}
    assert f"from “{labels['coping']}” to “{labels['serious']}”" in said
    assert "Lead Person, Monday 23 November 2026 at 09:10" in said
    assert "Sent Reporter Person, Monday 23 November 2026 at 09:00" in said
    assert "Wrote:" in said


def test_a_receipt_that_was_given_up_is_tried_again_at_a_click(school: School) -> None:
    reporter = school.opens("reporter").starts().answers(**first(10)).sends()
    school.services.install.mark_staff_only(school.tenant_id, school.host_id, STAFF_COURSE, Posting.OFF)
    school.delivers()
    school.services.install.mark_staff_only(school.tenant_id, school.host_id, STAFF_COURSE, Posting.RECEIPT)
    lead = school.opens("lead").goes_to(f"/cases/{reporter.case_id}")
    assert "Receipts are switched off for this course." in words(lead)
    assert "Try again" in words(lead)
    again = next(path for path in forms(lead) if path.endswith("/receipt"))

    lead.submits(again)

    assert "on its way to the gradebook" in words(lead)
    assert "Try again" not in words(lead)
    token = lead.goes_to("/start").csrf_token
    assert lead.submits(again, csrf_token=token).last.status_code == 200
    assert school.delivers() == 1
    assert "in the gradebook since" in words(lead.goes_to(f"/cases/{reporter.case_id}"))
    token = reporter.goes_to("/start").csrf_token
    assert reporter.submits(again, csrf_token=token).last.status_code == 404


def test_completing_a_case_question_by_question_ends_at_the_outcome(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10)).sends()
    lead = quick_school.opens("lead")
    lead.goes_to(link(lead, "Open")).goes_to(link(lead, "Answer the rest")).answers(**LEAD)

    assert heading(lead) == "What the guidance asks for"
    assert "Police: not on these answers" in words(lead)
    assert reporter.case_id == lead.case_id
