"""An office with a fake far end, and the log as it would be written."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from lti_tool.outcomes.connector import Calls
from lti_tool.outcomes.findings import About
from lti_tool.outcomes.hurry import Hurry
from lti_tool.outcomes.installation_test import InstallationTest
from lti_tool.system.database import Database
from lti_tool.system.ids import RandomIds
from lti_tool.system.log import set_up_logging
from lti_tool.tenants import tables
from lti_tool.tenants.keys import SigningKeys
from tests.clock import SettableClock
from tests.host import HostKey, SandboxHost
from tests.outcomes.far_end import FarEnd
from tests.outcomes.installation import ARRIVAL, Finds, Kind
from tests.outcomes.mail_server import MailServer, mail_server
from tests.outcomes.notice_platform import HANDLER
from tests.outcomes.office import MASTER_KEYS, Office
from tests.outcomes.post_room import PostRoom
from tests.outcomes.sandbox import office_at, sandbox_host
from tests.outcomes.strict_platform import StrictPlatform

AnOffice = Callable[..., Office]
KeyRow = dict[str, Any]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the test writes to the log."""
    written = StringIO()
    with redirect_stderr(written):
        set_up_logging(strict=True)
    yield written
    set_up_logging(strict=True)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
def signing_keys() -> SigningKeys:
    # Shared, as it is in a process: it keeps the parsed key.
    return SigningKeys(MASTER_KEYS, SettableClock())


@pytest.fixture(scope="session")
def key_row(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory, signing_keys: SigningKeys) -> KeyRow:
    """A signing key as it lies in the database, made once: that takes longer than a test."""
    path = tmp_path_factory.mktemp("keys") / "keys.db"
    database = Database(f"sqlite:///{shutil.copy(migrated_sqlite, path)}")
    with database.transaction() as db:
        signing_keys.add(db)
        row = db.execute(sa.select(tables.signing_keys)).one()
    database.close()
    return row._asdict()


@pytest.fixture
def school_database(sqlite_database: Database, key_row: KeyRow) -> Database:
    """SQLite, for what cannot differ between databases."""
    return _with_key(sqlite_database, key_row)


@pytest.fixture
def far_end() -> FarEnd:
    return FarEnd()


@pytest.fixture
def an_office(school_database: Database, far_end: FarEnd, clock: SettableClock, signing_keys: SigningKeys) -> AnOffice:
    """Makes an office that differs in something."""
    return partial(Office, school_database, far_end, clock, signing_keys)


@pytest.fixture
def office(an_office: AnOffice) -> Office:
    return an_office()


@pytest.fixture
def office_on_each(
    database: Database, key_row: KeyRow, far_end: FarEnd, clock: SettableClock, signing_keys: SigningKeys
) -> AnOffice:
    """Makes an office on each kind of database, for what takes rows while others do."""
    return partial(Office, _with_key(database, key_row), far_end, clock, signing_keys)


@pytest.fixture(scope="session")
def host_key() -> HostKey:
    return HostKey.new()


@pytest.fixture
def moodle(host_key: HostKey, school_database: Database, signing_keys: SigningKeys) -> Iterator[SandboxHost]:
    """A host that is as strict as Moodle, over real HTTP."""
    with sandbox_host(host_key, school_database, signing_keys) as host:
        yield host


@pytest.fixture
def school(moodle: SandboxHost, school_database: Database, signing_keys: SigningKeys) -> Office:
    """The office that posts there."""
    return office_at(moodle, school_database, signing_keys)


@pytest.fixture
def moodle_of_each(
    host_key: HostKey, database: Database, key_row: KeyRow, signing_keys: SigningKeys
) -> Iterator[SandboxHost]:
    """The same host, for an office with each kind of database."""
    with sandbox_host(host_key, _with_key(database, key_row), signing_keys) as host:
        yield host


@pytest.fixture
def school_on_each(moodle_of_each: SandboxHost, database: Database, signing_keys: SigningKeys) -> Office:
    """The office that posts there."""
    return office_at(moodle_of_each, database, signing_keys)


@pytest.fixture
def mailserver() -> Iterator[MailServer]:
    """A real mail server, in the open: it is on this machine."""
    with mail_server() as server:
        yield server


@pytest.fixture
def post_room(sqlite_database: Database, mailserver: MailServer) -> PostRoom:
    """A school whose people are told by e-mail."""
    return PostRoom(sqlite_database, mailserver)


@pytest.fixture
def post_room_on_each(database: Database, mailserver: MailServer) -> PostRoom:
    """The same, for what takes rows while others do."""
    return PostRoom(database, mailserver)


@pytest.fixture
def platform(clock: SettableClock) -> StrictPlatform:
    """A platform where everything works, until a test says otherwise."""
    return StrictPlatform(clock)


@pytest.fixture
def hurry(school_database: Database, signing_keys: SigningKeys, platform: Calls, clock: SettableClock) -> Hurry:
    """For the platform of the test, whichever it is."""
    return Hurry(school_database, signing_keys, platform, clock, RandomIds())


@pytest.fixture
def installation_test(hurry: Hurry) -> InstallationTest:
    return InstallationTest(hurry, HANDLER)


@pytest.fixture
def finds(installation_test: InstallationTest) -> Finds:
    """Runs a test for an arrival that differs in something."""

    def found(**changes: object) -> dict[About, Kind]:
        findings = installation_test.run("an administrator", replace(ARRIVAL, **changes))  # type: ignore[arg-type]
        return {each.about: (each.verdict, each.found) for each in findings}

    return found


def _with_key(database: Database, key_row: KeyRow) -> Database:
    with database.transaction() as db:
        db.execute(tables.signing_keys.insert().values(**key_row))
    return database
