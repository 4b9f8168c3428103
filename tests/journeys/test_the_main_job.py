"""From a launch to a tick in the gradebook."""

from tests.host.school import STAFF_COURSE
from tests.school import SCIENCE, School

LOW = {
    "danger": "no",
    "strand": "images",
    "distress": "coping",
    "adult": "no",
    "pressure": "no",
    "spread": "private",
    "staff_seen": "none",
    "child_where": "With the school nurse",
    "reach": "Room 12",
    "told": "She said he has the picture. [image]",
}


def test_a_report_is_answered_sent_opened_decided_and_receipted(school: School) -> None:
    reporter = school.opens("reporter")
    assert "Tell your safeguarding lead first" in reporter.text
    reporter.starts().answers(**LOW)
    assert reporter.path.endswith("/check")
    reporter.sends()
    assert "Sent. Nobody has opened it yet." in reporter.text
    assert "Speak to Priya Nair now." in reporter.text

    lead = school.opens("lead")
    assert lead.path == "/cases"
    assert "Sam Okafor" in lead.text
    lead.goes_to(f"/cases/{reporter.case_id}")
    assert "With the school nurse" in lead.text
    lead.goes_to(f"/cases/{reporter.case_id}/resume").answers(
        capacity="no",
        age="13_15",
        content="nude",
        agreement="mutual",
        motive="ordinary",
        power="no",
        pattern="none",
        offline="none",
        stopped="yes",
        plan="none",
        home="no",
        other_harm="no",
        confidence="yes",
        other_school="no",
    )
    assert lead.path.endswith("/outcome")
    assert "Police: not on these answers" in lead.text
    action = lead.text.split('action="')[1].split('"')[0]
    agreed = {"head_name": "Helen Marsh", "head_when": "today at 10:40"}
    lead.submits(action, reason="Two pupils of the same age, agreed, private, both supported.", **agreed)
    assert "Outcome confirmed: Manage in school" in lead.text

    assert "A safeguarding lead has taken it." in reporter.goes_to(reporter.path).text
    assert school.delivers() == 1
    grade = school.host.grade(school.host.people["reporter"].sub, STAFF_COURSE)
    assert grade is not None
    assert "in the gradebook" in lead.goes_to(f"/cases/{reporter.case_id}").text


def test_a_pupil_is_turned_away_and_nothing_is_stored(school: School) -> None:
    pupil = school.opens("pupil", SCIENCE)

    assert pupil.last.status_code == 403
    assert "0800 1111" in pupil.text
    assert "Report Remove" in pupil.text
    assert pupil.goes_to("/start").last.status_code == 403
