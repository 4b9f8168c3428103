"""A case about a member of staff: from the answer that says so, it is between the reporter and the head."""

import pytest

from lti_tool.tenants.model import Role
from tests.journeys.answers import LEAD, REPORTER, first, forms, heading, link, words
from tests.journeys.conftest import QuickSchool
from tests.school import SCIENCE, School, Visit

ABOUT_STAFF = REPORTER | {"adult": "adult_staff"}


def answers_about_staff(visit: Visit) -> Visit:
    visit.starts().answers(**first(3))
    return visit.submits(f"/cases/{visit.case_id}/questions/adult", choice="adult_staff", question="adult")


def test_the_reporter_is_sent_to_the_head_and_to_nobody_else(quick_school: QuickSchool) -> None:
    reporter = answers_about_staff(quick_school.opens("reporter"))

    assert reporter.path.endswith("/first")
    assert heading(reporter) == "Speak to the head this minute"
    assert "Send to the head now" in words(reporter)
    for number in ("01632 960003", "01632 960004", "01632 960012"):
        assert number in words(reporter)
    assert "Do not speak about it to the person it concerns, or to other staff." in words(reporter)
    assert "If it is about the head, or they do not answer, telephone the chair of governors." in words(reporter)


def test_no_page_of_it_leads_the_reporter_to_a_lead(quick_school: QuickSchool) -> None:
    reporter = answers_about_staff(quick_school.opens("reporter"))
    pages = {reporter.path: reporter.text}
    for question, value in list(ABOUT_STAFF.items())[4:]:
        reporter.answers(**{question: value})
        pages[reporter.path] = reporter.text
    assert "Sending this is not the same as telling the head." in words(reporter)
    assert "Send to the head" in words(reporter)
    reporter.sends()
    pages[reporter.path] = reporter.text

    assert len(pages) == 8
    for path, page in pages.items():
        assert "01632 960001" not in page, path
        assert "Priya Nair" not in page, path
        assert "01632 960002" not in page, path
        assert "01632 960003" in page, path
        assert "Send to the safeguarding lead" not in page, path
        assert "headteacher" not in page, path


def test_danger_still_comes_first(quick_school: QuickSchool) -> None:
    reporter = answers_about_staff(quick_school.opens("reporter"))

    reporter.submits(f"/cases/{reporter.case_id}/questions/danger", choice="yes", question="danger")

    assert heading(reporter) == "Call 999 now"
    assert "Then tell the head, in person or by telephone." in words(reporter)
    assert "01632 960001" not in reporter.text


def test_the_status_says_who_may_open_it_and_then_that_they_have(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**ABOUT_STAFF).sends()
    assert heading(reporter) == "Sent. Now telephone the head"
    assert "Sent. Nobody has opened it yet. Speak to the head this minute. Telephone the head now." in words(reporter)

    head = quick_school.opens("head")
    head.goes_to(link(head, "Open"))

    assert "The head has opened it." in words(reporter.goes_to(reporter.path))
    assert "lead" not in words(reporter)


def test_a_lead_who_hears_it_first_is_not_told_that_the_head_has_opened_it(quick_school: QuickSchool) -> None:
    """Theirs was open to them, and is not any more."""
    lead = quick_school.opens("lead").starts()
    lead.answers(danger="no", strand="images", distress="coping", adult="adult_staff")

    lead.goes_to(f"/cases/{lead.case_id}/sent")

    assert heading(lead) == "Sent. Now telephone the head"
    assert "The head has not opened what is new in it yet." in words(lead)
    assert "Telephone the head now." in words(lead)
    head = quick_school.opens("head")
    head.goes_to(link(head, "Open"))
    assert "The head has opened it." in words(lead.goes_to(lead.path))


def test_what_a_lead_had_opened_is_new_to_the_head(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(danger="no", strand="images", distress="coping")
    lead = quick_school.opens("lead")
    lead.goes_to(link(lead, "Open"))

    reporter.answers(adult="adult_staff").sends()

    assert "The head has not opened what is new in it yet." in words(reporter)
    assert "has opened it" not in words(reporter)


def test_without_a_head_it_says_to_telephone_and_not_to_wait(quick_school: QuickSchool) -> None:
    team = quick_school.team
    reporter = quick_school.opens("reporter").starts().answers(**ABOUT_STAFF).sends()
    assert "No head is set" not in words(reporter)

    quick_school.takes(team.head, Role.HEAD)

    assert "No head is set in Signpost, so nobody can open it here." in words(reporter.goes_to(reporter.path))
    assert "If it is about the head, telephone the next in the list of numbers." in words(reporter)
    lead = quick_school.opens("lead")
    assert "No head is set." in words(lead)
    assert "No head is set in Signpost" in words(lead.goes_to("/restricted"))


def test_a_lead_whose_answer_restricts_it_is_told_whom_to_telephone_and_sees_no_more(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10)).sends()
    lead = quick_school.opens("lead")
    lead.goes_to(link(lead, "Open"))
    case_id = lead.case_id

    lead.goes_to(link(lead, "the answer to: Is anyone aged 18")).answers(adult="adult_staff")

    assert lead.path == "/restricted"
    assert heading(lead) == "Telephone the head now"
    assert "01632 960003" in words(lead)
    assert "01632 960001" not in lead.text
    assert "Nothing is waiting." in words(lead.goes_to("/cases"))
    assert lead.goes_to(f"/cases/{case_id}").last.status_code == 404
    assert lead.goes_to(f"/cases/{case_id}/outcome").last.status_code == 404
    assert lead.goes_to(f"/cases/{case_id}/questions/adult").last.status_code == 404
    assert "01632 960003" in words(reporter.goes_to(reporter.path))


@pytest.mark.parametrize("who", ["lead", "deputy", "administrator", "colleague"])
def test_nobody_elses_pages_change_by_a_letter(quick_school: QuickSchool, who: str) -> None:
    pages = ("/start", "/cases", "/installation", "/restricted")
    visit = quick_school.opens(who)
    before = [without_token(visit.goes_to(path)) for path in pages]

    quick_school.opens("reporter").starts().answers(**ABOUT_STAFF).sends()

    assert [without_token(visit.goes_to(path)) for path in pages] == before


def test_the_head_says_whom_it_is_about_and_can_take_it_back(quick_school: QuickSchool) -> None:
    quick_school.opens("reporter").starts().answers(**ABOUT_STAFF).sends()
    quick_school.gives(quick_school.team.colleague, Role.HEAD)
    colleague = quick_school.opens("colleague")
    assert "Restricted: you only" in words(colleague)
    head = quick_school.opens("head")
    head.goes_to(link(head, "Open"))
    named = next(path for path in forms(head) if path.endswith("/named"))
    assert "Head Person" not in words(head).split("Whom is this case about?")[1].split("Keep it from them")[0]

    head.submits(named)
    assert head.last.status_code == 422
    assert "Select the member of staff whom it is about" in words(head)
    head.submits(named, staff=quick_school.team.colleague.id)

    assert "Kept from Colleague Person , whatever their role." in words(head)
    assert "Nothing is waiting." in words(colleague.goes_to("/cases"))
    assert colleague.goes_to(head.path).last.status_code == 404

    head.submits(next(path for path in forms(head) if path.endswith("/unnamed")), staff=quick_school.team.colleague.id)
    assert "Kept from" not in words(head).split("Who reported it")[0]
    assert "Restricted: you only" in words(colleague.goes_to("/cases"))


def test_an_ordinary_case_is_kept_from_a_lead_who_is_related_to_a_child(quick_school: QuickSchool) -> None:
    quick_school.opens("reporter").starts().answers(**first(10)).sends()
    head, lead = quick_school.opens("head"), quick_school.opens("lead")
    case = link(head, "Open")

    head.goes_to(case)
    assert "Who is related to a child in this case?" in words(head)
    head.submits(f"{case}/named", staff=quick_school.team.lead.id)

    assert lead.goes_to(case).last.status_code == 404
    assert "Nothing is waiting." in words(lead.goes_to("/cases"))
    head.submits(f"{case}/unnamed", staff=quick_school.team.lead.id)
    assert lead.goes_to(case).last.status_code == 200


def test_the_head_answers_the_rest_and_decides_and_nothing_is_posted(school: School) -> None:
    reporter = school.opens("reporter").starts().answers(**ABOUT_STAFF).sends()
    assert school.opens("lead").goes_to("/cases").text.count("<tr") <= 1

    head = school.opens("head")
    head.goes_to(link(head, "Open")).goes_to(link(head, "Answer the rest"))
    head.answers(**LEAD)

    assert head.path.endswith("/outcome")
    assert "Police: yes, now" in words(head)
    assert "Local authority designated officer (LADO)" in words(head)
    assert "If an adult who works with children may be involved" in words(head)
    head.submits(next(path for path in forms(head) if "/decisions/" in path), reason="Referred at 10:40.")
    assert "Outcome confirmed: Refer now" in words(head)
    assert school.delivers() == 0
    assert school.host.scores == []
    assert "Nothing is posted for a restricted case." in words(head.goes_to(f"/cases/{reporter.case_id}"))


def test_a_receipt_that_was_on_its_way_is_held_back(school: School) -> None:
    reporter = school.opens("reporter").starts().answers(**first(10)).sends()
    lead = school.opens("lead").goes_to(f"/cases/{reporter.case_id}")

    lead.goes_to(link(lead, "the answer to: Is anyone aged 18")).answers(adult="adult_staff")
    school.delivers()

    assert school.host.scores == []
    head = school.opens("head").goes_to(f"/cases/{reporter.case_id}")
    assert "Nothing is posted for a restricted case." in words(head)
    assert "Try again" not in words(head)


def test_launched_from_an_ordinary_course_it_is_the_heads_alone_as_well(school: School) -> None:
    school.opens("reporter", SCIENCE).starts().answers(**ABOUT_STAFF).sends()

    assert "Nothing is waiting." in words(school.opens("lead"))
    assert "Restricted: you only" in words(school.opens("head"))


def without_token(visit: Visit) -> str:
    token = visit.csrf_token
    return visit.text.replace(token, "") if token else visit.text
