"""An administrator who registers Signpost by hand: a platform that gives values back, and the page that takes them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug import Request, Response
from werkzeug.test import TestResponse

from tests.launch.platform import jwk_of, new_key
from tests.registration.installer import Installer, seal_of
from tests.registration.platforms import Platform

KEY = new_key()
FIELD = re.compile(r'<input class="[^"]*" id="(\w+)" name="\1" type="text"([^>]*)>')
VALUE = re.compile(r'value="([^"]*)"')


class KeepsItsKeys(Platform):
    """A platform without Dynamic Registration. It shows its keys, and nothing else is called."""

    def answer(self, request: Request) -> Response:
        if request.path == "/certs" and "/certs" not in self.answers:
            self.asked.append((request.method, request.path, request.headers.get("Authorization")))
            return self.keys([jwk_of(KEY, "one")])
        return super().answer(request)

    def keys(self, keys: list[dict[str, Any]]) -> Response:
        return Response(json.dumps({"keys": keys}), 200, mimetype="application/json")

    def gives(self) -> dict[str, str]:
        """What its administrator is shown."""
        return {
            "issuer": self.url,
            "client_id": "typed-client",
            "deployment_id": "7",
            "auth_url": f"{self.url}/auth",
            "token_url": f"{self.url}/token",
            "jwks_url": f"{self.url}/certs",
        }


@dataclass
class Typist:
    """Whoever holds the invitation of `installer`."""

    installer: Installer

    def address(self, platform: str = "") -> str:
        return f"/lti/register/{self.installer.token}/by-hand" + (f"/{platform}" if platform else "")

    def opens(self, platform: str) -> TestResponse:
        return self.installer.client.get(self.address(platform))

    def types(self, platform: str, given: Mapping[str, str]) -> TestResponse:
        """All of it, and the button."""
        seal = seal_of(self.opens(platform))
        return self.installer.client.post(self.address(platform), data={"csrf_token": seal, **given})


def said(page: TestResponse) -> str:
    """The page's text."""
    return html.unescape(page.get_data(as_text=True))


def fields_of(page: TestResponse) -> dict[str, str]:
    """The fields of the form, in its order, with what stands in them."""
    found = FIELD.findall(page.get_data(as_text=True))
    return {name: html.unescape("".join(VALUE.findall(rest))) for name, rest in found}


def problems_of(page: TestResponse) -> str:
    """What the page says at its top that is wrong."""
    text = said(page)
    return text.split("There is a problem", 1)[1].split("<h1", 1)[0] if "There is a problem" in text else ""
