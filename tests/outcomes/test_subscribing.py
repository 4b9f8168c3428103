"""Asking a platform to tell us when a course is copied, and each way in which it can refuse."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from threading import Thread

import pytest

from lti_tool.launch.notice_service import COPIED, NoticeService
from lti_tool.outcomes.hurry import ALTOGETHER, Hurry
from lti_tool.outcomes.subscribing import Ended, Subscribing
from lti_tool.system.database import Database
from lti_tool.system.http import CallFailed, CallRefused
from lti_tool.tenants.manifest_forms import NOTICE_HANDLERS
from lti_tool.tenants.model import Host
from tests.clock import SettableClock
from tests.outcomes.far_end import SECRET, Arrived, reply, token
from tests.outcomes.installation import HTML, NO_ANSWER
from tests.outcomes.notice_platform import HANDLER, PATH, SERVICE, URL, NoticePlatform
from tests.outcomes.office import MOODLE
from tests.outcomes.test_installation_test import everything

HOST = replace(MOODLE, id="moodle")
Asks = Callable[..., Ended]


@pytest.fixture
def platform(clock: SettableClock) -> NoticePlatform:
    return NoticePlatform(clock)


@pytest.fixture
def subscribing(hurry: Hurry) -> Subscribing:
    return Subscribing(hurry, HANDLER)


@pytest.fixture
def asks(subscribing: Subscribing) -> Asks:
    def asked(service: NoticeService | None = SERVICE, host: Host = HOST) -> Ended:
        return subscribing.ask(host, service)

    return asked


def test_the_platform_keeps_our_address_for_copied_courses_and_nothing_else(
    asks: Asks, platform: NoticePlatform
) -> None:
    assert asks() is Ended.DONE

    assert platform.handlers == {COPIED: HANDLER}
    assert [(call.method, call.path) for call in platform.arrived] == [("POST", "/token"), ("PUT", PATH)]
    assert platform.at("/token")[0].form["scope"] == NOTICE_HANDLERS
    assert json.loads(platform.at(PATH)[0].body) == {"notice_type": COPIED, "handler": HANDLER}


def test_asking_twice_is_asking_once(asks: Asks, platform: NoticePlatform) -> None:
    assert (asks(), asks()) == (Ended.DONE, Ended.DONE)
    assert platform.handlers == {COPIED: HANDLER}


def test_an_answer_without_words_is_checked_by_reading_back(asks: Asks, platform: NoticePlatform) -> None:
    platform.silent = True

    assert asks() is Ended.DONE
    assert [call.method for call in platform.at(PATH)] == ["PUT", "GET"]


@pytest.mark.parametrize(
    ("answer", "ended"),
    [
        (reply(400, {"errors": SECRET}), Ended.NOT_TAKEN),
        (reply(422), Ended.NOT_TAKEN),
        (reply(401, {"reason": SECRET}), Ended.NOT_ALLOWED),
        (reply(403), Ended.NOT_ALLOWED),
        (reply(404), Ended.NOT_THERE),
        (reply(405), Ended.NOT_THERE),
        (reply(410), Ended.NOT_THERE),
        (reply(302, Location="/sign-in"), Ended.UNCLEAR),
        (HTML, Ended.UNCLEAR),
        (reply(200, {"notice_type": COPIED, "handler": "https://other.example/"}), Ended.UNCLEAR),
        (reply(200, {"notice_handlers": [7, {"notice_type": COPIED, "handler": ""}]}), Ended.UNCLEAR),
        (reply(200, {"notice_handlers": {}}), Ended.UNCLEAR),
        (reply(408), Ended.BUSY),
        (reply(429, Retry_After="60"), Ended.BUSY),
        (reply(500, SECRET.encode()), Ended.BUSY),
        (reply(503), Ended.BUSY),
        (NO_ANSWER, Ended.NO_ANSWER),
        (CallFailed("the answer took too long", sent=True), Ended.NO_ANSWER),
        (CallRefused("a private address"), Ended.ADDRESS_REFUSED),
    ],
)
def test_each_refusal_of_the_service_is_told_apart(
    asks: Asks, platform: NoticePlatform, answer: object, ended: Ended
) -> None:
    platform.instead[PATH] = answer  # type: ignore[assignment]

    assert asks() is ended


@pytest.mark.parametrize(
    ("answer", "ended"),
    [
        (reply(400, {"error": "invalid_scope"}), Ended.NO_TOKEN),
        (reply(401, {"error": "invalid_client"}), Ended.NO_TOKEN),
        (reply(404), Ended.NO_TOKEN),
        (token("good", scope="https://purl.imsglobal.org/spec/lti-ags/scope/score"), Ended.NO_TOKEN),
        (HTML, Ended.NO_TOKEN),
        (reply(503), Ended.BUSY),
        (NO_ANSWER, Ended.NO_ANSWER),
        (CallRefused("a private address"), Ended.ADDRESS_REFUSED),
    ],
)
def test_each_refusal_of_the_token_is_told_apart_and_nothing_is_put(
    asks: Asks, platform: NoticePlatform, answer: object, ended: Ended
) -> None:
    platform.instead["/token"] = answer  # type: ignore[assignment]

    assert asks() is ended
    assert platform.at(PATH) == []


@pytest.mark.parametrize(
    ("service", "ended"),
    [
        (None, Ended.NO_SERVICE),
        (replace(SERVICE, granted=False), Ended.NOT_GRANTED),
        (replace(SERVICE, copies=False), Ended.NO_COPIES),
        (replace(SERVICE, url="https://stranger.example/notices"), Ended.ELSEWHERE),
        (replace(SERVICE, url=f"https://moodle.test:8443{PATH}"), Ended.ELSEWHERE),
        (replace(SERVICE, url=f"http://moodle.test{PATH}"), Ended.ELSEWHERE),
        (replace(SERVICE, url=f"https://moodle.test.stranger.example{PATH}"), Ended.ELSEWHERE),
    ],
)
def test_what_the_launch_itself_rules_out_is_not_called(
    asks: Asks, platform: NoticePlatform, service: NoticeService | None, ended: Ended
) -> None:
    assert asks(service) is ended
    assert platform.arrived == []


CANVAS = replace(
    HOST,
    issuer="https://canvas.instructure.com",
    auth_url="https://sso.canvaslms.com/api/lti/authorize_redirect",
    token_url="https://canvas.oakfield.example/login/oauth2/token",
    family="canvas",
)


@pytest.mark.parametrize("place", ["oakfield.instructure.com", "canvas.oakfield.example"])
def test_a_canvas_of_the_cloud_takes_them_on_the_schools_own_pages(
    asks: Asks, platform: NoticePlatform, place: str
) -> None:
    service = replace(SERVICE, url=f"https://{place}{PATH}")
    platform.instead["/login/oauth2/token"] = token("good", scope=NOTICE_HANDLERS)
    platform.token_is_for = {NOTICE_HANDLERS}

    assert asks(service, CANVAS) is Ended.DONE
    assert asks(replace(SERVICE, url=URL), CANVAS) is Ended.ELSEWHERE


def test_a_token_that_is_no_longer_taken_is_renewed_once(asks: Asks, platform: NoticePlatform) -> None:
    answers = [reply(401), reply(200, {"notice_type": COPIED, "handler": HANDLER})]
    platform.instead[PATH] = lambda _call: answers.pop(0)

    assert asks() is Ended.DONE
    assert len(platform.at("/token")) == 2


def test_a_slow_platform_holds_nobody_up_for_long(asks: Asks, platform: NoticePlatform, clock: SettableClock) -> None:
    platform.seconds, before = 6, clock.now()
    platform.instead[PATH] = reply(401)

    assert asks() in {Ended.NO_ANSWER, Ended.NOT_ALLOWED}
    assert clock.now() - before <= ALTOGETHER + ALTOGETHER / 2


def test_one_asks_at_a_time(asks: Asks, platform: NoticePlatform) -> None:
    ends: list[Ended] = []

    def meanwhile(call: Arrived) -> object:
        thread = Thread(target=lambda: ends.append(asks()))
        thread.start()
        thread.join()
        return reply(200, json.loads(call.body))

    platform.instead[PATH] = meanwhile  # type: ignore[assignment]

    assert asks() is Ended.DONE
    assert ends == [Ended.RUNNING]


def test_nothing_is_stored_and_nothing_of_an_answer_is_logged(
    asks: Asks, platform: NoticePlatform, school_database: Database, log: StringIO
) -> None:
    before = everything(school_database)

    asks()
    for path in ("/token", PATH):
        platform.instead = {path: reply(400, {"error": SECRET})}
        asks()

    assert everything(school_database) == before
    assert "not_taken" in log.getvalue()
    assert not any(word in log.getvalue() for word in (SECRET, "moodle.test", "signpost.example"))
