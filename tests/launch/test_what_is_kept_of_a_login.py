"""Anybody can begin logins, so little is kept of one, and not for long."""

import pytest
import sqlalchemy as sa

from lti_tool.launch.refusals import LaunchRefused, Refusal
from lti_tool.launch.tables import login_transactions
from tests.launch.arrivals import Arrivals


def test_logins_are_forgotten_minutes_after_they_expired(stored: Arrivals) -> None:
    late = stored.login()
    stored.clock.moves_on(minutes=19)
    stored.login()

    assert stored.logins.forget_old() == 0
    with pytest.raises(LaunchRefused) as refusal:
        stored.launch(late)
    assert refusal.value.reason is Refusal.STATE_SPENT
    stored.clock.moves_on(minutes=2)
    assert stored.logins.forget_old() == 1
    assert stored.logins_kept() == 1


@pytest.mark.parametrize("hint", ["x" * 8192, "é" * 2000, "\U0001f600" * 8192])
@pytest.mark.parametrize("name", ["login_hint", "lti_message_hint"])
def test_a_hint_that_makes_a_longer_address_than_is_kept_is_refused(arrivals: Arrivals, name: str, hint: str) -> None:
    with pytest.raises(LaunchRefused) as refusal:
        arrivals.login(**{name: hint})

    assert refusal.value.reason is Refusal.LOGIN_MALFORMED
    assert arrivals.logins_kept() == 0


def test_the_longest_address_that_is_kept_has_eight_kibibytes(stored: Arrivals) -> None:
    stored.login(login_hint="x" * 3500, lti_message_hint="%" * 1200)

    with stored.database.reading() as db:
        kept = db.execute(sa.select(login_transactions.c.redirect_url)).scalar_one()
    assert 7000 < len(kept) <= 8192
