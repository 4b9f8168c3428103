"""A host as a launch sees it: an issuer, keys, and tokens. Only the network between us and it is faked."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.launch.login import PendingLogin
from lti_tool.system.http import CallFailed, Reply
from tests.clock import SettableClock

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
ABSENT = object()

VERSION = LTI + "version"
MESSAGE_TYPE = LTI + "message_type"
ROLES = LTI + "roles"
DEPLOYMENT = LTI + "deployment_id"
TARGET = LTI + "target_link_uri"
RESOURCE_LINK = LTI + "resource_link"
CONTEXT = LTI + "context"
FOR_USER = LTI + "for_user"
CUSTOM = LTI + "custom"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
PRESENTATION = LTI + "launch_presentation"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"

Claims = dict[str, Any]


def new_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def base64_url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def jwk_of(key: rsa.RSAPrivateKey, kid: str, **changes: Any) -> dict[str, Any]:
    numbers = key.public_key().public_numbers()
    jwk = {
        "kty": "RSA",
        "kid": kid,
        "alg": "RS256",
        "use": "sig",
        "n": base64_url(numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8)),
        "e": base64_url(numbers.e.to_bytes(3)),
    }
    return changed(jwk, changes)


def changed(facts: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """`facts` with `changes`; ABSENT takes a member away."""
    return {name: value for name, value in {**facts, **changes}.items() if value is not ABSENT}


class Network:
    """The other end of every call: what each address answers, and what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._answers: dict[str, Reply | Exception] = {}

    def answers(self, url: str, body: object, status: int = 200, **headers: str) -> None:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        self._answers[url] = Reply(status, named, raw)

    def is_down(self, url: str, *, sent: bool = False) -> None:
        self._answers[url] = CallFailed("no answer", sent=sent)

    def get(self, url: str, headers: Mapping[str, str] | None = None, most_bytes: int = 0) -> Reply:
        self.asked.append(url)
        answer = self._answers[url]
        if isinstance(answer, Exception):
            raise answer
        if len(answer.body) > most_bytes:
            raise CallFailed("the answer is too large", sent=True)
        return answer


@dataclass
class Platform:
    """One host with its keys. `token` makes what it would post to us."""

    network: Network
    clock: SettableClock
    keys: dict[str, rsa.RSAPrivateKey]
    issuer: str = "https://school.example"
    client_id: str = "signpost-client"
    kid: str = field(default="")

    def __post_init__(self) -> None:
        self.kid = self.kid or next(iter(self.keys))
        self.publish()

    @property
    def jwks_url(self) -> str:
        return self.issuer + "/jwks"

    @property
    def auth_url(self) -> str:
        return self.issuer + "/auth"

    def publish(self, **changes: Any) -> None:
        """Put the public keys on the network, changed if asked."""
        jwks = [jwk_of(key, kid, **changes) for kid, key in self.keys.items()]
        self.network.answers(self.jwks_url, {"keys": jwks}, cache_control="max-age=3600")

    def claims(self, login: PendingLogin, changes: Mapping[str, Any] | None = None) -> Claims:
        """What a teacher's launch of a link says, answering `login`."""
        asked = asked_in(login)
        now = int(self.clock.now().timestamp())
        usual = {
            "iss": self.issuer,
            "aud": asked["client_id"],
            "sub": "5",
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 60,
            "name": "Sam Okafor",
            "given_name": "Sam",
            "family_name": "Okafor",
            "email": "sam@school.example",
            VERSION: "1.3.0",
            MESSAGE_TYPE: "LtiResourceLinkRequest",
            DEPLOYMENT: "1",
            TARGET: "https://signpost.example/lti/launch",
            ROLES: [MEMBERSHIP + "Instructor"],
            RESOURCE_LINK: {"id": "7", "title": "Staff guide", "description": ""},
            CONTEXT: {"id": "2", "label": "staff", "title": "Staff safeguarding", "type": ["CourseSection"]},
        }
        return changed(usual, changes or {})

    def token(
        self, login: PendingLogin, changes: Mapping[str, Any] | None = None, header: Mapping[str, Any] | None = None
    ) -> str:
        return self.sign(json.dumps(self.claims(login, changes)).encode(), header)

    def sign(self, payload: bytes, header: Mapping[str, Any] | None = None) -> str:
        """Sign any bytes as a payload, under any header."""
        raw = json.dumps(changed({"alg": "RS256", "kid": self.kid, "typ": "JWT"}, header or {})).encode()
        return self.sign_raw(raw, payload)

    def sign_raw(self, header: bytes, payload: bytes) -> str:
        signed = f"{base64_url(header)}.{base64_url(payload)}"
        signature = jwt.get_algorithm_by_name("RS256").sign(signed.encode(), self.keys[self.kid])
        return f"{signed}.{base64_url(signature)}"


def deep_linking(**changes: Any) -> dict[str, Any]:
    """What a course asks for that takes links to tools, as Moodle does."""
    usual = {
        "deep_link_return_url": "https://school.example/return?course=2",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["frame", "iframe", "window"],
        "accept_multiple": True,
        "auto_create": False,
        "title": "",
        "text": "",
    }
    return changed(usual, changes)


def asked_in(login: PendingLogin) -> dict[str, str]:
    """The parameters with which the browser goes to the host."""
    return {name: values[0] for name, values in parse_qs(urlsplit(login.redirect_url).query).items()}
