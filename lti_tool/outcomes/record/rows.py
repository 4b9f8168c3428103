"""Rows and records: a row of the database opened for the file, and a record of a file sealed for the database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ...system.crypto import Cipher
from .forms import forms_of
from .shape import Member, Which

ROWS_AT_A_TIME = 500

Record = dict[str, Any]


def records_of(
    db: Connection, cipher: Cipher, tenant_id: str, member: Member, also: Which | None = None
) -> Iterator[Record]:
    """Every record of a tenant in one table, as JSON will have it."""
    query = sa.select(*member.columns).where(member.which(tenant_id), sa.true() if also is None else also)
    ordered = query.order_by(*member.sorted_by).execution_options(yield_per=ROWS_AT_A_TIME)
    for row in db.execute(ordered):
        yield _record(cipher, tenant_id, member, row._asdict())


def _record(cipher: Cipher, tenant_id: str, member: Member, row: Mapping[str, Any]) -> Record:
    forms, record = forms_of(member), {}
    for name, form in forms.items():
        value, sealed = row[name], member.sealed.get(name)
        if value is not None and sealed is not None:
            words = cipher.decrypt(value, sealed.place(tenant_id, member.table, name, row))
            value = json.loads(words) if sealed.is_map else words
        record[name] = None if value is None else form.write(value)
    return record


def row_of(cipher: Cipher, tenant_id: str, member: Member, record: Mapping[str, Any]) -> Record:
    """A checked record as a row: its words sealed with the key that it has here."""
    row = dict(record)
    for name, sealed in member.sealed.items():
        if (words := record[name]) is not None:
            plain = json.dumps(words, separators=(",", ":"), sort_keys=True) if sealed.is_map else words
            row[name] = cipher.encrypt(plain, sealed.place(tenant_id, member.table, name, record))
    return row
