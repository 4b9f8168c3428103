"""A small host with LTI Platform Storage (the sandbox school is a Moodle, which has none), and one that lies.

Everything it serves is one WSGI application; which site it is depends on the name it was called by:
`platform.test` is the host with its authorisation URL, `course.test` another name of its pages, `liar.test` a stranger.
"""

from __future__ import annotations

import html
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from flask import Flask, abort, request

from lti_tool.system.clock import SystemClock
from lti_tool.tenants.model import Host
from tests.launch.platform import TARGET, Network, Platform

PEOPLE = {"5": "Sam Okafor", "6": "Asha Rao"}

# What the page does with a message, by `behaviour`:
#   keeps    it stores and gives back, as it should
#   silent   it never answers
#   refuses  it answers every message with an error
#   alters   it says that it kept something else
#   confuses  it keeps, and then answers another message than it was sent
#   forgets  it keeps, and then gives nothing back
#   silent-launch  it keeps, and then answers no more
#   liar-login, liar-launch   a stranger's frame hears the message too, and answers first, from its own origin
STORAGE = """
const behaviour = %(behaviour)s, tool = %(tool)s, kept = new Map();
window.heard = [];
function answerTo(asked, origin) {
  const message_id = behaviour === "confuses" ? crypto.randomUUID() : asked.message_id;
  const answer = { subject: `${asked.subject}.response`, message_id, key: asked.key };
  const name = `${origin} ${asked.key}`;
  if (asked.subject === "lti.put_data") {
    kept.set(name, asked.value);
    return { ...answer, value: behaviour === "alters" ? "something else" : asked.value };
  }
  return { ...answer, value: behaviour === "forgets" ? null : kept.get(name) };
}
addEventListener("message", (event) => {
  const asked = event.data;
  if (event.origin !== tool || !["lti.put_data", "lti.get_data"].includes(asked.subject)) return;
  window.heard.push(asked);
  if (behaviour === "silent" || (behaviour === "silent-launch" && asked.subject === "lti.get_data")) return;
  if (behaviour === "refuses") {
    const error = { code: "storage_exhaustion", message: "full" };
    const answer = { subject: `${asked.subject}.response`, message_id: asked.message_id, error };
    event.source.postMessage(answer, event.origin);
    return;
  }
  const answer = answerTo(asked, event.origin);
  const lied = behaviour === { "lti.put_data": "liar-login", "lti.get_data": "liar-launch" }[asked.subject];
  if (!lied) return event.source.postMessage(answer, event.origin);
  document.querySelector("[name=liar]").contentWindow.postMessage(answer, "*");
  // The stranger's answer has come by now. At the login the host itself stays silent after it.
  if (behaviour === "liar-launch") setTimeout(() => event.source.postMessage(answer, event.origin), 400);
});
"""
LIAR = """
addEventListener("message", (event) => {
  const value = event.data.subject.startsWith("lti.get") ? "a-strangers-binding" : event.data.value;
  event.source.frames.tool.postMessage({ ...event.data, value }, "*");
});
"""
PAGE = """<!doctype html><html lang="en"><title>Course</title><h1>Staff safeguarding</h1>
<script>%(script)s</script>%(frames)s"""
FRAME = '<iframe name="%s" title="%s" src="%s" width="900" height="560"></iframe>'
LINK = '<a href="%s">Open the activity</a>'
POST = """<!doctype html><title>One moment</title><form method="post" action="%s">%s</form>
<script>document.forms[0].submit()</script>"""


@dataclass
class StoragePlatform:
    """The host. `course_url` is a course page with the tool in a frame."""

    port: int
    tool: str
    network: Network
    key: RSAPrivateKey

    def __post_init__(self) -> None:
        self.signer = Platform(self.network, SystemClock(), {"key-1": self.key}, issuer=self.origin())  # type: ignore[arg-type]
        self.hints: set[str] = set()
        self._numbers = itertools.count(1)
        self.app = Flask(__name__)
        self.app.add_url_rule("/course", view_func=self._course)
        self.app.add_url_rule("/shelf", view_func=self._shelf)
        self.app.add_url_rule("/liar", view_func=self._liar)
        self.app.add_url_rule("/auth", view_func=self._auth)

    def origin(self, name: str = "platform") -> str:
        return f"https://{name}.test:{self.port}"

    @property
    def host(self) -> Host:
        """What an administrator types about it."""
        signer = self.signer
        return Host(
            id="",
            issuer=signer.issuer,
            client_id=signer.client_id,
            auth_url=signer.auth_url,
            token_url=signer.issuer + "/token",
            jwks_url=signer.jwks_url,
            audience=None,
            family=None,
            frame_origins=(self.origin(), self.origin("course")),
        )

    def course_url(
        self,
        behaviour: str = "keeps",
        target: str | None = "_parent",
        name: str = "platform",
        person: str = "5",
        frames: int = 1,
    ) -> str:
        """A course page. `target`: the frame it says to keep things; None: it offers no storage.

        Without frames the activity is a link, as it is on a telephone.
        """
        query = {"behaviour": behaviour, "person": person, "frames": frames} | ({"target": target} if target else {})
        return f"{self.origin(name)}/course?{urlencode(query)}"

    def _course(self) -> str:
        frames = [("tool" if number == 0 else f"tool{number}", self._login()) for number in range(_asked_frames())]
        if request.args.get("target") == "shelf":
            frames.insert(0, ("shelf", f"{self.origin()}/shelf?behaviour={request.args['behaviour']}"))
        if request.args["behaviour"].startswith("liar"):
            frames.insert(0, ("liar", f"{self.origin('liar')}/liar"))
        shown = "".join(FRAME % (name, name, html.escape(src)) for name, src in frames)
        # Where the storage is a frame of its own, the page itself answers nothing.
        script = "" if request.args.get("target") == "shelf" else self._script()
        return PAGE % {"script": script, "frames": shown or LINK % html.escape(self._login())}

    def _shelf(self) -> str:
        return PAGE % {"script": self._script(), "frames": ""}

    def _liar(self) -> str:
        return PAGE % {"script": LIAR, "frames": ""}

    def _login(self) -> str:
        hint = f"hint-{next(self._numbers)}"
        self.hints.add(hint)
        asked = {
            "iss": self.signer.issuer,
            "client_id": self.signer.client_id,
            "login_hint": request.args["person"],
            "lti_message_hint": hint,
            "lti_deployment_id": "1",
            "target_link_uri": f"{self.tool}/lti/launch",
        }
        if target := request.args.get("target"):
            asked["lti_storage_target"] = target
        return f"{self.tool}/lti/login?{urlencode(asked)}"

    def _auth(self) -> str:
        """The answer to a login. A hint is good for once, as in Moodle."""
        hint = request.args["lti_message_hint"]
        if hint not in self.hints:
            abort(404)
        self.hints.remove(hint)
        token = self.signer.token(SimpleNamespace(redirect_url=request.url), self._claims())  # type: ignore[arg-type]
        fields = {"id_token": token, "state": request.args["state"]}
        inputs = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in fields.items())
        return POST % (html.escape(request.args["redirect_uri"]), inputs)

    def _claims(self) -> Mapping[str, Any]:
        sub = request.args["login_hint"]
        given, family = PEOPLE[sub].split()
        return {
            "sub": sub,
            "name": PEOPLE[sub],
            "given_name": given,
            "family_name": family,
            TARGET: f"{self.tool}/lti/launch",
        }

    def _script(self) -> str:
        return STORAGE % {"behaviour": json.dumps(request.args["behaviour"]), "tool": json.dumps(self.tool)}


def _asked_frames() -> int:
    return int(request.args.get("frames", "1"))
