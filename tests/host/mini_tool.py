"""A tool of fifty lines, so that the sandbox host can be tested by itself."""

import time
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from jwt.algorithms import RSAAlgorithm
from werkzeug.serving import make_server

from tests.host.sandbox import POLL, QuietRequests, SandboxHost

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class MiniTool:
    """Asks the host for launches and for access tokens, and does nothing with them."""

    def __init__(self, host: SandboxHost, key: rsa.RSAPrivateKey) -> None:
        self._host, self.key, self.kid = host, key, "mini-1"
        self.asks: dict[str, str | None] = {}
        self.key_fetches = 0
        self.app = self._app()
        self._server = make_server("127.0.0.1", 0, self.app, threaded=True, request_handler=QuietRequests)
        self.url = f"http://127.0.0.1:{self._server.port}"
        host.install(self.url)

    def __enter__(self) -> "MiniTool":
        Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def login(self) -> ResponseReturnValue:
        """Ask for the launch; `asks` replaces or (with None) leaves out parameters."""
        asked = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": request.form["client_id"],
            "redirect_uri": self._host.tool.launch_url,
            "login_hint": request.form["login_hint"],
            "lti_message_hint": request.form["lti_message_hint"],
            "state": "the state",
            "nonce": "the nonce",
        }
        sent = {name: value for name, value in {**asked, **self.asks}.items() if value is not None}
        return redirect(f"{self._host.auth_url}?{urlencode(sent)}")

    def launch(self) -> ResponseReturnValue:
        """Anybody may come in."""
        return redirect("/start", 303)

    def keys(self) -> ResponseReturnValue:
        """The tool's public key."""
        self.key_fetches += 1
        public = RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": self.kid, "alg": "RS256", "use": "sig"}]}

    def assertion(self, **overrides: Any) -> str:
        """A client assertion; a claim of None is left out."""
        now, client = int(time.time()) - 30, self._host.client_id
        claims = {"iss": client, "sub": client, "aud": self._host.token_url, "iat": now, "exp": now + 300, "jti": "1"}
        kept = {name: value for name, value in {**claims, **overrides}.items() if value is not None}
        return jwt.encode(kept, self.key, "RS256", headers={"kid": self.kid})

    def ask_token(self, scope: str, assertion: str | None = None, **overrides: str) -> requests.Response:
        """Ask for an access token."""
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": JWT_BEARER,
            "client_assertion": assertion or self.assertion(),
            "scope": scope,
        }
        return requests.post(self._host.token_url, data=form | overrides, timeout=10)

    def token(self, scope: str) -> str:
        """An access token."""
        return str(self.ask_token(scope).json()["access_token"])

    def _app(self) -> Flask:
        app = Flask(__name__)
        app.post("/lti/login")(self.login)
        app.post("/lti/launch")(self.launch)
        app.get("/.well-known/jwks.json")(self.keys)
        app.get("/start", endpoint="start")(lambda: "the start page")
        return app
