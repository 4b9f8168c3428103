"""Histories as chains, and a database that itself refuses to change or delete what is on record."""

import hashlib
import json
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ID = sa.String(32)
HASH = sa.String(64)
MOMENT = sa.DateTime(timezone=True)
CASES_AT_A_TIME = 500

# A row of these is never changed.
KEPT = ("events", "decisions", "erasures")
# These go when their case does, and only then or where its erasure was agreed.
OF_A_CASE = ("events", "decisions")
EVERY = ("cases", *KEPT)
# SQLite's INSERT OR REPLACE deletes what is in its way, and no trigger hears of it.
IN_THE_WAY = {
    "cases": "SELECT 1 FROM cases WHERE id = NEW.id OR (tenant_id = NEW.tenant_id AND reference = NEW.reference)",
    "events": "SELECT 1 FROM events WHERE id = NEW.id OR (case_id = NEW.case_id AND number = NEW.number)",
    "decisions": "SELECT 1 FROM decisions WHERE id = NEW.id",
    "erasures": "SELECT 1 FROM erasures WHERE id = NEW.id",
}
NEVER_CHANGED = "it is on record and is never changed"
NOT_ERASED = "it is on record and is kept until its erasure was agreed"
# Entries leave with their case: the case's own trigger has let it go by then.
CASE_MAY_GO = "(SELECT 1 FROM erasures WHERE tenant_id = OLD.tenant_id AND (case_id = OLD.id OR case_id IS NULL))"
CASE_STAYS = (
    "(SELECT 1 FROM cases WHERE id = OLD.case_id AND NOT EXISTS (SELECT 1 FROM erasures WHERE "
    "erasures.tenant_id = cases.tenant_id AND (erasures.case_id = cases.id OR erasures.case_id IS NULL)))"
)


def upgrade() -> None:
    op.add_column("events", sa.Column("previous", HASH, server_default=sa.text("''"), nullable=False))
    op.add_column("events", sa.Column("hash", HASH, server_default=sa.text("''"), nullable=False))
    op.add_column("cases", sa.Column("events_count", sa.Integer, server_default="0", nullable=False))
    op.add_column("cases", sa.Column("events_head", HASH, server_default=sa.text("''"), nullable=False))
    _erasures()
    _chain_every_case(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgres(op.get_bind().exec_driver_sql("SELECT current_schema()").scalar_one())


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in EVERY:
            for what in ("change", "deletion", "replacement"):
                op.execute(f"DROP TRIGGER IF EXISTS no_{what}_of_{table}")
    else:
        for function in ("refuse_change", "refuse_deletion", "refuse_deletion_of_case"):
            op.execute(f"DROP FUNCTION {function}() CASCADE")
    op.drop_table("erasures")
    for name in ("events_head", "events_count"):
        op.drop_column("cases", name)
    for name in ("hash", "previous"):
        op.drop_column("events", name)


def _erasures() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", ID, nullable=False),
        sa.Column("tenant_id", ID, nullable=False),
        sa.Column("case_id", ID),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False),
        sa.Column("agreed_by", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    op.create_index("ix_erasures_tenant_id", "erasures", ["tenant_id", "case_id"])


def _chain_every_case(db: sa.Connection) -> None:
    cases = sa.table("cases", sa.column("id", ID), sa.column("events_count"), sa.column("events_head"))
    last = ""
    while True:
        query = sa.select(cases.c.id).where(cases.c.id > last).order_by(cases.c.id).limit(CASES_AT_A_TIME)
        ids = db.execute(query).scalars().all()
        for case_id in ids:
            count, head = _chain(db, case_id)
            db.execute(cases.update().where(cases.c.id == case_id).values(events_count=count, events_head=head))
        if not ids:
            return
        last = ids[-1]


def _chain(db: sa.Connection, case_id: str) -> tuple[int, str]:
    names = ("id", "case_id", "number", "kind", "by_staff_id", "previous", "hash")
    typed: list[sa.ColumnClause[Any]] = [sa.column("detail", sa.LargeBinary), sa.column("at", MOMENT)]
    events = sa.table("events", *typed, *(sa.column(name) for name in names))
    number, head = 0, ""
    for row in db.execute(sa.select(events).where(events.c.case_id == case_id).order_by(events.c.number)).all():
        number, before, head = row.number, head, _hash(row, head)
        db.execute(events.update().where(events.c.id == row.id).values(previous=before, hash=head))
    return number, head


def _hash(row: Any, previous: str) -> str:
    sealed = None if row.detail is None else bytes(row.detail).hex()
    at = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at.astimezone(UTC)
    parts = [
        row.case_id,
        row.number,
        row.kind,
        sealed,
        row.by_staff_id,
        at.isoformat(timespec="microseconds"),
        previous,
    ]
    return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


def _guard_sqlite() -> None:
    for table in KEPT:
        _refuse_on_sqlite("change", table, "UPDATE", NEVER_CHANGED)
    # What belongs to a case hangs on these; and OR REPLACE would take another case's reference, and the case with it.
    _refuse_on_sqlite("change", "cases", "UPDATE OF id, tenant_id, reference", NEVER_CHANGED)
    for table in OF_A_CASE:
        _refuse_on_sqlite("deletion", table, "DELETE", NOT_ERASED, f"EXISTS {CASE_STAYS}")
    _refuse_on_sqlite("deletion", "cases", "DELETE", NOT_ERASED, f"NOT EXISTS {CASE_MAY_GO}")
    _refuse_on_sqlite("deletion", "erasures", "DELETE", NEVER_CHANGED)
    for table, taken in IN_THE_WAY.items():
        _refuse_on_sqlite("replacement", table, "INSERT", NEVER_CHANGED, f"EXISTS ({taken})")


def _refuse_on_sqlite(what: str, table: str, event: str, words: str, when: str = "1") -> None:
    op.execute(
        f"CREATE TRIGGER no_{what}_of_{table} BEFORE {event} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table}, {words}'); END"
    )


def _guard_postgres(schema: str) -> None:
    _function("refuse_change", schema, "true", NEVER_CHANGED)
    _function("refuse_deletion", schema, f"EXISTS {CASE_STAYS}", NOT_ERASED)
    _function("refuse_deletion_of_case", schema, f"NOT EXISTS {CASE_MAY_GO}", NOT_ERASED)
    for table in KEPT:
        _refuse_on_postgres("change", table, "UPDATE", "refuse_change")
    _refuse_on_postgres("change", "cases", "UPDATE OF id, tenant_id, reference", "refuse_change")
    for table in OF_A_CASE:
        _refuse_on_postgres("deletion", table, "DELETE", "refuse_deletion")
    _refuse_on_postgres("deletion", "cases", "DELETE", "refuse_deletion_of_case")
    _refuse_on_postgres("deletion", "erasures", "DELETE", "refuse_change")
    for table in EVERY:
        _refuse_on_postgres("truncation", table, "TRUNCATE", "refuse_change", each="STATEMENT")


def _function(name: str, schema: str, refused: str, words: str) -> None:
    # With the schema named and the temporary one last, no table that somebody makes can stand in for ours.
    op.execute(
        f'CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = "{schema}", pg_temp AS $$ BEGIN '
        f"IF {refused} THEN RAISE EXCEPTION USING ERRCODE = 'restrict_violation', "
        f"MESSAGE = TG_TABLE_NAME || ', {words}'; END IF; RETURN OLD; END $$"
    )


def _refuse_on_postgres(what: str, table: str, event: str, function: str, each: str = "ROW") -> None:
    op.execute(
        f"CREATE TRIGGER no_{what}_of_{table} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
    )
