"""Whether pages can show what the records of a file say: what they look up, or read as a date, is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from ...cases.children import Fact, Parents
from ...guidance.library import load
from .checks import SAID
from .refused import RecordRefused
from .rows import Record

UNKNOWN = "it has a word that this version does not know"
# What stands where nobody has said whether parents know, too.
PARENTS = frozenset({*Parents, "", None})
OF_A_TASK = frozenset(kind for kind in SAID if kind.startswith("task_"))


def check_words(records: Mapping[str, list[Record]]) -> None:
    """Raises RecordRefused. The records refer to one another already as they should."""
    actions = {case["id"]: _actions(case["guide_id"]) for case in records["cases"]}
    for number, task in enumerate(records["tasks"], 1):
        _check(task["action"] in actions[task["case_id"]], "tasks", number)
    for number, event in enumerate(records["events"], 1):
        _check(_is_readable(event["kind"], event["detail"] or {}, actions[event["case_id"]]), "events", number)
    for number, child in enumerate(records["children"], 1):
        _check(child["facts"].get(Fact.PARENTS) in PARENTS, "children", number)


def _actions(guide_id: str) -> frozenset[str]:
    """What a task of a case with this guide can be about."""
    return frozenset(action.id for part in load(guide_id).parts for action in part.do)


def _is_readable(kind: str, detail: Mapping[str, str], actions: Collection[str]) -> bool:
    if kind in OF_A_TASK:
        return detail["action"] in actions and (kind != "task_moved" or _is_day(detail.get("to")))
    if kind == "child":
        return {detail.get(Fact.PARENTS), detail.get(f"{Fact.PARENTS.value} was")} <= PARENTS
    return True


def _is_day(text: str | None) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _check(fits: bool, name: str, number: int) -> None:
    if not fits:
        raise RecordRefused(f"{name}.jsonl, line {number}: {UNKNOWN}. Nothing was imported. Export again.")
