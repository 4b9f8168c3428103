"""A disk without room: a clear page, what was typed still there, the last saved answer kept, and on by itself."""

import random

from lti_tool.system.database import Database
from tests.school import school_with

from .case_on_disk import read_cases
from .conftest import SchoolOn
from .trouble import full

WORDS = "She told me at lunch. " * 150


def test_a_server_without_room_says_so_and_goes_on_by_itself(sqlite_database: Database, school_on: SchoolOn) -> None:
    with school_on(str(sqlite_database.url)) as school:
        reporter, newcomer = school.reporters(2, random.Random(0))
        assert reporter.gives("danger", "no").status == 303
        # The log is on the full disk too.
        with school.server.log.open("a") as log:
            log.write("earlier\n" * 1000)
        processes = school.server.processes

        with school.server.unable_to_write():
            refused = reporter.gives("danger", "yes")
            page = reporter.reads("/questions/danger")
            launched = newcomer.signs_in()

        assert (refused.status, page.status, launched.status) == (503, 200, 503)
        assert "could not save this just now" in refused.text
        assert 'value="yes" checked' in refused.text
        assert 'value="no" checked' in page.text
        assert "safeguarding lead" in launched.text
        assert "Wait for a minute" in launched.text

        assert reporter.gives("danger", "yes").status == 303
        assert newcomer.signs_in().status == 200
        assert school.server.processes == processes
        case = read_cases(school.services)[reporter.case_id]
        assert case.flaws() == []
        assert case.answered == [("danger", "no"), ("danger", "yes")]
        assert "Traceback" not in school.server.log.read_text()


def test_words_that_find_no_room_come_back_on_the_page(sqlite_database: Database) -> None:
    with school_with(str(sqlite_database.url)) as school:
        reporter = school.opens("reporter").starts()
        reporter.answers(
            danger="no",
            strand="images",
            distress="coping",
            adult="no",
            pressure="no",
            spread="private",
            staff_seen="none",
            child_where="With the nurse",
            reach="Room 12",
        )

        with full(school.services.database):
            reporter.submits(reporter.path, text=WORDS, question="told")
        assert reporter.last.status_code == 503
        assert "could not save this just now" in reporter.text
        assert WORDS.strip() in reporter.text

        reporter.submits(reporter.path, text=WORDS, question="told")
        assert reporter.last.status_code == 200
        assert read_cases(school.services)[reporter.case_id].answers["told"] == WORDS.strip()
