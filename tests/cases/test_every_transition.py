"""Every status, act and role, tried through the real services: what the leads approved happens, and nothing else."""

from collections.abc import Callable, Iterator

import pytest

from lti_tool.cases.deciding import Choice, Need, Way
from lti_tool.cases.erasure_receipts import ErasureReason
from lti_tool.cases.filing import Filed
from lti_tool.cases.model import Act, Case, CaseNotFound, NotNow, Status
from lti_tool.cases.task import TaskState
from lti_tool.cases.tasks import Change
from lti_tool.guidance.model import Level
from lti_tool.tenants.model import Role, Staff
from tests.cases.team import PLACE, Team
from tests.cases.test_transitions import EXPECTED, STATUSES

# By which lines of the approved table somebody acts; to the last two the case does not exist.
LINES = {"reporter": "reporter", "lead": "lead", "deputy": "lead", "head": "head"}
ROLES = (*LINES, "administrator", "colleague")

# Enough to be sent.
TOLD = {"danger": "no", "strand": "images", "distress": "coping"}
CALL = {"agency": "Seaview social care", "who": "Dana Whitfield", "when": "10:40"}
WORKED_OFF = {Status.IN_REVIEW, Status.NEEDS_DETAIL, Status.DECIDED, Status.CLOSED}
GIVEN = {Need.REASON: "As the answers ask.", Need.HEAD_NAME: "Helen Marsh", Need.HEAD_WHEN: "10:40"}


def approved(role: str, status: Status) -> dict[Act, Status]:
    """Which acts are allowed here, and what each leads to, by the table as people read it."""
    rows = [line.split() for line in EXPECTED.strip().splitlines()]
    found = {Act(act): cells[STATUSES.index(status)] for line, act, *cells in rows if line == LINES.get(role)}
    return {act: Status(cell) for act, cell in found.items() if cell != "."}


def stands(team: Team, case: Case) -> Case:
    """The case as it is now, which reading does not change."""
    return team.assessments.read(case.id, team.head).case


def brought_to(team: Team, status: Status) -> Case:
    """A new case that has come to this status in the usual way."""
    if status is Status.STARTED:
        return team.starts(**TOLD)
    case = team.sends(**TOLD)
    if status is not Status.SENT:
        team.file(case.id, team.head)
    if status is Status.NEEDS_DETAIL:
        team.conversations.ask(case.id, team.head, stands(team, case).version, "Who saw it?")
    if status in {Status.DECIDED, Status.CLOSED}:
        team.confirms(case.id, team.head, stands(team, case).version, "As the answers ask.")
    if status is Status.CLOSED:
        team.files_this(case, team.head)
    return case


def worked_on(team: Team, status: Status) -> Case:
    """As `brought_to`, with tasks where a case can have any: what was decided once is looked at again."""
    if status not in {Status.IN_REVIEW, Status.NEEDS_DETAIL}:
        return brought_to(team, status)
    case = brought_to(team, Status.DECIDED)
    team.ownership.reopen(case.id, team.head, stands(team, case).version, "There is more.")
    if status is Status.NEEDS_DETAIL:
        team.conversations.ask(case.id, team.head, stands(team, case).version, "Who saw it?")
    return case


def held(team: Team, status: Status) -> Case:
    """As `brought_to`, on hold."""
    case = brought_to(team, status)
    team.holding.hold(case.id, team.head, stands(team, case).version, "The police asked.")
    return case


PREPARED = {Act.TASK: worked_on, Act.RELEASE: held}


def does(team: Team, who: Staff, case: Case, act: Act) -> None:
    """This person does it, with all that could be asked for and the case as it is now."""
    version = stands(team, case).version
    todo: dict[Act, Callable[[], object]] = {
        Act.ANSWER: lambda: team.assessments.answer(case.id, who, "distress", "none"),
        Act.SEND: lambda: team.assessments.send(case.id, who, PLACE),
        Act.OPEN: lambda: team.reviews.open(case.id, who),
        Act.TAKE: lambda: team.ownership.take(case.id, who, version),
        Act.HAND_OVER: lambda: team.ownership.hand_over(case.id, who, version, _somebody_else(team, who).id),
        Act.ASK: lambda: team.conversations.ask(case.id, who, version, "Who saw it?"),
        Act.ADD: lambda: team.conversations.add(case.id, who, "Her sister saw it too."),
        Act.CONSULT: lambda: team.consultations.record(case.id, who, CALL, None),
        Act.TASK: lambda: _works(team, who, case),
        Act.CHILD: lambda: team.children.add(case.id, who, version, {"age": "13_15"}),
        Act.LINK: lambda: team.links.link(case.id, who, team.sends(team.person("neighbour"), **TOLD).reference),
        Act.DECIDE: lambda: team.decisions.record(case.id, who, version, Choice(Way.CONFIRM, Level.CONSULT, GIVEN)),
        Act.REOPEN: lambda: team.ownership.reopen(case.id, who, version, "There is more."),
        Act.FILE: lambda: team.filing.file(case.id, who, version, Filed(on_file=True, where="CP", rest="It is over.")),
        Act.CLOSE: lambda: team.reviews.close(case.id, who, "Opened by mistake."),
        Act.NAME: lambda: team.keeping.keep_from(case.id, who, team.person("cousin", Role.LEAD).id),
        Act.HOLD: lambda: team.holding.hold(case.id, who, version, "The police asked."),
        Act.RELEASE: lambda: team.holding.release(case.id, who, version, "They have finished."),
        Act.ERASE: lambda: team.erasures.propose(case.id, who, version, ErasureReason.MISTAKE),
    }
    todo[act]()


def _somebody_else(team: Team, who: Staff) -> Staff:
    return team.lead if who.id == team.deputy.id else team.deputy


def _works(team: Team, who: Staff, case: Case) -> None:
    """One of the case's tasks; one that does not exist where it has none yet."""
    tasks = team.file(case.id, team.head).tasks if stands(team, case).status in WORKED_OFF else ()
    task_id, version = (tasks[0].id, tasks[0].version) if tasks else ("f" * 32, 0)
    team.tasks.change(case.id, who, task_id, version, Change(TaskState.NOT_NEEDED, "She has moved.", None, None))


def happened(team: Team, who: Staff, case: Case, act: Act) -> Status | None:
    """What the act led to; None where it was refused and left everything as it was."""
    before = stands(team, case)
    try:
        does(team, who, case, act)
    except (NotNow, CaseNotFound):
        assert stands(team, case) == before
        return None
    return stands(team, case).status


def cases_for(team: Team, role: str, status: Status) -> Iterator[tuple[Act, Case]]:
    """Each act with a case to try it on. What is refused leaves a case as it was, so the next act can have it."""
    allowed, left = approved(role, status), None
    for number, act in enumerate(Act):
        if left is None or act in allowed or act in PREPARED:
            # A reporter has only so many cases a day.
            team.reporter = team.person("reporter" if role == "reporter" else f"reporter {number}")
            left = PREPARED.get(act, brought_to)(team, status)
        yield act, left
        if act in allowed or act in PREPARED:
            left = None


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", STATUSES)
def test_everybody_can_do_what_was_approved_and_nothing_else(team: Team, status: Status, role: str) -> None:
    allowed = approved(role, status)
    # The one exception: whoever sends twice has sent once.
    twice = {} if role != "reporter" or status is Status.STARTED else {Act.SEND: status}

    found = {act: happened(team, getattr(team, role), case, act) for act, case in cases_for(team, role, status)}

    assert {act: to for act, to in found.items() if to is not None} == twice | allowed
