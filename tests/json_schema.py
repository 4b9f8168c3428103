"""Checks a value against a JSON Schema: the few words of it that we publish, and no others."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "null": (type(None),),
}
FORMATS = {"date-time": datetime.fromisoformat, "date": date.fromisoformat}
ABOUT = {"$schema", "$id", "title"}


def flaws(schema: Mapping[str, Any], value: Any, place: str = "$") -> Iterator[str]:
    """Each place at which the value is not what the schema says."""
    for word, rule in schema.items():
        if word not in ABOUT:
            yield from CHECKS[word](schema, rule, value, place)


def _type(_schema: Any, rule: str, value: Any, place: str) -> Iterator[str]:
    # To Python, true is a number.
    if not isinstance(value, TYPES[rule]) or (rule == "integer" and isinstance(value, bool)):
        yield f"{place}: is no {rule}"


def _any_of(_schema: Any, rule: list[Any], value: Any, place: str) -> Iterator[str]:
    if all(list(flaws(each, value, place)) for each in rule):
        yield f"{place}: is none of those allowed"


def _enum(_schema: Any, rule: list[Any], value: Any, place: str) -> Iterator[str]:
    if value not in rule:
        yield f"{place}: is not one of the words"


def _properties(_schema: Any, rule: Mapping[str, Any], value: Any, place: str) -> Iterator[str]:
    for name, each in rule.items():
        if isinstance(value, dict) and name in value:
            yield from flaws(each, value[name], f"{place}.{name}")


def _required(_schema: Any, rule: list[str], value: Any, place: str) -> Iterator[str]:
    yield from (f"{place}: lacks {name}" for name in rule if isinstance(value, dict) and name not in value)


def _additional(schema: Mapping[str, Any], rule: Any, value: Any, place: str) -> Iterator[str]:
    names = value if isinstance(value, dict) else {}
    others = [name for name in names if name not in schema.get("properties", {})]
    for name in others:
        yield from [f"{place}: has {name}"] if rule is False else flaws(rule, value[name], f"{place}.{name}")


def _items(_schema: Any, rule: Mapping[str, Any], value: Any, place: str) -> Iterator[str]:
    for number, each in enumerate(value if isinstance(value, list) else ()):
        yield from flaws(rule, each, f"{place}[{number}]")


def _pattern(_schema: Any, rule: str, value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, str) or re.search(rule, value) is None:
        yield f"{place}: does not fit {rule}"


def _longest(_schema: Any, rule: int, value: Any, place: str) -> Iterator[str]:
    if isinstance(value, str) and len(value) > rule:
        yield f"{place}: is too long"


def _least(_schema: Any, rule: int, value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, int) or value < rule:
        yield f"{place}: is too small"


def _most(_schema: Any, rule: int, value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, int) or value > rule:
        yield f"{place}: is too large"


def _format(_schema: Any, rule: str, value: Any, place: str) -> Iterator[str]:
    try:
        FORMATS[rule](value)
    except (TypeError, ValueError):
        yield f"{place}: is no {rule}"


CHECKS = {
    "type": _type,
    "anyOf": _any_of,
    "enum": _enum,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "items": _items,
    "pattern": _pattern,
    "maxLength": _longest,
    "minimum": _least,
    "maximum": _most,
    "format": _format,
}
