"""The only composition root: `build` makes the collaborators, `create_app` puts Flask around them."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, url_for
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from .cases.assessment import Assessments
from .cases.receipts import Receipts
from .cases.review import Reviews
from .launch.jwks import KeySets
from .launch.login import Logins
from .launch.message import Launches
from .outcomes.connector import Connectors
from .outcomes.delivery import Deliveries
from .outcomes.gradebook import Gradebook
from .system.clock import Clock, SystemClock
from .system.crypto import MasterKeys
from .system.database import Database
from .system.http import Http
from .system.ids import RandomIds
from .system.log import set_up_logging
from .system.outbox import Outbox
from .system.settings import Settings, read_settings
from .tenants.contacts import Contacts
from .tenants.courses import Courses
from .tenants.deployments import Deployments
from .tenants.doctor import Doctor
from .tenants.hosts import Hosts
from .tenants.install import Install
from .tenants.keys import SigningKeys
from .tenants.staff import StaffBook
from .tenants.tenants import Tenants
from .web.errors import register_errors
from .web.headers import add_headers
from .web.pages import assessment, lti, outcome, review, sending, start, system
from .web.rendering import build_environment, built_files, built_names
from .web.services import EXTENSION, PAGES_EXTENSION, Pages, Services
from .web.session import ServerSessions

# The largest thing that a browser sends us is an id_token of 64 KiB.
MOST_BYTES = 128 * 1024


class Id128(BaseConverter):
    """A random 128-bit id in an address. Anything else is no page of ours."""

    regex = "[0-9a-f]{32}"


def build(settings: Settings, clock: Clock | None = None) -> Services:
    """Every collaborator, built once."""
    clock = clock or SystemClock()
    ids = RandomIds()
    database = Database(settings.database_url)
    http = Http(settings)
    master_keys = MasterKeys(settings.master_keys)
    tenants = Tenants(master_keys, clock, ids)
    hosts, deployments, courses = Hosts(clock, ids), Deployments(clock, ids), Courses(clock, ids)
    staff, contacts, keys = StaffBook(tenants, clock, ids), Contacts(tenants, clock), SigningKeys(master_keys, clock)
    outbox = Outbox()
    receipts = Receipts(outbox, ids)
    gradebook = Gradebook(Connectors(database, keys, http, clock, ids))
    return Services(
        settings=settings,
        database=database,
        clock=clock,
        ids=ids,
        tenants=tenants,
        hosts=hosts,
        courses=courses,
        staff=staff,
        contacts=contacts,
        keys=keys,
        install=Install(database, http, tenants, hosts, deployments, courses, staff, contacts, keys),
        doctor=Doctor(database, tenants, staff, contacts, keys),
        logins=Logins(database, clock, ids, hosts, settings),
        launches=Launches(database, clock, hosts, deployments, KeySets(http, clock), settings),
        assessments=Assessments(database, tenants, receipts, clock, ids),
        reviews=Reviews(database, tenants, staff, receipts, clock, ids),
        deliveries=Deliveries(database, clock, outbox, receipts, hosts, gradebook),
    )


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """The web application."""
    return create_app_around(build(settings, clock))


def from_environment() -> Flask:
    """What gunicorn serves."""
    set_up_logging()
    return create_app(read_settings())


def create_app_around(built: Services) -> Flask:
    """The web application around collaborators that are there already."""
    app = Flask("lti_tool", static_folder=None, template_folder=None)
    app.config.update(
        SECRET_KEY=built.settings.secret_key,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=8),
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.session_interface = ServerSessions(built.database, built.clock, built.ids)
    app.url_map.converters["id128"] = Id128
    app.extensions[EXTENSION] = built
    for page in (lti, start, assessment, sending, review, outcome, system):
        app.register_blueprint(page.bp)
    CSRFProtect(app).exempt(lti.bp)  # type: ignore[no-untyped-call]
    register_errors(app)
    app.after_request(add_headers)
    app.extensions[PAGES_EXTENSION] = _pages(app)
    if hops := built.settings.proxy_hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _pages(app: Flask) -> Pages:
    with app.test_request_context():
        static_urls = {name: url_for("system.static", name=built) for name, built in built_names(built_files()).items()}
    return Pages(build_environment(static_urls))
