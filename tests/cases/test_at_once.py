"""Two people at once, on each database: nothing is lost, and the second is told."""

from collections.abc import Callable
from threading import Barrier, Thread

from lti_tool.cases.model import CaseChanged, NotNow, Status
from lti_tool.guidance.model import Level
from tests.cases.team import EVERYONE, LEAD, PLACE, Team


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do these at the same moment; what each gave, or the exception it raised."""
    start, ends = Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            ends[number] = act()
        except Exception as error:  # noqa: BLE001 — the test looks at it
            ends[number] = error

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def one_by_one(team: Team, case_id: str, person, answers: dict[str, str]) -> Callable[[], object]:
    return lambda: team.answers(case_id, person, **answers)


def test_what_the_reporter_and_a_lead_answer_at_once_is_all_kept(team_on_each: Team) -> None:
    team = team_on_each
    mine = {name: EVERYONE[name] for name in ("child_where", "reach", "told")}
    case = team.starts(**{name: value for name, value in EVERYONE.items() if name not in mine})

    ends = at_once(
        one_by_one(team, case.id, team.reporter, mine),
        lambda: team.completes(case.id, team.lead, EVERYONE | LEAD),
    )

    assert not [end for end in ends if isinstance(end, Exception)]
    answers = team.file(case.id).desk.answers
    assert answers == EVERYONE | LEAD | {"nation": "england", "distress": "coping"}
    assert team.file(case.id).desk.case.level is Level.MANAGE
    numbers = [event.number for event in team.file(case.id).history]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_same_question_answered_at_once_keeps_one_answer_and_both_in_the_history(team_on_each: Team) -> None:
    team = team_on_each
    case = team.starts(danger="no", strand="images", distress="none")

    at_once(
        one_by_one(team, case.id, team.reporter, {"distress": "coping"}),
        one_by_one(team, case.id, team.lead, {"distress": "selfharm"}),
    )

    file = team.file(case.id)
    given = [event.detail["to"] for event in file.history if event.detail.get("question") == "distress"]
    assert sorted(given) == ["coping", "none", "selfharm"]
    # Whoever was first: a reporter's answer never lowers a lead's.
    assert file.desk.answers["distress"] == "selfharm"
    assert file.desk.case.level is Level.REFER_NOW


def test_of_two_leads_who_decide_at_once_one_decides_and_the_other_is_told(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**EVERYONE)
    version = team.file(case.id).desk.case.version

    ends = at_once(
        lambda: team.confirms(case.id, team.lead, version, "Mine."),
        lambda: team.confirms(case.id, team.deputy, version, "No, mine."),
    )

    assert sorted(type(end).__name__ for end in ends) == ["Case", "NotNow"]
    assert team.kinds(case.id).count("decided") == 1
    assert team.file(case.id).decision is not None


def test_a_decision_and_an_answer_at_once_never_decide_on_an_answer_nobody_saw(team_on_each: Team) -> None:
    team = team_on_each
    case = team.starts(danger="no", strand="images")
    version = team.file(case.id).desk.case.version

    decided, answered = at_once(
        lambda: team.confirms(case.id, team.lead, version, "Calm."),
        lambda: team.assessments.answer(case.id, team.reporter, "distress", "selfharm"),
    )

    file = team.file(case.id)
    if isinstance(answered, NotNow):
        assert file.decision is not None
        assert "distress" not in file.desk.answers
    else:
        assert isinstance(decided, CaseChanged)
        assert file.decision is None
        assert file.desk.case.level is Level.REFER_NOW


def test_sending_twice_at_once_owes_one_receipt(team_on_each: Team) -> None:
    team = team_on_each
    case = team.starts(**EVERYONE)

    ends = at_once(*[lambda: team.assessments.send(case.id, team.reporter, PLACE)] * 2)

    assert [end.status for end in ends] == [Status.SENT, Status.SENT]
    assert team.kinds(case.id).count("sent") == 1
    assert len(team.file(case.id).receipts) == 1


def test_a_lead_who_answers_while_it_becomes_restricted_is_turned_away_or_was_in_time(team_on_each: Team) -> None:
    team = team_on_each
    case = team.starts(danger="no", strand="images", distress="coping")

    at_once(
        one_by_one(team, case.id, team.reporter, {"adult": "adult_staff"}),
        one_by_one(team, case.id, team.lead, {"distress": "serious"}),
    )

    assert not team.sees(team.lead, case.id)
    assert team.queue_of(team.lead) == []
    assert team.file(case.id, team.head).desk.case.restricted


def test_cases_started_at_once_have_references_of_their_own(team_on_each: Team) -> None:
    team = team_on_each
    people = [team.person(f"person {number}") for number in range(6)]

    cases = at_once(*[lambda who=who: team.starts(who, danger="no") for who in people])

    assert len({case.reference for case in cases}) == 6
    assert len(team.queue_of(team.lead)) == 6
