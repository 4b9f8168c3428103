"""All that looks after keys, built once around one database."""

from __future__ import annotations

from dataclasses import dataclass

from ..system.clock import Clock
from ..system.crypto import MasterKeys
from ..system.database import Database
from .key_health import KeyHealth
from .keys import SigningKeys
from .rewrapping import Rewrapping
from .rotation import Rotation
from .tenants import Tenants


@dataclass(frozen=True, slots=True)
class KeyCare:
    """The collaborators: new signing keys, the wrapping of every key, and what the doctor says of both."""

    rotation: Rotation
    rewrapping: Rewrapping
    health: KeyHealth


def key_care(database: Database, tenants: Tenants, keys: SigningKeys, master_keys: MasterKeys, clock: Clock) -> KeyCare:
    """Build them."""
    rotation, rewrapping = Rotation(database, keys, clock), Rewrapping(database, master_keys, (tenants, keys))
    return KeyCare(rotation, rewrapping, KeyHealth(rotation, rewrapping, clock))
