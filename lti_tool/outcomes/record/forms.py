"""How a value stands in an export: the marshmallow schema of each table, and the same for readers as JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from marshmallow import RAISE, Schema, ValidationError, fields

from ...cases.deciding import Way
from ...cases.model import Status
from ...cases.receipts import ReceiptState
from ...cases.task import TaskState
from ...guidance.library import guide_ids
from ...guidance.model import Level
from ...system.database import UtcDateTime
from ...tenants.model import ContactKind, DeploymentStatus, Nation, Posting, Role
from .form import Form, flag, map_of_texts, moment, number, on_day, one_of, text, text_list, time_of_day
from .shape import MEMBERS, Member

LONGEST_ID = 32
LONGEST_TEXT = 100_000
# A hundred years: a date cannot be counted much further back.
LONGEST_KEPT = 1200
SMALL, WHOLE = 2**15 - 1, 2**31 - 1
ID = "^[0-9a-f]{32}$"
HASH = "^[0-9a-f]{64}$"

# Columns that hold one of a few words or numbers, which pages would not understand otherwise.
CHOICES: Mapping[str, type[StrEnum]] = {
    "tenants.nation": Nation,
    "deployments.status": DeploymentStatus,
    "courses.posting": Posting,
    "staff_roles.role": Role,
    "contacts.kind": ContactKind,
    "cases.status": Status,
    "cases.decided_way": Way,
    "decisions.way": Way,
    "tasks.state": TaskState,
    "receipts.state": ReceiptState,
}
LEVELS = ("cases.level", "cases.decided_level", "decisions.outcome", "decisions.computed")
BOUNDS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(LEVELS, (min(Level), max(Level))),
    "tenants.retention_months": (1, LONGEST_KEPT),
}
HASHES = {"events.previous": f"{HASH}|^$", "events.hash": HASH, "cases.events_head": HASH, "children.label": "^[A-Z]$"}
HASHES["guide_signoffs.guide_hash"] = HASH


class FormField(fields.Field[Any]):
    """A value in its form; what is not so is refused without being repeated."""

    def __init__(self, form: Form, *, allow_none: bool = False) -> None:
        super().__init__(required=True, allow_none=allow_none)
        self.form = form

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        try:
            return self.form.read(value)
        except (ValueError, OverflowError) as error:
            raise ValidationError(f"is not {self.form.called}") from error

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else self.form.write(value)


@cache
def schema_of(member: Member) -> Schema:
    """What a record of this table is checked with. Every column is there, and nothing else."""
    forms = forms_of(member)
    made: dict[str, fields.Field[Any]] = {
        each.name: FormField(forms[each.name], allow_none=bool(each.nullable)) for each in member.columns
    }
    return Schema.from_dict(made)(unknown=RAISE)


@cache
def forms_of(member: Member) -> Mapping[str, Form]:
    """The form of each column's value."""
    return {column.name: _form_of(member, column) for column in member.columns}


def _form_of(member: Member, column: sa.Column[Any]) -> Form:
    name, sealed = f"{member.name}.{column.name}", member.sealed.get(column.name)
    if sealed is not None:
        return map_of_texts(LONGEST_TEXT) if sealed.is_map else text(LONGEST_TEXT)
    if name in CHOICES:
        return one_of([each.value for each in CHOICES[name]])
    if column.name == "guide_id":
        return one_of(guide_ids())
    if name in BOUNDS:
        return number(*BOUNDS[name])
    if name in HASHES:
        return text(64, HASHES[name])
    return _of_type(column.type)


def json_schema() -> dict[str, Any]:
    """The form of every record, as JSON Schema: a definition for each table, by its name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A tenant of Signpost: one object on each line of TABLE.jsonl",
        "$defs": {member.name: _object(member) for member in MEMBERS},
    }


def _object(member: Member) -> dict[str, Any]:
    properties = {}
    for column in member.columns:
        described = forms_of(member)[column.name].schema
        properties[column.name] = {"anyOf": [described, {"type": "null"}]} if column.nullable else described
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _of_type(kind: sa.types.TypeEngine[Any]) -> Form:
    """Raises StopIteration for a type that no column has had yet."""
    return next(make(kind) for known, make in OF_TYPE if isinstance(kind, known))


def _of_string(kind: Any) -> Form:
    longest = kind.length or LONGEST_TEXT
    return text(longest, ID) if longest == LONGEST_ID else text(longest)


# A small number is also a whole one, so the order counts.
OF_TYPE: tuple[tuple[type[sa.types.TypeEngine[Any]], Callable[[Any], Form]], ...] = (
    (UtcDateTime, lambda _kind: moment()),
    (sa.Date, lambda _kind: on_day()),
    (sa.Time, lambda _kind: time_of_day()),
    (sa.Boolean, lambda _kind: flag()),
    (sa.SmallInteger, lambda _kind: number(0, SMALL)),
    (sa.Integer, lambda _kind: number(0, WHOLE)),
    (sa.JSON, lambda _kind: text_list(LONGEST_TEXT)),
    (sa.String, _of_string),
)
