"""What is left of a login that nobody finished, and for how long."""

import sqlalchemy as sa

from lti_tool.launch.tables import login_transactions
from tests.launch.arrivals import Arrivals
from tests.launch.platform import asked_in

HINT = "hint-2f6e"


def framed_login(arrivals: Arrivals) -> None:
    """A login that waits for the browser to come back before the host is asked."""
    arrivals.login(login_hint=HINT, lti_message_hint=f"about {HINT}")


def hints_kept(arrivals: Arrivals) -> int:
    with arrivals.database.reading() as db:
        return sum(HINT in str(row) for row in db.execute(sa.select(login_transactions)))


def test_logins_are_forgotten_minutes_after_they_expired(stored: Arrivals) -> None:
    stored.login()
    stored.clock.moves_on(minutes=15)
    stored.login()

    assert stored.logins.forget_old() == 0
    stored.clock.moves_on(minutes=6)
    assert stored.logins.forget_old() == 1
    assert stored.logins_kept() == 1


def test_the_hint_of_an_abandoned_login_goes_when_the_login_has_expired(stored: Arrivals) -> None:
    framed_login(stored)
    stored.clock.moves_on(minutes=11)

    assert stored.logins.forget_old() == 0

    assert hints_kept(stored) == 0
    assert stored.logins_kept() == 1


def test_the_hint_of_a_login_that_may_still_be_taken_up_stays(stored: Arrivals) -> None:
    login = stored.login(login_hint=HINT)
    stored.clock.moves_on(minutes=9)

    stored.logins.forget_old()

    assert hints_kept(stored) == 1
    assert stored.logins.resume(login.state, (login.binding,)) == login.redirect_url
    assert asked_in(login)["login_hint"] == HINT


def test_the_hints_of_many_go_and_only_of_those_that_have_expired(stored: Arrivals) -> None:
    for _ in range(5):
        framed_login(stored)
    stored.clock.moves_on(minutes=6)
    framed_login(stored)
    stored.clock.moves_on(minutes=5)

    stored.logins.forget_old()

    assert hints_kept(stored) == 1
