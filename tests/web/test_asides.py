"""Common questions beside the pages of a case: where they come up, answered in the same frame, with the way back."""

from __future__ import annotations

import re
from html import unescape

import pytest

from lti_tool.cases.model import Case
from lti_tool.guidance.library import load
from lti_tool.system.database import Database
from lti_tool.tenants.model import Staff
from tests.cases.team import EVERYONE, LEAD
from tests.web.signed_in import Site

GUIDE = load("england_v1")
ASIDE = re.compile(r'<section class="sp-asides.*?</section>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]+)">([^<]+)</a>')


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


def page(site: Site, person: Staff, address: str) -> str:
    answer = site.as_(person).gets(address)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.get_data(as_text=True))


def aside(site: Site, person: Staff, address: str) -> str:
    found = ASIDE.search(page(site, person, address))
    return found[0] if found else ""


def test_a_question_names_what_is_asked_there_and_leads_to_the_answer_and_back(site: Site) -> None:
    team = site.team
    case = team.starts(danger="no", strand="images", distress="coping")
    question = f"/cases/{case.id}/questions/adult"

    (address, words), *others = LINK.findall(aside(site, team.reporter, question))
    assert not others
    assert words == "Our pupil is 18 and their partner is 16. Does that count?"
    assert address == f"{question}/answers#faq-pupil_18"

    answers = page(site, team.reporter, address.split("#")[0])
    assert "police respond in proportion" in answers
    assert 'id="faq-pupil_18"' in answers
    assert f'href="{question}"' in answers
    assert "Looked at in November 2026." in answers


def test_what_is_often_believed_is_put_right_where_it_would_mislead(site: Site) -> None:
    team = site.team
    case = team.starts(danger="no", strand="images", distress="coping")

    shown = aside(site, team.reporter, f"/cases/{case.id}/questions/adult")

    assert "The profile says 15, so it is a child." in shown
    assert "Adults pose as children." in shown
    assert aside(site, team.reporter, f"/cases/{case.id}/questions/danger") == ""


def test_no_link_of_ours_opens_a_tab(site: Site) -> None:
    team = site.team
    case = team.sends(**EVERYONE)
    team.completes(case.id, team.lead, EVERYONE | LEAD)
    for address in (f"/cases/{case.id}/outcome", f"/cases/{case.id}/questions/age/answers"):
        shown = page(site, team.lead, address)
        for link in re.findall(r"<a [^>]*>", shown):
            assert ("_blank" in link) == ('href="https://' in link), link


def test_the_outcome_names_what_its_level_its_marks_and_its_answers_make_people_ask(site: Site) -> None:
    team = site.team
    case = team.sends(**(EVERYONE | {"pressure": "yes_money"}))

    shown = aside(site, team.lead, f"/cases/{case.id}/outcome")

    for words in ("A child is being blackmailed. What first?", "How long will the police keep the phone?"):
        assert words in shown
    assert "are boys of 14 to 18" in shown
    answers = page(site, team.lead, f"/cases/{case.id}/outcome/answers")
    assert "Do not pay, stop contact, and keep the messages." in answers
    assert "The outcome “Refer now”" in answers
    assert f'href="/cases/{case.id}/questions/pressure"' in answers


def test_a_case_to_be_managed_names_other_questions(site: Site) -> None:
    team = site.team
    case = team.sends(**EVERYONE)
    team.completes(case.id, team.lead, EVERYONE | LEAD)

    shown = aside(site, team.lead, f"/cases/{case.id}/outcome")

    assert "Must I tell parents or carers?" in shown
    assert "blackmailed" not in shown


def test_the_instruction_answers_what_a_reporter_asks_then(site: Site) -> None:
    team = site.team
    case = team.starts(**(EVERYONE | {"pressure": "yes_other"}))
    first = f"/cases/{case.id}/first"

    assert "The child begs me not to tell anyone. What do I say?" in aside(site, team.reporter, first)
    assert f'href="{first}"' in page(site, team.reporter, f"{first}/answers")


def test_whoever_is_to_call_999_is_kept_from_it_by_nothing(site: Site) -> None:
    team = site.team
    case = team.starts(danger="yes")

    assert aside(site, team.reporter, f"/cases/{case.id}/first") == ""
    answer = site.as_(team.reporter).gets(f"/cases/{case.id}/first/answers")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/cases/{case.id}/first")


@pytest.mark.parametrize("pressure", ["no", "yes_money"])
def test_a_reporter_is_shown_no_outcome_and_only_their_own_questions(site: Site, pressure: str) -> None:
    team = site.team
    case = team.starts(**(EVERYONE | {"pressure": pressure}))
    titles = [outcome.title.partition(":")[0] for outcome in GUIDE.outcomes]
    leads_only = [question.title for question in GUIDE.questions if question.asked_of == "lead"]

    for question in GUIDE.questions:
        if question.asked_of == "everyone":
            shown = site.as_(team.reporter).gets(f"/cases/{case.id}/questions/{question.id}/answers")
            words = unescape(shown.get_data(as_text=True))
            assert not [title for title in (*titles, *leads_only) if title in words], question.id
    assert site.as_(team.reporter).gets(f"/cases/{case.id}/questions/age/answers").status_code == 404
    assert site.as_(team.reporter).gets(f"/cases/{case.id}/outcome/answers").status_code == 404


def test_what_is_for_leads_stands_beside_no_question_of_a_reporters(site: Site) -> None:
    team = site.team
    case = team.starts(**EVERYONE)
    address, words = f"/cases/{case.id}/questions/distress", "The child does not want the police."

    assert words in aside(site, team.lead, address)
    assert "The child begs me not to tell anyone." in aside(site, team.reporter, address)
    assert words not in aside(site, team.reporter, address)


def test_two_outcomes_make_a_reporter_no_different_questions(site: Site) -> None:
    team = site.team
    one = team.starts(**EVERYONE)
    other = team.starts(**EVERYONE)
    team.completes(other.id, team.lead, EVERYONE | LEAD | {"pattern": "continuing"})

    pages = [
        page(site, team.reporter, f"/cases/{case.id}/questions/spread/answers").replace(case.id, "")
        for case in (one, other)
    ]

    assert pages[0] == pages[1]


def restricted_pages(site: Site, case: Case, person: Staff, *addresses: str) -> str:
    return " ".join(site.as_(person).gets(f"/cases/{case.id}{each}").get_data(as_text=True) for each in addresses)


def test_where_a_member_of_staff_is_concerned_nothing_sends_anybody_to_the_lead(site: Site) -> None:
    team = site.team
    case = team.starts(**(EVERYONE | {"adult": "adult_staff"}))

    reporters = restricted_pages(site, case, team.reporter, "/questions/staff_seen", "/questions/staff_seen/answers")
    heads = restricted_pages(site, case, team.head, "/questions/staff_seen/answers", "/outcome", "/outcome/answers")

    assert "ell the safeguarding lead" not in reporters
    assert "ell the safeguarding lead" not in heads
    assert "A member of staff is involved. What do we do?" in heads


def test_a_lead_who_asks_at_the_instruction_is_taken_to_the_outcome(site: Site) -> None:
    case = site.team.sends(**EVERYONE)

    answer = site.as_(site.team.lead).gets(f"/cases/{case.id}/first/answers")

    assert answer.headers["Location"] == f"/cases/{case.id}/outcome/answers"


def test_paper_of_an_outcome_holds_none_of_it(site: Site) -> None:
    case = site.team.sends(**EVERYONE)

    assert 'class="sp-asides sp-screen"' in page(site, site.team.lead, f"/cases/{case.id}/outcome")
    assert "sp-asides" not in page(site, site.team.lead, f"/cases/{case.id}/print")
