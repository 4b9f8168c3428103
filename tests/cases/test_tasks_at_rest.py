"""What lies in the database of tasks and closings: no action, no note, no place can be read without the keys."""

import pytest

from lti_tool.cases.filing import Filed
from lti_tool.cases.tables_tasks import tasks
from lti_tool.cases.task import TaskState
from lti_tool.cases.tasks import Change
from lti_tool.system.crypto import CannotDecrypt
from tests.cases.at_rest import moves, stored
from tests.cases.team import Team

NOTE = "Quokka answered at 10:40"


def test_no_column_holds_an_action_a_note_or_where_it_is_filed(team_on_each: Team) -> None:
    team = team_on_each
    case = team.decides(pressure="yes_money", adult="online_unverified")
    task = team.task(case.id, "blackmail_stop")
    team.tasks.change(case.id, team.lead, task.id, 0, Change(TaskState.NOT_NEEDED, NOTE, team.deputy.id, None))
    filed = Filed(on_file=True, where="Wombat cabinet", rest="Numbat reason")
    team.filing.file(case.id, team.lead, team.file(case.id).desk.case.version, filed)

    found = stored(team.database)

    secret = [task.action for task in team.file(case.id).tasks] + [NOTE, "Wombat", "Numbat"]
    assert len(secret) > 15
    assert [words for words in secret if words.encode() in found] == []


@pytest.mark.parametrize("column", ["action", "note"])
def test_a_ciphertext_of_another_task_is_refused(team: Team, column: str) -> None:
    case = team.decides()
    for task in team.file(case.id).tasks:
        team.tasks.change(case.id, team.lead, task.id, 0, Change(TaskState.NOT_NEEDED, f"{NOTE} {task.id}", None, None))

    moves(team, tasks, column)

    with pytest.raises(CannotDecrypt):
        team.file(case.id)
