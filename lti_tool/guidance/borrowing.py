"""A guide that borrows from another one: what it takes over, in which words, and what it says otherwise.

    extends = "england_v1"          the guide it borrows from
    borrows = ["questions", …]      what it takes over; anything else of that guide is not told here
    [words]                         "what that guide says" = "what is said here", in everything that is taken over

Whatever else stands in the file is laid over what was taken: a value in place of a value, a row over the row of the
same id, and a new row behind the others.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Table = dict[str, Any]
Say = Callable[[str], str]

HOW = ("borrows", "words")
# Sources keep the titles their publishers gave them, and an id is a name for programs.
AS_IT_IS = frozenset({"id", "sources"})


class BorrowingRefused(Exception):
    """A guide that cannot be put together. The message names the place in its file and the reason."""


def put_together(base: Mapping[str, Any], own: Mapping[str, Any]) -> Table:
    """The whole guide: what it borrows, in its own words, with everything it says itself laid over that."""
    say = _in_these_words(own.get("words", {}))
    taken = {name: _reworded(_taken(base, name), say, name) for name in own.get("borrows", ())}
    said = {name: value for name, value in own.items() if name not in HOW}
    return {**taken, **{name: _laid_over(taken.get(name), value) for name, value in said.items()}}


def _in_these_words(words: Mapping[str, str]) -> Say:
    """What puts each of these words in place of the other guide's, the longest first."""
    if not all(isinstance(each, str) for each in (*words, *words.values())):
        raise BorrowingRefused("words: write texts only")
    if not words:
        return lambda text: text
    longest_first = sorted(words, key=len, reverse=True)
    found = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in longest_first))
    return lambda text: found.sub(lambda match: words[match.group()], text)


def _taken(base: Mapping[str, Any], name: str) -> Any:
    if name not in base:
        raise BorrowingRefused(f"borrows: the guide that is borrowed from has no {name}")
    return base[name]


def _reworded(value: Any, say: Say, name: str = "") -> Any:
    if name in AS_IT_IS:
        return value
    if isinstance(value, str):
        return say(value)
    if isinstance(value, list):
        return [_reworded(inner, say) for inner in value]
    if isinstance(value, dict):
        return {key: _reworded(inner, say, key) for key, inner in value.items()}
    return value


def _laid_over(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **{key: _laid_over(below.get(key), value) for key, value in above.items()}}
    if _are_rows(below) and _are_rows(above):
        rows = {_name(row): row for row in below}
        for row in above:
            rows[_name(row)] = _laid_over(rows.get(_name(row)), row)
        return list(rows.values())
    return above


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) and _name(row) for row in value)


def _name(row: Mapping[str, Any]) -> Any:
    """What a row is known by. An outcome has a level instead of an id."""
    return row.get("id", row.get("level"))
