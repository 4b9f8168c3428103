"""PyLTI1p3, with every decision that matters for safety replaced by ours.

The library gives the order of the steps; left alone it accepts replays, mixed-up hosts, foreign targets and tokens
that never expire. Nothing outside this file may use its login or its launch as they come.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import requests
from pylti1p3.exception import LtiException, OIDCException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.registration import TKeySet

from ..tenants.model import Host
from .examination import Examination
from .refusals import LaunchRefused, Refusal
from .stand_ins import Address, GivenValues, NoCookies, NoSession, OneHost

# The library would make one for each launch. Ours never calls anybody.
NO_CALLS = requests.Session()


class StrictLogin(OIDCLogin[GivenValues, OneHost, NoSession, NoCookies, str]):
    """The library's login, with our nonce and without its cookie, state and check page."""

    nonce: str

    def get_redirect(self, url: str) -> Redirect[str]:
        """Where the browser goes next."""
        return Address(url)

    def _prepare_redirect_url(self, launch_url: str) -> str:
        registration = self.validate_oidc_login()
        asked = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": str(registration.get_client_id()),
            "redirect_uri": launch_url,
            "login_hint": self._get_request_param("login_hint"),
            "nonce": self.nonce,
        }
        message_hint = self._get_request_param("lti_message_hint")
        if message_hint:
            asked["lti_message_hint"] = message_hint
        return with_query(str(registration.get_auth_login_url()), asked)


class StrictLaunch(MessageLaunch[GivenValues, OneHost, NoSession, NoCookies]):
    """The library's launch, each of its steps examined by us."""

    examination: Examination

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)

    def validate_state(self) -> StrictLaunch:
        """Use up the login; from here on only its host is known."""
        self.examination.state()
        self._tool_config = OneHost(self.examination.host)
        return self

    def validate_jwt_format(self) -> StrictLaunch:
        """Read the token strictly."""
        self.examination.jwt_format()
        token = self.examination.token
        self._jwt = {"header": token.header, "body": token.payload}  # type: ignore[typeddict-item]
        return self

    def validate_nonce(self) -> StrictLaunch:
        """Equal to the login's, not just known."""
        self.examination.nonce()
        return self

    def validate_registration(self) -> StrictLaunch:
        """The host that was asked, not one that the token names."""
        self.examination.registration()
        self._registration = self._tool_config.find_registration_by_params(self.get_iss(), self.get_client_id())
        return self

    def validate_jwt_signature(self) -> StrictLaunch:
        """With a key object of our own cache."""
        self.examination.jwt_signature()
        return self

    def validate_deployment(self) -> StrictLaunch:
        """The one named at login."""
        self.examination.deployment()
        return self

    def validate_message(self) -> StrictLaunch:
        """A kind of message that we answer."""
        self.examination.message()
        return self

    def save_launch_data(self) -> StrictLaunch:
        """Keeps nothing."""
        return self

    def get_client_id(self) -> str:
        """The one that was asked for: the audience may list others before us."""
        return self.examination.login.client_id

    def fetch_public_key(self, key_set_url: str) -> TKeySet:
        """Never: it would have no time limit."""
        raise LaunchRefused(Refusal.KEYS_UNAVAILABLE)

    def get_public_key(self) -> tuple[str, str]:
        """Never: keys stay objects."""
        raise LaunchRefused(Refusal.KEYS_UNAVAILABLE)


def login_url(host: Host, values: Mapping[str, str], launch_url: str, nonce: str) -> str:
    """The host's authorisation URL for this login, still without the state. Raises LaunchRefused."""
    request = GivenValues({**values, "iss": host.issuer, "client_id": host.client_id})
    login = StrictLogin(request, OneHost(host), NoSession(request), NoCookies())
    login.nonce = nonce
    try:
        return login.get_redirect_object(launch_url).get_redirect_url()
    except OIDCException as error:
        raise LaunchRefused(Refusal.LOGIN_MALFORMED, host.id) from error


def validate(examination: Examination, form: Mapping[str, str]) -> None:
    """Take a launch through the library's steps. Raises LaunchRefused."""
    request = GivenValues(form)
    launch = StrictLaunch(request, OneHost(), NoSession(request), NoCookies(), requests_session=NO_CALLS)
    launch.examination = examination
    try:
        launch.validate()
    except LtiException as error:
        raise LaunchRefused(Refusal.TOKEN_MALFORMED) from error


def with_query(url: str, added: Mapping[str, str]) -> str:
    """`url` with more parameters. It may have some already; of the same name, ours count."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in added]
    return urlunsplit(parts._replace(query=urlencode([*kept, *added.items()]), fragment=""))
