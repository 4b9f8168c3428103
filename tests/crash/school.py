"""A school whose server can be killed."""

import random
from dataclasses import dataclass

from lti_tool.guidance.library import for_nation
from lti_tool.web.services import Services
from tests.host.sandbox import SandboxHost

from .reporters import Reporter, enrol_reporters
from .server import Served


def login_fields(host: SandboxHost) -> dict[str, str]:
    """What a host sends to begin a login."""
    return {
        "iss": host.issuer,
        "client_id": host.client_id,
        "login_hint": "5",
        "target_link_uri": host.tool.launch_url,
    }


@dataclass(frozen=True)
class CrashSchool:
    """The host, the tool's server, and a second pair of eyes on its database."""

    host: SandboxHost
    services: Services
    server: Served

    def reporters(self, count: int, chance: random.Random) -> list[Reporter]:
        """Members of staff who have opened the activity and begun a case."""
        guide = for_nation("england")
        made = [Reporter(self.host, key, guide, chance) for key in enrol_reporters(self.host, count)]
        for reporter in made:
            assert reporter.signs_in().status == 200
            reporter.starts()
        return made

    def reporter(self) -> Reporter:
        """One of them."""
        return self.reporters(1, random.Random(0))[0]
