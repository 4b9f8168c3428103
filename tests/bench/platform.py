"""A platform for the driver: it signs every token as it is asked for, serves its keys, and can change them."""

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.launch.platform import (
    CONTEXT,
    DEPLOYMENT,
    ENDPOINT,
    LTI,
    MEMBERSHIP,
    MESSAGE_TYPE,
    PRESENTATION,
    RESOURCE_LINK,
    ROLES,
    TARGET,
    VERSION,
    base64_url,
    jwk_of,
    new_key,
)

CLIENT_ID = "signpost-bench"
DEPLOYMENT_ID = "1"
COURSE = "2"


class Platform:
    """Any number of hosts with one set of keys. Host 3 is the issuer `…/3`; its keys are at `…/3/jwks`."""

    def __init__(self) -> None:
        self.fetches = 0
        self._port = 0
        self._keys: dict[str, rsa.RSAPrivateKey] = {}
        self._kid = ""
        self.rotate()

    def rotate(self) -> None:
        """Sign with a new key from now on. The old one stays published, as platforms do it."""
        kid = f"key-{len(self._keys) + 1}"
        self._keys[kid] = new_key()
        keys = {"keys": [jwk_of(key, name) for name, key in self._keys.items()]}
        body = json.dumps(keys).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        # Published first, used second.
        self._answer = head.encode() + b"Cache-Control: max-age=3600\r\nConnection: close\r\n\r\n" + body
        self._kid = kid

    def issuer(self, host: int) -> str:
        return f"http://127.0.0.1:{self._port}/{host}"

    def jwks_url(self, host: int) -> str:
        return self.issuer(host) + "/jwks"

    def auth_url(self, host: int) -> str:
        return self.issuer(host) + "/auth"

    def token(self, host: int, person: int, nonce: str, target: str) -> str:
        """A teacher's launch, signed now."""
        head = {"alg": "RS256", "kid": self._kid, "typ": "JWT"}
        payload = _claims(self.issuer(host), person, nonce, target)
        parts = (base64_url(json.dumps(part, separators=(",", ":")).encode()) for part in (head, payload))
        signed = ".".join(parts)
        key = self._keys[head["kid"]]
        return f"{signed}.{base64_url(key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    @contextmanager
    def serving(self) -> Iterator["Platform"]:
        """Publish the keys on this machine."""
        platform = self

        class Keys(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while self.rfile.readline().strip():
                    pass
                platform.fetches += 1
                self.wfile.write(platform._answer)

        server = _Server(("127.0.0.1", 0), Keys)
        self._port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128


SCOPES = [
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
    "https://purl.imsglobal.org/spec/lti-ags/scope/score",
]


def _claims(issuer: str, person: int, nonce: str, target: str) -> dict[str, object]:
    """About what Moodle sends: some 1,700 characters once signed."""
    now = int(time.time())
    return {
        "iss": issuer,
        "aud": CLIENT_ID,
        "sub": str(person),
        "nonce": nonce,
        "iat": now,
        "exp": now + 60,
        "name": f"Staff {person}",
        "given_name": "Staff",
        "family_name": str(person),
        "email": f"staff{person}@school.example",
        VERSION: "1.3.0",
        MESSAGE_TYPE: "LtiResourceLinkRequest",
        DEPLOYMENT: DEPLOYMENT_ID,
        TARGET: target,
        ROLES: [MEMBERSHIP + "Instructor"],
        RESOURCE_LINK: {"id": "7", "title": "Staff guide", "description": ""},
        CONTEXT: {"id": COURSE, "label": "staff", "title": "Staff safeguarding", "type": ["CourseSection"]},
        PRESENTATION: {"locale": "en", "document_target": "iframe", "return_url": issuer + "/return"},
        ENDPOINT: {"scope": SCOPES, "lineitems": issuer + "/lineitems"},
        LTI + "tool_platform": {"product_family_code": "moodle", "guid": "bench.school.example"},
    }
