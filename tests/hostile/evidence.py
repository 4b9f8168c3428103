"""What one request did: the answer, the log, and every row before and after. And what may be true of a refusal."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from io import StringIO
from typing import Any

from werkzeug.test import TestResponse

from lti_tool.launch.refusals import Refusal
from lti_tool.system.database import Database, metadata
from lti_tool.web.session import COOKIE

LOGINS = "login_transactions"
SHOWN = "launch refusal shown"
# What a refusal may change in the login that it used up.
USED_UP = {"consumed_at", "redirect_url"}
QUERIES = {
    table.name: f"SELECT {', '.join(column.name for column in table.columns)} FROM {table.name}"
    for table in metadata.sorted_tables
}

# Rows as the driver gives them, by table: they are read twice a request.
Contents = dict[str, list[tuple[Any, ...]]]


class Leaves(Enum):
    """What a refusal may leave behind (design.md, "Launch rules")."""

    NOTHING = "nothing"
    LOGIN_USED_UP = "the login, used up"
    PENDING_DEPLOYMENT = "the login, used up, and one deployment that waits"


@dataclass(frozen=True)
class Attempt:
    """One request and all that came of it. `secrets`: what must show neither on the page nor in the log."""

    response: TestResponse
    before: Contents
    after: Contents
    log: str
    secrets: frozenset[str]

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def page(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.splitlines()]

    @property
    def changed(self) -> set[str]:
        """The tables in which anything was changed."""
        return {table for table in self.after if self.after[table] != self.before[table]}

    @property
    def cookies(self) -> str:
        return "\n".join(self.response.headers.getlist("Set-Cookie"))


def contents_of(database: Database) -> Contents:
    """Every row of every table."""
    with database.reading() as db:
        cursor = db.connection.cursor()
        return {name: cursor.execute(query).fetchall() for name, query in QUERIES.items()}


def rows_of(contents: Contents, table: str) -> list[dict[str, Any]]:
    """The rows of one table by the names of their columns."""
    return [dict(zip(metadata.tables[table].columns.keys(), row, strict=True)) for row in contents[table]]


def refused(attempt: Attempt, word: Refusal, leaves: Leaves = Leaves.LOGIN_USED_UP) -> None:
    """The launch was refused for `word`, and in the way every launch is."""
    assert 400 <= attempt.status < 500, attempt.log
    _said_plainly(attempt, word)
    _left(attempt, leaves)
    assert f"{COOKIE}=" not in attempt.cookies
    assert attempt.response.headers["Cache-Control"] == "no-store"


def _said_plainly(attempt: Attempt, word: Refusal) -> None:
    """The log has the reason beside the reference on the page; the page has no reason, and neither has a secret."""
    shown = [line for line in attempt.lines if "incident" in line]
    assert [(line["event"], line["refusal"]) for line in shown] == [(SHOWN, word.value)]
    assert {line["refusal"] for line in attempt.lines} == {word.value}
    assert re.search(rf"<strong>{shown[0]['incident']}</strong>", attempt.page)
    assert word.value not in attempt.page
    for secret in attempt.secrets:
        assert secret not in attempt.log, f"the log holds {secret[:40]}"
        assert secret not in attempt.page, f"the page holds {secret[:40]}"


def _left(attempt: Attempt, leaves: Leaves) -> None:
    assert _used_up(attempt) == (0 if leaves is Leaves.NOTHING else 1)
    changed = {LOGINS}
    if leaves is Leaves.PENDING_DEPLOYMENT:
        changed.add("deployments")
        known = rows_of(attempt.before, "deployments")
        added = [row for row in rows_of(attempt.after, "deployments") if row not in known]
        assert [(row["status"], row["tenant_id"]) for row in added] == [("pending", None)]
    assert attempt.changed <= changed


def _used_up(attempt: Attempt) -> int:
    """How many logins were used up. That is all that may have happened to any."""
    pairs = zip(rows_of(attempt.before, LOGINS), rows_of(attempt.after, LOGINS), strict=True)
    others = [(old, new) for old, new in pairs if old != new]
    for old, new in others:
        assert {name for name in old if old[name] != new[name]} <= USED_UP
    return sum(old["consumed_at"] is None and new["consumed_at"] is not None for old, new in others)


class LogTape:
    """Everything that was logged, as it would have gone to standard error."""

    def __init__(self) -> None:
        self.text = StringIO()

    def taken(self) -> str:
        """What was logged since this was last asked."""
        said = self.text.getvalue()
        self.text.seek(0)
        self.text.truncate()
        return said
