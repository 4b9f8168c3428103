"""A reporter answers what a lead has answered since: they go on as they were, and the lead is told of both answers."""

from tests.journeys.answers import first, words
from tests.journeys.conftest import QuickSchool


def test_a_lead_reads_that_the_reporter_sees_it_differently_and_that_their_own_answer_stands(
    quick_school: QuickSchool,
) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(4))
    case_id = reporter.case_id
    quick_school.team.answers(case_id, quick_school.team.lead, pressure="yes_money")

    asked = reporter.path
    reporter.submits(asked, choice="no", question="pressure", was="")
    assert reporter.last.status_code == 409
    mark = reporter.text.split('name="was" value="', 1)[1].split('"', 1)[0]
    reporter.submits(asked, choice="no", question="pressure", was=mark)

    assert (reporter.last.status_code, reporter.path.endswith("/questions/spread")) == (200, True)
    said = words(quick_school.opens("lead").goes_to(f"/cases/{case_id}"))
    warning, history = said.split("What has happened")
    assert "sees it differently" in warning
    assert "stands, because it asks for more" in warning
    assert "stands, because it asks for more" in history
    assert quick_school.team.file(case_id).desk.answers["pressure"] == "yes_money"
    for page in (asked, f"/cases/{case_id}/check"):
        assert "asks for more" not in words(reporter.goes_to(page))
