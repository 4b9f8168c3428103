"""School hours: when somebody can be expected to read e-mail at their desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

# The guide is the United Kingdom's; so is its time.
LOCAL = ZoneInfo("Europe/London")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class SchoolHours:
    """From Monday to Friday, in local time. Holidays are not known here."""

    begins: time = time(8)
    ends: time = time(17)

    def cover(self, moment: datetime) -> bool:
        """Whether `moment` is within them."""
        local = moment.astimezone(LOCAL)
        return local.weekday() < SATURDAY and self.begins <= local.time() < self.ends


USUAL_HOURS = SchoolHours()
