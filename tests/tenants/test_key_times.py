"""When a signing key is published, signs and goes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lti_tool.launch import jwks
from lti_tool.outcomes.connector import ASSERTION_LIFETIME
from lti_tool.tenants.key_times import (
    EVERY,
    KEPT_AFTER,
    SEEN_AFTER,
    Stage,
    is_due,
    lives,
    published,
    signing,
)
from lti_tool.web.pages.system import KEYS_FOR

DAY = timedelta(days=1)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def signs_at(moment: datetime, *made: timedelta) -> str | None:
    life = signing(lives((str(number), FIRST + at) for number, at in enumerate(made)), moment)
    return life.kid if life else None


def published_at(moment: datetime, *made: timedelta) -> list[str]:
    return [life.kid for life in published(lives((str(n), FIRST + at) for n, at in enumerate(made)), moment)]


def test_the_first_key_signs_at_once() -> None:
    assert signs_at(FIRST, 0 * DAY) == "0"


def test_without_a_key_nothing_signs() -> None:
    assert signs_at(FIRST) is None
    assert not is_due([], FIRST)


def test_a_new_key_signs_when_every_host_has_had_time_to_see_it() -> None:
    moment = FIRST + 90 * DAY

    assert published_at(moment, 0 * DAY, 90 * DAY) == ["1", "0"]
    assert signs_at(moment + SEEN_AFTER - timedelta(seconds=1), 0 * DAY, 90 * DAY) == "0"
    assert signs_at(moment + SEEN_AFTER, 0 * DAY, 90 * DAY) == "1"


def test_an_old_key_is_published_until_nobody_needs_it() -> None:
    over = FIRST + 90 * DAY + SEEN_AFTER + KEPT_AFTER

    assert published_at(over - timedelta(seconds=1), 0 * DAY, 90 * DAY) == ["1", "0"]
    assert published_at(over, 0 * DAY, 90 * DAY) == ["1"]


def test_the_times_cover_what_hosts_keep_and_what_we_have_signed() -> None:
    """lti.md 1.7: an overlap of 48 hours at least."""
    kept_by_hosts = max(timedelta(seconds=KEYS_FOR), jwks.LONGEST)

    assert kept_by_hosts <= SEEN_AFTER
    assert kept_by_hosts + ASSERTION_LIFETIME <= KEPT_AFTER
    assert min(SEEN_AFTER, KEPT_AFTER) >= timedelta(hours=48)
    assert EVERY > SEEN_AFTER + KEPT_AFTER


def test_a_key_is_due_every_ninety_days() -> None:
    known = lives([("a", FIRST), ("b", FIRST + 10 * DAY)])

    assert not is_due(known, FIRST + 100 * DAY - timedelta(seconds=1))
    assert is_due(known, FIRST + 100 * DAY)


def test_a_clock_that_was_put_back_leaves_a_key_that_signs() -> None:
    assert signs_at(FIRST - DAY, 0 * DAY, 1 * DAY) == "0"


def test_each_stage_has_its_name() -> None:
    (life, _before) = lives([("old", FIRST), ("new", FIRST + 90 * DAY)])[::-1]
    new = lives([("old", FIRST), ("new", FIRST + 90 * DAY)])[0]

    assert life.stage(FIRST) is Stage.SIGNS
    assert life.stage(FIRST + 92 * DAY) is Stage.BEFORE
    assert life.stage(FIRST + 94 * DAY) is Stage.GONE
    assert new.stage(FIRST + 91 * DAY) is Stage.NEXT
    assert new.stage(FIRST + 92 * DAY) is Stage.SIGNS
    assert new.published_until is None


@given(st.lists(st.integers(0, 200 * 24), min_size=1, max_size=6), st.integers(0, 300 * 24))
def test_what_signs_is_published_and_was_for_two_days_and_what_signed_still_is(made: list[int], at: int) -> None:
    known = lives((f"{number}", FIRST + timedelta(hours=hour)) for number, hour in enumerate(made))
    moment = FIRST + timedelta(hours=at)
    there = [life for life in known if life.made_at <= moment] or known[-1:]
    now = signing(there, moment)
    assert now is not None

    assert now in published(there, moment)
    assert now is there[-1] or now.made_at + SEEN_AFTER <= moment
    assert [life for life in there if life.stage(moment) is Stage.SIGNS] in ([now], [])
    for newer, older in pairwise(there):
        assert older.signs_until == newer.signs_from
        assert older in published(there, newer.signs_from + ASSERTION_LIFETIME)
