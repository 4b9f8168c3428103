"""A case with something in every part of its record: worked on by the whole team, decided twice, and on file."""

from datetime import timedelta

from lti_tool.cases.deciding import Choice, Need, Way
from lti_tool.cases.filing import Filed
from lti_tool.cases.model import Case
from lti_tool.cases.task import TaskState
from lti_tool.cases.tasks import Change
from lti_tool.guidance.model import Level
from tests.cases.team import EVERYONE, LEAD, Team

CALL = {
    "agency": "Seaview social care",
    "who": "Dana Whitfield",
    "when": "today at 10:40",
    "reference": "SC-1234",
    "said": "They ring back.",
}
CHILD = {"age": "13_15", "shown": "yes", "harmed": "yes", "wants": "That it is taken down."}
CHILD |= {"parents": "not_told", "parents_why": "Social care tell her mother on Friday."}
CHILD |= {"named_adult": "Tom Ellery", "safety_plan": "Sits at the front."}
BELOW = {
    Need.REASON: "All three of them have spoken to us, and it was never sent on.",
    Need.AGENCY: "Seaview advice line",
    Need.ADVISER: "Robin Cole",
    Need.ADVISER_ROLE: "duty adviser",
    Need.ADVISED_WHEN: "today at 14:10",
    Need.SAID: "They agree with a plan in school.",
    Need.HEAD_NAME: "Helen Marsh",
    Need.HEAD_WHEN: "today at 15:00",
    Need.PLAN: "They do not sit together.",
}


def full_case(team: Team) -> Case:
    """Reported, added to, completed, decided, told to an agency, decided against the answers, and filed."""
    case = team.sends(**(EVERYONE | {"staff_seen": "seen", "told": "She said: “he has the picture”."}))
    team.conversations.add(case.id, team.reporter, "Her friend knows of it too.")
    team.file(case.id)
    team.answers(case.id, team.lead, **(LEAD | {"home": "nk", "agreement": "passed_on"}))
    _adds(team, case)
    call = team.consultations.record(case.id, team.lead, CALL, team.clock.now().date() + timedelta(days=1))
    team.consultations.answered(case.id, team.lead, call, "They take it no further.")
    _decides(team, case, Choice(Way.CONFIRM, Level.CONSULT, {Need.REASON: "We ask before we decide."}))
    _works_off(team, case)
    team.ownership.reopen(case.id, team.lead, _version(team, case), "Social care have answered.")
    review = {Need.REVIEW_ON: team.clock.now().date().isoformat()}
    _decides(team, case, Choice(Way.OVERRIDE, Level.MANAGE, BELOW | review))
    filed = Filed(on_file=True, where="The blue cabinet", rest="It goes on in the plan.")
    return team.filing.file(case.id, team.lead, _version(team, case), filed)


def _adds(team: Team, case: Case) -> None:
    for facts in (CHILD, {"age": "16_17", "caused": "yes", "parents": "told", "parents_why": "By the head."}):
        team.children.add(case.id, team.lead, _version(team, case), facts)


def _works_off(team: Team, case: Case) -> None:
    task = team.task(case.id, "viewed_record")
    done = Change(TaskState.DONE, "Mr Hall saw it by accident.", team.deputy.id, None)
    team.tasks.change(case.id, team.lead, task.id, task.version, done)


def _decides(team: Team, case: Case, choice: Choice) -> None:
    # Two people cannot decide in the same moment.
    team.clock.moves_on(minutes=5)
    team.decisions.record(case.id, team.lead, _version(team, case), choice)


def _version(team: Team, case: Case) -> int:
    return team.file(case.id).desk.case.version
