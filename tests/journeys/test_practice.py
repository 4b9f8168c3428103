"""Practising on an invented case, page by page: as in earnest, and at the end how it went."""

import re

import pytest

from tests.crash.trouble import read_only
from tests.journeys.answers import chosen, forms, heading, link, words
from tests.journeys.conftest import QuickSchool
from tests.journeys.practising import STORIES, STRIP, answers, begins, finishes, practises, sends, was
from tests.school import Visit


def test_every_page_of_practice_says_so_and_has_a_way_out(quick_school: QuickSchool) -> None:
    visit, seen = quick_school.opens("reporter"), []

    def notes(page: Visit) -> None:
        seen.append(page.path.rpartition("/")[2])
        assert STRIP in page.text, page.path
        assert link(page, "Leave practice") == "/"
        assert link(page, "Report something that has happened") == "/start"

    story = STORIES["V05"]
    notes(visit.goes_to(link(visit.goes_to("/start"), "Practise on an invented case")))
    notes(visit.submits("/practice", choice="V05"))
    notes(visit.goes_to(link(visit, "Answer the questions")))
    answers(visit, story, notes)
    (send,) = [path for path in forms(visit) if path.endswith("/send")]
    notes(visit.submits(send))
    notes(visit.goes_to(link(visit, "Answer the questions")))
    answers(visit, story, notes)
    notes(finishes(visit))

    assert {"practice", "danger", "strand", "told", "check", "age", "content", "end", "result"} <= set(seen)
    assert len(seen) > 25
    assert visit.goes_to(link(visit, "Leave practice")).path == "/start"


def test_the_reporters_questions_come_first_and_as_a_reporter_sees_them(quick_school: QuickSchool) -> None:
    real, visit = quick_school.opens("reporter"), quick_school.opens("colleague")
    real.starts()
    begins(visit, "V01")

    for value in ("no", "images"):
        assert heading(visit) == heading(real)
        assert "Send what I have" in visit.text
        assert options(visit) == options(real)
        question = visit.path.rpartition("/")[2]
        real.answers(**{question: value})
        visit.submits(visit.path, choice=value)

    answers(visit, STORIES["V01"])
    assert heading(visit) == "Check your answers"
    sends(visit)
    assert heading(visit) == "Is there concern that a child could not understand or freely agree?"
    assert "Send what I have" not in visit.text


def options(visit: Visit) -> list[str]:
    """The words beside the radio buttons."""
    return [" ".join(label.split()) for label in re.findall(r"<label[^>]*>(.*?)</label>", visit.text, re.DOTALL)]


def test_the_end_says_what_a_lead_would_have_seen_and_why(quick_school: QuickSchool) -> None:
    visit = practises(quick_school.opens("reporter"), "V05")

    shown = words(visit)
    assert "23 of 23 answers are those of a careful reader." in shown
    assert "Your answers lead to the same outcome: Refer now." in shown
    assert "Where a careful reader answers otherwise Nowhere." in shown
    assert "Speak to a safeguarding lead this minute" in shown
    assert "Police: yes, now" in shown
    assert "Act now:" in shown
    assert "Known only online, and their age is not verified" in shown
    assert "Financially motivated sexual extortion: alert for education settings" in shown
    assert "“She said pay, or I send this [image] to everybody you know.”" in shown


def test_the_end_says_where_somebodys_answers_differ_and_why(quick_school: QuickSchool) -> None:
    visit = practises(quick_school.opens("reporter"), "V05", adult="no", pressure="yes_other", motive="ordinary")

    shown = words(visit)
    assert "20 of 23 answers are those of a careful reader." in shown
    assert (
        "Is anyone aged 18 or over involved in any way? "
        "Your answer: No, all are under 18 and known in real life "
        "A careful reader: Known only online, and their age is not verified "
        "Nobody has met this person, and a profile proves no age."
    ) in shown


def test_another_outcome_is_said_in_words(quick_school: QuickSchool) -> None:
    visit = practises(quick_school.opens("reporter"), "V25", power="no", confidence="yes")

    assert "Your answers would have led to another outcome: Manage in school." in words(visit)


def test_something_else_leads_to_the_end(quick_school: QuickSchool) -> None:
    visit = practises(quick_school.opens("reporter"), "V01", strand="other")

    assert "On your answers, this guide would not have been used." in words(visit)
    assert "You were not asked this, because of an answer before it." in words(visit)


def test_a_story_about_a_member_of_staff_sends_to_the_head(quick_school: QuickSchool) -> None:
    visit = practises(quick_school.opens("lead"), "V16")

    assert "Speak to the head this minute" in words(visit)
    assert quick_school.opens("lead").path == "/cases"


def test_a_page_of_a_finished_practice_leads_to_its_end(quick_school: QuickSchool) -> None:
    visit = practises(quick_school.opens("reporter"))
    practice = visit.path.rpartition("/")[0]

    for page in ("", "/go-on", "/questions/danger", "/check", "/end"):
        assert visit.goes_to(practice + page).path == f"{practice}/result"
    token = visit.goes_to("/start").csrf_token
    assert visit.submits(f"{practice}/questions/danger", choice="yes", csrf_token=token).last.status_code == 409
    assert "21 of 21" in words(visit.goes_to(f"{practice}/result"))


def test_sending_early_keeps_what_is_on_the_page(quick_school: QuickSchool) -> None:
    visit = begins(quick_school.opens("reporter"), "V01")
    practice = visit.path.rpartition("/questions/")[0]

    visit.submits(f"{practice}/send", choice="no", question="danger", was=was(visit))

    assert heading(visit) == STORIES["V01"].title
    assert "Now you are the safeguarding lead." in words(visit)
    assert chosen(visit.goes_to(f"{practice}/questions/danger")) == ["no"]


def test_another_tab_is_told_of_the_other_answer(quick_school: QuickSchool) -> None:
    visit = begins(quick_school.opens("reporter"), "V01")
    path, before = visit.path, was(visit)
    visit.submits(path, choice="no", was=before)

    visit.goes_to(path).submits(path, choice="yes", was=before)

    assert visit.last.status_code == 409
    assert "answered this in another tab" in words(visit)
    assert chosen(visit) == ["yes"]
    visit.submits(path, choice="yes", was=was(visit))
    assert visit.last.status_code == 200


@pytest.mark.parametrize("typed", ["x" * 4001, "see https://example.org/picture"])
def test_words_that_cannot_be_kept_come_back(quick_school: QuickSchool, typed: str) -> None:
    visit = begins(quick_school.opens("reporter"), "V01")
    practice = visit.path.rpartition("/questions/")[0]
    while not visit.path.endswith("/child_where"):
        visit.submits(visit.path, choice=STORIES["V01"].expected[visit.path.rpartition("/")[2]].answer)

    for path in (visit.path, f"{practice}/send"):
        visit.submits(path, text=typed, question="child_where")
        assert visit.last.status_code == 422
        assert typed in visit.text


def test_what_cannot_be_saved_now_comes_back(quick_school: QuickSchool) -> None:
    visit = begins(quick_school.opens("reporter"), "V01")
    practice = visit.path.rpartition("/questions/")[0]

    with read_only(quick_school.services.database):
        visit.submits(visit.path, choice="yes", was=was(visit))
        assert (visit.last.status_code, chosen(visit)) == (503, ["yes"])
        visit.submits(f"{practice}/send", choice="yes", question="danger", was=was(visit))
        assert (visit.last.status_code, chosen(visit)) == (503, ["yes"])

    assert chosen(visit.goes_to(f"{practice}/questions/danger")) == []


@pytest.mark.parametrize("story", ["", "V02", "../../etc"])
def test_a_story_that_there_is_not_is_asked_for_again(quick_school: QuickSchool, story: str) -> None:
    visit = quick_school.opens("reporter").goes_to("/practice").submits("/practice", choice=story)

    assert visit.last.status_code == 422
    assert "Select a case to practise on" in words(visit)
