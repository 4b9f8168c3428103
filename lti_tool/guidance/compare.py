"""What has changed from one guide to another, in plain words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from .called import called
from .guide import Guide
from .model import Level, Option, Question
from .prose import prose

T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        about: the kind of thing that changed: question, answer, floor, told, combination, flag, criterion, source,
            advice or words.
        what: added, gone, raised, lowered or changed.
        place: the ids that lead to it.
        words: what changed, for people.
    """

    about: str
    what: str
    place: str
    words: str


def changes(old: Guide, new: Guide) -> tuple[Change, ...]:
    """Every difference from the old guide to the new one: first what counts, then what is told, then how it is said."""
    return tuple(change for compare in COMPARISONS for change in compare(old, new))


def _questions(old: Guide, new: Guide) -> Iterator[Change]:
    yield from _came_and_went("question", "question", _by_id(old.questions), _by_id(new.questions))
    for before, after in _pairs(old.questions, new.questions):
        yield from _asking(before, after)
        options, now = _by_id(before.options), _by_id(after.options)
        yield from _came_and_went("answer", f"answer to “{after.title}”", options, now, f"{after.id} > ")


def _asking(before: Question, after: Question) -> Iterator[Change]:
    for name, words in ASKING.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            said = f"“{after.title}”: {words} {_shown(was)} before, and {_shown(now)} now."
            yield Change("question", "changed", after.id, said)


ASKING = {
    "asked_of": "asked of",
    "strand": "asked in cases of",
    "unanswered": "unanswered, it counted as",
    "scored": "counted towards the outcome:",
    "kind": "answered by",
}


def _floors(old: Guide, new: Guide) -> Iterator[Change]:
    """What each answer allows at least, with an image and with messages only."""
    for before, after in _pairs(old.questions, new.questions):
        for was, now in _pairs(before.options, after.options):
            place, said = f"{after.id} > {now.id}", f"“{after.title}” – “{now.label}”"
            yield from _floor(place, said, new, was.floor, now.floor)
            if (in_messages(was), in_messages(now)) != (was.floor, now.floor):
                yield from _floor(place, f"{said}, with messages only", new, in_messages(was), in_messages(now))
            yield from _told(place, said, new, was.refer, now.refer)
            for name, words in OFFERED.items():
                if getattr(was, name) != getattr(now, name):
                    yield Change("answer", "changed", place, f"{said}: {words} has changed.")


OFFERED = {
    "images_only": "whether it is offered with messages only",
    "opens": "which questions it opens",
    "leaves": "whether it leads out of the guide",
}


def in_messages(option: Option) -> Level:
    """The floor of an answer where there are only messages."""
    return option.in_messages.floor if option.in_messages else option.floor


def _floor(place: str, said: str, guide: Guide, was: Level, now: Level) -> Iterator[Change]:
    if was is not now:
        what, words = ("raised", "more") if now > was else ("lowered", "less")
        from_to = f"from “{_level(guide, was)}” to “{_level(guide, now)}”"
        yield Change("floor", what, place, f"{said} asks for {words} than before: {from_to}.")


def _told(place: str, said: str, guide: Guide, was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[Change]:
    for agency in sorted(set(now) - set(was)):
        yield Change("told", "added", place, f"{said}: {guide.agencies[agency]} must now be told.")
    for agency in sorted(set(was) - set(now)):
        yield Change("told", "gone", place, f"{said}: {guide.agencies[agency]} need not be told any more.")


def _combinations(old: Guide, new: Guide) -> Iterator[Change]:
    yield from _came_and_went(
        "combination", "combination of answers", _by_id(old.interactions), _by_id(new.interactions)
    )
    for before, after in _pairs(old.interactions, new.interactions):
        said = f"The combination “{after.why}”"
        yield from _floor(after.id, said, new, before.floor, after.floor)
        yield from _told(after.id, said, new, before.refer, after.refer)
        if before.when != after.when:
            yield Change("combination", "changed", after.id, f"{said} holds for other answers than before.")


def _marks(old: Guide, new: Guide) -> Iterator[Change]:
    """Flags and the criteria for referring at once: when they hold."""
    kinds: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
        "flag": (old.flags, new.flags),
        "criterion": (old.criteria, new.criteria),
    }
    for about, rows in kinds.items():
        yield from _came_and_went(about, about, _by_id(rows[0]), _by_id(rows[1]))
        for before, after in _pairs(*rows):
            if (before.any, before.only_if) != (after.any, after.only_if):
                yield Change(
                    about, "changed", after.id, f"The {about} “{after.title}” holds for other answers than before."
                )


def _sources(old: Guide, new: Guide) -> Iterator[Change]:
    yield from _came_and_went("source", "source", _by_id(old.sources), _by_id(new.sources))
    for before, after in _pairs(old.sources, new.sources):
        for name, words in SOURCE.items():
            was, now = getattr(before, name), getattr(after, name)
            if was != now:
                said = f"The source “{after.title}”: {words} was {_shown(was)} and is {_shown(now)}."
                yield Change("source", "changed", after.id, said)


SOURCE = {"title": "its title", "publisher": "its publisher", "date": "its date", "url": "its address"}
SOURCE |= {"label": "how far it was checked", "checked": "when it was checked"}


def _advice(old: Guide, new: Guide) -> Iterator[Change]:
    for before, after in ((actions(old), actions(new)), (warnings(old), warnings(new))):
        yield from _came_and_went("advice", "advice", before, after)
        for name in [each for each in after if each in before]:
            was, now = before[name], after[name]
            for field, words in ADVICE.items():
                if getattr(was, field, None) != getattr(now, field, None):
                    yield Change("advice", "changed", name, f"“{now.text}”: {words} has changed.")


ADVICE = {
    "within": "how soon it is due",
    "again": "when it is looked at again",
    "contacts": "whose numbers stand beside it",
}
ADVICE |= {"if_telling": "for whom it is", "unless_telling": "for whom it is not", "sources": "what it rests on"}


def actions(guide: Guide) -> Mapping[str, Any]:
    """Everything that the guide says somebody must do."""
    return {action.id: action for part in guide.parts for action in part.do}


def warnings(guide: Guide) -> Mapping[str, Any]:
    """Everything that nobody may do."""
    return {each.id: each for part in guide.parts for each in part.do_not}


def _words(old: Guide, new: Guide) -> Iterator[Change]:
    """How it is said, in every part of both guides. What came or went above is not told twice."""
    before, after = _said(old), _said(new)
    for place in [*after, *(each for each in before if each not in after)]:
        was, now = before.get(place), after.get(place)
        if was and now and was != now:
            yield Change("words", "changed", place, f"“{was}” is now “{now}”.")
        elif now and not was and not _told_above(place, old):
            yield Change("words", "added", place, f"“{now}” was added.")
        elif was and not now and not _told_above(place, new):
            yield Change("words", "gone", place, f"“{was}” is said no more.")


def _said(guide: Guide) -> dict[str, str]:
    """Every text that people read, by its place without the guide's own id."""
    return {place.removeprefix(f"{guide.id} > "): text for place, text in prose(guide)}


def _told_above(place: str, other: Guide) -> bool:
    """Whether the text belongs to a row that the other guide does not have, which was said already."""
    table, row, *more = [*place.split(" > "), ""]
    if table == "parts":
        kinds = {"do": actions, "do_not": warnings}
        return bool(more) and more[0] in kinds and more[1] not in kinds[more[0]](other)
    if table == "questions" and (question := other.question(row)):
        return more[0] == "options" and question.option(more[1]) is None
    return table in TOLD_ABOVE and row not in _by_id(getattr(other, table))


TOLD_ABOVE = ("questions", "interactions", "flags", "criteria")


def _came_and_went(
    about: str, noun: str, before: Mapping[str, Any], after: Mapping[str, Any], prefix: str = ""
) -> Iterator[Change]:
    for name in [each for each in after if each not in before]:
        yield Change(about, "added", f"{prefix}{name}", f"The {noun} “{called(after[name])}” was added.")
    for name in [each for each in before if each not in after]:
        yield Change(about, "gone", f"{prefix}{name}", f"The {noun} “{called(before[name])}” is gone.")


def _by_id(rows: tuple[Any, ...]) -> dict[str, Any]:
    return {row.id: row for row in rows}


def _pairs(before: tuple[T, ...], after: tuple[T, ...]) -> list[tuple[T, T]]:
    """The rows that both guides have, in the order of the new one."""
    known = _by_id(before)
    return [(known[name], row) for name, row in _by_id(after).items() if name in known]


def _level(guide: Guide, level: Level) -> str:
    return guide.outcome(level).title.partition(":")[0]


def _shown(value: Any) -> str:
    return f"“{getattr(value, 'value', value)}”"


COMPARISONS: tuple[Callable[[Guide, Guide], Iterator[Change]], ...] = (
    _questions,
    _floors,
    _combinations,
    _marks,
    _advice,
    _sources,
    _words,
)
