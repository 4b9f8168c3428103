"""That the measuring works: every figure is there and every launch got in. Never how fast."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.table import BEGIN, END, Figure, as_table, write

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<what>.+) \| (?P<measured>.+) \|.*\|$", re.MULTILINE)


@pytest.fixture(scope="module")
def printed() -> str:
    command = [sys.executable, "-m", "tests.bench", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


# One test: taking the figures takes minutes, and two would take them once for each of two processes.
def test_every_figure_is_taken_and_a_change_of_key_loses_no_launch(printed: str) -> None:
    figures = {row["what"]: row["measured"] for row in ROW.finditer(printed)}

    for tool in ("PyLTI1p3 as its README has it", "on SQLite as shipped", "fully durable", "on PostgreSQL"):
        rate = next(measured for what, measured in figures.items() if tool in what)
        assert float(rate.split()[0]) > 0
    for database in ("SQLite", "PostgreSQL"):
        assert any(what.startswith("question page") and database in what for what in figures)
        assert any(what.startswith("saving an answer") and database in what for what in figures)
        for page in ("list of cases", "closed cases", "a case", "the year in numbers"):
            assert any(page in what and f"{database}, 2, 40 cases" in what for what in figures)
    assert any("registered hosts" in what for what in figures)
    assert any("first view" in what for what in figures)
    assert any(what.startswith("the record of a case") for what in figures)
    assert any(what.startswith("… as a PDF of") and "; 0 MB" not in measured for what, measured in figures.items())

    # A host that changes its key in a rush is asked once.
    assert next(measured for what, measured in figures.items() if "changes its key" in what) == "0"
    assert next(measured for what, measured in figures.items() if "fetches of the key set" in what) == "1"

    # The profile names our rooms and the libraries: those that take most of the time.
    assert "lti_tool/launch" in printed
    assert "werkzeug" in printed


def test_the_table_is_written_between_its_marks_and_only_there(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# Signpost\n\n## Licence\n\nMIT\n", encoding="utf-8")

    for figure in (Figure("launches", "1"), Figure("launches", "2", "≥ 1")):
        write(as_table([figure], ["a note"]), readme)

    text = readme.read_text(encoding="utf-8")
    assert text.startswith("# Signpost\n\n## Measured\n\n" + BEGIN)
    assert text.endswith(END + "\n\n## Licence\n\nMIT\n")
    assert "| launches | 2 | ≥ 1 |" in text
    assert "| launches | 1 |" not in text
