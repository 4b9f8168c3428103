"""What an administrator works with, on each kind of database."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from lti_tool.administration import Administration, administration
from lti_tool.system.crypto import MasterKeys
from lti_tool.system.database import Database
from lti_tool.tenants import tables
from lti_tool.tenants.keys import SigningKeys
from lti_tool.tenants.model import Host, Nation, Role, Tenant
from tests.clock import SettableClock
from tests.school import settings_for
from tests.tenants.staffroom import Staffroom

MOODLE = Host(
    id="",
    issuer="https://moodle.school.example",
    client_id="signpost",
    auth_url="https://moodle.school.example/mod/lti/auth.php",
    token_url="https://moodle.school.example/mod/lti/token.php",
    jwks_url="https://moodle.school.example/mod/lti/certs.php",
    audience=None,
    family="moodle",
    frame_origins=("https://moodle.school.example",),
)

Rows = Callable[[], dict[str, list[Any]]]


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def key_row(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A signing key as it lies in the database, made once: that takes longer than a test."""
    database = Database(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path_factory.mktemp('keys') / 'keys.db')}")
    keys = SigningKeys(MasterKeys(settings_for("").master_keys), SettableClock())
    with database.transaction() as db:
        keys.add(db)
        row = db.execute(sa.select(tables.signing_keys)).one()
    database.close()
    return row._asdict()


@pytest.fixture
def office(database: Database, key_row: dict[str, Any], clock: SettableClock) -> Iterator[Administration]:
    """An installation without a tenant yet, but with our signing key."""
    with database.transaction() as db:
        db.execute(tables.signing_keys.insert().values(**key_row))
    made = administration(settings_for(database.url.render_as_string(hide_password=False)), clock)
    yield made
    made.database.close()


@pytest.fixture
def oakfield(office: Administration) -> Tenant:
    return office.install.add_tenant("Oakfield School", Nation.ENGLAND)


@pytest.fixture
def elmwood(office: Administration, oakfield: Tenant) -> Tenant:
    """Another school on the same installation."""
    return office.install.add_tenant("Elmwood College", Nation.WALES)


@pytest.fixture
def moodle(office: Administration, oakfield: Tenant) -> Host:
    """Oakfield's Moodle, with one deployment."""
    return office.install.add_host(oakfield.id, MOODLE, "1")[0]


@pytest.fixture
def rows(office: Administration) -> Rows:
    """Everything that is stored, to compare before and after."""

    def read() -> dict[str, list[Any]]:
        with office.database.reading() as db:
            tables_now = sa.inspect(db).get_table_names()
            return {name: [tuple(row) for row in db.exec_driver_sql(f"SELECT * FROM {name}")] for name in tables_now}

    return read


def with_url(**changes: Any) -> Host:
    """Oakfield's Moodle, but different."""
    return replace(MOODLE, **changes)


@pytest.fixture
def first_day(office: Administration, oakfield: Tenant, moodle: Host) -> Staffroom:
    """Head, lead and deputy are named; nobody has opened Signpost yet."""
    room = Staffroom(office, oakfield, moodle)
    for role in (Role.HEAD, Role.LEAD, Role.DEPUTY):
        room.gives(role.value, role)
    return room


@pytest.fixture
def staffroom(first_day: Staffroom) -> Staffroom:
    """The same, and all of them have opened it."""
    first_day.launches("head", "lead", "deputy")
    return first_day
