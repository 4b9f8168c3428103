"""`signpost backup` and `signpost restore`: what is refused says what to do, and leaves everything as it was."""

import sqlite3
from pathlib import Path

import pytest

from lti_tool.system.database import Database
from lti_tool.system.sealed_files import Sealing
from tests.cases.team import EVERYONE
from tests.cli.conftest import Terminal, facts
from tests.deploy.ground import Ground
from tests.host.demo_setup import Said


def restores(ground: Ground, backup: Path) -> Said:
    return ground.terminal.says("restore", str(backup), "--passphrase-file", str(ground.passphrase))


def refused(said: Said, words: str) -> bool:
    assert "Traceback" not in said.err
    return said.code == 1 and words in said.err


def test_a_backup_holds_no_word_and_no_id_in_the_clear(ground: Ground) -> None:
    team = ground.team()
    case = team.sends(**(EVERYONE | {"told": "Quetzalcoatl"}))

    backup = ground.backs_up()

    held = backup.read_bytes()
    assert len(held) > 10_000
    for word in ("Quetzalcoatl", case.id, case.reference, "reporter", "SQLite", "PGDMP"):
        assert word.encode() not in held, word
    assert backup.stat().st_mode & 0o077 == 0
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    team.database.close()


def test_it_says_what_was_backed_up(sqlite_ground: Ground) -> None:
    to = sqlite_ground.backups / "one.backup"

    said = sqlite_ground.terminal.says(
        "backup", "--to", str(to), "--passphrase-file", str(sqlite_ground.passphrase), "--json"
    )

    assert (said.code, facts(said)["kind"], facts(said)["file"]) == (0, "sqlite", str(to))
    assert refused(_backs_up(sqlite_ground, to), "is not replaced")


def _backs_up(ground: Ground, to: Path) -> Said:
    return ground.terminal.says("backup", "--to", str(to), "--passphrase-file", str(ground.passphrase))


def test_a_database_that_is_not_there_or_not_migrated_is_not_backed_up_as_if_it_were(
    sqlite_ground: Ground, tmp_path: Path
) -> None:
    empty = Ground(f"sqlite:///{tmp_path}/empty.db", sqlite_ground.clears, tmp_path)

    assert refused(_backs_up(empty, tmp_path / "none.backup"), "signpost migrate")
    assert not (tmp_path / "none.backup").exists()


def test_a_damaged_database_is_no_backup(sqlite_ground: Ground) -> None:
    team = sqlite_ground.team()
    for _ in range(5):
        team.starts(**EVERYONE)
    team.database.overwrite_deleted()
    team.database.close()
    file = Path(sqlite_ground.url.removeprefix("sqlite:///"))
    held = bytearray(file.read_bytes())
    # What was written first still reads well.
    held[-4096:] = b"\xff" * 4096
    file.write_bytes(held)

    said = _backs_up(sqlite_ground, sqlite_ground.backups / "none.backup")

    assert said.code == 1
    assert list(sqlite_ground.backups.iterdir()) == []
    assert [path.name for path in file.parent.iterdir() if path.name.endswith(".backup")] == []


def test_nothing_is_put_over_what_is_there(ground: Ground) -> None:
    team = ground.team()
    case = team.starts(**EVERYONE)
    backup = ground.backs_up()

    said = restores(ground, backup)

    assert refused(said, "Nothing was put back")
    assert team.sees(team.reporter, case.id)
    team.database.close()


def test_a_log_that_was_left_beside_the_place_is_not_taken_for_its_own(sqlite_ground: Ground) -> None:
    """SQLite would play what another database left there into this one."""
    backup = sqlite_ground.backs_up()
    file = Path(sqlite_ground.url.removeprefix("sqlite:///"))
    sqlite_ground.clears()
    file.parent.mkdir()
    Path(f"{file}-wal").write_bytes(b"of another")

    assert refused(restores(sqlite_ground, backup), f"{file}-wal")
    assert not file.exists()


@pytest.mark.parametrize("change", ["cut", "bit", "more"])
def test_a_backup_that_was_changed_or_cut_off_leaves_an_empty_place(ground: Ground, change: str) -> None:
    ground.team().database.close()
    backup = ground.backs_up()
    held = bytearray(backup.read_bytes())
    held[-100] ^= change == "bit"
    backup.write_bytes(held[:-70_000] if change == "cut" else held + b"more" if change == "more" else held)
    ground.clears()

    said = restores(ground, backup)

    assert refused(said, "Nothing was put back")
    database = Database(ground.url)
    with database.reading() as db:
        tables = "sqlite_master" if database.is_sqlite else "pg_tables WHERE schemaname = 'public'"
        assert db.exec_driver_sql(f"SELECT count(*) FROM {tables}").scalar_one() == 0
    database.close()


def test_another_passphrase_opens_nothing(sqlite_ground: Ground) -> None:
    backup = sqlite_ground.backs_up()
    sqlite_ground.clears()
    sqlite_ground.passphrase.write_text("four other words here\n")

    assert refused(restores(sqlite_ground, backup), "passphrase is not the one")


@pytest.mark.parametrize("first", [b"no json\n", b"[]\n", b'{"signpost backup": 2}\n', b'{"a": 1}\n'])
def test_a_sealed_file_that_is_no_backup_is_refused(sqlite_ground: Ground, first: bytes) -> None:
    sqlite_ground.clears()
    file = sqlite_ground.backups / "other"
    with file.open("wb") as out:
        sealing = Sealing(out, "four plain words here")
        sealing.write(first + b"rest")
        sealing.close()

    said = restores(sqlite_ground, file)

    assert refused(said, "backup")
    assert not Path(sqlite_ground.url.removeprefix("sqlite:///")).exists()


def test_a_backup_of_one_kind_is_not_put_into_the_other(sqlite_ground: Ground, postgres_ground: Ground) -> None:
    backup = sqlite_ground.backs_up()
    postgres_ground.clears()

    assert refused(restores(postgres_ground, backup), "another kind of database")


def test_without_postgresqls_programs_it_says_which_are_missing(
    postgres_ground: Ground, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert refused(_backs_up(postgres_ground, tmp_path / "none.backup"), "pg_dump is not on this machine")
    assert not (tmp_path / "none.backup").exists()


def test_a_password_is_on_no_command_line(
    postgres_ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other users of a machine see how programs were started."""
    (tmp_path / "pg_dump").write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/said\necho "$PGPASSWORD" > {tmp_path}/given\n'
    )
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    url = postgres_ground.url.replace("postgres:@", "postgres:hidden-word@")

    ground = Ground(url, postgres_ground.clears, tmp_path)
    assert (
        Terminal(ground.environment)
        .says("backup", "--to", str(tmp_path / "b"), "--passphrase-file", str(ground.passphrase))
        .code
        == 0
    )

    assert "hidden-word" not in (tmp_path / "said").read_text()
    assert (tmp_path / "given").read_text() == "hidden-word\n"


def test_the_copy_is_a_database_by_itself(sqlite_ground: Ground) -> None:
    """What was restored needs no log beside it."""
    team = sqlite_ground.team()
    team.starts(**EVERYONE)
    backup = sqlite_ground.backs_up()
    sqlite_ground.destroys(team)
    sqlite_ground.puts_back(backup)

    file = sqlite_ground.url.removeprefix("sqlite:///")
    connection = sqlite3.connect(f"file:{file}?immutable=1", uri=True)
    assert connection.execute("SELECT count(*) FROM cases").fetchone() == (1,)
    connection.close()
