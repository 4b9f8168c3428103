"""A world of schools on a fresh database, as often as somebody asks for one."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.system.database import Database
from tests.conftest import MIGRATED, PostgresServer
from tests.isolation.world import World
from tests.launch.platform import new_key

NUMBERS = itertools.count(1)

Fresh = Callable[[], World]


@pytest.fixture(scope="session")
def key() -> rsa.RSAPrivateKey:
    return new_key()


@pytest.fixture
def on_sqlite(migrated_sqlite: Path, tmp_path: Path, key: rsa.RSAPrivateKey) -> Fresh:
    def fresh() -> World:
        file = shutil.copy(migrated_sqlite, tmp_path / f"schools{next(NUMBERS)}.db")
        return World(Database(f"sqlite:///{file}"), key)

    return fresh


@pytest.fixture
def on_postgres(postgres: PostgresServer, key: rsa.RSAPrivateKey) -> Iterator[Fresh]:
    names: list[str] = []

    def fresh() -> World:
        names.append(f"schools_{next(NUMBERS)}")
        return World(Database(postgres.create(names[-1], MIGRATED)), key)

    yield fresh
    for name in names:
        postgres.drop(name)
