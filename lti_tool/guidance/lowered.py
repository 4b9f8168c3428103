"""What a guide may not do to the one it borrows from: ask for less than that one does."""

from collections.abc import Iterator

from .guide import Driver, Guide, Row
from .model import Level, Strand

Fault = tuple[str, str]
"""A place in the file, and what is wrong there."""


def lowered(base: Guide, guide: Guide) -> Iterator[Fault]:
    """Every answer and combination that asks for less than in the guide it is borrowed from."""
    found = {fault: None for strand in Strand for fault in _in_strand(base, guide, strand)}
    yield from found
    yield from _combinations(base, guide)
    if base.nation != guide.nation:
        yield from _unwritten(guide)


def _in_strand(base: Guide, guide: Guide, strand: Strand) -> Iterator[Fault]:
    rows = {row.question_id: row for row in guide.rows(strand)}
    for row in base.rows(strand):
        place = f"questions > {row.question_id}"
        if row.question_id not in rows:
            yield place, "is left out, and what is not asked cannot raise anything"
        else:
            yield from _answers(place, row, rows[row.question_id])


def _answers(place: str, base: Row, row: Row) -> Iterator[Fault]:
    if row.unanswered.level < base.unanswered.level:
        yield f"{place} > unanswered", f"lowers the floor from {_from_to(base.unanswered, row.unanswered)}"
    for option_id, answer in base.answers.items():
        here = row.answers.get(option_id)
        if here is None:
            yield f"{place} > options > {option_id}", "is left out"
        elif here.level < answer.level:
            yield f"{place} > options > {option_id} > floor", f"lowers the floor from {_from_to(answer, here)}"


def _from_to(base: Driver, here: Driver) -> str:
    return f"{base.level.name} to {here.level.name}"


def _combinations(base: Guide, guide: Guide) -> Iterator[Fault]:
    here = {each.id: each for each in guide.interactions}
    for each in base.interactions:
        mine = here.get(each.id)
        if mine is None or any(not set(each.when[name]) <= set(mine.when.get(name, ())) for name in each.when):
            yield f"interactions > {each.id} > when", "covers less than in the guide it is borrowed from"
        elif set(mine.when) != set(each.when):
            yield f"interactions > {each.id} > when", "asks for more than in the guide it is borrowed from"
        elif mine.floor < each.floor:
            yield f"interactions > {each.id} > floor", f"lowers the floor from {each.floor.name} to {mine.floor.name}"


def _unwritten(guide: Guide) -> Iterator[Fault]:
    """Rules that were written for another nation may never be the reason to leave a case to the school alone."""
    nation = guide.question("nation")
    if nation is None:
        yield "questions > nation", "is missing, and the rules are another nation's"
        return
    if nation.unanswered != guide.nation:
        yield "questions > nation > unanswered", f"must be {guide.nation}"
    for option in nation.options:
        if option.floor < Level.CONSULT:
            yield (
                f"questions > nation > options > {option.id} > floor",
                "must be CONSULT: the rules are another nation's",
            )
