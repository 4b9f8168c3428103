"""The second half of a launch: the host's signed answer, checked against the login it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError

from ..system.clock import Clock
from ..system.database import Database
from ..system.log import get_logger
from ..system.settings import Settings
from ..tenants.deployments import Deployments
from ..tenants.hosts import Hosts
from ..tenants.model import Deployment, DeploymentStatus, Host
from .browser import Browser
from .claims import Claims, GradebookClaim
from .deep_linking import DeepLinking
from .examination import Examination
from .jwks import KeySets
from .library import validate
from .notice_service import NoticeService
from .refusals import LaunchRefused, Refusal, refusal_of_host
from .transactions import Transaction, Transactions
from .way_back import WayBack

LONGEST_STATE = 255


@dataclass(frozen=True, slots=True)
class Launch:
    """A person arriving from a host, verified. It holds no more of the token than is needed."""

    host: Host
    deployment: Deployment
    tenant_id: str
    sub: str = field(repr=False)
    name: str | None = field(repr=False)
    message_type: str
    target_link_uri: str
    roles: tuple[str, ...]
    context_id: str | None
    resource_link_id: str | None
    gradebook: GradebookClaim | None
    deep_linking: DeepLinking | None
    memberships_url: str | None
    notice_service: NoticeService | None
    storage_target: str | None
    issued: float
    for_user: str | None = field(repr=False)
    return_url: str | None
    way_back: WayBack | None
    locale: str | None
    custom: Mapping[str, str]


class Launches:
    """Verifies launches. A launch that is refused leaves nothing behind but its login, used up."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        hosts: Hosts,
        deployments: Deployments,
        key_sets: KeySets,
        settings: Settings,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hosts = hosts
        self._deployments = deployments
        self._key_sets = key_sets
        self._base_url = settings.base_url
        self._transactions = Transactions(database, clock)

    def verify(self, form: Mapping[str, str], browser: Browser) -> Launch:
        """The launch that the host answered with. Raises LaunchRefused."""
        try:
            launch = self._verify(form, browser)
        except LaunchRefused as refusal:
            get_logger().warning("launch refused", host=refusal.host_id, refusal=refusal.reason.value)
            raise
        get_logger().info(
            "launch accepted", host=launch.host.id, deployment=launch.deployment.id, tenant=launch.tenant_id
        )
        return launch

    def _verify(self, form: Mapping[str, str], browser: Browser) -> Launch:
        state = _state_in(form)
        if error := form.get("error"):
            login, _host = self._take_login(state, browser)
            raise LaunchRefused(refusal_of_host(error), login.host_id)
        examination = Examination(
            _token_in(form),
            take_login=lambda: self._take_login(state, browser),
            key_sets=self._key_sets,
            base_url=self._base_url,
            now=self._clock.now(),
        )
        with _telling_what_is_known(examination):
            validate(examination, form)
            deployment, tenant_id = self._place(examination.host, examination.claims)
        return _launch(examination, deployment, tenant_id)

    def _take_login(self, state: str, browser: Browser) -> tuple[Transaction, Host]:
        """Use the login up. No transaction is open any more when this returns: the host may be called next."""
        with self._database.quick_transaction() as db:
            login = self._transactions.consume(db, state, browser)
            return login, self._hosts.get(db, login.host_id)

    def _place(self, host: Host, claims: Claims) -> tuple[Deployment, str]:
        """The deployment and its tenant. One that nobody has activated yet is remembered, and refused."""
        with self._database.looking() as db:
            known = self._deployments.find(db, host.id, claims.deployment_id)
        if known is None:
            self._note_pending(host, claims.deployment_id)
        if known is None or known.status is not DeploymentStatus.ACTIVE or known.tenant_id is None:
            raise LaunchRefused(Refusal.DEPLOYMENT_PENDING, host.id)
        return known, known.tenant_id

    def _note_pending(self, host: Host, deployment_id: str) -> None:
        # Two first launches at once: the second finds the row already there, and once is enough.
        with suppress(IntegrityError), self._database.transaction() as db:
            self._deployments.note_pending(db, host.id, deployment_id)


def _state_in(form: Mapping[str, str]) -> str:
    state = form.get("state", "")
    if not 0 < len(state) <= LONGEST_STATE:
        raise LaunchRefused(Refusal.STATE_MISSING)
    return state


def _token_in(form: Mapping[str, str]) -> str:
    token = form.get("id_token", "")
    if not token:
        raise LaunchRefused(Refusal.TOKEN_MISSING)
    return token


@contextmanager
def _telling_what_is_known(examination: Examination) -> Iterator[None]:
    """A refusal names the host once the login has shown which it is, and the way back once that is verified."""
    try:
        yield
    except LaunchRefused as refusal:
        host_id = refusal.host_id or examination.host_id
        raise LaunchRefused(refusal.reason, host_id, examination.way_back) from refusal


def _launch(examination: Examination, deployment: Deployment, tenant_id: str) -> Launch:
    claims = examination.claims
    return Launch(
        host=examination.host,
        deployment=deployment,
        tenant_id=tenant_id,
        sub=claims.sub,
        name=claims.name,
        message_type=claims.message_type,
        target_link_uri=claims.target_link_uri,
        roles=claims.roles,
        context_id=claims.context_id,
        resource_link_id=claims.resource_link_id,
        gradebook=claims.gradebook,
        deep_linking=claims.deep_linking,
        memberships_url=claims.memberships_url,
        notice_service=claims.notice_service,
        storage_target=examination.login.storage_target,
        issued=claims.issued,
        for_user=claims.for_user,
        return_url=claims.return_url,
        way_back=examination.way_back,
        locale=claims.locale,
        custom=claims.custom,
    )
