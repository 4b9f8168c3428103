"""What of a guide is still to be confirmed, and what rests on each source that was not read in full."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from .called import called
from .guide import Guide
from .model import Label, Source

# What rests on a source, in words, by the table of the guide.
TABLES = {
    "questions": "Questions and answers",
    "interactions": "Answers that count together",
    "criteria": "Criteria for referring at once",
    "police": "Lines about the police",
    "parts": "Advice",
    "faq": "Common questions",
    "misconceptions": "What is often believed",
}


@dataclass(frozen=True)
class Reliance:
    """One row that cites a source.

    Attributes:
        table: the table of the guide.
        place: the ids that lead to the row: `danger`, or `danger > yes`.
        words: how the row is called where people read it.
    """

    table: str
    place: str
    words: str

    @property
    def heading(self) -> str:
        """Its table in words."""
        return TABLES.get(self.table, self.table.capitalize())


@dataclass(frozen=True)
class Point:
    """Something that a safeguarding professional must confirm: one of the guide's own points, or a source.

    Attributes:
        id: what a sign-off names: the source's or the point's own.
        source: the source, where it is one.
        relied_on: what rests on the source.
    """

    id: str
    text: str
    source: Source | None = None
    relied_on: tuple[Reliance, ...] = ()


def points(guide: Guide) -> tuple[Point, ...]:
    """Everything to confirm: first what the authors could not settle, then each source not read in full."""
    resting: dict[str, list[Reliance]] = {}
    for source_id, reliance in _citing(guide):
        resting.setdefault(source_id, []).append(reliance)
    unread = (source for source in guide.sources if source.label is not Label.V)
    return (
        *(Point(each.id, each.text) for each in guide.confirm),
        *(Point(each.id, _to_read(each), each, tuple(resting.get(each.id, ()))) for each in unread),
    )


def items(guide: Guide) -> tuple[str, ...]:
    """The ids of everything to confirm."""
    return (*(each.id for each in guide.confirm), *(each.id for each in guide.sources if each.label is not Label.V))


def _to_read(source: Source) -> str:
    seen = "seen quoted elsewhere only" if source.label is Label.V2 else "relied on from knowledge only"
    return f"Somebody has read “{source.title}”, and it says what is said here. So far it was {seen}."


def _citing(guide: Guide) -> Iterator[tuple[str, Reliance]]:
    """Each source that is cited, with what cites it, in the order of the guide."""
    for table in fields(guide):
        rows = getattr(guide, table.name)
        if table.name != "sources" and isinstance(rows, tuple):
            for row in rows:
                yield from _inside(table.name, row, "", "")


def _inside(table: str, row: Any, place: str, words: str) -> Iterator[tuple[str, Reliance]]:
    if not is_dataclass(row):
        return
    place = " > ".join(filter(None, (place, getattr(row, "id", ""))))
    words = ": ".join(filter(None, (words, called(row))))
    for source_id in getattr(row, "sources", ()):
        yield source_id, Reliance(table, place, words)
    for field in fields(row):
        inner = getattr(row, field.name)
        if isinstance(inner, tuple):
            for each in inner:
                yield from _inside(table, each, place, words)
