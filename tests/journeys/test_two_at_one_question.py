"""A reporter answers what a lead has answered since: they go on as they were, and the lead is told of both answers."""

import pytest

from tests.journeys.answers import first, words
from tests.journeys.conftest import QuickSchool


def test_a_lead_reads_that_the_reporter_sees_it_differently_and_that_their_own_answer_stands(
    quick_school: QuickSchool,
) -> None:
    reporter = quick_school.opens("reporter").starts().answers(**first(4))
    case_id = reporter.case_id
    quick_school.team.answers(case_id, quick_school.team.lead, pressure="yes_money")

    asked = reporter.path
    mark = reporter.text.split('name="was" value="', 1)[1].split('"', 1)[0]
    reporter.submits(asked, choice="no", question="pressure", was=mark)

    assert (reporter.last.status_code, reporter.path.endswith("/questions/spread")) == (200, True)
    said = words(quick_school.opens("lead").goes_to(f"/cases/{case_id}"))
    warning, history = said.split("What has happened")
    assert "sees it differently" in warning
    assert "stands, because the answers then ask for more" in warning
    assert "stands, because the answers then ask for more" in history
    assert quick_school.team.file(case_id).desk.answers["pressure"] == "yes_money"
    for page in (asked, f"/cases/{case_id}/check"):
        assert "ask for more" not in words(reporter.goes_to(page))


@pytest.mark.parametrize("guess", ["no", "nk", "yes_money", "yes_images"])
def test_no_guess_tells_a_reporter_what_a_lead_has_answered(quick_school: QuickSchool, guess: str) -> None:
    """Whatever they answer, and whether or not a lead has answered the same, they are led on in the same way."""
    seen = []
    for by_lead in (None, "yes_money"):
        reporter = quick_school.opens("reporter").starts().answers(**first(4))
        if by_lead:
            quick_school.team.answers(reporter.case_id, quick_school.team.lead, pressure=by_lead)
        mark = reporter.goes_to(reporter.path).text.split('name="was" value="', 1)[1].split('"', 1)[0]
        reporter.submits(reporter.path, choice=guess, question="pressure", was=mark)
        seen.append((reporter.last.status_code, reporter.path.rsplit("/", 1)[1]))
        reporter.sends()

    assert seen[0] == seen[1]
