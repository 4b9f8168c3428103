"""The session goes by ticket into a window of its own: once, for a minute, and for nobody else."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from lti_tool.web.tables import tickets
from tests.clock import SettableClock
from tests.host.client import Answered
from tests.school import School
from tests.storage.framed import Framed, Reader

AGAIN = "Open this again from your course"
OUR_OWN = {"Sec-Fetch-Site": "same-origin"}


def ticket_from(framed: Framed) -> str:
    """The address of a fresh ticket."""
    return Reader(framed.opens(framed.arrives().headers["Location"]).text).button


def test_the_session_of_a_launch_whose_cookie_is_lost_gets_a_ticket_once(framed: Framed) -> None:
    arrival = framed.arrives().headers["Location"]

    first, second = framed.opens(arrival), framed.opens(arrival)

    assert re.fullmatch(r"/lti/ticket/[\w-]{43}", Reader(first.text).button)
    assert "works once, for one minute" in first.text
    assert second.status == 403


def test_a_session_whose_cookie_came_back_needs_no_ticket(framed: Framed) -> None:
    launched = framed.arrives()
    cookie = launched.headers["Set-Cookie"].split(";")[0]

    home = framed.opens(launched.headers["Location"], Cookie=cookie)

    assert (home.status, home.headers["Location"]) == (303, "/start?first=")


def test_somebody_elses_session_is_not_taken_for_that_of_the_launch(school: School, framed: Framed) -> None:
    before = school.opens("lead").client.get_cookie("__Host-signpost")
    assert before is not None

    page = framed.opens(framed.arrives().headers["Location"], Cookie=f"__Host-signpost={before.value}")

    assert page.status == 200
    assert "/lti/ticket/" in page.text


def test_a_launch_outside_a_frame_gets_no_ticket(school: School, framed: Framed) -> None:
    answer = framed.answer(framed.puts(framed.logs_in()))
    form = framed.gets(framed.posts("/lti/launch", answer))

    launched = framed.posts("/lti/launch", form, **{"Sec-Fetch-Dest": "document"})

    assert launched.headers["Location"] == "/start?first="
    assert kept_tickets(school) == []


def test_a_launch_by_the_cookie_gets_no_ticket(school: School) -> None:
    assert school.opens("reporter").path == "/start"
    assert kept_tickets(school) == []


def test_a_ticket_signs_the_window_in_once(school: School, framed: Framed) -> None:
    ticket = ticket_from(framed)
    window = school.app.test_client()

    opened = window.get(ticket, headers=OUR_OWN, follow_redirects=True)
    again = school.app.test_client().get(ticket, headers=OUR_OWN)

    assert "Sam Okafor" in opened.text
    assert again.status_code == 403
    assert AGAIN in again.text
    assert "Set-Cookie" not in again.headers


@pytest.mark.parametrize(("seconds", "status"), [(59, 303), (60, 403)])
def test_a_ticket_lasts_for_a_minute(
    school: School, framed: Framed, clock: SettableClock, seconds: int, status: int
) -> None:
    ticket = ticket_from(framed)
    clock.moves_on(seconds=seconds)

    assert school.app.test_client().get(ticket, headers=OUR_OWN).status_code == status


@pytest.mark.parametrize("site", ["none", "cross-site", "same-site", ""])
def test_a_ticket_in_a_link_that_somebody_was_sent_is_not_taken(school: School, framed: Framed, site: str) -> None:
    ticket = ticket_from(framed)

    sent = school.app.test_client().get(ticket, headers={"Sec-Fetch-Site": site})

    assert sent.status_code == 403
    # Nor is it used up: the person whose ticket it is may still come.
    assert school.app.test_client().get(ticket, headers=OUR_OWN).status_code == 303


def test_an_arrival_in_a_link_that_somebody_was_sent_gives_no_ticket(framed: Framed) -> None:
    arrival = framed.arrives().headers["Location"]

    assert framed.opens(arrival, **{"Sec-Fetch-Site": "cross-site"}).status == 403


@pytest.mark.parametrize("path", ["/lti/ticket/x", "/lti/ticket/%F0%9F%98%80", "/lti/arrival/" + "x" * 43])
def test_what_is_no_ticket_opens_nothing(framed: Framed, path: str) -> None:
    page: Answered = framed.opens(path)

    assert page.status == 403
    assert AGAIN in page.text


def test_a_ticket_taken_twice_at_once_is_taken_once(school: School) -> None:
    for _ in range(5):
        ticket, together = school.services.tickets.issue({"staff": "1"}), Barrier(2)

        def redeem() -> object:
            together.wait()  # noqa: B023 - used within this turn
            return school.services.tickets.redeem(ticket)  # noqa: B023

        with ThreadPoolExecutor(2) as pool:
            found = [turn.result() for turn in [pool.submit(redeem), pool.submit(redeem)]]

        assert sorted(found, key=str) == [None, {"staff": "1"}] or sorted(found, key=str) == [{"staff": "1"}, None]


def test_a_ticket_is_stored_as_a_hash_and_thrown_away(school: School, framed: Framed, clock: SettableClock) -> None:
    ticket = ticket_from(framed).rpartition("/")[2]

    assert len(kept_tickets(school)) == 2
    assert ticket not in str(kept_tickets(school))

    clock.moves_on(seconds=61)
    assert school.services.tickets.clean_up() == 2
    assert kept_tickets(school) == []


def kept_tickets(school: School) -> list[sa.Row[tuple[object, ...]]]:
    with school.services.database.reading() as db:
        return list(db.execute(sa.select(tickets)))


def test_a_link_that_was_placed_opens_its_page_in_the_window_too(school: School, framed: Framed) -> None:
    school.host.settings.custom = {"signpost_page": "practice"}

    entered = framed.opens(ticket_from(framed))

    assert (entered.status, entered.headers["Location"]) == (303, "/practice?first=")
