"""The host's page keeps the binding; the session goes by ticket into a window of its own."""

import re

import pytest
import sqlalchemy as sa

from lti_tool.launch.tables import login_transactions
from tests.host.client import Answered, HttpLaunch, tool_in_flask
from tests.school import STAFF_COURSE, School
from tests.storage.framed import Framed, Reader

AGAIN = "Open this again from your course"
OUR_OWN = {"Sec-Fetch-Site": "same-origin"}
ARRIVAL = re.compile(r"/lti/arrival/[\w-]{43}")


def consumed(school: School) -> int:
    query = sa.select(sa.func.count()).where(login_transactions.c.consumed_at.is_not(None))
    with school.services.database.reading() as db:
        return db.execute(query).scalar_one()


def test_the_page_for_a_lost_cookie_asks_the_host_and_offers_a_window(school: School, framed: Framed) -> None:
    page = framed.logs_in()
    asked = Reader(page.text)

    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert asked.form["data-subject"] == "lti.put_data"
    assert asked.form["data-frame"] == "_parent"
    assert asked.form["data-origins"] == school.host.url
    assert set(asked.fields) == {"state", "binding"}
    assert asked.button == f"/lti/login/window?state={asked.fields['state']}"


def test_a_host_without_storage_is_asked_nothing(school: School) -> None:
    page = Framed(school, target=None).logs_in()

    assert "Open in a new window" in page.text
    assert "ask-host" not in page.text


def test_a_login_that_was_not_kept_goes_on_in_the_window(framed: Framed) -> None:
    page = framed.logs_in()
    asked = Reader(page.text)

    refused = framed.posts("/lti/login/storage", {**asked.fields, "binding": "x" * 43})
    window = framed.opens(asked.button)

    assert refused.status == 403
    assert AGAIN in refused.text
    assert window.status == 302


def test_a_launch_without_a_cookie_is_asked_for_what_the_host_kept(school: School, framed: Framed) -> None:
    answer = framed.answer(framed.puts(framed.logs_in()))
    page = framed.posts("/lti/launch", answer)
    asked = Reader(page.text)

    assert (page.status, consumed(school)) == (200, 0)
    assert page.headers["Cache-Control"] == "no-store"
    assert asked.form["data-subject"] == "lti.get_data"
    assert asked.form["data-key"] in framed.kept
    assert asked.fields == {**answer, "binding": ""}
    assert AGAIN in page.text

    assert ARRIVAL.fullmatch(framed.posts("/lti/launch", framed.gets(page)).headers["Location"])
    assert consumed(school) == 1


def test_what_the_host_posted_is_escaped(framed: Framed) -> None:
    answer = framed.answer(framed.puts(framed.logs_in()))
    nasty = "\"'><script>alert(1)</script>"

    page = framed.posts("/lti/launch", {**answer, "id_token": nasty, "name": "Sam Okafor"})

    assert "<script>alert" not in page.text
    assert "Okafor" not in page.text
    assert Reader(page.text).fields["id_token"] == nasty


def test_the_pages_before_anybody_is_signed_in_are_framed_by_the_host_and_by_nobody_else(
    school: School, framed: Framed
) -> None:
    storage = framed.logs_in()
    asks_back = framed.posts("/lti/launch", framed.answer(framed.puts(storage)))
    launched = framed.posts("/lti/launch", framed.gets(asks_back))
    ticket = framed.opens(launched.headers["Location"])
    launched_again = framed.arrives()
    cookie = launched_again.headers["Set-Cookie"].split(";")[0]
    arrival = framed.opens(launched_again.headers["Location"], Cookie=cookie)
    new_window = Framed(school, target=None).logs_in()

    pages = {
        "storage": storage,
        "ask-back": asks_back,
        "launched": launched,
        "ticket": ticket,
        "arrival": arrival,
        "new window": new_window,
    }

    assert {name: page.status for name, page in pages.items() if page.status != 200} == {
        "launched": 303,
        "arrival": 303,
    }
    assert {name: framing(page) for name, page in pages.items()} == dict.fromkeys(pages, school.host.url)


def framing(page: Answered) -> str:
    """Who may show the page in a frame."""
    return page.headers["Content-Security-Policy"].partition("frame-ancestors ")[2].partition(";")[0]


def test_an_error_of_the_host_goes_the_same_way(school: School, framed: Framed) -> None:
    answer = framed.answer(framed.puts(framed.logs_in()))
    page = framed.posts("/lti/launch", {"state": answer["state"], "error": "login_required"})

    refused = framed.posts("/lti/launch", framed.gets(page))

    assert (refused.status, consumed(school)) == (403, 1)
    assert AGAIN in refused.text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_launch_posted_by_somebody_elses_page_is_refused(school: School, framed: Framed, site: str) -> None:
    """Whoever began the login knows its binding; their page must not post it into another person's browser."""
    form = framed.gets(framed.posts("/lti/launch", framed.answer(framed.puts(framed.logs_in()))))

    refused = framed.posts("/lti/launch", form, **{"Sec-Fetch-Site": site})

    assert (refused.status, consumed(school)) == (403, 0)
    assert "Set-Cookie" not in refused.headers


@pytest.mark.parametrize("binding", ["", "x" * 43])
def test_another_value_than_the_host_kept_is_refused(school: School, framed: Framed, binding: str) -> None:
    answer = framed.answer(framed.puts(framed.logs_in()))

    refused = framed.posts("/lti/launch", {**answer, "binding": binding})

    assert (refused.status, consumed(school)) == (403, 0)
    assert "give this reference" in refused.text


def test_a_launch_that_went_by_the_cookie_takes_no_value_from_the_form(school: School) -> None:
    client = school.app.test_client()
    launch = HttpLaunch(school.host, tool_in_flask(client))
    form = launch.fields("reporter", STAFF_COURSE)
    cookie = client.get_cookie("__Host-signpost-browser-0")
    assert cookie is not None

    bare = school.app.test_client(use_cookies=False)
    refused = bare.post("/lti/launch", data={**form.fields, "binding": cookie.value}, headers=OUR_OWN)

    assert refused.status_code == 403
