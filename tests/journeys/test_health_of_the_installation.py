"""An administrator sees how the installation is, and not when somebody reported."""

import sqlalchemy as sa

from lti_tool.system.database import metadata
from tests.journeys.test_testing_the_installation import found, said
from tests.school import SCIENCE, School


def test_the_health_page_says_how_it_is_and_tells_of_no_case(sqlite_school: School) -> None:
    school = sqlite_school
    school.opens("reporter").starts().answers(danger="no").sends()
    school.delivers()

    visit = school.opens("administrator").goes_to("/installation/health")

    assert found(visit) == {
        "Last launch": "Not known",
        "Last receipt": "Not known",
        "The two clocks": "Works",
        "Signpost’s signing key": "Works",
        "Places that wait to be accepted": "Works",
    }
    assert said(visit).count("None in a week that is over.") == 2


def test_an_administrators_own_launch_is_no_sign_that_it_works_for_others(sqlite_school: School) -> None:
    sqlite_school.opens("administrator")
    assert kept_weeks(sqlite_school) == []

    sqlite_school.opens("pupil", SCIENCE)
    assert kept_weeks(sqlite_school) == []

    sqlite_school.opens("reporter")
    assert kept_weeks(sqlite_school) == ["launch"]


def kept_weeks(school: School) -> list[str]:
    with school.services.database.reading() as db:
        return [row.sign for row in db.execute(sa.select(metadata.tables["tenant_weeks"]))]


def test_practice_and_a_case_leave_the_same_sign(sqlite_school: School) -> None:
    sqlite_school.opens("reporter").starts().answers(danger="no").sends()
    assert kept_weeks(sqlite_school) == ["launch"]

    sqlite_school.delivers()

    assert sorted(kept_weeks(sqlite_school)) == ["launch", "receipt"]
