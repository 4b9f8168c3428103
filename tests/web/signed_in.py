"""The whole application with one school in it, and browsers that are signed in without a launch."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from functools import cached_property

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lti_tool.app import build, create_app_around
from lti_tool.cases.receipts import GradebookPlace
from lti_tool.system.database import Database
from lti_tool.system.ids import RandomIds
from lti_tool.system.settings import Settings
from lti_tool.tenants.contacts import Contacts
from lti_tool.tenants.model import ContactKind, Host, Role, Staff
from lti_tool.tenants.tables import staff_roles
from lti_tool.web.services import PAGES_EXTENSION, Pages
from lti_tool.web.session import COOKIE
from lti_tool.web.tables import sessions
from tests.cases.team import MOODLE, Team
from tests.school import CONTACTS

ORIGIN = "https://moodle.test"
COMPILED: dict[str, Pages] = {}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Site:
    """The application around the team's database. Its clock and its key are the team's."""

    database: Database
    team: Team = field(init=False)
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self.team = Team(self.database)
        settings = Settings(
            base_url="http://localhost",
            secret_key="only for tests " * 3,
            master_keys=(bytes(32),),
            database_url=self.database.url.render_as_string(hide_password=False),
            private_hosts=frozenset(),
            allow_loopback_http=True,
        )
        self.services = build(settings, self.team.clock)
        self.app = create_app_around(self.services)
        # Compiling the templates takes longer than most tests, and they do not change between them.
        self.app.extensions[PAGES_EXTENSION] = COMPILED.setdefault("pages", self.app.extensions[PAGES_EXTENSION])
        self.sets(CONTACTS)

    def sets(self, contacts: dict[ContactKind, str]) -> None:
        """What the school's pages tell people to telephone."""
        book = Contacts(self.team.tenants, self.team.clock)
        with self.database.transaction() as db:
            for kind, value in contacts.items():
                book.set(db, self.team.tenant.id, kind, value)

    def gives(self, person: Staff, role: Role) -> None:
        """From now on this person holds the role as well."""
        with self.database.transaction() as db:
            self.team.book.grant(db, person, role)

    def takes(self, person: Staff, role: Role) -> None:
        """From now on this person does not hold the role any more."""
        with self.database.transaction() as db:
            mine = sa.and_(staff_roles.c.staff_id == person.id, staff_roles.c.role == role.value)
            db.execute(staff_roles.delete().where(mine))

    def as_(self, person: Staff | None, place: GradebookPlace | None = None) -> "Tab":
        """A browser in which this person has launched; None for one in which nobody has."""
        client = self.app.test_client()
        if person is not None:
            self._sign_in(client, person, place)
        return Tab(client)

    def _sign_in(self, client: FlaskClient, person: Staff, place: GradebookPlace | None) -> None:
        token = RandomIds().token()
        facts = {
            "tenant": person.tenant_id,
            "staff": person.id,
            "host": person.host_id,
            "frame_origins": [ORIGIN],
            "place": None if place is None else {name: getattr(place, name) for name in place.__dataclass_fields__},
        }
        now = self.team.clock.now()
        row = {"id_hash": hashlib.sha256(token.encode()).hexdigest(), "created_at": now, "seen_at": now}
        with self.database.transaction() as db:
            db.execute(sessions.insert().values(**row, facts=json.dumps(facts)))
        client.set_cookie(COOKIE, token, domain="localhost")


@dataclass
class Tab:
    """One browser. `token` is that of its session, as any page with a form holds it."""

    client: FlaskClient

    def gets(self, path: str) -> TestResponse:
        return self.client.get(path)

    def posts(self, path: str, **fields: str) -> TestResponse:
        """A form with its token, as one of our pages would send it."""
        return self.client.post(path, data={"csrf_token": self.token} | fields)

    @cached_property
    def token(self) -> str:
        found = TOKEN.search(self.client.get("/start").get_data(as_text=True))
        return found[1] if found else ""


def another_host(number: int) -> Host:
    """A host that is not the team's."""
    return Host(
        id="",
        issuer=f"https://host{number}.test",
        client_id=MOODLE.client_id,
        auth_url=MOODLE.auth_url,
        token_url=MOODLE.token_url,
        jwks_url=MOODLE.jwks_url,
        audience=None,
        family=None,
        frame_origins=(),
    )
