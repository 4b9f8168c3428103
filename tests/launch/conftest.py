"""Keys are shared: making one takes longer than a test."""

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.system.database import Database
from tests.clock import SettableClock
from tests.launch.arrivals import Arrivals, build
from tests.launch.platform import Network, Platform, new_key


@pytest.fixture(scope="session")
def key() -> rsa.RSAPrivateKey:
    return new_key()


@pytest.fixture(scope="session")
def other_key() -> rsa.RSAPrivateKey:
    return new_key()


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def network() -> Network:
    return Network()


@pytest.fixture
def platform(network: Network, clock: SettableClock, key: rsa.RSAPrivateKey) -> Platform:
    return Platform(network, clock, {"key-1": key})


@pytest.fixture
def arrivals(sqlite_database: Database, clock: SettableClock, network: Network, platform: Platform) -> Arrivals:
    """For rules that no database can change."""
    return build(sqlite_database, clock, network, platform)


@pytest.fixture
def stored(database: Database, clock: SettableClock, network: Network, platform: Platform) -> Arrivals:
    """For what the database decides: once on each kind."""
    return build(database, clock, network, platform)
