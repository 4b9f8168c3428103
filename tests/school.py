"""A sandbox school with Signpost in it, inside one process: for journeys through HTTP and through a browser."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Thread

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from lti_tool.app import build, create_app_around
from lti_tool.system.clock import Clock, SystemClock
from lti_tool.system.settings import Settings
from lti_tool.tenants.model import ContactKind, Host, Nation, Posting, Role
from lti_tool.web.services import Services
from tests.host.client import HttpLaunch, tool_in_flask
from tests.host.sandbox import QuietRequests, SandboxHost
from tests.host.school import SCIENCE, STAFF_COURSE
from tests.ids import NumbersInTurn

CONTACTS = {
    ContactKind.LEAD: "Priya Nair, 01632 960001",
    ContactKind.DEPUTY: "Tom Ellis, 01632 960002",
    ContactKind.HEAD: "Helen Marsh, 01632 960003",
    ContactKind.CHAIR: "Ola Grant, 01632 960004",
    ContactKind.SOCIAL_CARE: "01632 960010",
    ContactKind.OUT_OF_HOURS: "01632 960011",
    ContactKind.LADO: "01632 960012",
}

ROLES = {"lead": Role.LEAD, "deputy": Role.DEPUTY, "head": Role.HEAD, "administrator": Role.ADMINISTRATOR}


def settings_for(database_url: str, base_url: str = "http://localhost") -> Settings:
    """Settings of a tool on this machine, with secrets that only tests have."""
    return Settings(
        base_url=base_url,
        secret_key="only for tests " * 3,
        master_keys=(base64.b64decode(b"b25seSBmb3IgdGVzdHMgb25seSBmb3IgdGVzdHMgISE="),),
        database_url=database_url,
        private_hosts=frozenset({"127.0.0.1", "localhost"}),
        allow_loopback_http=True,
    )


@dataclass
class Visit:
    """One person's browser, signed in or on the way to it. It follows redirects, like a browser."""

    client: FlaskClient
    last: TestResponse

    @property
    def text(self) -> str:
        return self.last.get_data(as_text=True)

    @property
    def path(self) -> str:
        return self.last.request.path

    @property
    def csrf_token(self) -> str:
        marker = 'name="csrf_token" value="'
        return self.text.split(marker, 1)[1].split('"', 1)[0] if marker in self.text else ""

    @property
    def case_id(self) -> str:
        return self.path.split("/")[2]

    def goes_to(self, path: str) -> "Visit":
        self.last = self.client.get(path, follow_redirects=True)
        return self

    def submits(self, path: str, **fields: str) -> "Visit":
        fields = {"csrf_token": self.csrf_token} | fields
        self.last = self.client.post(path, data=fields, follow_redirects=True)
        return self

    def starts(self) -> "Visit":
        return self.goes_to("/start").submits("/cases")

    def answers(self, **answers: str) -> "Visit":
        """Answer the question on the page, and those after it, by the questions' ids."""
        for question, value in answers.items():
            if self.path.endswith("/first"):
                self.goes_to(f"/cases/{self.case_id}/resume")
            assert self.path.endswith(f"/questions/{question}"), f"asked at {self.path}, not {question}"
            name = "choice" if 'name="choice"' in self.text else "text"
            self.submits(self.path, **{name: value, "question": question})
        if self.path.endswith("/first"):
            self.goes_to(f"/cases/{self.case_id}/resume")
        return self

    def sends(self) -> "Visit":
        return self.submits(f"/cases/{self.case_id}/send")


@dataclass
class School:
    """The host, the tool in it, and the tenant that the school is."""

    host: SandboxHost
    app: Flask
    services: Services
    tenant_id: str
    host_id: str
    visits: dict[str, Visit] = field(default_factory=dict)

    def opens(self, person: str, course: str = STAFF_COURSE) -> Visit:
        """A person opens the activity, in a browser of their own."""
        client = self.app.test_client()
        launch = HttpLaunch(self.host, tool_in_flask(client))
        form = launch.fields(person, course)
        return Visit(client, client.post(form.url, data=form.fields, follow_redirects=True))

    def delivers(self) -> int:
        return self.services.deliveries.deliver_due()


def install(services: Services, host: SandboxHost, name: str = "Oakfield School") -> tuple[str, str]:
    """What an administrator does once: the tenant, the host, the staff-only course, the people, the numbers."""
    admin = services.install
    tenant = admin.add_tenant(name, Nation.ENGLAND)
    wanted = Host(
        id="",
        issuer=host.issuer,
        client_id=host.client_id,
        auth_url=host.auth_url,
        token_url=host.token_url,
        jwks_url=host.jwks_url,
        audience=None,
        family="moodle",
        frame_origins=(host.url,),
    )
    known, _deployment = admin.add_host(tenant.id, wanted, host.deployment_id)
    admin.mark_staff_only(tenant.id, known.id, STAFF_COURSE, Posting.RECEIPT)
    for person, role in ROLES.items():
        admin.grant(tenant.id, known.id, host.people[person].sub, role)
    for kind, value in CONTACTS.items():
        admin.set_contact(tenant.id, kind, value)
    return tenant.id, known.id


@contextmanager
def school_with(database_url: str, clock: Clock | None = None) -> Iterator[School]:
    """A school whose tool answers a test client. The tool's keys are served, because the host fetches them."""
    with SandboxHost() as host:
        host.privacy(names=True)
        server = make_server("127.0.0.1", 0, _not_there, threaded=True, request_handler=QuietRequests)
        base_url = f"http://localhost:{server.port}"
        services = build(settings_for(database_url, base_url), clock or SystemClock())
        services = replace(services, ids=NumbersInTurn())
        app = create_app_around(services)
        app.testing = False
        server.app = app
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        host.install(base_url)
        tenant_id, host_id = install(services, host)
        yield School(host, app, services, tenant_id, host_id)
        server.shutdown()
        server.server_close()
        services.database.close()


def _not_there(environ: object, start_response: object) -> list[bytes]:
    raise RuntimeError("the tool is not in place yet")


__all__ = ["SCIENCE", "STAFF_COURSE", "School", "Visit", "school_with", "settings_for"]
