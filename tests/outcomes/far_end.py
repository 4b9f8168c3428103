"""The network's other end: a host of which a test writes every answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from requests.structures import CaseInsensitiveDict

from lti_tool.system.http import Reply

SECRET = "the platform's own words about Sam Okafor"


@dataclass(frozen=True)
class Arrived:
    """One call, as it came in."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}

    @property
    def assertion(self) -> dict[str, Any]:
        return jwt.decode(self.form["client_assertion"], options={"verify_signature": False})


def reply(status: int = 200, body: Any = b"", **headers: str) -> Reply:
    """An answer. What is not bytes is sent as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, CaseInsensitiveDict(named), raw)


def token(text: str = "token-1", expires_in: int = 3600, **more: Any) -> Reply:
    """A token, labelled as Moodle labels it."""
    body = {"access_token": text, "token_type": "Bearer", "expires_in": expires_in, **more}
    return reply(200, body, Content_Type="text/html; charset=utf-8")


@dataclass
class FarEnd:
    """Plays Http. Answers are used up in order; the last of each kind is given again and again."""

    tokens: list[Any] = field(default_factory=lambda: [token()])
    scores: list[Any] = field(default_factory=lambda: [reply()])
    results: list[Any] = field(default_factory=lambda: [reply(200, [])])
    listings: list[Any] = field(default_factory=lambda: [reply(200, [])])
    makings: list[Any] = field(default_factory=lambda: [reply(500)])
    arrived: list[Arrived] = field(default_factory=list)
    private: frozenset[str] = frozenset()

    def may_be_private(self, url: str) -> bool:
        return urlsplit(url).hostname in self.private

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self._answer(Arrived("GET", url, headers or {}, b""))

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        return self._answer(Arrived("POST", url, headers, body))

    def at(self, ending: str, method: str = "POST") -> list[Arrived]:
        """What arrived at paths that end like this."""
        return [call for call in self.arrived if call.path.endswith(ending) and call.method == method]

    @property
    def sent_scores(self) -> list[dict[str, Any]]:
        return [json.loads(call.body) for call in self.at("/scores")]

    def _answer(self, call: Arrived) -> Reply:
        self.arrived.append(call)
        waiting = self._answers_for(call)
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _answers_for(self, call: Arrived) -> list[Any]:
        if call.path.endswith("/token"):
            return self.tokens
        if call.path.endswith("/scores"):
            return self.scores
        if call.path.endswith("/results"):
            return self.results
        return self.listings if call.method == "GET" else self.makings


def holds_tick(sub: str = "5", maximum: float = 10) -> Reply:
    """Results that show full marks."""
    result = {"id": f"https://moodle.test/results/{sub}", "userId": sub, "resultScore": maximum}
    return reply(200, [{**result, "resultMaximum": maximum, "comment": SECRET}])
