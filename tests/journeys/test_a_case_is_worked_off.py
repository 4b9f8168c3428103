"""From a decision to a closed case: what is to be done is done, late, given away, reviewed, and filed."""

import re

from tests.journeys.answers import LEAD, first, forms, heading, link, typed, words
from tests.journeys.conftest import QuickSchool
from tests.school import Visit

SOCIAL_WORKER = LEAD | {"plan": "social_worker"}


def decided(school: QuickSchool, answers: dict[str, str] = LEAD) -> Visit:
    """A case that the lead completed and confirmed; the lead stands on its outcome."""
    school.opens("reporter").starts().answers(**first(10)).sends()
    lead = school.opens("lead")
    lead.goes_to(link(lead, "Open")).goes_to(link(lead, "Answer the rest")).answers(**answers)
    decide = next(path for path in forms(lead) if "/decisions/" in path)
    head = {"head_name": "Helen Marsh", "head_when": "today at 10:40"}
    return lead.submits(decide, reason="As the guidance asks.", **head)


def opens_tasks(school: QuickSchool, person: str, case_id: str) -> Visit:
    """Somebody comes back, perhaps days later, and looks at what is to be done."""
    return school.opens(person).goes_to(f"/cases/{case_id}/actions")


def done_buttons(visit: Visit) -> list[str]:
    return [path for path in forms(visit) if "/done/" in path]


def test_a_decision_leads_to_its_tasks_and_each_is_done_at_a_press(quick_school: QuickSchool) -> None:
    lead = decided(quick_school)
    lead.goes_to(link(lead, "to do"))
    assert heading(lead) == "Tasks"

    left = len(done_buttons(lead))
    while done_buttons(lead):
        lead.submits(done_buttons(lead)[0])
        assert len(done_buttons(lead)) == left - 1
        left -= 1

    said = words(lead)
    assert said.count("Done: Lead Person") > 8
    # All that is left is the review, and that asks for the day of the next one.
    assert "Record this review" in said.split("To do")[1].split("Done or not needed")[0]


def test_what_is_late_rises_to_the_top_of_the_case_and_of_the_list(quick_school: QuickSchool) -> None:
    late, early = decided(quick_school, SOCIAL_WORKER), decided(quick_school)
    calm = opens_tasks(quick_school, "lead", early.case_id)
    for path in done_buttons(calm):
        calm.submits(path, csrf_token=calm.goes_to(f"/cases/{early.case_id}/actions").csrf_token)

    quick_school.team.clock.moves_on(days=1)

    deputy = quick_school.opens("deputy").goes_to("/cases?show=decided")
    rows = re.findall(r"<tr role=\"row\" class=\"govuk-table__row\">(.*?)</tr>", deputy.text, re.DOTALL)
    assert f"/cases/{late.case_id}" in rows[0]
    assert ["Overdue" in row for row in rows] == [True, False]
    case = deputy.goes_to(f"/cases/{late.case_id}")
    assert "tasks are overdue" in words(case)
    tasks = words(deputy.goes_to(link(case, "Tasks:")))
    assert tasks.index("Overdue") < tasks.index("Telephone children's social care") < tasks.index("To do")


def test_a_deputy_does_what_the_lead_gave_them_and_the_history_says_so(quick_school: QuickSchool) -> None:
    lead = decided(quick_school)
    opens_tasks(quick_school, "lead", lead.case_id)
    form = lead.goes_to(f"/cases/{lead.case_id}/actions").goes_to(link(lead, ": Talk with each child"))
    deputy_id = quick_school.team.deputy.id
    asked = {"state": "open", "note": "He is in on Tuesday.", "staff": deputy_id, "due_on": "2026-11-24"}
    form.submits(form_of(form), **asked)
    assert "With Deputy Person." in words(lead)

    deputy = quick_school.opens("deputy").goes_to("/cases?show=mine")
    deputy.goes_to(link(deputy, "Open")).goes_to(link(deputy, "Tasks:"))
    deputy.goes_to(link(deputy, ": Talk with each child"))
    assert typed(deputy) == "He is in on Tuesday."
    deputy.submits(form_of(deputy), **(asked | {"state": "done", "note": "Spoke to both at 11:00."}))

    said = words(deputy.goes_to(f"/cases/{deputy.case_id}")).split("What has happened")[1]
    assert "Given to Deputy Person: Talk with each child" in said
    assert "Done: Talk with each child, calmly and without blame. Spoke to both at 11:00. Deputy Person" in said


def form_of(visit: Visit) -> str:
    return next(path for path in forms(visit) if "/actions/" in path)


def test_a_review_brings_the_next_one_until_the_case_is_filed(quick_school: QuickSchool) -> None:
    lead = decided(quick_school, SOCIAL_WORKER)
    lead.goes_to(f"/cases/{lead.case_id}/actions")
    while done_buttons(lead):
        lead.submits(done_buttons(lead)[0])
    quick_school.team.clock.moves_on(days=4)
    lead = opens_tasks(quick_school, "lead", lead.case_id)
    lead.goes_to(link(lead, "Record this review"))
    review = {"state": "done", "note": "Accepted.", "staff": "case", "due_on": "2026-11-30", "next_on": ""}
    lead.submits(form_of(lead), **review)
    assert "Due by the end of Friday 4 December 2026" in words(lead)

    lead.goes_to(link(lead, "Close this case"))
    assert "What is not done" not in words(lead)
    close = next(path for path in forms(lead) if "/file/" in path)
    lead.submits(close, where="CP file")
    assert (lead.last.status_code, "Tick this once it is in" in words(lead)) == (422, True)
    lead.submits(close, filed="yes", where="CP file")

    assert "Closed" in words(lead)
    assert "Filed in the child-protection record: CP file" in words(lead)
    reporter = quick_school.opens("reporter").goes_to(f"/cases/{lead.case_id}/resume")
    assert "CP file" not in reporter.text
    assert "A safeguarding lead has closed it." in words(reporter)


def test_a_case_that_was_opened_again_is_worked_off_after_the_second_decision(quick_school: QuickSchool) -> None:
    lead = decided(quick_school)
    case_id = lead.case_id
    lead.goes_to(f"/cases/{case_id}/actions").submits(done_buttons(lead)[0])
    lead.goes_to(f"/cases/{case_id}/reopen")
    lead.submits(next(path for path in forms(lead) if "/reopen/" in path), words="A social worker has called.")
    lead.goes_to(f"/cases/{case_id}/questions/plan")
    lead.submits(lead.path, choice="social_worker", question="plan")
    lead.goes_to(f"/cases/{case_id}/outcome")
    lead.submits(next(path for path in forms(lead) if "/decisions/" in path), reason="As the guidance asks.")

    said = words(lead.goes_to(f"/cases/{case_id}/actions"))

    assert "Done: Lead Person" in said
    assert "Telephone children's social care, then send the written referral the same day." in said
    assert "Agree the decision not to refer" in said


def test_each_child_has_a_plan_and_each_family_is_given_its_own(quick_school: QuickSchool) -> None:
    lead = decided(quick_school)
    lead.goes_to(f"/cases/{lead.case_id}").goes_to(link(lead, "Children"))
    for plan, adult in (("Sits at the front.", "Mr Okafor"), ("Meets Ms Cole before lessons.", "Ms Cole")):
        lead.goes_to(link(lead, "Add a child"))
        add = next(path for path in forms(lead) if "/children/" in path)
        lead.submits(add, age="13_15", sent="yes", safety_plan=plan, named_adult=adult, wants="That it stops.")
    assert words(lead).count("What the child wants That it stops.") == 2

    lead.goes_to(link(lead, "Print for the family of Child B"))

    said = words(lead)
    assert "Child B Named adult Ms Cole Safety plan Meets Ms Cole before lessons." in said
    assert [sign for sign in ("Child A", "Okafor", "That it stops", "She said") if sign in said] == []
    case_page = words(lead.goes_to(f"/cases/{lead.case_id}"))
    assert "Wrote down Child A. Age: 13, 14 or 15. Sent it." in case_page


def test_two_cases_that_belong_together_lead_to_each_other(quick_school: QuickSchool) -> None:
    first, second = decided(quick_school), decided(quick_school)
    reference = heading(second.goes_to(f"/cases/{second.case_id}")).removeprefix("Case ")
    first.goes_to(f"/cases/{first.case_id}").goes_to(link(first, "Linked cases"))

    first.submits(next(path for path in forms(first) if path.endswith("/links")), reference=reference)

    first.goes_to(f"/cases/{first.case_id}")
    assert heading(first.goes_to(link(first, f"Case {reference}: Decided"))) == f"Case {reference}"
