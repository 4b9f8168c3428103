"""What is hidden in a table stays hidden, from a reader who knows the rule, the total and everything that is shown."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lti_tool.cases.small_numbers import FEWEST, Hidden, shown_table, shown_total

Numbers = tuple[int, ...]


def published(numbers: Numbers) -> tuple[int | Hidden, ...]:
    return tuple(shown_table({str(place): number for place, number in enumerate(numbers)}).values())


def tables(total: int, rows: int) -> Iterator[Numbers]:
    """Every table with this total."""
    if rows == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in tables(total - first, rows - 1))


@cache
def readings(total: int, rows: int) -> dict[tuple[int | Hidden, ...], list[set[int]]]:
    """For everything that can be published with this total: which numbers each row may have, as a reader works out."""
    found: dict[tuple[int | Hidden, ...], list[set[int]]] = defaultdict(lambda: [set() for _ in range(rows)])
    for numbers in tables(total, rows):
        shown = found[published(numbers)]
        for place, number in enumerate(numbers):
            shown[place].add(number)
    return found


@pytest.mark.parametrize(("rows", "most"), [(2, 60), (3, 45), (4, 34), (5, 27)])
def test_no_hidden_number_can_be_worked_out(rows: int, most: int) -> None:
    for total in range(FEWEST, most):
        for shown, possible in readings(total, rows).items():
            for number, may_be in zip(shown, possible, strict=True):
                assert len(may_be) > 1 if isinstance(number, Hidden) else may_be == {number}, (total, shown)


@pytest.mark.parametrize(("rows", "most"), [(3, 45), (4, 34), (5, 27)])
def test_it_cannot_even_by_a_reader_who_is_told_which_are_small(rows: int, most: int) -> None:
    """Somebody may know that one row is the small one. That it is hidden must not then be the end of it."""
    for total in range(FEWEST, most):
        groups: dict[object, list[set[int]]] = defaultdict(lambda: [set() for _ in range(rows)])
        for numbers in tables(total, rows):
            shown, small = published(numbers), tuple(number < FEWEST for number in numbers)
            if set(shown) <= {Hidden.KEPT}:
                continue
            for place, number in enumerate(numbers):
                groups[shown, small][place].add(number)
        for (shown, _small), possible in groups.items():
            for number, may_be in zip(shown, possible, strict=True):
                assert len(may_be) > 1 if isinstance(number, Hidden) else may_be == {number}, (total, shown)


NUMBERS = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 400)), min_size=2, max_size=5).map(tuple)
PROPERTY = settings(max_examples=300, deadline=None, database=None)


@PROPERTY
@given(NUMBERS)
def test_nothing_small_is_shown_and_nothing_shown_is_false(numbers: Numbers) -> None:
    for number, shown in zip(numbers, published(numbers), strict=True):
        assert shown in {number, Hidden.FEW, Hidden.KEPT}
        assert shown is not Hidden.FEW or number < FEWEST
        assert isinstance(shown, Hidden) or shown >= FEWEST


@PROPERTY
@given(NUMBERS)
def test_the_rest_of_the_total_is_never_one_number_alone(numbers: Numbers) -> None:
    hidden = [shown for shown in published(numbers) if isinstance(shown, Hidden)]

    assert len(hidden) != 1


@PROPERTY
@given(NUMBERS)
def test_another_table_of_any_size_looks_the_same(numbers: Numbers) -> None:
    """For each hidden number there is a table with another one there, and nobody would see a difference."""
    shown = published(numbers)
    if sum(numbers) < FEWEST:
        return
    hidden = [place for place, number in enumerate(shown) if isinstance(number, Hidden)]
    for place in hidden:
        assert any(
            published(other) == shown and other[place] != numbers[place] for other in neighbours(numbers, hidden)
        ), shown


def neighbours(numbers: Numbers, hidden: list[int]) -> Iterator[Numbers]:
    """Tables with the same total that differ in hidden rows only."""
    for first in hidden:
        everything = [0 if place in hidden else number for place, number in enumerate(numbers)]
        everything[first] = sum(numbers[place] for place in hidden)
        yield tuple(everything)
        for second in hidden:
            exchanged = list(numbers)
            exchanged[first], exchanged[second] = numbers[second], numbers[first]
            yield tuple(exchanged)
    kept = [place for place in hidden if published(numbers)[place] is Hidden.KEPT]
    yield from evened(numbers, hidden, kept)


def evened(numbers: Numbers, hidden: list[int], kept: list[int]) -> Iterator[Numbers]:
    """Every equal number of the kept ones one more or one less, made up for by the few."""
    few = [place for place in hidden if place not in kept]
    for step in (-1, 1):
        for first in few:
            order = [first, *(place for place in few if place != first)]
            moved, rest = list(numbers), step * len(kept)
            for place in kept:
                moved[place] += step
            for place in order:
                change = max(-moved[place], min(4 - moved[place], -rest))
                moved[place] += change
                rest += change
            if rest == 0:
                yield tuple(moved)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ((12, 7, 9), (12, 7, 9)),
        ((3, 7, 20), (Hidden.FEW, Hidden.KEPT, 20)),
        ((3, 7, 7, 20), (Hidden.FEW, Hidden.KEPT, Hidden.KEPT, 20)),
        ((0, 8, 20), (Hidden.FEW, Hidden.KEPT, 20)),
        # The two together are 5, and so the kept one could only be 5 and the few one 0.
        ((0, 5, 20), (Hidden.KEPT,) * 3),
        # The kept one is under 9 and the few one under 5: together they are 12 in one way only.
        ((4, 8, 9), (Hidden.KEPT,) * 3),
        ((2, 3, 4), (Hidden.KEPT,) * 3),
        ((4, 30), (Hidden.KEPT,) * 2),
    ],
)
def test_examples(numbers: Numbers, shown: tuple[int | Hidden, ...]) -> None:
    assert published(numbers) == shown


def test_a_total_under_five_is_hidden() -> None:
    assert [shown_total(number) for number in (0, 4, 5, 37)] == [Hidden.FEW, Hidden.FEW, 5, 37]
