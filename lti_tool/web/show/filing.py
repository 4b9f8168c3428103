"""Closing a case that was decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask import url_for

from ...cases.filing import FilingNeed, unanswered, unfinished
from ...cases.model import Act
from ...cases.review import CaseFile
from ...cases.transitions import required_move
from .. import view_parts as part
from ..forms import Sheet
from ..view_forms import Box, Field, FormPage, Group, Line, Tick
from .agencies import NO_IMAGE
from .history import first_sentence
from .tasks import action_of

LACKS = {
    FilingNeed.REST: "Write why the case can be closed without it",
    FilingNeed.FILED: "Tick this once it is in the child-protection record",
    FilingNeed.WHERE: "Enter where it is filed",
}


def file_page(
    file: CaseFile,
    chrome: part.Chrome,
    now: datetime,
    sheet: Sheet | None = None,
    lacks: tuple[FilingNeed, ...] = (),
    general: str | None = None,
) -> FormPage:
    """What a closing needs."""
    desk = file.desk
    typed = sheet.typed if sheet else {}
    errors = {**(sheet.errors if sheet else {}), **{need.value: LACKS[need] for need in lacks}}
    rest = _rest(file, now, typed, errors)
    return FormPage(
        chrome=chrome,
        name="Close a case",
        caption=f"Case {desk.case.reference}",
        heading="Close this case",
        words=("This case leaves the lists of what is open. If something is new, open it again.",),
        groups=(*rest, Group(title="On file", fields=_record(typed, errors))),
        action=url_for("filing.close", case_id=desk.case.id, version=desk.case.version),
        act=required_move(desk.sight, desk.case.status, Act.FILE).label,
        back=part.Link("Back to the case", url_for("review.case", case_id=desk.case.id)),
        general_error=general,
    )


def _rest(file: CaseFile, now: datetime, typed: Mapping[str, str], errors: Mapping[str, str]) -> tuple[Group, ...]:
    """What is not done, and the one reason for all of it."""
    left = [f"{first_sentence(action_of(file, task).text)}." for task in unfinished(file.tasks, now)]
    left += [f"{call.told['agency']} has not answered." for call in unanswered(file.consultations)]
    if not left:
        return ()
    field = Box(
        name="rest",
        label="Why can the case be closed without this?",
        hint=f"One reason for all of it. {NO_IMAGE}",
        typed=typed.get("rest", ""),
        error=errors.get("rest"),
    )
    return (Group(title="What is not done", words=tuple(left), fields=(field,)),)


def _record(typed: Mapping[str, str], errors: Mapping[str, str]) -> tuple[Field, ...]:
    return (
        Tick(
            name="filed",
            label="It is filed in the child-protection record",
            hint="Signpost is not that record. Keep it apart from a child’s main file.",
            ticked=typed.get("filed") == "yes",
            error=errors.get("filed"),
        ),
        Line(
            name="where",
            label="Where is it filed?",
            hint="For example, the name of the system, or which cabinet. No child’s name.",
            typed=typed.get("where", ""),
            error=errors.get("where"),
        ),
    )
