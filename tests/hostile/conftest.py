"""One application for each file of tests: each brings a host of its own to it, as schools do."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.system.database import Database
from lti_tool.system.log import set_up_logging
from tests.hostile.doorstep import Doorstep, HostilePlatform, Tool, tool_on
from tests.hostile.evidence import LogTape
from tests.hostile.key_server import KeyServer
from tests.launch.platform import new_key

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def key() -> rsa.RSAPrivateKey:
    return new_key()


@pytest.fixture(scope="session")
def other_key() -> rsa.RSAPrivateKey:
    return new_key()


@pytest.fixture(scope="session")
def key_server() -> Iterator[KeyServer]:
    server = KeyServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def shared_tool(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tool]:
    file = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("hostile") / "signpost.db")
    tool = tool_on(f"sqlite:///{file}", LogTape())
    yield tool
    tool.services.database.close()


@pytest.fixture
def tool(shared_tool: Tool) -> Iterator[Tool]:
    """The application, its log on tape for this test."""
    with on_tape(shared_tool):
        yield shared_tool


@pytest.fixture
def door(tool: Tool, key_server: KeyServer, key: rsa.RSAPrivateKey) -> Doorstep:
    """A host that nobody has met before, in front of the tool."""
    return _doorstep(tool, key_server, {"key-1": key})


@pytest.fixture
def college(tool: Tool, key_server: KeyServer, other_key: rsa.RSAPrivateKey) -> Doorstep:
    """Another school's host: known to the tool, with a key of its own, honest or not."""
    return _doorstep(tool, key_server, {"key-2": other_key})


@pytest.fixture
def postgres_door(postgres_database: Database, key_server: KeyServer, key: rsa.RSAPrivateKey) -> Iterator[Doorstep]:
    """The same on PostgreSQL, which is stricter about what it stores."""
    tool = tool_on(postgres_database.url.render_as_string(hide_password=False), LogTape())
    with on_tape(tool):
        yield _doorstep(tool, key_server, {"key-1": key})
    tool.services.database.close()


@contextmanager
def on_tape(tool: Tool) -> Iterator[None]:
    """Keep what is logged, in the form in which it would be logged."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(tool.tape.text))
    tool.tape.taken()
    yield
    set_up_logging(strict=True)


def _doorstep(tool: Tool, server: KeyServer, keys: dict[str, rsa.RSAPrivateKey]) -> Doorstep:
    issuer = f"{server.url}/school-{next(NUMBERS)}"
    platform = HostilePlatform(server, tool.clock, keys, issuer=issuer)  # type: ignore[arg-type]
    return Doorstep(tool, platform, tool.installs(platform))
