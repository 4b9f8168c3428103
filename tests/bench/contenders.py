"""The tools that are compared, each served the same way."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager

from tests.bench import schools
from tests.bench.our_tool import EVERYTHING_DURABLE
from tests.bench.platform import CLIENT_ID, DEPLOYMENT_ID, Platform
from tests.bench.served import Served, free_port, serving
from tests.bench.upstream_tool import AUTH_URL, CLIENT, DEPLOYMENT, ISSUER, JWKS_URL

OURS = "tests.bench.our_tool:from_environment()"
UPSTREAM = "tests.bench.upstream_tool:from_environment()"


@contextmanager
def upstream(platform: Platform) -> Iterator[Served]:
    """PyLTI1p3 as its README has it."""
    told = {
        ISSUER: platform.issuer(0),
        JWKS_URL: platform.jwks_url(0),
        AUTH_URL: platform.auth_url(0),
        CLIENT: CLIENT_ID,
        DEPLOYMENT: DEPLOYMENT_ID,
    }
    with serving(UPSTREAM, free_port(), told) as tool:
        yield tool


def on_sqlite(platform: Platform, host_count: int = schools.FEW_HOSTS) -> AbstractContextManager[Served]:
    """Signpost as shipped."""
    return _ours(platform, schools.sqlite(), host_count=host_count)


def on_durable_sqlite(platform: Platform) -> AbstractContextManager[Served]:
    """Signpost, waiting for the disk at each login and session too."""
    return _ours(platform, schools.sqlite(), {EVERYTHING_DURABLE: "1"})


def on_postgres(platform: Platform) -> AbstractContextManager[Served]:
    """Signpost on PostgreSQL."""
    return _ours(platform, schools.postgres())


@contextmanager
def serving_ours(url: str, more: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Signpost on a database that is filled already."""
    port = free_port()
    with serving(OURS, port, {**schools.environment(url, port), **(more or {})}) as tool:
        yield tool


@contextmanager
def _ours(
    platform: Platform,
    database: AbstractContextManager[str],
    more: Mapping[str, str] | None = None,
    host_count: int = schools.FEW_HOSTS,
) -> Iterator[Served]:
    with ExitStack() as stack:
        url = stack.enter_context(database)
        schools.install(url, platform, host_count)
        yield stack.enter_context(serving_ours(url, more))
