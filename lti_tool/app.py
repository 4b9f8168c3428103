"""The only composition root: `build` makes the collaborators upon `administration`, `create_app` puts Flask around.

What only the web needs is imported when it is made: an administrator's command must not wait a second for it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .administration import Administration, administration
from .system.clock import Clock
from .system.settings import Settings, read_settings

if TYPE_CHECKING:
    from flask import Flask

    from .cases.casework import Casework
    from .cases.overlays import Overlays
    from .launch.arriving import Arriving
    from .launch.registering import Registering
    from .outcomes.outgoing import Outgoing
    from .system.http import Http
    from .tenants.copies import CourseCopies
    from .web.housekeeping import Housekeeping
    from .web.services import Services

# The largest thing that a browser sends us is an id_token of 64 KiB.
MOST_BYTES = 128 * 1024
# What an administrator works with from their pages, in the order of `Office`.
OFFICE = ("database", "tenants", "hosts", "deployments", "courses", "contacts", "invites")


def overlays(base: Administration) -> Overlays:
    """What schools add to their guides, for the doctor."""
    return _casework(base).overlays


def build(settings: Settings, clock: Clock | None = None) -> Services:
    """Every collaborator, built once."""
    from .system.http import Http
    from .system.pdf import PdfPrinter, lock_of
    from .tenants.signoffs import Signoffs
    from .web.poster_prints import PosterPrints
    from .web.services import Services
    from .web.tickets import Tickets

    base = administration(settings, clock)
    casework = _casework(base)
    printer = PdfPrinter(lock=lock_of(settings.database_url))
    known = ("settings", "database", "clock", "ids", "tenants", "hosts", "deployments", "courses", "staff", "contacts")
    return Services(
        **{name: getattr(base, name) for name in (*known, "keys", "install", "manifests")},
        agreements=base.roles.agreements,
        signoffs=Signoffs(base.database, base.tenants, base.clock, base.ids),
        registering=_registering(base),
        posters=PosterPrints(PdfPrinter().print, base.clock),
        tickets=Tickets(base.database, base.clock, base.ids),
        printer=printer,
        **_installing(base),
        **vars(_arriving(base)),
        **vars(casework),
        **vars(_outgoing(base, Http(settings))),
    )


def _installing(base: Administration) -> dict[str, Any]:
    """What an administrator works with from their pages."""
    from .tenants.health import HealthBook
    from .tenants.office import Office
    from .tenants.people import People
    from .tenants.privacy import PrivacyRequests
    from .tenants.weeks import Weeks

    return {
        "office": Office(*(getattr(base, name) for name in OFFICE)),
        "people": People(base.database, base.roles.roles, base.roles.codes, base.mailboxes),
        "codes": base.roles.codes,
        "copies": _copies(base),
        "privacy": PrivacyRequests(base.database, base.staff, base.clock, base.ids),
        "weeks": Weeks(base.database, base.clock),
        "health": HealthBook(base.database, base.deployments, base.keys, base.clock),
        **_while_somebody_waits(base),
    }


def _arriving(base: Administration) -> Arriving:
    from .launch.arriving import arriving

    books = (base.tenants, base.hosts, base.deployments, base.keys)
    return arriving(base.settings, base.database, *books, _copies(base), base.clock, base.ids)


def _copies(base: Administration) -> CourseCopies:
    from .tenants.copies import CourseCopies

    return CourseCopies(base.database, base.courses, base.clock, base.ids)


def _registering(base: Administration) -> Registering:
    from .launch.registering import PATIENCE, Registering
    from .system.http import Http

    books = (base.tenants, base.hosts, base.deployments, base.invites, base.install, base.roles.codes, base.staff)
    return Registering(base.settings, base.database, Http(base.settings, PATIENCE), *books)


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


def _while_somebody_waits(base: Administration) -> dict[str, Any]:
    """The two buttons of an administrator that call a platform."""
    from .outcomes.hurry import PATIENCE, Hurry
    from .outcomes.installation_test import InstallationTest
    from .outcomes.subscribing import Subscribing
    from .system.http import Http
    from .web.limits import NOTICES

    hurry = Hurry(base.database, base.keys, Http(base.settings, PATIENCE), base.clock, base.ids)
    handler = f"{base.settings.base_url}{NOTICES}"
    return {"installation_test": InstallationTest(hurry, handler), "subscribing": Subscribing(hurry, handler)}


def housekeeping(built: Services) -> Housekeeping:
    """What throws away what has ended and makes new signing keys, for the process that runs all the time."""
    from .tenants.rotation import Rotation
    from .web.housekeeping import Housekeeping
    from .web.session import ServerSessions

    sessions = ServerSessions(built.database, built.clock, built.ids)
    rotation = Rotation(built.database, built.keys, built.clock)
    return Housekeeping(built.logins, built.deep_links, built.notices, sessions, built.tickets, rotation, built.clock)


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
    _configure(app, built)
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


def _configure(app: Flask, built: Services) -> None:
    app.config.update(
        SECRET_KEY=built.settings.secret_key,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=8),
        WTF_CSRF_TIME_LIMIT=None,
    )
    # Werkzeug would mend an address with two slashes by a redirect to whatever host the request names.
    app.url_map.merge_slashes = False
    # Nothing of ours is async. Flask would look whether it is, at each view and hook of each request.
    app.ensure_sync = _as_it_is  # type: ignore[method-assign,assignment]
    _add_layers(app, built)


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def _add_layers(app: Flask, built: Services) -> None:
    from werkzeug.middleware.proxy_fix import ProxyFix

    from .web.turns import InTurn, Turns

    if hops := built.settings.proxy_hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    if built.database.is_sqlite:
        # PostgreSQL's server does its part elsewhere, and meanwhile there is time for somebody else.
        app.wsgi_app = InTurn(app.wsgi_app, Turns())  # type: ignore[method-assign,assignment]


def _add_pages(app: Flask) -> None:
    from flask import url_for

    from .web.rendering import build_environment, built_files, built_names
    from .web.services import PAGES_EXTENSION, Pages

    with app.test_request_context():
        static_urls = {name: url_for("system.static", name=built) for name, built in built_names(built_files()).items()}
    app.extensions[PAGES_EXTENSION] = Pages(build_environment(static_urls))
