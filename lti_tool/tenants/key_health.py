"""How old our signing key is, and whether a master key can be taken out; for `signpost doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ..system.clock import Clock
from .doctor import Finding
from .key_times import EVERY
from .rewrapping import Rewrapping
from .rotation import Rotation

# A worker that was stopped for some days is no reason for alarm.
LATE = timedelta(days=7)

LAST_BACKUP = "the others can leave SIGNPOST_MASTER_KEYS when the last backup from before is destroyed"


@dataclass(frozen=True, slots=True)
class KeyHealth:
    """Looks at keys without opening any."""

    rotation: Rotation
    rewrapping: Rewrapping
    clock: Clock

    def examine(self) -> list[Finding]:
        """Every finding, the good ones too."""
        return [*self._age(), self._master_keys()]

    def _age(self) -> list[Finding]:
        newest = next(iter(self.rotation.lives()), None)
        if newest is None:
            # That there is none the doctor says already.
            return []
        age = self.clock.now() - newest.made_at
        advice = (
            f"A new one is due every {EVERY.days} days. `signpost deliver --watch` makes it: does it run? "
            "`signpost keys rotate` makes one now."
        )
        young = age <= EVERY + LATE
        return [Finding(f"signing key: made {age.days} days ago", young, "" if young else advice)]

    def _master_keys(self) -> Finding:
        found = self.rewrapping.wrapping()
        total = found.newest + found.older + found.none
        if found.none:
            advice = (
                f"{found.none} of {total} keys are wrapped by none in SIGNPOST_MASTER_KEYS. Put the missing one back."
            )
            return Finding("master keys", False, advice)
        if found.older:
            advice = (
                f"{found.older} of {total} keys are still wrapped by an old one. Run `signpost keys rewrap`, and keep "
                "the old one until then."
            )
            return Finding("master keys", False, advice)
        only = len(self.rewrapping.master_keys) == 1
        return Finding("master keys" if only else f"master keys: the newest wraps everything; {LAST_BACKUP}", True)
