"""What a database is told, by whichever way: through SQLAlchemy, or told to the driver itself."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lti_tool.system.statement import _Told


@contextmanager
def told_to_any_database(note: Callable[[Connection, str], None]) -> Iterator[None]:
    """Call `note` with each statement before it runs, until the block ends."""
    tell = _Told.run

    def tell_and_note(statement: _Told, db: Connection, values: Mapping[str, Any], **how: bool) -> Any:
        note(db, statement.text)
        return tell(statement, db, values, **how)

    def through_sqlalchemy(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        note(connection, statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", through_sqlalchemy)
    try:
        with patch.object(_Told, "run", tell_and_note):
            yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", through_sqlalchemy)
