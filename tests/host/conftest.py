"""A sandbox host and a mini tool in it. Keys are shared: making one takes longer than a test."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.host import HostKey, HttpLaunch, SandboxHost, tool_over_http
from tests.host.mini_tool import MiniTool


@pytest.fixture(scope="session")
def host_key() -> HostKey:
    return HostKey.new()


@pytest.fixture(scope="session")
def tool_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def host(host_key: HostKey) -> Iterator[SandboxHost]:
    with SandboxHost(key=host_key) as started:
        yield started


@pytest.fixture
def tool(host: SandboxHost, tool_key: rsa.RSAPrivateKey) -> Iterator[MiniTool]:
    with MiniTool(host, tool_key) as started:
        yield started


@pytest.fixture
def browser(host: SandboxHost, tool: MiniTool) -> HttpLaunch:
    return HttpLaunch(host, tool_over_http())
