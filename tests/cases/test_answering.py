"""A reporter starts, answers and sends; a lead completes the answers."""

from datetime import timedelta

import pytest

from lti_tool.cases.assessment import OptionNotOffered, QuestionNotAsked
from lti_tool.cases.model import CaseNotFound, NotNow, Status
from lti_tool.guidance.model import Level
from tests.cases.team import EVERYONE, PLACE, Team
from tests.clock import START


def test_a_case_that_was_started_and_never_answered_is_used_again(team: Team) -> None:
    first = team.starts()

    assert team.starts().id == first.id
    team.answers(first.id, team.reporter, danger="no")
    assert team.starts().id != first.id


def test_another_persons_unanswered_case_is_not_handed_out(team: Team) -> None:
    assert team.starts().id != team.starts(team.colleague).id


def test_a_case_that_was_sent_without_an_answer_is_not_handed_out_again(team: Team) -> None:
    sent = team.sends()

    assert team.starts().id != sent.id
    assert team.queue_of(team.lead) == [sent.id]


def test_an_answer_is_there_when_the_call_returns_and_says_where_it_leads(team: Team) -> None:
    case = team.starts()

    answered = team.answers(case.id, team.reporter, danger="no")

    assert answered.path.next_question.id == "strand"
    assert team.assessments.read(case.id, team.reporter).answers["danger"] == "no"


def test_the_history_keeps_every_answer_with_who_gave_it_and_when(team: Team) -> None:
    case = team.starts(danger="no", strand="images", distress="none")
    team.clock.moves_on(minutes=3)
    team.answers(case.id, team.reporter, distress="selfharm")
    team.clock.moves_on(minutes=4)
    team.answers(case.id, team.lead, distress="serious")

    changes = [event for event in team.file(case.id).history if event.detail.get("question") == "distress"]

    assert [(event.detail.get("from"), event.detail["to"]) for event in changes] == [
        (None, "none"),
        ("none", "selfharm"),
        ("selfharm", "serious"),
    ]
    assert [event.by_staff_id for event in changes] == [team.reporter.id, team.reporter.id, team.lead.id]
    assert [event.at - START for event in changes] == [timedelta(minutes=minutes) for minutes in (0, 3, 7)]


def test_the_same_answer_given_again_is_no_change(team: Team) -> None:
    case = team.starts(danger="no", strand="images")

    again = team.answers(case.id, team.reporter, danger="no").case

    assert again.version == case.version
    assert team.kinds(case.id).count("answered") == 2


@pytest.mark.parametrize(
    ("question", "value", "refusal"),
    [
        ("danger", "maybe", OptionNotOffered),
        ("danger", "", OptionNotOffered),
        ("adult", "no", QuestionNotAsked),
        ("capacity", "no", QuestionNotAsked),
        ("nation", "wales", QuestionNotAsked),
        ("no_such_question", "no", QuestionNotAsked),
    ],
)
def test_what_is_not_asked_or_not_offered_is_refused_and_nothing_is_kept(
    team: Team, question: str, value: str, refusal: type[Exception]
) -> None:
    case = team.starts()

    with pytest.raises(refusal):
        team.assessments.answer(case.id, team.reporter, question, value)

    assert set(team.assessments.read(case.id, team.reporter).answers) == {"nation"}
    assert team.queue_of(team.lead) == []


def test_sending_twice_is_the_same_as_once(team: Team) -> None:
    case = team.starts(**EVERYONE)
    first = team.assessments.send(case.id, team.reporter, PLACE)
    team.clock.moves_on(minutes=1)

    second = team.assessments.send(case.id, team.reporter, PLACE)

    assert second == first
    assert team.kinds(case.id).count("sent") == 1
    assert len(team.file(case.id).receipts) == 1


def test_sending_twice_after_a_lead_has_opened_it_leaves_it_in_review(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.file(case.id)

    assert team.assessments.send(case.id, team.reporter, PLACE).status is Status.IN_REVIEW


def test_nothing_is_owed_where_nothing_is_posted(team: Team) -> None:
    case = team.starts(**EVERYONE)

    team.assessments.send(case.id, team.reporter, None)

    assert team.file(case.id).receipts == []


def test_answering_after_sending_is_refused_and_says_to_whom_to_speak(team: Team) -> None:
    case = team.sends(danger="no")

    with pytest.raises(NotNow, match="telephone: the numbers are there"):
        team.assessments.answer(case.id, team.reporter, "danger", "yes")

    assert team.assessments.read(case.id, team.reporter).answers["danger"] == "no"


def test_nobody_else_can_answer_or_send_it(team: Team) -> None:
    case = team.starts(danger="no")

    for who in (team.colleague, team.administrator, team.another().lead):
        with pytest.raises(CaseNotFound):
            team.assessments.answer(case.id, who, "danger", "yes")
        with pytest.raises(CaseNotFound):
            team.assessments.send(case.id, who, None)
    with pytest.raises(NotNow):
        team.assessments.send(case.id, team.lead, None)


def test_a_changed_strand_keeps_the_old_answers_and_ignores_them(team: Team) -> None:
    images = EVERYONE | {"spread": "public"}
    case = team.starts(
        **{name: images[name] for name in ("danger", "strand", "distress", "adult", "pressure", "spread")}
    )
    assert case.level is Level.REFER_NOW

    contact = team.answers(case.id, team.reporter, strand="contact").case
    desk = team.assessments.read(case.id, team.reporter)

    assert contact.level is Level.CONSULT
    assert desk.answers["spread"] == "public"
    assert desk.path.question("spread") is None
    assert team.answers(case.id, team.reporter, strand="both").case.level is Level.REFER_NOW


def test_the_list_sorts_by_what_the_answers_require_now(team: Team) -> None:
    case = team.starts(danger="yes")
    assert case.level is Level.EMERGENCY

    assert team.answers(case.id, team.reporter, danger="no").case.level is Level.CONSULT
