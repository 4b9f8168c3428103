"""`signpost assess`: JSON lines in, JSON lines out, whatever comes in."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.conftest import SIGNPOST, Terminal, clean_environment

HEAVY = ("flask", "sqlalchemy", "alembic", "pylti1p3", "requests", "cryptography")
GOOD = b'{"id": 1, "answers": {"strand": "images", "danger": "yes"}}\n'


def assess(stdin: bytes, *words: str) -> tuple[int, list[dict[str, Any]], str]:
    said = Terminal({}).runs("assess", *words, stdin=stdin)
    return said.code, [json.loads(line) for line in said.out.splitlines()], said.err


def test_lines_come_from_a_file_or_from_a_pipe(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_bytes(GOOD)

    piped, read = assess(GOOD, "-"), assess(b"", str(file))

    assert piped == read
    code, (line,), err = piped
    assert (code, err) == (0, "")
    assert (line["id"], line["outcome"], line["guide"]) == (1, "EMERGENCY", "england_v1")
    assert set(line) == {"id", "outcome", "drivers", "flags", "refer", "missing", "guide"}


def test_nothing_in_is_nothing_out() -> None:
    assert assess(b"") == (0, [], "")


def test_a_line_that_is_not_an_assessment_is_an_error_and_the_next_is_assessed() -> None:
    wrong = [
        b"\n",
        b"not JSON\n",
        b"\xff\xfe\n",
        b'{"id": "\xff", "answers": {"danger": "yes"}}\n',
        b"[]\n",
        b'{"id": 2}\n',
        b'{"id": "a", "answers": {"danger": "perhaps"}}\n',
        b'{"id": "\\ud800", "answers": {"colour": "red"}}\n',
        b"[" * 100_000 + b"\n",
        b'{"id": 1e999, "answers": {}}\n',
        b"\x00\n",
    ]

    code, lines, err = assess(b"".join(each + GOOD for each in wrong))

    assert (code, err) == (1, "")
    assert len(lines) == 2 * len(wrong)
    assert all(set(line) == {"id", "error"} for line in lines[::2])
    assert all(line["outcome"] == "EMERGENCY" for line in lines[1::2])
    assert [line["id"] for line in lines[::2]][5:8] == [2, "a", "\ud800"]
    assert lines[4]["id"] is None
    assert "UTF-8" in lines[4]["error"]


def test_the_last_line_needs_no_end_and_windows_ends_are_fine() -> None:
    code, lines, _err = assess(b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n") + GOOD.rstrip())

    assert code == 0
    assert [line["outcome"] for line in lines] == ["EMERGENCY", "EMERGENCY"]


def test_a_reader_who_leaves_is_no_error() -> None:
    many = GOOD * 20_000
    process = subprocess.Popen(
        [str(SIGNPOST), "assess"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None

    process.stdout.close()
    try:
        process.stdin.write(many)
        process.stdin.close()
    except BrokenPipeError:
        pass

    assert process.stderr.read() == b""
    assert process.wait(30) == 1
    process.stderr.close()


def test_a_reader_who_has_left_before_the_first_line_is_no_error() -> None:
    """One short line is written only when the program ends; that is where Python would complain."""
    ran = subprocess.run(
        f"'{SIGNPOST}' assess | true", shell=True, input=GOOD, capture_output=True, env=clean_environment(), check=False
    )

    assert ran.stderr == b""


def test_nothing_heavy_is_imported() -> None:
    """Its time counts from the start of the process."""
    program = (
        "import sys; sys.argv = ['signpost', 'assess']\n"
        "from lti_tool.cli import main\n"
        "try: main()\n"
        "finally: print(*sorted(sys.modules), file=sys.stderr)\n"
    )

    ran = subprocess.run([sys.executable, "-c", program], input=GOOD, capture_output=True, check=True)

    imported = {name.partition(".")[0] for name in ran.stderr.decode().split()}
    assert "lti_tool" in imported
    assert imported.isdisjoint(HEAVY)
