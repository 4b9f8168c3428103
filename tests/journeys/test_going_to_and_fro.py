"""Back, Change, a resumed draft, a typed address: each is a replay of the answers."""

import pytest

from tests.journeys.answers import chosen, first, heading, link, typed, words
from tests.journeys.conftest import QuickSchool
from tests.school import Visit


def back(visit: Visit) -> Visit:
    return visit.goes_to(link(visit, "Back"))


def question_of(visit: Visit) -> str:
    return visit.path.rpartition("/")[2]


def test_back_goes_through_what_was_asked_with_what_was_answered(quick_school: QuickSchool) -> None:
    answers = first(10)
    reporter = quick_school.opens("reporter").starts().answers(**answers)
    assert reporter.path.endswith("/check")

    for question, value in reversed(answers.items()):
        back(reporter)
        assert question_of(reporter) == question
        assert chosen(reporter) == ([value] if typed(reporter) == "" else [])
        assert typed(reporter) in {"", value}
    assert back(reporter).path == "/start"


def test_change_comes_straight_back_when_nothing_new_is_asked(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10))

    reporter.goes_to(link(reporter, "the answer to: How are the children affected"))
    assert chosen(reporter) == ["coping"]
    reporter.answers(distress="none")

    assert reporter.path.endswith("/check")
    assert "Not noticeably" in words(reporter)


def test_change_asks_what_is_new_and_only_that(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10))

    reporter.goes_to(link(reporter, "the answer to: What has been reported")).answers(strand="contact")
    assert question_of(reporter) == "meeting"
    reporter.answers(meeting="no")

    assert reporter.path.endswith("/check")
    assert "How far has the image gone" not in words(reporter)
    # The answer that no longer applies was kept: it is there again when the question is.
    reporter.goes_to(link(reporter, "the answer to: What has been reported")).answers(strand="images")
    assert reporter.path.endswith("/check")
    assert "How far has the image gone" in words(reporter)


def test_something_else_leads_out_to_a_page_that_says_whom_to_tell(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(danger="no", strand="other")

    assert reporter.path.endswith("/elsewhere")
    assert heading(reporter) == "Tell your safeguarding lead now"
    assert "01632 960001" in words(reporter)
    assert "tell the head. If it is about the head, tell the chair of governors." in words(reporter)
    assert question_of(back(reporter)) == "strand"
    reporter.answers(strand="nk")
    assert question_of(reporter) == "distress"


def test_launching_again_offers_to_continue_and_does(quick_school: QuickSchool) -> None:
    before = quick_school.opens("reporter").starts().answers(**first(4))

    again = quick_school.opens("reporter")

    assert "Continue where you left off" in words(again)
    assert "Not sent yet. Finish it or send it." in words(again)
    again.goes_to(link(again, "Started on"))
    assert again.path == f"/cases/{before.case_id}/questions/pressure"


def test_all_that_is_not_sent_is_offered_and_there_is_an_end_to_it(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter")
    for _ in range(20):
        reporter.starts().answers(danger="no")

    assert words(reporter.goes_to("/start")).count("Not sent yet.") == 20
    reporter.starts()

    assert reporter.last.status_code == 409
    assert "Send or finish one that you have begun: 20 of the last day are not sent." in words(reporter)
    assert "telephone the safeguarding lead now" in words(reporter)


def test_launching_again_shows_what_became_of_what_was_sent(quick_school: QuickSchool) -> None:
    quick_school.opens("reporter").starts().answers(**first(4)).sends()

    again = quick_school.opens("reporter")
    assert "Already sent" in words(again)
    assert "Sent. Nobody has opened it yet." in words(again)
    again.goes_to(link(again, "Sent on"))
    assert again.path.endswith("/sent")

    quick_school.opens("lead").goes_to(f"/cases/{again.case_id}")
    assert "A safeguarding lead has opened it." in words(quick_school.opens("reporter"))
    assert "A safeguarding lead has opened it." in words(again.goes_to(again.path))


def test_a_lead_sees_it_from_the_first_answer_and_marked_as_not_sent(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts()
    lead = quick_school.opens("lead")
    assert "Nothing is waiting." in words(lead)

    reporter.answers(danger="no")

    assert "Started, not sent" in words(lead.goes_to("/cases"))
    assert "A lead" not in words(reporter.goes_to("/start"))
    lead.goes_to(link(lead, "Open"))
    assert "A safeguarding lead has already looked at it." in words(reporter.goes_to("/start"))


@pytest.mark.parametrize("slug", ["meeting", "capacity", "nation", "nosuch", "told", "adult", "danger%00", "x" * 300])
def test_the_typed_address_of_a_question_that_is_not_asked_is_no_page(quick_school: QuickSchool, slug: str) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(2))

    reporter.goes_to(f"/cases/{reporter.case_id}/questions/{slug}")

    assert reporter.last.status_code == 404
    assert heading(reporter) == "Page not found"


@pytest.mark.parametrize("given", [{"choice": "perhaps"}, {"choice": ""}, {}, {"text": "yes"}, {"choice": "x" * 500}])
def test_an_option_that_is_not_offered_is_the_questions_own_error(
    quick_school: QuickSchool, given: dict[str, str]
) -> None:
    reporter = quick_school.opens("reporter").starts()

    reporter.submits(reporter.path, question="danger", **given)

    assert reporter.last.status_code == 422
    assert "Select whether a child is in immediate danger" in words(reporter)
    assert chosen(reporter) == []
    assert "Nothing is waiting." in words(quick_school.opens("lead"))


def test_an_option_of_another_strand_is_not_offered(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(5, strand="contact"), meeting="no").sends()
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}/resume")
    lead.answers(staff_seen="none") if question_of(lead) == "staff_seen" else None
    while question_of(lead) != "agreement":
        lead.answers(**{question_of(lead): "nk"})

    lead.submits(lead.path, question="agreement", choice="covert_or_made")

    assert lead.last.status_code == 422


@pytest.mark.parametrize("page", ["check", "first", "elsewhere", "sent", "outcome", ""])
def test_typed_addresses_of_a_case_always_lead_somewhere(quick_school: QuickSchool, page: str) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(2))
    path = f"/cases/{reporter.case_id}/{page}".rstrip("/")

    assert reporter.goes_to(path).last.status_code == (404 if page == "outcome" else 200)
    reporter.goes_to(f"/cases/{path.split('/')[2]}/resume").sends()
    assert reporter.goes_to(path).last.status_code == (404 if page == "outcome" else 200)


def test_the_second_person_starts_with_nothing_of_the_firsts(quick_school: QuickSchool) -> None:
    quick_school.opens("reporter").starts().answers(**first(4))

    colleague = quick_school.opens("colleague")

    assert "Continue where you left off" not in words(colleague)
    assert colleague.starts().path.endswith("/questions/danger")
    assert chosen(colleague) == []
