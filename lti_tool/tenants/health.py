"""How an installation is, for its administrator. Nothing here comes from a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ..system.clock import Clock
from ..system.database import Database
from .deployments import Deployments
from .key_health import LATE
from .key_times import EVERY
from .keys import SigningKeys
from .weeks import Sign, last_week


@dataclass(frozen=True, slots=True)
class Health:
    """What an administrator may know.

    Attributes:
        launch_week: the Monday of the newest week that is over in which somebody launched.
        receipt_week: the same, of a receipt that a platform took.
        key_days: how many days ago our signing key was made; None where there is none.
        key_late: whether a new one should be there by now.
        pending: how many places on this host have launched and were not accepted. Some may be other schools'.
    """

    launch_week: date | None
    receipt_week: date | None
    key_days: int | None
    key_late: bool
    pending: int


@dataclass(frozen=True, slots=True)
class HealthBook:
    """Looks how an installation is."""

    database: Database
    deployments: Deployments
    keys: SigningKeys
    clock: Clock

    def of(self, tenant_id: str, host_id: str) -> Health:
        """How this tenant's installation on this host is."""
        now = self.clock.now()
        with self.database.looking() as db:
            lives = self.keys.lives(db)
            age = now - lives[0].made_at if lives else None
            return Health(
                launch_week=last_week(db, tenant_id, Sign.LAUNCH, now),
                receipt_week=last_week(db, tenant_id, Sign.RECEIPT, now),
                key_days=None if age is None else max(age, timedelta()).days,
                key_late=age is not None and age > EVERY + LATE,
                pending=self.deployments.pending(db, host_id),
            )
