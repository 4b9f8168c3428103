"""Logins and launches, real ones that were spoilt a little on the way."""

from __future__ import annotations

import random
from typing import Any

from werkzeug.test import TestResponse

from tests.hostile import mutations as spoil
from tests.hostile.doorstep import Begun, Doorstep
from tests.hostile.watch import Watch
from tests.launch.platform import CUSTOM, ENDPOINT, PRESENTATION, base64_url

ELSEWHERE = ("/lti/login/return", "/lti/login/window", "/lti/login/storage", "/lti/launch", "/lti/unheard")
FRAMES = ("_parent", "frame one", "<b>", "x" * 255)


class MessageFuzz:
    """One spoilt message after the other, from a host that is known."""

    def __init__(self, door: Doorstep, watch: Watch, chance: random.Random) -> None:
        self._door, self._watch, self._chance = door, watch, chance

    def once(self) -> None:
        """One login or one launch."""
        self._chance.choice((self._login, self._launch, self._launch, self._elsewhere))()

    def _login(self) -> None:
        pairs = list(self._door.usual.items())
        if self._chance.random() < 0.9:
            pairs = spoil.spoil_pairs(self._chance, pairs)
        self._send("/lti/login", pairs)

    def _launch(self) -> None:
        begun = self._begin()
        pairs = [("id_token", self._token(begun)), ("state", begun.state)]
        if self._chance.random() < 0.1:
            pairs.append(("error", self._chance.choice(spoil.ODD_TEXT)))
        if self._chance.random() < 0.3:
            pairs = spoil.spoil_pairs(self._chance, pairs)
        self._send("/lti/launch", pairs, begun)

    def _elsewhere(self) -> None:
        """The ways round a cookie that a frame has lost, with a state and a binding that may be right."""
        browser = self._door.tool.app.test_client(use_cookies=self._chance.random() < 0.5)
        asking = self._door.usual | {"lti_storage_target": self._chance.choice(FRAMES)}
        bounced = self._watch.ask(browser, "POST", "/lti/login", data=asking, headers={"Sec-Fetch-Dest": "iframe"})
        begun = Begun(browser, bounced.headers["Location"])
        binding = bounced.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
        pairs = [("state", begun.state), ("binding", binding)]
        for _ in range(2):
            spoilt = spoil.spoil_pairs(self._chance, pairs) if self._chance.random() < 0.5 else pairs
            self._send(self._chance.choice(ELSEWHERE), spoilt, begun)

    def _begin(self) -> Begun:
        browser = self._door.tool.browser()
        answer = self._watch.ask(browser, "POST", "/lti/login", data=self._door.usual)
        assert answer.status_code == 302
        return Begun(browser, answer.headers["Location"])

    def _token(self, begun: Begun) -> str:
        chance, platform = self._chance, self._door.platform
        extras = {PRESENTATION: {"return_url": platform.issuer}, CUSTOM: {"a": "b"}, ENDPOINT: {"scope": ["a"]}}
        claims: dict[str, Any] = platform.claims(begun, extras)
        kind = chance.randrange(10)
        if kind == 0:
            return platform.token(begun, extras)
        if kind <= 5:
            claims = spoil.spoil_claims(chance, claims)
            return platform.sign(spoil.as_json(chance, claims))
        if kind == 6:
            header = spoil.spoil_claims(chance, {"alg": "RS256", "kid": "key-1", "typ": "JWT"})
            return platform.sign_raw(spoil.as_json(chance, header), spoil.as_json(chance, claims))
        if kind == 7:
            return base64_url(spoil.flip(chance, platform.token(begun, extras).encode()))
        return self._cut(platform.token(begun, extras))

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

    def _send(self, path: str, pairs: spoil.Pairs, begun: Begun | None = None) -> TestResponse:
        chance = self._chance
        browser = begun.browser if begun and chance.random() < 0.95 else self._door.tool.browser()
        raw = spoil.as_form(chance, pairs)
        headers = spoil.odd_headers(chance)
        kind = chance.randrange(12)
        if kind == 0:
            return self._watch.ask(browser, chance.choice(spoil.METHODS), path, data=raw, headers=headers)
        if kind <= 2:
            return self._watch.ask(browser, "GET", path, query_string=raw.decode("latin-1"), headers=headers)
        if kind == 3:
            body = spoil.as_multipart(pairs)
            how = {"data": body, "content_type": chance.choice(spoil.CONTENT_TYPES)}
            return self._watch.ask(browser, "POST", path, headers=headers, **how)
        if kind == 4:
            how = {"data": raw, "content_type": chance.choice(spoil.CONTENT_TYPES)}
            return self._watch.ask(browser, "POST", path, headers=headers, **how)
        if kind == 5:
            lying = {"CONTENT_LENGTH": chance.choice(("-1", "abc", "0", "5", "99999999999999999999", ""))}
            how = {"data": raw, "content_type": spoil.CONTENT_TYPES[0], "environ_overrides": lying}
            return self._watch.ask(browser, "POST", path, headers=headers, **how)
        return self._watch.ask(browser, "POST", path, data=raw, content_type=spoil.CONTENT_TYPES[0], headers=headers)
