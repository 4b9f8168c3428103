"""Small files and short functions: a reader holds one of them in mind at a time."""

from pathlib import Path

from tests.rules.files import below, functions_of, text_of

LONGEST_FILE = 250
LONGEST_TEMPLATE = 80
LONGEST_FUNCTION = 30

# Tables and lists: they are looked things up in, not read. Styles are one list of rules.
DATA = {".toml", ".json", ".txt", ".scss", ".svg", ".md"}

# One story from a launch to a tick cannot be told in two tests.
LONG_STORIES = {"test_a_report_is_answered_sent_opened_decided_and_receipted"}


def sources() -> list[Path]:
    return [path for path in below("lti_tool", "tests", "static") if path.suffix not in DATA]


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {str(path): text_of(path).count("\n") for path in sources()}

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_template_is_longer_than_a_screen() -> None:
    lengths = {str(path): text_of(path).count("\n") for path in below("lti_tool", suffixes=(".html",))}

    assert len(lengths) > 20
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_TEMPLATE} == {}


def test_no_function_is_longer_than_one_short_story() -> None:
    lengths = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in below("lti_tool", "tests", "static", suffixes=(".py",))
        for node in functions_of(path)
        if node.name not in LONG_STORIES
    }

    assert len(lengths) > 500
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
