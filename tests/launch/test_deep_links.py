"""What a course has asked, until it is answered: sealed, and answered once. On both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
import sqlalchemy as sa

from lti_tool.launch.deep_link_answer import DL
from lti_tool.launch.deep_links import DeepLinks, NoSuchDeepLink, Reply
from lti_tool.launch.tables import deep_links
from lti_tool.system.crypto import MasterKeys, new_data_key
from lti_tool.system.ids import RandomIds
from lti_tool.system.settings import Settings
from lti_tool.tenants.hosts import Hosts
from lti_tool.tenants.keys import SigningKeys
from lti_tool.tenants.model import Nation, Staff
from lti_tool.tenants.staff import StaffBook
from lti_tool.tenants.tenants import Tenants
from tests.launch.arrivals import BASE_URL, Arrivals
from tests.launch.platform import DEEP_LINKING, MESSAGE_TYPE, deep_linking

SECRET = "course-secret-71"


class Keeping:
    """A tenant whose key is known, a person, and what was asked of them."""

    def __init__(self, arrivals: Arrivals) -> None:
        self.database, clock, ids = arrivals.database, arrivals.clock, RandomIds()
        masters = MasterKeys((new_data_key(),))
        tenants, hosts = Tenants(masters, clock, ids), Hosts(clock, ids)
        keys, settings = SigningKeys(masters, clock), Settings(BASE_URL, "x" * 32, ())
        self.links = DeepLinks(self.database, tenants, hosts, keys, clock, ids, settings)
        with self.database.transaction() as db:
            tenant = tenants.add(db, "Oak School", Nation.ENGLAND)
            self.person: Staff = StaffBook(tenants, clock, ids).meet(db, tenant.id, arrivals.host.id, "5", None)
        asking = {MESSAGE_TYPE: "LtiDeepLinkingRequest", DEEP_LINKING: deep_linking(data=SECRET)}
        self.id = self.links.keep(arrivals.arrive(asking), self.person)

    def answer(self, _attempt: int = 0) -> Reply | None:
        try:
            return self.links.answer(self.id, self.person, ())
        except NoSuchDeepLink:
            return None


@pytest.fixture
def kept(stored: Arrivals) -> Keeping:
    return Keeping(stored)


def test_whoever_reads_the_database_learns_neither_where_nor_what_goes_back(kept: Keeping) -> None:
    with kept.database.reading() as db:
        row = db.execute(sa.select(deep_links)).one()

    assert not [value for value in row if SECRET in str(value) or "school.example" in str(value)]
    assert kept.links.read(kept.id, kept.person).return_url == "https://school.example/return?course=2"


def test_of_several_answers_at_once_one_counts(kept: Keeping) -> None:
    with ThreadPoolExecutor(4) as at_once:
        replies = [reply for reply in at_once.map(kept.answer, range(8)) if reply is not None]

    assert len(replies) == 1
    claims = jwt.decode(replies[0].token, options={"verify_signature": False})
    assert claims[DL + "data"] == SECRET
