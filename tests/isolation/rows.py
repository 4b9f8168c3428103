"""What stands in the database of each school, to look for in the answers to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from lti_tool.system.database import Database, metadata
from tests.isolation.school import School

# Hosts are shared on purpose; what begins a login belongs to nobody yet.
NOBODYS = {"hosts", "login_transactions", "outbox", "sessions", "signing_keys", "tickets"}


@dataclass(frozen=True)
class Rows:
    """Reads them."""

    database: Database

    def ids_of(self, school: School) -> dict[str, set[str]]:
        """Every id and reference of a school, by table."""
        with self.database.reading() as db:
            return {table.name: _ids(db, table, school.tenant_id) for table in metadata.sorted_tables}

    def rows_of(self, school: School) -> dict[str, list[Any]]:
        """Everything that a school has, to compare before and after."""
        with self.database.reading() as db:
            found = {}
            for table in metadata.sorted_tables:
                where = _of_tenant(table, school.tenant_id)
                if where is not None:
                    found[table.name] = sorted(map(repr, db.execute(sa.select(table).where(where))))
            return found

    def owed_by(self, school: School) -> int:
        """How many of a school's receipts the worker still has to post."""
        outbox, receipts = metadata.tables["outbox"], metadata.tables["receipts"]
        theirs = sa.select(receipts.c.id).where(receipts.c.tenant_id == school.tenant_id)
        todo = sa.select(sa.func.count()).where(outbox.c.ref.in_(theirs), outbox.c.done_at.is_(None))
        with self.database.reading() as db:
            return db.execute(todo).scalar_one()

    def strangers(self, schools: Iterable[School]) -> list[str]:
        """References from one school's rows to another's. There are none."""
        with self.database.reading() as db:
            return [each for school in schools for each in _strangers(db, school.tenant_id)]


def _of_tenant(table: sa.Table, tenant_id: str) -> sa.ColumnElement[bool] | None:
    if "tenant_id" in table.c:
        return table.c.tenant_id == tenant_id
    if table.name == "tenants":
        return table.c.id == tenant_id
    for column, owners in (("case_id", "cases"), ("one_id", "cases"), ("staff_id", "staff")):
        if column in table.c:
            owner = metadata.tables[owners]
            return table.c[column].in_(sa.select(owner.c.id).where(owner.c.tenant_id == tenant_id))
    return None


def _ids(db: sa.Connection, table: sa.Table, tenant_id: str) -> set[str]:
    where = _of_tenant(table, tenant_id)
    if where is None or table.name in NOBODYS:
        return set()
    columns = [table.c[name] for name in ("id", "reference") if name in table.c]
    rows = db.execute(sa.select(*columns).where(where)) if columns else ()
    return {str(value) for row in rows for value in row if value}


def _strangers(db: sa.Connection, tenant_id: str) -> Iterator[str]:
    for table in metadata.sorted_tables:
        where = _of_tenant(table, tenant_id)
        for key in table.foreign_keys if where is not None else ():
            other = key.column.table
            theirs = _of_tenant(other, tenant_id)
            if theirs is None or other.name in NOBODYS:
                continue
            inside = sa.select(key.column).where(theirs)
            if db.execute(sa.select(key.parent).where(where, key.parent.is_not(None), key.parent.not_in(inside))).all():
                yield f"{table.name}.{key.parent.name}"
