"""Sessions: rows on the server, found by a cookie that works in another site's frame.

30 minutes idle, 8 hours at most, a new id at each launch (design.md, "The browser").
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from flask import Flask
from flask.sessions import SessionInterface, SessionMixin
from flask.wrappers import Request, Response
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import CallbackDict

from ..system.clock import Clock
from ..system.database import NOT_NOW, Database
from ..system.ids import Ids
from ..system.statement import Statement
from .public import is_public
from .tables import sessions

COOKIE = "__Host-signpost"
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
# Where frames load at once, the first one's page is on its way with the id that the next one's launch replaces.
OVERLAP = timedelta(seconds=10)
# Writing "seen" on every page would cost a commit each; a minute's error shortens no session by much.
SEEN_EVERY = timedelta(minutes=1)
# The page matters more than the note that somebody has looked at it.
SEEN_WAITS_SECONDS = 0.2

_FIND = Statement(sa.select(sessions).where(sessions.c.id_hash == sa.bindparam("id")))
_INSERT = Statement(sessions.insert())


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """Flask's session. Its content never leaves the server.

    `unread` is why the database could not say what is in it. Whoever asks is told that, and not that nobody is
    signed in.
    """

    def __init__(self, facts: dict[str, Any] | None = None, token: str | None = None) -> None:
        def changed(session: CallbackDict[str, Any]) -> None:
            cast(ServerSession, session).modified = True

        super().__init__(facts or {}, changed)
        self.modified = False
        self.token = token
        self.created_at: datetime | None = None
        self.replaces: str | None = None
        self.overlaps = False
        self.expired = False
        self.unread: SQLAlchemyError | None = None

    def __contains__(self, name: object) -> bool:
        if self.unread is not None:
            raise self.unread
        return super().__contains__(name)

    def __getitem__(self, name: str) -> Any:
        if self.unread is not None:
            raise self.unread
        return super().__getitem__(name)

    def renew(self, *, overlaps: bool = False) -> None:
        """Forget everything and get a new id: whoever held the old cookie is signed out.

        Args:
            overlaps: not at once, because it is the same person: see `OVERLAP`.
        """
        self.clear()
        self.overlaps = overlaps
        self.unread = None
        self.replaces, self.token = self.token, None
        self.modified = True


class ServerSessions(SessionInterface):
    """Loads and keeps sessions in the database."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        token = request.cookies.get(COOKIE)
        # What anybody may read is the same for everybody, and there while the database is not.
        if not token or is_public(request.path):
            return ServerSession()
        try:
            with self._database.looking() as db:
                row = _FIND.row(db, id=_hash(token))
        except SQLAlchemyError as error:
            # Raised here it would be nobody's page; and some pages need no session at all.
            session = ServerSession()
            session.unread = error
            return session
        now = self._clock.now()
        if row is None or now - row.seen_at > IDLE or now - row.created_at > LONGEST:
            session = ServerSession()
            session.expired = True
            return session
        session = ServerSession(json.loads(row.facts), token)
        # One that ends in a moment was replaced, and a page that it still shows belongs to the session after it.
        session.created_at = row.created_at if now - row.created_at < LONGEST - OVERLAP else None
        if now - row.seen_at > SEEN_EVERY:
            self._touch(token, now)
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        ours = cast(ServerSession, session)
        if not ours.modified:
            return
        # Tried once: the page that says it failed must not wait for the same lock again.
        ours.modified = False
        now = self._clock.now()
        with self._database.quick_transaction() as db:
            if ours.replaces:
                self._replace(db, ours.replaces, overlaps=ours.overlaps)
            if not ours:
                self._forget(db, ours, response)
                return
            facts = json.dumps(dict(ours), separators=(",", ":"))
            if ours.token is not None:
                mine = sessions.c.id_hash == _hash(ours.token)
                db.execute(sessions.update().where(mine).values(facts=facts, seen_at=now))
                return
            ours.token = self._ids.token()
            _INSERT.run(db, id_hash=_hash(ours.token), facts=facts, created_at=now, seen_at=now)
        set_cookie(response, COOKIE, ours.token, LONGEST)

    def clean_up(self) -> int:
        """Delete the rows of sessions that have ended; gives how many."""
        now = self._clock.now()
        ended = sa.or_(sessions.c.seen_at < now - IDLE, sessions.c.created_at < now - LONGEST)
        with self._database.quick_transaction() as db:
            return db.execute(sessions.delete().where(ended)).rowcount

    def _touch(self, token: str, now: datetime) -> None:
        """Note that the person is still here. If that cannot be noted now, a later request will do it."""
        with contextlib.suppress(*NOT_NOW), self._database.quick_transaction(SEEN_WAITS_SECONDS) as db:
            db.execute(sessions.update().where(sessions.c.id_hash == _hash(token)).values(seen_at=now))

    def _replace(self, db: sa.Connection, token: str, *, overlaps: bool) -> None:
        """End a session: at once, or in a moment, as if it had begun as long ago as one may last."""
        mine, begun = sessions.c.id_hash == _hash(token), self._clock.now() - LONGEST + OVERLAP
        if overlaps:
            later = sa.and_(mine, sessions.c.created_at > begun)
            db.execute(sessions.update().where(later).values(created_at=begun))
        else:
            db.execute(sessions.delete().where(mine))

    def _forget(self, db: sa.Connection, session: ServerSession, response: Response) -> None:
        if session.token:
            db.execute(sessions.delete().where(sessions.c.id_hash == _hash(session.token)))
        response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="None", partitioned=True)


def set_cookie(response: Response, name: str, value: str, lifetime: timedelta) -> None:
    """A cookie that a browser gives back in another site's frame, and to nobody else (lti.md 1.9).

    Written out: to look each time whether what is the same each time may stand in a cookie is a fiftieth of a launch.

    Args:
        value: a token of ours, of which every character may stand there.
    """
    kept = f"{name}={value}; Max-Age={int(lifetime.total_seconds())}"
    response.headers.add("Set-Cookie", f"{kept}; Secure; HttpOnly; Path=/; SameSite=None; Partitioned")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
