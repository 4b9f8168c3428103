"""What PyLTI1p3 asks its surroundings for: a request, cookies, a session, a configuration. Ours hold next to nothing,
because what must be remembered between login and launch is in the login transaction.
"""

from __future__ import annotations

from collections.abc import Mapping

from pylti1p3.cookie import CookieService
from pylti1p3.deployment import Deployment
from pylti1p3.launch_data_storage.base import LaunchDataStorage
from pylti1p3.redirect import Redirect
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config.abstract import ToolConfAbstract

from ..tenants.model import Host
from .refusals import LaunchRefused, Refusal


class GivenValues(Request):
    """The parameters of a request, read by `web` and checked."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    @property
    def session(self) -> dict[str, object]:
        """Nothing: what must be remembered is in the login transaction."""
        return {}

    def is_secure(self) -> bool:
        """Every address of ours is built from the base URL, never from the request."""
        return True

    def get_param(self, key: str) -> str:
        """The value, or an empty string."""
        return self._values.get(key, "")


class NoCookies(CookieService):
    """The binding cookie is set by `web`; the library's cookie for each login would fill the browser up."""

    def get_cookie(self, name: str) -> None:
        """None, always."""

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Sets nothing."""


class NothingKept(LaunchDataStorage[None]):
    """The library would keep the whole token, names included, for a day."""

    def can_set_keys_expiration(self) -> bool:
        """Nothing to expire."""
        return False

    def get_session_cookie_name(self) -> None:
        """No second cookie."""

    def get_value(self, key: str) -> None:
        """None, always."""

    def set_value(self, key: str, value: object, exp: int | None = None) -> None:
        """Keeps nothing."""

    def check_value(self, key: str) -> bool:
        """Nothing is there, so that no state or nonce is ever taken as valid by mistake."""
        return False


class NoSession(SessionService):
    """A session service without a session."""

    def __init__(self, request: Request) -> None:
        self.data_storage = NothingKept()
        self.data_storage.set_request(request)


class OneHost(ToolConfAbstract[GivenValues]):
    """A configuration that knows only the host of this login, so that no other can answer in its place.

    Until a launch has shown which login it answers, it knows none.
    """

    def __init__(self, host: Host | None = None) -> None:
        self._host = host

    def check_iss_has_one_client(self, iss: str) -> bool:
        """Never: an issuer may serve many schools. The library would keep the answer for all of them together."""
        return False

    def check_iss_has_many_clients(self, iss: str) -> bool:
        """Always."""
        return True

    def find_registration_by_issuer(self, iss: str, *args: object, **kwargs: object) -> Registration:
        """Not without a client id."""
        raise LaunchRefused(Refusal.UNKNOWN_HOST)

    def find_registration_by_params(self, iss: str, client_id: str, *args: object, **kwargs: object) -> Registration:
        """The host, if it is meant."""
        host = self._host
        if host is None or (iss, client_id) != (host.issuer, host.client_id):
            raise LaunchRefused(Refusal.UNKNOWN_HOST)
        return (
            Registration()
            .set_issuer(host.issuer)
            .set_client_id(host.client_id)
            .set_auth_login_url(host.auth_url)
            .set_auth_token_url(host.token_url)
            .set_key_set_url(host.jwks_url)
        )

    def find_deployment(self, iss: str, deployment_id: str) -> Deployment | None:
        """Not without a client id."""

    def find_deployment_by_params(
        self, iss: str, deployment_id: str, client_id: str, *args: object, **kwargs: object
    ) -> Deployment | None:
        """Deployments are looked up in the database, after everything else is right."""


class Address(Redirect[str]):
    """An address to send the browser to, for `web` to use."""

    def __init__(self, location: str) -> None:
        self._location = location

    def do_redirect(self) -> str:
        """The address."""
        return self._location

    def do_js_redirect(self) -> str:
        """The address: no page of ours has a script of the library's."""
        return self._location

    def set_redirect_url(self, location: str) -> None:
        """Change the address."""
        self._location = location

    def get_redirect_url(self) -> str:
        """The address."""
        return self._location
