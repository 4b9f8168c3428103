"""A reporter's side of a case follows from their own answers, whatever anybody else answers in it."""

import pytest

from lti_tool.cases.desk import Desk
from lti_tool.guidance.model import Level
from lti_tool.tenants.model import Role
from tests.cases.team import EVERYONE, PLACE, Team

BEGUN = {"danger": "no", "strand": "images", "distress": "none", "adult": "no"}
RESTRICTING = [("adult", "adult_staff"), ("staff_seen", "copied")]


def sides(team: Team, case_id: str) -> tuple[Desk, Desk]:
    """The case as the reporter and as the head see it."""
    return team.assessments.read(case_id, team.reporter), team.assessments.read(case_id, team.head)


@pytest.mark.parametrize(("question", "value"), [("adult", "adult_other"), ("danger", "yes"), ("distress", "selfharm")])
def test_what_a_lead_changes_stays_for_its_reporter_as_they_answered_it(
    team_on_each: Team, question: str, value: str
) -> None:
    team = team_on_each
    case = team.starts(**BEGUN)

    team.answers(case.id, team.lead, **{question: value})

    reporter, head = sides(team, case.id)
    assert reporter.known == BEGUN | {"nation": "england"}
    assert reporter.path.next_question.id == "pressure"
    assert [step.value for step in reporter.path.steps] == list(BEGUN.values())
    assert head.known == BEGUN | {"nation": "england", question: value}


def test_the_last_of_several_answers_of_theirs_is_the_one_they_see(team: Team) -> None:
    case = team.starts(**BEGUN)
    team.answers(case.id, team.reporter, distress="coping")
    team.answers(case.id, team.lead, distress="serious")
    assert sides(team, case.id)[0].known["distress"] == "coping"

    team.answers(case.id, team.reporter, distress="nk")

    assert [side.known["distress"] for side in sides(team, case.id)] == ["nk", "serious"]


def test_a_question_that_a_lead_has_answered_is_still_asked_of_the_reporter(team: Team) -> None:
    case = team.starts(**BEGUN)
    team.answers(case.id, team.lead, pressure="yes_money")

    assert sides(team, case.id)[0].path.next_question.id == "pressure"
    answered = team.answers(case.id, team.reporter, pressure="nk")

    assert answered.path.next_question.id == "spread"
    assert sides(team, case.id)[1].answers["pressure"] == "yes_money"


def test_another_strand_of_a_leads_neither_takes_a_question_away_nor_adds_one(team: Team) -> None:
    case = team.starts(**BEGUN)
    team.answers(case.id, team.lead, strand="contact")

    answered = team.answers(case.id, team.reporter, pressure="no", spread="private")

    assert answered.path.next_question.id == "staff_seen"
    assert sides(team, case.id)[1].answers["spread"] == "private"


def test_an_answer_given_again_on_an_old_page_does_not_undo_a_leads(team: Team) -> None:
    case = team.starts(**BEGUN)
    team.answers(case.id, team.lead, danger="yes")

    again = team.answers(case.id, team.reporter, danger="no").case

    assert again.level is Level.EMERGENCY
    assert sides(team, case.id)[1].answers["danger"] == "yes"
    assert team.kinds(case.id).count("answered") == len(BEGUN) + 1


@pytest.mark.parametrize(("question", "value"), RESTRICTING)
@pytest.mark.parametrize("who", ["lead", "head"])
def test_a_reporter_is_not_told_that_somebody_else_restricted_it(
    team: Team, who: str, question: str, value: str
) -> None:
    case = team.sends(**EVERYONE)

    team.answers(case.id, getattr(team, who), **{question: value})

    reporter, head = sides(team, case.id)
    assert reporter.case.restricted
    assert (reporter.told_restricted, head.told_restricted) == (False, True)
    assert [mine.restricted for mine in team.assessments.begun_by(team.reporter)] == [False]


@pytest.mark.parametrize(("question", "value"), RESTRICTING)
def test_a_reporter_who_restricted_it_themself_is_told_so(team: Team, question: str, value: str) -> None:
    case = team.sends(**(EVERYONE | {question: value}))
    team.answers(case.id, team.head, distress="serious")

    assert sides(team, case.id)[0].told_restricted
    assert [mine.restricted for mine in team.assessments.begun_by(team.reporter)] == [True]


def test_it_stays_so_when_they_take_the_answer_back_and_it_is_still_the_heads(team: Team) -> None:
    case = team.starts(**(BEGUN | {"adult": "adult_staff"}))
    team.file(case.id, team.head)

    answered = team.answers(case.id, team.reporter, adult="no")

    assert answered.case.restricted
    assert answered.desk.told_restricted
    assert sides(team, case.id)[0].told_restricted


def test_a_slip_that_was_undone_does_not_tell_them_of_what_a_lead_answers_later(team: Team) -> None:
    case = team.starts(**(BEGUN | {"adult": "adult_staff"}))
    team.answers(case.id, team.reporter, adult="no")

    team.answers(case.id, team.lead, adult="adult_staff")

    assert not sides(team, case.id)[0].told_restricted


def test_nobody_is_told_that_it_is_the_heads_alone_when_the_head_has_opened_it_to_the_leads(team: Team) -> None:
    case = team.restricted()

    team.answers(case.id, team.head, adult="no")

    reporter, head = sides(team, case.id)
    assert (reporter.told_restricted, head.told_restricted) == (False, False)
    assert reporter.known["adult"] == "adult_staff"


def test_nothing_is_posted_for_it_though_its_reporter_does_not_know(team: Team) -> None:
    case = team.starts(**BEGUN)
    team.answers(case.id, team.lead, adult="adult_staff")

    team.assessments.send(case.id, team.reporter, PLACE)

    assert team.file(case.id, team.head).receipts == []


def test_a_lead_who_loses_their_own_case_sees_what_they_answered_in_it_and_no_more(team: Team) -> None:
    case = team.starts(team.lead, **BEGUN, pressure="no", capacity="no")

    team.answers(case.id, team.head, capacity="yes", adult="adult_staff")

    desk = team.assessments.read(case.id, team.lead)
    assert (desk.known["adult"], desk.known["capacity"]) == ("no", "no")
    assert not desk.told_restricted


def test_a_reporter_who_is_made_head_sees_all_of_it(team: Team) -> None:
    case = team.starts(**BEGUN)
    team.answers(case.id, team.lead, adult="adult_staff")
    with team.database.transaction() as db:
        person = team.book.grant(db, team.reporter, Role.HEAD)

    desk = team.assessments.read(case.id, person)

    assert desk.known["adult"] == "adult_staff"
    assert desk.told_restricted
