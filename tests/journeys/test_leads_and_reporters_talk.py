"""A case between people: asked and added to, handed over, opened again, decided otherwise, and calls to agencies."""

import pytest

from lti_tool.cases.model import Status
from lti_tool.guidance.model import Level
from tests.crash.trouble import read_only
from tests.journeys.answers import first, forms, heading, link, typed, words
from tests.journeys.conftest import QuickSchool
from tests.school import Visit

WRONG = (
    ("", "Write what"),
    (" \n ", "Write what"),
    ("See https://example.org/x", "Take out the link"),
)
CHANGED = "The case has changed since you opened this page."
CALL = {"agency": "Children’s social care", "who": "Not given", "when": "today at 10:40", "said": "Ring us tomorrow."}

LOWER = {
    "reason": "Social care asks us to wait.",
    "agency": "Children’s social care",
    "adviser": "Not given",
    "adviser_role": "Duty social worker",
    "advised_when": "today at 10:40",
    "said": "Wait for their visit.",
    "head_name": "Helen Marsh",
    "head_when": "today at 10:50",
    "plan": "She stays with the nurse.",
    "review_on": "2026-11-24",
}


@pytest.fixture
def reporter(quick_school: QuickSchool) -> Visit:
    """A reporter who sent a case a moment ago."""
    return quick_school.opens("reporter").starts().answers(**first(10)).sends()


@pytest.fixture
def lead(quick_school: QuickSchool, reporter: Visit) -> Visit:
    """The lead, who has taken that case."""
    lead = quick_school.opens("lead").goes_to(f"/cases/{reporter.case_id}")
    return lead.submits(only_form(lead, "/take/"))


def only_form(visit: Visit, part: str) -> str:
    """Where the page's one form with this in its address leads."""
    (found,) = {path for path in forms(visit) if part in path}
    return found


def at(case: Visit, page: str) -> str:
    return f"/cases/{case.case_id}/{page}"


def decides(lead: Visit) -> Visit:
    lead.goes_to(at(lead, "outcome"))
    return lead.submits(only_form(lead, "/decisions/"), reason="Advice taken from social care.")


def is_refused_until_right(visit: Visit, form: str, most: int) -> None:
    """What cannot be kept comes back as it was typed, with what to do."""
    too_long = ("x" * (most + 1), f"Shorten this to {most} characters or fewer")
    for text, error in (*WRONG, too_long):
        visit.submits(form, words=text)
        assert visit.last.status_code == 422
        assert error in words(visit)
        assert typed(visit) == text


def test_what_a_lead_asks_stands_on_the_reporters_page_and_they_send_again(
    quick_school: QuickSchool, lead: Visit, reporter: Visit
) -> None:
    lead.goes_to(at(lead, "ask"))
    lead.submits(only_form(lead, "/ask/"), words="Who saw it in the canteen?")
    assert quick_school.team.file(reporter.case_id).desk.case.status is Status.NEEDS_DETAIL

    reporter.goes_to(at(reporter, "sent"))

    assert "Who saw it in the canteen?" in words(reporter)
    reporter.goes_to(at(reporter, "check")).sends()
    assert quick_school.team.file(reporter.case_id).desk.case.status is Status.IN_REVIEW


def test_a_question_that_says_nothing_is_not_asked(quick_school: QuickSchool, lead: Visit) -> None:
    lead.goes_to(at(lead, "ask"))

    is_refused_until_right(lead, only_form(lead, "/ask/"), 2000)

    assert quick_school.team.file(lead.case_id).desk.case.status is Status.IN_REVIEW


def test_what_a_reporter_adds_reaches_the_lead(lead: Visit, reporter: Visit) -> None:
    reporter.goes_to(at(reporter, "add"))
    is_refused_until_right(reporter, at(reporter, "add"), 4000)

    reporter.submits(at(reporter, "add"), words="Her sister has seen it too.")

    assert heading(reporter) != "Add something"
    assert "Her sister has seen it too." in words(lead.goes_to(f"/cases/{lead.case_id}"))


def test_a_reporter_who_disagrees_is_shown_whom_to_ring_and_the_lead_is_told(lead: Visit, reporter: Visit) -> None:
    reporter.goes_to(at(reporter, "disagree"))
    assert "01632 960010" in words(reporter)

    reporter.submits(at(reporter, "disagree"), words="See https://example.org/x")
    assert reporter.last.status_code == 422
    reporter.submits(at(reporter, "disagree"), words="")

    assert reporter.last.status_code == 200
    assert "disagrees and will make a referral" in words(lead.goes_to(f"/cases/{lead.case_id}"))


def test_a_case_that_is_handed_over_is_the_deputys(quick_school: QuickSchool, lead: Visit) -> None:
    lead.goes_to(at(lead, "hand-over"))
    form = only_form(lead, "/hand-over/")
    for nobody in ("", "somebody", "0" * 31):
        lead.submits(form, staff=nobody)
        assert lead.last.status_code == 422
        assert "Select a person" in words(lead)
    lead.submits(form, staff=quick_school.team.reporter.id)
    assert lead.last.status_code == 404
    assert quick_school.team.file(lead.case_id).desk.case.owner_id == quick_school.team.lead.id

    lead.goes_to(at(lead, "hand-over")).submits(form, staff=quick_school.team.deputy.id)

    assert quick_school.team.file(lead.case_id).desk.case.owner_id == quick_school.team.deputy.id


def test_a_decided_case_is_opened_again_with_what_is_new(quick_school: QuickSchool, lead: Visit) -> None:
    decides(lead)
    lead.goes_to(at(lead, "reopen"))
    form = only_form(lead, "/reopen/")
    is_refused_until_right(lead, form, 2000)

    lead.submits(form, words="It is on a second site.")

    assert quick_school.team.file(lead.case_id).desk.case.status is Status.IN_REVIEW


def test_a_call_to_an_agency_and_its_answer_are_kept(lead: Visit) -> None:
    add = only_form(lead.goes_to(at(lead, "agencies/add")), "/add/")
    for missing in ("agency", "who", "when"):
        lead.submits(add, **(CALL | {missing: ""}))
        assert lead.last.status_code == 422
        assert typed(lead) == CALL["said"]
    lead.submits(add, **(CALL | {"chase_on": "someday"}))
    assert "Enter a date" in words(lead)

    lead.submits(add, **(CALL | {"chase_on": "2026-11-25"}))
    assert "Ring us tomorrow." in words(lead)
    lead.submits(add, csrf_token=lead.goes_to("/start").csrf_token, **CALL)
    assert lead.last.status_code == 409
    lead.goes_to(at(lead, "agencies"))
    assert words(lead).count("Ring us tomorrow.") == 1
    lead.goes_to(link(lead, "answer"))
    form = lead.path
    is_refused_until_right(lead, form, 2000)
    lead.submits(form, words="They take it on.")

    assert "They take it on." in words(lead)
    token = lead.goes_to("/start").csrf_token
    lead.submits(form, csrf_token=token, words="No further action.")
    assert lead.last.status_code == 409
    assert "They take it on." in words(lead.goes_to(at(lead, "agencies")))


@pytest.mark.parametrize("page", ["ask", "hand-over"])
def test_a_form_that_is_older_than_the_case_is_shown_again_and_nothing_is_kept(
    quick_school: QuickSchool, lead: Visit, page: str
) -> None:
    lead.goes_to(at(lead, page))
    form = only_form(lead, f"/{page}/")
    older = f"{form.rsplit('/', 1)[0]}/{int(form.rsplit('/', 1)[1]) - 1}"
    before = quick_school.team.file(lead.case_id).desk.case

    lead.submits(older, words="Who saw it?", staff=quick_school.team.deputy.id)

    assert lead.last.status_code == 409
    assert CHANGED in words(lead)
    assert page != "ask" or typed(lead) == "Who saw it?"
    assert quick_school.team.file(lead.case_id).desk.case == before


def test_what_cannot_be_kept_now_stays_on_the_page(quick_school: QuickSchool, lead: Visit, reporter: Visit) -> None:
    add = only_form(lead.goes_to(at(lead, "agencies/add")), "/add/")
    lead.goes_to(at(lead, "ask"))
    reporter.goes_to(at(reporter, "add"))
    asked = only_form(lead, "/ask/")
    for visit, form, fields in (
        (lead, asked, {"words": "Who saw it?"}),
        (lead, add, CALL),
        (reporter, at(reporter, "add"), {"words": "Her sister too."}),
        (reporter, at(reporter, "disagree"), {"words": "I ring them now."}),
    ):
        with read_only(quick_school.services.database):
            visit.submits(form, **fields)
        assert visit.last.status_code == 503
        assert typed(visit) == fields.get("words", fields.get("said"))


def test_deciding_otherwise_needs_everything_that_it_asks_for(quick_school: QuickSchool, lead: Visit) -> None:
    lead.goes_to(at(lead, "decision/override"))
    form = only_form(lead, "/decision/override/")
    lead.submits(form, reason="I would wait.")
    assert lead.last.status_code == 422
    assert "Select the outcome that you decide on" in words(lead)
    assert "I would wait." in lead.text

    lead.submits(form, reason="I would wait.", outcome="MANAGE")

    assert lead.last.status_code == 422
    for each in ("Enter the agency’s name", "Enter who you spoke to", "Write what they said", "Enter who agreed"):
        assert each in words(lead)
    assert "I would wait." in lead.text
    assert quick_school.team.file(lead.case_id).decision is None


@pytest.mark.parametrize("review_on", ["", "2026-11-24"])
def test_a_higher_outcome_needs_nothing_else(quick_school: QuickSchool, lead: Visit, review_on: str) -> None:
    lead.goes_to(at(lead, "decision/override"))

    lead.submits(only_form(lead, "/decision/override/"), outcome="REFER_NOW", review_on=review_on)

    assert lead.path == at(lead, "outcome")
    decision = quick_school.team.file(lead.case_id).decision
    assert decision is not None
    assert decision.outcome is Level.REFER_NOW


def test_a_lower_outcome_with_everything_is_recorded(quick_school: QuickSchool, lead: Visit) -> None:
    lead.goes_to(at(lead, "decision/override"))
    form = only_form(lead, "/decision/override/")
    for late in ("2026-11-22", "2026-11-25"):
        lead.submits(form, outcome="MANAGE", **(LOWER | {"review_on": late}))
        assert lead.last.status_code == 422
        assert "Enter a date from today to" in words(lead)

    lead.submits(form, outcome="MANAGE", **LOWER)

    assert lead.path == at(lead, "outcome")
    assert quick_school.team.file(lead.case_id).decision is not None
