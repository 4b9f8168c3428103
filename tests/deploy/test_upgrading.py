"""An upgrade while people work: the old code on the new schema, and what is said where code and schema do not fit."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from lti_tool.system.database import Database
from lti_tool.tenants.model import Role
from tests.cases.team import EVERYONE, Team
from tests.cases.test_erasing import agrees, proposes
from tests.cli.conftest import Terminal
from tests.crash.server import Served, free_port
from tests.deploy.ground import Ground
from tests.school import settings_for
from tests.system.test_migrations import FILES, config_for
from tests.web.signed_in import Site

NEXT = "9999"
# From here on a step may only add. What came before came before anybody had installed it.
ONLY_ADDS_FROM = "0010"


def moves_ahead(database: Database) -> None:
    """What the next version may do to a schema: columns in every table, a table that refers to ours, an index."""
    with database.transaction() as db:
        for name in set(sa.inspect(db).get_table_names()) - {"alembic_version"}:
            db.exec_driver_sql(f'ALTER TABLE "{name}" ADD COLUMN of_tomorrow INTEGER')
            db.exec_driver_sql(f"ALTER TABLE \"{name}\" ADD COLUMN of_then VARCHAR(8) NOT NULL DEFAULT 'new'")
        db.exec_driver_sql("CREATE TABLE newer (case_id VARCHAR(32) REFERENCES cases (id) ON DELETE CASCADE)")
        db.exec_driver_sql("CREATE INDEX ix_newer ON cases (of_tomorrow)")
        db.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{NEXT}'")


def test_people_go_on_working_on_the_schema_of_the_next_version(database: Database) -> None:
    site = Site(database)
    team, tab = site.team, site.as_(site.team.reporter)
    case = team.starts(**EVERYONE)
    moves_ahead(database)

    assert site.app.test_client().get("/ready").status_code == 200
    assert tab.posts(f"/cases/{case.id}/send").status_code == 303
    assert site.as_(team.lead).gets(f"/cases/{case.id}").status_code == 200
    filed = team.files()
    team.practises(team.colleague)
    team.person("newcomer", Role.LEAD)
    proposes(team, filed)
    agrees(team)
    assert site.as_(team.lead).gets("/cases").status_code == 200
    assert site.as_(team.lead).gets(f"/cases/{filed.id}").status_code == 404


def shape_of(db: sa.Connection) -> dict[tuple[str, str], tuple[str, bool, bool]]:
    """Each column: its type, whether it may be empty, and whether it fills itself."""
    found, shape = sa.inspect(db), {}
    for table in found.get_table_names():
        keys = found.get_pk_constraint(table)["constrained_columns"]
        for column in found.get_columns(table):
            fills: Any = column["default"] is not None or bool(column.get("identity")) or column["name"] in keys
            shape[table, column["name"]] = (str(column["type"]), bool(column["nullable"]), bool(fills))
    return shape


def test_a_step_only_adds_so_that_the_code_before_it_goes_on(request: pytest.FixtureRequest, sqlite_url: str) -> None:
    for url in (sqlite_url, request.getfixturevalue("postgres_url")):
        database = Database(url)
        with database.transaction() as db:
            config, before = config_for(db), {}
            for number in (file.name[1:5] for file in FILES):
                command.upgrade(config, number)
                after = shape_of(db)
                if number >= ONLY_ADDS_FROM:
                    assert {name: after.get(name) for name in before} == before, number
                    tables = {table for table, _ in before}
                    added = {name: after[name] for name in set(after) - set(before) if name[0] in tables}
                    assert [name for name, (_, empty, fills) in added.items() if not (empty or fills)] == [], number
                before = after
        database.close()


def test_a_process_is_not_ready_until_the_database_is_migrated(sqlite_database: Database) -> None:
    site = Site(sqlite_database)
    client = site.app.test_client()
    with sqlite_database.transaction() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")

    answer = client.get("/ready")

    assert (answer.status_code, "signpost migrate" in answer.get_data(as_text=True)) == (503, True)
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("revision", [None, "0015"])
def test_serving_an_old_schema_says_what_to_do_and_does_not_start(sqlite_ground: Ground, revision: str | None) -> None:
    if revision is None:
        sqlite_ground.clears()
    else:
        database = Database(sqlite_ground.url)
        with database.transaction() as db:
            db.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
        database.close()

    said = Terminal(sqlite_ground.environment).says("serve", "--port", str(free_port()))

    assert (said.code, said.out) == (1, "")
    assert "signpost migrate" in said.err
    assert len(said.err.splitlines()) == 1


def test_a_process_that_has_to_come_back_during_an_upgrade_does_and_says_so(
    sqlite_database: Database, tmp_path: Path
) -> None:
    Team(sqlite_database)
    moves_ahead(sqlite_database)
    port = free_port()
    url = sqlite_database.url.render_as_string(hide_password=False)
    server = Served(settings_for(url, f"http://localhost:{port}"), port, tmp_path / "serve.log")

    server.start()
    server.kill()

    assert "A newer version of Signpost has migrated the database" in server.log.read_text()
