"""All that can be done to cases, built once around one database."""

from __future__ import annotations

from dataclasses import dataclass

from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids
from ..system.outbox import Outbox
from ..tenants.staff import StaffBook
from ..tenants.tenants import Tenants
from .assessment import Assessments
from .children import Children
from .consultations import Consultations
from .conversation import Conversations
from .decisions import Decisions
from .erasing import Erasures
from .filing import Filing
from .holding import Holding
from .keeping import Keeping
from .leaving import TenantDeletions
from .links import Links
from .notices import Notices
from .overlays import Overlays
from .overview import Overviews
from .ownership import Ownership
from .practice import Practices
from .queue import Queues
from .receipts import Receipts
from .retention import Retention
from .review import Reviews
from .sent_by import SentBy
from .tasks import Tasks
from .training import Training


@dataclass(frozen=True)
class Casework:
    """The collaborators that know cases."""

    assessments: Assessments
    queues: Queues
    reviews: Reviews
    ownership: Ownership
    conversations: Conversations
    consultations: Consultations
    decisions: Decisions
    keeping: Keeping
    tasks: Tasks
    filing: Filing
    practices: Practices
    training: Training
    children: Children
    links: Links
    overlays: Overlays
    overviews: Overviews
    holding: Holding
    retention: Retention
    erasures: Erasures
    leaving: TenantDeletions
    sent_by: SentBy


def casework(database: Database, tenants: Tenants, staff: StaffBook, clock: Clock, ids: Ids) -> Casework:
    """Build them."""
    receipts, notices = Receipts(Outbox(), ids), Notices(Outbox())
    return Casework(
        assessments=Assessments(database, tenants, receipts, notices, clock, ids),
        queues=Queues(database, staff),
        reviews=Reviews(database, tenants, staff, receipts, notices, clock, ids),
        ownership=Ownership(database, tenants, staff, notices, clock),
        conversations=Conversations(database, tenants, notices, clock),
        consultations=Consultations(database, tenants, clock, ids),
        decisions=Decisions(database, tenants, clock, ids),
        keeping=Keeping(database, tenants, staff, clock),
        tasks=Tasks(database, tenants, staff, clock, ids),
        filing=Filing(database, tenants, clock),
        practices=Practices(database, tenants, receipts, clock, ids),
        training=Training(database, staff, clock),
        children=Children(database, tenants, clock, ids),
        links=Links(database, tenants, clock, ids),
        overlays=Overlays(database, tenants, notices, clock, ids),
        overviews=Overviews(database, clock),
        holding=Holding(database, tenants, clock),
        retention=Retention(database, tenants, clock),
        erasures=Erasures(database, tenants, staff, clock, ids),
        leaving=TenantDeletions(database, tenants, staff, clock, ids),
        sent_by=SentBy(database),
    )
