"""A lead answers: what a reporter left open, and what they heard themself. And what either may know of the other."""

import pytest

from lti_tool.cases.assessment import QuestionNotAsked
from lti_tool.cases.model import NotNow, Status
from lti_tool.guidance.model import Level
from lti_tool.tenants.model import Role
from tests.cases.team import EVERYONE, LEAD, PLACE, Team
from tests.clock import START


def test_a_leads_answer_that_cannot_wait_says_so_once(team: Team) -> None:
    case = team.sends(**EVERYONE)

    raised = [
        team.answers(case.id, team.lead, **{question: value}).raised
        for question, value in {"capacity": "yes", "age": "under_10", "danger": "yes", "content": "nude"}.items()
    ]

    assert raised == [True, False, True, False]


def test_a_reporters_pages_follow_from_nothing_that_a_lead_answered(team: Team) -> None:
    case = team.starts(danger="no", strand="images")
    team.answers(case.id, team.lead, distress="coping", adult="no", pressure="no", capacity="yes")

    known = team.assessments.read(case.id, team.reporter).known

    assert "capacity" not in known
    assert "danger" in known
    assert "capacity" in team.assessments.read(case.id, team.lead).known


def test_an_interruption_is_noted_once_for_each_urgency_and_never_lowered(team: Team) -> None:
    case = team.starts(danger="yes")

    noted = []
    for urgency in (3, 4, 3):
        team.assessments.note_interruption(case.id, team.reporter, urgency)
        noted.append(team.assessments.read(case.id, team.reporter).case)

    assert [each.interrupted_at for each in noted] == [3, 4, 4]
    assert {each.version for each in noted} == {case.version}


def test_a_lead_who_looks_does_not_use_up_the_reporters_interruption(team: Team) -> None:
    case = team.starts(danger="no")

    team.assessments.note_interruption(case.id, team.lead, 4)

    assert team.assessments.read(case.id, team.reporter).case.interrupted_at == 0


def test_a_lead_who_hears_it_first_hand_has_it_in_review_from_the_first_answer(team: Team) -> None:
    case = team.starts(team.lead)
    assert team.queue_of(team.lead) == []
    assert team.starts(team.lead).id == case.id

    case = team.answers(case.id, team.lead, danger="no").case

    assert (case.status, case.sent_at, case.opened_at) == (Status.IN_REVIEW, START, START)
    assert team.queue_of(team.deputy) == [case.id]
    assert team.kinds(case.id) == ["started", "answered"]
    with pytest.raises(NotNow):
        team.assessments.send(case.id, team.lead, PLACE)


def test_a_lead_answers_a_case_that_was_never_sent_and_the_reporter_may_still_send_it(team: Team) -> None:
    case = team.starts(danger="no", strand="images")

    team.answers(case.id, team.lead, distress="coping")
    sent = team.assessments.send(case.id, team.reporter, PLACE)

    assert sent.status is Status.SENT
    assert sent.opened_at is not None


def test_who_answers_has_looked_even_if_they_came_past_the_page_that_says_so(team: Team) -> None:
    case = team.sends(**EVERYONE)

    answered = team.answers(case.id, team.lead, capacity="no").case

    assert (answered.status, answered.opened_at) == (Status.IN_REVIEW, START)
    assert team.kinds(case.id).count("opened") == 1


def test_a_lead_answers_all_that_a_reporter_was_not_asked_and_the_outcome_follows(team: Team) -> None:
    case = team.sends(**EVERYONE)
    assert case.level is Level.CONSULT

    answered = team.answers(case.id, team.lead, **LEAD)

    assert answered.path.complete
    assert answered.case.level is Level.MANAGE


def test_a_lead_reads_a_reporters_words_and_does_not_write_them(team: Team) -> None:
    case = team.sends(**EVERYONE)

    with pytest.raises(QuestionNotAsked):
        team.assessments.answer(case.id, team.lead, "told", "Something else.")


def test_a_reporter_who_is_made_lead_goes_on_with_their_own_case_as_a_lead(team: Team) -> None:
    case = team.starts(danger="no")
    with team.database.transaction() as db:
        person = team.book.grant(db, team.reporter, Role.LEAD)

    answered = team.answers(
        case.id, person, strand="images", distress="coping", adult="no", pressure="no", capacity="no"
    )

    assert answered.case.status is Status.STARTED
    assert team.queue_of(person) == [case.id]
