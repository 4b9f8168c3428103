"""One login transaction per login: bound to a browser, used up once, forgotten a day after it expired."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..system.clock import Clock
from ..system.database import Database
from .refusals import LaunchRefused, Refusal
from .tables import login_transactions as table

LIFETIME = timedelta(minutes=10)
KEPT_AFTER_EXPIRY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Transaction:
    """What was settled at login, against which the host's answer is checked."""

    nonce: str
    host_id: str
    issuer: str
    client_id: str
    deployment_hint: str | None
    target_link_uri: str
    storage_target: str | None


class Transactions:
    """Opens, follows and uses up login transactions. Each step is one short transaction of the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open(self, transaction: Transaction, state: str, binding: str, redirect_url: str) -> None:
        """Remember a login that has just begun."""
        now = self._clock.now()
        row = {
            "state_hash": hash_of(state),
            "binding_hash": hash_of(binding),
            "redirect_url": redirect_url,
            "created_at": now,
            "expires_at": now + LIFETIME,
            **_columns(transaction),
        }
        with self._database.quick_transaction() as db:
            db.execute(table.insert().values(**row))

    def ask(self, state: str, binding: str | None) -> str | None:
        """Mark the login as sent to the host and give the host's URL, once, to the browser it is bound to."""
        now = self._clock.now()
        with self._database.quick_transaction() as db:
            row = _find(db, state)
            if row is None or not _shows(row, binding) or not _may_ask(row, now):
                return None
            marked = _change(db, _not_asked(row), asked_at=now, redirect_url=None)
            return str(row.redirect_url) if marked else None

    def pending(self, state: str) -> Transaction:
        """A login that the host has not been asked about yet. Raises LaunchRefused."""
        with self._database.reading() as db:
            row = _find(db, state)
        if row is None or not _may_ask(row, self._clock.now()):
            raise LaunchRefused(Refusal.LOGIN_OVER, row.host_id if row is not None else None)
        return _transaction(row)

    def rebind(self, state: str, binding: str) -> tuple[Transaction, str]:
        """Bind a login that the host has not been asked about yet to another window. Raises LaunchRefused."""
        now = self._clock.now()
        with self._database.quick_transaction() as db:
            row = _find(db, state)
            if row is None or not _may_ask(row, now):
                raise LaunchRefused(Refusal.LOGIN_OVER, row.host_id if row is not None else None)
            if not _change(db, _not_asked(row), binding_hash=hash_of(binding)):
                raise LaunchRefused(Refusal.LOGIN_OVER, row.host_id)
            return _transaction(row), str(row.redirect_url)

    def consume(self, state: str, binding: str | None) -> Transaction:
        """Use the login up. Of any number of attempts at once exactly one succeeds. Raises LaunchRefused."""
        now = self._clock.now()
        with self._database.quick_transaction() as db:
            row = _find(db, state)
            if row is None:
                raise LaunchRefused(Refusal.STATE_UNKNOWN)
            if not _shows(row, binding):
                # Not used up: the browser to which it belongs may still come.
                raise LaunchRefused(Refusal.BINDING_NOT_SHOWN, row.host_id)
            usable = sa.and_(
                table.c.state_hash == row.state_hash, table.c.consumed_at.is_(None), table.c.expires_at > now
            )
            if not _change(db, usable, consumed_at=now, redirect_url=None):
                raise LaunchRefused(Refusal.STATE_SPENT, row.host_id)
            return _transaction(row)

    def forget_old(self) -> int:
        """Delete what expired more than a day ago; give how many."""
        oldest = self._clock.now() - KEPT_AFTER_EXPIRY
        with self._database.quick_transaction() as db:
            return db.execute(table.delete().where(table.c.expires_at < oldest)).rowcount


def hash_of(secret: str) -> str:
    """How a state or a binding is stored: whoever reads the database cannot finish anybody's login."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _find(db: Connection, state: str) -> Row[Any] | None:
    return db.execute(sa.select(table).where(table.c.state_hash == hash_of(state))).one_or_none()


def _shows(row: Row[Any], binding: str | None) -> bool:
    return binding is not None and hmac.compare_digest(row.binding_hash, hash_of(binding))


def _may_ask(row: Row[Any], now: datetime) -> bool:
    return row.asked_at is None and row.consumed_at is None and row.expires_at > now


def _not_asked(row: Row[Any]) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.state_hash == row.state_hash, table.c.asked_at.is_(None), table.c.consumed_at.is_(None))


def _change(db: Connection, which: sa.ColumnElement[bool], **values: object) -> bool:
    """Change the one row, if it still is as `which` says: the condition and the change are one statement."""
    return db.execute(table.update().where(which).values(**values)).rowcount == 1


def _transaction(row: Row[Any]) -> Transaction:
    return Transaction(
        nonce=row.nonce,
        host_id=row.host_id,
        issuer=row.issuer,
        client_id=row.client_id,
        deployment_hint=row.deployment_hint,
        target_link_uri=row.target_link_uri,
        storage_target=row.storage_target,
    )


def _columns(transaction: Transaction) -> dict[str, str | None]:
    return {
        "nonce": transaction.nonce,
        "host_id": transaction.host_id,
        "issuer": transaction.issuer,
        "client_id": transaction.client_id,
        "deployment_hint": transaction.deployment_hint,
        "target_link_uri": transaction.target_link_uri,
        "storage_target": transaction.storage_target,
    }
