"""The sandbox host, with our public key where it will look for it, and an office whose platform it is."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from lti_tool.system.database import Database
from lti_tool.system.http import Http, Patience
from lti_tool.system.settings import Settings
from lti_tool.tenants.keys import SigningKeys
from lti_tool.tenants.model import Host
from tests.clock import SettableClock
from tests.host import HostKey, SandboxHost
from tests.host.mini_tool import MiniTool
from tests.host.school import STAFF_COURSE
from tests.outcomes.office import Office

AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
USUAL = Patience()


@contextmanager
def sandbox_host(key: HostKey, database: Database, keys: SigningKeys) -> Iterator[SandboxHost]:
    """A host in which the tool that has this database is installed."""
    with database.reading() as db:
        ours = keys.current(db)
    assert ours is not None
    with SandboxHost(key=key) as host:
        tool = MiniTool(host, ours.private_key)
        tool.kid = ours.kid
        with tool:
            yield host


def office_at(moodle: SandboxHost, database: Database, keys: SigningKeys, patience: Patience = USUAL) -> Office:
    """The office, for a launch of this moment: the host's clock is the machine's."""
    settings = Settings("http://localhost:1", "", (bytes(32),), allow_loopback_http=True)
    host = Host(
        id="",
        issuer=moodle.issuer,
        client_id=moodle.client_id,
        auth_url=moodle.auth_url,
        token_url=moodle.token_url,
        jwks_url=moodle.jwks_url,
        audience=None,
        family="moodle",
        frame_origins=(),
    )
    clock = SettableClock(datetime.now(UTC))
    return launched(Office(database, Http(settings, patience), clock, keys, host), moodle)


def launched(office: Office, moodle: SandboxHost) -> Office:
    """What a launch says about the gradebook at this moment."""
    claim = moodle.claims_for("reporter", STAFF_COURSE)[AGS]
    office.column, office.columns = claim.get("lineitem"), claim["lineitems"]
    office.scopes = tuple(claim["scope"])
    return office


def stored(moodle: SandboxHost) -> Counter[tuple[str, str]]:
    """How often the host took each score: whose, and its timestamp to the letter. Whatever column it went to."""
    taken = [json.loads(post.body) for post in moodle.scores if post.status == 200]
    return Counter((score["userId"], score["timestamp"]) for score in taken)


def assert_stored_once(school: Office, moodle: SandboxHost, *owed: str) -> None:
    """Each of these ticks is with the host, once, and nothing else is."""
    ticks = [school.receipt(receipt) for receipt in owed]
    assert None not in [tick.scored_at for tick in ticks]
    expected = {(tick.sub, tick.scored_at.isoformat(timespec="milliseconds")) for tick in ticks if tick.scored_at}
    held = stored(moodle)
    assert set(held) == expected
    assert len(held) == len(owed)
    assert set(held.values()) == {1}
