"""Statements that are put together once and then told to the database's own driver.

For the few that every launch and every page asks: SQLAlchemy takes several times as long to pass one on as SQLite takes
to answer it. They are still written in its terms, for both databases, and run in its transactions.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import ClauseElement

Convert = Callable[[Any], Any] | None


def as_sqlalchemy_names_it(error: Exception, text: str, dialect: Dialect) -> BaseException:
    """What a driver raised, as SQLAlchemy's: callers know its errors. The values that were asked with are not in it."""
    return DBAPIError.instance(text, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect)


class Statement:
    """One statement. Its values are named as its `bindparam`s are; those of an insert as the columns."""

    def __init__(self, written: ClauseElement) -> None:
        self._written = written
        self._for_dialect: dict[str, _Told] = {}

    def run(self, db: Connection, **values: Any) -> int:
        """Run it for what it does. Gives how many rows it changed."""
        changed: int = self._told(db.dialect).run(db, values)
        return changed

    def rows(self, db: Connection, **values: Any) -> list[Any]:
        """Every row, each with its columns as attributes."""
        told = self._told(db.dialect)
        return [told.row(each) for each in told.run(db, values, fetch=True)]

    def plain(self, db: Connection, **values: Any) -> Sequence[Any]:
        """Every row as the driver gives it: for texts and whole numbers, where there are many rows."""
        found: Sequence[Any] = self._told(db.dialect).run(db, values, fetch=True)
        return found

    def row(self, db: Connection, **values: Any) -> Any | None:
        """The first row; None where there is none. Ask so only for what there is one of."""
        rows = self.rows(db, **values)
        return rows[0] if rows else None

    def _told(self, dialect: Dialect) -> _Told:
        if dialect.name not in self._for_dialect:
            self._for_dialect[dialect.name] = _told(self._written, dialect)
        return self._for_dialect[dialect.name]


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement in the words of one driver, with what turns our values into its own and back."""

    text: str
    order: tuple[str, ...] | None
    required: frozenset[str]
    constants: Mapping[str, Any]
    to_driver: Mapping[str, Convert]
    from_driver: tuple[tuple[int, Callable[[Any], Any]], ...]
    make_row: Callable[[Iterable[Any]], Any]
    dialect: Dialect

    def run(self, db: Connection, values: Mapping[str, Any], *, fetch: bool = False) -> Any:
        if not values.keys() >= self.required:
            raise KeyError(f"without a value: {', '.join(sorted(self.required - values.keys()))}")
        given = dict(self.constants)
        for name, value in values.items():
            convert = self.to_driver[name]
            given[name] = value if convert is None else convert(value)
        driver: Any = db.connection.driver_connection
        try:
            cursor = driver.execute(self.text, given if self.order is None else [given[name] for name in self.order])
            # SQLite looks for the second row only when it is asked for it.
            return cursor.fetchall() if fetch else cursor.rowcount
        except self.dialect.loaded_dbapi.Error as error:
            raise as_sqlalchemy_names_it(error, self.text, self.dialect) from error

    def row(self, values: Iterable[Any]) -> Any:
        if not self.from_driver:
            return self.make_row(values)
        converted = list(values)
        for place, convert in self.from_driver:
            converted[place] = convert(converted[place])
        return self.make_row(converted)


def _told(written: ClauseElement, dialect: Dialect) -> _Told:
    compiled: Any = written.compile(dialect=dialect)
    asked_for = [name for name, bind in compiled.binds.items() if bind.required]
    # Each of the values after an IN becomes one of its own.
    written_out = compiled.construct_expanded_state(dict.fromkeys(asked_for))
    columns = list(getattr(written, "exported_columns", ()))
    row: Any = namedtuple("Row", [each.name for each in columns])  # type: ignore[misc]
    from_driver = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns]
    binds = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
    to_driver = {name: kind.bind_processor(dialect) for name, kind in binds.items()}
    return _Told(
        text=written_out.statement,
        order=tuple(written_out.positiontup) if compiled.positional else None,
        # A column that an insert leaves out is null.
        required=frozenset(() if compiled.isinsert else asked_for),
        constants={
            name: convert(value) if value is not None and (convert := to_driver.get(name)) else value
            for name, value in written_out.parameters.items()
        },
        to_driver=to_driver,
        from_driver=tuple((place, convert) for place, convert in enumerate(from_driver) if convert is not None),
        make_row=row._make,
        dialect=dialect,
    )
