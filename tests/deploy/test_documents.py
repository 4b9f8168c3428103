"""What the documents for whoever runs a server name is there: commands, options, tests, files."""

import ast
import re
from pathlib import Path

import click
import pytest

from lti_tool.cli import signpost
from tests.rules.files import below, files, text_of

THREATS = Path("deploy/docs/THREATS.md")
DOCUMENTS = [Path("RUNBOOK.md"), Path("README.md"), *below("deploy", suffixes=(".md",))]
ROW = re.compile(r"^\|(?! what | ?---)(.*)\|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[a-z_/]+\.py)(?:::(\w+))?`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
SECTIONS = [
    "## Backups",
    "## Upgrading",
    "## A key is lost, or has come into other hands",
    "## Changing keys when nothing has happened",
    "## Watching",
    "## Taking Signpost away",
    "## Something may have leaked",
]


def commands_in(path: Path) -> list[str]:
    """Every `signpost …` that somebody could type: in a line of code or between two backticks."""
    text = text_of(path)
    lines = [
        line.split("#")[0] for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) for line in block.splitlines()
    ]
    spans = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    if path.suffix != ".md":
        lines, spans = [line.split("#")[0] for line in text.splitlines()], []
    lines = [re.sub(r'[\[\]",]', " ", line) for line in lines]
    typed = [found[1] for line in lines for found in [re.search(r"(?:^|[\s/])signpost\s+([a-z].*)$", line)] if found]
    return typed + [span.removeprefix("signpost ") for span in spans if re.match(r"signpost [a-z]", span)]


def wrong_with(typed: str) -> str | None:
    """What of a command there is not; None where all of it is there."""
    command: click.Command = signpost
    words = [word for word in typed.replace("…", " ").split() if word not in {"\\", "&&"}]
    while words and isinstance(command, click.Group):
        choices = [command.commands.get(name) for name in words[0].split("|")]
        if None in choices:
            return f"{typed}: no command {words[0]}"
        command, words = choices[0] or command, words[1:]
    options = {each for parameter in command.params for each in (*parameter.opts, *parameter.secondary_opts)}
    lacking = [word for word in re.findall(r"(?<![\w-])--[a-z-]+", " ".join(words)) if word not in options]
    return f"{typed}: {', '.join(lacking)}" if lacking else None


@pytest.mark.parametrize("path", [*DOCUMENTS, *below("deploy", suffixes=(".sh", ".service", ".yaml"))], ids=str)
def test_every_command_that_a_document_or_a_file_names_is_there(path: Path) -> None:
    assert [wrong for typed in commands_in(path) if (wrong := wrong_with(typed))] == []


def test_commands_are_found_where_there_are_some() -> None:
    assert len(commands_in(Path("RUNBOOK.md"))) > 40
    assert commands_in(Path("deploy/backup.sh"))[0].startswith("backup --to")
    assert commands_in(Path("deploy/systemd/signpost-deliver.service")) == ["deliver --watch"]
    assert wrong_with("tenant delete --soon") is not None
    assert wrong_with("tenant burn") is not None


def test_each_attack_names_what_stops_it_and_a_test_that_is_there() -> None:
    rows = [[cell.strip() for cell in row.split("|")] for row in ROW.findall(text_of(THREATS))]

    assert len(rows) > 30
    for row in rows:
        assert len(row) == 5, row
        assert all(row), row
        tests = NAMED.findall(row[4])
        assert tests, row
        for path, name in tests:
            assert name in names_in(Path(path)), (path, name)


def names_in(path: Path) -> set[str]:
    assert path in files(), path
    return {node.name for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_every_test_and_file_that_a_document_leads_to_is_there(path: Path) -> None:
    for test, name in NAMED.findall(text_of(path)):
        assert not name or name in names_in(Path(test))
    for target in LINK.findall(text_of(path)):
        there = (path.parent / target).as_posix()
        assert any(str(file) == str(Path(*_plain(there))) for file in files()), (path, target)


def _plain(path: str) -> list[str]:
    """The parts of a path without going up."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return parts


def test_the_runbook_has_a_section_for_each_day_on_which_somebody_needs_it() -> None:
    assert [section for section in SECTIONS if f"{section}\n" not in text_of(Path("RUNBOOK.md"))] == []


def test_what_is_known_and_was_not_read_is_marked_so() -> None:
    """A fact of law stands in them no more firmly than we know it."""
    assessment, runbook = text_of(Path("deploy/docs/DPIA.md")), text_of(Path("RUNBOOK.md"))

    assert "all K; the school confirms" in assessment
    assert re.search(r"within 72 hours[^.]+\.?[^.]*label K", runbook.replace("\n", " "))
