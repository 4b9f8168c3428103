"""Where a person who tests the installation came from, as their session remembers it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..cases.receipts import GradebookPlace
from ..launch.browser import Way
from ..launch.notice_service import NoticeService
from ..tenants.model import Course, Host


@dataclass(frozen=True, slots=True)
class Arrival:
    """One launch, as far as a test needs it.

    Attributes:
        sub: the person, as the host numbers them.
        place: where receipts would go; None where the launch named no gradebook.
        course: what an administrator chose for the course; None where nothing.
        memberships_url: the course's list of members, where the host offers one.
        learner: whether the launch called the person a learner; None where that is not known.
        notice_service: where the host takes subscriptions to its notices, if it offers that.
        way: how the browser tied the launch to its login; None where that is not known.
    """

    host: Host
    sub: str = field(repr=False)
    place: GradebookPlace | None
    context_id: str | None
    course: Course | None
    memberships_url: str | None
    learner: bool | None
    notice_service: NoticeService | None
    way: Way | None
