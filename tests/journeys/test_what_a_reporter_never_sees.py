"""A reporter is told what to do this minute, and never what the answers require: that is for a lead to weigh."""

import hashlib
import re

import pytest

from lti_tool.guidance.library import load
from tests.journeys.answers import first, forms, heading, link, words
from tests.journeys.conftest import QuickSchool
from tests.school import Visit

# The names of the levels, as a lead reads them and as programs do; the colours of the cards; the line about the police.
LEVELS = re.compile(
    r"\bEmergency\b|Refer(?: |_)(?:now|to|csc)|\bConsult\b|Manage in school|\bMANAGE\b|\bCONSULT\b|EMERGENCY"
    r"|Act (?:now|today)\b|\bMonitor\b|Police: ",
    re.IGNORECASE,
)
OUTCOMES = [outcome.title for outcome in load("england_v1").outcomes]

WORST = {
    "manageable": {},
    "social care": {"distress": "serious"},
    "refer": {"pressure": "yes_money", "spread": "public"},
    "self-harm": {"distress": "selfharm"},
    "emergency": {"danger": "yes"},
    "about staff": {"adult": "adult_staff", "staff_seen": "copied"},
}


def everything_shown(visit: Visit, answers: dict[str, str]) -> list[str]:
    """Each page of a reporter's way, the interruptions included, as its whole HTML."""
    pages = [visit.goes_to("/start").text, visit.starts().text]
    for question, value in answers.items():
        name = "choice" if 'name="choice"' in visit.text else "text"
        pages.append(visit.submits(visit.path, **{name: value, "question": question}).text)
        if visit.path.endswith("/first"):
            pages.append(visit.goes_to(link(visit, "I have done this")).text)
    return pages


@pytest.mark.parametrize("worst", WORST)
def test_no_page_of_theirs_names_a_level(quick_school: QuickSchool, worst: str) -> None:
    reporter = quick_school.opens("reporter")
    pages = everything_shown(reporter, first(10, **WORST[worst]))
    case_id = reporter.case_id
    pages.append(reporter.sends().text)
    head = quick_school.opens("head").goes_to(f"/cases/{case_id}/outcome")
    pages.append(reporter.goes_to(reporter.path).text)
    head.submits(next(path for path in forms(head) if "/decisions/" in path), reason="Decided with the head.")
    pages += [reporter.goes_to(path).text for path in (reporter.path, "/start", f"/cases/{case_id}/check", "/nowhere")]

    assert len(pages) > 15
    for page in pages:
        assert not LEVELS.search(page), LEVELS.search(page)
        assert [title for title in OUTCOMES if title in page] == []
        assert "Decided with the head." not in page


def test_an_answer_that_comes_too_late_does_not_tell_them_that_a_decision_was_made(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10)).sends()
    question = f"/cases/{reporter.case_id}/questions/danger"
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}/outcome")

    def answers_late() -> str:
        token = reporter.goes_to("/start").csrf_token
        reporter.submits(question, csrf_token=token, choice="yes", question="danger")
        assert reporter.last.status_code == 409
        return reporter.text

    before = answers_late()
    lead.submits(next(path for path in forms(lead) if "/decisions/" in path), reason="Decided with the head.")
    assert "Outcome confirmed" in words(lead)

    assert answers_late() == before
    assert "It has been sent." in words(reporter)


def test_a_lead_does_see_it(quick_school: QuickSchool) -> None:
    quick_school.opens("reporter").starts().answers(**first(10, danger="yes")).sends()

    lead = quick_school.opens("lead")
    assert LEVELS.search(lead.text)
    assert LEVELS.search(lead.goes_to(link(lead, "Open")).goes_to(link(lead, "See what the guidance asks for")).text)


def test_what_they_sent_is_a_report_to_them_and_a_case_to_a_lead(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10)).sends()
    lead = quick_school.opens("lead")
    assert not re.search(r"\bcase\b", words(reporter), re.IGNORECASE)

    for path in ("/cases", f"/cases/{reporter.case_id}", f"/cases/{reporter.case_id}/outcome"):
        said = words(lead.goes_to(path)).replace("Report something yourself", "")
        assert not re.search(r"\b(?:this|every|the|all|your) reports?\b", said, re.IGNORECASE), path


CHANGES = {
    "adult": ["adult_other", "adult_staff"],
    "staff_seen": ["copied"],
    "danger": ["yes"],
    "strand": ["contact", "other"],
    "distress": ["selfharm"],
    "capacity": ["yes"],
}
PAGES = ("resume", "first", "check", "sent", "elsewhere", "questions/adult", "questions/danger", "questions/spread")


def all_pages(visit: Visit, case_id: str) -> dict[str, str]:
    paths = ["/start", *(f"/cases/{case_id}/{page}" for page in PAGES)]
    return {path: visit.goes_to(path).text.replace(visit.csrf_token or "-", "") for path in paths}


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("who", ["lead", "head"])
@pytest.mark.parametrize(("question", "value"), [(name, value) for name, each in CHANGES.items() for value in each])
def test_no_page_of_theirs_changes_by_a_letter_with_what_somebody_else_answers(
    quick_school: QuickSchool, who: str, question: str, value: str, sent: bool
) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(10))
    case_id = reporter.case_id
    if sent:
        reporter.sends()
    other = quick_school.opens(who).goes_to(f"/cases/{case_id}")
    before = all_pages(reporter, case_id)

    other.goes_to(f"/cases/{case_id}/questions/{question}").submits(other.path, choice=value, question=question)

    assert other.last.status_code == 200
    assert all_pages(reporter, case_id) == before


def test_they_go_on_to_the_end_and_send_as_if_nobody_had_restricted_it(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(4))
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}/questions/adult")
    lead.submits(lead.path, choice="adult_staff", question="adult")
    assert lead.path == "/restricted"

    reporter.answers(**dict(list(first(10).items())[4:]))
    assert reporter.path.endswith("/check")
    assert "Send to the safeguarding lead" in words(reporter)
    reporter.sends()

    assert heading(reporter) == "What you sent"
    assert "A safeguarding lead has opened it." in words(reporter)
    assert "the head may open" not in words(reporter)
    assert "01632 960001" in reporter.text
    assert "Nothing is waiting." in words(lead.goes_to("/cases"))


def test_they_are_sent_to_the_head_once_they_say_it_themself(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(4))
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}/questions/adult")
    lead.submits(lead.path, choice="adult_staff", question="adult")

    path = f"/cases/{reporter.case_id}/questions/adult"
    reporter.goes_to(path).submits(path, choice="adult_staff", question="adult")

    assert heading(reporter) == "Speak to the head this minute"
    assert "01632 960001" not in reporter.text


def test_the_mark_on_a_page_does_not_give_a_leads_answer_away_to_somebody_who_tries(quick_school: QuickSchool) -> None:
    reporter = quick_school.opens("reporter").starts().answers(danger="no", strand="images", distress="coping")
    asked = reporter.path
    quick_school.team.answers(reporter.case_id, quick_school.team.lead, adult="adult_other")

    reporter.submits(asked, choice="no", question="adult", was="0" * 16)

    assert reporter.last.status_code == 409
    shown = re.search(r'name="was" value="([0-9a-f]*)"', reporter.text)
    assert shown is not None
    options = ("no", "nk", "adult_pupil", "online_unverified", "adult_other", "adult_staff", "")
    guesses = {hashlib.sha256(option.encode()).hexdigest()[:16] for option in options}
    assert shown[1] not in guesses


def test_a_case_that_a_lead_had_taken_does_not_look_untaken_once_it_is_restricted(quick_school: QuickSchool) -> None:
    team = quick_school.team
    reporter = quick_school.opens("reporter").starts().answers(**first(10)).sends()
    case = team.file(reporter.case_id).desk.case
    team.ownership.take(case.id, team.lead, case.version)
    before = words(reporter.goes_to(f"/cases/{case.id}/sent"))
    assert "A safeguarding lead has taken it." in before

    team.answers(case.id, team.lead, adult="adult_staff")

    assert words(reporter.goes_to(f"/cases/{case.id}/sent")) == before
    assert "A safeguarding lead has taken it." in words(reporter.goes_to("/start"))
