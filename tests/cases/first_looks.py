"""How soon somebody looked, worked out here by the clock on the school's wall."""

from datetime import datetime, timedelta

from lti_tool.cases.first_look import Look
from lti_tool.tenants.hours import LOCAL


def first_look(sent: datetime, opened: datetime | None) -> Look:
    """What the database should say of a case that was sent and opened then."""
    if opened is None:
        return Look.NOT_YET
    if opened - sent < timedelta(minutes=15):
        return Look.QUARTER
    if opened - sent < timedelta(hours=1):
        return Look.HOUR
    same_day = opened.astimezone(LOCAL).date() == sent.astimezone(LOCAL).date()
    return Look.DAY if same_day else Look.LATER
