"""A lead at work on a case: taken, handed over, asked about, decided, opened again."""

from datetime import date

import pytest

from lti_tool.cases.deciding import Choice, Need, Way
from lti_tool.cases.model import CaseChanged, CaseNotFound, NotNow, Status
from lti_tool.cases.queue import PAGE, Show
from lti_tool.cases.unseen import AnswerChanged, mark_of
from lti_tool.guidance.model import Level
from lti_tool.tenants.model import Role
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import EVERYONE, LEAD, Team

TOLD = {
    "agency": "Children’s social care",
    "who": "Duty worker",
    "when": "10:40",
    "reference": "",
    "said": "Wait for us.",
}


def version(team: Team, case_id: str) -> int:
    return team.file(case_id, team.head).desk.case.version


def test_the_second_of_two_leads_to_take_a_case_is_told_and_nothing_is_overwritten(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    seen = version(team, case.id)

    team.ownership.take(case.id, team.lead, seen)
    with pytest.raises(CaseChanged):
        team.ownership.take(case.id, team.deputy, seen)

    assert team.file(case.id).desk.case.owner_id == team.lead.id
    assert team.kinds(case.id).count("take") == 1


def test_a_case_is_handed_to_somebody_who_may_see_it_and_to_nobody_else(team: Team) -> None:
    case = team.sends(**EVERYONE)

    assert {each.id for each in team.ownership.receivers(case.id, team.lead)} == {team.deputy.id, team.head.id}
    for nobody in (team.reporter, team.administrator, team.another().lead):
        with pytest.raises(NotFound):
            team.ownership.hand_over(case.id, team.lead, version(team, case.id), nobody.id)
    team.ownership.hand_over(case.id, team.lead, version(team, case.id), team.deputy.id)

    assert team.file(case.id).desk.case.owner_id == team.deputy.id


def test_a_reporter_who_is_asked_for_more_can_change_their_answers_and_send_again(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.conversations.ask(case.id, team.lead, version(team, case.id), "Who else was there?")
    assert team.conversations.open_questions(case.id, team.reporter) == ("Who else was there?",)

    team.answers(case.id, team.reporter, spread="few")
    again = team.assessments.send(case.id, team.reporter, None)

    assert (again.status, again.sent_at) == (Status.IN_REVIEW, case.sent_at)
    assert team.conversations.open_questions(case.id, team.reporter) == ()
    assert team.queues.of(team.lead).cases[0].news_at is not None
    assert team.kinds(case.id)[-3:] == ["answered", "sent_again", "read_news"]


@pytest.mark.parametrize("disagrees", [False, True])
def test_a_reporter_can_always_add_and_a_closed_case_opens_again(team: Team, disagrees: bool) -> None:
    case = team.sends(**EVERYONE)
    team.conversations.add(case.id, team.reporter, "One.", disagrees=disagrees)
    team.confirms(case.id, team.lead, version(team, case.id), "Advice taken.")
    team.conversations.add(case.id, team.reporter, "Two.", disagrees=disagrees)
    assert team.file(case.id).desk.case.status is Status.DECIDED

    kept = [event.detail["words"] for event in team.file(case.id).history if event.kind in {"added", "disagreed"}]
    assert kept == ["One.", "Two."]


def test_nobody_but_the_reporter_adds_to_a_report(team: Team) -> None:
    case = team.sends(**EVERYONE)

    for who in (team.colleague, team.lead, team.head, team.another().reporter):
        with pytest.raises(CaseNotFound):
            team.conversations.add(case.id, who, "Words.")


def test_a_call_is_late_from_the_day_on_which_somebody_should_ask_again_until_it_is_answered(team: Team) -> None:
    case = team.sends(**EVERYONE)
    call = team.consultations.record(case.id, team.lead, TOLD, date(2026, 11, 24))

    first = team.file(case.id).consultations[0]
    assert (first.is_late(date(2026, 11, 23)), first.is_late(date(2026, 11, 24))) == (False, True)
    team.consultations.answered(case.id, team.deputy, call, "Accepted.")

    answered = team.file(case.id).consultations[0]
    assert (answered.answer, answered.is_late(date(2026, 12, 24))) == ("Accepted.", False)
    with pytest.raises(NotFound):
        team.consultations.answered(case.id, team.lead, "0" * 32, "Accepted.")


def test_a_decision_beside_the_answers_leaves_what_they_asked_for_on_record(team: Team) -> None:
    case = team.sends(**EVERYONE)
    choice = Choice(Way.OVERRIDE, Level.REFER_NOW, {})

    decided = team.decisions.record(case.id, team.lead, version(team, case.id), choice)

    made = team.file(case.id).decision
    assert (decided.level, decided.decided_level) == (Level.CONSULT, Level.REFER_NOW)
    assert made is not None
    assert (made.outcome, made.computed, made.way) == (Level.REFER_NOW, Level.CONSULT, "override")


def test_a_case_that_is_opened_again_keeps_its_decision_and_waits_for_another(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.confirms(case.id, team.lead, version(team, case.id), "Advice taken.")
    assert case.id in [each.id for each in team.queues.of(team.lead, Show.DECIDED).cases]

    team.ownership.reopen(case.id, team.deputy, version(team, case.id), "A second child.")
    team.completes(case.id, team.deputy, LEAD)

    file = team.file(case.id)
    assert (file.decision, [made.reason for made in file.decisions]) == (None, ["Advice taken."])
    assert case.id in [each.id for each in team.queues.of(team.lead).cases]


def test_an_answer_that_somebody_else_has_changed_is_not_replaced_unseen(team: Team) -> None:
    case = team.sends(**EVERYONE)
    seen = mark_of(team.file(case.id).desk.cipher, case.id, "distress", EVERYONE["distress"])
    team.answers(case.id, team.deputy, distress="serious")

    with pytest.raises(AnswerChanged):
        team.assessments.answer(case.id, team.lead, "distress", "none", seen)
    assert team.file(case.id).desk.answers["distress"] == "serious"
    # What both answer alike is no quarrel.
    team.assessments.answer(case.id, team.lead, "distress", "serious", seen)


def test_a_lead_who_is_related_to_a_child_sees_nothing_and_somebody_is_always_left(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.keeping.keep_from(case.id, team.lead, team.deputy.id)

    assert not team.sees(team.deputy, case.id)
    assert team.queue_of(team.deputy) == []
    assert team.queues.of(team.deputy).urgent == 0
    team.keeping.keep_from(case.id, team.lead, team.head.id)
    only = team.person("second lead", Role.LEAD)
    team.keeping.keep_from(case.id, only, team.lead.id)
    with pytest.raises(NotFound):
        team.keeping.keep_from(case.id, only, only.id)
    assert team.sees(only, case.id)


def test_a_closed_case_is_kept_from_a_lead_who_turns_out_to_be_related(team: Team) -> None:
    case = team.starts(**EVERYONE)
    team.ownership.take(case.id, team.deputy, team.file(case.id).desk.case.version)
    team.reviews.close(case.id, team.lead, "Opened by mistake.")

    team.keeping.keep_from(case.id, team.lead, team.deputy.id)

    assert not team.sees(team.deputy, case.id)
    left = team.file(case.id).desk.case
    assert (left.status, left.owner_id, left.news_at) == (Status.CLOSED, None, None)
    team.keeping.show_again(case.id, team.lead, team.deputy.id)
    assert team.sees(team.deputy, case.id)


def test_the_last_who_could_open_a_case_is_not_shut_out(team: Team) -> None:
    lone = team.another()
    case = lone.sends(**EVERYONE)
    lone.keeping.keep_from(case.id, lone.lead, lone.deputy.id)
    lone.keeping.keep_from(case.id, lone.lead, lone.head.id)
    helper = lone.person("helper", Role.LEAD)
    lone.keeping.keep_from(case.id, helper, lone.lead.id)
    lone.keeping.show_again(case.id, helper, lone.head.id)
    lone.keeping.keep_from(case.id, lone.head, helper.id)

    assert lone.sees(lone.head, case.id)


def test_the_list_counts_what_cannot_wait_until_somebody_opens_it(team: Team) -> None:
    urgent = team.sends(danger="yes")
    team.restricted()

    assert (team.queues.of(team.lead).urgent, team.queues.of(team.head).urgent) == (1, 2)
    team.file(urgent.id)
    assert team.queues.of(team.lead).urgent == 0


def test_a_long_list_comes_in_pages(team: Team) -> None:
    for number in range(PAGE + 1):
        team.sends(team.person(f"reporter {number}"), danger="no")

    first, second = team.queues.of(team.lead), team.queues.of(team.lead, page=2)

    assert (len(first.cases), first.more, len(second.cases), second.more) == (PAGE, True, 1, False)
    assert not {case.id for case in first.cases} & {case.id for case in second.cases}


def test_what_is_finished_is_not_worked_on(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.confirms(case.id, team.lead, version(team, case.id), "Advice taken.")

    with pytest.raises(NotNow):
        team.conversations.ask(case.id, team.lead, version(team, case.id), "More?")
    with pytest.raises(NotNow):
        team.answers(case.id, team.lead, distress="none")
    with pytest.raises(NotNow):
        team.decisions.record(
            case.id, team.lead, version(team, case.id), Choice(Way.CONFIRM, Level.CONSULT, {Need.REASON: "Again."})
        )
