"""The pages of the sandbox school."""

import pytest

from tests.host.school import SCIENCE, STAFF_COURSE


@pytest.fixture
def visitor(host):
    return host.app.test_client()


def click_as(visitor, person, then="/"):
    return visitor.post(f"/as/{person}", data={"next": then}, follow_redirects=True).get_data(as_text=True)


def test_everybody_can_be_clicked_on_every_page(visitor, host):
    page = visitor.get("/").get_data(as_text=True)

    assert all(person.name in page for person in host.people.values())


def test_the_tool_is_in_a_frame_exactly_like_moodles(visitor, host):
    host.install("http://localhost:9001")

    page = click_as(visitor, "reporter", f"/course/{STAFF_COURSE}")

    assert (
        '<iframe id="contentframe" height="600px" width="100%" src="/mod/lti/launch.php?id=1&amp;triggerview=0" '
        'allow="microphone http://localhost:9001; camera http://localhost:9001; geolocation http://localhost:9001; '
        'midi http://localhost:9001; encrypted-media http://localhost:9001; autoplay http://localhost:9001" '
        'allowfullscreen="1"></iframe>'
    ) in page


def test_a_course_opens_only_for_its_members(visitor):
    page = click_as(visitor, "pupil", f"/course/{STAFF_COURSE}")

    assert "You are not enrolled in this course" in page
    assert "<iframe" not in page


def test_a_course_sends_a_stranger_to_the_front_page(visitor):
    assert visitor.get(f"/course/{STAFF_COURSE}").location == "/"


def test_the_gradebook_has_a_row_for_everybody_who_can_be_graded(visitor, host):
    page = click_as(visitor, "administrator", f"/course/{STAFF_COURSE}/grades")

    rows = page[page.index("<tbody>") :]
    assert "Sam Okafor" in rows
    assert "Alex Reid" not in rows
    assert "No grade" in rows


def test_an_ungraded_course_has_an_empty_gradebook(visitor):
    assert "Nothing is graded" in click_as(visitor, "pupil", f"/course/{SCIENCE}/grades")


def test_a_message_from_the_tool_is_shown_and_escaped(visitor):
    page = visitor.get("/mod/lti/return.php?course=2&lti_errormsg=<b>No</b>").get_data(as_text=True)

    assert "&lt;b&gt;No&lt;/b&gt;" in page


def test_clicking_never_leads_off_the_site(visitor):
    assert visitor.post("/as/lead", data={"next": "//elsewhere.example"}).location == "/"


def test_nobody_else_can_be_clicked(visitor):
    assert visitor.post("/as/nobody").status_code == 404


@pytest.mark.parametrize("address", ["/course/99", "/mod/lti/launch.php?id=99", "/mod/lti/launch.php"])
def test_what_does_not_exist_is_not_found(visitor, address):
    assert visitor.get(address).status_code == 404
