"""A platform that takes subscriptions to its notices, as strict as Canvas is in its source. It plays Http."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lti_tool.launch.notice_service import COPIED, NoticeService
from lti_tool.system.http import Reply
from lti_tool.tenants.manifest_forms import NOTICE_HANDLERS
from tests.outcomes.far_end import SECRET, Arrived, reply
from tests.outcomes.strict_platform import StrictPlatform

PATH = "/api/lti/notice-handlers/106"
URL = f"https://moodle.test{PATH}"
SERVICE = NoticeService(URL, granted=True, copies=True)
HANDLER = "https://signpost.example/lti/notices"
KINDS = ("LtiHelloWorldNotice", COPIED)


@dataclass
class NoticePlatform(StrictPlatform):
    """Keeps one address for each kind of notice.

    Attributes:
        domain: of the tool, as it was registered. An address anywhere else is not taken.
        silent: answers a subscription with nothing in it.
    """

    granted: tuple[str, ...] = (NOTICE_HANDLERS,)
    domain: str = "signpost.example"
    silent: bool = False
    handlers: dict[str, str] = field(default_factory=dict)
    token_is_for: set[str] = field(default_factory=set)

    def put(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        return self._answer(Arrived("PUT", url, headers, body))

    def _truly(self, call: Arrived) -> Reply:
        if call.path != PATH:
            if call.path == "/token":
                self.token_is_for = set(call.form["scope"].split())
            return super()._truly(call)
        if call.headers.get("Authorization") != "Bearer good" or self.token_is_for != {NOTICE_HANDLERS}:
            return reply(401, {"errors": {"type": "unauthorized", "message": SECRET}})
        if call.method == "GET":
            listed = [{"notice_type": kind, "handler": self.handlers.get(kind, "")} for kind in KINDS]
            return reply(200, {"client_id": 10, "deployment_id": "106:a", "notice_handlers": listed})
        return self._takes(call)

    def _takes(self, call: Arrived) -> Reply:
        if call.method != "PUT" or call.headers.get("Content-Type") != "application/json":
            return reply(404)
        said = json.loads(call.body)
        address = urlsplit(said.get("handler") or "")
        if said.get("notice_type") not in KINDS or (address.scheme, address.hostname) != ("https", self.domain):
            return reply(400, {"errors": [{"message": SECRET}]})
        self.handlers[said["notice_type"]] = said["handler"]
        return reply(204) if self.silent else reply(200, said)
