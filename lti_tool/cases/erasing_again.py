"""After a backup was put back: what was deleted since is deleted again, under the receipts that there were.

The list of what is gone is written beside each backup and sealed with the master keys. So with our commands nobody can
make one up, and delete by it what no two people agreed on. Whoever holds those keys and the database could anyway.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from sqlalchemy.engine import Connection

from ..system.crypto import CannotDecrypt, MasterKeys, Place
from ..system.database import NOT_NOW, Database
from ..tenants.tables import tenants
from .erasure_receipts import ErasureReason, ErasureReceipt, receipt_of_row, write_receipt
from .erasure_rows import delete_case, delete_tenant
from .tables import cases
from .tables_erasure import erasure_receipts, erasures

FORMAT = 1
PLACE = Place("signpost", "erasures", "list", "")
NO_LIST = "This is no list that `signpost erasure save` wrote. Nothing was deleted."
NOT_OURS = (
    "The list was changed, or another installation wrote it: no key in SIGNPOST_MASTER_KEYS fits its seal. Nothing was "
    "deleted. Use the list as it was written, and put back the master keys of that time."
)


class ListRefused(Exception):
    """Nothing was deleted. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Something that was deleted and is not there. `case_id` is None where it was a whole tenant."""

    receipt: ErasureReceipt
    case_id: str | None


@dataclass
class Again:
    """What became of a list: references, or a tenant's id where all of it went.

    Attributes:
        deleted: had come back, and is deleted again.
        noted: had not come back. Its receipt had not either, and is there again.
        left: has come back and was worked on since. Two people have to look.
    """

    deleted: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class _GoneSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    id = fields.Str(required=True, validate=validate.Length(equal=32))
    tenant_id = fields.Str(required=True, validate=validate.Length(equal=32))
    case_id = fields.Str(required=True, allow_none=True, validate=validate.Length(equal=32))
    reference = fields.Str(required=True, allow_none=True, validate=validate.Length(max=12))
    reason = fields.Enum(ErasureReason, by_value=True, required=True)
    asked_by = fields.Str(required=True, validate=validate.Length(max=64))
    agreed_by = fields.Str(required=True, validate=validate.Length(max=64))
    at = fields.AwareDateTime(required=True, format="iso")
    entries = fields.Int(required=True, strict=True)
    head = fields.Str(required=True, validate=validate.Length(max=64))
    kept_hash = fields.Str(required=True, data_key="hash", validate=validate.Length(equal=64))


def write_list(db: Connection, keys: MasterKeys) -> str:
    """Every receipt of every tenant whose case, or tenant, is not there, as one sealed text."""
    gone = json.dumps([_facts(each) for each in _gone(db)])
    seal = base64.b64encode(keys.wrap(_digest(gone), PLACE)).decode()
    return json.dumps({"signpost erasures": FORMAT, "gone": gone, "seal": seal}) + "\n"


def read_list(text: str, keys: MasterKeys) -> list[Gone]:
    """What such a text says, oldest first. Raises ListRefused."""
    try:
        outer = json.loads(text)
        gone, seal = str(outer["gone"]), base64.b64decode(str(outer["seal"]), validate=True)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as error:
        raise ListRefused(NO_LIST) from error
    try:
        if keys.unwrap(seal, PLACE) != _digest(gone):
            raise ListRefused(NOT_OURS)
        loaded: list[dict[str, Any]] = _GoneSchema(many=True).loads(gone)
    except CannotDecrypt as error:
        raise ListRefused(NOT_OURS) from error
    except (ValidationError, ValueError) as error:
        raise ListRefused(NO_LIST) from error
    found = [Gone(receipt=ErasureReceipt(**each), case_id=case) for each in loaded for case in [each.pop("case_id")]]
    if not all(each.receipt.is_whole for each in found):
        raise ListRefused(NO_LIST)
    return sorted(found, key=lambda each: (each.receipt.at, each.receipt.id))


def delete_again(database: Database, gone: Iterable[Gone], also: Callable[[Connection, str], None]) -> Again:
    """Delete what has come back, all of it or nothing. What has a receipt here already is passed over.

    Args:
        also: deletes what the rooms above keep of a tenant.
    """
    done = Again()
    with database.transaction() as db:
        known = set(db.execute(sa.select(erasure_receipts.c.id)).scalars())
        for each in gone:
            if each.receipt.id not in known:
                _delete(db, each, done, also)
    if done.deleted:
        try:
            database.overwrite_deleted(whole=True)
        except NOT_NOW:
            # It is gone all the same. Somebody is reading the file, which RUNBOOK.md says not to do meanwhile.
            return done
    return done


def _delete(db: Connection, gone: Gone, done: Again, also: Callable[[Connection, str], None]) -> None:
    receipt, tenant_id = gone.receipt, gone.receipt.tenant_id
    name = receipt.reference or tenant_id
    if gone.case_id is not None:
        is_there, as_it_was = _case(db, gone, gone.case_id)
    else:
        is_there, as_it_was = _tenant(db, receipt)
    if is_there and not as_it_was:
        done.left.append(name)
        return
    write_receipt(db, receipt, gone.case_id)
    if is_there and gone.case_id is not None:
        delete_case(db, gone.case_id)
    elif is_there:
        also(db, tenant_id)
        delete_tenant(db, tenant_id)
    (done.deleted if is_there else done.noted).append(name)


def _case(db: Connection, gone: Gone, case_id: str) -> tuple[bool, bool]:
    """Whether the case is there, and whether its history could be the beginning of the one that was deleted."""
    row = db.execute(sa.select(cases).where(cases.c.id == case_id).with_for_update()).one_or_none()
    if row is None:
        return False, False
    receipt = gone.receipt
    same = (row.tenant_id, row.reference) == (receipt.tenant_id, receipt.reference)
    is_end = row.events_count == receipt.entries and row.events_head == receipt.head
    return True, same and (is_end or row.events_count < receipt.entries)


def _tenant(db: Connection, receipt: ErasureReceipt) -> tuple[bool, bool]:
    mine = tenants.c.id == receipt.tenant_id
    if db.execute(sa.select(tenants.c.id).where(mine).with_for_update()).one_or_none() is None:
        return False, False
    query = sa.select(sa.func.coalesce(sa.func.sum(cases.c.events_count), 0))
    return True, db.execute(query.where(cases.c.tenant_id == receipt.tenant_id)).scalar_one() <= receipt.entries


def _gone(db: Connection) -> list[Gone]:
    receipts = erasure_receipts.join(erasures, erasures.c.id == erasure_receipts.c.id)
    case_there = sa.exists().where(cases.c.id == erasures.c.case_id)
    tenant_there = sa.exists().where(erasures.c.case_id.is_(None), tenants.c.id == erasures.c.tenant_id)
    query = sa.select(erasure_receipts, erasures.c.case_id).select_from(receipts)
    rows = db.execute(query.where(sa.not_(case_there), sa.not_(tenant_there)).order_by(erasure_receipts.c.at)).all()
    return [Gone(receipt_of_row(row), row.case_id) for row in rows]


def _facts(gone: Gone) -> dict[str, Any]:
    dumped: dict[str, Any] = _GoneSchema(exclude=("case_id",)).dump(gone.receipt)
    return dumped | {"case_id": gone.case_id}


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
