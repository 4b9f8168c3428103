"""The first half of a launch: a host asks us to begin, and we send the browser back to it with a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from marshmallow import EXCLUDE, Schema, ValidationError

from ..system.clock import Clock
from ..system.database import Database
from ..system.ids import Ids
from ..system.log import get_logger
from ..system.settings import Settings
from ..tenants.hosts import Hosts
from ..tenants.model import Host
from . import transactions
from .browser import is_binding
from .fields import LONGEST_ID, LONGEST_URL, OptionalText, Text
from .library import login_url
from .origins import same_origin
from .refusals import LaunchRefused, Refusal
from .transactions import Transaction, Transactions

LAUNCH_PATH = "/lti/launch"
LONGEST_HINT = 8192
# A hint grows up to twelvefold when it is written into an address, and anybody can make us keep one.
LONGEST_LOGIN_URL = 8192
# How long the browser must keep the binding.
LIFETIME: timedelta = transactions.LIFETIME


@dataclass(frozen=True, slots=True)
class PendingLogin:
    """A login that has begun.

    Attributes:
        state: what the host will send back; names the login.
        binding: what a binding cookie of the browser must hold.
        host: where the login came from.
        redirect_url: the host's authorisation URL. `Logins.resume` gives it too, once, to the right browser, and
            notes that the host has been asked; whoever sends a browser there takes it from there.
        storage_target: the frame of the host that offers LTI Platform Storage.
    """

    state: str = field(repr=False)
    binding: str = field(repr=False)
    host: Host
    redirect_url: str = field(repr=False)
    storage_target: str | None


class _LoginSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    iss = Text(LONGEST_URL, required=True)
    login_hint = Text(LONGEST_HINT, required=True)
    target_link_uri = Text(LONGEST_URL, required=True)
    client_id = OptionalText(LONGEST_ID)
    lti_message_hint = OptionalText(LONGEST_HINT)
    lti_deployment_id = OptionalText(LONGEST_ID)
    lti_storage_target = OptionalText(LONGEST_ID)


_SCHEMA = _LoginSchema()


class Logins:
    """Begins logins and follows them until the browser is on its way to the host."""

    def __init__(self, database: Database, clock: Clock, ids: Ids, hosts: Hosts, settings: Settings) -> None:
        self._database = database
        self._ids = ids
        self._hosts = hosts
        self._base_url = settings.base_url
        self._transactions = Transactions(database, clock)

    def begin(
        self, params: Mapping[str, Sequence[str] | str], bindings: tuple[str, ...], *, asks_at_once: bool = False
    ) -> PendingLogin:
        """Begin a login.

        Args:
            params: the request's query or its form, never both together.
            bindings: what the browser shows; the login is bound to one of them if there is any.
            asks_at_once: the browser goes to `redirect_url` with the next answer, so there is nothing to resume.

        Raises:
            LaunchRefused: it is no login of a host that we know, or it does not lead to us.
        """
        try:
            return self._begin(params, bindings, asks_at_once=asks_at_once)
        except LaunchRefused as refusal:
            get_logger().warning("login refused", host=refusal.host_id, refusal=refusal.reason.value)
            raise

    def resume(self, state: str, bindings: tuple[str, ...]) -> str | None:
        """The host's authorisation URL, once, for the browser to which the login is bound; else None."""
        url = self._transactions.ask(state, bindings)
        return None if url is None else _with_state(url, state)

    def host_of(self, state: str) -> Host:
        """The host of a login that it has not been asked about yet. Raises LaunchRefused."""
        login = self._transactions.pending(state)
        with self._database.looking() as db:
            return self._hosts.get(db, login.host_id)

    def rebind(self, state: str, bindings: tuple[str, ...]) -> PendingLogin:
        """Bind the login to another window's browser, as long as the host has not been asked.

        Raises:
            LaunchRefused: the login is over, or never was.
        """
        bound = self._binding(bindings)
        login, url = self._transactions.rebind(state, bound)
        with self._database.looking() as db:
            host = self._hosts.get(db, login.host_id)
        return PendingLogin(state, bound, host, _with_state(url, state), login.storage_target)

    def forget_old(self) -> int:
        """Delete logins that expired some minutes ago; give how many."""
        return self._transactions.forget_old()

    def _begin(
        self, params: Mapping[str, Sequence[str] | str], bindings: tuple[str, ...], *, asks_at_once: bool
    ) -> PendingLogin:
        asked = _read(params)
        host = self._host_of(asked["iss"], asked.get("client_id"))
        if not same_origin(asked["target_link_uri"], self._base_url):
            raise LaunchRefused(Refusal.TARGET_NOT_OURS, host.id)
        state, nonce, bound = self._ids.token(), self._ids.token(), self._binding(bindings)
        url = login_url(host, asked, self._base_url + LAUNCH_PATH, nonce)
        if len(url) > LONGEST_LOGIN_URL:
            raise LaunchRefused(Refusal.LOGIN_MALFORMED, host.id)
        login = Transaction(
            nonce=nonce,
            host_id=host.id,
            issuer=host.issuer,
            client_id=host.client_id,
            deployment_hint=asked.get("lti_deployment_id"),
            target_link_uri=asked["target_link_uri"],
            storage_target=asked.get("lti_storage_target"),
        )
        self._transactions.open(login, state, bound, None if asks_at_once else url)
        return PendingLogin(state, bound, host, _with_state(url, state), login.storage_target)

    def _host_of(self, issuer: str, client_id: str | None) -> Host:
        with self._database.looking() as db:
            host = self._hosts.find(db, issuer, client_id) if client_id else self._hosts.only_of(db, issuer)
        if host is None:
            raise LaunchRefused(Refusal.UNKNOWN_HOST)
        return host

    def _binding(self, shown: tuple[str, ...]) -> str:
        """A browser goes on using the binding it has: logins one after the other must not fill it with cookies."""
        return next(filter(is_binding, shown), None) or self._ids.token()


def _read(params: Mapping[str, Sequence[str] | str]) -> dict[str, str]:
    """The parameters we know, each given once. Raises LaunchRefused."""
    given = {name: _only(params[name]) for name in _SCHEMA.fields if name in params}
    try:
        read: dict[str, str | None] = _SCHEMA.load(given)
    except ValidationError as error:
        raise LaunchRefused(Refusal.LOGIN_MALFORMED) from error
    return {name: value for name, value in read.items() if value is not None}


def _only(values: Sequence[str] | str) -> str:
    if isinstance(values, str):
        return values
    if len(values) != 1:
        raise LaunchRefused(Refusal.LOGIN_MALFORMED)
    return values[0]


def _with_state(url: str, state: str) -> str:
    return f"{url}&{urlencode({'state': state})}"
