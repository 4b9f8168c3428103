"""Whether a receipt for this person would be taken, judged without posting one: a score would stand in a gradebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ..cases.receipts import GradebookPlace
from ..launch.hosts import family_of
from ..launch.hosts.family import Grades
from ..system.clock import Clock
from ..tenants.model import Course, Posting
from . import wire
from .arrival import Arrival
from .connector import Call, Connector
from .ends import ServiceRefused, ServiceUnavailable, Why
from .findings import About, Finding, Found, Verdict, good, off, unknown, wrong
from .line_items import LINE_ITEM, LINE_ITEM_READ, LINE_ITEM_TYPE, LINE_ITEMS_TYPE, SCORE
from .memberships import Membership, membership
from .platform_checks import is_busy

# What a failed call means for what was to be learned by it.
FAILURES: Mapping[Why, Found] = MappingProxyType(
    {
        Why.ADDRESS_REFUSED: Found.ADDRESS_REFUSED,
        Why.NO_ACCESS_YET: Found.NO_TOKEN,
        Why.UNREACHABLE: Found.NO_ANSWER,
        Why.BUSY: Found.BUSY,
    }
)
LISTED: Mapping[tuple[Membership, Grades], Finding] = MappingProxyType(
    {
        # Measured in Moodle: a teacher who may not edit is in its list as a learner, and gets no score.
        (Membership.LEARNER, Grades.STUDENT_ROLES): unknown(About.PERSON, Found.PERHAPS_A_TEACHER),
        (Membership.OTHER, Grades.MEMBERS): good(About.PERSON, Found.MEMBER),
        (Membership.OTHER, Grades.NOT_KNOWN): unknown(About.PERSON, Found.NOT_TOLD),
    }
)
LISTED_ANYWHERE: Mapping[Membership, Finding] = MappingProxyType(
    {
        Membership.LEARNER: good(About.PERSON, Found.LEARNER),
        Membership.OTHER: wrong(About.PERSON, Found.NOT_A_LEARNER),
        Membership.ABSENT: wrong(About.PERSON, Found.NOT_ENROLLED),
        Membership.TOO_LONG: unknown(About.PERSON, Found.LIST_TOO_LONG),
    }
)


def wants_receipts(course: Course | None) -> bool:
    """Whether anything is posted from this course."""
    return course is not None and course.posting is Posting.RECEIPT


def setting(arrival: Arrival) -> Finding:
    """What an administrator chose for the course."""
    if arrival.context_id is None:
        return off(About.COURSE, Found.NO_COURSE)
    if arrival.course is None:
        return off(About.COURSE, Found.NOT_STAFF_ONLY)
    return good(About.COURSE) if wants_receipts(arrival.course) else off(About.COURSE, Found.POSTING_OFF)


def scopes(place: GradebookPlace | None) -> Finding:
    """Whether the launch allows to post scores."""
    if place is None:
        return wrong(About.SCOPES, Found.NO_GRADEBOOK)
    return good(About.SCOPES) if SCORE in place.scopes else wrong(About.SCOPES, Found.NO_SCORE_SCOPE)


def column(connector: Connector, place: GradebookPlace | None) -> Finding:
    """Whether there is a column for the receipt, or may be one. None is made for a test."""
    if place is None:
        return wrong(About.COLUMN, Found.NO_GRADEBOOK)
    reading = tuple(scope for scope in (LINE_ITEM, LINE_ITEM_READ) if scope in place.scopes)
    if place.line_item_url is not None:
        if not reading:
            return unknown(About.COLUMN, Found.MAY_NOT_READ_COLUMN)
        return _read(connector, Call(place.line_item_url, reading, LINE_ITEM_TYPE), Found.GOOD)
    if place.line_items_url is None or LINE_ITEM not in reading:
        return wrong(About.COLUMN, Found.NO_COLUMN)
    listing = wire.with_query(place.line_items_url, limit="1")
    return _read(connector, Call(listing, reading, LINE_ITEMS_TYPE), Found.MAY_MAKE_COLUMN)


def _read(connector: Connector, call: Call, found: Found) -> Finding:
    try:
        reply = connector.call(call)
    except ServiceRefused as refused:
        # Without a token nothing was asked of the gradebook; why there is none stands at the token endpoint.
        return _failed(About.COLUMN, refused.why, Found.NO_TOKEN)
    except ServiceUnavailable as unavailable:
        return _failed(About.COLUMN, unavailable.why, Found.UNCLEAR)
    if reply.status in {401, 403}:
        return wrong(About.COLUMN, Found.NOT_ALLOWED)
    if reply.status in {404, 410}:
        return wrong(About.COLUMN, Found.COLUMN_GONE if found is Found.GOOD else Found.NO_COLUMN)
    if is_busy(reply.status):
        return unknown(About.COLUMN, Found.BUSY)
    understood = 200 <= reply.status <= 299 and isinstance(wire.read_json(reply.body), dict | list)
    return good(About.COLUMN, found) if understood else unknown(About.COLUMN, Found.UNCLEAR)


def person(connector: Connector, arrival: Arrival, clock: Clock) -> Finding:
    """Whether the platform grades the person who asks. The list of members is read only where nothing else says."""
    rule = family_of(arrival.host).grades
    if rule is Grades.ANYBODY:
        return good(About.PERSON, Found.ANYBODY)
    if arrival.learner:
        return good(About.PERSON, Found.LEARNER)
    if arrival.memberships_url is None:
        return unknown(About.PERSON, Found.NO_LIST)
    try:
        listed = membership(connector, arrival.memberships_url, arrival.sub, clock)
    except ServiceRefused as refused:
        not_granted = refused.why is Why.NOT_AUTHORISED
        return _failed(About.PERSON, refused.why, Found.LIST_NOT_GRANTED if not_granted else Found.UNCLEAR)
    except ServiceUnavailable as unavailable:
        return _failed(About.PERSON, unavailable.why, Found.UNCLEAR)
    return LISTED.get((listed, rule)) or LISTED_ANYWHERE[listed]


def _failed(about: About, why: Why, otherwise: Found) -> Finding:
    found = FAILURES.get(why, otherwise)
    return wrong(about, found) if found is Found.ADDRESS_REFUSED else unknown(about, found)


def receipt(findings: Iterable[Finding], course: Course | None) -> Finding:
    """All that was found, as one answer."""
    if not wants_receipts(course):
        return off(About.RECEIPT, Found.NOTHING_POSTED)
    needed = {each.verdict for each in findings if each.about in NEEDED}
    if Verdict.WRONG in needed:
        return wrong(About.RECEIPT, Found.WOULD_NOT_BE_TAKEN)
    if Verdict.NOT_KNOWN in needed:
        return unknown(About.RECEIPT, Found.PERHAPS_TAKEN)
    return good(About.RECEIPT, Found.WOULD_BE_TAKEN)


# What only a school that wants receipts has to put right; and what each receipt needs.
OF_RECEIPTS = frozenset({About.SCOPES, About.COLUMN, About.PERSON})
NEEDED = OF_RECEIPTS | {About.TOKEN}
