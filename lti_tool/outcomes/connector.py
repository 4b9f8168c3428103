"""The way to a host's services: PyLTI1p3's connector, with everything that matters to security replaced.

The library asks for a token each time, signs slowly, waits for ever, retries nothing and puts whole answers of the
platform into its exceptions. Here every call goes through system.http, and an exception holds a status and a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import urlencode

import jwt
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector, TServiceConnectorResponse

from ..launch.hosts import family_of
from ..system.clock import Clock
from ..system.database import Database
from ..system.http import CallFailed, CallRefused, Reply
from ..system.ids import Ids
from ..system.url_rules import place_of
from ..tenants.keys import SigningKey, SigningKeys
from ..tenants.model import Host
from . import wire
from .ends import AnswerLost, ServiceRefused, ServiceUnavailable, Why
from .tokens import AccessTokens, read_token

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

# Moodle refuses an assertion issued even five seconds in its future (hosts-measured.md, Token endpoint).
ISSUED_BEFORE_NOW = timedelta(seconds=30)
ASSERTION_LIFETIME = timedelta(minutes=5)


# Raises Withheld where nothing may be posted any more.
LastLook = Callable[[], None]


class Calls(Protocol):
    """What is needed of `system.http.Http`."""

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """GET `url`. Raises CallRefused, CallFailed."""
        ...

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """POST `body` to `url`. Raises CallRefused, CallFailed."""
        ...

    def put(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """PUT `body` to `url`. Raises CallRefused, CallFailed."""
        ...

    def may_be_private(self, url: str) -> bool:
        """Whether `url` leads to a host that may have a private address. Raises CallRefused."""
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """One call to a service. With a body it is a POST, or a PUT."""

    url: str
    scopes: tuple[str, ...]
    accept: str = JSON
    body: bytes | None = None
    content_type: str = JSON
    puts: bool = False


class Connectors:
    """Makes connectors that share one cache of tokens. One per process."""

    def __init__(self, database: Database, keys: SigningKeys, http: Calls, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._keys = keys
        self.http = http
        self.clock = clock
        self.ids = ids
        self.tokens = AccessTokens()

    def to(self, host: Host, last_look: LastLook = lambda: None) -> Connector:
        """The connector to one host. `last_look` is called right before each post to its services."""
        return Connector(host, self, last_look)

    def signing_key(self) -> SigningKey:
        """The key that signs our assertions; the first one is made when it is first needed."""
        with self._database.reading() as db:
            key = self._keys.current(db)
        if key is None:
            with self._database.transaction() as db:
                key = self._keys.current(db) or self._keys.add(db)
        return key


class Connector(ServiceConnector):
    """Calls one host's services with the tokens they need."""

    def __init__(self, host: Host, shared: Connectors, last_look: LastLook) -> None:
        super().__init__(_registration(host))
        # The library's own session knows no limits and no guard. Without it, nothing can go past ours.
        del self._requests_session
        self._host = host
        self._shared = shared
        self._last_look = last_look

    def get_access_token(self, scopes: Sequence[str]) -> str:
        """A token for exactly these scopes, from the cache while it is good. Raises as read_token does."""
        now = self._shared.clock.now()
        kept = self._shared.tokens.find(self._host.id, scopes, now)
        if kept is not None:
            return kept
        token = read_token(self._ask_for_token(scopes), scopes, now)
        self._shared.tokens.keep(self._host.id, scopes, token)
        return token.text

    def call(self, call: Call) -> Reply:
        """Make a call and give its answer, whatever its status. A token the host no longer takes is renewed once.

        Raises:
            ServiceUnavailable, AnswerLost, ServiceRefused: there is no answer.
            Withheld: nothing was posted, and nothing may be.
        """
        reply = self._make(call)
        # 403 as well: it is what Open edX says of a token it does not take.
        if reply.status in {401, 403}:
            self._shared.tokens.forget(self._host.id, call.scopes)
            reply = self._make(call)
        return reply

    def make_service_request(
        self,
        scopes: Sequence[str],
        url: str,
        is_post: bool = False,
        data: str | None = None,
        content_type: str = JSON,
        accept: str = JSON,
        case_insensitive_headers: bool = False,
    ) -> TServiceConnectorResponse:
        """A call whose answer must be a success. The body is JSON, or None where it is anything else."""
        body = (data or "").encode() if is_post else None
        reply = self.call(Call(url, tuple(scopes), accept, body, content_type))
        if not 200 <= reply.status <= 299:
            raise self.failure(reply)
        content: Any = wire.read_json(reply.body)
        headers = reply.headers if case_insensitive_headers else dict(reply.headers)
        following = wire.next_page(reply.headers.get("Link", ""), url)
        return {"headers": dict(headers), "body": content, "next_page_url": following}

    def failure(self, reply: Reply) -> ServiceUnavailable | ServiceRefused:
        """What an answer that is no success means for a delivery."""
        if reply.status in {401, 403}:
            return ServiceRefused(Why.NOT_AUTHORISED, reply.status)
        if reply.status in {408, 425, 429} or reply.status >= 500 or reply.status < 400:
            after = wire.retry_after(reply.headers, self._shared.clock.now())
            return ServiceUnavailable(Why.BUSY, reply.status, after)
        return ServiceRefused(Why.REFUSED, reply.status)

    def _make(self, call: Call) -> Reply:
        self._check_place(call.url)
        headers = {"Authorization": f"Bearer {self.get_access_token(call.scopes)}", "Accept": call.accept}
        if call.body is not None:
            # Only now: getting a token can take a quarter of a minute.
            self._last_look()
        try:
            if call.body is None:
                return self._shared.http.get(call.url, headers)
            send = self._shared.http.put if call.puts else self._shared.http.post
            return send(call.url, call.body, headers | {"Content-Type": call.content_type})
        except CallRefused as error:
            raise ServiceRefused(Why.ADDRESS_REFUSED) from error
        except CallFailed as error:
            lost = error.sent and call.body is not None
            raise AnswerLost(Why.NO_ANSWER) if lost else ServiceUnavailable(Why.UNREACHABLE) from error

    def _check_place(self, url: str) -> None:
        """Call a service at a private address only where the host itself is. Raises ServiceRefused.

        The address comes from the host's launches. Without this it could name another school's platform, which we can
        reach and it cannot.
        """
        ours = (self._host.issuer, self._host.auth_url, self._host.token_url)
        try:
            if self._shared.http.may_be_private(url) and place_of(url) not in map(place_of, ours):
                raise ServiceRefused(Why.ADDRESS_REFUSED)
        except CallRefused as error:
            raise ServiceRefused(Why.ADDRESS_REFUSED) from error

    def _ask_for_token(self, scopes: Sequence[str]) -> Reply:
        asked = {
            "grant_type": "client_credentials",
            "client_assertion_type": JWT_BEARER,
            "client_assertion": self._assertion(),
            "scope": " ".join(sorted(scopes)),
        }
        headers = {"Content-Type": FORM, "Accept": JSON}
        try:
            return self._shared.http.post(self._host.token_url, urlencode(asked).encode(), headers)
        except CallRefused as error:
            raise ServiceRefused(Why.ADDRESS_REFUSED) from error
        except CallFailed as error:
            raise ServiceUnavailable(Why.NO_ACCESS_YET) from error

    def _assertion(self) -> str:
        """Who we are (RFC 7523), signed with the key object: parsing a PEM takes a hundred times as long."""
        issued = self._shared.clock.now() - ISSUED_BEFORE_NOW
        claims = {
            "iss": self._host.client_id,
            "sub": self._host.client_id,
            "aud": _audience(self._host),
            "iat": int(issued.timestamp()),
            "exp": int((issued + ASSERTION_LIFETIME).timestamp()),
            "jti": self._shared.ids.token(),
        }
        key = self._shared.signing_key()
        return jwt.encode(claims, key.private_key, algorithm="RS256", headers={"kid": key.kid})


def _audience(host: Host) -> str:
    """Whom a request for a token is meant for: who was named, else who the host's family wants, else its token URL."""
    return host.audience or family_of(host).audience or host.token_url


def _registration(host: Host) -> Registration:
    registration = Registration().set_issuer(host.issuer).set_client_id(host.client_id)
    return registration.set_auth_token_url(host.token_url).set_auth_audience(_audience(host))
