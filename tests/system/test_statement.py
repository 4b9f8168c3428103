"""Statements told to the driver itself: the same answers, the same errors, the same transactions."""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from lti_tool.system.database import Database
from lti_tool.system.statement import Statement
from lti_tool.tenants.tables import hosts, tenants

AT = datetime(2026, 11, 2, 8, 30, 0, 123456, tzinfo=UTC)
HOST = {
    "id": "a" * 32,
    "issuer": "https://school.example",
    "client_id": "c",
    "auth_url": "https://school.example/auth",
    "token_url": "https://school.example/token",
    "jwks_url": "https://school.example/jwks",
    "frame_origins": ["https://school.example", "https://*.school.example"],
    "created_at": AT,
}

MANY = b"x" * 200
LEAF_OF_A_TABLE = 0x0D

INSERT = Statement(hosts.insert())
FIND = sa.select(hosts).where(hosts.c.issuer == sa.bindparam("issuer"))
RENAME = Statement(
    hosts.update()
    .where(hosts.c.client_id == sa.bindparam("known"), hosts.c.created_at <= sa.bindparam("at"))
    .values(client_id=sa.bindparam("wanted"), family=None)
    .returning(hosts.c.id, hosts.c.client_id)
)


def insert(database: Database) -> None:
    with database.transaction() as db:
        INSERT.run(db, **HOST)


def test_every_kind_of_value_comes_back_as_sqlalchemy_gives_it(database: Database) -> None:
    insert(database)

    with database.reading() as db:
        row = Statement(FIND).row(db, issuer=HOST["issuer"])
        same = db.execute(FIND, {"issuer": HOST["issuer"]}).one()

    assert tuple(row) == tuple(same)
    assert (row.created_at, row.frame_origins, row.audience) == (AT, HOST["frame_origins"], None)


def test_what_the_statement_holds_itself_is_converted_like_what_it_is_given(database: Database) -> None:
    insert(database)
    columns = (hosts.c.id, hosts.c.created_at)
    known = hosts.c.client_id.in_(["b", "c"]), hosts.c.created_at >= AT, hosts.c.issuer == sa.bindparam("issuer")

    with database.reading() as db:
        rows = Statement(sa.select(*columns).where(*known)).rows(db, issuer=HOST["issuer"])
        none = Statement(sa.select(*columns).where(*known, hosts.c.created_at > AT)).rows(db, issuer=HOST["issuer"])

    assert [tuple(row) for row in rows] == [(HOST["id"], AT)]
    assert none == []


def test_bytes_come_back_as_bytes(database: Database) -> None:
    with database.transaction() as db:
        Statement(tenants.insert()).run(
            db,
            id="t" * 32,
            name="Oakfield",
            nation="england",
            data_key=b"\x00\xff",
            created_at=AT,
            children_named=False,
        )
        row = Statement(sa.select(tenants.c.data_key)).row(db)

    assert row.data_key == b"\x00\xff"


def test_what_is_not_there_is_none(database: Database) -> None:
    with database.reading() as db:
        assert Statement(FIND).row(db, issuer="https://unheard.example") is None
        assert Statement(FIND).rows(db, issuer="https://unheard.example") == []


def test_a_change_gives_what_it_changed(database: Database) -> None:
    insert(database)

    with database.quick_transaction() as db:
        assert tuple(RENAME.row(db, known="c", wanted="d", at=AT)) == (HOST["id"], "d")
        assert RENAME.row(db, known="c", wanted="d", at=AT) is None


def test_it_says_how_many_rows_it_changed(database: Database) -> None:
    insert(database)
    renamed = Statement(
        hosts.update().where(hosts.c.client_id == sa.bindparam("known")).values(client_id=sa.bindparam("wanted"))
    )

    with database.transaction() as db:
        assert [renamed.run(db, known="c", wanted="d") for _ in range(2)] == [1, 0]


def test_it_is_undone_with_its_transaction(database: Database) -> None:
    with suppress(ZeroDivisionError), database.transaction() as db:
        INSERT.run(db, **HOST)
        raise ZeroDivisionError

    with database.reading() as db:
        assert Statement(FIND).rows(db, issuer=HOST["issuer"]) == []


def test_its_errors_are_sqlalchemys_and_do_not_quote_the_values(database: Database) -> None:
    insert(database)

    with pytest.raises(sa.exc.IntegrityError) as refused, database.transaction() as db:
        INSERT.run(db, **HOST)

    assert "school.example/token" not in str(refused.value)


@pytest.mark.parametrize("way", ["reading", "looking"])
def test_so_is_what_happens_at_a_later_row(sqlite_database: Database, way: str) -> None:
    for number in range(300):
        with sqlite_database.quick_transaction() as db:
            INSERT.run(db, **(HOST | {"id": f"{number:032}", "client_id": f"{number} {MANY.decode()}"}))
    sqlite_database.close()
    damage(Path(str(sqlite_database.url.database)))

    with pytest.raises(sa.exc.DatabaseError) as damaged, getattr(sqlite_database, way)() as db:
        Statement(FIND).rows(db, issuer=HOST["issuer"])

    assert "malformed" in str(damaged.value)
    assert isinstance(damaged.value.orig, sqlite3.DatabaseError)


def damage(file: Path) -> None:
    """Spoil the pages in which the last of the hosts are, as a bad disk would."""
    content = bytearray(file.read_bytes())
    size = int.from_bytes(content[16:18])
    leaves = [
        at
        for at in range(size, len(content), size)
        if content[at] == LEAF_OF_A_TABLE and MANY in content[at : at + size]
    ]
    for at in leaves[len(leaves) // 2 :]:
        content[at : at + size] = b"\xa5" * size
    file.write_bytes(content)


def test_a_value_that_the_statement_does_not_know_is_a_mistake(database: Database) -> None:
    with database.reading() as db, pytest.raises(KeyError):
        Statement(FIND).row(db, issuer="https://school.example", isuer="https://school.example")


def test_a_value_left_out_is_a_mistake_and_not_a_null(database: Database) -> None:
    with database.reading() as db, pytest.raises(KeyError, match="issuer"):
        Statement(FIND).row(db)
