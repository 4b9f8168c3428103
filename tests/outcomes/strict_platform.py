"""A platform for tests of an installation, as strict as hosts that were measured. It plays Http."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lti_tool.outcomes.line_items import LINE_ITEM_TYPE, LINE_ITEMS_TYPE
from lti_tool.outcomes.memberships import MEMBERSHIP_READ, MEMBERSHIPS_TYPE
from lti_tool.system.http import Reply
from tests.clock import SettableClock
from tests.launch.platform import jwk_of, new_key
from tests.outcomes.far_end import SECRET, Arrived, reply, token
from tests.outcomes.office import ALL_SCOPES

MEMBERS = "https://moodle.test/2/memberships/1?type_id=1"
KEY_SET = {"keys": [jwk_of(new_key(), "theirs")]}
# What no page and no log may hold.
NAME = "Rosa Lind"

Says = Reply | Exception | Callable[[Arrived], Reply]


def member(sub: str, *roles: str, **more: Any) -> dict[str, Any]:
    """An entry of a list of members, with the name that a test must not see again."""
    return {"user_id": sub, "roles": list(roles), "name": NAME, "email": "rosa@school.example", **more}


@dataclass
class StrictPlatform:
    """Everything works, until a test says otherwise with `instead`.

    Attributes:
        granted: the scopes that a token may be for; others are left out of it, as Moodle does.
        pages: the list of members, page by page.
        instead: what is answered at a path in place of the true answer.
        seconds: how long each call takes.
    """

    clock: SettableClock
    granted: tuple[str, ...] = (*ALL_SCOPES, MEMBERSHIP_READ)
    pages: list[list[dict[str, Any]]] = field(default_factory=lambda: [[member("2", "Instructor")]])
    instead: dict[str, Says] = field(default_factory=dict)
    seconds: int = 0
    ahead: int = 0
    arrived: list[Arrived] = field(default_factory=list)

    def may_be_private(self, url: str) -> bool:
        return urlsplit(url).hostname == "10.0.0.1"

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self._answer(Arrived("GET", url, headers or {}, b""))

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        return self._answer(Arrived("POST", url, headers, body))

    def at(self, path: str) -> list[Arrived]:
        """What arrived at one path."""
        return [call for call in self.arrived if call.path == path]

    def _answer(self, call: Arrived) -> Reply:
        self.arrived.append(call)
        self.clock.moves_on(seconds=self.seconds)
        says = self.instead.get(call.path)
        if isinstance(says, Exception):
            raise says
        if isinstance(says, Reply):
            return says
        return says(call) if says else self._truly(call)

    def _truly(self, call: Arrived) -> Reply:
        if call.path == "/certs":
            return self._dated(reply(200, KEY_SET))
        if call.path == "/token":
            wanted = call.form["scope"].split()
            given = [scope for scope in wanted if scope in self.granted]
            return token("good", scope=" ".join(given)) if given else reply(400, {"error": "invalid_scope"})
        if call.method != "GET" or call.headers.get("Authorization") != "Bearer good":
            return reply(401, {"reason": SECRET})
        if call.path == "/2/memberships/1":
            return self._page(call)
        kinds = {"/2/lineitems/1/lineitem": LINE_ITEM_TYPE, "/2/lineitems": LINE_ITEMS_TYPE}
        if kinds.get(call.path) != call.headers.get("Accept"):
            return reply(400, {"reason": "No context or unsupported content type"})
        return reply(200, {"id": call.url} if kinds[call.path] == LINE_ITEM_TYPE else [])

    def _page(self, call: Arrived) -> Reply:
        if call.headers.get("Accept") != MEMBERSHIPS_TYPE:
            return reply(400, {"reason": "No context or unsupported content type"})
        number = int(parse_qs(urlsplit(call.url).query).get("page", ["0"])[0])
        body = {"id": call.url, "context": {"id": "2"}, "members": self.pages[number]}
        if number + 1 == len(self.pages):
            return reply(200, body)
        return reply(200, body, Link=f'<{MEMBERS}&page={number + 1}>; rel="next"')

    def _dated(self, answer: Reply) -> Reply:
        self.clock.moves_on(seconds=self.ahead)
        dated = format_datetime(self.clock.now(), usegmt=True)
        self.clock.moves_on(seconds=-self.ahead)
        return Reply(answer.status, {**answer.headers, "Date": dated}, answer.body)
