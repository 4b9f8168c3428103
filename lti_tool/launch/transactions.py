"""One login transaction per login: bound to a browser, used up once, forgotten minutes after it expired.

The host's hint about the person, in the address that a login may have to wait with, is forgotten as soon as it expires.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..system.clock import Clock
from ..system.database import Database, UtcDateTime
from ..system.ids import hash_of
from ..system.statement import Statement
from .browser import Browser
from .refusals import LaunchRefused, Refusal
from .tables import login_transactions as table

LIFETIME = timedelta(minutes=10)
# No secret has this hash.
NO_HASH = ""
# Long enough for the log to say of an answer that came too late what it was. Anybody can begin logins.
KEPT_AFTER_EXPIRY = timedelta(minutes=10)


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
    storage_key: str | None = None


_at = sa.bindparam("at", type_=UtcDateTime())
_INSERT = Statement(table.insert())
_FIND = Statement(sa.select(table).where(table.c.state_hash == sa.bindparam("state")))
# Condition and change are one statement: of two attempts at once, the second finds the row used up.
_HINTED = sa.select(table.c.state_hash).where(table.c.expires_at <= _at, table.c.redirect_url.is_not(None))
_FORGET_HINT = (
    table.update()
    .where(table.c.state_hash == sa.bindparam("state"), table.c.expires_at <= _at)
    .values(redirect_url=None)
)
_CONSUME = Statement(
    table.update()
    .where(
        table.c.state_hash == sa.bindparam("state"),
        table.c.binding_hash
        == sa.case((table.c.storage_key.is_(None), sa.bindparam("shown")), else_=sa.bindparam("stored")),
        table.c.consumed_at.is_(None),
        table.c.expires_at > _at,
    )
    .values(consumed_at=_at, redirect_url=None)
    .returning(table)
)


class Transactions:
    """Opens, follows and uses up login transactions. Each step is one short transaction of the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open(self, transaction: Transaction, state: str, binding: str, redirect_url: str | None) -> None:
        """Remember a login that has just begun.

        Args:
            redirect_url: where the host will be asked; None if the browser is sent there at once.
        """
        now = self._clock.now()
        row = {
            "state_hash": hash_of(state),
            "binding_hash": hash_of(binding),
            "redirect_url": redirect_url,
            "asked_at": now if redirect_url is None else None,
            "created_at": now,
            "expires_at": now + LIFETIME,
            **_columns(transaction),
        }
        with self._database.quick_transaction() as db:
            _INSERT.run(db, **row)

    def ask(self, state: str, bindings: tuple[str, ...]) -> str | None:
        """Mark the login as sent to the host and give the host's URL, once, to the browser it is bound to."""
        now = self._clock.now()
        with self._database.quick_transaction() as db:
            row = _find(db, state)
            if row is None or not _is_bound_to(row, bindings) or not _may_ask(row, now):
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

    def awaited(self, state: str) -> Transaction | None:
        """A login that the host was asked about and that no launch has used up yet."""
        with self._database.reading() as db:
            row = _find(db, state)
        if row is None or row.asked_at is None or row.consumed_at is not None or row.expires_at <= self._clock.now():
            return None
        return _transaction(row)

    def rebind(self, state: str, binding: str, storage_key: str | None = None) -> tuple[Transaction, str]:
        """Bind a login that the host has not been asked about yet to another window, or to the host's storage.

        Raises:
            LaunchRefused: the login is over, or never was.
        """
        now = self._clock.now()
        with self._database.quick_transaction() as db:
            row = _find(db, state)
            if row is None or not _may_ask(row, now):
                raise LaunchRefused(Refusal.LOGIN_OVER, row.host_id if row is not None else None)
            if not _change(db, _not_asked(row), binding_hash=hash_of(binding), storage_key=storage_key):
                raise LaunchRefused(Refusal.LOGIN_OVER, row.host_id)
            return _transaction(row), str(row.redirect_url)

    def consume(self, db: Connection, state: str, browser: Browser) -> Transaction:
        """Use the login up. Of any number of attempts at once exactly one succeeds. Raises LaunchRefused."""
        shown = {
            "state": hash_of(state),
            "shown": _hash_of_ours(db, state, browser.bindings),
            "stored": NO_HASH if browser.stored is None else hash_of(browser.stored),
        }
        row = _CONSUME.row(db, **shown, at=self._clock.now())
        if row is None:
            raise _why_not(db, state, browser)
        return _transaction(row)

    def forget_old(self) -> int:
        """Take the hints out of what has expired, and delete what did some minutes ago; give how many."""
        self._forget_hints()
        oldest = self._clock.now() - KEPT_AFTER_EXPIRY
        with self._database.quick_transaction() as db:
            return db.execute(table.delete().where(table.c.expires_at < oldest)).rowcount

    def _forget_hints(self) -> None:
        now = self._clock.now()
        # Looked for before anything is locked: a whole day's logins are looked through, and hardly any has one.
        with self._database.looking() as db:
            hinted = [{"state": row.state_hash, "at": now} for row in db.execute(_HINTED, {"at": now})]
        if hinted:
            with self._database.quick_transaction() as db:
                db.execute(_FORGET_HINT, hinted)


def _hash_of_ours(db: Connection, state: str, bindings: tuple[str, ...]) -> str:
    """The hash of the binding that the login is bound to, if it is among those shown."""
    # Most browsers show one, and the statement that uses the login up compares it anyway.
    if len(bindings) <= 1:
        return hash_of(bindings[0]) if bindings else NO_HASH
    row = _find(db, state)
    return NO_HASH if row is None or not _is_bound_to(row, bindings) else str(row.binding_hash)


def _why_not(db: Connection, state: str, browser: Browser) -> LaunchRefused:
    """Why a login could not be used up."""
    row = _find(db, state)
    if row is None:
        return LaunchRefused(Refusal.STATE_UNKNOWN)
    stored = () if browser.stored is None else (browser.stored,)
    if not _is_bound_to(row, browser.bindings if row.storage_key is None else stored):
        # Not used up: the browser to which it belongs may still come.
        return LaunchRefused(Refusal.BINDING_NOT_SHOWN, row.host_id)
    return LaunchRefused(Refusal.STATE_SPENT, row.host_id)


def _find(db: Connection, state: str) -> Any | None:
    return _FIND.row(db, state=hash_of(state))


def _is_bound_to(row: Any, bindings: tuple[str, ...]) -> bool:
    return any(hmac.compare_digest(row.binding_hash, hash_of(each)) for each in bindings)


def _may_ask(row: Any, now: datetime) -> bool:
    return row.asked_at is None and row.consumed_at is None and row.expires_at > now


def _not_asked(row: Any) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.state_hash == row.state_hash, table.c.asked_at.is_(None), table.c.consumed_at.is_(None))


def _change(db: Connection, which: sa.ColumnElement[bool], **values: object) -> bool:
    """Change the one row, if it still is as `which` says: the condition and the change are one statement."""
    return db.execute(table.update().where(which).values(**values)).rowcount == 1


def _transaction(row: Any) -> Transaction:
    return Transaction(
        nonce=row.nonce,
        host_id=row.host_id,
        issuer=row.issuer,
        client_id=row.client_id,
        deployment_hint=row.deployment_hint,
        target_link_uri=row.target_link_uri,
        storage_target=row.storage_target,
        storage_key=row.storage_key,
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
