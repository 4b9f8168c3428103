"""A database of a thousand schools with as many cases as are asked for, and leads who are signed in.

Nearly all of the cases are there to be passed over: rows of the right shape and size, whose words nobody opens. What
somebody does open was made by the product (worked_case.py).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lti_tool.app import build
from lti_tool.system.migrate import migrate
from lti_tool.tenants.model import Host, Nation, Role, Staff
from lti_tool.web.services import Services
from lti_tool.web.tables import sessions
from tests.bench.many_cases import School, fill
from tests.bench.worked_case import Worked
from tests.school import CONTACTS, settings_for

# Of so many schools a lead looks at their cases: enough that no page of one is always at hand.
LOOKED_AT = 10
# Who report the cases there, in turn: a page of the list names many people.
COLLEAGUES = 40
MOODLE = Host("", "https://moodle.test", "signpost", *("https://moodle.test/x",) * 3, None, "moodle", ())


@dataclass(frozen=True)
class Desk:
    """A lead at work: their session, a case of their school that they open, and how many cases it holds."""

    staff: Staff
    token: str
    case_id: str
    holds: int


@dataclass(frozen=True)
class Filled:
    """What a database holds.

    Attributes:
        usual: leads of schools that hold the same number of cases each.
        large: a lead of the one school that holds as many at every size.
    """

    usual: tuple[Desk, ...]
    large: tuple[Desk, ...]


def fill_schools(url: str, school_count: int, case_count: int, in_large: int) -> Filled:
    """Migrate an empty database and fill it. Each school has a reporter, a lead and a head."""
    services = build(settings_for(url))
    migrate(services.database)
    numbers = [case_count // school_count] * school_count + [in_large]
    looked_at = (*range(min(LOOKED_AT, school_count)), school_count)
    for each in looked_at:
        # The product makes one more of these.
        numbers[each] -= 1
    with services.database.transaction() as db:
        host = services.hosts.add(db, MOODLE)
        schools = [
            _school(services, db, host.id, place, number, COLLEAGUES if place in looked_at else 1)
            for place, number in enumerate(numbers)
        ]
    services.database.close()
    fill(url, schools)
    desks = [_desk(services, schools[each]) for each in looked_at]
    services.database.close()
    return Filled(usual=tuple(desks[:-1]), large=(desks[-1],))


def sign_in(url: str, desks: Iterable[Desk]) -> None:
    """Sessions for these leads, as a launch would make them, and as young."""
    services = build(settings_for(url))
    now = services.clock.now()
    rows = [
        {
            "id_hash": hashlib.sha256(desk.token.encode()).hexdigest(),
            "facts": json.dumps(_facts(desk.staff) | {"csrf_token": desk.token}),
            "created_at": now,
            "seen_at": now,
        }
        for desk in desks
    ]
    with services.database.transaction() as db:
        db.execute(sa.insert(sessions), rows)
    services.database.close()


def _school(services: Services, db: Connection, host_id: str, place: int, number: int, reporters: int) -> School:
    tenant_id = services.tenants.add(db, f"School {place}", Nation.ENGLAND).id
    services.deployments.add(db, tenant_id, host_id, str(place))
    names = ["Lead", "Head", *(f"Reporter {each}" for each in range(reporters))]
    lead, head, *others = [services.staff.meet(db, tenant_id, host_id, name, f"{name} Person") for name in names]
    services.staff.grant(db, lead, Role.LEAD)
    services.staff.grant(db, head, Role.HEAD)
    return School(tenant_id, host_id, tuple(person.id for person in others), lead.id, number)


def _desk(services: Services, school: School) -> Desk:
    with services.database.transaction() as db:
        for kind, value in CONTACTS.items():
            services.contacts.set(db, school.tenant_id, kind, value)
        reporter = services.staff.get(db, school.tenant_id, school.reporter_ids[0])
        lead = services.staff.get(db, school.tenant_id, school.lead_id)
    return Desk(lead, services.ids.token(), Worked(services, reporter, lead).case(), school.number + 1)


def _facts(person: Staff) -> dict[str, object]:
    whose = {"tenant": person.tenant_id, "staff": person.id, "host": person.host_id}
    return whose | {"frame_origins": ["https://moodle.test"], "place": None}
