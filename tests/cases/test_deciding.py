"""What a decision needs: the ordinary endings, and a different outcome upwards and downwards."""

from datetime import date

import pytest

from lti_tool.cases.deciding import (
    Choice,
    DecisionLacks,
    Need,
    Way,
    WayNotOpen,
    check,
    decided,
    needs,
    next_working_day,
    ways,
)
from lti_tool.guidance.model import Level

FRIDAY, MONDAY, TUESDAY = date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)
FULL = dict.fromkeys(Need, "words") | {Need.REVIEW_ON: MONDAY.isoformat()}
LEVELS = tuple(Level)


def lacks(choice: Choice, computed: Level, *, immediate: bool = False, today: date = FRIDAY) -> tuple[Need, ...]:
    """What `check` misses; nothing where it is content."""
    try:
        check(choice, computed, immediate=immediate, today=today)
    except DecisionLacks as lacking:
        return lacking.needs
    return ()


@pytest.mark.parametrize(
    ("computed", "open_ways"),
    [
        (Level.MANAGE, (Way.CONFIRM, Way.OVERRIDE)),
        (Level.CONSULT, (Way.CONFIRM, Way.ADVICE_TAKEN, Way.OVERRIDE)),
        (Level.REFER_CSC, (Way.CONFIRM, Way.AGENCY_ANSWERED, Way.OVERRIDE)),
        (Level.REFER_NOW, (Way.CONFIRM, Way.HANDED_BACK, Way.OVERRIDE)),
        (Level.EMERGENCY, (Way.CONFIRM, Way.HANDED_BACK, Way.OVERRIDE)),
    ],
)
def test_each_outcome_has_its_ordinary_ending(computed: Level, open_ways: tuple[Way, ...]) -> None:
    assert ways(computed) == open_ways


@pytest.mark.parametrize("computed", LEVELS)
@pytest.mark.parametrize("way", Way)
def test_a_way_that_does_not_fit_is_not_open(computed: Level, way: Way) -> None:
    choice = Choice(way, Level((computed + 1) % len(Level)), FULL)
    if way in ways(computed):
        check(choice, computed, immediate=True, today=FRIDAY)
        return

    with pytest.raises(WayNotOpen):
        check(choice, computed, immediate=False, today=FRIDAY)


def test_managing_in_school_needs_the_heads_agreement_and_nothing_else_does_by_confirming() -> None:
    for computed in LEVELS:
        found = lacks(Choice(Way.CONFIRM, computed, {}), computed)
        heads = {Need.HEAD_NAME, Need.HEAD_WHEN} if computed is Level.MANAGE else set()
        assert set(found) == {Need.REASON} | heads


def test_advice_taken_ends_in_managing_with_the_advice_and_the_heads_agreement() -> None:
    choice = Choice(Way.ADVICE_TAKEN, Level.CONSULT, {})

    wanted = {Need.AGENCY, Need.ADVISER, Need.ADVISED_WHEN, Need.SAID, Need.REASON, Need.HEAD_NAME, Need.HEAD_WHEN}
    assert set(lacks(choice, Level.CONSULT)) == wanted
    assert decided(choice, Level.CONSULT) is Level.MANAGE


def test_an_ordinary_ending_costs_no_more_than_an_override() -> None:
    down = needs(Choice(Way.OVERRIDE, Level.MANAGE, {}), Level.CONSULT, immediate=False)
    for way, computed in ((Way.ADVICE_TAKEN, Level.CONSULT), (Way.AGENCY_ANSWERED, Level.REFER_CSC)):
        assert len(needs(Choice(way, computed, {}), computed, immediate=False)) < len(down)


@pytest.mark.parametrize("computed", LEVELS[:-1])
@pytest.mark.parametrize("immediate", [False, True])
def test_upwards_is_free(computed: Level, immediate: bool) -> None:
    for higher in LEVELS[computed + 1 :]:
        choice = Choice(Way.OVERRIDE, higher, {})
        assert lacks(choice, computed, immediate=immediate) == ()
        assert decided(choice, computed) is higher


@pytest.mark.parametrize("computed", LEVELS[1:])
def test_downwards_needs_all_that_the_guidance_asks_for(computed: Level) -> None:
    for lower in LEVELS[:computed]:
        found = set(lacks(Choice(Way.OVERRIDE, lower, {}), computed))
        assert found == {
            Need.REASON,
            Need.AGENCY,
            Need.ADVISER,
            Need.ADVISER_ROLE,
            Need.ADVISED_WHEN,
            Need.SAID,
            Need.HEAD_NAME,
            Need.HEAD_WHEN,
            Need.PLAN,
            Need.REVIEW_ON,
        }


def test_below_an_immediate_criterion_it_is_asked_once_more() -> None:
    without = {name: words for name, words in FULL.items() if name != Need.SURE}

    assert lacks(Choice(Way.OVERRIDE, Level.CONSULT, without), Level.REFER_NOW, immediate=True) == (Need.SURE,)
    assert lacks(Choice(Way.OVERRIDE, Level.CONSULT, FULL), Level.REFER_NOW, immediate=True) == ()
    assert lacks(Choice(Way.OVERRIDE, Level.CONSULT, without), Level.REFER_NOW) == ()


def test_the_same_outcome_is_no_override() -> None:
    with pytest.raises(WayNotOpen):
        check(Choice(Way.OVERRIDE, Level.CONSULT, FULL), Level.CONSULT, immediate=False, today=FRIDAY)


@pytest.mark.parametrize(
    ("on", "fits"),
    [
        (FRIDAY.isoformat(), True),
        (MONDAY.isoformat(), True),
        (TUESDAY.isoformat(), False),
        ("2026-11-26", False),
        ("soon", False),
        ("", False),
    ],
)
def test_a_lower_decision_is_looked_at_again_by_the_next_working_day(on: str, fits: bool) -> None:
    choice = Choice(Way.OVERRIDE, Level.MANAGE, FULL | {Need.REVIEW_ON: on})

    assert (lacks(choice, Level.CONSULT) == ()) is fits


@pytest.mark.parametrize(
    ("today", "then"),
    [(FRIDAY, MONDAY), (date(2026, 11, 28), MONDAY), (date(2026, 11, 29), MONDAY), (MONDAY, TUESDAY)],
)
def test_the_next_working_day_skips_the_weekend(today: date, then: date) -> None:
    assert next_working_day(today) == then


def test_a_higher_outcome_is_not_held_up_by_the_fields_that_a_form_leaves_empty() -> None:
    """A form sends every field it shows; an empty review date is no date, and a higher outcome asks for none."""
    empty = dict.fromkeys(Need, "") | {Need.REASON: "words"}
    choice = Choice(Way.OVERRIDE, Level.REFER_NOW, empty)
    assert lacks(choice, Level.CONSULT) == ()
