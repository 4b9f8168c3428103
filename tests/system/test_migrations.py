"""Migrations: written by hand, so the schema they make is compared with the tables that the code believes in."""

import ast
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import lti_tool
from lti_tool.system.database import Database, metadata
from lti_tool.system.migrate import STEPS, DatabaseTooNew, at_newest, migrate, newest

FILES = sorted((STEPS / "versions").glob("m*.py"))


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def empty(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without a table."""
    database = Database(request.getfixturevalue(request.param))
    yield database
    database.close()


@pytest.fixture(scope="module", autouse=True)
def every_table_is_known() -> None:
    for module in pkgutil.walk_packages(lti_tool.__path__, "lti_tool."):
        if module.name.rpartition(".")[2].startswith(("tables", "outbox")):
            importlib.import_module(module.name)


def config_for(db: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = db
    return config


def tables_in(database: Database) -> set[str]:
    with database.reading() as db:
        return set(sa.inspect(db).get_table_names())


def no_default_for_numbers(_context: object, _seen: object, column: sa.Column[Any], *_rest: object) -> bool | None:
    """SQLite numbers rows by itself and shows no default for it. Everything else is left to Alembic."""
    return False if isinstance(column.server_default, sa.Identity) else None


def is_compared(_found: object, name: str | None, kind: str, *_rest: object) -> bool:
    """Alembic cannot compare what the database works out; tests/cases/test_count_code.py reads what it says."""
    return kind != "column" or name not in {"count_code", "counted_as"}


def rules_of(db: sa.Connection, table: str) -> dict[str, Any]:
    """What compare_metadata leaves out: checks, what a deleted row takes with it, and the names of keys."""
    found = sa.inspect(db)
    return {
        "checks": sorted(each["name"] or "" for each in found.get_check_constraints(table)),
        "primary key": found.get_pk_constraint(table)["constrained_columns"],
        "foreign keys": sorted(
            (*each["constrained_columns"], each["referred_table"], each["options"].get("ondelete", ""))
            for each in found.get_foreign_keys(table)
        ),
        "columns": sorted((each["name"], each["nullable"]) for each in found.get_columns(table)),
    }


def test_an_empty_database_gets_every_table(empty: Database) -> None:
    with empty.reading() as db:
        assert not at_newest(db)

    assert migrate(empty) == newest()

    with empty.reading() as db:
        assert at_newest(db)
    assert tables_in(empty) == set(metadata.tables) | {"alembic_version"}


def test_the_migrated_schema_is_the_one_the_code_believes_in(database: Database) -> None:
    with database.reading() as db:
        defaults = no_default_for_numbers if database.is_sqlite else True
        how = {"compare_type": True, "compare_server_default": defaults, "include_object": is_compared}
        context = MigrationContext.configure(db, opts=how)
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_rules_that_no_comparison_shows_are_the_same_too(request: pytest.FixtureRequest, kind: str) -> None:
    database = request.getfixturevalue(f"{kind}_database")
    made_from_the_code = Database(request.getfixturevalue(f"{kind}_url").replace("signpost.db", "modelled.db"))
    with made_from_the_code.transaction() as db:
        metadata.create_all(db)

    with database.reading() as migrated, made_from_the_code.reading() as modelled:
        for table in metadata.tables:
            assert rules_of(migrated, table) == rules_of(modelled, table), table
    made_from_the_code.close()


def test_migrating_twice_is_migrating_once(empty: Database) -> None:
    migrate(empty)
    with empty.transaction() as db:
        db.execute(metadata.tables["outbox"].insert().values(kind="kept", ref="1", due_at=sa.func.now()))

    assert migrate(empty) == newest()

    with empty.reading() as db:
        assert db.execute(sa.select(metadata.tables["outbox"].c.kind)).scalars().all() == ["kept"]


def test_every_step_can_be_undone_and_done_again(empty: Database) -> None:
    migrate(empty)
    with empty.transaction() as db:
        command.downgrade(config_for(db), "base")
    assert tables_in(empty) == {"alembic_version"}

    migrate(empty)

    assert tables_in(empty) == set(metadata.tables) | {"alembic_version"}


def test_a_step_that_fails_leaves_no_table_behind(empty: Database) -> None:
    """The second step meets a table that is in its way: the first step is taken back too."""
    with empty.transaction() as db:
        db.exec_driver_sql("CREATE TABLE sessions (id INTEGER)")

    with pytest.raises(sa.exc.DBAPIError):
        migrate(empty)

    assert tables_in(empty) == {"sessions"}


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.transaction() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseTooNew, match="newer version"):
        migrate(database)

    with database.reading() as db:
        assert not at_newest(db)


def test_the_steps_are_one_chain_of_numbered_files() -> None:
    steps = ScriptDirectory(str(STEPS)).walk_revisions()
    chain = [(step.revision, step.down_revision, Path(step.path).name[:5]) for step in steps][::-1]

    numbers = [f"{number:04}" for number in range(1, len(FILES) + 1)]
    assert chain == [(number, before, f"m{number}") for number, before in zip(numbers, [None, *numbers], strict=False)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_step_imports_nothing_of_ours(file: Path) -> None:
    """The code goes on changing; a step that was released must do the same for ever."""
    imported = {
        name.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }

    assert imported - sys.stdlib_module_names <= {"alembic", "sqlalchemy"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_step_says_what_it_brings_and_can_be_undone(file: Path) -> None:
    tree = ast.parse(file.read_text())

    assert ast.get_docstring(tree)
    assert {"upgrade", "downgrade"} <= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
