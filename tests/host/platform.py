"""The LTI side of the sandbox, on lti1p3platform: keys, logins, launches, tokens and grades.

Where Moodle is stricter than the library, or says it otherwise, the difference is a method here.
"""

import typing as t
from dataclasses import dataclass
from urllib.parse import parse_qsl

import jwt
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lti1p3platform.exceptions import LtiException
from lti1p3platform.ltiplatform import JWKS, LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration

from tests.host import moodle

DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"


@dataclass(frozen=True)
class HostKey:
    """A signing key of the host, both halves as PEM."""

    private: str
    public: str

    @classmethod
    def new(cls) -> "HostKey":
        """Make one. It takes a moment; tests may share one."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
        public = key.public_key().public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)
        return cls(private.decode(), public.decode())


class Platform(LTI1P3PlatformConfAbstract):
    """One request's view of the host. The library keeps the token it looks at on the object, so none is shared."""

    def init_platform_config(self, **kwargs: t.Any) -> None:
        """Take the registration the host was given."""
        self._registration = kwargs["registration"]

    def get_registration_by_params(self, **kwargs: t.Any) -> Registration:
        """There is one tool, so one registration."""
        return t.cast(Registration, self._registration)

    def fetch_public_key(self, key_set_url: str) -> JWKS:
        """Fetch the tool's keys, past any proxy this machine is set up for."""
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(key_set_url, timeout=5, headers={"User-Agent": "MoodleBot/1.0"})
        return t.cast(JWKS, answer.json())

    def tool_validate_and_decode(self, jwt_token_string: str) -> dict[str, t.Any]:
        """Check a token of the tool's; its keys are cached, and fetched again when a signature fails."""
        try:
            return super().tool_validate_and_decode(jwt_token_string)
        except (jwt.InvalidSignatureError, LtiException):
            self.get_registration()._tool_keyset = None
            return super().tool_validate_and_decode(jwt_token_string)

    def validate_token(self, token: str, allowed_scopes: list[str] | None = None, audience: str | None = None) -> bool:
        """Whether an access token of ours is still good for one of these scopes."""
        try:
            return super().validate_token(token, allowed_scopes, audience)
        except (jwt.PyJWTError, LtiException):
            return False


class PostedLogin(OIDCLoginAbstract):
    """A login as a form to post: the library would redirect, Moodle posts."""

    def set_lti_message_hint(self, **kwargs: t.Any) -> None:
        """Say which message the login is for."""
        self._lti_message_hint = kwargs["hint"]

    def get_redirect(self, url: str) -> tuple[str, dict[str, str]]:
        """Take the library's address apart into the form's action and its fields."""
        action = str(self._registration.get_oidc_login_url())
        return action, dict(parse_qsl(url[len(action) + 1 :], keep_blank_values=True))


class Launch(LTIAdvantageMessageLaunchAbstract):
    """A resource link launch, with Moodle's claims around the library's."""

    def __init__(self, platform: Platform, asked: t.Any, moodle_claims: dict[str, t.Any]) -> None:
        super().__init__(asked, platform)
        self._registration = platform.get_registration()
        self._asked = asked
        self._moodle_claims = moodle_claims
        self.set_id_token_expiration(moodle.ID_TOKEN_SECONDS)

    def get_preflight_response(self) -> dict[str, t.Any]:
        """What the tool asked the auth address for."""
        return dict(self._asked)

    def validate_preflight_response(self, preflight_response: dict[str, t.Any]) -> None:
        """Nothing more to check: `moodle.judge` did, and is stricter, except that it does not need a state."""
        self._redirect_url = preflight_response["redirect_uri"]

    def get_launch_message(self, include_extra_claims: bool = True) -> dict[str, t.Any]:
        """The library's claims, less `azp`, which Moodle does not send, and with Moodle's own."""
        message = super().get_launch_message(include_extra_claims)
        del message["azp"]
        return message | self._moodle_claims

    def asks_what_to_place(self, return_url: str, settings: t.Mapping[str, t.Any]) -> None:
        """Make it a question which activities to place, in Moodle's words and with a test's changes to them."""
        self.set_dl(return_url, accept_types={"ltiResourceLink"})
        assert self._deep_linking_launch_data is not None
        self._deep_linking_launch_data[DEEP_LINKING] |= moodle.PLACING | settings

    def render_launch_form(self, launch_data: dict[str, t.Any], **kwargs: t.Any) -> tuple[str, dict[str, str]]:
        """The form that carries the token to the tool: where to, and the fields."""
        fields = {"id_token": launch_data["id_token"]}
        if launch_data["state"]:
            fields["state"] = launch_data["state"]
        return launch_data["launch_url"], fields
