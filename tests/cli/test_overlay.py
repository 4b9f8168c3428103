"""`signpost guide overlay`: what a school adds to its guide is loaded whole, shown and taken away."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lti_tool.system.database import Database
from tests.cases.team import EVERYONE, Team
from tests.cli.conftest import Terminal, facts
from tests.guidance.local import UNDER_13S


@pytest.fixture
def team(sqlite_database: Database) -> Team:
    return Team(sqlite_database)


@pytest.fixture
def terminal(team: Team, terminal_for: Callable[[str], Terminal]) -> Terminal:
    """With the key of the team's."""
    terminal = terminal_for(team.database.url.render_as_string(hide_password=False))
    terminal.environment["SIGNPOST_MASTER_KEYS"] = "A" * 43 + "="
    return terminal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "oakfield.toml"
    written.write_text(UNDER_13S, encoding="utf-8")
    return written


def words(team: Team, *more: str) -> tuple[str, ...]:
    return ("guide", "overlay", "--tenant", team.tenant.id, *more)


def test_a_file_is_put_in_force_and_every_answer_that_it_raises_is_named(
    team: Team, terminal: Terminal, file: Path
) -> None:
    team.sends(**EVERYONE)

    said = terminal.runs(*words(team, str(file), "--json"))

    assert (said.code, said.err) == (0, "")
    assert facts(said) == {
        "id": team.tenant.id,
        "number": 1,
        "links": 2,
        "raised": [
            {"question": "age", "option": "10_12", "floor": "REFER_CSC"},
            {"question": "age", "option": "under_10", "floor": "REFER_CSC"},
        ],
    }
    # How many cases there are is for those who may see them.
    again = terminal.says(*words(team, str(file)))
    assert "Version 2 is in force. Links: 2. Answers raised: 2." in again.out
    assert "age > under_10 asks for at least REFER_CSC" in again.out


def test_what_is_in_force_is_shown_as_it_was_loaded(team: Team, terminal: Terminal, file: Path) -> None:
    assert terminal.says(*words(team, "--show")).out == "Nothing is added.\n"
    terminal.says(*words(team, str(file)))

    assert terminal.says(*words(team, "--show")).out == UNDER_13S
    assert facts(terminal.says(*words(team, "--show", "--json")))["text"] == UNDER_13S


@pytest.mark.parametrize("how", ["--remove", "an empty file"])
def test_everything_that_was_added_is_taken_away(
    team: Team, terminal: Terminal, file: Path, tmp_path: Path, how: str
) -> None:
    terminal.says(*words(team, str(file)))
    empty = tmp_path / "empty.toml"
    empty.write_bytes(b"")

    said = terminal.says(*words(team, how if how == "--remove" else str(empty), "--json"))

    assert (facts(said)["number"], facts(said)["raised"]) == (2, [])
    assert terminal.says(*words(team, "--show")).out == "Nothing is added.\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("REFER_CSC", "MANAGE", "line 15: it lowers age > 10_12 from CONSULT to MANAGE"),
        ('"age"', '"ages"', "line 13: there is no question 'ages'"),
        ("https://council", "http://council", "line 9: url: is not an https address"),
        ("date = 2026-09-01\n", "", "line 12: date is missing"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line_and_the_one_in_force_stays(
    team: Team, terminal: Terminal, file: Path, old: str, new: str, told: str
) -> None:
    terminal.says(*words(team, str(file)))
    file.write_text(UNDER_13S.replace(old, new), encoding="utf-8")

    said = terminal.says(*words(team, str(file)))

    assert (said.code, said.out) == (1, "")
    assert told in said.err
    assert "what was in force stays" in said.err
    assert facts(terminal.says(*words(team, "--show", "--json")))["number"] == 1


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a" * 300_000, b"\x00", b"[[[[", b"links = 1"])
def test_a_file_that_is_none_of_ours_is_refused_in_words(
    team: Team, terminal: Terminal, tmp_path: Path, data: bytes
) -> None:
    odd = tmp_path / "odd.toml"
    odd.write_bytes(data)

    said = terminal.says(*words(team, str(odd)))

    assert (said.code, said.out) == (1, "")
    assert "what was in force stays" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("more", [(), ("--show", "--remove")])
def test_exactly_one_thing_is_done(team: Team, terminal: Terminal, more: tuple[str, ...]) -> None:
    said = terminal.says(*words(team, *more))

    assert (said.code, said.out) == (2, "")
    assert "Say one of FILE, --show and --remove" in said.err


def test_a_file_that_a_windows_editor_wrote_is_read(team: Team, terminal: Terminal, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + UNDER_13S.replace("\n", "\r\n").encode())

    assert terminal.says(*words(team, str(file))).code == 0


def test_a_tenant_that_is_not_there_is_refused_in_words(terminal: Terminal, file: Path) -> None:
    said = terminal.says("guide", "overlay", "--tenant", "oakfield", str(file))

    assert (said.code, said.out) == (1, "")
    assert "no tenant oakfield" in said.err


def test_another_key_opens_nothing_and_says_so(team: Team, terminal: Terminal, file: Path) -> None:
    terminal.environment["SIGNPOST_MASTER_KEYS"] = "B" * 42 + "A="

    said = terminal.says(*words(team, str(file)))

    assert (said.code, said.out) == (1, "")
    assert "SIGNPOST_MASTER_KEYS does not open" in said.err


def test_the_doctor_looks_at_it(team: Team, terminal: Terminal, file: Path) -> None:
    terminal.says(*words(team, str(file)))

    assert f"ok       tenant {team.tenant.id}: local overlay" in terminal.says("doctor").out
