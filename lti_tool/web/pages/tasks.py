"""The tasks of a case: what is to be done, by whom, by when, and that it is done."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ...cases.model import Act, CaseChanged
from ...cases.review import CaseFile
from ...cases.task import Task, TaskState
from ...cases.tasks import Change, TaskLacks, TaskNeed
from ...cases.transitions import required_move
from ...system.database import NOT_NOW
from ...tenants.tenants import NotFound
from ..done import after
from ..errors import not_saved
from ..forms import Sheet, read_sheet
from ..forms_tasks import WHOEVER, TaskForm
from ..services import services
from ..show.task import task_page
from ..show.tasks import tasks_page
from ..visitor import Visitor, chrome, visitor
from . import see_other, show

bp = Blueprint("tasks", __name__, url_prefix="/cases/<id128:case_id>/actions")

CHANGED = "Somebody else has changed this task. Look at it again"


@bp.get("")
def tasks(case_id: str) -> Response:
    """Everything that is to be done, and what is done."""
    who = visitor()
    return _show_all(who, services().reviews.work_on(case_id, who.person))


@bp.get("/<id128:task_id>")
def form(case_id: str, task_id: str) -> Response:
    """What became of one of them?"""
    who = visitor()
    file = _file(case_id, who)
    return _show_one(who, file, _task(file, task_id))


@bp.post("/<id128:task_id>/<int:version>")
def change(case_id: str, task_id: str, version: int) -> Response:
    """Keep it."""
    who = visitor()
    file = _file(case_id, who)
    task, sheet = _task(file, task_id), read_sheet(TaskForm(), request.form)
    if sheet.errors:
        return _show_one(who, file, task, sheet, status=422)
    try:
        services().tasks.change(case_id, who.person, task_id, version, _change(sheet))
    except TaskLacks as lacking:
        return _show_one(who, file, task, sheet, lacking.needs, status=422)
    except CaseChanged:
        file = _file(case_id, who)
        return _show_one(who, file, _task(file, task_id), sheet, general=CHANGED, status=409)
    except NOT_NOW as error:
        return _show_one(who, file, task, sheet, general=not_saved(error), status=503)
    return see_other(after("task", "tasks.tasks", case_id=case_id))


@bp.post("/<id128:task_id>/done/<int:version>")
def done(case_id: str, task_id: str, version: int) -> Response:
    """It is done, in one press."""
    who = visitor()
    file = _file(case_id, who)
    task = _task(file, task_id)
    try:
        services().tasks.done(case_id, who.person, task_id, version)
    except TaskLacks as lacking:
        return _show_one(who, file, task, lacks=lacking.needs, status=422)
    except CaseChanged:
        return _show_all(who, _file(case_id, who), CHANGED, 409)
    except NOT_NOW as error:
        return _show_all(who, file, not_saved(error), 503)
    return see_other(after("task", "tasks.tasks", case_id=case_id))


def _file(case_id: str, who: Visitor) -> CaseFile:
    file = services().reviews.work_on(case_id, who.person)
    required_move(file.desk.sight, file.desk.case.status, Act.TASK)
    return file


def _task(file: CaseFile, task_id: str) -> Task:
    found = next((each for each in file.tasks if each.id == task_id), None)
    if found is None:
        raise NotFound("There is no such task.")
    return found


def _change(sheet: Sheet) -> Change:
    given, values = sheet.values["staff"], sheet.values
    owner = None if given == WHOEVER else given
    return Change(TaskState(values["state"]), values["note"], owner, values["due_on"], values["next_on"])


def _show_all(who: Visitor, file: CaseFile, error: str | None = None, status: int = 200) -> Response:
    around = chrome(who, restricted=file.desk.case.restricted)
    return show(tasks_page(file, around, services().clock.now(), error), status)


def _show_one(
    who: Visitor,
    file: CaseFile,
    task: Task,
    sheet: Sheet | None = None,
    lacks: tuple[TaskNeed, ...] = (),
    general: str | None = None,
    status: int = 200,
) -> Response:
    here, case = services(), file.desk.case
    to = [who.person, *here.ownership.receivers(case.id, who.person)]
    around = chrome(who, restricted=case.restricted)
    return show(task_page(file, task, around, to, sheet, lacks, general), status)
