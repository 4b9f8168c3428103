"""Whether a platform tells us when a course is copied, read from the platform itself."""

from __future__ import annotations

from .arrival import Arrival
from .connector import Connector
from .ends import ServiceRefused, ServiceUnavailable, Why
from .findings import About, Finding, Found, good, off, unknown, wrong
from .receipt_checks import FAILURES
from .subscribing import Ended, obstacle, subscribed

TOLD = {
    True: good(About.COPIES),
    False: off(About.COPIES, Found.COPIES_NOT_ASKED),
    None: unknown(About.COPIES, Found.UNCLEAR),
}


def copies(connector: Connector, arrival: Arrival, handler: str) -> Finding:
    """It may be off: not every school has a staff-only course, and not every platform can.

    Args:
        handler: the address of ours that notices are posted to.
    """
    service = arrival.notice_service
    if service is None:
        return off(About.COPIES, Found.COPIES_NOT_OFFERED)
    if (why_not := obstacle(arrival.host, service)) is not None:
        not_granted = why_not is Ended.NOT_GRANTED
        return off(About.COPIES, Found.COPIES_NOT_GRANTED if not_granted else Found.COPIES_NOT_OFFERED)
    try:
        return TOLD[subscribed(connector, service, handler)]
    except ServiceRefused as refused:
        no_address = refused.why is Why.ADDRESS_REFUSED
        return wrong(About.COPIES, Found.ADDRESS_REFUSED) if no_address else unknown(About.COPIES, Found.NO_TOKEN)
    except ServiceUnavailable as unavailable:
        return unknown(About.COPIES, FAILURES.get(unavailable.why, Found.UNCLEAR))
