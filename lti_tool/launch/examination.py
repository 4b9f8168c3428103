"""One launch under examination: each step is one of the library's, in the library's order, with our rules in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ..tenants.model import Host
from . import rules
from .claims import Claims, read_claims
from .hosts import family_of
from .jwks import KeySets
from .message_types import check_message
from .token import Token, check_signature, read_token
from .transactions import Transaction
from .way_back import WayBack, way_back


class Examination:
    """Walked through once by `library.validate`; afterwards `host` and `claims` may be believed.

    `host_id` is known as soon as the login is, so that a refusal can name the host; the way back as soon as the
    signature is verified.
    """

    host_id: str | None = None
    way_back: WayBack | None = None
    login: Transaction
    host: Host
    token: Token
    claims: Claims

    def __init__(
        self,
        id_token: str,
        *,
        take_login: Callable[[], tuple[Transaction, Host]],
        key_sets: KeySets,
        base_url: str,
        now: datetime,
    ) -> None:
        self._id_token = id_token
        self._take_login = take_login
        self._key_sets = key_sets
        self._base_url = base_url
        self._now = now

    def state(self) -> None:
        """Use up the login this answers. It comes first, so that no second attempt gets any further."""
        self.login, self.host = self._take_login()
        self.host_id = self.host.id

    def jwt_format(self) -> None:
        """Read the token without believing it."""
        self.token = read_token(self._id_token)
        self.claims = read_claims(self.token.payload)

    def nonce(self) -> None:
        """The token answers this login and no other."""
        rules.check_nonce(self.claims, self.login)

    def registration(self) -> None:
        """The token is from the host that was asked, for us, and recent."""
        rules.check_parties(self.claims, self.login)
        rules.check_times(self.claims, self._now)

    def jwt_signature(self) -> None:
        """The host signed it. The only step that may call the host."""
        check_signature(self.token, self._key_sets.key(self.host, self.token.key_id))
        self.way_back = way_back(self.host, self.claims.return_url)

    def deployment(self) -> None:
        """The deployment is the one named at login. Whether it is active, the caller asks the database."""
        rules.check_deployment(self.claims, self.login)

    def message(self) -> None:
        """It leads to us, and we can answer it."""
        rules.check_target(self.claims, self.login, family_of(self.host), self._base_url)
        check_message(self.claims, self.host)
