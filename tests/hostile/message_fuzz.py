"""Logins and launches, real ones that were spoilt a little on the way.

Most launches are spoilt in a claim and in nothing else: what is broken on the outside hides what is inside.
"""

from __future__ import annotations

import json
import random
from functools import partial
from typing import Any

from werkzeug.test import TestResponse

from tests.hostile import mutations as spoil
from tests.hostile.doorstep import Begun, Doorstep
from tests.hostile.watch import Watch
from tests.launch.platform import (
    CUSTOM,
    DEEP_LINKING,
    ENDPOINT,
    MESSAGE_TYPE,
    PRESENTATION,
    Claims,
    base64_url,
    deep_linking,
)

ELSEWHERE = ("/lti/login/return", "/lti/login/window", "/lti/login/storage", "/lti/launch", "/lti/unheard")
FRAMES = ("_parent", "frame one", "<b>", "x" * 255)
HEADER = {"alg": "RS256", "kid": "key-1", "typ": "JWT"}
LENGTHS = ("-1", "abc", "0", "5", "99999999999999999999", "")
KINDS = ("LtiResourceLinkRequest", "LtiResourceLinkRequest", "LtiDeepLinkingRequest")
# How often it is the way to us that is spoilt, not the token.
TRANSPORT = 0.1


class MessageFuzz:
    """One spoilt message after the other, from a host that is known."""

    def __init__(self, door: Doorstep, watch: Watch, chance: random.Random) -> None:
        self._door, self._watch, self._chance = door, watch, chance
        self._platform = door.platform

    def once(self) -> None:
        """One login, one launch, or two on the way between them."""
        self._chance.choice((self._login, self._launch, self._launch, self._launch, self._elsewhere))()

    def _login(self) -> None:
        pairs = self._spoil_pairs(list(self._door.usual.items()))
        self._send(self._door.tool.browser(), "/lti/login", pairs)

    def _launch(self) -> None:
        begun = self._begin()
        if self._chance.random() < TRANSPORT:
            token = self._platform.token(begun, self._extras())
            self._send_badly(begun, "/lti/launch", [("id_token", token), ("state", begun.state)])
        else:
            self._send(begun.browser, "/lti/launch", [("id_token", self._token(begun)), ("state", begun.state)])

    def _elsewhere(self) -> None:
        """The ways round a cookie that a frame has lost, with a state and a binding of which one may be right."""
        browser = self._door.tool.app.test_client(use_cookies=self._chance.random() < 0.5)
        asking = self._door.usual | {"lti_storage_target": self._chance.choice(FRAMES)}
        bounced = self._watch.ask(browser, "POST", "/lti/login", data=asking, headers={"Sec-Fetch-Dest": "iframe"})
        begun = Begun(browser, bounced.headers["Location"])
        binding = bounced.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
        pairs = self._spoil_pairs([("state", begun.state), ("binding", binding)])
        self._send(browser, self._chance.choice(ELSEWHERE), pairs)
        self._send_badly(begun, self._chance.choice(ELSEWHERE), pairs)

    def _begin(self) -> Begun:
        browser = self._door.tool.browser()
        answer = self._watch.ask(browser, "POST", "/lti/login", data=self._door.usual)
        assert answer.status_code == 302
        return Begun(browser, answer.headers["Location"])

    def _extras(self) -> Claims:
        """What a token need not say."""
        platform = self._platform
        ags = {"scope": ["a"], "lineitems": f"{platform.issuer}/items", "lineitem": f"{platform.issuer}/items/1"}
        now = int(self._door.tool.clock.now().timestamp())
        asking = deep_linking(deep_link_return_url=f"{platform.issuer}/return", data="a")
        return {
            MESSAGE_TYPE: self._chance.choice(KINDS),
            DEEP_LINKING: asking,
            PRESENTATION: {"return_url": platform.issuer, "locale": "en"},
            CUSTOM: {"a": "b"},
            ENDPOINT: ags,
            "azp": platform.client_id,
            "nbf": now,
        }

    def _token(self, begun: Begun) -> str:
        """A spoilt one; four in five are spoilt in their claims alone."""
        chance, platform = self._chance, self._platform
        honest: Claims = platform.claims(begun, self._extras())
        kind = chance.randrange(20)
        if kind < 16:
            return platform.sign(json.dumps(self._spoil_claims(honest)).encode())
        if kind == 16:
            return platform.sign(spoil.spoil_json(chance, honest))
        if kind == 17:
            header = self._spoil_claims(HEADER)
            return platform.sign_raw(json.dumps(header).encode(), json.dumps(honest).encode())
        token = platform.sign(json.dumps(honest).encode())
        return base64_url(spoil.flip(chance, token.encode())) if kind == 18 else spoil.changed(token, self._cut)

    def _cut(self, token: str) -> str:
        chance, parts = self._chance, token.split(".")
        at = chance.randrange(len(token))
        return chance.choice(
            (
                token[:at],
                token[:at] + chance.choice("AQgw-_.=+/ é") + token[at + 1 :],
                ".".join(parts[:2]),
                ".".join([*parts, parts[0]]),
                ".".join(reversed(parts)),
                ".".join([parts[0], parts[1], parts[1]]),
            )
        )

    def _spoil_claims(self, claims: dict[str, Any]) -> dict[str, Any]:
        return spoil.changed(claims, partial(spoil.spoil_claims, self._chance))

    def _spoil_pairs(self, pairs: spoil.Pairs) -> spoil.Pairs:
        return spoil.changed(pairs, partial(spoil.spoil_pairs, self._chance))

    def _send(self, browser: Any, path: str, pairs: spoil.Pairs) -> TestResponse:
        """What is in it is spoilt, not how it comes."""
        how = {"data": spoil.as_form(pairs), "content_type": spoil.CONTENT_TYPES[0]}
        return self._watch.ask_spoilt(browser, "POST", path, **how)

    def _send_badly(self, begun: Begun, path: str, pairs: spoil.Pairs) -> TestResponse:
        """A form that may be honest, in a way in which no browser of this person's sends it."""
        chance, usual = self._chance, spoil.CONTENT_TYPES[0]
        raw, odd = spoil.as_form(pairs), chance.choice(spoil.CONTENT_TYPES[1:])
        more = [*pairs, ("error", chance.choice(spoil.ODD_TEXT))]
        lying = {"CONTENT_LENGTH": chance.choice(LENGTHS)}
        ways: tuple[tuple[str, dict[str, Any]], ...] = (
            (chance.choice(spoil.METHODS), {"data": raw}),
            ("GET", {"query_string": spoil.spoil_form(chance, raw).decode("latin-1")}),
            ("POST", {"data": spoil.as_multipart(pairs), "content_type": odd}),
            ("POST", {"data": raw, "content_type": odd}),
            ("POST", {"data": raw, "content_type": usual, "environ_overrides": lying}),
            ("POST", {"data": raw, "content_type": usual, "headers": spoil.odd_header(chance)}),
            ("POST", {"data": spoil.changed(raw, partial(spoil.spoil_form, chance)), "content_type": usual}),
            ("POST", {"data": spoil.as_form(self._spoil_pairs(pairs)), "content_type": usual}),
            ("POST", {"data": spoil.as_form(more), "content_type": usual}),
        )
        method, how = chance.choice(ways)
        browser = begun.browser if chance.random() < 0.9 else self._door.tool.browser()
        return self._watch.ask_spoilt(browser, method, path, **how)
