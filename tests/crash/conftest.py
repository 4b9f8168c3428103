"""A school whose tool is a real server of its own process, on either database."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from lti_tool.app import build
from tests.host.sandbox import SandboxHost
from tests.school import install, settings_for

from .school import CrashSchool
from .server import Served, free_port

SchoolOn = Callable[[str], AbstractContextManager[CrashSchool]]


@pytest.fixture
def school_on(tmp_path: Path) -> SchoolOn:
    """Oakfield School on the database of this address; its server runs until the block ends."""

    @contextmanager
    def made(database_url: str) -> Iterator[CrashSchool]:
        port = free_port()
        settings = settings_for(database_url, f"http://localhost:{port}")
        services = build(settings)
        server = Served(settings, port, tmp_path / "serve.log")
        with SandboxHost() as host:
            host.privacy(names=True)
            host.install(settings.base_url)
            install(services, host)
            server.start()
            try:
                yield CrashSchool(host, services, server)
            finally:
                server.kill()
                services.database.close()

    return made
