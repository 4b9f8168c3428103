"""What others see of practice: a tick like any other, who has practised, and nothing among real cases."""

import json
from io import StringIO

from tests.host.school import STAFF_COURSE
from tests.journeys.answers import first, link, title, words
from tests.journeys.conftest import QuickSchool
from tests.journeys.practising import STORIES, answers, begins, finishes, practises, sends
from tests.school import School, Visit


def test_practice_ends_with_a_tick_like_any_other(school: School) -> None:
    reporter, colleague = school.opens("reporter"), school.opens("colleague")
    reporter.starts().answers(**first(10)).sends()
    practises(colleague)
    assert "Receipt: on its way to the gradebook." in words(colleague)

    assert school.delivers() == 2

    grades = [school.host.grade(school.host.people[name].sub, STAFF_COURSE) for name in ("reporter", "colleague")]
    assert None not in grades
    assert len({(grade.score, grade.maximum, grade.comment) for grade in grades}) == 1
    sent = [json.loads(post.body) for post in school.host.gradebook.posts]
    assert len(sent) == 2
    same = [{name: value for name, value in body.items() if name not in {"userId", "timestamp"}} for body in sent]
    assert same[0] == same[1]
    assert len(school.host.gradebook.items) == 1
    assert "in the gradebook since" in words(colleague.goes_to(colleague.path))


def test_nothing_in_the_log_tells_practice_from_a_report(school: School, log: StringIO) -> None:
    school.opens("reporter").starts().answers(**first(10)).sends()
    school.delivers()
    practises(school.opens("colleague"))
    school.delivers()

    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    tried = [
        {name: line[name] for name in line if name != "timestamp"} for line in lines if line["event"] == "receipt tried"
    ]
    assert len(tried) == 2
    assert tried[0] == tried[1]


def test_practice_shows_on_no_page_for_real_cases(quick_school: QuickSchool) -> None:
    reporter = practises(quick_school.opens("reporter"), "V06")
    begins(reporter, "V01")
    practises(quick_school.opens("lead"), "V16")

    for name in ("lead", "deputy", "head"):
        visit = quick_school.opens(name)
        for show in ("waiting", "mine", "nobodys", "decided", "closed"):
            shown = words(visit.goes_to(f"/cases?show={show}"))
            assert "Reference" not in shown
            assert "cannot wait" not in shown
    assert "Continue where you left off" not in reporter.goes_to("/start").text
    assert "Already sent" not in reporter.text


def test_a_practice_of_somebody_else_is_a_page_that_does_not_exist(quick_school: QuickSchool) -> None:
    mine = practises(quick_school.opens("reporter"))
    practice = mine.path.rpartition("/")[0]
    head = quick_school.opens("head")
    nowhere = head.goes_to("/practice/" + "f" * 32).text

    for page in ("", "/go-on", "/questions/danger", "/check", "/end", "/result"):
        assert head.goes_to(practice + page).last.status_code == 404
        assert head.text == nowhere
    for page in ("/questions/danger", "/send", "/finish"):
        token = head.goes_to("/start").csrf_token
        assert head.submits(practice + page, choice="no", csrf_token=token).last.status_code == 404


def test_leads_see_who_has_practised_and_nothing_of_the_answers(quick_school: QuickSchool) -> None:
    practises(quick_school.opens("reporter"), "V06")
    practises(quick_school.opens("reporter"), "V01")

    lead = quick_school.opens("lead")
    lead.goes_to(link(lead, "See who has practised"))

    assert "Name Reporter Person Cases finished 2 Last finished" in words(lead)
    assert STORIES["V06"].title not in lead.text
    assert "Emergency" not in lead.text
    for name in ("reporter", "administrator"):
        assert quick_school.opens(name).goes_to("/practice/who").last.status_code == 404
        assert quick_school.opens(name).goes_to("/practice/who.csv").last.status_code == 404


def test_the_list_is_a_file_in_which_nothing_is_a_formula(quick_school: QuickSchool) -> None:
    team = quick_school.team
    for name in ("=HYPERLINK(0)", "+44", "-1", "@here", "\tTab", "O’Neill, “Sam”", None):
        with team.database.transaction() as db:
            person = team.book.meet(db, team.tenant.id, team.host.id, f"sub {name}", name)
        team.practises(person)

    answer = quick_school.opens("lead").goes_to("/practice/who.csv").last

    lines = answer.get_data(as_text=True).splitlines()
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="practice.csv"'
    assert lines[0] == "\ufeffName,Cases finished,Last finished on,School year"
    names = {line.split(",1,2026")[0] for line in lines[1:]}
    assert names == {"'=HYPERLINK(0)", "'+44", "'-1", "'@here", "'\tTab", '"O’Neill, “Sam”"', "Member of staff"}


def test_no_address_or_title_of_practice_holds_an_answer_or_an_outcome(quick_school: QuickSchool) -> None:
    outside: list[str] = []

    def notes(page: Visit) -> None:
        outside.extend([title(page), page.path])

    visit, story = quick_school.opens("reporter"), STORIES["V05"]
    answers(begins(visit, "V05"), story, notes)
    answers(sends(visit), story, notes)
    notes(finishes(visit))

    said = "\n".join(outside)
    for private in ("V05", story.title, "online_unverified", "yes_money", "Refer", "REFER", "Reporter Person"):
        assert private not in said
