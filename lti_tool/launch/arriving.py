"""All that comes in from hosts, built once around one database."""

from __future__ import annotations

from dataclasses import dataclass

from ..system.clock import Clock
from ..system.database import Database
from ..system.http import Http
from ..system.ids import Ids
from ..system.settings import Settings
from ..tenants.copies import CourseCopies
from ..tenants.deployments import Deployments
from ..tenants.hosts import Hosts
from ..tenants.keys import SigningKeys
from ..tenants.tenants import Tenants
from .deep_links import DeepLinks
from .jwks import PATIENCE, KeySets
from .login import Logins
from .message import Launches
from .notices import Notices
from .storage import PlatformStorage


@dataclass(frozen=True)
class Arriving:
    """The collaborators of a login and a launch."""

    logins: Logins
    launches: Launches
    storage: PlatformStorage
    deep_links: DeepLinks
    notices: Notices


def arriving(
    settings: Settings,
    database: Database,
    tenants: Tenants,
    hosts: Hosts,
    deployments: Deployments,
    keys: SigningKeys,
    copies: CourseCopies,
    clock: Clock,
    ids: Ids,
) -> Arriving:
    """Build them."""
    key_sets = KeySets(Http(settings, PATIENCE), clock)
    return Arriving(
        Logins(database, clock, ids, hosts, settings),
        Launches(database, clock, hosts, deployments, key_sets, settings),
        PlatformStorage(database, clock, ids, hosts),
        DeepLinks(database, tenants, hosts, keys, clock, ids, settings),
        Notices(database, clock, hosts, deployments, copies, key_sets),
    )
