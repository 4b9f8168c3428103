"""The pages of the children of a case, of one family, and of linked cases."""

import html
import re

import pytest

from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from tests.cases.team import EVERYONE, LEAD, Team
from tests.cases.test_children import FACTS, NAMED
from tests.crash.trouble import read_only
from tests.web.signed_in import Site, Tab


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def lead(site: Site) -> Tab:
    return site.as_(site.team.lead)


@pytest.fixture
def case(site: Site) -> Case:
    """A case that the lead has opened."""
    sent = site.team.sends(**EVERYONE)
    return site.team.file(sent.id).desk.case


def text(response) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split()))


def version(team: Team, case: Case) -> int:
    return team.file(case.id).desk.case.version


def adds(site: Site, lead: Tab, case: Case, **facts: str):
    return lead.posts(f"/cases/{case.id}/children/add/{version(site.team, case)}", **(FACTS | facts))


def test_a_child_is_written_down_and_shown_by_its_letter(site: Site, lead: Tab, case: Case) -> None:
    form = text(lead.gets(f"/cases/{case.id}/children/add"))
    assert "Do not question a child to fill this in." in form
    assert "image" not in form.replace("Shown in an image", "").replace("Do not describe any image", "")

    added = adds(site, lead, case)

    assert added.headers["Location"] == f"/cases/{case.id}/children?done=written-down"
    page = text(lead.gets(f"/cases/{case.id}/children"))
    assert "Child A Age 13, 14 or 15 Part in it Shown in an image; may have been harmed" in page
    assert "What the child wants about the police She does not want them." in page
    assert "Parents or carers Told Who told them and when, or why not Her mother, at 14:00." in page


def test_names_have_no_field_and_a_posted_one_is_ignored_until_the_school_allows_them(
    site: Site, lead: Tab, case: Case
) -> None:
    assert 'name="name"' not in lead.gets(f"/cases/{case.id}/children/add").get_data(as_text=True)
    adds(site, lead, case, **NAMED)
    assert "Zephyrine" not in text(lead.gets(f"/cases/{case.id}/children"))

    site.team.names_children()

    assert 'name="name"' in lead.gets(f"/cases/{case.id}/children/A").get_data(as_text=True)
    lead.posts(f"/cases/{case.id}/children/A/0", **NAMED)
    assert "Name Quilla Zephyrine Number in the school’s records UPN9988776" in text(
        lead.gets(f"/cases/{case.id}/children")
    )
    history = text(lead.gets(f"/cases/{case.id}")).split("What has happened")[1]
    assert "Wrote down Child A. Name changed. Number in the school’s records changed" in history
    assert "Zephyrine" not in history
    site.team.names_children(on=False)
    for path in ("", "/A", "/A/print"):
        assert "Zephyrine" not in lead.gets(f"/cases/{case.id}/children{path}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"age": ""}, "Select an age, or “Not known yet”"),
        ({"age": "99"}, "Select an age, or “Not known yet”"),
        ({"parents": "not_told", "parents_why": ""}, "Write why they have not been told"),
        ({"parents": "perhaps"}, "Select one of the answers"),
        ({"shown": "perhaps"}, "Select one of the answers"),
        ({"wants": "See https://example.org/x"}, "Take out the link"),
        ({"named_adult": "x" * 201}, "Shorten this to 200 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    site: Site, lead: Tab, case: Case, facts: dict[str, str], error: str
) -> None:
    refused = adds(site, lead, case, **({"safety_plan": "Sits at the front."} | facts))

    assert refused.status_code == 422
    assert error in text(refused)
    assert "Sits at the front." in text(refused)
    assert 'name="shown" type="checkbox" value="yes"' in " ".join(refused.get_data(as_text=True).split())
    assert site.team.children.of(site.team.file(case.id).desk) == []


def test_a_second_tab_neither_doubles_a_child_nor_overwrites_one(site: Site, lead: Tab, case: Case) -> None:
    path = f"/cases/{case.id}/children/add/{version(site.team, case)}"
    first, second = lead.posts(path, **FACTS), lead.posts(path, **FACTS)
    assert (first.status_code, second.status_code) == (303, 409)
    assert "The case has changed since you opened this page." in text(second)

    site.as_(site.team.deputy).posts(f"/cases/{case.id}/children/A/0", **(FACTS | {"wants": "To go home."}))
    late = lead.posts(f"/cases/{case.id}/children/A/0", **(FACTS | {"wants": "To stay."}))

    assert late.status_code == 409
    assert "The case has changed since you opened this page." in text(late)
    assert "To stay." in text(late)
    page = text(lead.gets(f"/cases/{case.id}/children"))
    assert page.count("Child A Age") == 1
    assert "To go home." in page


def test_a_correction_says_in_the_history_what_was_there_before(site: Site, lead: Tab, case: Case) -> None:
    adds(site, lead, case)

    changed = {name: words for name, words in FACTS.items() if name not in {"shown", "wants_police"}}
    lead.posts(f"/cases/{case.id}/children/A/0", **(changed | {"age": "10_12", "support": "social_worker"}))

    history = text(lead.gets(f"/cases/{case.id}")).split("What has happened")[1]
    assert "Wrote down Child A. Age: 10, 11 or 12 (before: 13, 14 or 15). No longer: Shown in an image." in history
    assert "What the child wants about the police: taken out (before: She does not want them.)" in history


def test_one_family_is_given_nothing_of_another_child_nor_of_the_case(site: Site, lead: Tab, case: Case) -> None:
    site.team.names_children()
    adds(site, lead, case, safety_plan="Sits at the front.", name="Ann Archer")
    adds(site, lead, case, safety_plan="Keep apart from Child A.", name="Ben Barker", named_adult="Ms Cole")

    first = lead.gets(f"/cases/{case.id}/children/A/print")
    second = lead.gets(f"/cases/{case.id}/children/B/print")

    assert "Child A Name Ann Archer Named adult Mr Okafor Safety plan Sits at the front." in text(first)
    assert "Child B Name Ben Barker Named adult Ms Cole Who to ask" in text(second)
    assert "“Safety plan” is left out, because it may tell of another child." in text(second)
    for page, others in ((first, ("Child B", "Barker", "Cole")), (second, ("Child A", "Archer", "Okafor"))):
        found = page.get_data(as_text=True)
        case_words = (case.reference, EVERYONE["told"], EVERYONE["child_where"], "wants it", "Her mother", "harmed")
        assert [words for words in (*others, *case_words) if words in found] == []


def test_before_a_page_is_given_to_a_family_the_lead_is_told_what_could_put_the_child_at_risk(
    site: Site, lead: Tab, case: Case
) -> None:
    adds(site, lead, case)
    site.team.answers(case.id, site.team.lead, **LEAD)
    assert "until you know it is safe for the child" not in text(lead.gets(f"/cases/{case.id}/children/A/print"))

    site.team.answers(case.id, site.team.lead, home="might")

    page = lead.gets(f"/cases/{case.id}/children/A/print").get_data(as_text=True)
    warning = page.split('<div class="sp-screen">', 1)[1].split("</div>", 1)[0]
    assert "Do not telephone home until you know it is safe for the child." in warning


def test_cases_are_linked_by_a_reference_that_is_never_in_an_address(site: Site, lead: Tab, case: Case) -> None:
    other = site.team.sends(**EVERYONE)
    wrong = lead.posts(f"/cases/{case.id}/links", reference="ZZZZZZ")
    empty = lead.posts(f"/cases/{case.id}/links", reference=" ")
    assert (wrong.status_code, empty.status_code) == (422, 422)
    assert "There is no case with this reference that you can see" in text(wrong)
    assert 'value="ZZZZZZ"' in wrong.get_data(as_text=True)
    assert "Enter the other case’s reference" in text(empty)

    linked = lead.posts(f"/cases/{case.id}/links", reference=other.reference.lower())

    assert linked.headers["Location"] == f"/cases/{case.id}/links"
    for one, another in ((case, other), (other, case)):
        assert f"Case {another.reference}: " in text(lead.gets(f"/cases/{one.id}"))
        assert f'href="/cases/{another.id}"' in lead.gets(f"/cases/{one.id}/links").get_data(as_text=True)
    link = site.team.file(case.id).linked[0].id
    assert lead.posts(f"/cases/{other.id}/links/{link}/undo").status_code == 303
    assert other.reference not in text(lead.gets(f"/cases/{case.id}"))


def test_a_database_that_cannot_be_written_keeps_what_was_typed_on_the_page(site: Site, lead: Tab, case: Case) -> None:
    adds(site, lead, case)
    assert lead.token

    with read_only(site.services.database):
        added = adds(site, lead, case, wants="To be left alone.")
        corrected = lead.posts(f"/cases/{case.id}/children/A/0", **(FACTS | {"wants": "To be left alone."}))
        linked = lead.posts(f"/cases/{case.id}/links", reference="ABC123")

    for response, words in ((added, "To be left alone."), (corrected, "To be left alone."), (linked, "ABC123")):
        assert response.status_code == 503
        assert "We could not save this just now" in text(response)
        assert words in response.get_data(as_text=True)


def test_every_page_opened_to_print_for_a_family_is_an_entry_of_its_own(site: Site, lead: Tab, case: Case) -> None:
    for _ in range(2):
        adds(site, lead, case)

    for label in ("A", "B", "A"):
        lead.gets(f"/cases/{case.id}/children/{label}/print")

    page = text(lead.gets(f"/cases/{case.id}"))
    assert page.count("Opened to print for the family of Child A") == 2
    assert page.count("Opened to print for the family of Child B") == 1
