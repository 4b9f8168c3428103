"""The collaborators that know who uses Signpost and from where: all that an administrator's commands need.

Nothing of cases, launches or the web is imported here: a command must not wait a second for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .system.clock import Clock, SystemClock
from .system.crypto import MasterKeys
from .system.database import Database
from .system.ids import Ids, RandomIds
from .system.settings import Settings
from .system.url_rules import UrlRules
from .tenants.contacts import Contacts
from .tenants.courses import Courses
from .tenants.deployments import Deployments
from .tenants.doctor import Doctor
from .tenants.hosts import Hosts
from .tenants.install import Install
from .tenants.install_notices import NoticeInstall
from .tenants.invites import Invites
from .tenants.keys import SigningKeys
from .tenants.mailboxes import Mailboxes
from .tenants.role_keeping import RoleKeeping, role_keeping
from .tenants.staff import StaffBook
from .tenants.tenants import Tenants

if TYPE_CHECKING:
    from .tenants.outside import Outside


@dataclass(frozen=True, slots=True)
class Administration:
    """What an administrator's commands need: nothing of cases, launches or the web."""

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
    mailboxes: Mailboxes
    keys: SigningKeys
    install: Install
    install_notices: NoticeInstall
    invites: Invites
    roles: RoleKeeping
    doctor: Doctor


def administration(settings: Settings, clock: Clock | None = None) -> Administration:
    """The collaborators that know who uses Signpost and from where, built once."""
    clock, ids = clock or SystemClock(), RandomIds()
    database, master_keys = Database(settings.database_url), MasterKeys(settings.master_keys)
    tenants = Tenants(master_keys, clock, ids)
    hosts, deployments, courses = Hosts(clock, ids), Deployments(clock, ids), Courses(clock, ids)
    staff, contacts, keys = StaffBook(tenants, clock, ids), Contacts(tenants, clock), SigningKeys(master_keys, clock)
    rules, mailboxes = UrlRules(settings), Mailboxes(tenants)
    roles = role_keeping(database, tenants, staff, mailboxes, clock, ids)
    return Administration(
        settings=settings,
        database=database,
        clock=clock,
        ids=ids,
        tenants=tenants,
        hosts=hosts,
        deployments=deployments,
        courses=courses,
        staff=staff,
        contacts=contacts,
        mailboxes=mailboxes,
        keys=keys,
        install=Install(database, rules, tenants, hosts, deployments, courses, staff, contacts, keys, roles.roles),
        invites=Invites(clock, ids),
        install_notices=NoticeInstall(database, tenants, staff, mailboxes),
        roles=roles,
        doctor=Doctor(database, tenants, staff, contacts, keys, mailboxes, writes=settings.smtp is not None),
    )


def outside(base: Administration) -> Outside:
    """What the doctor asks of the network."""
    from .system.http import Http
    from .tenants.outside import Outside

    return Outside(Http(base.settings), base.database, base.hosts, base.settings, base.clock)
