"""The form of a case's record as a file: its marshmallow schema, and the same for readers as JSON Schema.

It has a number, `VERSION`. What a reader could rely on is never taken out of one: that makes the next number.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from marshmallow import Schema, fields

from ...cases.deciding import Way
from ...cases.model import Status
from ...cases.task import TaskState
from ...guidance.model import Label, Level
from ...tenants.model import Role
from .form import Form, flag, map_of_texts, moment, number, on_day, one_of, text
from .forms import LONGEST_TEXT, FormField

VERSION = 1
NAME = f"record-{VERSION}.json"

# A schema refuses what it does not know: that is marshmallow's own way.
WORDS, LEVEL = text(LONGEST_TEXT), one_of([level.name for level in Level])


def _has(form: Form) -> fields.Field[Any]:
    return FormField(form)


def _may_have(form: Form) -> fields.Field[Any]:
    return FormField(form, allow_none=True)


def _one(schema: type[Schema], *, allow_none: bool = False) -> fields.Nested:
    return fields.Nested(schema, required=True, allow_none=allow_none)


def _many(schema: type[Schema]) -> fields.List[Any]:
    return fields.List(fields.Nested(schema), required=True)


def _list_of(form: Form, *, allow_none: bool = False) -> fields.List[Any]:
    return fields.List(FormField(form), required=True, allow_none=allow_none)


PERSON = Schema.from_dict({"name": _may_have(WORDS), "roles": _list_of(one_of([role.value for role in Role]))})
MADE = Schema.from_dict({"by": _one(PERSON), "at": _has(moment())})
GUIDE = Schema.from_dict({name: _has(WORDS) for name in ("id", "nation", "title", "sources_read")})
TIMES = Schema.from_dict(
    {"started": _has(moment())}
    | {name: _may_have(moment()) for name in ("answered", "sent", "opened", "closed", "filed")}
)
HOLD = Schema.from_dict({"since": _has(moment()), "by": _one(PERSON), "why": _has(WORDS)})
OWN_WORDS = Schema.from_dict({"question": _has(WORDS), "words": _has(WORDS), "by_reporter": _has(flag())})
SAID_LATER = Schema.from_dict({"words": _has(WORDS), "by": _one(PERSON), "at": _has(moment())})
CHOSEN = {"question_id": _has(WORDS), "question": _has(WORDS), "answer_id": _has(WORDS), "answer": _has(WORDS)}
ANSWER = Schema.from_dict({"section": _has(WORDS)} | CHOSEN | {"known": _has(flag())})
RAISES = Schema.from_dict({"answer": _has(WORDS), "outcome": _has(LEVEL)})
NOT_KNOWN = Schema.from_dict({"question": _has(WORDS), "would_raise": _many(RAISES)})
DRIVER = Schema.from_dict(CHOSEN | {"why": _has(WORDS), "sources": _list_of(WORDS)})
# A floor that the school itself has raised, whatever was answered.
LOCAL_FLOOR = Schema.from_dict(
    {name: _has(WORDS) for name in ("question_id", "answer_id", "owner", "reason")}
    | {"level": _has(LEVEL), "only_in_messages": _has(flag()), "decided_on": _has(on_day())}
)
OUTCOME = Schema.from_dict(
    {
        "level": _has(LEVEL),
        "title": _has(WORDS),
        "timing": _has(WORDS),
        "police": _has(WORDS),
        "refer_to": _list_of(WORDS),
        "drivers": _many(DRIVER),
        "criteria": _list_of(WORDS),
        "local_floors": _many(LOCAL_FLOOR),
    }
)
DECISION = Schema.from_dict(
    {
        "level": _has(LEVEL),
        "answers_asked_for": _has(LEVEL),
        "way": _has(one_of([way.value for way in Way])),
        "in_force": _has(flag()),
        "guide": _has(WORDS),
        "reason": _has(WORDS),
        "by": _one(PERSON),
        "at": _has(moment()),
        "written": _has(map_of_texts(LONGEST_TEXT)),
        "because_of": _many(Schema.from_dict(CHOSEN)),
        "criteria": _list_of(WORDS, allow_none=True),
    }
)
CALL = Schema.from_dict(
    {"agency": _has(WORDS)}
    | {name: _may_have(WORDS) for name in ("who", "when", "reference", "said", "answer")}
    | {"answered_at": _may_have(moment()), "ask_again_on": _may_have(on_day()), "by": _one(PERSON)}
    | {"at": _has(moment())}
)
CHILD = Schema.from_dict({"label": _has(text(1, "^[A-Z]$")), "facts": _has(map_of_texts(LONGEST_TEXT))})
TASK = Schema.from_dict(
    {name: _has(WORDS) for name in ("action_id", "action", "who", "when", "note")}
    | {"state": _has(one_of([state.value for state in TaskState])), "is_review": _has(flag())}
    | {"due_at": _may_have(moment()), "owner": _one(PERSON, allow_none=True)}
    | {"ended_by": _one(PERSON, allow_none=True), "ended_at": _may_have(moment())}
)
LINKED = Schema.from_dict({"reference": _has(WORDS), "status": _has(one_of([status.value for status in Status]))})
ENTRY = Schema.from_dict(
    {
        "number": _has(number(1, 2**31 - 1)),
        "what": _has(WORDS),
        "detail": _has(map_of_texts(LONGEST_TEXT)),
        "by": _one(PERSON, allow_none=True),
        "at": _has(moment()),
    }
)
SOURCE = Schema.from_dict(
    {name: _has(WORDS) for name in ("id", "title", "publisher", "date", "url", "checked")}
    | {"label": _has(one_of([label.value for label in Label])), "label_means": _has(WORDS)}
)
RECORD = Schema.from_dict(
    {
        "version": _has(number(VERSION, VERSION)),
        "made": _one(MADE),
        "school": _has(WORDS),
        "reference": _has(WORDS),
        "status": _has(one_of([status.value for status in Status])),
        "restricted": _has(flag()),
        "guide": _one(GUIDE),
        "reported_by": _one(PERSON),
        "times": _one(TIMES),
        "with": _one(PERSON, allow_none=True),
        "filed_where": _may_have(WORDS),
        "on_hold": _one(HOLD, allow_none=True),
        "own_words": _many(OWN_WORDS),
        "said_later": _many(SAID_LATER),
        "answers": _many(ANSWER),
        "not_known": _many(NOT_KNOWN),
        "outcome": _one(OUTCOME),
        "decisions": _many(DECISION),
        "agencies": _many(CALL),
        "children": _many(CHILD),
        "tasks": _many(TASK),
        "linked": _many(LINKED),
        "history": _many(ENTRY),
        "sources": _many(SOURCE),
    }
)


@cache
def record_schema() -> Schema:
    """What a record is written with, and checked with."""
    return RECORD()


@cache
def record_json_schema(base_url: str = "") -> dict[str, Any]:
    """The same for readers. `base_url`: of the installation that publishes it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base_url}/schemas/{NAME}",
        "title": "The record of one case of Signpost",
        **_object(record_schema()),
    }


def _object(schema: Schema) -> dict[str, Any]:
    properties = {name: _described(each) for name, each in schema.fields.items()}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _described(field: fields.Field[Any]) -> dict[str, Any]:
    """One field, whatever it holds."""
    if isinstance(field, fields.List):
        found = {"type": "array", "items": _described(field.inner)}
    elif isinstance(field, fields.Nested):
        found = _object(field.schema)
    else:
        assert isinstance(field, FormField)
        found = field.form.schema
    return {"anyOf": [found, {"type": "null"}]} if field.allow_none else found
