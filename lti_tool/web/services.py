"""The collaborators that the pages ask. Built in app.py, found here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app
from jinja2 import Environment

from ..cases.assessment import Assessments
from ..cases.children import Children
from ..cases.consultations import Consultations
from ..cases.conversation import Conversations
from ..cases.decisions import Decisions
from ..cases.erasing import Erasures
from ..cases.filing import Filing
from ..cases.holding import Holding
from ..cases.keeping import Keeping
from ..cases.leaving import TenantDeletions
from ..cases.links import Links
from ..cases.overlays import Overlays
from ..cases.overview import Overviews
from ..cases.ownership import Ownership
from ..cases.practice import Practices
from ..cases.queue import Queues
from ..cases.retention import Retention
from ..cases.review import Reviews
from ..cases.sent_by import SentBy
from ..cases.tasks import Tasks
from ..cases.training import Training
from ..launch.deep_links import DeepLinks
from ..launch.login import Logins
from ..launch.message import Launches
from ..launch.notices import Notices
from ..launch.registering import Registering
from ..launch.storage import PlatformStorage
from ..outcomes.delivery import Deliveries
from ..outcomes.installation_test import InstallationTest
from ..outcomes.subscribing import Subscribing
from ..outcomes.worker import Worker
from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids
from ..system.pdf import PdfPrinter
from ..system.settings import Settings
from ..tenants.agreement import Agreements
from ..tenants.contacts import Contacts
from ..tenants.copies import CourseCopies
from ..tenants.courses import Courses
from ..tenants.deployments import Deployments
from ..tenants.health import HealthBook
from ..tenants.hosts import Hosts
from ..tenants.install import Install
from ..tenants.keys import SigningKeys
from ..tenants.manifests import Manifests
from ..tenants.office import Office
from ..tenants.people import People
from ..tenants.privacy import PrivacyRequests
from ..tenants.role_codes import RoleCodes
from ..tenants.signoffs import Signoffs
from ..tenants.staff import StaffBook
from ..tenants.tenants import Tenants
from ..tenants.weeks import Weeks
from .poster_prints import PosterPrints
from .tickets import Tickets

EXTENSION = "signpost"
PAGES_EXTENSION = "signpost_pages"


@dataclass(frozen=True, slots=True)
class Services:
    """Every collaborator, built once."""

    settings: Settings
    database: Database
    clock: Clock
    ids: Ids
    tenants: Tenants
    hosts: Hosts
    deployments: Deployments
    courses: Courses
    staff: StaffBook
    contacts: Contacts
    keys: SigningKeys
    install: Install
    manifests: Manifests
    office: Office
    people: People
    codes: RoleCodes
    agreements: Agreements
    signoffs: Signoffs
    logins: Logins
    launches: Launches
    storage: PlatformStorage
    deep_links: DeepLinks
    notices: Notices
    copies: CourseCopies
    privacy: PrivacyRequests
    registering: Registering
    tickets: Tickets
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
    posters: PosterPrints
    deliveries: Deliveries
    worker: Worker
    printer: PdfPrinter
    weeks: Weeks
    health: HealthBook
    installation_test: InstallationTest
    subscribing: Subscribing


@dataclass(frozen=True, slots=True)
class Pages:
    """What turns page models into HTML."""

    environment: Environment


def services() -> Services:
    """The collaborators of the running application."""
    return cast(Services, current_app.extensions[EXTENSION])


def pages() -> Pages:
    """The renderer of the running application."""
    return cast(Pages, current_app.extensions[PAGES_EXTENSION])
