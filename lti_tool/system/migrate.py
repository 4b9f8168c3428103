"""Bringing a database to the newest schema. The steps are in migrations/, written by hand."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from .database import Database

STEPS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> str:
    """Run the steps that this database lacks, all or none. Gives the revision it is at afterwards."""
    config = _config()
    with database.transaction() as db:
        config.attributes["connection"] = db
        command.upgrade(config, "head")
    return newest()


def newest() -> str:
    """The revision that this version of the code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def at_newest(db: Connection) -> bool:
    """Whether the database is at the revision that the code needs."""
    return MigrationContext.configure(db).get_current_revision() == newest()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
