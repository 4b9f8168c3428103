"""The few manners that a machine can check."""

import ast
import re
from pathlib import Path

import pytest

from tests.rules.files import ROOT, below, text_of

PYTHON = (".py",)
# Where the machine's clock is read, once, and passed on.
CLOCK = Path("lti_tool/system/clock.py")
EMPTY_NAMES = re.compile(r"^class \w*(Manager|Helper|Processor|Util|Utils)\b", re.MULTILINE)


def room(path: Path) -> str:
    return path.parts[1]


def below_web() -> list[Path]:
    rooms = {"outcomes", "cases", "launch", "tenants", "guidance", "system"}
    return [path for path in below("lti_tool", suffixes=PYTHON) if room(path) in rooms]


def calls_in(path: Path) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("asked", ["datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"])
def test_nobody_below_the_web_asks_the_machine_for_the_time(asked: str) -> None:
    assert [path for path in below_web() if asked in calls_in(path) and path != CLOCK] == []


def test_nobody_below_the_web_reaches_for_the_request_or_the_application() -> None:
    names = {"current_app", "g"}
    found = [
        path
        for path in below_web()
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.ImportFrom) and node.module == "flask" and names & {each.name for each in node.names}
    ]

    assert found == []


def test_nobody_reads_the_environment_but_through_the_settings() -> None:
    readers = [path for path in below("lti_tool", suffixes=PYTHON) if "environ" in re.findall(r"\w+", text_of(path))]

    assert readers == []


def test_nothing_is_printed_but_by_the_command() -> None:
    assert [path for path in below("lti_tool", suffixes=PYTHON) if "print" in calls_in(path)] == []


def test_no_template_turns_escaping_off() -> None:
    off = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")

    for path in below("lti_tool/web", suffixes=(".html", ".py")):
        assert not off.search(text_of(path)), path


def test_only_components_call_the_macros_of_others() -> None:
    for path in below("lti_tool/web/templates/pages", suffixes=(".html",)):
        assert "govuk_frontend_jinja" not in text_of(path), path


def test_a_name_says_what_a_thing_is() -> None:
    for path in below("lti_tool", "tests", suffixes=PYTHON):
        assert not EMPTY_NAMES.search(text_of(path)), path


def test_every_file_and_every_public_thing_says_what_it_is_for() -> None:
    silent = []
    for path in below("lti_tool", suffixes=PYTHON):
        tree = ast.parse(text_of(path))
        public = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        # Alembic's own two names need no explanation.
        known = {"upgrade", "downgrade"}
        if tree.body and not ast.get_docstring(tree):
            silent.append(str(path))
        silent += [
            f"{path}:{node.lineno} {node.name}"
            for node in public
            if not node.name.startswith("_") and node.name not in known and not ast.get_docstring(node)
        ]

    assert silent == []


@pytest.mark.parametrize("theirs", ["GDS Transport", "crest", "crown"])
def test_nothing_wears_the_governments_clothes(theirs: str) -> None:
    """The components are free to use; the typeface, the crown and the name are the government's alone."""
    ours = below("static", suffixes=(".scss", ".js", ".svg")) + below("lti_tool/web/templates")

    for path in ours + built():
        assert theirs.lower() not in text_of(path).lower(), path


def test_the_built_styles_ask_for_nothing_from_elsewhere() -> None:
    for path in built():
        assert not re.search(r"@font-face|@import|url\(", text_of(path)), path


def built() -> list[Path]:
    """The styles as browsers get them: the components' own, compiled with our settings."""
    found = [path.relative_to(ROOT) for path in (ROOT / "static" / "dist").glob("*.css")]
    assert found, "static/dist is not built: run make setup"
    return found
