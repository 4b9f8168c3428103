"""The only composition root: `administration` and `build` make the collaborators, `create_app` puts Flask around them.

What only the web needs is imported when it is made: an administrator's command must not wait a second for it.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from .system.clock import Clock, SystemClock
from .system.crypto import MasterKeys
from .system.database import Database
from .system.ids import Ids, RandomIds
from .system.settings import Settings, read_settings
from .system.url_rules import UrlRules
from .tenants.contacts import Contacts
from .tenants.courses import Courses
from .tenants.deployments import Deployments
from .tenants.doctor import Doctor
from .tenants.hosts import Hosts
from .tenants.install import Install
from .tenants.install_notices import NoticeInstall
from .tenants.keys import SigningKeys
from .tenants.mailboxes import Mailboxes
from .tenants.role_keeping import RoleKeeping, role_keeping
from .tenants.staff import StaffBook
from .tenants.tenants import Tenants

if TYPE_CHECKING:
    from flask import Flask

    from .cases.casework import Casework
    from .launch.arriving import Arriving
    from .outcomes.outgoing import Outgoing
    from .system.http import Http
    from .tenants.outside import Outside
    from .web.housekeeping import Housekeeping
    from .web.services import Services

# The largest thing that a browser sends us is an id_token of 64 KiB.
MOST_BYTES = 128 * 1024


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
        install_notices=NoticeInstall(database, tenants, staff, mailboxes),
        roles=roles,
        doctor=Doctor(database, tenants, staff, contacts, keys, mailboxes, writes=settings.smtp is not None),
    )


def outside(base: Administration) -> Outside:
    """What the doctor asks of the network."""
    from .system.http import Http
    from .tenants.outside import Outside

    return Outside(Http(base.settings), base.database, base.hosts, base.settings, base.clock)


def build(settings: Settings, clock: Clock | None = None) -> Services:
    """Every collaborator, built once."""
    from .system.http import Http
    from .web.services import Services
    from .web.tickets import Tickets

    base = administration(settings, clock)
    casework = _casework(base)
    return Services(
        settings=settings,
        database=base.database,
        clock=base.clock,
        ids=base.ids,
        tenants=base.tenants,
        hosts=base.hosts,
        deployments=base.deployments,
        courses=base.courses,
        staff=base.staff,
        contacts=base.contacts,
        keys=base.keys,
        install=base.install,
        agreements=base.roles.agreements,
        tickets=Tickets(base.database, base.clock, base.ids),
        **vars(_arriving(base)),
        **vars(casework),
        **vars(_outgoing(base, Http(settings))),
    )


def _arriving(base: Administration) -> Arriving:
    from .launch.arriving import arriving

    return arriving(base.settings, base.database, base.hosts, base.deployments, base.clock, base.ids)


def _casework(base: Administration) -> Casework:
    from .cases.casework import casework

    return casework(base.database, base.tenants, base.staff, base.clock, base.ids)


def _outgoing(base: Administration, http: Http) -> Outgoing:
    from .cases.recipients import Recipients
    from .outcomes.connector import Connectors
    from .outcomes.mail import way_out
    from .outcomes.outgoing import outgoing

    connectors = Connectors(base.database, base.keys, http, base.clock, base.ids)
    to = Recipients(base.tenants, base.staff, base.mailboxes, base.contacts)
    mail = way_out(base.settings.smtp, base.clock, base.ids)
    return outgoing(base.database, base.clock, base.ids, base.hosts, connectors, to, base.roles, mail)


def housekeeping(built: Services) -> Housekeeping:
    """What throws away ended sessions and logins, for the process that runs all the time."""
    from .web.housekeeping import Housekeeping
    from .web.session import ServerSessions

    sessions = ServerSessions(built.database, built.clock, built.ids)
    return Housekeeping(built.logins, sessions, built.tickets, built.clock)


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """The web application."""
    return create_app_around(build(settings, clock))


def from_environment() -> Flask:
    """What gunicorn serves."""
    from .system.log import set_up_logging

    set_up_logging()
    app = create_app(read_settings())
    # What is loaded by now stays for good. A collection that looks through all of it makes one person wait.
    gc.freeze()
    return app


def create_app_around(built: Services) -> Flask:
    """The web application around collaborators that are there already."""
    from flask import Flask
    from flask_wtf import CSRFProtect

    from .web.addresses import Id128
    from .web.compression import compress
    from .web.counting import add_counting
    from .web.errors import register_errors
    from .web.headers import add_headers
    from .web.pages.catalogue import FROM_HOSTS, OURS
    from .web.services import EXTENSION
    from .web.session import ServerSessions

    app = Flask("lti_tool", static_folder=None, template_folder=None)
    _configure(app, built.settings)
    app.session_interface = ServerSessions(built.database, built.clock, built.ids)
    app.url_map.converters["id128"] = Id128
    app.extensions[EXTENSION] = built
    for blueprint in (*FROM_HOSTS, *OURS):
        app.register_blueprint(blueprint)
    forms = CSRFProtect(app)  # type: ignore[no-untyped-call]
    for blueprint in FROM_HOSTS:
        forms.exempt(blueprint)  # type: ignore[no-untyped-call]
    add_counting(app, built.database, built.clock)
    register_errors(app)
    app.after_request(add_headers)
    app.after_request(compress)
    _add_pages(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    from werkzeug.middleware.proxy_fix import ProxyFix

    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=8),
        WTF_CSRF_TIME_LIMIT=None,
    )
    # Werkzeug would mend an address with two slashes by a redirect to whatever host the request names.
    app.url_map.merge_slashes = False
    if hops := settings.proxy_hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _add_pages(app: Flask) -> None:
    from flask import url_for

    from .web.rendering import build_environment, built_files, built_names
    from .web.services import PAGES_EXTENSION, Pages

    with app.test_request_context():
        static_urls = {name: url_for("system.static", name=built) for name, built in built_names(built_files()).items()}
    app.extensions[PAGES_EXTENSION] = Pages(build_environment(static_urls))
