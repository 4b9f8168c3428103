"""What a decision rested on is kept with it, whatever is answered afterwards."""

import json

from lti_tool.cases import tables
from lti_tool.cases.deciding import Choice, Need, Way
from lti_tool.cases.grounds import CRITERIA, DRIVERS, criteria_in, drivers_in
from lti_tool.cases.model import Case, Decision
from lti_tool.guidance.model import Level
from lti_tool.system.crypto import Place
from tests.cases.team import EVERYONE, LEAD, Team

LOWER = dict.fromkeys(Need, "Written down.") | {Need.REVIEW_ON: "2026-11-24", Need.SURE: "yes"}
STRANGER = {"adult": "online_unverified"}


def decides_lower(team: Team, level: Level, **answers: str) -> Case:
    """A case that was completed with these answers, and decided below what they ask for."""
    case = team.sends(**(EVERYONE | {name: each for name, each in answers.items() if name in EVERYONE}))
    team.completes(case.id, team.lead, EVERYONE | LEAD | answers)
    return lower(team, case, level)


def lower(team: Team, case: Case, level: Level) -> Case:
    version = team.file(case.id).desk.case.version
    return team.decisions.record(case.id, team.lead, version, Choice(Way.OVERRIDE, level, LOWER))


def in_force(team: Team, case: Case) -> Decision:
    made = team.file(case.id).decision
    assert made is not None
    return made


def stands_with(team: Team, record: dict[str, str] | None) -> Case:
    """A case with one decision whose record is this, as an older version or another school's file may have left it."""
    case, decision_id = team.sends(**EVERYONE), team.ids.new()
    cipher = team.file(case.id).desk.cipher

    def sealed(column: str, words: str) -> bytes:
        return cipher.encrypt(words, Place(case.tenant_id, "decisions", column, decision_id))

    with team.database.transaction() as db:
        db.execute(
            tables.decisions.insert().values(
                id=decision_id,
                case_id=case.id,
                outcome=int(Level.MANAGE),
                computed=int(Level.CONSULT),
                way=Way.OVERRIDE,
                guide_id="england_v1",
                reason=sealed("reason", "It is over."),
                record=None if record is None else sealed("record", json.dumps(record)),
                by_staff_id=team.lead.id,
                at=team.clock.now(),
            )
        )
    return case


def test_going_below_the_answers_keeps_what_drove_them_and_the_criteria_that_were_met(team_on_each: Team) -> None:
    team = team_on_each
    case = decides_lower(team, Level.CONSULT, **STRANGER)

    made = in_force(team, case)

    assert (made.computed, made.outcome) == (Level.REFER_NOW, Level.CONSULT)
    assert drivers_in(made.record) == (("adult", "online_unverified"),)
    assert criteria_in(made.record) == ("adult",)


def test_that_no_criterion_was_met_is_kept_too(team: Team) -> None:
    case = decides_lower(team, Level.MANAGE, spread="few")

    made = in_force(team, case)

    assert drivers_in(made.record) == (("spread", "few"),)
    assert criteria_in(made.record) == ()


def test_an_earlier_decision_keeps_its_own_grounds_when_the_answers_change(team: Team) -> None:
    case = decides_lower(team, Level.CONSULT, **STRANGER)
    team.clock.moves_on(minutes=5)
    team.ownership.reopen(case.id, team.lead, case.version, "It was his brother.")
    team.answers(case.id, team.lead, adult="no", distress="selfharm")
    lower(team, case, Level.CONSULT)

    first, second = team.file(case.id).decisions

    assert (drivers_in(first.record), criteria_in(first.record)) == ((("adult", "online_unverified"),), ("adult",))
    assert (drivers_in(second.record), criteria_in(second.record)) == ((("distress", "selfharm"),), ("at_risk",))


def test_a_decision_that_follows_the_answers_says_so_as_well(team: Team) -> None:
    case = team.decides()

    made = in_force(team, case)

    assert (made.way, made.record[DRIVERS], made.record[CRITERIA]) == (Way.CONFIRM, "none", "none")


def test_an_old_decision_without_grounds_says_nothing_of_them(team: Team) -> None:
    for record in (None, {Need.PLAN: "Ring them."}):
        (made,) = team.file(stands_with(team, record).id).decisions
        assert (drivers_in(made.record), criteria_in(made.record)) == ((), None)
