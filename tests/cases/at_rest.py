"""What lies in a database, read as somebody would who has taken it away."""

from pathlib import Path

import sqlalchemy as sa

from lti_tool.system.database import Database
from tests.cases.tampering import past_the_guards
from tests.cases.team import Team


def stored(database: Database) -> bytes:
    """Every byte of every column of every table."""
    parts = []
    with database.reading() as db:
        for name in sa.inspect(db).get_table_names():
            for row in db.exec_driver_sql(f'SELECT * FROM "{name}"'):
                parts += [
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row
                ]
    return b"\x00".join(parts)


def raw_files(database: Database) -> bytes:
    """Every byte of SQLite's file and of those beside it."""
    path = Path(str(database.url.database))
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


def moves(team: Team, table: sa.Table, column: str) -> None:
    """Copy every row's ciphertext onto the row after it."""
    key = list(table.primary_key)
    with past_the_guards(team.database) as db:
        rows = db.execute(sa.select(*key, table.c[column]).where(table.c[column].is_not(None))).all()
        assert len(rows) >= 2
        for row, other in zip(rows, [*rows[1:], rows[0]], strict=True):
            mine = sa.and_(*[each == getattr(row, each.name) for each in key])
            db.execute(table.update().where(mine).values({column: getattr(other, column)}))
