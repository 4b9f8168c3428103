"""One more address of a platform's own pages: it may then frame ours, and be linked back to.

Only whoever runs Signpost adds one. A platform that schools share has it for all of them, because at a login nothing
that is signed says yet which school it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..system.database import Database
from ..tenants.hosts import Hosts
from ..tenants.install import Install, InstallRefused
from ..tenants.model import Host
from ..tenants.tenants import NotFound
from .hosts import frame_origins
from .origins import origin_of

NO_ORIGIN = "This is no address of a web page, such as https://learn.school.example. Nothing was changed."


def framed_from(host: Host, page: str) -> Host:
    """The host with one more origin of its pages.

    What is named takes the place of what follows from the host's addresses, so both are named. No pattern can be kept.
    """
    own = frame_origins(host)
    return host if page in own else replace(host, frame_origins=(*(each for each in own if "*" not in each), page))


@dataclass(frozen=True)
class Framing:
    """Adds addresses of pages to hosts that are known."""

    database: Database
    hosts: Hosts
    install: Install

    def add(self, host_id: str, page: str) -> Host:
        """Add the origin of this page. Adding it twice is the same as once. Raises InstallRefused."""
        origin = origin_of(page)
        if origin is None:
            raise InstallRefused(NO_ORIGIN)
        try:
            with self.database.transaction() as db:
                host = framed_from(self.hosts.get(db, host_id), origin)
                self.install.check_host(host)
                self.hosts.keep_frame_origins(db, host)
                return host
        except NotFound as error:
            raise InstallRefused(str(error)) from error
