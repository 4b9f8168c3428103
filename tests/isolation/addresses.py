"""Every address of the application that holds an id, made from its own map: a route of tomorrow is in it by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Map

# What else an address may hold. A name that is not here gets a letter, and a number is 0.
WORDS = {"slug": "told", "label": "A", "way": "confirm", "form": "pdf"}
ID = "id128"
ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """One way into the application: a method, and a path with the names of the ids in it."""

    method: str
    rule: str
    endpoint: str
    ids: tuple[str, ...]

    def with_ids(self, ids: Mapping[str, str], version: int = 0) -> str:
        """The path with these ids in it."""

        def put(found: re.Match[str]) -> str:
            kind, name = found["kind"], found["name"]
            if kind == ID:
                return ids[name]
            return str(version) if kind == "int" else WORDS.get(name, "a")

        return ARGUMENT.sub(put, self.rule)


def addresses(app: Flask) -> list[Address]:
    """Every address that holds an id of ours."""
    return sorted(_each(app.url_map), key=lambda each: (each.rule, each.method))


def plain(app: Flask) -> list[str]:
    """Every page that a signed-in person opens without an id."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and "<" not in rule.rule]
    return sorted(rule.rule for rule in rules if not rule.rule.startswith(("/lti", "/guide", "/metrics")))


def _each(url_map: Map) -> Iterator[Address]:
    for rule in url_map.iter_rules():
        arguments = [(found["kind"], found["name"]) for found in ARGUMENT.finditer(rule.rule)]
        ids = tuple(name for kind, name in arguments if kind == ID)
        for method in sorted({"GET", "POST", "PUT", "PATCH", "DELETE"} & set(rule.methods or ())):
            if ids:
                yield Address(method, rule.rule, rule.endpoint, ids)
