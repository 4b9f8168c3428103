"""The pages of working off a case: what they show and what they refuse."""

import re

import pytest

from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from tests.cases.team import Team
from tests.crash.trouble import read_only
from tests.web.signed_in import Site, Tab


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def lead(site: Site) -> Tab:
    return site.as_(site.team.lead)


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def place(team: Team, case: Case, action: str) -> str:
    return f"/cases/{case.id}/actions/{team.task(case.id, action).id}"


def form(**fields: str) -> dict[str, str]:
    """The task's form as it stands, but for these fields."""
    return {"state": "open", "note": "", "staff": "case", "due_on": "2026-11-24", "next_on": ""} | fields


def test_the_page_says_what_to_do_who_does_it_and_by_when(site: Site) -> None:
    case = site.team.decides()
    site.team.clock.moves_on(hours=1)

    said = text(site.as_(site.team.lead).gets(f"/cases/{case.id}/actions"))

    assert said.index("Overdue Tell the safeguarding lead") < said.index("To do Agree the decision not to refer")
    assert "Pastoral lead · Within 1 to 2 school days" in said
    assert "Due by the end of Wednesday 25 November 2026. With Lead Person." in said
    assert "No date is set." in said
    assert "School holidays are not known here" in said
    assert "Do not" not in said.split("Tasks", 1)[1].split("In danger now")[0].replace("Do not promise", "")


def test_one_press_says_that_a_task_is_done_and_who_did_it(site: Site, lead: Tab) -> None:
    case = site.team.decides()

    pressed = lead.posts(place(site.team, case, "manage_agree") + "/done/0")
    again = lead.posts(place(site.team, case, "manage_agree") + "/done/0")

    assert [pressed.status_code, again.status_code] == [303, 303]
    assert pressed.headers["Location"] == f"/cases/{case.id}/actions?done=task"
    assert "Done: Lead Person, Monday 23 November 2026 at 09:00" in text(lead.gets(f"/cases/{case.id}/actions"))


def test_a_review_asks_for_the_day_of_the_next_one(site: Site, lead: Tab) -> None:
    case = site.team.decides()
    path = place(site.team, case, "manage_review")
    assert f"{path}/done" not in lead.gets(f"/cases/{case.id}/actions").get_data(as_text=True)

    refused = lead.posts(f"{path}/0", **form(state="done", due_on="2026-12-07", note="All is calm."))
    assert refused.status_code == 422
    assert "Enter the day of the next review" in text(refused)
    assert "All is calm." in refused.get_data(as_text=True)
    pressed = lead.posts(f"{path}/done/0")
    assert (pressed.status_code, "Enter the day of the next review" in text(pressed)) == (422, True)
    saved = lead.posts(f"{path}/0", **form(state="done", due_on="2026-12-07", next_on="2027-02-12"))

    assert saved.status_code == 303
    assert "Due by the end of Friday 12 February 2027" in text(lead.gets(f"/cases/{case.id}/actions"))


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"state": ""}, "Select what has become of it"),
        ({"state": "gone"}, "Select what has become of it"),
        ({"state": "not_needed"}, "Write why it is not needed"),
        ({"due_on": "2026-11-01"}, "Enter today or a day to come"),
        ({"due_on": ""}, "Enter today or a day to come"),
        ({"due_on": "soon"}, "Enter a date, such as 30/11/2026"),
        ({"staff": "somebody"}, "Select a person"),
        ({"note": "x" * 2001}, "Shorten this to 2000 characters or fewer"),
        ({"note": "See https://example.org/x"}, "Take out the link"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(site: Site, lead: Tab, fields: dict[str, str], error: str) -> None:
    case = site.team.decides()
    before = site.team.changes(case.id)

    refused = lead.posts(place(site.team, case, "manage_talk") + "/0", **form(**fields))

    assert refused.status_code == 422
    assert error in text(refused)
    assert "<title>Error: " in refused.get_data(as_text=True)
    assert site.team.changes(case.id) == before


def test_a_note_is_kept_without_signs_that_nobody_sees(site: Site, lead: Tab) -> None:
    case = site.team.decides()

    lead.posts(place(site.team, case, "manage_talk") + "/0", **form(note="Spoke\x00 to\x1b her."))

    assert site.team.task(case.id, "manage_talk").note == "Spoke to her."


def test_a_task_that_somebody_else_changed_keeps_what_was_typed(site: Site, lead: Tab) -> None:
    case = site.team.decides()
    path = place(site.team, case, "manage_talk")
    site.as_(site.team.deputy).posts(f"{path}/0", **form(note="Mine."))

    refused = lead.posts(f"{path}/0", **form(note="No, mine."))
    pressed = lead.posts(f"{path}/done/0")

    assert (refused.status_code, pressed.status_code) == (409, 409)
    assert "Somebody else has changed this task." in text(refused)
    assert "No, mine." in refused.get_data(as_text=True)
    assert "Somebody else has changed this task." in text(pressed)
    assert site.team.task(case.id, "manage_talk").note == "Mine."


def test_a_database_that_cannot_be_written_keeps_what_was_typed_on_the_page(site: Site, lead: Tab) -> None:
    case = site.team.decides()
    path, version = place(site.team, case, "manage_talk"), site.team.file(case.id).desk.case.version
    assert lead.token

    with read_only(site.services.database):
        changed = lead.posts(f"{path}/0", **form(note="Spoke to her."))
        pressed = lead.posts(f"{path}/done/0")
        closed = lead.posts(f"/cases/{case.id}/file/{version}", where="CP file", filed="yes", rest="Moved away.")

    for response, words in ((changed, "Spoke to her."), (pressed, "Talk with each child"), (closed, "Moved away.")):
        assert response.status_code == 503
        assert "We could not save this just now" in text(response)
        assert words in text(response)


def test_a_task_is_given_to_somebody_who_finds_it_on_their_list(site: Site, lead: Tab) -> None:
    case, deputy = site.team.decides(), site.team.deputy

    lead.posts(place(site.team, case, "manage_talk") + "/0", **form(staff=deputy.id))

    assert case.reference in text(site.as_(deputy).gets("/cases?show=mine"))
    assert "With Deputy Person." in text(lead.gets(f"/cases/{case.id}/actions"))
    nobody = lead.posts(place(site.team, case, "manage_talk") + "/1", **form(staff=site.team.reporter.id))
    assert nobody.status_code == 404


def test_a_case_with_something_overdue_is_marked_in_the_list_and_on_its_page(site: Site, lead: Tab) -> None:
    case = site.team.decides()
    assert "Overdue" not in text(lead.gets("/cases?show=decided"))

    site.team.clock.moves_on(days=1)

    lead = site.as_(site.team.lead)
    assert "Overdue" in text(lead.gets("/cases?show=decided"))
    assert re.search(r"\d+ tasks are overdue\.", text(lead.gets(f"/cases/{case.id}")))
    assert re.search(r"Tasks: \d+ to do", text(lead.gets(f"/cases/{case.id}")))


def test_the_history_says_what_became_of_a_task_in_words(site: Site, lead: Tab) -> None:
    case = site.team.decides()
    path = place(site.team, case, "manage_talk")
    lead.posts(f"{path}/0", **form(state="not_needed", note="Neither is in school."))
    lead.posts(f"{path}/1", **form(staff=site.team.deputy.id, due_on="2026-12-01", note="Neither is in school."))

    said = text(lead.gets(f"/cases/{case.id}")).split("What has happened")[1]

    about = "Talk with each child, calmly and without blame"
    assert f"Not needed: {about}. Neither is in school." in said
    assert f"Still to do after all: {about}. Neither is in school." in said
    assert f"Given to Deputy Person: {about}" in said
    assert f"Now due on Tuesday 1 December 2026: {about}" in said


def test_closing_asks_for_what_is_missing_and_then_says_where_it_is_filed(site: Site, lead: Tab) -> None:
    case = site.team.decides()
    version = site.team.file(case.id).desk.case.version
    page = text(lead.gets(f"/cases/{case.id}/file"))
    assert "What is not done" in page
    assert "Agree the decision not to refer, and sign the reasons for it." in page

    refused = lead.posts(f"/cases/{case.id}/file/{version}", where="CP file")
    assert refused.status_code == 422
    for error in ("Write why the case can be closed without it", "Tick this once it is in the child-protection record"):
        assert error in text(refused)
    assert 'value="CP file"' in refused.get_data(as_text=True)
    changed = lead.posts(f"/cases/{case.id}/file/{version - 1}", where="CP file", filed="yes", rest="Moved away.")
    assert (changed.status_code, "Moved away." in text(changed)) == (409, True)
    closed = lead.posts(f"/cases/{case.id}/file/{version}", where="CP file", filed="yes", rest="Moved away.")

    assert closed.headers["Location"] == f"/cases/{case.id}?done=closed"
    said = text(lead.gets(f"/cases/{case.id}"))
    assert "Filed in the child-protection record: CP file. Not everything is done, because: Moved away." in said
    assert lead.gets(f"/cases/{case.id}/file").status_code == 409
    assert "Done:" not in text(lead.gets(f"/cases/{case.id}/actions"))


def test_a_closed_case_shows_its_tasks_and_no_button(site: Site, lead: Tab) -> None:
    case = site.team.decides()
    path = place(site.team, case, "manage_talk")
    version = site.team.file(case.id).desk.case.version
    lead.posts(f"/cases/{case.id}/file/{version}", where="CP file", filed="yes", rest="Moved away.")

    page = lead.gets(f"/cases/{case.id}/actions").get_data(as_text=True)

    assert "Talk with each child" in page
    assert path not in page
    assert lead.gets(path).status_code == 409
    late = lead.posts(f"{path}/0", **form(note="I did it."))
    assert (late.status_code, "I did it." in text(late)) == (409, True)
