"""The log: only fields on the list, so that nothing personal can be logged by mistake."""

import ast
import json
import logging
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import pytest

import lti_tool
from lti_tool.system.log import ALLOWED, FieldNotAllowed, get_logger, set_up_logging

ROOT = Path(lti_tool.__path__[0])
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What the log of a running tool would say."""
    log = StringIO()
    with redirect_stderr(log):
        set_up_logging()
        yield log
    set_up_logging(strict=True)


def test_an_event_is_one_line_of_json(written: StringIO) -> None:
    get_logger().info("launch accepted", host="h1", count=2)

    line = json.loads(written.getvalue())
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "launch accepted", "level": "info", "host": "h1", "count": 2}


def test_a_field_that_is_not_on_the_list_is_left_out(written: StringIO) -> None:
    get_logger().info("launch accepted", host="h1", sub="somebody", name="Priya Nair")

    assert "somebody" not in written.getvalue()
    assert "Priya" not in written.getvalue()
    assert json.loads(written.getvalue())["host"] == "h1"


def test_a_field_that_is_not_on_the_list_fails_a_test() -> None:
    with pytest.raises(FieldNotAllowed, match="sub"):
        get_logger().info("launch accepted", sub="somebody")


@pytest.mark.parametrize(
    "personal", ["sub", "name", "email", "answer", "answers", "outcome", "reference", "body", "url", "exc_info"]
)
def test_nothing_personal_is_on_the_list(personal: str) -> None:
    assert personal not in ALLOWED


def test_libraries_are_silent(written: StringIO) -> None:
    for name in ("urllib3", "sqlalchemy.engine", "alembic", "werkzeug", "pylti1p3"):
        logging.getLogger(name).warning("GET /token?code=secret")

    assert written.getvalue() == ""


def logged_fields() -> Iterator[tuple[str, str]]:
    """Every field that some line of ours logs, with the line."""
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and "get_logger()." in ast.unparse(node.func):
                yield from ((f"{file.relative_to(ROOT)}:{node.lineno}", str(each.arg)) for each in node.keywords)


def test_our_own_lines_keep_to_the_list() -> None:
    spread = "None"  # How a `**fields` shows; the one place that has it is looked at below.
    fields = list(logged_fields())

    assert fields
    assert [each for each in fields if each[1] not in ALLOWED | {spread}] == []
    assert {place.partition(":")[0] for place, field in fields if field == spread} <= {"web/incident.py"}


def test_nothing_else_writes_a_log() -> None:
    """A logger of the standard library would know no list."""
    for file in ROOT.rglob("*.py"):
        imported = {
            name.name
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Import)
            for name in node.names
        }
        if file.name != "log.py":
            assert not imported & {"logging", "structlog"}, file
