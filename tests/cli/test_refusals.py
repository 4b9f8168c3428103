"""What cannot be done: exit 2 for wrong arguments, 1 for anything else, a sentence, and nothing written."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import BASE_URL, SECRETS, Terminal, clean_environment, host_words

NOBODY = "0" * 32


class Oakfield:
    """An installation with one tenant and one host."""

    def __init__(self, terminal: Terminal, file: Path) -> None:
        self.terminal = terminal
        self._file = file
        self.tenant = terminal.adds("tenant", "add", "Oakfield School")
        self.host = terminal.adds(*host_words(self.tenant))

    def everything(self) -> list[str]:
        with sqlite3.connect(self._file) as database:
            return list(database.iterdump())


@pytest.fixture
def oakfield(terminal_for: Callable[[str], Terminal], migrated_sqlite: Path, tmp_path: Path) -> Oakfield:
    file = tmp_path / "signpost.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    return Oakfield(terminal_for(f"sqlite:///{file}"), file)


def of_a_deployment(oakfield: Oakfield, place: list[str]) -> Iterator[list[str]]:
    """The commands about one, for a tenant and a host of which one is nobody's."""
    for act in ("activate", "deactivate"):
        yield ["deployment", act, *place, "--deployment-id", "1"]
    moving = ["deployment", "move", *place[2:], "--deployment-id", "1"]
    yield [*moving, "--from", place[1], "--to", NOBODY]
    yield [*moving, "--from", oakfield.tenant, "--to", place[1]]


def wrong_words(oakfield: Oakfield) -> Iterator[list[str]]:
    """Ids that nobody has, and things that are not ids at all."""
    for unknown in (NOBODY, "", "Oakfield School", "'; DROP TABLE tenants; --", "\udcff"):
        here = ["--tenant", oakfield.tenant, "--host", unknown]
        there = ["--tenant", unknown, "--host", oakfield.host]
        yield host_words(unknown, client_id="another")
        yield ["contact", "set", "--tenant", unknown, "lead", "Priya Nair"]
        yield ["tenant", "names", "--tenant", unknown, "--on"]
        yield ["tenant", "retention", "--tenant", unknown, "--years", "6"]
        yield ["tenant", "delete", "--tenant", unknown]
        yield ["tenant", "delete", "--tenant", unknown, "--agreed"]
        for place in (here, there):
            yield from of_a_deployment(oakfield, place)
            yield ["course", "staff-only", *place, "--context-id", "42"]
            yield ["lead", "add", *place, "--sub", "7"]
            yield ["lead", "email", *place, "--sub", "7", "lead@school.example"]
            yield ["lead", "remove", *place, "--sub", "7", "--role", "lead"]
        yield ["tenant", "hours", "--tenant", unknown]
        yield ["lead", "waiting", "--tenant", unknown]
    known = ["--tenant", oakfield.tenant, "--host", oakfield.host]
    yield ["deployment", "activate", *known, "--deployment-id", "never launched"]
    yield ["deployment", "deactivate", *known, "--deployment-id", "\udcff"]
    yield ["lead", "add", *known, "--sub", "\udcff"]
    yield ["lead", "remove", *known, "--sub", "\udcff", "--role", "lead"]
    yield ["lead", "remove", *known, "--sub", "7", "--role", "lead"]
    yield ["contact", "set", "--tenant", oakfield.tenant, "lead", "Priya \udcff"]
    yield ["tenant", "add", "\udcff"]
    yield ["tenant", "add", ""]


def test_what_nobody_knows_is_said_and_nothing_is_written(oakfield: Oakfield) -> None:
    before = oakfield.everything()

    for words in wrong_words(oakfield):
        said = oakfield.terminal.says(*words)
        assert said.code == 1, (words, said)
        assert len(said.err.splitlines()) == 1, (words, said)
        assert said.out == ""

    assert oakfield.everything() == before


def test_an_unknown_tenant_is_named_with_the_command_that_makes_one(oakfield: Oakfield) -> None:
    said = oakfield.terminal.says("contact", "set", "--tenant", NOBODY, "lead", "Priya Nair")

    assert NOBODY in said.err
    assert "Traceback" not in said.err


def test_a_known_host_is_added_again_but_never_with_other_addresses(oakfield: Oakfield) -> None:
    before = oakfield.everything()

    assert oakfield.terminal.adds(*host_words(oakfield.tenant)) == oakfield.host
    said = oakfield.terminal.says(*host_words(oakfield.tenant, jwks_url="https://elsewhere.example/certs"))

    assert said.code == 1
    assert "Nothing was changed" in said.err
    assert oakfield.everything() == before


def test_a_known_host_takes_one_more_deployment(oakfield: Oakfield) -> None:
    assert oakfield.terminal.adds(*host_words(oakfield.tenant, deployment_id="2")) == oakfield.host


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["tenant"],
        ["tenant", "add"],
        ["tenant", "add", "Oakfield", "--nation", "france"],
        ["nonsense"],
        ["serve", "--port", "0"],
        ["serve", "--port", "http"],
        ["host", "add"],
        ["tenant", "names", "--tenant", NOBODY],
        ["tenant", "names", "--on"],
        ["tenant", "retention", "--tenant", NOBODY],
        ["tenant", "delete", "--tenant", NOBODY, "--without-lead"],
        ["erasure", "list"],
        ["lead", "add", "--tenant", NOBODY, "--host", NOBODY, "--sub", "7", "--role", "pupil"],
        ["lead", "remove", "--tenant", NOBODY, "--host", NOBODY, "--sub", "7"],
        ["lead", "waiting"],
        ["contact", "set", "--tenant", NOBODY, "friend", "Priya Nair"],
        ["course", "staff-only", "--tenant", NOBODY, "--host", NOBODY, "--context-id", "1", "--posting", "everything"],
        ["assess", "/no/such/file"],
        ["assess", "/"],
        ["assess", "--fast"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_end_with_2(words: list[str]) -> None:
    said = Terminal(SECRETS | BASE_URL).says(*words)

    assert said.code == 2
    assert "Usage" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["doctor"],
        ["deliver"],
        ["serve"],
        ["tenant", "add", "Oakfield"],
        ["contact", "set", "--tenant", "1", "lead", "x"],
    ],
    ids=" ".join,
)
def test_a_wrong_environment_is_named_whole_by_every_command(words: list[str]) -> None:
    said = Terminal({"SIGNPOST_BASE_URL": "http://signpost.example.org", "SIGNPOST_PROXY_HOPS": "x"}).says(*words)

    assert said.code == 1
    named = {line.partition(":")[0] for line in said.err.splitlines()}
    assert named == {"SIGNPOST_BASE_URL", "SIGNPOST_SECRET_KEY", "SIGNPOST_MASTER_KEYS", "SIGNPOST_PROXY_HOPS"}


def test_serving_without_secrets_does_not_start() -> None:
    assert not any(name.startswith("SIGNPOST_") for name in clean_environment())

    said = Terminal(BASE_URL).runs("serve", "--port", "1")

    assert said.code == 1
    assert said.out == ""
    assert "SIGNPOST_SECRET_KEY" in said.err
    assert "SIGNPOST_MASTER_KEYS" in said.err
    assert "Traceback" not in said.err


def test_a_database_that_cannot_be_reached_is_a_sentence(terminal_for: Callable[[str], Terminal]) -> None:
    for url in ("postgresql://signpost:hidden@127.0.0.1:1/signpost", "sqlite:////dev/null/signpost.db"):
        for words in (["migrate"], ["tenant", "add", "Oakfield"]):
            said = terminal_for(url).says(*words)
            assert said.code == 1
            assert len(said.err.splitlines()) == 1, said.err
            assert "hidden" not in said.err


def test_delivering_without_tables_is_a_sentence_too(terminal_for: Callable[[str], Terminal], sqlite_url: str) -> None:
    said = terminal_for(sqlite_url).runs("deliver")

    assert said.code == 1
    assert "signpost migrate" in said.err
    assert "Traceback" not in said.err


def test_migrating_a_newer_database_is_refused(oakfield: Oakfield, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "signpost.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")

    said = oakfield.terminal.says("migrate")

    assert said.code == 1
    assert "newer version" in said.err
