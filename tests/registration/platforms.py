"""The platform's side of Dynamic Registration, as strict as the real ones are known to be.

Moodle's answers were measured on 4.5.6. Canvas's and Brightspace's are those of their documentation.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from werkzeug import Request, Response
from werkzeug.serving import make_server

from tests.host.sandbox import QuietRequests

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
TOKEN = "eyJ.future-client.sig"
NAMES = {"name", "given_name", "family_name"}
AGS_SCOPES = tuple(
    f"https://purl.imsglobal.org/spec/lti-ags/scope/{name}"
    for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")
)
CANVAS_PLACEMENTS = {"course_navigation", "link_selection", "assignment_selection", "account_navigation"}


@dataclass
class Platform:
    """A platform on this machine. `spoils` changes its configuration; `answers` replaces the answer to a path.

    Attributes:
        registered: what tools have registered, as they asked.
    """

    url: str = ""
    token: str = TOKEN
    used: bool = False
    registered: list[dict[str, Any]] = field(default_factory=list)
    spoils: Callable[[dict[str, Any]], object] | None = None
    answers: dict[str, Callable[[Request], Response]] = field(default_factory=dict)
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)

    product = "none"
    scopes: ClassVar[tuple[str, ...]] = ("openid",)
    messages: ClassVar[tuple[dict[str, Any], ...]] = ()
    paths: Mapping[str, str] = field(
        default_factory=lambda: {
            "authorization_endpoint": "/auth",
            "token_endpoint": "/token",
            "jwks_uri": "/certs",
            "registration_endpoint": "/register",
        }
    )

    def configuration(self) -> dict[str, Any]:
        """What it says of itself."""
        said: dict[str, Any] = {
            "issuer": self.url,
            **{name: self.url + path for name, path in self.paths.items()},
            "scopes_supported": list(self.scopes),
            "id_token_signing_alg_values_supported": ["RS256"],
            PLATFORM: {
                "product_family_code": self.product,
                "version": "1",
                "messages_supported": [dict(each) for each in self.messages],
                "variables": [],
            },
        }
        if self.spoils:
            self.spoils(said)
        return said

    def opens(self, invite: str) -> str:
        """The address that it opens for an administrator who pasted `invite`: path and query."""
        path = urlsplit(invite).path
        configuration = quote(f"{self.url}/configuration", safe="")
        return f"{path}?openid_configuration={configuration}&registration_token={self.token}"

    def answer(self, request: Request) -> Response:
        """One request of the tool."""
        self.asked.append((request.method, request.path, request.headers.get("Authorization")))
        if request.path in self.answers:
            return self.answers[request.path](request)
        if request.path == "/configuration":
            return self.on_configuration(request)
        if request.path == "/register" and request.method == "POST":
            return self.on_registration(request)
        return Response("not here", 404)

    def on_configuration(self, _request: Request) -> Response:
        return Response(json.dumps(self.configuration()), 200, mimetype="application/json")

    def on_registration(self, request: Request) -> Response:
        raise NotImplementedError

    def knows_all(self, asked: dict[str, Any]) -> bool:
        """Whether it has said that it sends each kind of message that it is asked for."""
        kinds = {each["type"] for each in (asked.get(TOOL) or {}).get("messages") or ()}
        return kinds <= {each["type"] for each in self.configuration()[PLATFORM].get("messages_supported") or ()}

    def has_bearer(self, request: Request) -> bool:
        return request.headers.get("Authorization") == f"Bearer {self.token}"


class Moodle(Platform):
    """Moodle 4.5.6: answers 200 with a deployment id; errors are a bare word as text/html."""

    product = "moodle"
    messages = (
        {"type": "LtiResourceLinkRequest"},
        {"type": "LtiDeepLinkingRequest", "placements": ["ContentArea"]},
    )
    scopes = (
        "https://purl.imsglobal.org/spec/lti-bo/scope/basicoutcome",
        *AGS_SCOPES,
        "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
        "https://purl.imsglobal.org/spec/lti-ts/scope/toolsetting",
        "openid",
    )
    wanted = ("client_name", "jwks_uri", "initiate_login_uri", "redirect_uris", "response_types")

    def on_registration(self, request: Request) -> Response:
        if "Authorization" not in request.headers:
            return _word(401, "missing_registration_token")
        if not self.has_bearer(request):
            return Response("<html><body>A whole page</body></html>", 404, mimetype="text/html")
        if self.used:
            return _word(401, "token_already_used")
        asked = request.get_json(force=True)
        if fault := self.fault(asked):
            return _word(400, fault)
        self.used = True
        self.registered.append(asked)
        tool = {**asked[TOOL], "deployment_id": "1"}
        answer = {**asked, "client_id": "moodle-client", "registration_client_uri": "", TOOL: tool}
        return Response(json.dumps(answer), 200, mimetype="application/json")

    def fault(self, asked: dict[str, Any]) -> str | None:
        if asked.get("application_type") != "web":
            return "invalid_application_type"
        for name in self.wanted:
            if not asked.get(name):
                return f"missing required attribute {name}"
        if asked.get("token_endpoint_auth_method") != "private_key_jwt" or "id_token" not in asked["response_types"]:
            return "missing required attribute token_endpoint_auth_method"
        tool = asked.get(TOOL) or {}
        if not tool.get("domain"):
            return "missing_domain"
        return None if urlsplit(tool["target_link_uri"]).netloc == tool["domain"] else "domain_targetlinkuri_mismatch"

    def sends_names(self) -> bool:
        """Whether it will send names: only if one of the claims for them was asked for."""
        return bool(NAMES & set(self.registered[-1][TOOL]["claims"]))


class Canvas(Platform):
    """Canvas: wants its token for the configuration, too, and names no deployment."""

    product = "canvas"
    messages = (
        {
            "type": "LtiResourceLinkRequest",
            "placements": ["https://canvas.instructure.com/lti/course_navigation", "ContentArea"],
        },
        {
            "type": "LtiDeepLinkingRequest",
            "placements": [
                "https://canvas.instructure.com/lti/assignment_selection",
                "https://canvas.instructure.com/lti/link_selection",
                "ContentArea",
                "RichTextEditor",
            ],
        },
        {"type": "LtiEulaRequest"},
    )
    scopes = ("openid", *AGS_SCOPES, "https://purl.imsglobal.org/spec/lti/scope/noticehandlers")

    def on_configuration(self, request: Request) -> Response:
        if not self.has_bearer(request):
            return Response('{"errors":[{"message":"Invalid access token."}]}', 401, mimetype="application/json")
        return super().on_configuration(request)

    def on_registration(self, request: Request) -> Response:
        asked = request.get_json(force=True)
        tool = asked.get(TOOL) or {}
        messages = tool.get("messages") or []
        needed = {"domain", "target_link_uri", "messages", "claims"} <= set(tool)
        placed = all(set(each.get("placements", ())) <= CANVAS_PLACEMENTS for each in messages)
        texts = all(isinstance(value, str) for value in tool.get("custom_parameters", {}).values())
        known = set(asked.get("scope", "").split()) <= set(self.scopes)
        if not (self.has_bearer(request) and needed and messages and placed and texts and known) or self.used:
            return Response('{"errors":["invalid"]}', 422, mimetype="application/json")
        self.used = True
        self.registered.append(asked)
        return Response(json.dumps({"client_id": "10000000000042"}), 200, mimetype="application/json")


class Brightspace(Platform):
    """Brightspace: one token service for everybody, named as the audience; the tool is made disabled."""

    product = "desire2learn"
    messages = ({"type": "LtiResourceLinkRequest"}, {"type": "LtiDeepLinkingRequest"})

    def configuration(self) -> dict[str, Any]:
        said = super().configuration()
        said["token_endpoint"] = "https://auth.brightspace.com/core/connect/token"
        said["authorization_server"] = "https://api.brightspace.com/auth/token"
        return said

    def on_registration(self, request: Request) -> Response:
        asked = request.get_json(force=True)
        exact = [uri for uri in asked["redirect_uris"] if uri == asked[TOOL]["target_link_uri"]]
        if not exact or self.used:
            return Response("{}", 400, mimetype="application/json")
        self.used = True
        self.registered.append(asked)
        answer = {**asked, "client_id": "d2l-client", TOOL: {**asked[TOOL], "deployment_id": "d2l-deployment"}}
        return Response(json.dumps(answer), 201, mimetype="application/json")


def _word(status: int, word: str) -> Response:
    return Response(word, status, mimetype="text/html")


@contextmanager
def serving(platform: Platform) -> Iterator[Platform]:
    """The platform, answering on this machine."""

    @Request.application
    def application(request: Request) -> Response:
        return platform.answer(request)

    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietRequests)
    platform.url = f"http://127.0.0.1:{server.port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
