"""The test of an installation as a whole: what it does not do, its limits, and what it leaves behind."""

from io import StringIO
from threading import Thread

import pytest
import sqlalchemy as sa

from lti_tool.launch.browser import Way
from lti_tool.outcomes.findings import About, Found
from lti_tool.outcomes.hurry import ALTOGETHER
from lti_tool.outcomes.installation_test import MOST_IN_AN_HOUR, AlreadyRunning, InstallationTest, TooOften
from lti_tool.outcomes.line_items import LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE
from lti_tool.system.database import Database, metadata
from tests.clock import SettableClock
from tests.outcomes.far_end import SECRET, Arrived, reply
from tests.outcomes.installation import ARRIVAL, NOT_KNOWN, OFF, OK, Finds, Kind
from tests.outcomes.strict_platform import KEY_SET, NAME, StrictPlatform, member


def test_where_everything_works_each_check_says_so(finds: Finds) -> None:
    found = finds(learner=True)

    assert list(found) == [*list(About)[:3], About.COURSE, About.SCOPES, *list(About)[5:]]
    assert found.pop(About.COPIES) == (OFF, Found.COPIES_NOT_OFFERED)
    assert {verdict for verdict, _found in found.values()} == {OK}
    assert found[About.RECEIPT] == (OK, Found.WOULD_BE_TAKEN)


def test_nothing_is_posted_but_requests_for_tokens(finds: Finds, platform: StrictPlatform) -> None:
    finds()

    assert {call.path for call in platform.arrived if call.method == "POST"} == {"/token"}


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        (Way.COOKIE_IN_FRAME, (OK, Found.COOKIE_IN_FRAME)),
        (Way.COOKIE_IN_WINDOW, (NOT_KNOWN, Found.COOKIE_IN_WINDOW)),
        (Way.STORED, (OK, Found.STORED)),
        (Way.STORED_THEN_WINDOW, (OK, Found.STORED_THEN_WINDOW)),
        (None, (NOT_KNOWN, Found.BROWSER_NOT_KNOWN)),
    ],
)
def test_the_browser_is_judged_by_how_the_launch_came(finds: Finds, way: Way | None, kind: Kind) -> None:
    assert finds(way=way)[About.BROWSER] == kind


def test_a_slow_platform_ends_the_test_in_time(finds: Finds, platform: StrictPlatform, clock: SettableClock) -> None:
    platform.seconds, before = 5, clock.now()

    found = finds()

    assert found[About.PERSON] == (NOT_KNOWN, Found.OUT_OF_TIME)
    assert clock.now() - before <= ALTOGETHER + ALTOGETHER / 3


def test_a_fault_of_ours_in_one_check_stops_no_other(finds: Finds, platform: StrictPlatform, log: StringIO) -> None:
    platform.instead["/certs"] = ZeroDivisionError(SECRET)

    found = finds(learner=True)

    assert found[About.KEYS] == found[About.CLOCK] == (NOT_KNOWN, Found.FAULT)
    assert found[About.RECEIPT] == (OK, Found.WOULD_BE_TAKEN)
    assert "ZeroDivisionError" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_somebody_tests_six_times_an_hour_and_others_are_not_held_up(
    installation_test: InstallationTest, clock: SettableClock
) -> None:
    for _ in range(MOST_IN_AN_HOUR):
        installation_test.run("Alex", ARRIVAL)

    with pytest.raises(TooOften):
        installation_test.run("Alex", ARRIVAL)
    assert installation_test.run("Kim", ARRIVAL)
    clock.moves_on(hours=1)
    assert installation_test.run("Alex", ARRIVAL)


def test_one_test_runs_at_a_time(installation_test: InstallationTest, platform: StrictPlatform) -> None:
    refused: list[type[Exception]] = []

    def another(_call: Arrived) -> None:
        try:
            installation_test.run("Kim", ARRIVAL)
        except AlreadyRunning:
            refused.append(AlreadyRunning)

    def while_it_runs(call: Arrived) -> object:
        thread = Thread(target=another, args=(call,))
        thread.start()
        thread.join()
        return reply(200, KEY_SET)

    platform.instead["/certs"] = while_it_runs  # type: ignore[assignment]
    installation_test.run("Alex", ARRIVAL)

    assert refused == [AlreadyRunning]
    platform.instead.clear()
    assert installation_test.run("Kim", ARRIVAL)


def test_nothing_of_the_list_or_of_an_answer_is_stored_or_logged(
    finds: Finds, platform: StrictPlatform, school_database: Database, log: StringIO
) -> None:
    platform.pages = [[member("5", "Learner")], [member("2", "Learner")]]

    before = everything(school_database)
    finds()
    for path in ("/token", "/certs", "/2/lineitems/1/lineitem", "/2/memberships/1"):
        platform.instead = {path: reply(400, {"error": f"{SECRET} {NAME}"})}
        finds()

    assert everything(school_database) == before
    assert not any(word in log.getvalue() for word in (NAME, "rosa", SECRET, "moodle.test"))


def everything(database: Database) -> dict[str, list[str]]:
    """Every row of the database."""
    with database.reading() as db:
        return {name: [repr(row) for row in db.execute(sa.select(table))] for name, table in metadata.tables.items()}


def test_the_scopes_are_asked_for_together_as_the_launch_names_them(finds: Finds, platform: StrictPlatform) -> None:
    finds(learner=True)

    assert platform.at("/token")[0].form["scope"].split() == sorted((LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE))
