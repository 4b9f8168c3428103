"""The route that gives the tool's server its access tokens."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jwt
from flask import Blueprint, Response, request
from lti1p3platform.exceptions import LtiException

from tests.host import moodle
from tests.host.answers import Answer
from tests.host.platform import Platform

if TYPE_CHECKING:
    from tests.host.sandbox import SandboxHost

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
REQUIRED = ("client_assertion", "client_assertion_type", "grant_type", "scope")


@dataclass(frozen=True)
class TokenPage:
    """Access tokens, against a signed assertion."""

    host: "SandboxHost"

    def blueprint(self) -> Blueprint:
        """Its address."""
        pages = Blueprint("token", __name__)
        pages.add_url_rule(moodle.TOKEN_PATH, view_func=self.token, methods=["POST"])
        return pages

    def token(self) -> Response:
        """A token, or why not."""
        return self._answer(request.form.to_dict()).response()

    def _answer(self, form: dict[str, str]) -> Answer:
        if not all(form.get(name) for name in REQUIRED):
            return moodle.token_refused("invalid_request")
        if (form["client_assertion_type"], form["grant_type"]) != (JWT_BEARER, "client_credentials"):
            return moodle.token_refused("unsupported_grant_type")
        claims = _unverified(form["client_assertion"])
        if not claims.get("sub"):
            return moodle.token_refused("invalid_request")
        if claims["sub"] != self.host.client_id:
            return moodle.token_refused("invalid_client")
        return self._issue(form, claims)

    def _issue(self, form: dict[str, str], claims: dict[str, Any]) -> Answer:
        granted = [scope for scope in form["scope"].split() if scope in self.host.settings.scopes]
        try:
            issued = Platform(registration=self.host.registration).get_access_token(form | {"scope": " ".join(granted)})
        except (jwt.PyJWTError, LtiException) as error:
            return moodle.token_refused(moodle.assertion_error(error, claims))
        if not granted:
            return moodle.token_refused("invalid_scope")
        return moodle.token_answer(200, {**issued, "token_type": "Bearer"})


def _unverified(token: str) -> dict[str, Any]:
    try:
        return jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return {}
