"""A lead lists, opens, decides and closes."""

import pytest

from lti_tool.cases.model import CaseChanged, CaseNotFound, NotNow, Status
from lti_tool.guidance.model import Level
from lti_tool.system.database import Database
from lti_tool.system.ids import RandomIds
from tests.cases.team import EVERYONE, LEAD, Team
from tests.clock import START


def test_a_case_is_listed_from_its_first_answer_and_not_before(team: Team) -> None:
    case = team.starts()
    assert team.queue_of(team.lead) == []

    team.answers(case.id, team.reporter, danger="no")

    assert team.queue_of(team.lead) == team.queue_of(team.deputy) == team.queue_of(team.head) == [case.id]
    assert team.queues.of(team.lead).cases[0].status is Status.STARTED


def test_open_ones_come_first_then_the_most_urgent_then_the_longest_waiting(team: Team) -> None:
    finished = team.sends(danger="yes")
    team.confirms(finished.id, team.lead, team.file(finished.id).desk.case.version, "Called 999.")
    team.clock.moves_on(minutes=1)
    waited = team.sends(danger="no")
    team.clock.moves_on(minutes=1)
    later = team.starts(team.colleague, danger="no")
    team.clock.moves_on(minutes=1)
    urgent = team.starts(danger="yes")

    assert team.queue_of(team.lead) == [urgent.id, waited.id, later.id, finished.id]


def test_a_list_holds_no_other_schools_cases(team: Team) -> None:
    elsewhere = team.another()
    case = elsewhere.sends(danger="yes")

    assert team.queue_of(team.lead) == team.queue_of(team.head) == []
    assert elsewhere.queue_of(elsewhere.lead) == [case.id]


def test_the_list_says_who_began_it(team: Team) -> None:
    team.starts(team.colleague, danger="no")

    assert [team.queues.of(team.lead).people[case.reporter_id].name for case in team.queues.of(team.lead).cases] == [
        "Colleague Person"
    ]


def test_opening_notes_once_that_somebody_looked(team: Team) -> None:
    case = team.sends(**EVERYONE)

    first = team.file(case.id)
    team.clock.moves_on(minutes=5)
    second = team.file(case.id, team.deputy)

    assert (first.desk.case.status, first.desk.case.opened_at) == (Status.IN_REVIEW, START)
    assert second.desk.case == first.desk.case
    assert team.kinds(case.id).count("opened") == 1


def test_the_form_made_while_opening_it_for_the_first_time_is_good(team: Team) -> None:
    case = team.sends(**EVERYONE)

    version = team.file(case.id).desk.case.version
    decided = team.confirms(case.id, team.lead, version, "Advice taken.")

    assert decided.status is Status.DECIDED


def test_a_decision_keeps_what_the_answers_required_the_guide_and_the_reason(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.answers(case.id, team.lead, **LEAD)

    team.confirms(case.id, team.lead, team.file(case.id).desk.case.version, "Same age, agreed, private.")
    decision = team.file(case.id).decision

    assert decision is not None
    assert (decision.outcome, decision.guide_id, decision.by_staff_id) == (Level.MANAGE, "england_v1", team.lead.id)
    assert decision.reason == "Same age, agreed, private."


def test_a_decision_need_not_wait_for_the_reporter_to_press_send(team: Team) -> None:
    case = team.starts(danger="yes")

    decided = team.confirms(case.id, team.lead, team.file(case.id).desk.case.version, "999 called.")

    assert decided.status is Status.DECIDED
    with pytest.raises(NotNow):
        team.assessments.answer(case.id, team.reporter, "danger", "no")


def test_answers_that_changed_since_the_page_was_made_stop_the_decision(team: Team) -> None:
    case = team.starts(danger="no", strand="images")
    version = team.file(case.id).desk.case.version
    team.answers(case.id, team.reporter, distress="selfharm")

    with pytest.raises(CaseChanged):
        team.confirms(case.id, team.lead, version, "It looked calm.")

    assert team.file(case.id).decision is None


def test_words_that_changed_since_the_page_was_made_stop_it_too(team: Team) -> None:
    case = team.starts(**EVERYONE)
    version = team.file(case.id).desk.case.version
    team.answers(case.id, team.reporter, told="She said there is more.")

    with pytest.raises(CaseChanged):
        team.confirms(case.id, team.lead, version, "It looked calm.")


def test_the_second_of_two_decisions_is_refused_and_the_first_one_stands(team: Team) -> None:
    case = team.sends(**EVERYONE)
    version = team.file(case.id).desk.case.version
    team.confirms(case.id, team.lead, version, "The first.")

    with pytest.raises(NotNow, match="already been recorded"):
        team.confirms(case.id, team.deputy, version, "The second.")

    assert team.file(case.id).decision.reason == "The first."


def test_a_case_opened_by_mistake_is_closed_with_the_reason_in_its_history(team: Team) -> None:
    case = team.starts(danger="no")

    closed = team.reviews.close(case.id, team.lead, "Opened to try it out.")

    assert (closed.status, closed.closed_at) == (Status.CLOSED, START)
    assert team.file(case.id).history[-1].detail == {"reason": "Opened to try it out."}
    with pytest.raises(NotNow):
        team.assessments.answer(case.id, team.reporter, "danger", "yes")


def test_a_case_that_was_sent_is_not_closed_as_a_mistake(team: Team) -> None:
    case = team.sends(danger="no")

    with pytest.raises(NotNow):
        team.reviews.close(case.id, team.lead, "Not wanted.")


def test_a_reporter_gets_none_of_it(team: Team) -> None:
    case = team.sends(**EVERYONE)

    for who in (team.reporter, team.colleague, team.administrator, team.another().lead):
        for act in (
            lambda who=who: team.reviews.open(case.id, who),
            lambda who=who: team.confirms(case.id, who, case.version, "Mine."),
            lambda who=who: team.reviews.close(case.id, who, "Mine."),
            lambda who=who: team.keeping.keep_from(case.id, who, team.lead.id),
        ):
            with pytest.raises(CaseNotFound):
                act()


class FewReferences(RandomIds):
    """Gives out these references, one after the other."""

    def __init__(self, *references: str) -> None:
        self._left = list(references)

    def reference(self) -> str:
        return self._left.pop(0)


def test_a_reference_is_unique_within_a_school_and_only_there(sqlite_database: Database) -> None:
    team = Team(sqlite_database, ids=FewReferences("AAAAAA", "AAAAAA", "AAAAAA", "BBBBBB", "AAAAAA"))
    elsewhere = team.another()

    first, second = team.starts(danger="no"), team.starts(team.colleague, danger="no")

    assert (first.reference, second.reference) == ("AAAAAA", "BBBBBB")
    assert elsewhere.starts(danger="no").reference == "AAAAAA"
