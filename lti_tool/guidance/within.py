"""How soon an action is due once a case is decided. Which day that is, the cases work out."""

from enum import StrEnum


class Within(StrEnum):
    """The times that a guide knows, soonest first. They are the guide's proposals; local procedures come first."""

    NOW = "now"
    HOUR = "hour"
    TODAY = "today"
    NEXT_DAY = "next_day"
    SCHOOL_DAYS_2 = "school_days_2"
    SCHOOL_DAYS_5 = "school_days_5"
    WEEKS_2 = "weeks_2"
    LATER = "later"

    @property
    def is_dated(self) -> bool:
        """Whether it gives a time at all."""
        return self is not Within.LATER

    @property
    def is_today(self) -> bool:
        """Whether it cannot wait until tomorrow."""
        return self in {Within.NOW, Within.HOUR, Within.TODAY}
