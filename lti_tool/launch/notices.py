"""Notices that a host sends by itself, without a person (LTI Platform Notification Service 1.0).

Each is a signed token. It is verified as a launch is, but for the login that it does not answer: so the token says
which host it is from, and nothing of it is believed until that host's key has verified it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import Database, inserted
from ..system.ids import hash_of
from ..system.log import get_logger
from ..tenants.copies import CourseCopies
from ..tenants.deployments import Deployments
from ..tenants.hosts import Hosts
from ..tenants.model import DeploymentStatus, Host
from . import rules
from .jwks import KeySets
from .notice_claims import NoticeClaims, read_notice
from .notice_service import COPIED
from .refusals import LaunchRefused, Refusal
from .tables import seen_notices
from .token import Token, check_signature, read_token

# With this one a host tries whether we answer.
HELLO = "LtiHelloWorldNotice"
MOST_NOTICES = 20


class Notices:
    """Reads what hosts say. All of a request is believed, or nothing of it has any effect."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        hosts: Hosts,
        deployments: Deployments,
        copies: CourseCopies,
        key_sets: KeySets,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hosts = hosts
        self._deployments = deployments
        self._copies = copies
        self._key_sets = key_sets

    def receive(self, tokens: Sequence[str]) -> None:
        """Verify each, then do what they say. Raises LaunchRefused."""
        if not 0 < len(tokens) <= MOST_NOTICES:
            raise LaunchRefused(Refusal.ANSWER_MALFORMED)
        try:
            verified = [self._verify(token) for token in tokens]
            with self._database.transaction() as db:
                for host, tenant_id, notice in verified:
                    self._take(db, host, tenant_id, notice)
        except LaunchRefused as refusal:
            get_logger().warning("notice refused", host=refusal.host_id, refusal=refusal.reason.value)
            raise

    def forget_old(self) -> int:
        """Delete what is known of notices that are too old to be believed again; gives how many."""
        with self._database.quick_transaction() as db:
            return db.execute(seen_notices.delete().where(seen_notices.c.expires_at < self._clock.now())).rowcount

    def _verify(self, text: str) -> tuple[Host, str, NoticeClaims]:
        token = read_token(text)
        notice = read_notice(token.payload)
        host = self._host_of(notice)
        try:
            return host, self._check(token, notice, host), notice
        except LaunchRefused as refusal:
            raise LaunchRefused(refusal.reason, host.id) from refusal

    def _check(self, token: Token, notice: NoticeClaims, host: Host) -> str:
        """Whether the host says so, now and for this tenant."""
        rules.check_parties(notice, host)
        rules.check_times(notice, self._clock.now())
        check_signature(token, self._key_sets.key(host, token.key_id))
        if notice.kind not in {COPIED, HELLO} or (notice.kind == COPIED and notice.context_id is None):
            raise LaunchRefused(Refusal.UNSUPPORTED_MESSAGE)
        with self._database.reading() as db:
            known = self._deployments.find(db, host.id, notice.deployment_id)
        # Unlike a launch it leaves no trace of an unknown one: nobody waits for it.
        if known is None or known.status is not DeploymentStatus.ACTIVE or known.tenant_id is None:
            raise LaunchRefused(Refusal.DEPLOYMENT_PENDING)
        return known.tenant_id

    def _host_of(self, notice: NoticeClaims) -> Host:
        with self._database.reading() as db:
            found = [self._hosts.find(db, notice.issuer, each) for each in notice.audience[:MOST_NOTICES]]
        hosts = [each for each in found if each is not None]
        if len(hosts) != 1:
            raise LaunchRefused(Refusal.UNKNOWN_HOST)
        return hosts[0]

    def _take(self, db: Connection, host: Host, tenant_id: str, notice: NoticeClaims) -> None:
        expires = datetime.fromtimestamp(notice.expires + 2 * rules.LEEWAY, UTC)
        seen = {"host_id": host.id, "notice_hash": hash_of(notice.token_id or notice.notice_id)}
        if not inserted(db, seen_notices.insert().values(**seen, expires_at=expires)):
            raise LaunchRefused(Refusal.STATE_SPENT, host.id)
        if notice.kind == COPIED and notice.context_id is not None:
            self._copies.notice(db, tenant_id, host.id, notice.origins, notice.context_id)
        get_logger().info("notice accepted", host=host.id, tenant=tenant_id)
