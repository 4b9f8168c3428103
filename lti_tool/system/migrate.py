"""Bringing a database to the newest schema. The steps are in migrations/, written by hand.

Alembic is imported where it is used: it takes longer to start than most of our commands take altogether.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from .database import Database

if TYPE_CHECKING:
    from alembic.config import Config

STEPS = Path(__file__).parent / "migrations"


class DatabaseTooNew(Exception):
    """A newer version of the code has migrated this database. This one must not touch it."""


def migrate(database: Database) -> str:
    """Run the steps that this database lacks, all or none. Gives the revision it is at afterwards.

    Raises:
        DatabaseTooNew: the database is at a revision that this code does not know.
    """
    from alembic import command
    from alembic.util.exc import CommandError

    config = _config()
    try:
        with database.transaction() as db:
            config.attributes["connection"] = db
            command.upgrade(config, "head")
    except CommandError as error:
        raise DatabaseTooNew(
            "The database was migrated by a newer version of Signpost. Install that version; nothing was changed."
        ) from error
    return newest()


@cache
def newest() -> str:
    """The revision that this version of the code needs. Kept: the steps do not change, and `/ready` asks often."""
    from alembic.script import ScriptDirectory

    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def at_newest(db: Connection) -> bool:
    """Whether the database is at the revision that the code needs."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(db).get_current_revision() == newest()


def too_new(db: Connection) -> bool:
    """Whether a newer version of the code has migrated the database: it is at a step that this one does not have.

    The code goes on working there while one version follows another: a step of the next version only adds (RUNBOOK.md).
    """
    from alembic.runtime.migration import MigrationContext

    current = MigrationContext.configure(db).get_current_revision()
    return current is not None and current not in _known()


@cache
def _known() -> frozenset[str]:
    from alembic.script import ScriptDirectory

    return frozenset(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
